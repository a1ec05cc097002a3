//! A small university and what it certifies.

use credentials::{
    Addresses, Award, Certifies, Credential, Exam, Holder, Issuer, Level, Mark, Programme, Words,
};
use jiff::civil::date;
use keys::SecretKey;

pub fn key() -> SecretKey {
    SecretKey::from_pkcs8(&SecretKey::generate_pkcs8().unwrap()).unwrap()
}

pub fn addresses() -> Addresses {
    let home = "https://ateneo.example.edu".to_owned();
    Addresses {
        issuer: format!("{home}/credentials/issuer"),
        keys: format!("{home}/credentials/keys"),
        status: format!("{home}/credentials/status"),
        verify: format!("{home}/verify"),
        home,
    }
}

fn exam(at: usize) -> Exam {
    let mark = |points| Some(Mark { points, out_of: 30, honours: false });
    Exam {
        code: format!("B{:06}", 13_457 + at * 7919 % 21_000),
        title: Words::new(format!("Fondamenti di ricerca {at}"), format!("Foundations of research {at}")),
        sector: "INF/01".to_owned(),
        ects_tenths: [60, 90, 75][at % 3],
        mark: match at % 4 {
            0 => None,
            1 => Some(Mark { points: 30, out_of: 30, honours: true }),
            _ => mark(24),
        },
        passed_on: date(2025, 6, 1).saturating_add(jiff::Span::new().days(at as i64)),
    }
}

/// A certificate of degree award of a master's programme.
pub fn award() -> Credential {
    Credential {
        id: "0192f3a4-5b6c-7d8e-9f00-112233445566".to_owned(),
        addresses: addresses(),
        issuer: Issuer {
            name: Words::new("Università degli Studi di Vallombrosa", "University of Vallombrosa"),
            fiscal_code: "80007010376".to_owned(),
            address: "Via dei Tigli 1, 50066 Reggello (FI)".to_owned(),
            email: "segreteria@vallombrosa.example.edu".to_owned(),
        },
        holder: Holder {
            given_names: "Maria Chiara".to_owned(),
            family_name: "D'Alessandro Rossi".to_owned(),
            born_on: date(1998, 2, 28),
            born_in: "Firenze".to_owned(),
            fiscal_code: "DLSMCH98B68D612X".to_owned(),
            matricola: "0000123456".to_owned(),
        },
        certifies: Certifies::Award,
        programme: Programme {
            title: Words::new("Informatica per la società", "Informatics for society"),
            level: Some(Level::Master),
            class: "LM-18".to_owned(),
            language: "it".to_owned(),
            ects_tenths: 1_200,
            year: "2023/24".to_owned(),
            opened_on: date(2023, 10, 1),
            closed_on: Some(date(2026, 7, 15)),
        },
        award: Some(Award {
            title: Words::new("Laurea magistrale in Informatica", "Master's degree in Informatics"),
            on: date(2026, 7, 15),
            mark: Some(Mark { points: 110, out_of: 110, honours: true }),
            thesis: "Sulle prove che si leggono da sole".to_owned(),
        }),
        exams: Vec::new(),
        number: "1234".to_owned(),
        code: "7K2M-9PQR-TV3X-4YAB".to_owned(),
        issued_at: "2026-11-23T10:15:30.123456Z".parse().unwrap(),
        status_index: 1_233,
        italian: true,
    }
}

/// Title and path.
pub fn path() -> Credential {
    Credential { certifies: Certifies::Path, exams: (0..20).map(exam).collect(), ..award() }
}

/// The path of somebody who is still enrolled, in English.
pub fn path_so_far() -> Credential {
    let mut it = path();
    (it.award, it.programme.closed_on, it.italian) = (None, None, false);
    it
}

/// Enrolment in a programme without a level, without credits, of somebody without a codice fiscale.
pub fn enrolment() -> Credential {
    let mut it = path_so_far();
    it.exams.clear();
    it.certifies = Certifies::Enrolment;
    it.holder.fiscal_code.clear();
    it.holder.born_in.clear();
    it.issuer.email.clear();
    (it.programme.level, it.programme.ects_tenths) = (None, 0);
    it.programme.class.clear();
    it.programme.language.clear();
    it
}

/// A diploma supplement.
pub fn supplement() -> Credential {
    Credential { certifies: Certifies::Supplement, italian: false, ..path() }
}

/// One of each, with its name.
pub fn all() -> Vec<(&'static str, Credential)> {
    vec![
        ("award", award()),
        ("path", path()),
        ("path-so-far", path_so_far()),
        ("enrolment", enrolment()),
        ("supplement", supplement()),
    ]
}
