//! One changed byte, ten thousand times, at every level.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use pades_wire::{Level, verify};

use crate::world::{ALGORITHMS, Dice, LEVELS, folder, now, own_seal, python, sealed, tool};

const CHANGES: usize = 10_000;

/// Random places with another byte in each.
fn changes(pdf: &[u8], count: usize, seed: u64) -> Vec<(usize, u8)> {
    let mut dice = Dice(seed);
    let mut change = || {
        let at = dice.below(pdf.len());
        let by = u8::try_from(1 + dice.below(255)).unwrap();
        (at, pdf[at] ^ by)
    };
    (0..count).map(|_| change()).collect()
}

#[test]
fn ten_thousand_changes_of_one_byte_are_all_refused_at_every_level() {
    for algorithm in ALGORITHMS {
        for level in LEVELS {
            let (_, seal) = own_seal(algorithm, level);
            let mut pdf = sealed(&seal);
            let count = if algorithm == ALGORITHMS[0] { CHANGES } else { CHANGES / 10 };
            for (at, byte) in changes(&pdf, count, 7) {
                let before = std::mem::replace(&mut pdf[at], byte);
                let report = verify(&pdf, seal.trust(now()));
                assert!(!report.is_sound(), "{algorithm:?} {level:?}: {byte:#x} for {before:#x} at {at}");
                pdf[at] = before;
            }
            assert!(verify(&pdf, seal.trust(now())).is_sound());
        }
    }
}

#[test]
fn no_byte_of_the_container_has_a_second_value() {
    for algorithm in ALGORITHMS {
        let (_, seal) = own_seal(algorithm, Level::Stamped);
        let mut pdf = sealed(&seal);
        let start = position(&pdf, b"/Contents<") + 9;
        let end = start + position(&pdf[start..], b">");
        for at in start..=end {
            for byte in [pdf[at] ^ 1, pdf[at] ^ 0x20, b'b'] {
                if byte == pdf[at] {
                    continue;
                }
                let before = std::mem::replace(&mut pdf[at], byte);
                assert!(!verify(&pdf, seal.trust(now())).is_sound(), "{byte:#x} for {before:#x} at {at}");
                pdf[at] = before;
            }
        }
    }
}

fn position(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).rposition(|window| window == wanted).unwrap()
}

#[test]
fn pyhanko_refuses_every_change_of_what_is_signed() {
    let Some(python) = python() else { return };
    let (authority, seal) = own_seal(ALGORITHMS[0], Level::Basic);
    let pdf = sealed(&seal);
    let (_folder, paths) =
        folder(&[("root.pem", authority.root().to_pem().as_bytes()), ("sealed.pdf", &pdf)]);
    let moment = now().to_string().replace('Z', "+00:00");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judge.py");
    let mut child = Command::new(python)
        .args([script, "changes", &moment, &paths[0], &paths[1]])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String =
        changes(&pdf, CHANGES, 11).iter().map(|(at, byte)| format!("{at} {byte}\n")).collect();
    let mut input = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let mut accepted: Vec<&str> = said.lines().collect();
    assert_eq!(accepted.pop(), Some(format!("tried {CHANGES}").as_str()));
    // Inside the container some bytes mean the same to a reader that follows the standards: the case of a digit, the
    // zeros that fill the room, a second name of an algorithm. Only our own verifier refuses these too.
    let start = position(&pdf, b"/Contents<") + 10;
    let end = start + position(&pdf[start..], b">");
    println!(
        "pyHanko took {} of {CHANGES} changes for the same, all in the container's digits",
        accepted.len()
    );
    for line in accepted {
        let (at, byte) = line.split_once(' ').unwrap();
        let (at, byte): (usize, u8) = (at.parse().unwrap(), byte.parse().unwrap());
        assert!((start..end).contains(&at), "pyHanko accepts {byte:#x} at {at}");
        let mut changed = pdf.clone();
        changed[at] = byte;
        assert!(!verify(&changed, seal.trust(now())).is_sound());
    }
}

#[test]
fn poppler_refuses_changes_of_what_is_signed() {
    let (_, seal) = own_seal(ALGORITHMS[1], Level::Stamped);
    let pdf = sealed(&seal);
    let start = position(&pdf, b"/Contents<") + 9;
    let end = start + position(&pdf[start..], b">") + 1;
    let (_folder, paths) = folder(&[("changed.pdf", &pdf)]);
    for (at, byte) in
        changes(&pdf, 300, 13).into_iter().filter(|(at, _)| !(start..end).contains(at)).take(200)
    {
        let mut changed = pdf.clone();
        changed[at] = byte;
        std::fs::write(&paths[0], &changed).unwrap();
        let Some((_, said)) = tool("pdfsig", &["-nocert", &paths[0]]) else { return };
        assert!(!said.contains("Signature is Valid"), "{byte:#x} at {at}: {said}");
    }
}
