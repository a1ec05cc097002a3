//! The rows of an admission. A state is written only by [`settle`], with its event.

use kernel::Outcome;
use people::Person;
use platform::{Conn, Stop, Subject, Tx};
use sqlx::{Row, any::AnyRow};

use super::rules::State;
use crate::{application::store::ChangedMeanwhile, programme::Programme, review::queue::filter::words};

/// A row of `admission`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// For which edition.
    pub programme_id: String,
    /// The application that it came from.
    pub application_id: Option<String>,
    /// Where it is.
    pub state: State,
    /// Version of the row.
    pub version: i64,
    /// The day on which the qualification documents were received, as stored.
    pub received_on: String,
    /// What was received.
    pub received: String,
    /// A copy of the entry visa or residence permit was among it.
    pub permit: bool,
    /// The officer who opened it.
    pub opened_by: String,
    /// Stored instant.
    pub opened_at: String,
    /// Stored instant of the payment.
    pub paid_at: Option<String>,
    /// Stored instant at which it was taken back.
    pub withdrawn_at: Option<String>,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// Student number.
    pub matricola: Option<String>,
    /// Name as shown.
    pub person_name: String,
    /// Person code.
    pub person_code: String,
}

impl Admission {
    /// What the journal calls it.
    pub fn subject(&self) -> Subject {
        Subject::new("admission", &self.id)
    }

    /// The person's page of it.
    pub fn path(&self) -> String {
        format!("/admissions/{}", self.id)
    }

    /// The office's page of it.
    pub fn office_path(&self) -> String {
        format!("/office/admissions/{}", self.id)
    }

    /// Under what the registry knows the way in: the application where there is one.
    pub fn career_key(&self) -> &str {
        self.application_id.as_deref().unwrap_or(&self.id)
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Admission, Stop> {
    let state: String = row.try_get("state")?;
    Ok(Admission {
        id: row.try_get("id")?,
        person_id: row.try_get("person_id")?,
        programme_id: row.try_get("programme_id")?,
        application_id: row.try_get("application_id")?,
        state: State::from_code(&state).ok_or_else(|| Stop::broken(format!("no state {state}")))?,
        version: row.try_get("version")?,
        received_on: row.try_get("received_on")?,
        received: row.try_get("received")?,
        permit: row.try_get::<i64, _>("permit")? == 1,
        opened_by: row.try_get("opened_by")?,
        opened_at: row.try_get("opened_at")?,
        paid_at: row.try_get("paid_at")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
        reason: row.try_get("reason")?,
        matricola: row.try_get("matricola")?,
        person_name: row.try_get("person_name")?,
        person_code: row.try_get("person_code")?,
    })
}

/// An admission by its identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Admission>, Stop> {
    let row = sqlx::query("select * from admission where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The admissions of a person, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Admission>, Stop> {
    let rows = sqlx::query(
        "select * from admission where person_id = $1 order by opened_at desc, id desc limit 100",
    )
    .bind(person_id)
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// The admission of a person for an edition that is open or paid.
///
/// # Errors
/// When the database fails.
pub async fn standing(
    conn: &mut Conn,
    person_id: &str,
    programme_id: &str,
) -> Result<Option<Admission>, Stop> {
    let row = sqlx::query(
        "select * from admission where person_id = $1 and programme_id = $2 and state in ('open', 'paid')",
    )
    .bind(person_id)
    .bind(programme_id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The admission that came from an application and is open or paid.
///
/// # Errors
/// When the database fails.
pub async fn of_application(conn: &mut Conn, application_id: &str) -> Result<Option<Admission>, Stop> {
    let row = sqlx::query("select * from admission where application_id = $1 and state in ('open', 'paid')")
        .bind(application_id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// What the office received before it opened an admission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// When.
    pub on: kernel::Day,
    /// What, in the officer's words.
    pub what: String,
    /// A copy of the entry visa or residence permit was among it.
    pub permit: bool,
}

/// Adds an admission. `None` when the person has one for the edition already: the index lets no second one in.
pub(super) async fn insert(
    tx: &mut Tx,
    person: &Person,
    programme: &Programme,
    application_id: Option<&str>,
    received: &Received,
    officer: &str,
) -> Result<Option<Admission>, Stop> {
    let new = Admission {
        id: tx.new_id(),
        person_id: person.id.clone(),
        programme_id: programme.id.clone(),
        application_id: application_id.map(str::to_owned),
        state: State::Open,
        version: 1,
        received_on: received.on.iso(),
        received: received.what.clone(),
        permit: received.permit,
        opened_by: officer.to_owned(),
        opened_at: tx.stamp(),
        paid_at: None,
        withdrawn_at: None,
        reason: None,
        matricola: None,
        person_name: format!("{} {}", person.surname, person.name),
        person_code: person.code.to_string(),
    };
    let made = sqlx::query(
        "insert into admission (id, person_id, programme_id, application_id, state, version, received_on, received, \
         permit, opened_by, opened_at, person_name, person_code) \
         values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing",
    )
    .bind(&new.id)
    .bind(&new.person_id)
    .bind(&new.programme_id)
    .bind(&new.application_id)
    .bind(new.state.code())
    .bind(&new.received_on)
    .bind(&new.received)
    .bind(i64::from(new.permit))
    .bind(&new.opened_by)
    .bind(&new.opened_at)
    .bind(&new.person_name)
    .bind(&new.person_code)
    .execute(tx.conn())
    .await?
    .rows_affected();
    if made == 0 {
        return Ok(None);
    }
    for word in words(&new.person_name) {
        sqlx::query("insert into admission_word (word, admission_id) values ($1, $2) on conflict do nothing")
            .bind(word)
            .bind(&new.id)
            .execute(tx.conn())
            .await?;
    }
    Ok(Some(new))
}

/// Writes the state that a rule decided, if the row still is as it was read; tells the journal. Other columns are
/// written before it, in the same transaction.
pub(super) async fn settle(tx: &mut Tx, admission: &Admission, outcome: Outcome<State>) -> Result<(), Stop> {
    let changed = sqlx::query(
        "update admission set state = $1, version = version + 1 where id = $2 and version = $3 and state = $4",
    )
    .bind(outcome.after.code())
    .bind(&admission.id)
    .bind(admission.version)
    .bind(outcome.before.code())
    .execute(tx.conn())
    .await?
    .rows_affected();
    if changed != 1 {
        return Err(ChangedMeanwhile.into());
    }
    tx.journal(&admission.subject(), outcome.event).await
}

/// Notes when and why it was taken back.
pub(super) async fn note_withdrawn(tx: &mut Tx, id: &str, reason: Option<&str>) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update admission set withdrawn_at = $1, reason = $2 where id = $3")
        .bind(now)
        .bind(reason)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes when it was paid.
pub(super) async fn note_paid(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update admission set paid_at = $1 where id = $2")
        .bind(now)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes the student number.
pub(super) async fn note_matricola(tx: &mut Tx, id: &str, matricola: &str) -> Result<(), Stop> {
    sqlx::query("update admission set matricola = $1 where id = $2")
        .bind(matricola)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The application that it came from ended: the admission stands on its own from now on.
pub(super) async fn leave_application(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    sqlx::query("update admission set application_id = null where id = $1")
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
