//! What whoever verifies fetches.

use std::io::Read as _;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use credentials::{issuer_document, status_list};
use flate2::read::GzDecoder;
use keys::{KeySet, PublishedKey, Signer};
use serde_json::Value;

use crate::world;

#[test]
fn the_list_says_who_was_withdrawn_and_nobody_else() {
    let (key, it) = (world::key(), world::award());
    let span = (it.issued_at, it.issued_at.saturating_add(jiff::SignedDuration::from_hours(1)).unwrap());
    let jwt = status_list(&key, &it.addresses, 131_072, &[0, 9, 1_233], span).unwrap();
    let body = URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1).unwrap()).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    let subject = &body["credentialSubject"];
    assert_eq!(body["id"], it.addresses.status);
    let list = subject["encodedList"].as_str().unwrap().strip_prefix('u').unwrap();
    let mut bits = Vec::new();
    GzDecoder::new(URL_SAFE_NO_PAD.decode(list).unwrap().as_slice()).read_to_end(&mut bits).unwrap();
    assert_eq!(bits.len(), 16_384);
    let set: Vec<usize> = (0..131_072).filter(|place| bits[place / 8] & (0x80 >> (place % 8)) != 0).collect();
    assert_eq!(set, [0, 9, 1_233]);
}

#[test]
fn the_issuer_names_each_key_by_its_address() {
    let (key, addresses) = (world::key(), world::addresses());
    let published = PublishedKey {
        key: key.public().clone(),
        not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
        not_after: jiff::Timestamp::MAX,
        compromised_since: None,
    };
    let document = issuer_document(&addresses, "Università", &KeySet::new(vec![published]));
    let address = format!("{}/{}", addresses.keys, key.public().id().text());
    assert_eq!(document["verificationMethod"][0]["id"], address);
    assert_eq!(document["assertionMethod"][0], address);
    assert_eq!(document["verificationMethod"][0]["publicKeyJwk"]["crv"], "P-256");
}
