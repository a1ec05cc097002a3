//! COSE_Sign1 with its tag, ES256 only, everything that matters in the protected header (RFC 9052 section 4.2).

use crate::{
    Forged, KeyId, PublicKey, Signature, Signer,
    cbor::{self, NotCbor, Value},
    key::{CannotSign, sign_low},
};

/// The header labels of RFC 9052 section 3.1 and RFC 9596.
const ALG: i64 = 1;
const CONTENT_TYPE: i64 = 3;
const KID: i64 = 4;
const TYP: i64 = 16;
const ES256: i64 = -7;

/// What a payload is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The payload's CoAP content format, such as 61 for a claims set.
    pub content_format: Option<i64>,
    /// The whole message's media type, such as `application/statuslist+cwt`.
    pub media_type: Option<String>,
}

/// The bytes are no message of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a COSE_Sign1 message in its one form")]
pub struct NotSign1;

impl From<NotCbor> for NotSign1 {
    fn from(_: NotCbor) -> NotSign1 {
        NotSign1
    }
}

/// A message that was read; whether it is genuine is not yet known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign1 {
    /// Who is said to have signed.
    pub kid: KeyId,
    /// What the payload is.
    pub header: Header,
    protected: Vec<u8>,
    payload: Vec<u8>,
    signature: Signature,
}

/// Signs a payload and writes the tagged message.
///
/// # Errors
/// When the key did not sign.
pub fn seal(signer: &dyn Signer, header: &Header, payload: &[u8]) -> Result<Vec<u8>, CannotSign> {
    let protected = write_header(signer.public().id(), header);
    let signature = sign_low(signer, &to_be_signed(&protected, payload))?;
    // Tag 18, a list of four, and an empty map where nothing is unprotected.
    let mut out = vec![0xD2, 0x84];
    cbor::write_bytes(&mut out, &protected);
    out.push(0xA0);
    cbor::write_bytes(&mut out, payload);
    cbor::write_bytes(&mut out, &signature);
    Ok(out)
}

impl Sign1 {
    /// Reads a tagged message.
    ///
    /// # Errors
    /// Whenever [`seal`] would have written the same another way, or could not have written it.
    pub fn read(bytes: &[u8]) -> Result<Sign1, NotSign1> {
        let mut reader = cbor::Reader::new(bytes);
        reader.exactly(0xD2)?;
        reader.exactly(0x84)?;
        let protected = reader.bytes()?.to_vec();
        reader.exactly(0xA0)?;
        let payload = reader.bytes()?.to_vec();
        let signature = reader.bytes()?.try_into().map_err(|_| NotSign1)?;
        reader.end()?;
        let fields = Value::decode(&protected)?;
        let kid = fields.at(KID).and_then(Value::bytes).and_then(KeyId::from_bytes).ok_or(NotSign1)?;
        let header = Header {
            content_format: fields.at(CONTENT_TYPE).and_then(Value::int),
            media_type: fields.at(TYP).and_then(Value::text).map(str::to_owned),
        };
        // Another algorithm, a critical extension, a word we do not know: none of them is ours.
        if write_header(kid, &header) != protected {
            return Err(NotSign1);
        }
        Ok(Sign1 { kid, header, protected, payload, signature })
    }

    /// The payload, once the key has vouched for it.
    ///
    /// # Errors
    /// When the signature is not this key's.
    pub fn verify(&self, key: &PublicKey) -> Result<&[u8], Forged> {
        key.verify(&to_be_signed(&self.protected, &self.payload), &self.signature)?;
        Ok(&self.payload)
    }
}

fn write_header(kid: KeyId, header: &Header) -> Vec<u8> {
    let mut fields =
        vec![cbor::entry(ALG, Value::Int(ES256)), cbor::entry(KID, Value::Bytes(kid.bytes().to_vec()))];
    fields.extend(header.content_format.map(|format| cbor::entry(CONTENT_TYPE, Value::Int(format))));
    fields.extend(header.media_type.iter().map(|name| cbor::entry(TYP, cbor::text(name))));
    Value::Map(fields).encode()
}

/// The Sig_structure of RFC 9052 section 4.4.
fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Value::List(vec![
        cbor::text("Signature1"),
        Value::Bytes(protected.to_vec()),
        Value::Bytes(Vec::new()),
        Value::Bytes(payload.to_vec()),
    ])
    .encode()
}
