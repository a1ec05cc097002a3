//! A small university: a key, its history, two documents.

use jiff::{Timestamp, civil::date};
use keys::{KeySet, PublishedKey, SecretKey, Signer};
use printed::{Exam, ExamMark, Facts, Kind, Mark, PageOf};

pub const ADDRESS: &str = "https://certificates.example.edu/v";

pub fn key() -> SecretKey {
    SecretKey::from_pkcs8(&SecretKey::generate_pkcs8().unwrap()).unwrap()
}

pub fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

/// The key, signing from 2026 to the end of 2028.
pub fn published(key: &SecretKey) -> PublishedKey {
    PublishedKey {
        key: key.public().clone(),
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2029-01-01T00:00:00Z"),
        compromised_since: None,
    }
}

pub fn set(key: &SecretKey) -> KeySet {
    KeySet::new(vec![published(key)])
}

/// A certificate of degree award.
pub fn award() -> Facts {
    Facts {
        issuer: "Università degli Studi di Vallombrosa".to_owned(),
        issued: at("2026-11-23T10:15:30Z"),
        kind: Kind::Award,
        number: "2026/0012345".to_owned(),
        given_name: "Maria Chiara".to_owned(),
        family_name: "D'Alessandro Rossi".to_owned(),
        birth_date: Some(date(1998, 2, 28)),
        programme: Some("Scienze e tecnologie informatiche per la società".to_owned()),
        class: Some("LM-18".to_owned()),
        academic_year: None,
        awarded: Some(date(2026, 7, 15)),
        mark: Some(Mark { points: 110, out_of: 110, honours: true }),
        ects: Some(12_000),
        exams: Vec::new(),
        digest: Some(std::array::from_fn(|at| at as u8 * 7)),
        status_index: 734_211,
        page: PageOf { number: 1, of: 1 },
    }
}

/// A transcript with forty exams.
pub fn transcript() -> Facts {
    let exam = |at: usize| Exam {
        code: format!("B{:06}", 13_457 + at * 7919 % 21_000),
        ects: [600, 900, 1200, 300][at % 4],
        mark: match at % 13 {
            0 => ExamMark::Passed,
            5 => ExamMark::Honours,
            _ => ExamMark::Thirtieths(18 + (at * 5 % 13) as u8),
        },
    };
    Facts {
        kind: Kind::AwardWithPath,
        exams: (0..40).map(exam).collect(),
        page: PageOf { number: 1, of: 2 },
        ..award()
    }
}
