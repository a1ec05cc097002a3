//! What the office writes beside a request's state. The state itself is written by [`crate::request::store::settle`],
//! first in each transaction, so that the row is held and as it was read.

use kernel::Cents;
use platform::{Conn, Stop};

use crate::request::Footnote;

pub(super) async fn set_officer(conn: &mut Conn, id: &str, officer: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set officer_id = $1 where id = $2")
        .bind(officer)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_answer(conn: &mut Conn, id: &str, answer: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set answer = $1 where id = $2")
        .bind(answer)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_footnote(conn: &mut Conn, item: &str, decided: Footnote) -> Result<(), Stop> {
    sqlx::query("update certificate_item set footnote_state = $1 where id = $2")
        .bind(decided.code())
        .bind(item)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_refund(conn: &mut Conn, id: &str, refund: Cents) -> Result<(), Stop> {
    sqlx::query("update certificate_request set refund = $1 where id = $2")
        .bind(refund.0)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_printed(conn: &mut Conn, id: &str, at: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set printed_at = $1 where id = $2")
        .bind(at)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_posted(conn: &mut Conn, id: &str, number: &str, at: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set registered_number = $1, posted_at = $2 where id = $3")
        .bind(number)
        .bind(at)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Who came for the documents and how they proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handed {
    /// The delegate; none when the person came.
    pub delegate: Option<String>,
    /// Which kind of identity document was shown.
    pub kind: String,
    /// Its last figures or a remark; never its whole number.
    pub note: String,
}

pub(super) async fn set_handed(conn: &mut Conn, id: &str, handed: &Handed, at: &str) -> Result<(), Stop> {
    sqlx::query(
        "update certificate_request set handed_at = $1, handed_to = $2, identity_kind = $3, identity_note = $4 \
         where id = $5",
    )
    .bind(at)
    .bind(&handed.delegate)
    .bind(&handed.kind)
    .bind(&handed.note)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// How the identity was checked at the counter.
pub(super) async fn identity(conn: &mut Conn, id: &str) -> Result<Option<(String, String)>, Stop> {
    use sqlx::Row;
    let row = sqlx::query("select identity_kind, identity_note from certificate_request where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let kind: Option<String> = row.try_get(0)?;
    let note: Option<String> = row.try_get(1)?;
    Ok(kind.map(|kind| (kind, note.unwrap_or_default())))
}
