//! What never changes an outcome, for any names.

use matching::{Candidate, Declared, keys_of_candidate, keys_of_declared};
use proptest::prelude::*;

use crate::people::{anna, ask, declared};

/// Names as they come, many of them near each other, with particles and accents.
fn names() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "Anna",
            "Maria",
            "Marta",
            "Luisa",
            "Mario",
            "Marco",
            "Rossi",
            "Rosi",
            "De",
            "Luca",
            "D'Angelo",
            "García",
            "Müller",
            "Mueller",
            "Mohamed",
            "Muhammad",
            "Шевченко",
            "Li",
            "van",
        ])
        .prop_map(str::to_owned),
        "[A-Za-zàéöüñ]{1,9}",
    ];
    prop::collection::vec(word, 1..4)
}

fn asked(declared: (&[String], &[String]), known: (&[String], &[String])) -> (Declared, Candidate) {
    let (mut one, mut other) = (crate::people::declared(), anna());
    (one.surname, one.name) = (declared.0.join(" "), declared.1.join(" "));
    (other.surname, other.name) = (known.0.join(" "), known.1.join(" "));
    (one, other)
}

fn reversed(words: &[String]) -> Vec<String> {
    words.iter().rev().cloned().collect()
}

proptest! {
    #[test]
    fn order_and_case_of_names_never_change_the_outcome(
        surname in names(), name in names(), known_surname in names(), known_name in names(), keep in 0u8..4,
    ) {
        // Half of the cases are about the person herself: else nearly all would differ.
        let known_surname = if keep & 1 == 0 { surname.clone() } else { known_surname };
        let known_name = if keep & 2 == 0 { name.clone() } else { known_name };
        let (one, other) = asked((&surname, &name), (&known_surname, &known_name));
        let before = ask(&one, std::slice::from_ref(&other)).outcome;

        let (mut turned, turned_known) =
            asked((&reversed(&surname), &reversed(&name)), (&reversed(&known_surname), &reversed(&known_name)));
        prop_assert_eq!(ask(&turned, std::slice::from_ref(&other)).outcome, before);
        prop_assert_eq!(ask(&one, &[turned_known]).outcome, before);
        (turned.surname, turned.name) = (turned.surname.to_uppercase(), turned.name.to_lowercase());
        prop_assert_eq!(ask(&turned, std::slice::from_ref(&other)).outcome, before);
    }

    #[test]
    fn the_same_names_are_always_confirmed_and_found(surname in names(), name in names()) {
        let (mut one, other) = asked((&surname, &name), (&reversed(&surname), &name));
        one.surname = one.surname.to_uppercase();
        prop_assert_eq!(ask(&one, std::slice::from_ref(&other)).outcome, matching::Outcome::Confirmed);
        prop_assert!(!keys_of_declared(&one).is_disjoint(&keys_of_candidate(&other)));
    }

    #[test]
    fn the_order_of_candidates_never_changes_the_decision(names in prop::collection::vec(names(), 0..4)) {
        let mut candidates: Vec<Candidate> = names
            .iter()
            .enumerate()
            .map(|(at, name)| Candidate { id: format!("p{at}"), name: name.join(" "), ..anna() })
            .collect();
        candidates.push(anna());
        let before = ask(&declared(), &candidates);
        candidates.reverse();
        prop_assert_eq!(ask(&declared(), &candidates), before);
    }

    #[test]
    fn no_text_makes_it_fail(surname in "\\PC{0,30}", name in "\\PC{0,30}", place in "\\PC{0,30}", programme in "\\PC{0,40}",
        code in "\\PC{0,18}") {
        let mut declared = declared();
        (declared.surname, declared.name, declared.birth_place, declared.programme) = (surname, name, place, programme);
        (declared.fiscal_code, declared.student_number) = (Some(code.clone()), Some(code));
        let _ = keys_of_declared(&declared);
        let _ = ask(&declared, &[anna()]);
    }
}
