//! The rows of issued documents.

use platform::{Conn, Stop};
use sqlx::{Row, any::AnyRow};

use super::IssuedState;
use crate::catalogue::{Kind, Tongue};

/// An issued document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Identifier.
    pub id: String,
    /// The reserved document it answers; a correction answers the same one.
    pub item_id: Option<String>,
    /// Whose.
    pub person_id: String,
    /// Of which career.
    pub career_id: String,
    /// Protocol number, without gaps.
    pub number: i64,
    /// The code that is printed to be typed at `/verify`; random.
    pub code: String,
    /// What.
    pub kind: Kind,
    /// In which language.
    pub tongue: Tongue,
    /// The facts as they were certified, JSON.
    pub facts: String,
    /// What is printed as a square code: the facts, signed.
    pub printed: String,
    /// The key that signed what is printed.
    pub key_id: String,
    /// When it was issued, RFC 3339.
    pub issued_at: String,
    /// Where it is.
    pub state: IssuedState,
    /// The signed file.
    pub file_id: Option<String>,
    /// SHA-256 of the signed file.
    pub sha256: Option<String>,
    /// `B-B`, `B-T` or `B-LT`.
    pub signature_level: Option<String>,
    /// What stands in its place.
    pub superseded_by: Option<String>,
    /// When it was superseded or revoked.
    pub withdrawn_at: Option<String>,
    /// Grows with each change.
    pub version: i64,
}

/// An issued document.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select * from issued where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// What was issued for a reserved document and stands.
///
/// # Errors
/// When the database fails.
pub async fn of_item(conn: &mut Conn, item_id: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select * from issued where item_id = $1 and state <> 'superseded'")
        .bind(item_id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// What stands for a reserved document now: the correction, when it was corrected.
///
/// # Errors
/// When the database fails.
pub async fn of_reserved(conn: &mut Conn, item_id: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select id from issued where item_id = $1 order by number desc limit 1")
        .bind(item_id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get(0)?;
    let mut found = find(&mut *conn, &id).await?;
    // A correction may be corrected; the chain ends, for each is newer than the one before.
    for _ in 0..100 {
        let Some(next) = found.as_ref().and_then(|issued| issued.superseded_by.clone()) else { break };
        found = find(&mut *conn, &next).await?;
    }
    Ok(found)
}

/// The document with a printed code.
///
/// # Errors
/// When the database fails.
pub async fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select * from issued where code = $1").bind(code).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The document whose signed file has a digest.
///
/// # Errors
/// When the database fails.
pub async fn by_digest(conn: &mut Conn, sha256: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select * from issued where sha256 = $1").bind(sha256).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// Writes a prepared document.
///
/// # Errors
/// When the database fails, or the reserved document has one already.
pub(super) async fn insert(conn: &mut Conn, issued: &Issued) -> Result<(), Stop> {
    sqlx::query(
        "insert into issued (id, item_id, person_id, career_id, number, code, kind, tongue, facts, printed, key_id, \
         issued_at, state, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&issued.id)
    .bind(&issued.item_id)
    .bind(&issued.person_id)
    .bind(&issued.career_id)
    .bind(issued.number)
    .bind(&issued.code)
    .bind(issued.kind.code())
    .bind(issued.tongue.code())
    .bind(&issued.facts)
    .bind(&issued.printed)
    .bind(&issued.key_id)
    .bind(&issued.issued_at)
    .bind(issued.state.code())
    .bind(issued.version)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a prepared document its file; false when it is not prepared any more.
///
/// # Errors
/// When the database fails.
pub(super) async fn finish(
    conn: &mut Conn,
    id: &str,
    after: IssuedState,
    file_id: &str,
    sha256: &str,
    level: &str,
    now: &str,
) -> Result<bool, Stop> {
    let done = sqlx::query(
        "update issued set state = $1, file_id = $2, sha256 = $3, signature_level = $4, finished_at = $5, \
         version = version + 1 where id = $6 and state = $7",
    )
    .bind(after.code())
    .bind(file_id)
    .bind(sha256)
    .bind(level)
    .bind(now)
    .bind(id)
    .bind(IssuedState::Prepared.code())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Withdraws a document where it still is as it was read; false when it is not.
///
/// # Errors
/// When the database fails.
pub(super) async fn withdraw(
    conn: &mut Conn,
    old: &Issued,
    after: IssuedState,
    by: Option<&str>,
    reason: &str,
    now: &str,
) -> Result<bool, Stop> {
    let done = sqlx::query(
        "update issued set state = $1, superseded_by = $2, reason = $3, withdrawn_at = $4, version = version + 1 \
         where id = $5 and version = $6 and state = $7",
    )
    .bind(after.code())
    .bind(by)
    .bind(reason)
    .bind(now)
    .bind(&old.id)
    .bind(old.version)
    .bind(old.state.code())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> Result<Issued, Stop> {
    let code = |column: &str| row.try_get::<String, _>(column);
    Ok(Issued {
        id: code("id")?,
        item_id: row.try_get("item_id")?,
        person_id: code("person_id")?,
        career_id: code("career_id")?,
        number: row.try_get("number")?,
        code: code("code")?,
        kind: Kind::read(&code("kind")?)
            .ok_or_else(|| Stop::broken("an issued document of an unknown kind"))?,
        tongue: Tongue::read(&code("tongue")?)
            .ok_or_else(|| Stop::broken("an issued document in an unknown language"))?,
        facts: code("facts")?,
        printed: code("printed")?,
        key_id: code("key_id")?,
        issued_at: code("issued_at")?,
        state: IssuedState::read(&code("state")?)
            .ok_or_else(|| Stop::broken("an issued document in an unknown state"))?,
        file_id: row.try_get("file_id")?,
        sha256: row.try_get("sha256")?,
        signature_level: row.try_get("signature_level")?,
        superseded_by: row.try_get("superseded_by")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
        version: row.try_get("version")?,
    })
}
