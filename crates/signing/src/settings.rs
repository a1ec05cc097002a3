//! How a house says with which key it seals, and whom it asks.

use std::{path::PathBuf, sync::Arc, time::Duration};

use pades_wire::{Anchors, Certificate, Level};
use secrecy::SecretString;
use serde::Deserialize;

use crate::{
    ask::{Authorities, CannotAsk},
    key::{CannotUseKey, DeviceKey, FileKey, Key, Place},
    seal::{Seal, Stamps},
};

/// The part of the settings file about the seal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `B-B`, `B-T` or `B-LT`.
    pub level: String,
    /// A PEM file: the seal's certificate, then its issuers.
    pub certificates: PathBuf,
    /// Where the key is.
    pub key: KeyPlace,
    /// A PEM file: the certificates that readers trust for the seal.
    pub trusted: PathBuf,
    /// The address of the time-stamp authority, for B-T and B-LT.
    pub time_stamps: Option<String>,
    /// A PEM file: the certificates that readers trust for time stamps. Without it, those for the seal.
    pub time_stamps_trusted: Option<PathBuf>,
    /// How many seconds an authority may take to answer; 10 unless said.
    pub patience: Option<u64>,
}

/// Where the key is.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum KeyPlace {
    /// In a device.
    Device {
        /// The device maker's library.
        module: PathBuf,
        /// The token's label.
        token: String,
        /// The key's label.
        label: String,
        /// A file with the user's PIN and nothing else.
        pin_file: PathBuf,
    },
    /// In a file: PKCS#8, PEM.
    File {
        /// The file.
        file: PathBuf,
    },
}

/// Why the settings make no seal.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// A file that they name cannot be read.
    #[error("{file}: {cause}", file = file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// A file that they name holds no certificates.
    #[error("{file}: no certificates with an RSA, P-256 or P-384 key in PEM", file = file.display())]
    Certificates {
        /// Which.
        file: PathBuf,
    },
    /// The level is none that there is.
    #[error("the level is {0}, but should be B-B, B-T or B-LT")]
    Level(String),
    /// The level needs a time-stamp authority.
    #[error("the levels B-T and B-LT need the address of a time-stamp authority (time_stamps)")]
    NoStamps,
    /// The key.
    #[error(transparent)]
    Key(#[from] CannotUseKey),
    /// Key and certificate do not belong together.
    #[error("the key is not the one that the first certificate is for")]
    OtherKey,
    /// The network.
    #[error(transparent)]
    Network(#[from] CannotAsk),
}

impl Settings {
    /// Reads the files, opens the key and tries it once.
    pub fn open(&self) -> Result<Seal, BadSettings> {
        let level = match self.level.as_str() {
            "B-B" => Level::Basic,
            "B-T" => Level::Stamped,
            "B-LT" => Level::Evidenced,
            other => return Err(BadSettings::Level(other.to_owned())),
        };
        let stamps = match (&self.time_stamps, level) {
            (None, Level::Stamped | Level::Evidenced) => return Err(BadSettings::NoStamps),
            (address, _) => address.clone().map(Stamps::At),
        };
        let signers: Anchors = certificates(&self.trusted)?.into_iter().collect();
        let authorities = match &self.time_stamps_trusted {
            Some(file) => certificates(file)?.into_iter().collect(),
            None => signers.clone(),
        };
        let mut chain = certificates(&self.certificates)?;
        // Readers have those that they trust; a document need not carry them.
        chain.retain(|certificate| !signers.hold(certificate));
        let key = self.key.open()?;
        let tried = key.sign(b"is this the certificate's key?")?;
        if !chain.first().is_some_and(|own| own.made(b"is this the certificate's key?", &tried)) {
            return Err(BadSettings::OtherKey);
        }
        let asking = Authorities::new(Duration::from_secs(self.patience.unwrap_or(10)))?;
        Ok(Seal::new(key, chain, level, stamps, (signers, authorities), asking))
    }
}

impl KeyPlace {
    fn open(&self) -> Result<Arc<dyn Key>, BadSettings> {
        match self {
            KeyPlace::File { file } => Ok(Arc::new(FileKey::from_pem(&text(file)?)?)),
            KeyPlace::Device { module, token, label, pin_file } => {
                let pin = SecretString::from(text(pin_file)?.trim().to_owned());
                let place = Place { module: module.clone(), token: token.clone(), key: label.clone(), pin };
                Ok(Arc::new(DeviceKey::open(place)?))
            }
        }
    }
}

fn text(file: &PathBuf) -> Result<String, BadSettings> {
    std::fs::read_to_string(file).map_err(|cause| BadSettings::File { file: file.clone(), cause })
}

fn certificates(file: &PathBuf) -> Result<Vec<Certificate>, BadSettings> {
    Certificate::from_pem(&text(file)?).map_err(|_| BadSettings::Certificates { file: file.clone() })
}
