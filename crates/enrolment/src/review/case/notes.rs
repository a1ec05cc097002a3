//! What officers write for their colleagues. The applicant never reads it, and the journal keeps only that it was written.

use kernel::{Event, text};
use platform::{Conn, Stop, Tx};
use sqlx::Row;

use crate::application::store::Application;

/// Longest note, in characters.
pub const LONGEST: usize = 2000;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who wrote it.
    pub officer: String,
    /// What.
    pub text: String,
    /// Stored instant.
    pub written_at: String,
}

/// Reads a note as it is typed.
///
/// # Errors
/// `required`, `too-long`, `forbidden-characters`.
pub fn parse(typed: &str) -> Result<String, kernel::FaultCode> {
    text::paragraph(typed, LONGEST)
}

/// The notes of an application, newest first.
///
/// # Errors
/// When the database fails.
pub async fn notes(conn: &mut Conn, application_id: &str) -> Result<Vec<Note>, Stop> {
    let rows = sqlx::query(
        "select officer, text, written_at from review_note where application_id = $1 order by id desc limit 200",
    )
    .bind(application_id)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Note {
                officer: row.try_get("officer")?,
                text: row.try_get("text")?,
                written_at: row.try_get("written_at")?,
            })
        })
        .collect()
}

/// Adds a note.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, application: &Application, officer: &str, text: &str) -> Result<(), Stop> {
    let (id, now) = (tx.new_id(), tx.stamp());
    sqlx::query(
        "insert into review_note (id, application_id, officer, text, written_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(&id)
    .bind(&application.id)
    .bind(officer)
    .bind(text)
    .bind(now)
    .execute(tx.conn())
    .await?;
    tx.journal(&application.subject(), Event::new("enrolment.noted").with("note", id)).await
}

/// Puts an application into an officer's hands, if it is still in those that the page showed.
///
/// # Errors
/// Changed meanwhile; when the database fails.
pub async fn assign(tx: &mut Tx, application: &Application, to: &str) -> Result<(), Stop> {
    let changed = sqlx::query(
        "update application set assigned_to = $1, version = version + 1 where id = $2 and version = $3",
    )
    .bind(to)
    .bind(&application.id)
    .bind(application.version)
    .execute(tx.conn())
    .await?
    .rows_affected();
    if changed != 1 {
        return Err(crate::application::store::ChangedMeanwhile.into());
    }
    tx.journal(&application.subject(), Event::new("enrolment.assigned").with("to", to)).await
}
