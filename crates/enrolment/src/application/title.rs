//! The titles of an application and their rows. A title is begun with its university, gets its course, and is
//! complete when its details say whether and when it was obtained.

use kernel::Day;
use platform::{Conn, Stop, Tx};
use reference::Level;
use serde::{Deserialize, Serialize};
use sqlx::{Row, any::AnyRow};

use super::papers::{Facts, Proof, proof};

/// An academic title as it was declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Identifier.
    pub id: String,
    /// ISO 3166-1 code of the country of the university.
    pub country: String,
    /// Identifier of the university in the reference data; none when it was written freely.
    pub university_id: Option<String>,
    /// Name of the university.
    pub university_name: String,
    /// Its town, if known.
    pub university_town: Option<String>,
    /// Code of the level; empty until the course is chosen.
    pub level: String,
    /// Identifier of the course in the reference data; none when it was written freely.
    pub course_id: Option<String>,
    /// Name of the course; empty until it is chosen.
    pub course_name: String,
    /// Obtained already.
    pub attained: bool,
    /// The applicant did not find it in the national register.
    pub not_in_register: bool,
    /// Academic year of graduation: `2025/2026`.
    pub academic_year: Option<String>,
    /// Day of graduation.
    pub graduated_on: Option<Day>,
    /// Final mark, as written.
    pub mark: Option<String>,
}

impl Title {
    /// The level, once the course is chosen.
    pub fn level(&self) -> Option<Level> {
        self.level.parse().ok()
    }

    /// True when nothing of it is missing: the course, and day and mark of a title that was obtained.
    pub fn is_complete(&self) -> bool {
        !self.course_name.is_empty()
            && (!self.attained || (self.graduated_on.is_some() && self.mark.is_some()))
    }

    /// How it is proven.
    pub fn proof(&self, register_from: i16) -> Proof {
        let facts = Facts {
            abroad: self.country != "IT",
            attained: self.attained,
            graduated_on: self.graduated_on,
            not_in_register: self.not_in_register,
        };
        if self.is_complete() { proof(facts, register_from) } else { Proof::Unknown }
    }

    /// Course and university in one line, as far as they are known.
    pub fn line(&self) -> String {
        if self.course_name.is_empty() {
            self.university_name.clone()
        } else {
            format!("{} - {}", self.course_name, self.university_name)
        }
    }
}

/// The titles of an application, in the order in which they were added.
///
/// # Errors
/// When the database fails.
pub async fn titles(conn: &mut Conn, application_id: &str) -> Result<Vec<Title>, Stop> {
    sqlx::query("select * from qualification where application_id = $1 order by position, id")
        .bind(application_id)
        .fetch_all(conn)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &AnyRow) -> Result<Title, Stop> {
    let graduated_on: Option<String> = row.try_get("graduated_on")?;
    Ok(Title {
        id: row.try_get("id")?,
        country: row.try_get("country")?,
        university_id: row.try_get("university_id")?,
        university_name: row.try_get("university_name")?,
        university_town: row.try_get("university_town")?,
        level: row.try_get("level")?,
        course_id: row.try_get("course_id")?,
        course_name: row.try_get("course_name")?,
        attained: row.try_get::<i64, _>("attained")? == 1,
        not_in_register: row.try_get::<i64, _>("not_in_register")? == 1,
        academic_year: row.try_get("academic_year")?,
        graduated_on: graduated_on
            .map(|day| day.parse().map_err(|_| Stop::broken("a stored day of graduation cannot be read")))
            .transpose()?,
        mark: row.try_get("mark")?,
    })
}

/// Adds a title after the others.
pub(super) async fn insert(tx: &mut Tx, application_id: &str, title: &Title) -> Result<(), Stop> {
    let position: i64 =
        sqlx::query("select coalesce(max(position), 0) + 1 from qualification where application_id = $1")
            .bind(application_id)
            .fetch_one(tx.conn())
            .await?
            .try_get(0)?;
    sqlx::query(
        "insert into qualification (id, application_id, position, country, university_id, university_name, \
         university_town, level, course_id, course_name, attained, not_in_register) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&title.id)
    .bind(application_id)
    .bind(position)
    .bind(&title.country)
    .bind(title.university_id.as_deref())
    .bind(&title.university_name)
    .bind(title.university_town.as_deref())
    .bind(&title.level)
    .bind(title.course_id.as_deref())
    .bind(&title.course_name)
    .bind(i64::from(title.attained))
    .bind(i64::from(title.not_in_register))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a title over what it was.
pub(super) async fn update(tx: &mut Tx, title: &Title) -> Result<(), Stop> {
    sqlx::query(
        "update qualification set country = $1, university_id = $2, university_name = $3, university_town = $4, \
         level = $5, course_id = $6, course_name = $7, attained = $8, not_in_register = $9, academic_year = $10, \
         graduated_on = $11, mark = $12 where id = $13",
    )
    .bind(&title.country)
    .bind(title.university_id.as_deref())
    .bind(&title.university_name)
    .bind(title.university_town.as_deref())
    .bind(&title.level)
    .bind(title.course_id.as_deref())
    .bind(&title.course_name)
    .bind(i64::from(title.attained))
    .bind(i64::from(title.not_in_register))
    .bind(title.academic_year.as_deref())
    .bind(title.graduated_on.map(Day::iso))
    .bind(title.mark.as_deref())
    .bind(&title.id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a title away, with the papers that belong to it.
pub(super) async fn remove(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update paper set replaced_at = $1 where qualification_id = $2 and replaced_at is null")
        .bind(now)
        .bind(id)
        .execute(tx.conn())
        .await?;
    sqlx::query("delete from qualification where id = $1").bind(id).execute(tx.conn()).await?;
    Ok(())
}
