use std::{path::PathBuf, process::ExitCode};

use certificates::proof::audit;
use clap::Subcommand;
use platform::House;

use super::{Failure, explain};

/// What can be done with the public log of issued documents.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Computes the whole log again, from what was issued, and tells of everything that is not as it must be.
    Verify {
        /// A signed head that was kept on another machine: the log must be a continuation of it.
        #[arg(long)]
        from: Option<PathBuf>,
    },
    /// Prints the log's signed head; keep it on another machine.
    Head,
}

pub async fn run(house: &House, command: Log, json: bool) -> Result<ExitCode, Failure> {
    match command {
        Log::Head => {
            print!("{}", audit::head(house).await.map_err(|stop| explain(house, &stop))?);
            Ok(ExitCode::SUCCESS)
        }
        Log::Verify { from } => {
            let old = from.map(std::fs::read_to_string).transpose()?;
            let audit = audit::verify(house, old.as_deref()).await.map_err(|stop| explain(house, &stop))?;
            let sentences: Vec<String> = audit.damages.iter().map(ToString::to_string).collect();
            if json {
                let answer = serde_json::json!({
                    "entries": audit.entries, "checkpoints": audit.checkpoints, "damages": sentences, "more": audit.more,
                });
                println!("{answer}");
            } else {
                println!("{} entries and {} signed heads checked.", audit.entries, audit.checkpoints);
                sentences.iter().for_each(|sentence| println!("{sentence}"));
                if audit.more > 0 {
                    println!("And {} more.", audit.more);
                }
                if audit.is_whole() {
                    println!("The log is whole.");
                }
            }
            Ok(if audit.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
