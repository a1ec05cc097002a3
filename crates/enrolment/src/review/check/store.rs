//! The rows of verifications, and the titles they are about.

use platform::{Conn, Stop, Tx};
use sqlx::{Row, any::AnyRow};

use super::life::State;
use crate::application;

/// A title, as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Identifier.
    pub id: String,
    /// Application.
    pub application_id: String,
    /// ISO 3166-1 code of the country where it was awarded.
    pub country: String,
    /// The university.
    pub university: String,
    /// Its town.
    pub town: Option<String>,
    /// Code of the level.
    pub level: String,
    /// Course.
    pub course: String,
    /// Obtained already.
    pub attained: bool,
    /// Academic year.
    pub academic_year: Option<String>,
    /// Stored day of graduation.
    pub graduated_on: Option<String>,
    /// Final mark.
    pub mark: Option<String>,
}

/// A verification; one that was never begun has version 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Where it is.
    pub state: State,
    /// Version of the row.
    pub version: i64,
    /// Whom was written to.
    pub email: Option<String>,
    /// Stored instant of the question.
    pub asked_at: Option<String>,
    /// Stored day until which the link is valid.
    pub answer_by: Option<String>,
    /// Stored instant of the answer.
    pub answered_at: Option<String>,
    /// `confirmed`, `not-confirmed` or `other`.
    pub answer: Option<String>,
    /// What the university adds.
    pub answer_note: Option<String>,
    /// Who answered.
    pub answer_who: Option<String>,
    /// The file that came with the answer.
    pub answer_file: Option<String>,
    /// Why the officer decided so.
    pub decision_note: Option<String>,
}

impl Check {
    /// The verification that nobody has begun.
    pub const fn none() -> Self {
        Self {
            state: State::NotStarted,
            version: 0,
            email: None,
            asked_at: None,
            answer_by: None,
            answered_at: None,
            answer: None,
            answer_note: None,
            answer_who: None,
            answer_file: None,
            decision_note: None,
        }
    }
}

impl From<&application::title::Title> for Title {
    fn from(title: &application::title::Title) -> Self {
        Self {
            id: title.id.clone(),
            application_id: String::new(),
            country: title.country.clone(),
            university: title.university_name.clone(),
            town: title.university_town.clone(),
            level: title.level.clone(),
            course: title.course_name.clone(),
            attained: title.attained,
            academic_year: title.academic_year.clone(),
            graduated_on: title.graduated_on.map(kernel::Day::iso),
            mark: title.mark.clone(),
        }
    }
}

fn title(row: &AnyRow) -> Result<Title, Stop> {
    Ok(Title {
        id: row.try_get("id")?,
        application_id: row.try_get("application_id")?,
        country: row.try_get("country")?,
        university: row.try_get("university_name")?,
        town: row.try_get("university_town")?,
        level: row.try_get("level")?,
        course: row.try_get("course_name")?,
        attained: row.try_get::<i64, _>("attained")? == 1,
        academic_year: row.try_get("academic_year")?,
        graduated_on: row.try_get("graduated_on")?,
        mark: row.try_get("mark")?,
    })
}

const TITLE: &str = "q.id, q.application_id, country, university_name, university_town, level, course_name, attained, \
     academic_year, graduated_on, mark";

/// The titles of an application, in their order.
///
/// # Errors
/// When the database fails.
pub async fn titles(conn: &mut Conn, application_id: &str) -> Result<Vec<Title>, Stop> {
    let sql = format!("select {TITLE} from qualification q where application_id = $1 order by position, id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(application_id).fetch_all(conn).await?;
    rows.iter().map(title).collect()
}

/// The verification of a title.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, qualification_id: &str) -> Result<Check, Stop> {
    let row = sqlx::query("select * from qualification_check where qualification_id = $1")
        .bind(qualification_id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map_or_else(|| Ok(Check::none()), check)
}

fn check(row: &AnyRow) -> Result<Check, Stop> {
    let state: String = row.try_get("state")?;
    Ok(Check {
        state: State::from_code(&state).ok_or_else(|| Stop::broken("an unknown state of a verification"))?,
        version: row.try_get("version")?,
        email: row.try_get("email")?,
        asked_at: row.try_get("asked_at")?,
        answer_by: row.try_get("answer_by")?,
        answered_at: row.try_get("answered_at")?,
        answer: row.try_get("answer")?,
        answer_note: row.try_get("answer_note")?,
        answer_who: row.try_get("answer_who")?,
        answer_file: row.try_get("answer_file")?,
        decision_note: row.try_get("decision_note")?,
    })
}

/// The verification that a link leads to: its title too. `None` when there is none with this digest.
///
/// # Errors
/// When the database fails.
pub async fn by_token(conn: &mut Conn, hash: &str) -> Result<Option<(Title, Check, String)>, Stop> {
    let sql = format!(
        "select {TITLE}, c.state, c.version, c.email, c.asked_at, c.answer_by, c.answered_at, c.answer, \
         c.answer_note, c.answer_who, c.answer_file, c.decision_note, a.applicant_name \
         from qualification_check c join qualification q on q.id = c.qualification_id \
         join application a on a.id = c.application_id where c.token_hash = $1 or c.reminder_hash = $1"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(hash).fetch_optional(conn).await?;
    row.as_ref().map(|row| Ok((title(row)?, check(row)?, row.try_get("applicant_name")?))).transpose()
}

/// True when the application has titles and each is confirmed.
///
/// # Errors
/// When the database fails.
pub async fn all_confirmed(conn: &mut Conn, application_id: &str) -> Result<bool, Stop> {
    let row = sqlx::query(
        "select count(*) as titles, count(c.qualification_id) as confirmed from qualification q \
         left join qualification_check c on c.qualification_id = q.id and c.state = 'confirmed' \
         where q.application_id = $1",
    )
    .bind(application_id)
    .fetch_one(conn)
    .await?;
    let (titles, confirmed): (i64, i64) = (row.try_get("titles")?, row.try_get("confirmed")?);
    Ok(titles > 0 && titles == confirmed)
}

/// What a step writes beside the state; `None` leaves a column as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Columns with their values.
    pub set: Vec<(&'static str, Option<String>)>,
}

impl Change {
    /// Sets a column.
    pub fn set(mut self, column: &'static str, value: impl Into<String>) -> Self {
        self.set.push((column, Some(value.into())));
        self
    }

    /// Empties columns.
    pub fn clear(mut self, columns: &[&'static str]) -> Self {
        self.set.extend(columns.iter().map(|column| (*column, None)));
        self
    }
}

/// Writes a step if the row still is as it was read; false when somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn write(
    tx: &mut Tx,
    application_id: &str,
    qualification_id: &str,
    before: &Check,
    after: State,
    change: Change,
) -> Result<bool, Stop> {
    if before.version == 0 {
        // Two officers may begin at once: the second finds the first one's row.
        let begun = sqlx::query(
            "insert into qualification_check (qualification_id, application_id, state, version) \
             values ($1, $2, 'not-started', 0) on conflict (qualification_id) do nothing",
        )
        .bind(qualification_id)
        .bind(application_id)
        .execute(tx.conn())
        .await?;
        if begun.rows_affected() != 1 {
            return Ok(false);
        }
    }
    let columns: Vec<String> =
        (5_usize..).zip(&change.set).map(|(number, (column, _))| format!(", {column} = ${number}")).collect();
    let sql = format!(
        "update qualification_check set state = $1, version = version + 1{} \
         where qualification_id = $2 and version = $3 and state = $4",
        columns.concat()
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(after.code())
        .bind(qualification_id.to_owned())
        .bind(before.version)
        .bind(before.state.code());
    for (_, value) in change.set {
        query = query.bind(value);
    }
    Ok(query.execute(tx.conn()).await?.rows_affected() == 1)
}
