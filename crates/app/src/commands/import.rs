mod record;

use std::{fs::File, io::IsTerminal, path::Path, process::ExitCode};

use enrolment::programme::{ImportOptions, Outcome, import};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::Language;
use platform::House;

use super::{Failure, explain};

/// Imports a file and reports on each row; exit status 0 only when no row was refused.
pub async fn run(
    house: &House,
    kind: &str,
    file: &Path,
    dry_run: bool,
    json: bool,
) -> Result<ExitCode, Failure> {
    let record = registry::import::Kind::read(kind);
    if kind != "programmes" && record.is_none() {
        let kinds = "programmes, careers, exams, awards";
        return Err(format!("nothing of kind {kind} can be imported; there is: {kinds}").into());
    }
    let reader = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {eta} left")?);
    if let Some(kind) = record {
        return record::run(house, kind, reader, dry_run, json, bar).await;
    }
    let options = ImportOptions { dry_run, ..ImportOptions::default() };
    let report = import(house, reader, options, |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })
    .await
    .map_err(|stop| explain(house, &stop))?;
    bar.finish_and_clear();
    let voice = house.texts().voice(Language::En);
    for row in &report.rows {
        let label = row.label.as_deref().unwrap_or("");
        let (outcome, faults) = match &row.outcome {
            Outcome::Created => ("created", Vec::new()),
            Outcome::Updated => ("updated", Vec::new()),
            Outcome::Unchanged => ("unchanged", Vec::new()),
            Outcome::Refused(faults) => ("refused", faults.iter().collect()),
        };
        if json {
            let faults: Vec<_> = faults
                .iter()
                .map(|fault| serde_json::json!({ "field": fault.field, "code": fault.code, "text": voice.fault(fault) }))
                .collect();
            let line =
                serde_json::json!({ "row": row.row, "label": label, "outcome": outcome, "errors": faults });
            println!("{line}");
        } else if outcome == "refused" {
            println!("row {} {label}: refused", row.row);
            for fault in faults {
                println!("    {}: {}", fault.field, voice.fault(fault));
            }
        }
    }
    let [created, updated, unchanged, refused] = report.counts();
    if !json {
        let done = if dry_run { "Would be" } else { "Rows" };
        println!("{done}: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused.");
    }
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
