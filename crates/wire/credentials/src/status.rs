//! What whoever verifies a credential fetches: the university's description with its keys, and the list of what was
//! withdrawn. Both are the same for everybody, so they do not tell which credential is looked at.

use std::io::Write;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, GzBuilder};
use jiff::Timestamp;
use keys::{KeySet, Signer, jws};
use serde_json::{Value, json};

use crate::{Addresses, credential::instant};

/// The university as the issuer of credentials (W3C Controlled Identifiers 1.0, section 2): every key that signed one.
pub fn issuer_document(addresses: &Addresses, name: &str, published: &KeySet) -> Value {
    let jwks = published.jwks();
    let all = jwks.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
    let address = |jwk: &Value| {
        let kid = jwk.get("kid").and_then(Value::as_str).unwrap_or_default();
        format!("{}/{kid}", addresses.keys)
    };
    let methods: Vec<Value> = all
        .iter()
        .map(|jwk| json!({ "id": address(jwk), "type": "JsonWebKey", "controller": addresses.issuer, "publicKeyJwk": jwk }))
        .collect();
    json!({
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": addresses.issuer,
        "name": name,
        "url": addresses.home,
        "verificationMethod": methods,
        "assertionMethod": all.iter().map(address).collect::<Vec<_>>(),
    })
}

/// The list of what was withdrawn or superseded as a signed `BitstringStatusListCredential` (Bitstring Status List 1.0):
/// one bit for each of `places`, the first at the left, gzipped.
///
/// # Errors
/// When the key does not sign.
pub fn status_list(
    signer: &dyn Signer,
    addresses: &Addresses,
    places: u64,
    withdrawn: &[u64],
    (from, until): (Timestamp, Timestamp),
) -> Result<String, keys::CannotSign> {
    let payload = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": addresses.status,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": addresses.issuer,
        "validFrom": instant(from),
        "validUntil": instant(until),
        "credentialSubject": {
            "id": format!("{}#list", addresses.status),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": format!("u{}", URL_SAFE_NO_PAD.encode(zipped(&bits(places, withdrawn)))),
        },
    });
    let kid = format!("{}/{}", addresses.keys, signer.public().id().text());
    jws::seal_named(signer, &kid, "vc+jwt", payload.to_string().as_bytes())
}

fn bits(places: u64, withdrawn: &[u64]) -> Vec<u8> {
    let mut bytes = vec![0_u8; usize::try_from(places.div_ceil(8)).unwrap_or_default()];
    for place in withdrawn {
        if let Some(byte) = usize::try_from(place / 8).ok().and_then(|at| bytes.get_mut(at)) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    bytes
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    // Writing into memory cannot fail; if it could, the list would be empty, and no reader takes an empty one.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
