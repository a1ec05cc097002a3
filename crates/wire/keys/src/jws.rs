//! Compact JWS with ES256 (RFC 7515): `header.payload.signature`, the header being `alg`, `kid` and `typ`, nothing else.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::{
    Forged, PublicKey, Signer,
    key::{CannotSign, sign_low},
};

/// The text is no JWS of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a JWS in its one form")]
pub struct NotJws;

/// A JWS that was read; whether it is genuine is not yet known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jws {
    /// Who is said to have signed: [`crate::KeyId::text`].
    pub kid: String,
    /// The media type without `application/`, such as `statuslist+jwt`.
    pub typ: String,
    signed: String,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// Signs a payload.
///
/// # Errors
/// When the key did not sign.
pub fn seal(signer: &dyn Signer, typ: &str, payload: &[u8]) -> Result<String, CannotSign> {
    seal_named(signer, &signer.public().id().text(), typ, payload)
}

/// Signs a payload, with the key named as its readers expect it: by its whole address, for example.
///
/// # Errors
/// When the key did not sign.
pub fn seal_named(signer: &dyn Signer, kid: &str, typ: &str, payload: &[u8]) -> Result<String, CannotSign> {
    let header = write_header(kid, typ);
    let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload));
    let signature = sign_low(signer, signed.as_bytes())?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

impl Jws {
    /// Reads a compact JWS.
    ///
    /// # Errors
    /// Whenever [`seal`] would have written the same another way, or could not have written it.
    pub fn read(text: &str) -> Result<Jws, NotJws> {
        let (signed, signature) = text.rsplit_once('.').ok_or(NotJws)?;
        let (header, payload) = signed.split_once('.').ok_or(NotJws)?;
        let fields: Value = serde_json::from_slice(&decode(header)?).map_err(|_| NotJws)?;
        let word = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned).ok_or(NotJws);
        let (kid, typ) = (word("kid")?, word("typ")?);
        if write_header(&kid, &typ) != header {
            return Err(NotJws);
        }
        Ok(Jws {
            kid,
            typ,
            signed: signed.to_owned(),
            payload: decode(payload)?,
            signature: decode(signature)?,
        })
    }

    /// The payload, once the key has vouched for it.
    ///
    /// # Errors
    /// When the signature is not this key's.
    pub fn verify(&self, key: &PublicKey) -> Result<&[u8], Forged> {
        key.verify(self.signed.as_bytes(), &self.signature)?;
        Ok(&self.payload)
    }
}

fn write_header(kid: &str, typ: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({ "alg": "ES256", "kid": kid, "typ": typ }).to_string())
}

fn decode(part: &str) -> Result<Vec<u8>, NotJws> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| NotJws)
}
