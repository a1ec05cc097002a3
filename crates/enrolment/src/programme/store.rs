//! The rows of the catalogue.

use kernel::{Cents, Day, Email};
use platform::{Conn, OnUnique, Stop, Tx};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, any::AnyRow};

use super::model::{Bilingual, Details, Programme, Secretariat, State};

/// An edition by its identifier, whatever its state.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Programme>, Stop> {
    let row = sqlx::query("select * from programme where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// An edition by number and year, whatever its state.
///
/// # Errors
/// When the database fails.
pub async fn find_edition(conn: &mut Conn, number: i64, year: i16) -> Result<Option<Programme>, Stop> {
    let row = sqlx::query("select * from programme where number = $1 and year = $2")
        .bind(number)
        .bind(i64::from(year))
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The editions of a programme, of every year.
pub(super) async fn editions(conn: &mut Conn, number: i64) -> Result<Vec<String>, Stop> {
    let rows = sqlx::query("select id from programme where number = $1").bind(number).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The editions that take applications today, by number: for the demo and for machines. Pages use the search.
///
/// # Errors
/// When the database fails.
pub async fn open_list(conn: &mut Conn, today: Day) -> Result<Vec<Programme>, Stop> {
    sqlx::query(
        "select * from programme where state = 'published' and opens_on <= $1 and closes_on >= $1 \
         order by number, year",
    )
    .bind(today.iso())
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The number that a new programme may take: one more than the highest.
pub(super) async fn next_number(conn: &mut Conn) -> Result<i64, Stop> {
    Ok(sqlx::query("select coalesce(max(number), 1000) + 1 from programme")
        .fetch_one(conn)
        .await?
        .try_get(0)?)
}

/// Adds an edition.
pub(super) async fn insert(tx: &mut Tx, state: State, details: &Details) -> Result<String, Stop> {
    let (id, now, changed) = (tx.new_id(), tx.stamp(), change(tx).await?);
    let query = sqlx::query(
        "insert into programme (number, year, kind, title_it, title_en, description_it, description_en, languages, \
         opens_on, closes_on, lessons_start_on, final_exam_on, places, minimum_entry, documents, fee_cents, \
         instalments, final_fee_cents, stamp_duty, corporate, distance, secretariat_name, secretariat_email, \
         secretariat_phone, secretariat_hours_it, secretariat_hours_en, changed, updated_at, id, state, version, \
         created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
         $22, $23, $24, $25, $26, $27, $28, $29, $30, 1, $28)",
    );
    bind(query, details)?
        .bind(changed)
        .bind(now)
        .bind(&id)
        .bind(state.code())
        .execute(tx.conn())
        .await
        .on_unique("number", "programme-number-taken")?;
    Ok(id)
}

/// Writes an edition over the version that was read; false when another change came first.
pub(super) async fn update(tx: &mut Tx, id: &str, version: i64, details: &Details) -> Result<bool, Stop> {
    let (now, changed) = (tx.stamp(), change(tx).await?);
    let query = sqlx::query(
        "update programme set number = $1, year = $2, kind = $3, title_it = $4, title_en = $5, description_it = $6, \
         description_en = $7, languages = $8, opens_on = $9, closes_on = $10, lessons_start_on = $11, \
         final_exam_on = $12, places = $13, minimum_entry = $14, documents = $15, fee_cents = $16, \
         instalments = $17, final_fee_cents = $18, stamp_duty = $19, corporate = $20, distance = $21, \
         secretariat_name = $22, secretariat_email = $23, secretariat_phone = $24, secretariat_hours_it = $25, \
         secretariat_hours_en = $26, changed = $27, updated_at = $28, version = version + 1 \
         where id = $29 and version = $30",
    );
    let done = bind(query, details)?
        .bind(changed)
        .bind(now)
        .bind(id)
        .bind(version)
        .execute(tx.conn())
        .await
        .on_unique("number", "programme-number-taken")?;
    Ok(done.rows_affected() == 1)
}

/// Moves an edition to another state; false when another change came first.
pub(super) async fn set_state(tx: &mut Tx, id: &str, version: i64, state: State) -> Result<bool, Stop> {
    let (now, changed) = (tx.stamp(), change(tx).await?);
    let done = sqlx::query(
        "update programme set state = $1, changed = $2, updated_at = $3, version = version + 1 \
         where id = $4 and version = $5",
    )
    .bind(state.code())
    .bind(changed)
    .bind(now)
    .bind(id)
    .bind(version)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the number of this change of the catalogue; other changes wait for the commit.
async fn change(tx: &mut Tx) -> Result<i64, Stop> {
    Ok(sqlx::query("update programme_catalogue set changed = changed + 1 where id = 'all' returning changed")
        .fetch_one(tx.conn())
        .await?
        .try_get(0)?)
}

type Query = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

/// Binds `$1` to `$26`.
fn bind(query: Query, details: &Details) -> Result<Query, Stop> {
    let Details { title, description, secretariat, .. } = details;
    let languages: Vec<&str> = details.languages.iter().map(|language| language.code()).collect();
    Ok(query
        .bind(details.number)
        .bind(i64::from(details.year))
        .bind(details.kind.code())
        .bind(title.it.clone())
        .bind(title.en.clone())
        .bind(description.it.clone())
        .bind(description.en.clone())
        .bind(languages.join(","))
        .bind(details.opens_on.iso())
        .bind(details.closes_on.iso())
        .bind(details.lessons_start_on.iso())
        .bind(details.final_exam_on.map(Day::iso))
        .bind(details.places)
        .bind(details.minimum_entry.code())
        .bind(json(&details.documents)?)
        .bind(details.fee.0)
        .bind(json(&details.instalments)?)
        .bind(details.final_fee.0)
        .bind(i64::from(details.stamp_duty))
        .bind(i64::from(details.corporate))
        .bind(i64::from(details.distance))
        .bind(secretariat.name.clone())
        .bind(secretariat.email.to_string())
        .bind(secretariat.phone.clone())
        .bind(secretariat.hours.it.clone())
        .bind(secretariat.hours.en.clone()))
}

fn json<T: Serialize>(value: &T) -> Result<String, Stop> {
    Ok(serde_json::to_string(value)?)
}

/// Reads a row of `select * from programme`.
pub(super) fn read(row: &AnyRow) -> Result<Programme, Stop> {
    let text = |column: &str| row.try_get::<String, _>(column);
    let number = |column: &str| row.try_get::<i64, _>(column);
    let both = |it: &str, en: &str| Ok::<_, sqlx::Error>(Bilingual { it: text(it)?, en: text(en)? });
    Ok(Programme {
        id: text("id")?,
        version: number("version")?,
        state: stored(&text("state")?)?,
        details: Details {
            number: number("number")?,
            year: i16::try_from(number("year")?).map_err(Stop::broken)?,
            kind: stored(&text("kind")?)?,
            title: both("title_it", "title_en")?,
            description: both("description_it", "description_en")?,
            languages: text("languages")?.split(',').filter_map(|code| code.parse().ok()).collect(),
            opens_on: stored(&text("opens_on")?)?,
            closes_on: stored(&text("closes_on")?)?,
            lessons_start_on: stored(&text("lessons_start_on")?)?,
            final_exam_on: row
                .try_get::<Option<String>, _>("final_exam_on")?
                .as_deref()
                .map(stored)
                .transpose()?,
            places: number("places")?,
            minimum_entry: stored(&text("minimum_entry")?)?,
            documents: from_json(&text("documents")?)?,
            fee: Cents(number("fee_cents")?),
            instalments: from_json(&text("instalments")?)?,
            final_fee: Cents(number("final_fee_cents")?),
            stamp_duty: number("stamp_duty")? == 1,
            corporate: number("corporate")? == 1,
            distance: number("distance")? == 1,
            secretariat: Secretariat {
                name: text("secretariat_name")?,
                email: Email::parse(&text("secretariat_email")?).map_err(Stop::broken)?,
                phone: text("secretariat_phone")?,
                hours: both("secretariat_hours_it", "secretariat_hours_en")?,
            },
        },
    })
}

/// Reads a stored code or day; one that cannot be read is our fault.
pub(super) fn stored<T: std::str::FromStr<Err = kernel::FaultCode>>(text: &str) -> Result<T, Stop> {
    text.parse().map_err(|code| Stop::broken(format!("a stored value cannot be read: {text}: {code}")))
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Stop> {
    Ok(serde_json::from_str(text)?)
}
