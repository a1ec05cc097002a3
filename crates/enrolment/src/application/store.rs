//! The rows of an application. A state is written only by [`settle`], with its event and its tallies.

use kernel::{Language, Outcome, Problem};
use platform::{Conn, Explain, Stop, Subject, Tx, clock::day_of};
use sqlx::Row;

use super::rules::State;

/// A row of `application`, without its snapshot.
#[derive(Clone, Debug)]
pub struct Application {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// For which programme.
    pub programme_id: String,
    /// Where it is.
    pub state: State,
    /// Version of the row.
    pub version: i64,
    /// The applicant's language.
    pub language: Language,
    /// Instants, as stored.
    pub started_at: String,
    /// Stage 2 confirmed.
    pub personal_confirmed_at: Option<String>,
    /// Stage 3 confirmed.
    pub qualification_confirmed_at: Option<String>,
    /// Stage 4 confirmed.
    pub upload_confirmed_at: Option<String>,
    /// "I have read the policy".
    pub privacy_accepted_at: Option<String>,
    /// First sent.
    pub submitted_at: Option<String>,
    /// Protocol number.
    pub protocol: Option<String>,
    /// Officer in charge.
    pub assigned_to: Option<String>,
    /// Data accepted.
    pub data_accepted_at: Option<String>,
    /// Decided.
    pub decided_at: Option<String>,
    /// Why it was rejected or cancelled.
    pub reason: Option<String>,
    /// The day by which the applicant has to act.
    pub due_on: Option<String>,
    /// Student number.
    pub matricola: Option<String>,
    /// Name as shown.
    pub applicant_name: String,
    /// Person code.
    pub applicant_code: String,
}

impl Application {
    /// What the journal calls it.
    pub fn subject(&self) -> Subject {
        Subject::new("application", &self.id)
    }
}

/// The columns that [`read`] wants.
pub const COLUMNS: &str = "id, person_id, programme_id, state, version, language, started_at, personal_confirmed_at, \
     qualification_confirmed_at, upload_confirmed_at, privacy_accepted_at, submitted_at, protocol, assigned_to, \
     data_accepted_at, decided_at, reason, due_on, matricola, applicant_name, applicant_code";

/// Reads a row.
///
/// # Errors
/// When a column is not what it should be.
pub fn read(row: &sqlx::any::AnyRow) -> Result<Application, Stop> {
    let state: String = row.try_get("state")?;
    Ok(Application {
        id: row.try_get("id")?,
        person_id: row.try_get("person_id")?,
        programme_id: row.try_get("programme_id")?,
        state: State::from_code(&state).ok_or_else(|| Stop::broken(format!("no state {state}")))?,
        version: row.try_get("version")?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        started_at: row.try_get("started_at")?,
        personal_confirmed_at: row.try_get("personal_confirmed_at")?,
        qualification_confirmed_at: row.try_get("qualification_confirmed_at")?,
        upload_confirmed_at: row.try_get("upload_confirmed_at")?,
        privacy_accepted_at: row.try_get("privacy_accepted_at")?,
        submitted_at: row.try_get("submitted_at")?,
        protocol: row.try_get("protocol")?,
        assigned_to: row.try_get("assigned_to")?,
        data_accepted_at: row.try_get("data_accepted_at")?,
        decided_at: row.try_get("decided_at")?,
        reason: row.try_get("reason")?,
        due_on: row.try_get("due_on")?,
        matricola: row.try_get("matricola")?,
        applicant_name: row.try_get("applicant_name")?,
        applicant_code: row.try_get("applicant_code")?,
    })
}

/// An application by its identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Application>, Stop> {
    let sql = format!("select {COLUMNS} from application where id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// Somebody else changed the application in the meantime.
#[derive(Debug, thiserror::Error)]
#[error("the application was changed in the meantime")]
pub struct ChangedMeanwhile;

impl Explain for ChangedMeanwhile {
    fn explain(&self) -> Problem {
        Problem::conflict("stale")
    }
}

/// Writes the state that a rule decided, if the row still is as it was read; keeps the tallies; tells the journal.
/// Other columns are written before it, in the same transaction.
///
/// # Errors
/// [`ChangedMeanwhile`] when somebody was faster.
pub async fn settle(tx: &mut Tx, application: &Application, outcome: Outcome<State>) -> Result<(), Stop> {
    let changed = sqlx::query(
        "update application set state = $1, version = version + 1 where id = $2 and version = $3 and state = $4",
    )
    .bind(outcome.after.code())
    .bind(&application.id)
    .bind(application.version)
    .bind(outcome.before.code())
    .execute(tx.conn())
    .await?
    .rows_affected();
    if changed != 1 {
        return Err(ChangedMeanwhile.into());
    }
    if outcome.before != outcome.after {
        count(tx, &application.programme_id, outcome.before, -1).await?;
        count(tx, &application.programme_id, outcome.after, 1).await?;
    }
    tx.journal(&application.subject(), outcome.event).await
}

/// Counts an application into or out of a state; into one also by day.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, programme_id: &str, state: State, by: i64) -> Result<(), Stop> {
    sqlx::query(
        "insert into application_tally (programme_id, state, n) values ($1, $2, $3) \
         on conflict (programme_id, state) do update set n = application_tally.n + excluded.n",
    )
    .bind(programme_id)
    .bind(state.code())
    .bind(by)
    .execute(tx.conn())
    .await?;
    if by > 0 {
        let day = day_of(tx.now()).to_string();
        sqlx::query(
            "insert into application_day (programme_id, day, state, n) values ($1, $2, $3, $4) \
             on conflict (programme_id, day, state) do update set n = application_day.n + excluded.n",
        )
        .bind(programme_id)
        .bind(day)
        .bind(state.code())
        .bind(by)
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
