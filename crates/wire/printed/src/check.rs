//! From the text in the code to the facts, or to the reason why nothing is proven.

use std::io::Read;

use flate2::read::ZlibDecoder;
use keys::{KeyId, KeySet, Standing, cbor::Value, sign1::Sign1};

use crate::{
    claims, digits,
    facts::Facts,
    seal::{CLAIMS, CLAIMS_DEFLATED, FORM},
};

/// Claims longer than this come from nobody: a QR holds less than 3 kB.
const LARGEST: u64 = 64 * 1024;

/// What a genuine code says. Whether it was withdrawn since is in the status list, at [`Facts::status_index`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What the university certified.
    pub facts: Facts,
    /// Who signed it.
    pub kid: KeyId,
    /// [`Standing::Good`], or [`Standing::NeedsWitness`] when the key was stolen after the date of issue.
    pub standing: Standing,
}

/// Why a text proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// It is not a code of one of these addresses.
    #[error("not a code of this university")]
    NotOurs,
    /// It looks like a code, but a part is missing or wrong.
    #[error("the code is damaged")]
    Damaged,
    /// No published key has this name.
    #[error("signed with a key that was never published: {}", .0.text())]
    UnknownKey(KeyId),
    /// The signature is not the key's.
    #[error("the signature does not fit")]
    Forged,
    /// The key was not the university's when the document says that it was issued.
    #[error("the key did not sign at that time")]
    WrongTime(Standing),
}

/// Checks a text as a camera gave it. `addresses` are those of the verify page, today's and former ones; `keys` all that
/// were ever published for this purpose.
///
/// # Errors
/// Exactly for the texts that [`crate::seal`] did not make with one of the keys in its time.
pub fn check(text: &str, addresses: &[&str], keys: &KeySet) -> Result<Checked, NotProven> {
    let (address, payload) = text.split_once('#').ok_or(NotProven::NotOurs)?;
    if !addresses.contains(&address) {
        return Err(NotProven::NotOurs);
    }
    let digits = payload.strip_prefix(FORM).ok_or(NotProven::Damaged)?;
    let message = digits::decode(digits).ok_or(NotProven::Damaged)?;
    let message = Sign1::read(&message).map_err(|_| NotProven::Damaged)?;
    let published = keys.find(message.kid).ok_or(NotProven::UnknownKey(message.kid))?;
    let payload = message.verify(&published.key).map_err(|_| NotProven::Forged)?;
    let plain = match (message.header.content_format, message.header.media_type.as_deref()) {
        (Some(CLAIMS), None) => payload.to_vec(),
        (Some(CLAIMS_DEFLATED), None) => inflate(payload).ok_or(NotProven::Damaged)?,
        // Signed by us, but for another purpose.
        _ => return Err(NotProven::Damaged),
    };
    let facts = Value::decode(&plain).ok().as_ref().and_then(claims::read).ok_or(NotProven::Damaged)?;
    match published.standing(facts.issued) {
        standing @ (Standing::Good | Standing::NeedsWitness { .. }) => {
            Ok(Checked { facts, kid: message.kid, standing })
        }
        standing @ (Standing::TooEarly | Standing::TooLate | Standing::Compromised { .. }) => {
            Err(NotProven::WrongTime(standing))
        }
    }
}

fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(bytes).take(LARGEST).read_to_end(&mut plain).ok()?;
    Some(plain)
}
