//! `careers.csv`: a row a career, found again by its source key.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Event, FaultCode, Faults, Lifecycle};
use people::form::Ctx;
use platform::{Conn, Stop, Subject, Tx};

use super::{
    Outcome,
    file::Column,
    person::{self, Clue, Whose},
    read::{self, Reader},
    store,
};
use crate::career::{Career, CareerAction, CareerKind, CareerLife, CareerParty, CareerStatus, Matricola};

/// The columns of `careers.csv`.
pub const COLUMNS: &[Column] = &[
    ("source_key", true, "what the system of origin calls the career: it is found again by it"),
    ("person_code", false, "person code, for somebody who is known here"),
    ("fiscal_code", false, "Italian fiscal code; empty or 0000000000: none"),
    ("surname", false, "surname, where there is neither a person code nor a known fiscal code"),
    ("name", false, "name"),
    ("gender", false, "F, M or X; empty: as the fiscal code says, or X"),
    ("birth_day", false, "day of birth: 31/01/1998 or 1998-01-31"),
    ("birth_country", false, "country of birth, ISO 3166-1: IT"),
    ("birth_place", false, "municipality or town of birth; Castro (LE) where there are several"),
    ("citizenship", false, "country of citizenship, ISO 3166-1; empty: the country of birth"),
    ("email", false, "personal e-mail address; needed for somebody who is not known yet"),
    ("matricola", true, "student number of the career"),
    ("kind", true, "master, postgraduate, specialist, bachelor, graduate or doctorate"),
    ("title_it", true, "title of the programme in Italian"),
    ("title_en", true, "title of the programme in English"),
    ("class_code", false, "class of the degree: LM-32"),
    ("language", false, "language of teaching, ISO 639-1: it"),
    ("ects", false, "credits that the programme gives: 120"),
    ("year", true, "academic year of the first enrolment: 2025/26"),
    (
        "status",
        false,
        "active, closed or awarded; empty: active. An awarded career is active until its award is imported",
    ),
    ("opened_on", true, "first day"),
    ("closed_on", false, "last day, of a closed career"),
];

/// A career as a row says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub source_key: String,
    pub matricola: String,
    pub kind: CareerKind,
    pub title_it: String,
    pub title_en: String,
    pub class_code: String,
    pub language: String,
    pub ects_tenths: i64,
    pub year: String,
    pub opened_on: Date,
}

/// What a row asks for.
pub struct Wanted {
    pub details: Details,
    status: CareerStatus,
    closed_on: Option<Date>,
    clue: Clue,
}

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with it, by column.
pub fn read(columns: &[String], values: &[String], ctx: &Ctx) -> Result<Wanted, Faults> {
    let mut row = Reader::new(columns, values)?;
    let source_key = row.line("source_key", 100);
    let clue = Clue::read(&mut row);
    let matricola = row.keep("matricola", read::code(row.of("matricola"), 30));
    let kind = row.keep("kind", choice(row.of("kind"), CareerKind::read));
    let (title_it, title_en) = (row.line("title_it", 300), row.line("title_en", 300));
    let class_code = row.keep("class_code", optional_code(row.of("class_code")));
    let language = row.keep("language", language(row.of("language")));
    let ects = match row.of("ects") {
        "" => Some(crate::Ects(0)),
        typed => row.keep("ects", read::ects(typed, 1000)),
    };
    let year = row.keep("year", read::year(row.of("year")));
    let status = match row.of("status") {
        "" => Some(CareerStatus::Active),
        code => row.keep("status", choice(code, CareerStatus::read)),
    };
    let opened_on = row.day("opened_on", ctx.today);
    let closed_on = row.optional_day("closed_on", ctx.today);
    if let (Some(status), Some(opened_on), Some(closed_on)) = (status, opened_on, closed_on) {
        let fault = match (status, closed_on) {
            (CareerStatus::Closed, None) => Some("required"),
            (CareerStatus::Active, Some(_)) => Some("registry-closed-on"),
            (_, Some(last)) if last < opened_on => Some("registry-before-opened"),
            _ => None,
        };
        if let Some(code) = fault {
            row.keep::<()>("closed_on", Err(code));
        }
    }
    let all = (|| {
        Some(Wanted {
            details: Details {
                source_key: source_key?,
                matricola: matricola?,
                kind: kind?,
                title_it: title_it?,
                title_en: title_en?,
                class_code: class_code?,
                language: language?,
                ects_tenths: ects?.0,
                year: year?,
                opened_on: opened_on?,
            },
            status: status?,
            closed_on: closed_on?,
            clue: clue?,
        })
    })();
    row.done()?;
    all.ok_or_else(Faults::new)
}

fn choice<T>(typed: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, FaultCode> {
    if typed.is_empty() { Err("required") } else { read(&typed.to_lowercase()).ok_or("unknown-choice") }
}

fn optional_code(typed: &str) -> Result<String, FaultCode> {
    if typed.is_empty() { Ok(String::new()) } else { read::code(typed, 20) }
}

fn language(typed: &str) -> Result<String, FaultCode> {
    let code = typed.to_lowercase();
    let two = code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase());
    if code.is_empty() || two { Ok(code) } else { Err("malformed") }
}

/// What has to be done with a row.
enum Task {
    Create(Whose),
    Change { there: Box<Career>, close: bool },
    Nothing,
}

/// What the rows of a dry run would have made: two rows may not give the same number.
pub type Numbers = HashMap<String, String>;

async fn task(
    conn: &mut Conn,
    wanted: &Wanted,
    ctx: &Ctx,
    first: i64,
    promised: &Numbers,
) -> Result<Result<Task, Faults>, Stop> {
    let mut faults = Faults::new();
    let details = &wanted.details;
    let there = store::by_source(conn, &details.source_key).await?;
    let holder = crate::store::by_matricola(conn, &details.matricola).await?;
    let mine = |career: &Career| there.as_ref().is_some_and(|(mine, _)| mine.id == career.id);
    let promised = promised.get(&details.matricola).is_some_and(|key| *key != details.source_key);
    if promised || holder.as_ref().is_some_and(|career| !mine(career)) {
        faults.add("matricola", "registry-matricola-taken");
    } else if holder.is_none() && Matricola::is_of_series(&details.matricola, first) {
        faults.add_with("matricola", "registry-matricola-series", vec![("first", first.to_string())]);
    }
    let whose = match person::find(conn, &wanted.clue, ctx).await? {
        Ok(whose) => Some(whose),
        Err(more) => {
            for fault in more.iter() {
                faults.add_with(fault.field.clone(), fault.code, fault.args.clone());
            }
            None
        }
    };
    let Some((there, stored)) = there else {
        return Ok(faults.into_result().map(|()| whose.map_or(Task::Nothing, Task::Create)));
    };
    if whose.is_some_and(|whose| !matches!(whose, Whose::Known(id) if id == there.person_id)) {
        faults.add("source_key", "registry-person-other");
    }
    let close = there.status == CareerStatus::Active && wanted.status == CareerStatus::Closed;
    let same = there.status == wanted.status
        || (there.status == CareerStatus::Active && wanted.status == CareerStatus::Awarded);
    if !same && !close {
        faults.add("status", "registry-status-ended");
    }
    let unchanged = stored == *details && !close;
    let task = if unchanged { Task::Nothing } else { Task::Change { there: Box::new(there), close } };
    Ok(faults.into_result().map(|()| task))
}

/// Says what would become of a row.
///
/// # Errors
/// When the database fails.
pub async fn foresee(
    conn: &mut Conn,
    wanted: &Wanted,
    ctx: &Ctx,
    first: i64,
    promised: &mut Numbers,
) -> Result<Outcome, Stop> {
    let task = task(conn, wanted, ctx, first, promised).await?;
    promised.insert(wanted.details.matricola.clone(), wanted.details.source_key.clone());
    Ok(outcome(&task))
}

fn outcome(task: &Result<Task, Faults>) -> Outcome {
    match task {
        Ok(Task::Create(_)) => Outcome::Created,
        Ok(Task::Change { .. }) => Outcome::Updated,
        Ok(Task::Nothing) => Outcome::Unchanged,
        Err(faults) => Outcome::Refused(faults.clone()),
    }
}

/// Does what a row asks for.
///
/// # Errors
/// When the database fails.
pub async fn apply(tx: &mut Tx, wanted: &Wanted, ctx: &Ctx) -> Result<Outcome, Stop> {
    let first = tx.house().config().institution.first_matricola;
    let task = task(tx.conn(), wanted, ctx, first, &Numbers::new()).await?;
    let outcome = outcome(&task);
    match task {
        Ok(Task::Create(whose)) => create(tx, wanted, whose).await?,
        Ok(Task::Change { there, close }) => change(tx, wanted, &there, close).await?,
        Ok(Task::Nothing) | Err(_) => {}
    }
    Ok(outcome)
}

async fn create(tx: &mut Tx, wanted: &Wanted, whose: Whose) -> Result<(), Stop> {
    let person_id = person::settle(tx, whose).await?;
    let id = tx.new_id();
    let closed = (wanted.status == CareerStatus::Closed).then_some(wanted.closed_on).flatten();
    let status = if closed.is_some() { CareerStatus::Closed } else { CareerStatus::Active };
    store::insert_career(tx.conn(), &id, &person_id, &wanted.details, status, closed).await?;
    let event = Event::new("registry.career-imported")
        .with("kind", wanted.details.kind.code())
        .with("status", status.code());
    tx.journal(&Subject::new("career", &id), event).await
}

async fn change(tx: &mut Tx, wanted: &Wanted, there: &Career, close: bool) -> Result<(), Stop> {
    let subject = Subject::new("career", &there.id);
    store::change_career(tx.conn(), &there.id, &wanted.details).await?;
    tx.journal(&subject, Event::new("registry.career-changed")).await?;
    if close
        && let Ok(to) = CareerLife::decide(there.status, CareerAction::Close, CareerParty::Record, |()| true)
        && let Some(day) = wanted.closed_on
        && crate::store::close(tx.conn(), &there.id, there.status, to, day).await?
    {
        tx.journal(&subject, Event::new("registry.career-closed")).await?;
    }
    Ok(())
}
