//! The rows of formats.

use platform::{Conn, Stop};
use sqlx::Row;

use super::{Format, Made};

/// Keeps a format of a document.
///
/// # Errors
/// When the database fails, or the document has one already.
pub(crate) async fn insert(conn: &mut Conn, issued_id: &str, made: &Made) -> Result<(), Stop> {
    sqlx::query("insert into issued_format (issued_id, format, body) values ($1, $2, $3)")
        .bind(issued_id)
        .bind(made.format.code())
        .bind(&made.packed)
        .execute(conn)
        .await?;
    Ok(())
}

/// The formats that a document has.
///
/// # Errors
/// When the database fails.
pub async fn of(conn: &mut Conn, issued_id: &str) -> Result<Vec<Format>, Stop> {
    let rows = sqlx::query("select format from issued_format where issued_id = $1")
        .bind(issued_id)
        .fetch_all(conn)
        .await?;
    let codes = rows.iter().map(|row| row.try_get::<String, _>(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(Format::ALL.into_iter().filter(|format| codes.iter().any(|code| code == format.code())).collect())
}

/// A document in a format, as it was made with the paper.
///
/// # Errors
/// When the database fails, or what is stored is damaged.
pub async fn find(conn: &mut Conn, issued_id: &str, format: Format) -> Result<Option<Vec<u8>>, Stop> {
    let row = sqlx::query("select body from issued_format where issued_id = $1 and format = $2")
        .bind(issued_id)
        .bind(format.code())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Made::unpack(&row.try_get::<String, _>(0)?).map(Some)
}
