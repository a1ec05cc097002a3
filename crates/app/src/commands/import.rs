use std::{path::Path, process::ExitCode};

use platform::House;

use super::Failure;

pub async fn run(
    house: &House,
    kind: &str,
    file: &Path,
    dry_run: bool,
    json: bool,
) -> Result<ExitCode, Failure> {
    let _ = (house, file, dry_run, json);
    Err(format!("nothing of kind {kind} can be imported").into())
}
