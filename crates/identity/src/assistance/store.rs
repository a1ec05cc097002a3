use kernel::Language;
use platform::{Conn, Stop, Tx};
use sqlx::{Row, any::AnyRow};

use super::{form::NewRequest, rules::Status};

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Identifier.
    pub id: String,
    /// Its number, as people write it.
    pub number: String,
    /// About what.
    pub kind: String,
    /// Where it stands.
    pub status: Status,
    /// The person's language.
    pub language: Language,
    /// Who asks.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// Person code, if it was written.
    pub person_code: Option<String>,
    /// The words.
    pub message: String,
    /// The attachment.
    pub file_id: Option<String>,
    /// When it came.
    pub created_at: String,
    /// Counts changes.
    pub version: i64,
}

/// A message of a request: an answer, a reply or a note for colleagues.
#[derive(Clone, Debug)]
pub struct Message {
    /// When.
    pub at: String,
    /// `answer`, `reply` or `note`.
    pub kind: String,
    /// The words.
    pub message: String,
}

fn read(row: &AnyRow) -> Result<Request, Stop> {
    Ok(Request {
        id: row.try_get("id")?,
        number: row.try_get("number")?,
        kind: row.try_get("kind")?,
        status: Status::from_code(&row.try_get::<String, _>("status")?).unwrap_or(Status::Open),
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        person_code: row.try_get("person_code")?,
        message: row.try_get("message")?,
        file_id: row.try_get("file_id")?,
        created_at: row.try_get("created_at")?,
        version: row.try_get("version")?,
    })
}

/// Keeps a new request. Its number is taken from the series last.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    new: &NewRequest,
    language: Language,
    file_id: Option<&str>,
) -> Result<(String, String), Stop> {
    let (id, now) = (tx.new_id(), tx.stamp());
    let number = format!("AS-{:06}", tx.next_number("assistance").await?);
    sqlx::query(
        "insert into assistance_request (id, number, kind, status, language, name, email, person_code, message, \
         file_id, created_at, changed_at, version) values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, 1)",
    )
    .bind(&id)
    .bind(&number)
    .bind(new.kind)
    .bind(language.code())
    .bind(&new.name)
    .bind(new.email.as_str())
    .bind(new.person_code.map(|code| code.to_string()))
    .bind(&new.message)
    .bind(file_id)
    .bind(&now)
    .bind(&now)
    .execute(tx.conn())
    .await?;
    Ok((id, number))
}

/// A request.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Request>, Stop> {
    let row = sqlx::query("select * from assistance_request where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The messages of a request, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn messages(conn: &mut Conn, id: &str) -> Result<Vec<Message>, Stop> {
    let rows = sqlx::query(
        "select at, kind, message from assistance_message where request_id = $1 order by id limit 500",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Message {
                at: row.try_get("at")?,
                kind: row.try_get("kind")?,
                message: row.try_get("message")?,
            })
        })
        .collect()
}

/// Moves a request on if it still stands where it was read. False when somebody was quicker.
///
/// # Errors
/// When the database fails.
pub async fn advance(tx: &mut Tx, request: &Request, to: Status, version: i64) -> Result<bool, Stop> {
    let now = tx.stamp();
    let moved = sqlx::query(
        "update assistance_request set status = $1, changed_at = $2, version = version + 1 \
         where id = $3 and version = $4 and status = $5",
    )
    .bind(to.code())
    .bind(now)
    .bind(&request.id)
    .bind(version)
    .bind(request.status.code())
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(moved == 1)
}

/// Adds a message.
///
/// # Errors
/// When the database fails.
pub async fn say(tx: &mut Tx, request_id: &str, author: &str, kind: &str, message: &str) -> Result<(), Stop> {
    let (id, now) = (tx.new_id(), tx.stamp());
    sqlx::query(
        "insert into assistance_message (id, request_id, at, author, kind, message) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(request_id)
    .bind(now)
    .bind(author)
    .bind(kind)
    .bind(message)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the queue shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Status code; empty for all.
    pub status: String,
    /// Kind; empty for all.
    pub kind: String,
    /// Number, address or person code, whole; empty for all.
    pub text: String,
}

/// How many requests fit.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &mut Conn, filter: &Filter) -> Result<u64, Stop> {
    let count: i64 = sqlx::query(
        "select count(*) from assistance_request where ($1 = '' or status = $2) and ($3 = '' or kind = $4) \
         and ($5 = '' or number = $6 or lower(email) = $7 or person_code = $8)",
    )
    .bind(&filter.status)
    .bind(&filter.status)
    .bind(&filter.kind)
    .bind(&filter.kind)
    .bind(&filter.text)
    .bind(filter.text.to_uppercase())
    .bind(filter.text.to_lowercase())
    .bind(&filter.text)
    .fetch_one(conn)
    .await?
    .try_get(0)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// A page of the queue, oldest first: who has waited longest is answered first.
///
/// # Errors
/// When the database fails.
pub async fn page(conn: &mut Conn, filter: &Filter, limit: i64, offset: i64) -> Result<Vec<Request>, Stop> {
    sqlx::query(
        "select * from assistance_request where ($1 = '' or status = $2) and ($3 = '' or kind = $4) \
         and ($5 = '' or number = $6 or lower(email) = $7 or person_code = $8) order by id limit $9 offset $10",
    )
    .bind(&filter.status)
    .bind(&filter.status)
    .bind(&filter.kind)
    .bind(&filter.kind)
    .bind(&filter.text)
    .bind(filter.text.to_uppercase())
    .bind(filter.text.to_lowercase())
    .bind(&filter.text)
    .bind(limit)
    .bind(offset)
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}
