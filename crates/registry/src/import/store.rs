//! What an import reads and writes, many rows in one statement.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use platform::{Conn, Stop};
use sqlx::{
    AssertSqlSafe, Row,
    any::{Any, AnyArguments, AnyRow},
    query::Query,
};

use super::careers::Details;
use crate::{
    career::{Career, CareerStatus},
    record::{Award, Exam},
    store,
};

/// Values of one statement: few enough for every database.
const MANY: usize = 500;
/// Rows that one statement inserts.
const ROWS: usize = 50;

/// Something with the identifier of its row.
pub struct Stored<T> {
    pub id: String,
    pub it: T,
}

/// `$1, $2, …, $n`.
fn places(from: usize, count: usize) -> String {
    let place = |at: usize| format!("${}", from.saturating_add(at));
    (0..count).map(place).collect::<Vec<_>>().join(", ")
}

/// The rows that `sql` finds for some keys; `{keys}` in it stands for their places.
async fn select_in<'a>(
    conn: &mut Conn,
    sql: &str,
    keys: impl Iterator<Item = &'a str>,
) -> Result<Vec<AnyRow>, Stop> {
    let keys: Vec<&str> = keys.collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = Vec::new();
    for keys in keys.chunks(MANY) {
        let sql = sql.replace("{keys}", &places(1, keys.len()));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for key in keys {
            query = query.bind((*key).to_owned());
        }
        found.extend(query.fetch_all(&mut *conn).await?);
    }
    Ok(found)
}

/// Careers by student number.
pub async fn careers<'a>(
    conn: &mut Conn,
    matricole: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, Career>, Stop> {
    let rows = select_in(conn, "select * from career where matricola in ({keys})", matricole).await?;
    rows.iter()
        .map(|row| store::read(row).map(|career| (career.matricola.as_str().to_owned(), career)))
        .collect()
}

/// Examinations by career and code of the course.
pub async fn exams<'a>(
    conn: &mut Conn,
    careers: impl Iterator<Item = &'a str>,
) -> Result<HashMap<(String, String), Stored<Exam>>, Stop> {
    let rows = select_in(conn, "select * from exam where career_id in ({keys})", careers).await?;
    rows.iter()
        .map(|row| {
            let it = store::read_exam(row)?;
            let career: String = row.try_get("career_id")?;
            Ok(((career, it.code.clone()), Stored { id: row.try_get("id")?, it }))
        })
        .collect()
}

/// Awards by career.
pub async fn awards<'a>(
    conn: &mut Conn,
    careers: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, Award>, Stop> {
    let rows = select_in(conn, "select * from award where career_id in ({keys})", careers).await?;
    rows.iter().map(|row| Ok((row.try_get("career_id")?, store::read_award(row)?))).collect()
}

/// The career of a source key, and what its row said.
pub async fn by_source(conn: &mut Conn, key: &str) -> Result<Option<(Career, Details)>, Stop> {
    let row =
        sqlx::query("select * from career where source_key = $1").bind(key).fetch_optional(conn).await?;
    row.map(|row| {
        let career = store::read(&row)?;
        let details = Details {
            source_key: row.try_get("source_key")?,
            matricola: career.matricola.as_str().to_owned(),
            kind: career.kind,
            title_it: career.title_it.clone(),
            title_en: career.title_en.clone(),
            class_code: career.class_code.clone(),
            language: career.language.clone(),
            ects_tenths: career.ects.0,
            year: career.year.clone(),
            opened_on: career.opened_on,
        };
        Ok((career, details))
    })
    .transpose()
}

pub async fn insert_career(
    conn: &mut Conn,
    id: &str,
    person_id: &str,
    details: &Details,
    status: CareerStatus,
    closed_on: Option<Date>,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into career (id, source_key, person_id, matricola, kind, title_it, title_en, class_code, language, \
         ects_tenths, year, status, opened_on, closed_on, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
    )
    .bind(id)
    .bind(&details.source_key)
    .bind(person_id)
    .bind(&details.matricola)
    .bind(details.kind.code())
    .bind(&details.title_it)
    .bind(&details.title_en)
    .bind(&details.class_code)
    .bind(&details.language)
    .bind(details.ects_tenths)
    .bind(&details.year)
    .bind(status.code())
    .bind(details.opened_on.to_string())
    .bind(closed_on.map(|day| day.to_string()))
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn change_career(conn: &mut Conn, id: &str, details: &Details) -> Result<(), Stop> {
    sqlx::query(
        "update career set matricola = $1, kind = $2, title_it = $3, title_en = $4, class_code = $5, language = $6, \
         ects_tenths = $7, year = $8, opened_on = $9, version = version + 1 where id = $10",
    )
    .bind(&details.matricola)
    .bind(details.kind.code())
    .bind(&details.title_it)
    .bind(&details.title_en)
    .bind(&details.class_code)
    .bind(&details.language)
    .bind(details.ects_tenths)
    .bind(&details.year)
    .bind(details.opened_on.to_string())
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Examinations with their identifiers and careers.
pub async fn insert_exams(conn: &mut Conn, exams: &[(String, &str, &Exam)]) -> Result<(), Stop> {
    for exams in exams.chunks(ROWS) {
        let row = |at: usize| format!("({}, 1)", places(at.saturating_mul(11).saturating_add(1), 11));
        let values = (0..exams.len()).map(row).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "insert into exam (id, career_id, code, title_it, title_en, sector, ects_tenths, points, out_of, honours, \
             passed_on, version) values {values}"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, career, exam) in exams {
            query =
                bind_exam(query.bind(id.clone()).bind((*career).to_owned()).bind(exam.code.clone()), exam);
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

pub async fn change_exam(conn: &mut Conn, id: &str, exam: &Exam) -> Result<(), Stop> {
    let query = sqlx::query(
        "update exam set title_it = $1, title_en = $2, sector = $3, ects_tenths = $4, points = $5, out_of = $6, \
         honours = $7, passed_on = $8, version = version + 1 where id = $9",
    );
    bind_exam(query, exam).bind(id.to_owned()).execute(conn).await?;
    Ok(())
}

/// From the title to the day, in the order of the columns.
fn bind_exam<'q>(query: Query<'q, Any, AnyArguments>, exam: &Exam) -> Query<'q, Any, AnyArguments> {
    query
        .bind(exam.title_it.clone())
        .bind(exam.title_en.clone())
        .bind(exam.sector.clone())
        .bind(exam.ects.0)
        .bind(exam.mark.map(|mark| mark.points))
        .bind(exam.mark.map(|mark| mark.out_of))
        .bind(i64::from(exam.mark.is_some_and(|mark| mark.honours)))
        .bind(exam.passed_on.to_string())
}
