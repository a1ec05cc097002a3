//! A key in a file: PKCS#8, PEM (RFC 7468). The file's permissions are all that protects it.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use pades_wire::Algorithm;
use x509_cert::der::pem::{LineEnding, decode_vec, encode_string};

use super::{CannotUseKey, Key};

/// A key that was read from a file, or made.
#[derive(Debug)]
pub struct FileKey {
    pair: Pair,
    public: Vec<u8>,
}

#[derive(Debug)]
enum Pair {
    Rsa(Box<RsaKeyPair>),
    P256(EcdsaKeyPair),
}

const LABEL: &str = "PRIVATE KEY";

impl FileKey {
    /// Reads a PKCS#8 key in PEM.
    pub fn from_pem(text: &str) -> Result<Self, CannotUseKey> {
        let unreadable = |_| CannotUseKey::NoKey("not a PKCS#8 key in PEM".to_owned());
        let (label, der) = decode_vec(text.trim().as_bytes()).map_err(unreadable)?;
        if label != LABEL {
            return Err(CannotUseKey::NoKey(format!("PEM of another kind: {label}")));
        }
        Self::from_der(&der)
    }

    fn from_der(der: &[u8]) -> Result<Self, CannotUseKey> {
        if let Ok(pair) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der) {
            let public = public(pair.public_key())?;
            return Ok(FileKey { pair: Pair::P256(pair), public });
        }
        let pair = RsaKeyPair::from_pkcs8(der)
            .map_err(|_| CannotUseKey::NoKey("neither P-256 nor RSA from 2,048 bits".to_owned()))?;
        let public = public(pair.public_key())?;
        Ok(FileKey { pair: Pair::Rsa(Box::new(pair)), public })
    }

    /// Makes a key, and the PEM to keep it in. RSA keys have 2,048 bits.
    pub fn generate(algorithm: Algorithm) -> Result<(Self, String), CannotUseKey> {
        let failed = |_| CannotUseKey::NoKey("the key could not be made".to_owned());
        let der = match algorithm {
            Algorithm::EcdsaP256Sha256 => {
                EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
                    .map_err(failed)?
                    .as_ref()
                    .to_vec()
            }
            Algorithm::RsaSha256 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
                AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(failed)?.as_ref().to_vec()
            }
        };
        let pem = encode_string(LABEL, LineEnding::LF, &der)
            .map_err(|_| CannotUseKey::NoKey("the key could not be written".to_owned()))?;
        Ok((Self::from_der(&der)?, pem))
    }

    /// The public half, as certificates carry it (SubjectPublicKeyInfo, DER).
    #[must_use]
    pub fn public(&self) -> &[u8] {
        &self.public
    }
}

fn public(key: &impl AsDer<PublicKeyX509Der<'static>>) -> Result<Vec<u8>, CannotUseKey> {
    let der = key.as_der().map_err(|_| CannotUseKey::NoKey("its public half is unreadable".to_owned()))?;
    Ok(der.as_ref().to_vec())
}

impl Key for FileKey {
    fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::Rsa(_) => Algorithm::RsaSha256,
            Pair::P256(_) => Algorithm::EcdsaP256Sha256,
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CannotUseKey> {
        let failed = |_| CannotUseKey::Device("the library could not sign".to_owned());
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
            Pair::P256(pair) => Ok(pair.sign(&random, message).map_err(failed)?.as_ref().to_vec()),
        }
    }
}
