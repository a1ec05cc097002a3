use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;
use platform::{
    House,
    journal::{self, Anchor, Damage},
};

use super::{Failure, explain};

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Walks the whole chain and tells of every changed, removed or reordered event.
    Verify {
        /// File of anchors, one a line, as `audit anchor` wrote them and another machine kept them.
        #[arg(long)]
        anchors: Option<PathBuf>,
    },
    /// Prints the end of the chain; keep it on another machine.
    Anchor,
}

pub async fn run(house: &House, command: Audit, json: bool) -> Result<ExitCode, Failure> {
    match command {
        Audit::Anchor => {
            while journal::seal(house).await.map_err(|stop| explain(house, &stop))? > 0 {}
            match journal::anchor(house).await.map_err(|stop| explain(house, &stop))? {
                Some(anchor) => println!("{}", serde_json::to_string(&anchor)?),
                None => println!("The journal is empty."),
            }
            Ok(ExitCode::SUCCESS)
        }
        Audit::Verify { anchors } => {
            let anchors: Vec<Anchor> = match anchors {
                Some(file) => std::fs::read_to_string(file)?
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(serde_json::from_str)
                    .collect::<Result<_, _>>()?,
                None => Vec::new(),
            };
            let verdict = journal::verify(house, &anchors).await.map_err(|stop| explain(house, &stop))?;
            let sentences: Vec<String> = verdict.damages.iter().map(tell).collect();
            if json {
                let answer = serde_json::json!({
                    "checked": verdict.checked, "waiting": verdict.waiting, "damages": sentences,
                });
                println!("{answer}");
            } else {
                println!("{} events checked, {} waiting for the sealer.", verdict.checked, verdict.waiting);
                for sentence in &sentences {
                    println!("{sentence}");
                }
                if sentences.is_empty() {
                    println!("The journal is whole.");
                }
            }
            Ok(if sentences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

fn tell(damage: &Damage) -> String {
    match damage {
        Damage::BrokenAt(seq) => {
            format!("The chain is broken at {seq}: a row was removed, reordered or made up.")
        }
        Damage::Changed(id) => format!("Event {id} was changed after it was sealed."),
        Damage::Missing(id) => format!("Event {id} was sealed and is gone."),
        Damage::Anchor(seq) => {
            format!("The chain does not pass through the anchor at {seq}: its tail was cut off or rewritten.")
        }
        Damage::Unchained(id) => {
            format!("Event {id} is neither sealed nor waiting: it was put in from outside.")
        }
    }
}
