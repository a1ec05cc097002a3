//! A key in a device that speaks PKCS#11: a hardware module, a smart card, SoftHSM in the tests.
//!
//! One session is kept and used by one caller at a time; when it is lost (the device was reset, the connection fell) a
//! new one is opened once, and only then is the failure told.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use aws_lc_rs::digest;
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    error::{Error, RvError},
    mechanism::Mechanism,
    object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle},
    session::{Session, UserType},
};
use pades_wire::Algorithm;
use secrecy::SecretString;

use super::{CannotUseKey, Key};

/// Where a key is.
#[derive(Debug, Clone)]
pub struct Place {
    /// The device maker's library.
    pub module: PathBuf,
    /// The token's label.
    pub token: String,
    /// The key's label.
    pub key: String,
    /// The user's PIN.
    pub pin: SecretString,
}

/// A key in a device.
#[derive(Debug)]
pub struct DeviceKey {
    place: Place,
    algorithm: Algorithm,
    open: Mutex<Option<Open>>,
}

#[derive(Debug)]
struct Open {
    session: Session,
    key: ObjectHandle,
}

impl DeviceKey {
    /// Opens a session and finds the key.
    pub fn open(place: Place) -> Result<Self, CannotUseKey> {
        let (open, algorithm) = open(&place)?;
        Ok(DeviceKey { place, algorithm, open: Mutex::new(Some(open)) })
    }

    fn locked(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Key for DeviceKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CannotUseKey> {
        let mut held = self.locked();
        if let Some(open) = held.as_ref() {
            match sign(open, self.algorithm, message) {
                Ok(signature) => return Ok(signature),
                Err(error) => {
                    tracing::warn!(%error, "the session with the key device is lost; opening another")
                }
            }
        }
        *held = None;
        let (open, algorithm) = open(&self.place)?;
        if algorithm != self.algorithm {
            return Err(CannotUseKey::NoKey("the key is now of another kind".to_owned()));
        }
        let signature = sign(&open, algorithm, message).map_err(device)?;
        *held = Some(open);
        Ok(signature)
    }
}

fn sign(open: &Open, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Error> {
    match algorithm {
        Algorithm::RsaSha256 => open.session.sign(&Mechanism::Sha256RsaPkcs, open.key, message),
        // Not every device digests for ECDSA; all take a digest. The two numbers come bare (PKCS#11, 6.3.1).
        Algorithm::EcdsaP256Sha256 => {
            let digest = digest::digest(&digest::SHA256, message);
            let numbers = open.session.sign(&Mechanism::Ecdsa, open.key, digest.as_ref())?;
            pades_wire::ecdsa_in_der(&numbers).ok_or(Error::InvalidValue)
        }
    }
}

fn device(error: Error) -> CannotUseKey {
    CannotUseKey::Device(error.to_string())
}

fn open(place: &Place) -> Result<(Open, Algorithm), CannotUseKey> {
    let library = library(&place.module)?;
    let labelled =
        |slot| library.get_token_info(slot).is_ok_and(|token| token.label().trim_end() == place.token);
    let slots = library.get_slots_with_initialized_token().map_err(device)?;
    let slot = slots
        .into_iter()
        .find(|slot| labelled(*slot))
        .ok_or_else(|| CannotUseKey::NoKey(format!("no token called {}", place.token)))?;
    let session = library.open_ro_session(slot).map_err(device)?;
    match session.login(UserType::User, Some(&place.pin)) {
        // The login is the process's, not the session's.
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
        // Trying a wrong PIN again would lock the token: this needs a person.
        Err(error @ Error::Pkcs11(RvError::PinIncorrect | RvError::PinLocked | RvError::PinExpired, _)) => {
            return Err(CannotUseKey::NoKey(error.to_string()));
        }
        Err(error) => return Err(device(error)),
    }
    let wanted = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::Label(place.key.as_bytes().to_vec()),
        Attribute::Sign(true),
    ];
    let found = session.find_objects(&wanted).map_err(device)?;
    let [key] = found.as_slice() else {
        return Err(CannotUseKey::NoKey(format!("{} keys called {}", found.len(), place.key)));
    };
    let kind = session.get_attributes(*key, &[AttributeType::KeyType]).map_err(device)?;
    let algorithm = match kind.first() {
        Some(Attribute::KeyType(KeyType::RSA)) => Algorithm::RsaSha256,
        Some(Attribute::KeyType(KeyType::EC)) => Algorithm::EcdsaP256Sha256,
        _ => return Err(CannotUseKey::NoKey("neither RSA nor elliptic".to_owned())),
    };
    Ok((Open { key: *key, session }, algorithm))
}

/// Each maker's library is loaded once in a process and stays: it may be initialised only once.
fn library(module: &Path) -> Result<Pkcs11, CannotUseKey> {
    static LOADED: OnceLock<Mutex<BTreeMap<PathBuf, Pkcs11>>> = OnceLock::new();
    let mut loaded = LOADED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(library) = loaded.get(module) {
        return Ok(library.clone());
    }
    let library = Pkcs11::new(module).map_err(|error| CannotUseKey::NoKey(error.to_string()))?;
    match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(device(error)),
    }
    loaded.insert(module.to_owned(), library.clone());
    Ok(library)
}
