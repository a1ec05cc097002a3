//! `awards.csv`: a row the title that ended a career, found again by student number.

use std::collections::HashMap;

use kernel::{Event, Faults, Lifecycle};
use people::form::Ctx;
use platform::{Conn, Stop, Subject, Tx};

use super::{
    Line, Outcome,
    file::Column,
    read::{self, Reader},
    store,
};
use crate::{
    career::{Career, CareerAction, CareerLife, CareerParty, CareerStatus},
    record::Award,
};

/// The columns of `awards.csv`.
pub const COLUMNS: &[Column] = &[
    ("matricola", true, "student number of the career"),
    ("title_it", true, "the title that was awarded, in Italian"),
    ("title_en", true, "the title that was awarded, in English"),
    ("awarded_on", true, "the day: 31/01/2026 or 2026-01-31"),
    ("mark", false, "final mark; empty: none"),
    ("out_of", false, "the highest mark; empty: 110"),
    ("honours", false, "yes or no"),
    ("thesis", false, "title of the final work"),
];

/// What a row asks for.
pub struct Wanted {
    pub matricola: String,
    pub award: Award,
}

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with it, by column.
pub fn read(columns: &[String], values: &[String], ctx: &Ctx) -> Result<Wanted, Faults> {
    let mut row = Reader::new(columns, values)?;
    let matricola = row.keep("matricola", read::code(row.of("matricola"), 30));
    let (title_it, title_en) = (row.line("title_it", 300), row.line("title_en", 300));
    let awarded_on = row.day("awarded_on", ctx.today);
    let mark = match read::final_mark(row.of("mark"), row.of("out_of"), row.of("honours")) {
        Ok(mark) => Some(mark),
        Err((field, code)) => row.keep(field, Err(code)),
    };
    let thesis = row.optional_line("thesis", 500);
    let all = (|| {
        let award = Award {
            title_it: title_it?,
            title_en: title_en?,
            awarded_on: awarded_on?,
            mark: mark?,
            thesis: thesis?,
        };
        Some(Wanted { matricola: matricola?, award })
    })();
    row.done()?;
    all.ok_or_else(Faults::new)
}

/// What is there of the careers that a batch names.
pub struct There {
    careers: HashMap<String, Career>,
    awards: HashMap<String, Award>,
}

impl There {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(conn: &mut Conn, lines: &[Line<Wanted>]) -> Result<Self, Stop> {
        let wanted = lines.iter().filter_map(|line| line.wanted.as_ref().ok());
        let careers = store::careers(conn, wanted.map(|wanted| wanted.matricola.as_str())).await?;
        let awards = store::awards(conn, careers.values().map(|career| career.id.as_str())).await?;
        Ok(Self { careers, awards })
    }
}

enum Task<'a> {
    Nothing,
    Award(&'a Career, CareerStatus),
    Change(&'a Career),
}

fn task<'a>(there: &'a There, wanted: &Wanted) -> Result<Task<'a>, Faults> {
    let mut faults = Faults::new();
    let Some(career) = there.careers.get(&wanted.matricola) else {
        faults.add("matricola", "registry-matricola-unknown");
        return Err(faults);
    };
    if wanted.award.awarded_on < career.opened_on {
        faults.add("awarded_on", "registry-before-opened");
        return Err(faults);
    }
    match there.awards.get(&career.id) {
        Some(stored) if *stored == wanted.award => return Ok(Task::Nothing),
        Some(_) => return Ok(Task::Change(career)),
        None => {}
    }
    match CareerLife::decide(career.status, CareerAction::Award, CareerParty::Record, |()| true) {
        Ok(to) => Ok(Task::Award(career, to)),
        Err(_) => {
            faults.add("matricola", "registry-career-closed");
            Err(faults)
        }
    }
}

fn outcome(task: &Result<Task<'_>, Faults>) -> Outcome {
    match task {
        Ok(Task::Nothing) => Outcome::Unchanged,
        Ok(Task::Award(..)) => Outcome::Created,
        Ok(Task::Change(_)) => Outcome::Updated,
        Err(faults) => Outcome::Refused(faults.clone()),
    }
}

/// Says what would become of rows.
pub fn foresee(there: &There, lines: &[Line<Wanted>]) -> Vec<Outcome> {
    let of = |line: &Line<Wanted>| line.refused(|wanted| outcome(&task(there, wanted)));
    lines.iter().map(of).collect()
}

/// Does what rows ask for.
///
/// # Errors
/// When the database fails, or a career changed in between.
pub async fn apply(tx: &mut Tx, there: &There, lines: &[Line<Wanted>]) -> Result<Vec<Outcome>, Stop> {
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in lines {
        let Ok(wanted) = &line.wanted else {
            outcomes.push(line.refused(|_| Outcome::Unchanged));
            continue;
        };
        let task = task(there, wanted);
        outcomes.push(outcome(&task));
        match task {
            Ok(Task::Award(career, to)) => crate::flow::award(tx, career, to, &wanted.award).await?,
            Ok(Task::Change(career)) => {
                crate::store::change_award(tx.conn(), &career.id, &wanted.award).await?;
                let event = Event::new("registry.award-changed");
                tx.journal(&Subject::new("career", &career.id), event).await?;
            }
            Ok(Task::Nothing) | Err(_) => {}
        }
    }
    Ok(outcomes)
}
