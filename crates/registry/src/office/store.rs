use platform::{Conn, Stop, Tx};
use sqlx::Row;

use super::Entry;
use crate::{
    record::{Award, Exam},
    store::{read_award, read_exam},
};

/// An examination of a career, or its award where no examination is named.
pub async fn entry(conn: &mut Conn, career_id: &str, exam_id: &str) -> Result<Option<Entry>, Stop> {
    if exam_id.is_empty() { award(conn, career_id).await } else { exam(conn, career_id, exam_id).await }
}

async fn exam(conn: &mut Conn, career_id: &str, id: &str) -> Result<Option<Entry>, Stop> {
    let row = sqlx::query("select * from exam where id = $1 and career_id = $2")
        .bind(id)
        .bind(career_id)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Entry::Exam { id: row.try_get("id")?, version: row.try_get("version")?, it: read_exam(&row)? })
    })
    .transpose()
}

async fn award(conn: &mut Conn, career_id: &str) -> Result<Option<Entry>, Stop> {
    let row =
        sqlx::query("select * from award where career_id = $1").bind(career_id).fetch_optional(conn).await?;
    row.map(|row| Ok(Entry::Award { version: row.try_get("version")?, it: read_award(&row)? })).transpose()
}

/// The examinations of a career with their identifiers, in order of time.
pub async fn exams(conn: &mut Conn, career_id: &str) -> Result<Vec<(String, Exam)>, Stop> {
    sqlx::query("select * from exam where career_id = $1 order by passed_on, code limit 1000")
        .bind(career_id)
        .fetch_all(conn)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("id")?, read_exam(row)?)))
        .collect()
}

/// Stores a corrected examination; false when it is no longer as it was read.
pub async fn save_exam(conn: &mut Conn, id: &str, version: i64, exam: &Exam) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "update exam set ects_tenths = $1, points = $2, out_of = $3, honours = $4, passed_on = $5, \
         version = version + 1 where id = $6 and version = $7",
    )
    .bind(exam.ects.0)
    .bind(exam.mark.map(|mark| mark.points))
    .bind(exam.mark.map(|mark| mark.out_of))
    .bind(i64::from(exam.mark.is_some_and(|mark| mark.honours)))
    .bind(exam.passed_on.to_string())
    .bind(id)
    .bind(version)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// Whether the award is still as it was read.
pub async fn is_award(conn: &mut Conn, career_id: &str, version: i64) -> Result<bool, Stop> {
    let count: i64 = sqlx::query("select count(*) from award where career_id = $1 and version = $2")
        .bind(career_id)
        .bind(version)
        .fetch_one(conn)
        .await?
        .try_get(0)?;
    Ok(count == 1)
}

/// A correction as it is kept.
pub struct Correction<'a> {
    pub career_id: &'a str,
    pub exam_code: Option<&'a str>,
    pub before: String,
    pub after: String,
    pub reason: &'a str,
}

pub async fn insert_correction(tx: &mut Tx, id: &str, new: &Correction<'_>) -> Result<(), Stop> {
    let (by, at) = (tx.actor().to_string(), tx.stamp());
    sqlx::query(
        "insert into record_correction (id, career_id, what, exam_code, before, after, reason, corrected_by, corrected_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(new.career_id)
    .bind(if new.exam_code.is_some() { "exam" } else { "award" })
    .bind(new.exam_code.map(str::to_owned))
    .bind(&new.before)
    .bind(&new.after)
    .bind(new.reason)
    .bind(by)
    .bind(at)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When, on what and why a record was corrected, the newest first.
pub async fn corrections(
    conn: &mut Conn,
    career_id: &str,
) -> Result<Vec<(String, Option<String>, String)>, Stop> {
    sqlx::query(
        "select corrected_at, exam_code, reason from record_correction where career_id = $1 \
         order by corrected_at desc, id desc limit 200",
    )
    .bind(career_id)
    .fetch_all(conn)
    .await?
    .iter()
    .map(|row| Ok((row.try_get("corrected_at")?, row.try_get("exam_code")?, row.try_get("reason")?)))
    .collect()
}

/// Stores a corrected award; false when it is no longer as it was read.
pub async fn save_award(conn: &mut Conn, career_id: &str, version: i64, award: &Award) -> Result<bool, Stop> {
    if !is_award(conn, career_id, version).await? {
        return Ok(false);
    }
    crate::store::change_award(conn, career_id, award).await?;
    Ok(true)
}
