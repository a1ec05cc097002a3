//! The one program of Ateneo: assembly of the rooms, and the commands of the people who run it.

mod assembly;
mod commands;
mod config;
mod demo;
mod pages;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // A worker is started hundreds of times a day: it must not pay for what the commands need.
    if std::env::args().nth(1).as_deref() == Some(documents::protocol::SUBCOMMAND) {
        return documents_engine::worker_main();
    }
    commands::run(commands::Cli::parse())
}
