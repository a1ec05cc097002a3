//! Bytes from anywhere: the verifier neither panics nor believes them, and does not work long.

use std::time::{Duration, Instant};

use pades_wire::{Algorithm, Certificate, Level, evidence, revocation, stamp, verify};

use crate::world::{Dice, SAMPLE, now, own_seal, sealed};

/// Cuts, doubles, swaps and overwrites pieces, as nobody would by accident.
fn mangled(dice: &mut Dice, from: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=dice.below(3) {
        let length = bytes.len().max(2);
        let (a, b) = (dice.below(length), dice.below(length));
        let piece = bytes.get(a.min(b)..a.max(b)).unwrap_or_default().to_vec();
        let short = &piece[..piece.len().min(1 + dice.below(40))];
        match dice.below(5) {
            0 => bytes.truncate(a),
            1 => bytes.extend_from_slice(&piece),
            2 => drop(bytes.splice(a.min(bytes.len())..a.min(bytes.len()), short.iter().copied())),
            3 => bytes.iter_mut().skip(a).zip(short).for_each(|(old, new)| *old = *new),
            _ => drop(bytes.drain(a.min(b).min(bytes.len())..(a.min(b) + short.len()).min(bytes.len()))),
        }
    }
    bytes
}

#[test]
fn mangled_documents_are_refused_without_a_panic() {
    let (_, seal) = own_seal(Algorithm::EcdsaP256Sha256, Level::Evidenced);
    let pdf = sealed(&seal);
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let bad = mangled(&mut dice, &pdf);
        assert!(bad == pdf || !verify(&bad, seal.trust(now())).is_sound());
        // Those who write must not trip either.
        let _ = evidence::append(&bad, &evidence::Evidence::default());
    }
}

#[test]
fn mangled_certificates_stamps_answers_and_lists_are_refused_without_a_panic() {
    let (authority, _) = own_seal(Algorithm::EcdsaP256Sha256, Level::Evidenced);
    let question = stamp::Question::about(b"signature", [1; 8]);
    let answer = authority.answer(&question, now()).unwrap();
    let (of, root) = (&authority.sealing().certificate, authority.root());
    let list = authority.list(of, now()).unwrap().der;
    let anchors = authority.anchors();
    assert!(question.answered(&answer, &anchors).is_ok());
    assert!(revocation::revocation_list(&list, of, root).is_ok());
    let mut dice = Dice(5);
    for _ in 0..5_000 {
        let bad = mangled(&mut dice, of.der());
        let believed = Certificate::from_der(&bad).is_ok_and(|bad| bad.issued_by(root));
        assert!(bad == of.der() || !believed);
        let _ = question.answered(&mangled(&mut dice, &answer), &anchors);
        let bad = mangled(&mut dice, &list);
        assert!(bad == list || revocation::revocation_list(&bad, of, root).is_err());
        let _ = revocation::ocsp_answer(&mangled(&mut dice, &answer), of, root);
    }
}

#[test]
fn a_document_that_quotes_our_marks_or_nests_deeply_costs_little() {
    let (_, seal) = own_seal(Algorithm::EcdsaP256Sha256, Level::Basic);
    let quoting = [SAMPLE, b"/ByteRange[0 1 2 3]".repeat(20_000).as_slice()].concat();
    let nesting = [SAMPLE, b"[".repeat(1_000_000).as_slice(), b"<<".repeat(1_000_000).as_slice()].concat();
    for hostile in [quoting, nesting, b"%PDF-1.7".repeat(100_000)] {
        let begun = Instant::now();
        assert!(!verify(&hostile, seal.trust(now())).is_sound());
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}
