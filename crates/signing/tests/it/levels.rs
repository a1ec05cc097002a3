//! Every level with every kind of key, judged by us and by others.

use jiff::{SignedDuration, Timestamp};
use pades_wire::{Anchors, Fault, Level, Trust, Untrusted, verify};

use crate::world::{
    ALGORITHMS, LEVELS, SAMPLE, block, folder, now, own_seal, pyhanko, python, sealed, tool, words,
};

#[test]
fn every_level_is_sound_and_says_who_and_when() {
    for algorithm in ALGORITHMS {
        for level in LEVELS {
            let (_, seal) = own_seal(algorithm, level);
            let pdf = sealed(&seal);
            let report = verify(&pdf, seal.trust(now()));
            assert_eq!(report.faults, [], "{algorithm:?} {level:?}");
            let signature = report.signature.unwrap();
            assert_eq!(signature.level, level);
            assert_eq!(signature.claimed_at, Some(now()));
            assert_eq!(signature.stamped_at, (level > Level::Basic).then(now));
            assert!(signature.certifies);
            assert_eq!(signature.chain.len(), 2);
            assert_eq!(signature.chain[0].common_name(), "Demonstration seal");
            assert!(signature.chain[0].holder().contains("Università"));
        }
    }
}

#[test]
fn the_document_before_the_signature_is_kept_byte_for_byte() {
    for level in LEVELS {
        let (_, seal) = own_seal(ALGORITHMS[0], level);
        let pdf = sealed(&seal);
        assert!(pdf.starts_with(SAMPLE));
        let added = String::from_utf8_lossy(&pdf[SAMPLE.len()..]).into_owned();
        // What archives and screen readers need is in the new catalogue and the new trailers.
        for kept in [
            "/StructTreeRoot 6 0 R",
            "/MarkInfo<</Marked true",
            "/OutputIntents 5 0 R",
            "/DisplayDocTitle true",
        ] {
            assert!(added.contains(kept), "{kept}");
        }
        let tables = if level == Level::Evidenced { 2 } else { 1 };
        for kept in ["/Info 65 0 R", "/ID[(WNmBwIyakCjBJIskYHBcow==)(m4kV/HMQ2igXwaAWtD+j6g==)]"] {
            assert_eq!(added.matches(kept).count(), tables, "{kept}");
        }
    }
}

#[test]
fn other_readers_find_every_level_valid() {
    let mut files = Vec::new();
    for algorithm in ALGORITHMS {
        for level in LEVELS {
            let (authority, seal) = own_seal(algorithm, level);
            files.push((level, authority.root().to_pem(), sealed(&seal)));
        }
    }
    for (level, root, pdf) in files {
        let (_folder, paths) = folder(&[("root.pem", root.as_bytes()), ("sealed.pdf", &pdf)]);
        if let Some((ok, said)) = tool("qpdf", &["--check", &paths[1]]) {
            assert!(ok && said.contains("No syntax or stream encoding errors"), "{said}");
        }
        if let Some((_, said)) = tool("pdfsig", &["-nocert", &paths[1]]) {
            assert!(said.contains("Signature Validation: Signature is Valid."), "{said}");
            // What is added as evidence comes after what is signed.
            let whole =
                if level == Level::Evidenced { "Not total document signed" } else { "Total document signed" };
            assert!(said.contains(whole), "{said}");
        }
        if let Some(python) = python() {
            let moment = now().to_string().replace('Z', "+00:00");
            let said = pyhanko(&python, &["files", &moment, &paths[0], &paths[1]]);
            let stamp = if level > Level::Basic { format!("\"{moment}\"") } else { "null".to_owned() };
            let (coverage, changes, store) = match level {
                Level::Evidenced => ("ENTIRE_REVISION", "LTA_UPDATES", true),
                Level::Basic | Level::Stamped => ("ENTIRE_FILE", "NONE", false),
            };
            let wanted = format!(
                "{{\"valid\": true, \"coverage\": \"{coverage}\", \"changes\": \"{changes}\", \"docmdp\": true, \
                 \"stamp\": {stamp}, \"store\": {store}}}\n"
            );
            assert_eq!(said, wanted, "{level:?}");
        }
    }
}

#[test]
fn a_document_is_sealed_once_and_only_if_the_typesetter_made_it() {
    let (_, seal) = own_seal(ALGORITHMS[0], Level::Basic);
    let again =
        |pdf: &[u8]| block(seal.seal(pdf, &words(), now(), [0; 8])).map_err(|error| error.to_string());
    let once = sealed(&seal);
    assert_eq!(again(&once).unwrap_err(), "not a PDF in the form that Ateneo writes: it was added to");
    for bad in [&b""[..], b"%PDF-1.7\n", &SAMPLE[..SAMPLE.len() - 1], &SAMPLE[1..], b"not a document"] {
        assert!(again(bad).unwrap_err().starts_with("not a PDF in the form"), "{} bytes", bad.len());
    }
}

#[test]
fn a_stranger_an_old_seal_and_an_addition_are_told_apart() {
    let (_, seal) = own_seal(ALGORITHMS[0], Level::Basic);
    let (_, other) = own_seal(ALGORITHMS[0], Level::Basic);
    let pdf = sealed(&seal);
    let stranger = verify(&pdf, other.trust(now()));
    assert_eq!(stranger.faults, [Fault::Signer(Untrusted::NoAnchor)]);
    assert!(stranger.is_unaltered() && !stranger.is_sound());
    let none = Anchors::default();
    assert!(!verify(&pdf, Trust { signers: &none, authorities: &none, now: now() }).is_sound());

    // Without a stamp nobody knows when it was sealed, so the certificate must still be valid; a stamp remembers.
    let later: Timestamp = now() + SignedDuration::from_hours(24 * 365 * 11);
    assert_eq!(verify(&pdf, seal.trust(later)).faults, [Fault::Signer(Untrusted::OutOfDate)]);
    let (_, stamped) = own_seal(ALGORITHMS[0], Level::Evidenced);
    assert!(verify(&sealed(&stamped), stamped.trust(later)).is_sound());

    let mut added = pdf.clone();
    added.extend_from_slice(b"1 0 obj\nnull\nendobj\n");
    let report = verify(&added, seal.trust(now()));
    assert_eq!(report.faults, [Fault::AddedAfter(20)]);
    assert_eq!(report.signature.unwrap().covers, pdf.len());
    assert_eq!(verify(SAMPLE, seal.trust(now())).faults, [Fault::Unsigned]);
}
