//! Secrets of this installation: one master key in a file, one derived key per use.

use std::{io, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::clock::{Dice, hex};

/// The installation's keys. Never shown, never logged.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Reads `keys/master.key` below the data folder, or makes it, readable by its owner alone.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not a key.
    pub fn open(data: &Path, dice: &Dice) -> io::Result<Self> {
        let folder = data.join("keys");
        let file = folder.join("master.key");
        if file.exists() {
            let master = std::fs::read(&file)?.try_into().map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, "keys/master.key must hold 32 bytes")
            })?;
            return Ok(Self { master });
        }
        std::fs::create_dir_all(&folder)?;
        let master = dice.bytes::<32>();
        use std::{io::Write, os::unix::fs::OpenOptionsExt};
        let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
        out.write_all(&master)?;
        out.sync_all()?;
        Ok(Self { master })
    }

    /// Keys that live only in memory, for tests.
    pub fn ephemeral(dice: &Dice) -> Self {
        Self { master: dice.bytes() }
    }

    /// The key for one use; different uses have unrelated keys.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.mac_with(&self.master, purpose.as_bytes())
    }

    /// A keyed digest in hexadecimal: form keys, blind indexes of identifiers.
    pub fn mac(&self, purpose: &str, message: &str) -> String {
        hex(&self.mac_with(&self.derive(purpose), message.as_bytes()))
    }

    fn mac_with(&self, key: &[u8; 32], message: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length; the error of its constructor cannot happen.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { std::process::abort() };
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}
