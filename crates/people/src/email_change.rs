//! A new e-mail address takes effect when its owner confirms it by a link; until then the former one holds.

use jiff::SignedDuration;
use kernel::{Email, Event};
use platform::{
    Conn, Stop, Subject, Tx,
    clock::{hash_token, instant, stamp},
    mail::Mail,
};
use sqlx::Row;

use crate::person::{self, Person, text};

/// How long the link can be used, in hours.
pub const HOURS: i64 = 48;

/// A new address that waits for its confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEmail {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// The new address.
    pub email: Email,
    /// Until when the link can be used (stored instant).
    pub expires_at: String,
}

/// The new address of a person that waits for its confirmation at an instant (stored text).
///
/// # Errors
/// When the database fails.
pub async fn pending_email(
    conn: &mut Conn,
    person_id: &str,
    now: &str,
) -> Result<Option<PendingEmail>, Stop> {
    sqlx::query("select * from email_change where person_id = $1 and ended_at is null and expires_at > $2")
        .bind(person_id)
        .bind(now)
        .fetch_optional(conn)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The change of a link, if the link can still be used.
pub(crate) async fn by_token(conn: &mut Conn, token: &str, now: &str) -> Result<Option<PendingEmail>, Stop> {
    sqlx::query("select * from email_change where token_hash = $1 and ended_at is null and expires_at > $2")
        .bind(hash_token(token))
        .bind(now)
        .fetch_optional(conn)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Sends the link to the new address and a notice to the present one. A change that was waiting ends.
pub(crate) async fn ask(tx: &mut Tx, who: &Person, email: &Email) -> Result<(), Stop> {
    end(tx, &who.id, "replaced").await?;
    let (id, token, now) = (tx.new_id(), tx.house().dice().token(), tx.now());
    let expires = now.saturating_add(SignedDuration::from_hours(HOURS)).unwrap_or(now);
    sqlx::query(
        "insert into email_change (id, person_id, email, token_hash, asked_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&id)
    .bind(&who.id)
    .bind(email.as_str())
    .bind(hash_token(&token))
    .bind(stamp(now))
    .bind(stamp(expires))
    .execute(tx.conn())
    .await?;
    let about = Subject::new("person", &who.id);
    tx.journal(&about, Event::new("people.email-change-asked").with("change", id)).await?;
    let link = Mail::new(email.as_str(), who.language, "people-email-confirm")
        .with("name", who.name.as_str())
        .with("hours", HOURS.to_string())
        .link(format!("/profile/email/confirm/{token}"))
        .about(&about);
    tx.mail(link).await?;
    let notice = Mail::new(who.email.as_str(), who.language, "people-email-notice")
        .with("name", who.name.as_str())
        .link("/profile/email")
        .about(&about);
    tx.mail(notice).await
}

/// Takes back the change that is waiting; says whether there was one.
pub(crate) async fn cancel(tx: &mut Tx, person_id: &str) -> Result<bool, Stop> {
    let ended = end(tx, person_id, "cancelled").await?;
    if ended {
        tx.journal(&Subject::new("person", person_id), Event::new("people.email-change-cancelled")).await?;
    }
    Ok(ended)
}

/// Ends the change that is waiting; says whether there was one.
async fn end(tx: &mut Tx, person_id: &str, outcome: &'static str) -> Result<bool, Stop> {
    let at = tx.stamp();
    let done = sqlx::query(
        "update email_change set ended_at = $1, outcome = $2 where person_id = $3 and ended_at is null",
    )
    .bind(at)
    .bind(outcome)
    .bind(person_id)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Uses a link: the new address takes effect, and the former one is told. `None` when the link cannot be used (any
/// more).
pub(crate) async fn confirm(tx: &mut Tx, token: &str) -> Result<Option<()>, Stop> {
    let now = tx.stamp();
    let Some(change) = by_token(tx.conn(), token, &now).await? else { return Ok(None) };
    let used = sqlx::query(
        "update email_change set ended_at = $1, outcome = 'confirmed' where id = $2 and ended_at is null",
    )
    .bind(&now)
    .bind(&change.id)
    .execute(tx.conn())
    .await?;
    let Some(who) = person::find(tx.conn(), &change.person_id).await? else { return Ok(None) };
    if used.rows_affected() == 0 {
        return Ok(None);
    }
    sqlx::query("update person set email = $1, email_folded = $2, version = version + 1 where id = $3")
        .bind(change.email.as_str())
        .bind(change.email.as_str().to_lowercase())
        .bind(&who.id)
        .execute(tx.conn())
        .await?;
    let about = Subject::new("person", &who.id);
    tx.journal(&about, Event::new("people.email-changed").with("change", &change.id)).await?;
    let mail = Mail::new(who.email.as_str(), who.language, "people-email-changed")
        .with("name", who.name.as_str())
        .link("/assistance")
        .about(&about);
    tx.mail(mail).await?;
    Ok(Some(()))
}

fn read(row: &sqlx::any::AnyRow) -> Result<PendingEmail, Stop> {
    Ok(PendingEmail {
        id: row.try_get("id")?,
        person_id: row.try_get("person_id")?,
        email: text(row, "email")?,
        expires_at: row.try_get("expires_at")?,
    })
}

/// A stored instant as people read it: `dd/mm/yyyy hh:mm`, at the office.
pub(crate) fn when(stored: &str) -> String {
    instant(stored).to_zoned(platform::clock::rome()).strftime("%d/%m/%Y %H:%M").to_string()
}
