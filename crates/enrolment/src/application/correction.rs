//! The open request for corrections of an application, and what of it is answered.

use kernel::Day;
use platform::{Conn, Stop, Tx};
use sqlx::Row;

use super::{
    items::{Part, opens},
    snapshot::Snapshot,
};

/// An open request for corrections or additions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Identifier.
    pub id: String,
    /// The officer who asked.
    pub officer: String,
    /// What the officer wrote.
    pub message: String,
    /// The last day to answer.
    pub due_on: Day,
    /// What is asked for.
    pub items: Vec<Item>,
}

/// One item of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its code: see [`super::items::opens`].
    pub code: String,
    /// What the officer wrote about it.
    pub note: String,
    /// When it was answered (stored instant).
    pub answered_at: Option<String>,
}

impl Correction {
    /// True when each item is answered.
    pub fn is_answered(&self) -> bool {
        self.items.iter().all(|item| item.answered_at.is_some())
    }

    /// True when the personal data are among the items.
    pub fn asks_personal(&self) -> bool {
        self.items.iter().any(|item| opens(&item.code, &Part::Personal))
    }
}

/// The open request of an application.
///
/// # Errors
/// When the database fails.
pub async fn open_correction(conn: &mut Conn, application_id: &str) -> Result<Option<Correction>, Stop> {
    let row = sqlx::query(
        "select id, officer, message, due_on from correction where application_id = $1 and closed_at is null",
    )
    .bind(application_id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get("id")?;
    let items = sqlx::query(
        "select item, note, answered_at from correction_item where correction_id = $1 order by item",
    )
    .bind(&id)
    .fetch_all(conn)
    .await?
    .iter()
    .map(|row| {
        Ok(Item {
            code: row.try_get("item")?,
            note: row.try_get("note")?,
            answered_at: row.try_get("answered_at")?,
        })
    })
    .collect::<Result<_, Stop>>()?;
    let due_on: String = row.try_get("due_on")?;
    Ok(Some(Correction {
        id,
        officer: row.try_get("officer")?,
        message: row.try_get("message")?,
        due_on: due_on.parse().map_err(|_| Stop::broken("a stored due date cannot be read"))?,
        items,
    }))
}

/// Ticks the items that open a part: the applicant has worked on it.
pub(super) async fn answer(
    tx: &mut Tx,
    correction: Option<&Correction>,
    part: &Part<'_>,
) -> Result<(), Stop> {
    let Some(correction) = correction else { return Ok(()) };
    let now = tx.stamp();
    for item in correction.items.iter().filter(|item| opens(&item.code, part)) {
        sqlx::query("update correction_item set answered_at = $1 where correction_id = $2 and item = $3")
            .bind(&now)
            .bind(&correction.id)
            .bind(&item.code)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// Keeps what was declared before a request was answered, so that the office sees what changed.
pub(super) async fn keep_before(
    tx: &mut Tx,
    correction: Option<&Correction>,
    before: &Snapshot,
) -> Result<(), Stop> {
    let Some(correction) = correction else { return Ok(()) };
    sqlx::query("update correction set declared_before = $1 where id = $2")
        .bind(serde_json::to_string(before)?)
        .bind(&correction.id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Closes a request: it was answered, or its term passed, or the application ended.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &mut Tx, application_id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update correction set closed_at = $1 where application_id = $2 and closed_at is null")
        .bind(now)
        .bind(application_id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
