//! What the crate promises, from outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "the helpers of tests may be loud; the lints spare only the test functions themselves"
)]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{Timestamp, ToSpan};
use keys::{KeySet, PublishedKey, SecretKey, Signer};
use proptest::prelude::*;
use status_list::{BadToken, SignedList, State, StatusList, open_cwt, open_jwt, seal_cwt, seal_jwt};

const ADDRESS: &str = "https://certificates.example.edu/.well-known/certificates/status";

fn key() -> SecretKey {
    SecretKey::from_pkcs8(&SecretKey::generate_pkcs8().unwrap()).unwrap()
}

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

fn published(key: &SecretKey) -> PublishedKey {
    PublishedKey {
        key: key.public().clone(),
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2029-01-01T00:00:00Z"),
        compromised_since: None,
    }
}

fn signed() -> SignedList {
    let mut list = StatusList::empty(1_000_000).unwrap();
    list.set(734_211, State::Withdrawn).unwrap();
    list.set(999_999, State::Superseded).unwrap();
    list.set(0, State::Suspended).unwrap();
    SignedList {
        address: ADDRESS.to_owned(),
        issued: at("2026-11-23T06:00:00Z"),
        expires: at("2026-11-30T06:00:00Z"),
        time_to_live: 43_200,
        list,
    }
}

/// The draft's example of two bits: twelve states, and their compressed form.
#[test]
fn the_example_of_the_specification_comes_out() {
    let mut list = StatusList::empty(12).unwrap();
    let states = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
    for (index, number) in (0..).zip(states) {
        let state = [State::Valid, State::Withdrawn, State::Suspended, State::Superseded][number as usize];
        list.set(index, state).unwrap();
        assert_eq!(list.state(index), Some(state));
    }
    assert_eq!(StatusList::decompress(&URL_SAFE_NO_PAD.decode("eNo76fITAAPfAgc").unwrap()), Ok(list.clone()));
    assert_eq!(StatusList::decompress(&list.compress()), Ok(list));
}

#[test]
fn both_forms_say_what_was_signed_and_a_million_places_are_a_kilobyte() {
    let key = key();
    let keys = KeySet::new(vec![published(&key)]);
    let now = signed().issued + 1.hour();
    let jwt = seal_jwt(&key, &signed()).unwrap();
    let cwt = seal_cwt(&key, &signed()).unwrap();
    assert_eq!(open_jwt(&jwt, ADDRESS, &keys, now), Ok(signed()));
    assert_eq!(open_cwt(&cwt, ADDRESS, &keys, now), Ok(signed()));
    assert!(jwt.len() < 1200 && cwt.len() < 700, "{} {}", jwt.len(), cwt.len());
    assert_eq!(signed().list.state(1_000_000), None);
}

#[test]
fn an_old_a_foreign_and_a_stolen_list_say_nothing() {
    let (key, other) = (key(), key());
    let keys = KeySet::new(vec![published(&key)]);
    let now = signed().issued + 1.hour();
    let check = |keys: &KeySet, address: &str, now, expected| {
        let jwt = seal_jwt(&key, &signed()).unwrap();
        let cwt = seal_cwt(&key, &signed()).unwrap();
        assert_eq!(open_jwt(&jwt, address, keys, now).err(), expected);
        assert_eq!(open_cwt(&cwt, address, keys, now).err(), expected);
    };
    check(&keys, ADDRESS, now, None);
    check(&keys, "https://elsewhere.example/status", now, Some(BadToken::OtherList));
    check(&keys, ADDRESS, signed().expires, Some(BadToken::Expired));
    check(&keys, ADDRESS, signed().issued - 1.second(), Some(BadToken::Expired));
    check(&KeySet::new(vec![published(&other)]), ADDRESS, now, Some(BadToken::NotSigned));
    let stolen = PublishedKey { compromised_since: Some(now + 1.hour()), ..published(&key) };
    check(&KeySet::new(vec![stolen]), ADDRESS, now, Some(BadToken::NotSigned));
}

#[test]
fn a_changed_list_is_refused() {
    let key = key();
    let keys = KeySet::new(vec![published(&key)]);
    let now = signed().issued + 1.hour();
    let jwt = seal_jwt(&key, &signed()).unwrap();
    for at in 0..jwt.len() {
        let mut changed = jwt.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(open_jwt(&changed, ADDRESS, &keys, now).is_err(), "{at}");
    }
    let cwt = seal_cwt(&key, &signed()).unwrap();
    for at in 0..cwt.len() {
        for flip in [1, 64] {
            let mut changed = cwt.clone();
            changed[at] ^= flip;
            assert!(open_cwt(&changed, ADDRESS, &keys, now).is_err(), "{at}");
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let huge = StatusList::empty(64 * 1024 * 1024 + 4);
    assert!(huge.is_err());
    let largest = StatusList::empty(64 * 1024 * 1024).unwrap();
    assert_eq!(StatusList::decompress(&largest.compress()).unwrap().places(), 64 * 1024 * 1024);
}

proptest! {
    #[test]
    fn one_document_s_state_touches_no_other_s(index in 0..400u64, number in 0..4usize) {
        let mut list = StatusList::empty(400).unwrap();
        let state = [State::Valid, State::Withdrawn, State::Suspended, State::Superseded][number];
        list.set(index, state).unwrap();
        for at in 0..400 {
            prop_assert_eq!(list.state(at), Some(if at == index { state } else { State::Valid }));
        }
    }
}
