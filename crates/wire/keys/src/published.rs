//! The published history of keys: which key was the university's at which time, so that what was printed before a key
//! was changed can still be checked, and what was printed with a stolen one cannot.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::{
    KeyId, PublicKey,
    cbor::{self, Value as Item},
};

/// A key with the time in which it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    /// The key.
    pub key: PublicKey,
    /// It signs from this instant on.
    pub not_before: Timestamp,
    /// It signs before this instant; later papers do not bear it.
    pub not_after: Timestamp,
    /// Since when somebody else may have had it.
    pub compromised_since: Option<Timestamp>,
}

/// What a key is today, for people who read the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Published in advance.
    Coming,
    /// Signs.
    Active,
    /// Signs no more; what it signed stays good.
    Retired,
    /// Somebody else may have had it.
    Compromised,
}

/// What a key says about a paper that bears an instant of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was the university's key then.
    Good,
    /// It did not sign yet.
    TooEarly,
    /// It signed no more.
    TooLate,
    /// It was in other hands already.
    Compromised {
        /// Since when.
        since: Timestamp,
    },
    /// The paper says that it is older than the theft, but a thief may write any date: only a witness of that time, such
    /// as a checkpoint of the public log, can confirm it.
    NeedsWitness {
        /// The witness must be older than this.
        before: Timestamp,
    },
}

impl PublishedKey {
    /// What the key is at an instant.
    pub fn status(&self, now: Timestamp) -> Status {
        match self.compromised_since {
            Some(_) => Status::Compromised,
            None if now < self.not_before => Status::Coming,
            None if now < self.not_after => Status::Active,
            None => Status::Retired,
        }
    }

    /// What the key says about a paper issued at an instant.
    pub fn standing(&self, issued: Timestamp) -> Standing {
        match self.compromised_since {
            _ if issued < self.not_before => Standing::TooEarly,
            _ if issued >= self.not_after => Standing::TooLate,
            Some(since) if issued >= since => Standing::Compromised { since },
            Some(before) => Standing::NeedsWitness { before },
            None => Standing::Good,
        }
    }
}

/// All keys that a university ever published for one purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet {
    keys: Vec<PublishedKey>,
}

/// The published list cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of keys")]
pub struct CannotReadKeys;

impl KeySet {
    /// A list of keys; of two with one name the first counts.
    pub fn new(keys: Vec<PublishedKey>) -> KeySet {
        KeySet { keys }
    }

    /// The keys in their order.
    pub fn keys(&self) -> &[PublishedKey] {
        &self.keys
    }

    /// The key with a name.
    pub fn find(&self, kid: KeyId) -> Option<&PublishedKey> {
        self.keys.iter().find(|published| published.key.id() == kid)
    }

    /// The key with a name as JOSE writes it.
    pub fn find_text(&self, kid: &str) -> Option<&PublishedKey> {
        self.keys.iter().find(|published| published.key.id().text() == kid)
    }

    /// The list as a JWK set. Times are seconds since 1970; `revoked` is there for a compromised key only.
    pub fn jwks(&self) -> Value {
        json!({ "keys": self.keys.iter().map(write_jwk).collect::<Vec<_>>() })
    }

    /// Reads a JWK set.
    ///
    /// # Errors
    /// When one of the keys cannot be read: half a list would call a genuine paper false.
    pub fn from_jwks(set: &Value) -> Result<KeySet, CannotReadKeys> {
        let keys = set.get("keys").and_then(Value::as_array).ok_or(CannotReadKeys)?;
        keys.iter().map(read_jwk).collect::<Option<_>>().map(KeySet::new).ok_or(CannotReadKeys)
    }

    /// The list as a COSE_KeySet (RFC 9052 section 7), with the same three words for the times.
    pub fn cose_key_set(&self) -> Vec<u8> {
        Item::List(self.keys.iter().map(write_cose).collect()).encode()
    }
}

fn write_jwk(published: &PublishedKey) -> Value {
    let key = &published.key;
    let mut jwk = json!({
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig",
        "kid": key.id().text(),
        "x": URL_SAFE_NO_PAD.encode(key.x()),
        "y": URL_SAFE_NO_PAD.encode(key.y()),
        "nbf": published.not_before.as_second(),
        "exp": published.not_after.as_second(),
    });
    if let (Some(since), Some(fields)) = (published.compromised_since, jwk.as_object_mut()) {
        let revoked = json!({ "revoked_at": since.as_second(), "reason": "compromised" });
        fields.insert("revoked".to_owned(), revoked);
    }
    jwk
}

fn read_jwk(jwk: &Value) -> Option<PublishedKey> {
    let jwk: &Map<String, Value> = jwk.as_object()?;
    let word = |name: &str| jwk.get(name).and_then(Value::as_str);
    let part = |name: &str| URL_SAFE_NO_PAD.decode(word(name)?).ok();
    let time =
        |value: Option<&Value>| value.and_then(Value::as_i64).and_then(|at| Timestamp::from_second(at).ok());
    if word("kty") != Some("EC") || word("crv") != Some("P-256") || word("alg") != Some("ES256") {
        return None;
    }
    let key = PublicKey::from_coordinates(&part("x")?, &part("y")?).ok()?;
    if word("kid") != Some(key.id().text().as_str()) {
        return None;
    }
    let compromised_since = match jwk.get("revoked") {
        None => None,
        Some(revoked) => Some(time(revoked.get("revoked_at"))?),
    };
    Some(PublishedKey {
        key,
        not_before: time(jwk.get("nbf"))?,
        not_after: time(jwk.get("exp"))?,
        compromised_since,
    })
}

fn write_cose(published: &PublishedKey) -> Item {
    let key = &published.key;
    let bytes = |bytes: &[u8]| Item::Bytes(bytes.to_vec());
    let time = |instant: Timestamp| Item::Int(instant.as_second());
    // kty EC2, kid, alg ES256, crv P-256, x, y.
    let mut fields = vec![
        cbor::entry(1, Item::Int(2)),
        cbor::entry(2, bytes(key.id().bytes())),
        cbor::entry(3, Item::Int(-7)),
        cbor::entry(-1, Item::Int(1)),
        cbor::entry(-2, bytes(key.x())),
        cbor::entry(-3, bytes(key.y())),
        cbor::named("nbf", time(published.not_before)),
        cbor::named("exp", time(published.not_after)),
    ];
    fields.extend(published.compromised_since.map(|since| cbor::named("revoked_at", time(since))));
    Item::Map(fields)
}
