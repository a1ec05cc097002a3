//! Private keys: they get bytes and give signatures, and never leave their place.

mod device;
mod file;

use std::fmt::Debug;

use pades_wire::Algorithm;

pub use device::{DeviceKey, Place};
pub use file::FileKey;

/// A private key. Signing may take long (a device, a network): call it where waiting is allowed.
pub trait Key: Send + Sync + Debug {
    /// How it signs.
    fn algorithm(&self) -> Algorithm;

    /// The signature over a message: PKCS#1 for RSA, DER for ECDSA.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CannotUseKey>;
}

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotUseKey {
    /// The file or the device does not hold such a key, or it is of another kind: somebody must act.
    #[error("no usable key: {0}")]
    NoKey(String),
    /// The device does not answer as it should; it may again later.
    #[error("the key device failed: {0}")]
    Device(String),
}
