//! `ateneo`: see [`ateneo::commands`].

use std::process::ExitCode;

use clap::Parser;

// The system's allocator keeps what a rush took: half as much again as the server needs afterwards.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    // A worker is started many times a day: it must not pay for what the commands need.
    if std::env::args().nth(1).as_deref() == Some(documents::protocol::SUBCOMMAND) {
        return documents_engine::worker_main();
    }
    ateneo::commands::run(ateneo::commands::Cli::parse())
}
