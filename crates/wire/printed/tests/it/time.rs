//! Keys come and go; what they signed in their time stays good.

use jiff::ToSpan;
use keys::{KeySet, PublishedKey, Standing};
use printed::{NotProven, check, seal};

use crate::world::{ADDRESS, at, award, key, published};

#[test]
fn a_paper_stays_good_when_the_key_was_changed() {
    let (old, new) = (key(), key());
    let text = seal(&old, ADDRESS, &award()).unwrap();
    let retired = PublishedKey { not_after: at("2026-12-31T00:00:00Z"), ..published(&old) };
    let history = KeySet::new(vec![published(&new), retired]);
    assert_eq!(check(&text, &[ADDRESS], &history).unwrap().standing, Standing::Good);
    // Also through the published form.
    let read = KeySet::from_jwks(&history.jwks()).unwrap();
    assert_eq!(read, history);
    assert_eq!(check(&text, &[ADDRESS], &read).unwrap().facts, award());
}

#[test]
fn a_paper_from_outside_the_key_s_time_proves_nothing() {
    let key = key();
    let text = seal(&key, ADDRESS, &award()).unwrap();
    let issued = award().issued;
    let set =
        |not_before, not_after| KeySet::new(vec![PublishedKey { not_before, not_after, ..published(&key) }]);
    let answer = check(&text, &[ADDRESS], &set(issued + 1.second(), issued + 2.hours()));
    assert_eq!(answer, Err(NotProven::WrongTime(Standing::TooEarly)));
    let answer = check(&text, &[ADDRESS], &set(issued - 1.hour(), issued));
    assert_eq!(answer, Err(NotProven::WrongTime(Standing::TooLate)));
    assert!(check(&text, &[ADDRESS], &set(issued, issued + 1.second())).is_ok());
}

#[test]
fn after_a_theft_new_papers_prove_nothing_and_old_ones_need_a_witness() {
    let key = key();
    let text = seal(&key, ADDRESS, &award()).unwrap();
    let issued = award().issued;
    let stolen =
        |since| KeySet::new(vec![PublishedKey { compromised_since: Some(since), ..published(&key) }]);
    let answer = check(&text, &[ADDRESS], &stolen(issued));
    assert_eq!(answer, Err(NotProven::WrongTime(Standing::Compromised { since: issued })));
    let later = issued + 1.hour();
    let answer = check(&text, &[ADDRESS], &stolen(later)).unwrap();
    assert_eq!(answer.standing, Standing::NeedsWitness { before: later });
    assert_eq!(KeySet::from_jwks(&stolen(later).jwks()).unwrap(), stolen(later));
}

#[test]
fn another_university_s_key_and_another_address_prove_nothing() {
    let (ours, theirs) = (key(), key());
    let text = seal(&theirs, ADDRESS, &award()).unwrap();
    let keys = KeySet::new(vec![published(&ours)]);
    assert!(matches!(check(&text, &[ADDRESS], &keys), Err(NotProven::UnknownKey(_))));
    let elsewhere = seal(&ours, "https://certificates.example.com/v", &award()).unwrap();
    assert_eq!(check(&elsewhere, &[ADDRESS], &keys), Err(NotProven::NotOurs));
}
