//! What others make of our codes: zxing-cpp reads them from a thousand simulated prints, pycose and cwt verify them.
//! Python with these packages is named by `ATENEO_TEST_PYTHON`, as scripts/test does.

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
};

use keys::Signer;
use printed::{Code, seal};
use serde_json::{Value, json};

use crate::world::{ADDRESS, award, key, transcript};

const PAGES: usize = 1000;

/// The code's modules with the white border that belongs to it.
fn rows(code: &Code) -> Vec<String> {
    let span = -4..code.size() + 4;
    let cell = |column, row| if code.is_dark(column, row) { '1' } else { '0' };
    span.clone().map(|row| span.clone().map(|column| cell(column, row)).collect()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn a_thousand_printed_pages_are_read_and_verified_by_others() {
    let Ok(python) = std::env::var("ATENEO_TEST_PYTHON") else {
        eprintln!("skipped: ATENEO_TEST_PYTHON names no Python with zxing-cpp, pycose and cwt");
        return;
    };
    let key = key();
    let mut lines = String::new();
    for number in 0..PAGES {
        let mut facts = if number % 2 == 0 { award() } else { transcript() };
        facts.number = format!("2026/{number:07}");
        facts.status_index = number as u64 * 977;
        let text = seal(&key, ADDRESS, &facts).unwrap();
        let code = Code::draw(&text, 25).unwrap();
        writeln!(lines, "{}", json!({ "text": text, "rows": rows(&code) })).unwrap();
    }
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside/pages.py"))
        .args([key.public().x(), key.public().y(), key.public().id().bytes()].map(hex))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success());
    let counts: Value = serde_json::from_slice(&said.stdout).unwrap();
    println!("{counts}");
    let expected = json!({ "pages": PAGES, "read": PAGES, "pycose": PAGES, "cwt": PAGES, "tampered": 0 });
    assert_eq!(counts, expected);
}
