//! The record of students: careers, examinations, awards. Rows are told as they come and are not kept, so that a file
//! may be as large as it likes.

use std::{fs::File, io::Write, process::ExitCode};

use indicatif::ProgressBar;
use kernel::Language;
use platform::{House, Voice};
use registry::import::{Follow, Kind, Options, Outcome, RowReport, import};

use super::{Failure, explain};

/// Imports a file and reports on each row; exit status 0 only when no row was refused.
pub async fn run(
    house: &House,
    kind: Kind,
    reader: File,
    dry_run: bool,
    json: bool,
    bar: ProgressBar,
) -> Result<ExitCode, Failure> {
    let mut teller = Teller { voice: house.texts().voice(Language::En), json, bar };
    let options = Options { dry_run, ..Options::default() };
    let counts =
        import(house, kind, reader, options, &mut teller).await.map_err(|stop| explain(house, &stop));
    teller.bar.finish_and_clear();
    let counts = counts?;
    if !json {
        let done = if dry_run { "Would be" } else { "Rows" };
        let (created, updated) = (counts.created, counts.updated);
        let (unchanged, refused) = (counts.unchanged, counts.refused);
        println!("{done}: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused.");
    }
    Ok(if counts.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Teller {
    voice: Voice,
    json: bool,
    bar: ProgressBar,
}

impl Follow for Teller {
    fn row(&mut self, row: RowReport) {
        let (outcome, faults) = match &row.outcome {
            Outcome::Created => ("created", Vec::new()),
            Outcome::Updated => ("updated", Vec::new()),
            Outcome::Unchanged => ("unchanged", Vec::new()),
            Outcome::Refused(faults) => ("refused", faults.iter().collect()),
        };
        let mut out = String::new();
        if self.json {
            let faults: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let text = self.voice.fault(fault);
                    serde_json::json!({ "field": fault.field, "code": fault.code, "text": text })
                })
                .collect();
            let (number, label) = (row.row, &row.label);
            out = serde_json::json!({ "row": number, "label": label, "outcome": outcome, "errors": faults })
                .to_string();
        } else if outcome == "refused" {
            out = format!("row {} {}: refused", row.row, row.label);
            for fault in faults {
                out.push_str(&format!("\n    {}: {}", fault.field, self.voice.fault(fault)));
            }
        }
        if !out.is_empty() {
            // A reader who went away (`| head`) does not end the import.
            self.bar.suspend(|| writeln!(std::io::stdout(), "{out}").unwrap_or_default());
        }
    }

    fn progress(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
    }
}
