//! `ateneo bench`: what the service does on this machine, beside what is promised.
//!
//! The program is started as a university runs it, in a process of its own on a free port of this machine, over a data
//! folder (and, where a server is named, a PostgreSQL database) that is made for the purpose and removed afterwards.
//! Programmes, people and applications are made up by a seed; what is measured goes over HTTP. Client and service share
//! the machine, so the figures are lower than what the service alone can do. Pages are asked for uncompressed, and
//! mails go to the mailbox in the database instead of a mail server.
//!
//! Two hundred applicants who never pause are a flood rather than people: as each waits for the others, a page takes two
//! hundred times what the service needs for one. So they are measured twice: without a pause, for how many journeys the
//! service manages, and with a second for each page, for how long people wait. "Work" is the time of the processors that
//! the service and its workers used; it does not depend on what else the machine does. A PostgreSQL server's is not in it.

mod applications;
mod certificates;
mod figures;
pub mod graduates;
mod journeys;
mod progress;
mod queue;
pub mod receipts;
mod report;
mod search;
mod sheet;
pub mod site;
mod start;
pub mod town;
mod visitor;

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use clap::{Args, ValueEnum};
use platform::House;
use sqlx::Row;

pub use applications::{Row as Application, write};

use super::Failure;
use progress::Progress;
use report::Report;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Applicants from the choice of a programme to the receipt.
    Journeys,
    /// The secretariat's queue at 1,000, 10,000 and 100,000 applications.
    Queue,
    /// The search at 10,000 programmes.
    Search,
    /// From the start of the process to the first page; memory.
    Start,
    /// Certificates: set, sealed, stored.
    Certificates,
    /// All of it.
    All,
}

/// What `ateneo bench` is told.
#[derive(Debug, Args)]
pub struct Options {
    /// What to measure.
    #[arg(value_enum, default_value = "all")]
    what: What,
    /// A PostgreSQL server to measure on too: `postgres://user@host/database`; a database of its own is made there.
    #[arg(long, env = "ATENEO_BENCH_DATABASE")]
    database: Option<String>,
    /// A tenth of the work: shows that it works rather than how fast it is.
    #[arg(long)]
    quick: bool,
}

/// What every measurement is given.
pub struct Bench {
    program: PathBuf,
    quick: bool,
    progress: Arc<Progress>,
}

impl Bench {
    /// A tenth of it in a hurry.
    fn scaled(&self, count: usize) -> usize {
        if self.quick { count.div_euclid(10).max(1) } else { count }
    }

    /// Programmes of the catalogue.
    fn programmes(&self) -> usize {
        10_000
    }
}

/// Measures, and tells. A target that is missed is no failure; an error is.
///
/// # Errors
/// When something cannot be prepared or measured.
pub async fn run(options: Options, json: bool) -> Result<ExitCode, Failure> {
    let bench = Bench {
        program: std::env::current_exe()?,
        quick: options.quick,
        progress: Arc::new(Progress::new()),
    };
    let server = options.database.as_deref().filter(|server| !server.is_empty());
    let mut reports = Vec::new();
    for database in std::iter::once(None).chain(server.map(Some)) {
        let name = if database.is_some() { "PostgreSQL" } else { "SQLite" };
        let mut report = Report { database: format!("{name}, {}", machine()), ..Report::default() };
        for what in [What::Start, What::Search, What::Queue, What::Certificates, What::Journeys] {
            if options.what == what || options.what == What::All {
                measure(&bench, what, database, &mut report).await?;
            }
        }
        bench.progress.end();
        if !json {
            println!("{}", report.table());
        }
        reports.push(report);
    }
    if json {
        println!("{}", serde_json::Value::from(reports.iter().map(Report::json).collect::<Vec<_>>()));
    }
    let wrong = reports.iter().any(|report| !report.errors.is_empty());
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn measure(
    bench: &Bench,
    what: What,
    database: Option<&str>,
    report: &mut Report,
) -> Result<(), Failure> {
    match what {
        What::Start => start::run(bench, database, report).await,
        What::Search => search::run(bench, database, report).await,
        What::Queue => queue::run(bench, database, report).await,
        What::Certificates => certificates::run(bench, database, report).await,
        What::Journeys => journeys::run(bench, database, report).await,
        What::All => Ok(()),
    }
}

/// The machine, and how busy it was with other things.
fn machine() -> String {
    let flush = flush().map_or_else(|_| "?".to_owned(), |time| format!("{:.1}", time.as_secs_f64() * 1000.0));
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    let build = if cfg!(debug_assertions) { ", a build for development: not for comparison" } else { "" };
    format!("{cores} cores, load {load} before, a flush of the disk takes {flush} ms{build}")
}

/// How long the disk of the data folder takes to keep a page of 4 kB, in the middle of fifty.
fn flush() -> std::io::Result<Duration> {
    use std::io::Write;
    let mut file = tempfile::tempfile()?;
    let mut times = figures::Times::default();
    for _ in 0..50 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.add(begun.elapsed());
    }
    Ok(Duration::from_secs_f64(times.p50() / 1000.0))
}

/// What has to hold in the tables has to hold after a rush too.
async fn check(house: &House, report: &mut Report) -> Result<(), Failure> {
    let told = |stop: platform::Stop| super::explain(house, &stop);
    let mut conn = house.db().read().await.map_err(told)?;
    for (name, sql) in house.invariants() {
        let broken: i64 = sqlx::query(*sql).fetch_one(&mut *conn).await?.try_get(0)?;
        if broken != 0 {
            report.wrong(format!("{broken} times it does not hold: {name}"));
        }
    }
    Ok(())
}
