use super::*;
use proptest::prelude::*;

/// Computed by the PyPI package python-codicefiscale 0.12.1 (MIT): surname, name, gender, birth day, place, code,
/// an omocodia variant.
const VECTORS: &str = include_str!("../../tests/data/fiscal_codes.tsv");

fn vectors() -> impl Iterator<Item = [&'static str; 7]> {
    VECTORS.lines().map(|line| line.split('\t').collect::<Vec<_>>().try_into().expect("seven columns"))
}

fn person<'a>([surname, name, gender, birth_day, place, _, _]: [&'a str; 7]) -> PersonData<'a> {
    PersonData {
        name,
        surname,
        gender: Gender::parse(gender).unwrap(),
        birth_day: birth_day.parse().unwrap(),
        place_belfiore: Some(place),
    }
}

fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).unwrap()
}

fn anna() -> PersonData<'static> {
    PersonData {
        name: "Anna",
        surname: "Rossi",
        gender: Gender::F,
        birth_day: day(1999, 3, 8),
        place_belfiore: Some("F205"),
    }
}

#[test]
fn codes_and_their_variants_agree_with_an_independent_implementation() {
    assert!(vectors().count() >= 200);
    for row in vectors() {
        let person = person(row);
        let (code, variant) = (FiscalCode::parse(row[5]).unwrap(), FiscalCode::parse(row[6]).unwrap());
        assert_eq!(FiscalCode::compute(&person).as_ref(), Some(&code), "{row:?}");
        assert_eq!(code.matches(&person), Ok(()), "{row:?}");
        assert_eq!(variant.matches(&person), Ok(()), "{row:?}");
        assert_ne!(code, variant, "a variant is another person's code");
        assert!(!code.decode().unwrap().omocodia);
        assert_eq!(variant.decode().unwrap(), Decoded { omocodia: true, ..code.decode().unwrap() });
    }
}

#[test]
fn a_code_is_read_as_it_is_typed() {
    let code = FiscalCode::compute(&anna()).unwrap();
    assert_eq!(code.as_str(), "RSSNNA99C48F205W");
    assert_eq!(FiscalCode::parse(" rss nna 99c48 f205w "), Ok(code));
    for (typed, fault) in [
        ("", "required"),
        ("RSSNNA99C48F205", "malformed"),
        ("RSSNNA99C48F205WW", "malformed"),
        ("RSSNNA99C48F205A", "check-digit"),
        ("RSSNNA99F48F205W", "malformed"),
        ("RSSNNA99B70F205W", "malformed"),
        ("RSSNNA99C40F205W", "malformed"),
        ("RS1NNA99C48F205W", "malformed"),
        ("RSSNNA99C48F205ß", "malformed"),
        ("RSSNNA99C48N205W", "malformed"),
        ("0000000000", "malformed"),
        ("00000000000", "malformed"),
        ("12345678901", "check-digit"),
    ] {
        assert_eq!(FiscalCode::parse(typed), Err(fault), "{typed}");
    }
    assert!(matches!(FiscalCode::parse("12345678903"), Ok(FiscalCode::Provisional(_))));
}

#[test]
fn each_part_that_disagrees_is_told() {
    let code = FiscalCode::compute(&anna()).unwrap();
    let check = |person: PersonData<'_>, parts: &[Mismatch]| {
        assert_eq!(code.matches(&person).err().unwrap_or_default(), parts, "{person:?}");
    };
    check(anna(), &[]);
    check(PersonData { surname: "Bianchi", ..anna() }, &[Mismatch::Surname]);
    check(PersonData { name: "Maria", ..anna() }, &[Mismatch::Name]);
    check(PersonData { birth_day: day(1999, 3, 9), ..anna() }, &[Mismatch::BirthDay]);
    check(PersonData { gender: Gender::M, ..anna() }, &[Mismatch::Gender]);
    check(PersonData { place_belfiore: Some("H501"), ..anna() }, &[Mismatch::Birthplace]);
    check(PersonData { name: "Ugo", gender: Gender::M, ..anna() }, &[Mismatch::Name, Mismatch::Gender]);
    check(PersonData { gender: Gender::Unspecified, place_belfiore: None, ..anna() }, &[]);
    check(PersonData { name: "Анна", ..anna() }, &[]);
    let provisional = FiscalCode::parse("12345678903").unwrap();
    assert_eq!(provisional.matches(&anna()), Ok(()));
    assert_eq!(provisional.decode(), None);
}

#[test]
fn the_century_is_told_by_today() {
    let decoded =
        FiscalCode::compute(&PersonData { birth_day: day(2008, 2, 29), ..anna() }).unwrap().decode().unwrap();
    assert_eq!(decoded.birth_days(day(2026, 1, 1)), [day(2008, 2, 29), day(1908, 2, 29), day(1808, 2, 29)]);
    assert_eq!(decoded.birth_days(day(2008, 2, 28)), [day(1908, 2, 29), day(1808, 2, 29)]);
}

#[test]
fn what_cannot_be_computed_is_not_invented() {
    for person in [
        PersonData { gender: Gender::Unspecified, ..anna() },
        PersonData { place_belfiore: None, ..anna() },
        PersonData { place_belfiore: Some("Milano"), ..anna() },
        PersonData { surname: "王", ..anna() },
    ] {
        assert_eq!(FiscalCode::compute(&person), None, "{person:?}");
    }
}

#[test]
fn ten_zeros_mean_that_there_is_no_code() {
    assert!(FiscalCode::is_none_marker(" 00000 00000 "));
    for other in ["", "000000000", "00000000000", "000000000a", "RSSNNA99C48F205W"] {
        assert!(!FiscalCode::is_none_marker(other), "{other}");
    }
}

#[test]
fn vat_numbers_are_checked() {
    for typed in ["12345678903", "IT 12345678903", " it12345678903"] {
        assert_eq!(VatNumber::parse(typed).map(String::from), Ok("12345678903".to_owned()), "{typed}");
    }
    // The one of a public body, as printed on its letterhead.
    assert!(VatNumber::parse("04376620151").is_ok());
    assert_eq!(VatNumber::parse("IT"), Err("required"));
    assert_eq!(VatNumber::parse("12345678902"), Err("check-digit"));
    assert_eq!(VatNumber::parse("00000000000"), Err("malformed"));
    assert_eq!(VatNumber::parse("FR12345678903"), Err("malformed"));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(typed in "\\PC{0,18}", close in "[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]") {
        for typed in [typed, close] {
            if let Ok(code) = FiscalCode::parse(&typed) {
                prop_assert_eq!(FiscalCode::parse(code.as_str()), Ok(code));
            }
        }
    }

    #[test]
    fn one_wrong_character_in_an_even_place_is_caught(index in 0usize..200, place in 0usize..7, with in 0usize..10) {
        let right = vectors().nth(index).unwrap()[5];
        let mut wrong = right.to_owned().into_bytes();
        let place = [1, 3, 5, 7, 9, 11, 13][place];
        wrong[place] = if wrong[place].is_ascii_digit() { b"0123456789"[with] } else { b"ABCDEFGHIJ"[with] };
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert!(wrong == right || FiscalCode::parse(&wrong).is_err());
    }
}
