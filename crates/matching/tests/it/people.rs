//! A person of the registry and the declaration that agrees with her, to be changed by each test.

use kernel::Day;
use matching::{Candidate, Decision, Declared, Holding, Kind, Lexicon, Mark, Record, Thresholds, decide};
use reference::Level;

pub const CODE: &str = "RSSNNA90D43F205D";

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn anna() -> Candidate {
    Candidate {
        id: "anna".into(),
        surname: "Rossi".into(),
        earlier_surnames: Vec::new(),
        name: "Anna".into(),
        earlier_names: Vec::new(),
        birth_day: day("03/04/1990"),
        birth_places: vec!["Milano".into()],
        fiscal_codes: vec![CODE.into()],
        records: vec![fisica()],
    }
}

pub fn fisica() -> Record {
    Record {
        id: "fisica".into(),
        holding: Holding::Awarded,
        level: Some(Level::FirstLevel),
        titles: vec!["Fisica".into(), "Physics".into()],
        synonyms: Vec::new(),
        class_code: "L-30".into(),
        student_number: Some("701234".into()),
        first_year: Some(2009),
        last_year: Some(2011),
        awarded_on: Some(day("12/10/2012")),
        mark: Some(Mark { points: 104, out_of: Some(110), honours: false }),
        exams: Vec::new(),
    }
}

pub fn declared() -> Declared {
    Declared {
        surname: "Rossi".into(),
        name: "Anna".into(),
        birth_day: day("03/04/1990"),
        birth_place: "Milano".into(),
        fiscal_code: None,
        student_number: None,
        kind: Kind::Degree,
        level: Some(Level::FirstLevel),
        programme: "Fisica".into(),
        last_year: None,
        awarded: None,
        mark: None,
        exams: Vec::new(),
    }
}

pub fn lexicon() -> Lexicon {
    Lexicon::new(["Fisica", "Physics", "Matematica", "Ingegneria Elettrica", "Ingegneria Elettronica"])
}

pub fn ask(declared: &Declared, candidates: &[Candidate]) -> Decision {
    decide(declared, candidates, &lexicon(), &Thresholds::default())
}
