use std::process::ExitCode;

use clap::Subcommand;
use platform::House;

use super::{Failure, explain};

/// What can be done with payments from the command line.
#[derive(Debug, Subcommand)]
pub enum Payments {
    /// Checks that receipts, positions and exceptions agree.
    Check,
}

pub async fn run(house: &House, command: &Payments, json: bool) -> Result<ExitCode, Failure> {
    let Payments::Check = command;
    let findings = payments::check(house).await.map_err(|stop| explain(house, &stop))?;
    let mut whole = true;
    for finding in &findings {
        let wrong = finding.wrong && finding.count > 0;
        whole &= !wrong;
        if json {
            println!(
                "{}",
                serde_json::json!({ "name": finding.name, "count": finding.count, "wrong": wrong })
            );
        } else {
            println!("{} {}: {}", if wrong { "WRONG" } else { "ok   " }, finding.name, finding.count);
        }
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
