//! From facts to the text in the code.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use keys::{
    CannotSign, Signer,
    sign1::{self, Header},
};

use crate::{claims, digits, facts::Facts};

/// CoAP content format of a CBOR Web Token's claims.
pub const CLAIMS: i64 = 61;
/// CoAP content format of CBOR in the coding `deflate`, which is zlib's (RFC 1950).
pub const CLAIMS_DEFLATED: i64 = 11060;
/// The first digit: the first form of this format.
pub const FORM: char = '1';

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSeal {
    /// The key's device did not sign.
    #[error(transparent)]
    Key(#[from] CannotSign),
}

/// Signs the facts and writes the text of the code. `address` is that of the verify page, such as
/// `https://certificates.example.edu/v`, without `#`.
///
/// # Errors
/// When the key did not sign.
pub fn seal(signer: &dyn Signer, address: &str, facts: &Facts) -> Result<String, CannotSeal> {
    let plain = claims::write(facts).encode();
    let (format, payload) = match deflate(&plain) {
        Some(short) if short.len() < plain.len() => (CLAIMS_DEFLATED, short),
        _ => (CLAIMS, plain),
    };
    let header = Header { content_format: Some(format), media_type: None };
    let message = sign1::seal(signer, &header, &payload)?;
    Ok(format!("{address}#{FORM}{}", digits::encode(&message)))
}

/// The COSE message in a text of [`seal`], without checking it: the entry of the public log.
pub fn message(text: &str) -> Option<Vec<u8>> {
    let (_, payload) = text.split_once('#')?;
    digits::decode(payload.strip_prefix(FORM)?)
}

fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
