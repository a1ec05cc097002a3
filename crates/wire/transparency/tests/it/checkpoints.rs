//! Signed heads, also one that another implementation signed.

use transparency::checkpoint::{BadCheckpoint, Checkpoint, NoteSigner, NoteVerifier};

/// From the documentation of Go's `golang.org/x/mod/sumdb/note`.
const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn a_note_of_another_implementation_verifies() {
    let verifier = NoteVerifier::parse(KEY).unwrap();
    assert_eq!(verifier.text(), KEY);
    let text = verifier.open(NOTE).unwrap();
    assert!(text.starts_with("If you think") && text.ends_with("problem is.\n"));
    assert_eq!(verifier.open(&NOTE.replace("don't", "do")), Err(BadCheckpoint::NotSigned));
}

fn head() -> Checkpoint {
    Checkpoint { origin: "certificates.example.edu/log".to_owned(), size: 20_852_163, root: [7; 32] }
}

#[test]
fn a_head_is_read_as_it_was_signed() {
    let signer = NoteSigner::from_seed("certificates.example.edu/log", &[3; 32]).unwrap();
    let verifier = NoteVerifier::parse(&signer.verifier().text()).unwrap();
    let note = head().sign(&signer);
    assert_eq!(Checkpoint::open(&note, &head().origin, &verifier), Ok(head()));
    // A witness may add a signature.
    let witness = NoteSigner::from_seed("witness.example.org", &[4; 32]).unwrap();
    let second = witness.sign(&head().text());
    let line = second.rsplit_once("\n— ").unwrap().1;
    let cosigned = format!("{note}— {line}");
    for key in [&verifier, &witness.verifier()] {
        assert_eq!(Checkpoint::open(&cosigned, &head().origin, key), Ok(head()));
    }
}

#[test]
fn a_changed_head_is_refused() {
    let signer = NoteSigner::from_seed("certificates.example.edu/log", &[3; 32]).unwrap();
    let verifier = signer.verifier();
    let note = head().sign(&signer);
    assert!(Checkpoint::open(&note, "other.example.edu/log", &verifier).is_err());
    let stranger = NoteSigner::from_seed("certificates.example.edu/log", &[5; 32]).unwrap();
    assert!(Checkpoint::open(&head().sign(&stranger), &head().origin, &verifier).is_err());
    for at in 0..note.len() {
        for flip in [1u8, 2, 16, 32] {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= flip;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(Checkpoint::open(&changed, &head().origin, &verifier).is_err(), "{at} {flip}");
            }
        }
    }
    for text in ["certificates.example.edu/log\n007\nAAAA\n", "certificates.example.edu/log\n7\n"] {
        assert!(Checkpoint::open(&signer.sign(text), &head().origin, &verifier).is_err());
    }
}
