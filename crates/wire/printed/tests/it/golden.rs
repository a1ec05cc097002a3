//! Codes made once, kept for ever: what was printed years ago must be read today. `UPDATE_GOLDEN=1` makes new ones, which
//! is right only before the first page is printed. The browser's tests read the same file.

use std::{fs, path::PathBuf};

use jiff::Timestamp;
use keys::{KeySet, Signer};
use printed::{Code, Facts, check, seal};
use serde_json::{Value, json};
use status_list::{SignedList, State, StatusList, seal_jwt};

use crate::world::{ADDRESS, at, award, key, published, transcript};

const STATUS: &str = "https://certificates.example.edu/.well-known/certificates/status";

fn file() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/codes.json"))
}

/// The documents with what became of them.
fn documents() -> [(&'static str, Facts, State); 4] {
    let placed = |facts: Facts, status_index| Facts { status_index, ..facts };
    [
        ("award", placed(award(), 10), State::Valid),
        ("transcript", placed(transcript(), 11), State::Valid),
        ("withdrawn", placed(award(), 12), State::Withdrawn),
        ("superseded", placed(award(), 13), State::Superseded),
    ]
}

fn make() -> Value {
    let key = key();
    let keys = KeySet::new(vec![published(&key)]);
    let list = |issued: &str, expires: &str, states: &[(u64, State)]| {
        let mut list = StatusList::empty(100_000).unwrap();
        states.iter().for_each(|(index, state)| list.set(*index, *state).unwrap());
        let (issued, expires) = (at(issued), at(expires));
        let signed = SignedList { address: STATUS.to_owned(), issued, expires, time_to_live: 43_200, list };
        seal_jwt(&key, &signed).unwrap()
    };
    let states = documents().map(|(_, facts, state)| (facts.status_index, state));
    let text = |facts: &Facts| seal(&key, ADDRESS, facts).unwrap();
    let mut codes: serde_json::Map<String, Value> = documents()
        .iter()
        .map(|(name, facts, _)| {
            let text = text(facts);
            let svg = Code::draw(&text, 25).unwrap().svg();
            ((*name).to_owned(), json!({ "text": text, "svg": svg }))
        })
        .collect();
    let late = Facts { issued: at("2030-01-01T00:00:00Z"), ..award() };
    codes.insert("late".to_owned(), json!({ "text": text(&late) }));
    let stranger = crate::world::key();
    codes.insert("stranger".to_owned(), json!({ "text": seal(&stranger, ADDRESS, &award()).unwrap() }));
    json!({
        "known": {
            "university": { "it": "Università degli Studi di Vallombrosa", "en": "University of Vallombrosa" },
            "addresses": [ADDRESS],
            "seals": [],
            "made": at("2026-11-23T12:00:00Z").as_second(),
            "keys": keys.jwks(),
            "status": {
                "address": STATUS,
                "fetch": "/.well-known/certificates/status",
                "token": list("2026-11-23T12:00:00Z", "2036-01-01T00:00:00Z", &states),
            },
            "worker": { "script": "/verify/worker.js?page=/v", "scope": "/v" },
        },
        "later": list("2026-11-24T12:00:00Z", "2036-01-01T00:00:00Z", &[(10, State::Withdrawn)]),
        "old": list("2026-11-01T12:00:00Z", "2026-11-02T00:00:00Z", &states),
        "codes": codes,
    })
}

#[test]
fn codes_of_long_ago_are_read_today() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file().parent().unwrap()).unwrap();
        fs::write(file(), serde_json::to_string_pretty(&make()).unwrap() + "\n").unwrap();
    }
    let golden: Value = serde_json::from_slice(&fs::read(file()).unwrap()).unwrap();
    let known = &golden["known"];
    let keys = KeySet::from_jwks(&known["keys"]).unwrap();
    let token = known["status"]["token"].as_str().unwrap();
    let now: Timestamp = at("2026-11-25T00:00:00Z");
    let signed = status_list::open_jwt(token, STATUS, &keys, now).unwrap();
    for (name, facts, state) in documents() {
        let text = golden["codes"][name]["text"].as_str().unwrap();
        let checked = check(text, &[ADDRESS], &keys).unwrap();
        assert_eq!(checked.facts, facts, "{name}");
        assert_eq!(checked.kid, keys.keys()[0].key.id());
        assert_eq!(signed.list.state(facts.status_index), Some(state), "{name}");
    }
    for name in ["late", "stranger"] {
        assert!(check(golden["codes"][name]["text"].as_str().unwrap(), &[ADDRESS], &keys).is_err(), "{name}");
    }
    // A fresh key signs what this key's public half does not verify.
    assert_ne!(key().public().id(), keys.keys()[0].key.id());
}
