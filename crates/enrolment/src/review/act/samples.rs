//! A programme for the tests of rules.

use kernel::{Cents, Day, Email, Language};

use crate::programme::{Bilingual, Details, Kind, MinimumEntry, Programme, Secretariat, State};

pub fn programme() -> Programme {
    let day = |text: &str| Day::parse(text).unwrap();
    let both = |it: &str, en: &str| Bilingual { it: it.into(), en: en.into() };
    Programme {
        id: "p1".into(),
        version: 1,
        state: State::Published,
        details: Details {
            number: 1234,
            year: 2026,
            kind: Kind::FirstLevelMaster,
            title: both("Gestione dei musei", "Museum management"),
            description: both("", ""),
            languages: vec![Language::En],
            opens_on: day("01/09/2026"),
            closes_on: day("15/01/2027"),
            lessons_start_on: day("01/02/2027"),
            final_exam_on: Some(day("15/12/2027")),
            places: 30,
            minimum_entry: MinimumEntry::FirstLevel,
            documents: Vec::new(),
            fee: Cents(500_000),
            instalments: Vec::new(),
            final_fee: Cents(10_000),
            stamp_duty: true,
            corporate: false,
            distance: false,
            secretariat: Secretariat {
                name: "Segreteria master".into(),
                email: Email::parse("master@montelieto.example").unwrap(),
                phone: String::new(),
                hours: both("", ""),
            },
        },
    }
}
