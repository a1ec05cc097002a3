//! Small secrets at rest and on their way through a page: encrypted under a key of this installation, bound to what
//! they belong to, so that a value copied to another row or form cannot be opened there.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use platform::{House, Stop};

/// Encrypts a text for one purpose and one owner (XChaCha20-Poly1305). The result is URL-safe text.
///
/// # Errors
/// When the cipher fails, which it does not for texts of these sizes.
pub fn seal(house: &House, purpose: &str, owner: &str, plain: &str) -> Result<String, Stop> {
    let nonce: [u8; 24] = house.dice().bytes();
    let key = house.keys().derive(&format!("identity-{purpose}"));
    let sealed = XChaCha20Poly1305::new(&key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain.as_bytes(), aad: owner.as_bytes() })
        .map_err(|_| Stop::broken("a secret could not be encrypted"))?;
    Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Opens what [`seal`] made for the same purpose and owner; `None` for anything else.
pub fn open(house: &House, purpose: &str, owner: &str, sealed: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (nonce, body) = bytes.split_at_checked(24)?;
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    let key = house.keys().derive(&format!("identity-{purpose}"));
    let plain = XChaCha20Poly1305::new(&key.into())
        .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: owner.as_bytes() })
        .ok()?;
    String::from_utf8(plain).ok()
}
