//! P-256 keys and ES256 signatures, always with the smaller of the two possible s.

use aws_lc_rs::{
    digest,
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// r and s, 32 bytes each, as COSE and JOSE want them.
pub type Signature = [u8; 64];

/// Half of the order of P-256, rounded down. For a valid (r, s) the pair (r, n - s) is valid too; of the two we make
/// and take only the one whose s is not above this, so that a signature cannot be rewritten.
const HALF: [u8; 32] = [
    0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xDE,
    0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
];

/// The order of P-256.
const ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC,
    0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

/// A key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a P-256 key")]
pub struct BadKey;

/// The device that holds the key did not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign: {0}")]
pub struct CannotSign(pub String);

/// The signature is not this key's, or not in the one form that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not this key's")]
pub struct Forged;

/// Names a key: the first eight bytes of its RFC 7638 thumbprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// The name as bytes, for COSE.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name as text, for JOSE.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Reads the bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<KeyId> {
        bytes.try_into().ok().map(KeyId)
    }
}

/// Whatever holds a private key: memory here, a PKCS#11 device elsewhere.
pub trait Signer: Send + Sync {
    /// The key that will verify.
    fn public(&self) -> &PublicKey;

    /// ECDSA with SHA-256 over the message; either s will do.
    ///
    /// # Errors
    /// When the device does not answer.
    fn sign(&self, message: &[u8]) -> Result<Signature, CannotSign>;
}

/// Signs and brings s into the lower half.
pub(crate) fn sign_low(signer: &dyn Signer, message: &[u8]) -> Result<Signature, CannotSign> {
    let mut signature = signer.sign(message)?;
    if let Some((_, s)) = signature.split_at_mut_checked(32)
        && is_high(s)
    {
        let mut borrow = 0i16;
        for (digit, order) in s.iter_mut().rev().zip(ORDER.iter().rev()) {
            let rest = i16::from(*order).wrapping_sub(i16::from(*digit)).wrapping_sub(borrow);
            borrow = i16::from(rest < 0);
            *digit = rest.to_le_bytes().first().copied().unwrap_or_default();
        }
    }
    Ok(signature)
}

fn is_high(s: &[u8]) -> bool {
    s > HALF.as_slice()
}

/// A P-256 point that is known to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    point: Vec<u8>,
}

impl PublicKey {
    /// From the two coordinates, 32 bytes each.
    ///
    /// # Errors
    /// When they are no point of the curve.
    pub fn from_coordinates(x: &[u8], y: &[u8]) -> Result<PublicKey, BadKey> {
        if x.len() != 32 || y.len() != 32 {
            return Err(BadKey);
        }
        let point = [&[4], x, y].concat();
        aws_lc_rs::signature::ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).map_err(|_| BadKey)?;
        Ok(PublicKey { point })
    }

    /// The first coordinate, 32 bytes.
    pub fn x(&self) -> &[u8] {
        self.point.get(1..33).unwrap_or_default()
    }

    /// The second coordinate, 32 bytes.
    pub fn y(&self) -> &[u8] {
        self.point.get(33..65).unwrap_or_default()
    }

    /// The key's name.
    pub fn id(&self) -> KeyId {
        let (x, y) = (URL_SAFE_NO_PAD.encode(self.x()), URL_SAFE_NO_PAD.encode(self.y()));
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let thumbprint = digest::digest(&digest::SHA256, canonical.as_bytes());
        let mut id = [0; 8];
        id.iter_mut().zip(thumbprint.as_ref()).for_each(|(to, from)| *to = *from);
        KeyId(id)
    }

    /// Is the signature this key's?
    ///
    /// # Errors
    /// Also for the other s of a genuine signature.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Forged> {
        match signature.split_at_checked(32) {
            Some((_, s)) if s.len() == 32 && !is_high(s) => {}
            _ => return Err(Forged),
        }
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.point)
            .verify(message, signature)
            .map_err(|_| Forged)
    }
}

/// A private key in memory, for the demonstration and for small offices.
pub struct SecretKey {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

impl SecretKey {
    /// A new key as PKCS#8, to be kept as a secret.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn generate_pkcs8() -> Result<Vec<u8>, BadKey> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        document.map(|bytes| bytes.as_ref().to_vec()).map_err(|_| BadKey)
    }

    /// Reads PKCS#8.
    ///
    /// # Errors
    /// When it is no P-256 key.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<SecretKey, BadKey> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes).map_err(|_| BadKey)?;
        let point = pair.public_key().as_ref();
        let (x, y) = point.get(1..).and_then(|both| both.split_at_checked(32)).ok_or(BadKey)?;
        let public = PublicKey::from_coordinates(x, y)?;
        Ok(SecretKey { pair, public })
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SecretKey({})", self.public.id().text())
    }
}

impl Signer for SecretKey {
    fn public(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, CannotSign> {
        let failed = || CannotSign("the library refused".to_owned());
        let signature = self.pair.sign(&SystemRandom::new(), message).map_err(|_| failed())?;
        signature.as_ref().try_into().map_err(|_| failed())
    }
}
