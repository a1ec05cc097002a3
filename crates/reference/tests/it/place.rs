use kernel::{Day, Language, text::fold};
use reference::*;

fn day(iso: &str) -> Day {
    iso.parse().unwrap()
}

#[test]
fn provinces_lead_to_their_municipalities_of_today() {
    assert_eq!(provinces().len(), 107);
    assert!(provinces().is_sorted_by_key(|province| fold(province.name)));
    assert_eq!(province("MI").unwrap().region, "Lombardia");
    assert_eq!(province("NA").unwrap().name, "Napoli");
    assert_eq!(province("XX"), None);
    let all: usize = provinces().iter().map(|province| municipalities_of(province.code).len()).sum();
    assert!((7_800..8_000).contains(&all), "{all}");
    let milan = municipalities_of("MI");
    assert!(milan.iter().all(|place| place.is_active() && place.province == "MI"));
    assert!(milan.is_sorted_by_key(|place| fold(place.name)));
    assert!(milan.iter().any(|place| place.name == "Milano"));
    assert!(municipalities_of("XX").is_empty());
}

#[test]
fn a_municipality_is_found_as_it_is_and_as_it_was() {
    let milan = municipality("F205").unwrap();
    assert_eq!((milan.name, milan.province, milan.istat), ("Milano", "MI", Some("015146")));
    assert_eq!(municipality("A001").unwrap().name, "Abano Terme");
    assert_eq!(municipality_at("A001", day("1900-01-01")).unwrap().name, "Abano");
    assert_eq!(municipality_at("A001", day("1800-01-01")), None);
    let pola = municipality("G778").unwrap();
    assert!(!pola.is_active(), "{pola:?}");
    assert_eq!(municipality("0000"), None);
    assert_eq!(municipality("A952").unwrap().other_name, Some("Bozen"));
}

#[test]
fn municipalities_are_searched_forgivingly() {
    let first = |typed| search_municipality(typed, 5).first().map(|place| place.name);
    assert_eq!(first("milano"), Some("Milano"));
    assert_eq!(first("  l aquila"), Some("L'Aquila"));
    assert_eq!(first("FORLI"), Some("Forlì"));
    assert_eq!(first("bozen"), Some("Bolzano"));
    assert_eq!(first("emilia reggio"), Some("Reggio nell'Emilia"));
    assert_eq!(first(""), None);
    assert_eq!(search_municipality("san", 7).len(), 7);
}

#[test]
fn people_were_born_in_places_that_no_longer_exist() {
    let names = |typed, on: &str| -> Vec<_> {
        search_birthplace(typed, day(on), 10)
            .iter()
            .map(|place| (place.name(Language::It), place.belfiore))
            .collect()
    };
    assert_eq!(names("roma", "1990-01-01")[0], ("Roma", "H501"));
    assert!(names("fiume", "1935-01-01").contains(&("Fiume", "D620")), "{:?}", names("fiume", "1935-01-01"));
    assert!(!names("fiume", "1990-01-01").contains(&("Fiume", "D620")));
    assert!(names("jugoslavia", "1980-01-01").iter().any(|(_, code)| *code == "Z118"));
    assert!(names("jugoslavia", "2020-01-01").is_empty());
    assert_eq!(names("germania", "2000-01-01"), [("Germania", "Z112")]);
    let germany = birthplace("Z112", day("2000-01-01")).unwrap();
    assert_eq!(
        (germany.name(Language::En), germany.country, germany.is_abroad()),
        ("Germany", Some("DE"), true)
    );
    assert_eq!(search_birthplace("spain", day("2000-01-01"), 3)[0].name(Language::It), "Spagna");
    assert_eq!(birthplace("F205", day("1990-01-01")).unwrap().province, Some("MI"));
    assert_eq!(birthplace("Q000", day("1990-01-01")), None);
}

#[test]
fn postcodes_are_found_by_either_code() {
    assert!(postcodes_of("F205").contains(&"20133"));
    assert_eq!(postcodes_of("F205"), postcodes_of("015146"));
    assert!(postcodes_of("B354").contains(&"09124"), "Cagliari, whose province was divided anew");
    assert_eq!(postcodes_of("L154"), ["09019"], "Teulada, which went to another province");
    assert!(postcodes_of("").is_empty());
    let places: Vec<_> = provinces().iter().flat_map(|province| municipalities_of(province.code)).collect();
    let without = places.iter().filter(|place| postcodes_of(place.belfiore).is_empty()).count();
    assert!(without < 5, "{without}");
}

#[test]
fn every_place_has_a_province_a_period_and_well_formed_codes() {
    for province in provinces() {
        for place in municipalities_of(province.code) {
            assert!(place.belfiore.len() == 4 && place.belfiore.is_ascii(), "{place:?}");
            assert!(place.istat.is_none_or(|istat| istat.len() == 6), "{place:?}");
            assert_eq!(municipality(place.belfiore), Some(place));
            for postcode in postcodes_of(place.belfiore) {
                assert!(
                    postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit()),
                    "{place:?}"
                );
            }
        }
    }
}
