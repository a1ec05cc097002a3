//! The record from the files of another system: careers, their examinations, their awards, one CSV file each. A row is
//! found again by its own key, so that the same file can be imported again after it was corrected or after the import
//! was interrupted. A row with a fault is refused and told; the others go in.

mod awards;
mod careers;
mod exams;
mod file;
mod person;
pub(crate) mod read;
mod store;

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek},
};

use kernel::{Event, Faults};
use people::form::Ctx;
use platform::{Actor, House, Stop, Subject};

pub use file::{CannotImport, Column};

use self::file::{File, Row};

/// Rows of one transaction.
const BATCH: usize = 500;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Careers, with the people whose they are.
    Careers,
    /// Examinations of careers that are here.
    Exams,
    /// Titles that ended careers that are here.
    Awards,
}

/// Reads a row: the file's columns, the row's values.
type Reader<W> = fn(&[String], &[String], &Ctx) -> Result<W, Faults>;

impl Kind {
    /// All of them, in the order in which they are imported.
    pub const ALL: [Kind; 3] = [Kind::Careers, Kind::Exams, Kind::Awards];

    /// As commands and stored rows name it.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Careers => "careers",
            Kind::Exams => "exams",
            Kind::Awards => "awards",
        }
    }

    /// Reads a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The columns: name, whether the file must have it, what it holds.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Kind::Careers => careers::COLUMNS,
            Kind::Exams => exams::COLUMNS,
            Kind::Awards => awards::COLUMNS,
        }
    }
}

/// How a file is imported.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only says what would happen.
    pub dry_run: bool,
    /// Who imports.
    pub actor: Actor,
}

impl Default for Options {
    fn default() -> Self {
        Self { dry_run: false, actor: Actor::Operator }
    }
}

/// What became of a row.
#[derive(Clone, Debug)]
pub struct RowReport {
    /// The line of the file where it begins; the header is on line 1.
    pub row: u64,
    /// Its key, as the file has it: source key or student number.
    pub label: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created,
    /// What is there was changed.
    Updated,
    /// What is there says the same already.
    Unchanged,
    /// The row is not as it should be; nothing was done.
    Refused(Faults),
}

/// How many rows were created, updated, left unchanged, refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// New.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// The same already.
    pub unchanged: u64,
    /// With faults.
    pub refused: u64,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome) {
        let count = match outcome {
            Outcome::Created => &mut self.created,
            Outcome::Updated => &mut self.updated,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Refused(_) => &mut self.refused,
        };
        *count = count.saturating_add(1);
    }

    /// All rows.
    pub fn rows(&self) -> u64 {
        self.created.saturating_add(self.updated).saturating_add(self.unchanged).saturating_add(self.refused)
    }
}

/// Whoever follows an import while it runs.
pub trait Follow: Send {
    /// A row is done. Rows come in the order of the file and are not kept.
    fn row(&mut self, row: RowReport);
    /// So many rows of so many are done and committed.
    fn progress(&mut self, done: u64, total: u64);
}

/// Imports a file, some rows in each transaction; of a large one no more than some rows are in memory.
///
/// # Errors
/// [`CannotImport`] when the file as a whole cannot be read; when the database fails: batches that were committed
/// stay, and the same file imported again goes on from there.
pub async fn import<R: Read + Seek + Send>(
    house: &House,
    kind: Kind,
    reader: R,
    options: Options,
    follow: &mut dyn Follow,
) -> Result<Counts, Stop> {
    let ctx = Ctx::of(house);
    let mut file = File::open(reader, kind.columns())?;
    let mut run = Run { house, options, ctx, seen: HashMap::new(), promised: careers::Numbers::new() };
    let mut counts = Counts::default();
    follow.progress(0, file.total);
    loop {
        let rows = file.rows(BATCH)?;
        if rows.is_empty() {
            return Ok(counts);
        }
        let reports = match kind {
            Kind::Careers => run.careers(&file.columns, rows).await?,
            Kind::Exams => run.exams(&file.columns, rows).await?,
            Kind::Awards => run.awards(&file.columns, rows).await?,
        };
        for report in reports {
            counts.add(&report.outcome);
            follow.row(report);
        }
        follow.progress(counts.rows(), file.total);
    }
}

/// A row that was read.
struct Line<W> {
    row: u64,
    label: String,
    wanted: Result<W, Faults>,
}

impl<W> Line<W> {
    /// What becomes of the row, when it could be read.
    fn refused(&self, outcome: impl FnOnce(&W) -> Outcome) -> Outcome {
        match &self.wanted {
            Ok(wanted) => outcome(wanted),
            Err(faults) => Outcome::Refused(faults.clone()),
        }
    }

    fn report(self, outcome: Outcome) -> RowReport {
        RowReport { row: self.row, label: self.label, outcome }
    }
}

struct Run<'a> {
    house: &'a House,
    options: Options,
    ctx: Ctx,
    /// The key of each row as a digest, and where it stood first.
    seen: HashMap<u64, u64>,
    promised: careers::Numbers,
}

impl Run<'_> {
    async fn careers(&mut self, columns: &[String], rows: Vec<Row>) -> Result<Vec<RowReport>, Stop> {
        let lines = self.lines(columns, rows, &["source_key"], careers::read);
        let mut outcomes = Vec::with_capacity(lines.len());
        if self.options.dry_run {
            let first = self.house.config().institution.first_matricola;
            let mut conn = self.house.db().read().await?;
            for line in &lines {
                outcomes.push(match &line.wanted {
                    Err(faults) => Outcome::Refused(faults.clone()),
                    Ok(wanted) => {
                        careers::foresee(&mut conn, wanted, &self.ctx, first, &mut self.promised).await?
                    }
                });
            }
            return Ok(reports(lines, outcomes));
        }
        let mut tx = self.house.begin_as(self.options.actor.clone(), "import").await?;
        for line in &lines {
            outcomes.push(match &line.wanted {
                Err(faults) => Outcome::Refused(faults.clone()),
                Ok(wanted) => careers::apply(&mut tx, wanted, &self.ctx).await?,
            });
        }
        finish(tx, Kind::Careers, &outcomes).await?;
        Ok(reports(lines, outcomes))
    }

    async fn exams(&mut self, columns: &[String], rows: Vec<Row>) -> Result<Vec<RowReport>, Stop> {
        let lines = self.lines(columns, rows, &["matricola", "code"], exams::read);
        if self.options.dry_run {
            let mut conn = self.house.db().read().await?;
            let there = exams::There::read(&mut conn, &lines).await?;
            let outcomes = exams::foresee(&there, &lines);
            return Ok(reports(lines, outcomes));
        }
        let mut tx = self.house.begin_as(self.options.actor.clone(), "import").await?;
        let there = exams::There::read(tx.conn(), &lines).await?;
        let outcomes = exams::apply(&mut tx, &there, &lines).await?;
        finish(tx, Kind::Exams, &outcomes).await?;
        Ok(reports(lines, outcomes))
    }

    async fn awards(&mut self, columns: &[String], rows: Vec<Row>) -> Result<Vec<RowReport>, Stop> {
        let lines = self.lines(columns, rows, &["matricola"], awards::read);
        if self.options.dry_run {
            let mut conn = self.house.db().read().await?;
            let there = awards::There::read(&mut conn, &lines).await?;
            let outcomes = awards::foresee(&there, &lines);
            return Ok(reports(lines, outcomes));
        }
        let mut tx = self.house.begin_as(self.options.actor.clone(), "import").await?;
        let there = awards::There::read(tx.conn(), &lines).await?;
        let outcomes = awards::apply(&mut tx, &there, &lines).await?;
        finish(tx, Kind::Awards, &outcomes).await?;
        Ok(reports(lines, outcomes))
    }

    /// Reads rows; a second one with the same key is refused, since nobody can tell which of the two is meant.
    fn lines<W>(
        &mut self,
        columns: &[String],
        rows: Vec<Row>,
        key: &[&str],
        read: Reader<W>,
    ) -> Vec<Line<W>> {
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let values: Vec<&str> = key
                .iter()
                .filter_map(|name| columns.iter().position(|column| column == name))
                .map(|at| row.values.get(at).map_or("", |value| value.trim()))
                .collect();
            let mut wanted = read(columns, &row.values, &self.ctx);
            if wanted.is_ok() {
                let mut digest = DefaultHasher::new();
                values.hash(&mut digest);
                match self.seen.entry(digest.finish()) {
                    Entry::Occupied(first) => {
                        let mut faults = Faults::new();
                        let field = key.first().copied().unwrap_or("row").to_owned();
                        let args = vec![("row", first.get().to_string())];
                        faults.add_with(field, "registry-repeated-row", args);
                        wanted = Err(faults);
                    }
                    Entry::Vacant(place) => {
                        place.insert(row.line);
                    }
                }
            }
            lines.push(Line { row: row.line, label: values.join(" "), wanted });
        }
        lines
    }
}

fn reports<W>(lines: Vec<Line<W>>, outcomes: Vec<Outcome>) -> Vec<RowReport> {
    lines.into_iter().zip(outcomes).map(|(line, outcome)| line.report(outcome)).collect()
}

/// Commits a batch with its event; one that changed nothing has none to commit.
async fn finish(mut tx: platform::Tx, kind: Kind, outcomes: &[Outcome]) -> Result<(), Stop> {
    let mut counts = Counts::default();
    outcomes.iter().for_each(|outcome| counts.add(outcome));
    if counts.created.saturating_add(counts.updated) == 0 {
        return Ok(());
    }
    let event = Event::new("registry.imported")
        .with("created", counts.created.to_string())
        .with("updated", counts.updated.to_string())
        .with("unchanged", counts.unchanged.to_string())
        .with("refused", counts.refused.to_string());
    tx.journal(&Subject::new("import", kind.code()), event).await?;
    tx.commit().await
}
