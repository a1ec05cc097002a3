//! Day and place of birth.

use kernel::Day;

use crate::{
    Agreement, Field, Note, Reason, Thresholds,
    words::{edits, sorted, words},
};

/// The day of birth.
pub(crate) fn compare_day(declared: Day, registered: Day, limits: &Thresholds) -> Reason {
    let reason = |agreement| Reason::new(Field::BirthDay, agreement);
    match deviation(declared, registered) {
        None if declared == registered => reason(Agreement::Agrees),
        None => reason(Agreement::Differs),
        Some(note) => reason(Agreement::Near).note(note).doubt(limits.doubt.birth_day_slip),
    }
}

/// How a day deviates from another, if it may still be meant: day and month exchanged, or one slip in its digits.
pub(crate) fn deviation(declared: Day, registered: Day) -> Option<Note> {
    if declared == registered {
        return None;
    }
    if swapped(declared) == Some(registered) {
        return Some(Note::DayAndMonthSwapped);
    }
    let (one, other) = (declared.iso(), registered.iso());
    let different: Vec<usize> =
        one.bytes().zip(other.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    let neighbours = matches!(different.as_slice(), [a, b] if b.saturating_sub(*a) == 1);
    (different.len() == 1 || (neighbours && edits(&one, &other) == 1)).then_some(Note::DigitSlip)
}

/// The day whose day and month are the other's month and day, if there is one and it is another.
pub(crate) fn swapped(day: Day) -> Option<Day> {
    Day::new(day.year(), day.day(), day.month()).filter(|other| *other != day)
}

/// Words that a place is written with or without.
const LINKS: [&str; 20] = [
    "di", "del", "della", "dei", "degli", "delle", "dell", "d", "in", "nell", "nel", "nella", "sul", "sulla",
    "la", "il", "lo", "l", "e", "of",
];

/// Places that people write in another language than the registry; everything else comes from the candidate.
const OTHER_NAMES: [(&str, &str); 29] = [
    ("milan", "milano"),
    ("rome", "roma"),
    ("turin", "torino"),
    ("naples", "napoli"),
    ("florence", "firenze"),
    ("venice", "venezia"),
    ("genoa", "genova"),
    ("padua", "padova"),
    ("mantua", "mantova"),
    ("syracuse", "siracusa"),
    ("leghorn", "livorno"),
    ("bozen", "bolzano"),
    ("meran", "merano"),
    ("brixen", "bressanone"),
    ("london", "londra"),
    ("paris", "parigi"),
    ("berlin", "berlino"),
    ("munchen", "monaco baviera"),
    ("munich", "monaco baviera"),
    ("vienna", "wien"),
    ("moscow", "mosca"),
    ("warsaw", "varsavia"),
    ("bucharest", "bucarest"),
    ("beijing", "pechino"),
    ("athens", "atene"),
    ("lisbon", "lisbona"),
    ("barcelona", "barcellona"),
    ("geneva", "ginevra"),
    ("zurich", "zurigo"),
];

/// The place of birth, against every name of the registered one.
pub(crate) fn compare_place(declared: &str, registered: &[String], limits: &Thresholds) -> Reason {
    let reason = |agreement| Reason::new(Field::BirthPlace, agreement);
    let weights = &limits.doubt;
    let typed = place(declared);
    if typed.is_empty() {
        return reason(Agreement::NotDeclared).doubt(weights.birth_place_unknown);
    }
    if registered.iter().all(|name| place(name).is_empty()) {
        return reason(Agreement::NotKnown).doubt(weights.birth_place_unknown);
    }
    if registered.iter().any(|name| name.trim() == declared.trim()) {
        return reason(Agreement::Agrees);
    }
    let mut best = reason(Agreement::Differs).doubt(weights.birth_place);
    for name in registered {
        let known = place(name);
        if known.is_empty() {
            continue;
        }
        let (one, other) = (sorted(&typed), sorted(&known));
        if one == other || one.concat() == other.concat() {
            return reason(Agreement::AgreesNormalised);
        }
        let near = if contains(&other, &one) || contains(&one, &other) {
            Some(Note::PartMissing)
        } else {
            (edits(&one.concat(), &other.concat()) <= limits.slips(other.concat().len()))
                .then_some(Note::Slip)
        };
        if let Some(note) = near {
            let doubt = if note == Note::Slip { weights.birth_place_slip } else { weights.part_missing };
            best = reason(Agreement::Near).note(note).doubt(doubt);
        }
    }
    best
}

fn contains(all: &[String], some: &[String]) -> bool {
    some.iter().all(|word| all.contains(word))
}

/// The words of a place: without what stands in brackets or is only a province's two letters, in one language.
fn place(name: &str) -> Vec<String> {
    let outside = name.split(['(', '[', '/']).next().unwrap_or_default();
    let all = words(outside);
    let last = all.len().saturating_sub(1);
    let kept: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(at, word)| !(LINKS.contains(&word.as_str()) || (*at > 0 && *at == last && word.len() == 2)))
        .map(|(_, word)| word.clone())
        .collect();
    let joined = kept.join(" ");
    OTHER_NAMES.iter().find(|(other, _)| *other == joined).map_or(kept, |(_, ours)| words(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_may_be_swapped_or_slip() {
        let day = |text: &str| Day::parse(text).unwrap();
        for (declared, registered, expected) in [
            ("03/07/1990", "07/03/1990", Some(Note::DayAndMonthSwapped)),
            ("03/07/1990", "04/07/1990", Some(Note::DigitSlip)),
            ("12/07/1990", "21/07/1990", Some(Note::DigitSlip)),
            ("03/07/1990", "03/07/1909", Some(Note::DigitSlip)),
            ("03/07/1990", "03/07/1885", None),
            ("03/07/1990", "03/07/1991", Some(Note::DigitSlip)),
            ("03/07/1990", "14/07/1991", None),
            ("03/07/1990", "03/07/1990", None),
        ] {
            assert_eq!(deviation(day(declared), day(registered)), expected, "{declared} {registered}");
        }
        let limits = Thresholds::default();
        assert_eq!(compare_day(day("1/2/1990"), day("1/2/1990"), &limits).agreement, Agreement::Agrees);
        assert_eq!(compare_day(day("1/2/1990"), day("8/3/1990"), &limits).agreement, Agreement::Differs);
    }

    #[test]
    fn places_are_known_by_their_other_names() {
        let check = |declared: &str, registered: &[&str]| {
            let registered: Vec<String> = registered.iter().map(|name| (*name).to_owned()).collect();
            compare_place(declared, &registered, &Thresholds::default()).agreement
        };
        use Agreement::{Agrees, AgreesNormalised, Differs, Near, NotDeclared, NotKnown};
        for (declared, registered, expected) in [
            ("Milano", &["Milano"][..], Agrees),
            ("MILANO (MI)", &["Milano"], AgreesNormalised),
            ("milano MI", &["Milano"], AgreesNormalised),
            ("Milan", &["Milano"], AgreesNormalised),
            ("Reggio Emilia", &["Reggio nell'Emilia"], AgreesNormalised),
            ("Reggio Calabria", &["Reggio nell'Emilia"], Differs),
            ("Kiev", &["Kyiv", "Kiev"], Agrees),
            ("Minalo", &["Milano"], Differs),
            ("Milnao", &["Milano"], Near),
            ("Tirana, Albania", &["Tirana"], Near),
            ("Roma", &["Milano"], Differs),
            ("", &["Milano"], NotDeclared),
            ("Milano", &[], NotKnown),
        ] {
            assert_eq!(check(declared, registered), expected, "{declared} {registered:?}");
        }
    }
}
