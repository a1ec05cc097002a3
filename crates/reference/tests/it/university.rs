use std::{collections::HashSet, time::Instant};

use reference::{UniversityQuery, country, municipality, universities, university};

fn named(name: &str) -> UniversityQuery<'_> {
    UniversityQuery { name, ..UniversityQuery::default() }
}

fn first(query: UniversityQuery<'_>) -> &'static str {
    universities(query, 10).first().map_or("", |university| university.name)
}

#[test]
fn italian_universities_have_their_official_names_and_seats() {
    let all = universities(UniversityQuery { country: "IT", ..UniversityQuery::default() }, 1000);
    assert!(all.len() >= 230, "{}", all.len());
    for university in &all {
        assert!(
            university.municipality.and_then(municipality).is_some_and(|place| place.is_active()),
            "{university:?}"
        );
    }
    let polimi = university("polimi.it").unwrap();
    assert_eq!(polimi.name, "POLITECNICO DI MILANO");
    assert_eq!(polimi.municipality_name(), Some("Milano"));
    assert_eq!(polimi.address, Some("Piazza Leonardo da Vinci, 32"));
    assert_eq!(university("unimi.it").unwrap().name, "UNIVERSITA' DEGLI STUDI DI MILANO");
    assert_eq!(university("nowhere.example"), None);
}

#[test]
fn the_search_forgives_accents_case_order_and_language() {
    for (typed, found) in [
        ("università degli studi di milano", "UNIVERSITA' DEGLI STUDI DI MILANO"),
        ("politecnico milano", "POLITECNICO DI MILANO"),
        ("milano politecnico", "POLITECNICO DI MILANO"),
        ("polytechnic university of milan", "POLITECNICO DI MILANO"),
        ("polimi.it", "POLITECNICO DI MILANO"),
        ("mediatori linguistici carlo bo", "SCUOLA SUPERIORE PER MEDIATORI LINGUISTICI CARLO BO"),
        ("conservatorio verdi milano", "CONSERVATORIO DI MUSICA \"GIUSEPPE VERDI\" DI MILANO"),
        ("北京大学", "北京大学"),
        ("bocconi", "UNIVERSITA' COMMERCIALE \"LUIGI BOCCONI\" MILANO"),
        ("ca foscari", "UNIVERSITA' \"CA' FOSCARI\" VENEZIA"),
        ("of oxford", "University of Oxford"),
        ("stanford university", "Stanford University"),
        ("university of oxford", "University of Oxford"),
    ] {
        assert_eq!(first(named(typed)), found, "{typed}");
    }
    assert!(universities(named(""), 10).is_empty());
    assert!(universities(named("qqqq zzzz"), 10).is_empty());
}

#[test]
fn place_address_and_country_narrow_the_search() {
    let in_milan = UniversityQuery { country: "IT", municipality: "milano", ..UniversityQuery::default() };
    let found = universities(in_milan, 100);
    assert_eq!(
        first(UniversityQuery { name: "università", ..in_milan }),
        "UNIVERSITA' CATTOLICA DEL SACRO CUORE"
    );
    assert!(found.len() >= 6 && found.iter().all(|university| university.municipality == Some("F205")));
    assert_eq!(universities(UniversityQuery { municipality: "F205", ..in_milan }, 100), found);
    assert_eq!(first(UniversityQuery { address: "leonardo da vinci", ..in_milan }), "POLITECNICO DI MILANO");
    assert!(universities(UniversityQuery { country: "FR", ..in_milan }, 10).is_empty());
    let german = universities(
        UniversityQuery { country: "DE", name: "technical university", ..Default::default() },
        10,
    );
    assert!(
        german.len() > 3
            && german.iter().all(|university| university.country.is_none_or(|code| code == "DE"))
    );
}

#[test]
fn identifiers_are_unique() {
    let mut seen = HashSet::new();
    for query in [named("u"), named("a"), UniversityQuery { country: "IT", ..Default::default() }] {
        for found in universities(query, usize::MAX) {
            seen.insert(found.id);
            assert_eq!(university(found.id), Some(found), "{}", found.id);
            assert!(found.country.is_none_or(|code| country(code).is_some()), "{found:?}");
            assert!(!found.name.chars().any(char::is_control) && !found.id.is_empty(), "{found:?}");
        }
    }
    assert!(seen.len() > 10_000, "{}", seen.len());
}

#[test]
fn a_search_among_all_is_quick() {
    university("polimi.it");
    let start = Instant::now();
    for typed in ["university", "politecnico milano", "xyz", "technical university of"] {
        universities(named(typed), 20);
    }
    let each = start.elapsed() / 4;
    println!("one search: {each:?}");
    // Generous, for a busy machine and a build without optimisation.
    assert!(each.as_millis() < 2000, "{each:?}");
}
