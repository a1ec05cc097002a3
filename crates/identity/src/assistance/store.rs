use kernel::text::fold;
use platform::{Conn, Stop, Tx};
use sqlx::{Row, any::AnyRow};

use super::{
    form::Checked,
    model::{Kind, Message, Request, Said, Status},
};

/// Rows of a page of the queue.
pub const PAGE: usize = 25;

/// What the desk asks of the queue.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this state.
    pub status: Option<Status>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Words of number, name, address or person code.
    pub text: String,
    /// The page begins after this identifier; empty for the first.
    pub after: String,
}

/// Adds a request and returns its number, which is taken here: nothing slow may follow.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    id: &str,
    new: &Checked,
    language: kernel::Language,
    file_id: Option<&str>,
) -> Result<String, Stop> {
    let year = platform::clock::day_of(tx.now()).year();
    let now = tx.stamp();
    let number = format!("A{year}-{:05}", tx.next_number(&format!("assistance-{year}")).await?);
    let code = new.person_code.map(|code| code.to_string());
    let folded = fold(&format!("{number} {} {} {}", new.name, new.email, code.as_deref().unwrap_or("")));
    sqlx::query(
        "insert into assistance_request (id, number, kind, status, language, name, email, person_code, message, \
         file_id, created_at, changed_at, folded, version) \
         values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
    )
    .bind(id)
    .bind(&number)
    .bind(new.kind.code())
    .bind(language.code())
    .bind(&new.name)
    .bind(new.email.as_str())
    .bind(code)
    .bind(&new.message)
    .bind(file_id)
    .bind(&now)
    .bind(&now)
    .bind(folded)
    .execute(tx.conn())
    .await?;
    Ok(number)
}

/// A request.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Request>, Stop> {
    let row =
        sqlx::query("select * from assistance_request where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// A page of the queue and one row more, if there is one. What waits for the desk comes oldest first, the rest newest
/// first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut Conn, filter: &Filter) -> Result<Vec<Request>, Stop> {
    let oldest_first = filter.status == Some(Status::Open);
    let (beyond, order) = if oldest_first { (">", "asc") } else { ("<", "desc") };
    // "~" is above every identifier.
    let start = if oldest_first { "" } else { "~" };
    let sql = format!(
        "select * from assistance_request where id {beyond} $1 and ($2 = '' or status = $3) \
         and ($4 = '' or kind = $5) and folded like $6 order by id {order} limit $7"
    );
    let (status, kind) = (filter.status.map_or("", Status::code), filter.kind.map_or("", Kind::code));
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(if filter.after.is_empty() { start } else { &filter.after })
        .bind(status)
        .bind(status)
        .bind(kind)
        .bind(kind)
        // Folding leaves letters, digits and spaces: none of them means anything to `like`.
        .bind(format!("%{}%", fold(&filter.text)))
        .bind(i64::try_from(PAGE.saturating_add(1)).unwrap_or(26))
        .fetch_all(conn)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// How many requests are in a state.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &mut Conn, status: Status) -> Result<i64, Stop> {
    Ok(sqlx::query("select count(*) from assistance_request where status = $1")
        .bind(status.code())
        .fetch_one(conn)
        .await?
        .try_get(0)?)
}

/// Takes a request from the version that was read to another state. False when somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn set_status(tx: &mut Tx, id: &str, version: i64, status: Status) -> Result<bool, Stop> {
    let now = tx.stamp();
    let changed = sqlx::query(
        "update assistance_request set status = $1, changed_at = $2, version = version + 1 \
         where id = $3 and version = $4",
    )
    .bind(status.code())
    .bind(now)
    .bind(id)
    .bind(version)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(changed == 1)
}

/// Puts a request before the desk again, whatever happened to it meanwhile: what a person adds is never refused.
///
/// # Errors
/// When the database fails.
pub async fn put_before_desk(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "update assistance_request set status = 'open', changed_at = $1, version = version + 1 where id = $2",
    )
    .bind(now)
    .bind(id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds a message.
///
/// # Errors
/// When the database fails.
pub async fn say(tx: &mut Tx, request_id: &str, said: Said, author: &str, text: &str) -> Result<(), Stop> {
    let (id, now) = (tx.new_id(), tx.stamp());
    sqlx::query(
        "insert into assistance_message (id, request_id, at, author, kind, message) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(request_id)
    .bind(now)
    .bind(author)
    .bind(said.code())
    .bind(text)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The messages after the first, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn messages(conn: &mut Conn, request_id: &str) -> Result<Vec<Message>, Stop> {
    let rows = sqlx::query(
        "select at, author, kind, message from assistance_message where request_id = $1 order by id limit 500",
    )
    .bind(request_id)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.try_get("kind")?;
            Ok(Message {
                at: row.try_get("at")?,
                author: row.try_get("author")?,
                said: if kind == "answer" { Said::Answer } else { Said::Reply },
                text: row.try_get("message")?,
            })
        })
        .collect()
}

fn read(row: &AnyRow) -> Result<Request, Stop> {
    let (kind, status): (String, String) = (row.try_get("kind")?, row.try_get("status")?);
    Ok(Request {
        id: row.try_get("id")?,
        number: row.try_get("number")?,
        kind: Kind::from_code(&kind).unwrap_or(Kind::Information),
        status: Status::from_code(&status).ok_or_else(|| Stop::broken("a request in an unknown state"))?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        person_code: row.try_get("person_code")?,
        message: row.try_get("message")?,
        file_id: row.try_get("file_id")?,
        created_at: row.try_get("created_at")?,
        changed_at: row.try_get("changed_at")?,
        version: row.try_get("version")?,
    })
}
