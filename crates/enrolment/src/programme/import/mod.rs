//! The catalogue from a CSV file: a row an edition, found again by Id and year, so that the same file can be imported
//! again after it was corrected or after the import was interrupted. A row with a fault is refused and told; the
//! others go in.

mod file;
mod line;

use std::collections::HashMap;

use kernel::{Faults, Lifecycle};
use platform::{Actor, Conn, House, Stop, Tx, web::Role};

pub use file::CannotImport;
pub use line::COLUMNS;

use super::{
    flow,
    model::{Programme, State, label},
    rules::Action,
    store,
};

/// Rows of one transaction.
const BATCH: usize = 200;

/// How a file is imported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Only says what would happen.
    pub dry_run: bool,
    /// Days may be written `today+20`: for the demo's file, which has to be open on whatever day it is shown.
    pub relative_days: bool,
}

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Each row, in the order of the file.
    pub rows: Vec<RowReport>,
}

/// What became of a row.
#[derive(Clone, Debug)]
pub struct RowReport {
    /// Its number in the file; the header is row 1.
    pub row: u64,
    /// "1234 /2025", when it could be read.
    pub label: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new edition.
    Created,
    /// An edition that is there was changed.
    Updated,
    /// An edition that is there says the same already.
    Unchanged,
    /// The row is not as it should be; nothing was done.
    Refused(Faults),
}

impl Report {
    /// How many were created, updated, unchanged, refused.
    pub fn counts(&self) -> [usize; 4] {
        let count = |is: fn(&Outcome) -> bool| self.rows.iter().filter(|row| is(&row.outcome)).count();
        [
            count(|outcome| matches!(outcome, Outcome::Created)),
            count(|outcome| matches!(outcome, Outcome::Updated)),
            count(|outcome| matches!(outcome, Outcome::Unchanged)),
            count(|outcome| matches!(outcome, Outcome::Refused(_))),
        ]
    }
}

/// Imports a file; `progress` is told rows done and rows in all after each batch.
///
/// # Errors
/// [`CannotImport`] when the file as a whole cannot be read; when the database fails: batches that were committed
/// stay, and the same file imported again goes on from there.
pub async fn import(
    house: &House,
    mut reader: impl std::io::Read,
    options: Options,
    mut progress: impl FnMut(u64, u64),
) -> Result<Report, Stop> {
    let file = file::read(&mut reader)?;
    let total = u64::try_from(file.rows.len()).unwrap_or(u64::MAX);
    let today = options.relative_days.then(|| house.clock().today().into());
    let mut seen: HashMap<(i64, i16), u64> = HashMap::new();
    let mut report = Report::default();
    progress(0, total);
    for batch in file.rows.chunks(BATCH) {
        let batch: Vec<Line> = batch
            .iter()
            .map(|(row, values)| Line::read(*row, &file.columns, values, today, &mut seen))
            .collect();
        let done = if options.dry_run { foresee(house, batch).await? } else { write(house, batch).await? };
        report.rows.extend(done);
        progress(u64::try_from(report.rows.len()).unwrap_or(u64::MAX), total);
    }
    Ok(report)
}

/// A row that was read.
struct Line {
    row: u64,
    wanted: Result<line::Wanted, Faults>,
}

impl Line {
    fn read(
        row: u64,
        columns: &[String],
        values: &[String],
        today: Option<kernel::Day>,
        seen: &mut HashMap<(i64, i16), u64>,
    ) -> Self {
        let wanted = line::read(columns, values, today).and_then(|wanted| {
            let edition = (wanted.details.number, wanted.details.year);
            match seen.get(&edition) {
                Some(first) => {
                    let mut faults = Faults::new();
                    faults.add_with("number", "programme-repeated-row", vec![("row", first.to_string())]);
                    Err(faults)
                }
                None => {
                    seen.insert(edition, row);
                    Ok(wanted)
                }
            }
        });
        Self { row, wanted }
    }

    fn report(&self, outcome: Outcome) -> RowReport {
        let label = self.wanted.as_ref().ok().map(|wanted| label(wanted.details.number, wanted.details.year));
        RowReport { row: self.row, label, outcome }
    }
}

/// What has to be done with a row, given what is there.
struct Task {
    there: Option<Programme>,
    outcome: Outcome,
    state: State,
}

async fn task(conn: &mut Conn, line: &Line) -> Result<Task, Stop> {
    let wanted = match &line.wanted {
        Ok(wanted) => wanted,
        Err(faults) => {
            return Ok(Task { there: None, outcome: Outcome::Refused(faults.clone()), state: State::Draft });
        }
    };
    let there = store::find_edition(conn, wanted.details.number, wanted.details.year).await?;
    let state = wanted.state.or(there.as_ref().map(|there| there.state)).unwrap_or(State::Draft);
    let outcome = match &there {
        None => Outcome::Created,
        Some(there) if there.details == wanted.details && there.state == state => Outcome::Unchanged,
        Some(_) => Outcome::Updated,
    };
    Ok(Task { there, outcome, state })
}

async fn foresee(house: &House, batch: Vec<Line>) -> Result<Vec<RowReport>, Stop> {
    let mut conn = house.db().read().await?;
    let mut reports = Vec::new();
    for line in &batch {
        reports.push(line.report(task(&mut conn, line).await?.outcome));
    }
    Ok(reports)
}

async fn write(house: &House, batch: Vec<Line>) -> Result<Vec<RowReport>, Stop> {
    let mut tx = house.begin_as(Actor::Operator, "import").await?;
    let mut reports = Vec::new();
    for line in &batch {
        let task = task(tx.conn(), line).await?;
        if let Ok(wanted) = &line.wanted {
            apply(&mut tx, &task, wanted).await?;
        }
        reports.push(line.report(task.outcome));
    }
    // A batch that changed nothing has no event to commit.
    if reports.iter().any(|row| matches!(row.outcome, Outcome::Created | Outcome::Updated)) {
        tx.commit().await?;
    }
    Ok(reports)
}

async fn apply(tx: &mut Tx, task: &Task, wanted: &line::Wanted) -> Result<(), Stop> {
    let Some(there) = &task.there else {
        flow::create(tx, task.state, &wanted.details).await?;
        return Ok(());
    };
    let mut now = there.clone();
    if there.details != wanted.details {
        flow::change(tx, &there.id, there.version, &wanted.details).await?;
        now.version = now.version.saturating_add(1);
    }
    for action in way(there.state, task.state) {
        now.state = flow::step(tx, &now, action, Role::CentralSecretariat).await?;
        now.version = now.version.saturating_add(1);
    }
    Ok(())
}

/// The steps from one state to another: one, or publishing first.
fn way(from: State, to: State) -> Vec<Action> {
    let step = |from: State| {
        Programme::STEPS.iter().find(|step| step.from == from && step.to == to).map(|step| step.action)
    };
    match step(from) {
        _ if from == to => Vec::new(),
        Some(action) => vec![action],
        None => [Some(Action::Publish), step(State::Published)].into_iter().flatten().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_from_every_other() {
        for from in State::ALL {
            for to in State::ALL {
                let end = way(*from, *to).into_iter().try_fold(*from, |state, action| {
                    Programme::decide(state, action, Role::CentralSecretariat, |()| true)
                });
                assert_eq!(end, Ok(*to));
            }
        }
    }
}
