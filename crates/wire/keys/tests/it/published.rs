//! The history of keys, as it is published.

use jiff::Timestamp;
use keys::{KeySet, PublishedKey, SecretKey, Signer, Status, cbor::Value};
use serde_json::json;

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

fn published() -> PublishedKey {
    let key = SecretKey::from_pkcs8(&SecretKey::generate_pkcs8().unwrap()).unwrap();
    PublishedKey {
        key: key.public().clone(),
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2027-01-01T00:00:00Z"),
        compromised_since: None,
    }
}

#[test]
fn a_key_comes_signs_and_retires() {
    let key = published();
    assert_eq!(key.status(at("2025-12-31T23:59:59Z")), Status::Coming);
    assert_eq!(key.status(at("2026-01-01T00:00:00Z")), Status::Active);
    assert_eq!(key.status(at("2027-01-01T00:00:00Z")), Status::Retired);
    let stolen = PublishedKey { compromised_since: Some(at("2026-06-01T00:00:00Z")), ..key };
    assert_eq!(stolen.status(at("2026-02-01T00:00:00Z")), Status::Compromised);
}

#[test]
fn the_list_is_read_as_it_was_published() {
    let stolen = PublishedKey { compromised_since: Some(at("2026-06-01T00:00:00Z")), ..published() };
    let set = KeySet::new(vec![published(), stolen]);
    let jwks = set.jwks();
    assert_eq!(KeySet::from_jwks(&jwks), Ok(set.clone()));
    for key in set.keys() {
        assert_eq!(set.find(key.key.id()), Some(key));
        assert_eq!(set.find_text(&key.key.id().text()), Some(key));
    }
    assert_eq!(jwks["keys"][1]["revoked"], json!({ "revoked_at": 1_780_272_000, "reason": "compromised" }));
    assert_eq!(jwks["keys"][0].get("revoked"), None);
    assert_eq!(jwks["keys"][0].get("d"), None);
}

#[test]
fn the_same_list_stands_in_the_cose_form() {
    let set = KeySet::new(vec![published()]);
    let key = &set.keys()[0].key;
    let Value::List(list) = Value::decode(&set.cose_key_set()).unwrap() else { panic!("no list") };
    // kty EC2, alg ES256, crv P-256: RFC 9053 section 7.1.
    assert_eq!([1, 3, -1].map(|label| list[0].at(label).and_then(Value::int)), [Some(2), Some(-7), Some(1)]);
    assert_eq!(list[0].at(2).and_then(Value::bytes), Some(key.id().bytes()));
    assert_eq!(
        [-2, -3].map(|label| list[0].at(label).and_then(Value::bytes)),
        [Some(key.x()), Some(key.y())]
    );
    assert_eq!(list[0].named("exp").and_then(Value::int), Some(1_798_761_600));
}

#[test]
fn a_list_with_one_key_that_cannot_be_read_is_refused_whole() {
    let jwks = KeySet::new(vec![published(), published()]).jwks();
    for (name, value) in [
        ("kid", json!("AAAAAAAAAAA")),
        ("x", jwks["keys"][0]["x"].clone()),
        ("alg", json!("none")),
        ("exp", json!("tomorrow")),
        ("revoked", json!({})),
        ("y", json!(null)),
    ] {
        let mut changed = jwks.clone();
        changed["keys"][1][name] = value;
        assert!(KeySet::from_jwks(&changed).is_err(), "{name}");
    }
    assert!(KeySet::from_jwks(&json!({})).is_err());
}
