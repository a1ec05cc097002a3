//! `exams.csv`: a row an examination, found again by student number and code of the course.

use std::collections::BTreeMap;

use kernel::{Event, Faults};
use people::form::Ctx;
use platform::{Conn, Stop, Subject, Tx};

use super::{
    Line, Outcome,
    file::Column,
    read::{self, Reader},
    store::{self, Stored},
};
use crate::{career::Career, record::Exam};

/// The columns of `exams.csv`.
pub const COLUMNS: &[Column] = &[
    ("matricola", true, "student number of the career"),
    ("code", true, "the university's code of the course; a career passes it once"),
    ("title_it", true, "title in Italian"),
    ("title_en", true, "title in English"),
    ("sector", false, "scientific-disciplinary sector (SSD): ICAR/14 or CEAR-09/A"),
    ("ects", true, "credits: 6 or 7,5"),
    ("mark", false, "18 to 30, 30L with honours; empty: passed without a mark"),
    ("passed_on", true, "the day: 31/01/2026 or 2026-01-31"),
];

/// What a row asks for.
pub struct Wanted {
    pub matricola: String,
    pub exam: Exam,
}

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with it, by column.
pub fn read(columns: &[String], values: &[String], ctx: &Ctx) -> Result<Wanted, Faults> {
    let mut row = Reader::new(columns, values)?;
    let matricola = row.keep("matricola", read::code(row.of("matricola"), 30));
    let code = row.keep("code", read::code(row.of("code"), 40));
    let (title_it, title_en) = (row.line("title_it", 300), row.line("title_en", 300));
    let sector = row.keep("sector", read::sector(row.of("sector")));
    let ects = row.keep("ects", read::ects(row.of("ects"), 300));
    let mark = row.keep("mark", read::exam_mark(row.of("mark")));
    let passed_on = row.day("passed_on", ctx.today);
    let all = (|| {
        let exam = Exam {
            code: code?,
            title_it: title_it?,
            title_en: title_en?,
            sector: sector?,
            ects: ects?,
            mark: mark?,
            passed_on: passed_on?,
        };
        Some(Wanted { matricola: matricola?, exam })
    })();
    row.done()?;
    all.ok_or_else(Faults::new)
}

/// What is there of the careers that a batch names: read at once, not row by row.
pub struct There {
    careers: std::collections::HashMap<String, Career>,
    exams: std::collections::HashMap<(String, String), Stored<Exam>>,
}

impl There {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(conn: &mut Conn, lines: &[Line<Wanted>]) -> Result<Self, Stop> {
        let wanted = lines.iter().filter_map(|line| line.wanted.as_ref().ok());
        let careers = store::careers(conn, wanted.map(|wanted| wanted.matricola.as_str())).await?;
        let exams = store::exams(conn, careers.values().map(|career| career.id.as_str())).await?;
        Ok(Self { careers, exams })
    }
}

/// What has to be done with a row: nothing, to add, to change what has this identifier.
enum Task<'a> {
    Nothing,
    Add(&'a Career),
    Change(&'a Career, &'a str),
}

fn task<'a>(there: &'a There, wanted: &Wanted) -> Result<Task<'a>, Faults> {
    let mut faults = Faults::new();
    let Some(career) = there.careers.get(&wanted.matricola) else {
        faults.add("matricola", "registry-matricola-unknown");
        return Err(faults);
    };
    if career.closed_on.is_some_and(|last| wanted.exam.passed_on > last) {
        faults.add("passed_on", "registry-after-closed");
        return Err(faults);
    }
    Ok(match there.exams.get(&(career.id.clone(), wanted.exam.code.clone())) {
        None => Task::Add(career),
        Some(stored) if stored.it == wanted.exam => Task::Nothing,
        Some(stored) => Task::Change(career, &stored.id),
    })
}

fn outcome(task: &Result<Task<'_>, Faults>) -> Outcome {
    match task {
        Ok(Task::Nothing) => Outcome::Unchanged,
        Ok(Task::Add(_)) => Outcome::Created,
        Ok(Task::Change(..)) => Outcome::Updated,
        Err(faults) => Outcome::Refused(faults.clone()),
    }
}

/// Says what would become of rows.
pub fn foresee(there: &There, lines: &[Line<Wanted>]) -> Vec<Outcome> {
    let of = |line: &Line<Wanted>| line.refused(|wanted| outcome(&task(there, wanted)));
    lines.iter().map(of).collect()
}

/// Does what rows ask for; one event for each career.
///
/// # Errors
/// When the database fails.
pub async fn apply(tx: &mut Tx, there: &There, lines: &[Line<Wanted>]) -> Result<Vec<Outcome>, Stop> {
    let (mut outcomes, mut added) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut told: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for line in lines {
        let Ok(wanted) = &line.wanted else {
            outcomes.push(line.refused(|_| Outcome::Unchanged));
            continue;
        };
        let task = task(there, wanted);
        outcomes.push(outcome(&task));
        match task {
            Ok(Task::Add(career)) => {
                added.push((tx.new_id(), career.id.as_str(), &wanted.exam));
                let count = told.entry(&career.id).or_default();
                count.0 = count.0.saturating_add(1);
            }
            Ok(Task::Change(career, id)) => {
                store::change_exam(tx.conn(), id, &wanted.exam).await?;
                let count = told.entry(&career.id).or_default();
                count.1 = count.1.saturating_add(1);
            }
            Ok(Task::Nothing) | Err(_) => {}
        }
    }
    store::insert_exams(tx.conn(), &added).await?;
    for (career, (added, changed)) in told {
        let event = Event::new("registry.exams-imported")
            .with("added", added.to_string())
            .with("changed", changed.to_string());
        tx.journal(&Subject::new("career", career), event).await?;
    }
    Ok(outcomes)
}
