use jiff::civil::Date;
use platform::{Conn, Stop};
use sqlx::{Row, any::AnyRow};

use crate::{
    career::{Career, CareerKind, CareerStatus, Matricola, NewCareer},
    record::{Award, Ects, Exam, Mark},
};

pub(crate) async fn insert(
    conn: &mut Conn,
    id: &str,
    new: &NewCareer,
    matricola: &Matricola,
    number: i64,
    opened_on: Date,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into career (id, application_id, person_id, matricola, number, kind, edition_id, title_it, title_en, \
         year, status, opened_on, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
    )
    .bind(id)
    .bind(&new.application_id)
    .bind(&new.person_id)
    .bind(matricola.as_str())
    .bind(number)
    .bind(new.kind.code())
    .bind(&new.edition_id)
    .bind(&new.title_it)
    .bind(&new.title_en)
    .bind(&new.year)
    .bind(CareerStatus::Active.code())
    .bind(opened_on.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes a career that is still in the status that was read; false when it is not.
pub(crate) async fn close(
    conn: &mut Conn,
    id: &str,
    from: CareerStatus,
    to: CareerStatus,
    day: Date,
) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "update career set status = $1, closed_on = $2, version = version + 1 where id = $3 and status = $4",
    )
    .bind(to.code())
    .bind(day.to_string())
    .bind(id)
    .bind(from.code())
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// The career that an application led to.
///
/// # Errors
/// When the database fails.
pub async fn of_application(conn: &mut Conn, application_id: &str) -> Result<Option<Career>, Stop> {
    let row = sqlx::query("select * from career where application_id = $1")
        .bind(application_id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The careers of a person, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Career>, Stop> {
    let rows = sqlx::query(
        "select * from career where person_id = $1 order by opened_on desc, number desc limit 100",
    )
    .bind(person_id)
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// A career.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Career>, Stop> {
    let row = sqlx::query("select * from career where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The career of a student number.
///
/// # Errors
/// When the database fails.
pub async fn by_matricola(conn: &mut Conn, matricola: &str) -> Result<Option<Career>, Stop> {
    let row =
        sqlx::query("select * from career where matricola = $1").bind(matricola).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The examinations of a career, in the order in which they were passed.
///
/// # Errors
/// When the database fails.
pub async fn exams(conn: &mut Conn, career_id: &str) -> Result<Vec<Exam>, Stop> {
    let rows = sqlx::query("select * from exam where career_id = $1 order by passed_on, code limit 1000")
        .bind(career_id)
        .fetch_all(conn)
        .await?;
    rows.iter().map(read_exam).collect()
}

/// The award of a career.
///
/// # Errors
/// When the database fails.
pub async fn award(conn: &mut Conn, career_id: &str) -> Result<Option<Award>, Stop> {
    let row =
        sqlx::query("select * from award where career_id = $1").bind(career_id).fetch_optional(conn).await?;
    row.as_ref().map(read_award).transpose()
}

/// Records the award of a career.
pub(crate) async fn insert_award(conn: &mut Conn, career_id: &str, award: &Award) -> Result<(), Stop> {
    sqlx::query(
        "insert into award (career_id, title_it, title_en, awarded_on, points, out_of, honours, thesis, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(career_id)
    .bind(&award.title_it)
    .bind(&award.title_en)
    .bind(award.awarded_on.to_string())
    .bind(award.mark.map(|mark| mark.points))
    .bind(award.mark.map(|mark| mark.out_of))
    .bind(i64::from(award.mark.is_some_and(|mark| mark.honours)))
    .bind(&award.thesis)
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes the award of a career, whose last day is the award's.
pub(crate) async fn change_award(conn: &mut Conn, career_id: &str, award: &Award) -> Result<(), Stop> {
    sqlx::query(
        "update award set title_it = $1, title_en = $2, awarded_on = $3, points = $4, out_of = $5, honours = $6, \
         thesis = $7, version = version + 1 where career_id = $8",
    )
    .bind(&award.title_it)
    .bind(&award.title_en)
    .bind(award.awarded_on.to_string())
    .bind(award.mark.map(|mark| mark.points))
    .bind(award.mark.map(|mark| mark.out_of))
    .bind(i64::from(award.mark.is_some_and(|mark| mark.honours)))
    .bind(&award.thesis)
    .bind(career_id)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update career set closed_on = $1, version = version + 1 where id = $2")
        .bind(award.awarded_on.to_string())
        .bind(career_id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) fn read_exam(row: &AnyRow) -> Result<Exam, Stop> {
    Ok(Exam {
        code: row.try_get("code")?,
        title_it: row.try_get("title_it")?,
        title_en: row.try_get("title_en")?,
        sector: row.try_get("sector")?,
        ects: Ects(row.try_get("ects_tenths")?),
        mark: mark(row)?,
        passed_on: row.try_get::<String, _>("passed_on")?.parse().map_err(Stop::broken)?,
    })
}

pub(crate) fn read_award(row: &AnyRow) -> Result<Award, Stop> {
    Ok(Award {
        title_it: row.try_get("title_it")?,
        title_en: row.try_get("title_en")?,
        awarded_on: row.try_get::<String, _>("awarded_on")?.parse().map_err(Stop::broken)?,
        mark: mark(row)?,
        thesis: row.try_get("thesis")?,
    })
}

fn mark(row: &AnyRow) -> Result<Option<Mark>, Stop> {
    let points: Option<i64> = row.try_get("points")?;
    let out_of: Option<i64> = row.try_get("out_of")?;
    let honours: i64 = row.try_get("honours")?;
    Ok(points.zip(out_of).map(|(points, out_of)| Mark { points, out_of, honours: honours != 0 }))
}

pub(crate) fn read(row: &AnyRow) -> Result<Career, Stop> {
    let kind: String = row.try_get("kind")?;
    let status: String = row.try_get("status")?;
    let opened_on: String = row.try_get("opened_on")?;
    let closed_on: Option<String> = row.try_get("closed_on")?;
    Ok(Career {
        id: row.try_get("id")?,
        application_id: row.try_get("application_id")?,
        person_id: row.try_get("person_id")?,
        matricola: Matricola(row.try_get("matricola")?),
        kind: CareerKind::read(&kind).ok_or_else(|| Stop::broken("a career of an unknown kind"))?,
        edition_id: row.try_get("edition_id")?,
        title_it: row.try_get("title_it")?,
        title_en: row.try_get("title_en")?,
        class_code: row.try_get("class_code")?,
        language: row.try_get("language")?,
        ects: Ects(row.try_get("ects_tenths")?),
        year: row.try_get("year")?,
        status: CareerStatus::read(&status).ok_or_else(|| Stop::broken("a career in an unknown status"))?,
        opened_on: opened_on.parse().map_err(Stop::broken)?,
        closed_on: closed_on.map(|day| day.parse()).transpose().map_err(Stop::broken)?,
    })
}
