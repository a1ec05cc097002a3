//! The commands. Exit status 0 only on success; what went wrong is said in one sentence.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "commands speak on the terminal")]

mod audit;
pub mod bench;
mod import;
mod keys;
mod log;
mod payments;
mod serve;
mod staff;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use platform::{Clock, House};

use crate::{assembly, config};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A university's online services.
#[derive(Debug, Parser)]
#[command(name = "ateneo", version, about, arg_required_else_help = true)]
pub struct Cli {
    /// Configuration file (TOML); settings can also come from the environment.
    #[arg(long, global = true, env = "ATENEO_CONFIG")]
    config: Option<PathBuf>,
    /// Answers for scripts.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the demonstration: a fictional university on this machine, with people for every role.
    Demo,
    /// Runs the service.
    Serve,
    /// Brings the database's tables up to date.
    Migrate,
    /// Imports data from a file.
    Import {
        /// What: `programmes`, `careers`, `exams` or `awards`.
        kind: String,
        /// Which file.
        file: PathBuf,
        /// Checks every row and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Looks after staff accounts.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Looks after payments.
    #[command(subcommand)]
    Payments(payments::Payments),
    /// Looks after the journal.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Looks after the public log of issued documents.
    #[command(subcommand)]
    Log(log::Log),
    /// Looks after the keys that documents are signed with.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Measures journeys, queue, search and start on this machine.
    Bench(bench::Options),
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ATENEO_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,hyper=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    // Threads that wait for the disk: five hundred of them, the usual bound, would only cost memory.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(32).build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &Failure) -> ExitCode {
    eprintln!("ateneo: {error}");
    ExitCode::FAILURE
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let open = || async { assembly::house(config::read(cli.config.as_deref())?, Clock::system()).await };
    match cli.command {
        Command::Demo => serve::run(config::demo()?).await,
        Command::Serve => serve::run(config::read(cli.config.as_deref())?).await,
        Command::Migrate => {
            let house = open().await?;
            println!("The tables are up to date ({:?}).", house.db().kind());
            Ok(ExitCode::SUCCESS)
        }
        Command::Import { kind, file, dry_run } => {
            import::run(&open().await?, &kind, &file, dry_run, cli.json).await
        }
        Command::Staff(command) => staff::run(&open().await?, command).await,
        Command::Payments(command) => payments::run(&open().await?, &command, cli.json).await,
        Command::Bench(options) => bench::run(options, cli.json).await,
        Command::Log(command) => log::run(&open().await?, command, cli.json).await,
        Command::Keys(command) => keys::run(&open().await?, command).await,
        Command::Audit(command) => audit::run(&open().await?, command, cli.json).await,
    }
}

/// A stop as a sentence for the terminal.
pub fn explain(house: &House, stop: &platform::Stop) -> Failure {
    match stop {
        platform::Stop::Problem(problem) => house.texts().voice(kernel::Language::En).problem(problem).into(),
        other => format!("{other:?}").into(),
    }
}
