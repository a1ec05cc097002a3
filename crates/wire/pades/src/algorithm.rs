//! Which signatures are made and which are believed: RSA with PKCS#1 v1.5 from 2,048 bits, ECDSA on P-256 and P-384,
//! with SHA-2. We sign with SHA-256; authorities may use the longer digests.

use aws_lc_rs::{digest, signature as lc};
use x509_cert::der::asn1::ObjectIdentifier;

use crate::{
    der::{self, NotDer, OID, Value},
    oid,
};

/// How the university signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaSha256,
    /// ECDSA on P-256 with SHA-256; the signature in DER.
    EcdsaP256Sha256,
}

impl Algorithm {
    /// Its AlgorithmIdentifier: RSA with NULL, ECDSA without parameters (RFC 4055, 5; RFC 5758, 3.2).
    #[must_use]
    pub fn identifier(self) -> Vec<u8> {
        match self {
            Algorithm::RsaSha256 => identifier(oid::RSA_SHA256, &[der::NULL, 0]),
            Algorithm::EcdsaP256Sha256 => identifier(oid::ECDSA_SHA256, &[]),
        }
    }
}

/// The form of an ECDSA signature in certificates and CMS, from the two numbers of 32 bytes that devices give; `None` for
/// another length.
#[must_use]
pub fn ecdsa_in_der(numbers: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = numbers.split_at_checked(32).filter(|(_, s)| s.len() == 32)?;
    Some(der::sequence(&[&der::integer(r), &der::integer(s)]))
}

pub(crate) fn identifier(oid: ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::put(OID, &[oid.as_bytes()]), parameters])
}

/// A digest of the SHA-2 family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// From an AlgorithmIdentifier, whose parameters are absent or NULL (RFC 5754, 2).
    pub fn read(value: Value<'_>) -> Result<Self, NotDer> {
        let (oid, parameters) = parts(value)?;
        if !matches!(parameters, [] | [der::NULL, 0]) {
            return Err(NotDer);
        }
        match oid {
            oid::SHA256 => Ok(Hash::Sha256),
            oid::SHA384 => Ok(Hash::Sha384),
            oid::SHA512 => Ok(Hash::Sha512),
            _ => Err(NotDer),
        }
    }

    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Hash::Sha256 => &digest::SHA256,
            Hash::Sha384 => &digest::SHA384,
            Hash::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }
}

/// SHA-256 of these parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// SHA-1, only where a standard uses it as a name (OCSP, RFC 3161's first form), never to prove anything.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

fn parts(value: Value<'_>) -> Result<(ObjectIdentifier, &[u8]), NotDer> {
    let mut inside = value.open();
    let oid = inside.take(OID)?;
    let oid_value = ObjectIdentifier::from_bytes(oid.body).map_err(|_| NotDer)?;
    let parameters = value.body.get(oid.raw.len()..).unwrap_or_default();
    Ok((oid_value, parameters))
}

/// A public key as certificates carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    kind: Kind,
    /// RSAPublicKey in DER, or an elliptic curve's point.
    bits: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    P256,
    P384,
}

impl PublicKey {
    /// From a SubjectPublicKeyInfo.
    pub fn read(value: Value<'_>) -> Result<Self, NotDer> {
        let mut inside = value.open();
        let (algorithm, parameters) = parts(inside.take(der::SEQUENCE)?)?;
        let bits = inside.take(der::BIT_STRING)?.bits()?.to_vec();
        inside.end()?;
        let curve = |curve: ObjectIdentifier| der::put(OID, &[curve.as_bytes()]) == parameters;
        let kind = match algorithm {
            oid::RSA if parameters == [der::NULL, 0] => Kind::Rsa,
            oid::EC if curve(oid::P256) => Kind::P256,
            oid::EC if curve(oid::P384) => Kind::P384,
            _ => return Err(NotDer),
        };
        Ok(PublicKey { kind, bits })
    }

    /// The bits that OCSP's names of issuers are made from (RFC 6960, 4.1.1).
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    pub fn is_rsa(&self) -> bool {
        self.kind == Kind::Rsa
    }

    /// How the holder of this key signs for us; none for the curve that only authorities use.
    pub fn algorithm(&self) -> Option<Algorithm> {
        match self.kind {
            Kind::Rsa => Some(Algorithm::RsaSha256),
            Kind::P256 => Some(Algorithm::EcdsaP256Sha256),
            Kind::P384 => None,
        }
    }

    /// The longest signature in bytes: an RSA modulus, or two numbers of 32 or 48 bytes in DER.
    pub fn longest_signature(&self) -> usize {
        match self.kind {
            Kind::Rsa => der::only(&self.bits, der::SEQUENCE)
                .and_then(|key| key.open().take(der::INTEGER))
                .map_or(512, |modulus| modulus.body.iter().skip_while(|&&byte| byte == 0).count()),
            Kind::P256 => 72,
            Kind::P384 => 104,
        }
    }

    /// Whether `signature` is this key's over `message`. `within` is the digest that CMS names beside an algorithm that
    /// names none.
    pub fn verifies(&self, algorithm: &[u8], within: Option<Hash>, message: &[u8], signature: &[u8]) -> bool {
        let Ok((name, parameters)) = der::only(algorithm, der::SEQUENCE).and_then(parts) else {
            return false;
        };
        let rsa = parameters == [der::NULL, 0];
        let hash = match name {
            oid::RSA_SHA256 if rsa => Hash::Sha256,
            oid::RSA_SHA384 if rsa => Hash::Sha384,
            oid::RSA_SHA512 if rsa => Hash::Sha512,
            oid::ECDSA_SHA256 if parameters.is_empty() => Hash::Sha256,
            oid::ECDSA_SHA384 if parameters.is_empty() => Hash::Sha384,
            oid::ECDSA_SHA512 if parameters.is_empty() => Hash::Sha512,
            // RFC 5652 lets a signer name only the key's kind, RSA.
            oid::RSA if rsa => match within {
                Some(hash) => hash,
                None => return false,
            },
            _ => return false,
        };
        // Where both are named, they agree.
        if within.is_some_and(|within| within != hash) {
            return false;
        }
        let by_rsa = matches!(name, oid::RSA | oid::RSA_SHA256 | oid::RSA_SHA384 | oid::RSA_SHA512);
        let how: &dyn lc::VerificationAlgorithm = match (self.kind, by_rsa, hash) {
            (Kind::Rsa, true, Hash::Sha256) => &lc::RSA_PKCS1_2048_8192_SHA256,
            (Kind::Rsa, true, Hash::Sha384) => &lc::RSA_PKCS1_2048_8192_SHA384,
            (Kind::Rsa, true, Hash::Sha512) => &lc::RSA_PKCS1_2048_8192_SHA512,
            (Kind::P256, false, Hash::Sha256) => &lc::ECDSA_P256_SHA256_ASN1,
            (Kind::P256, false, Hash::Sha384) => &lc::ECDSA_P256_SHA384_ASN1,
            (Kind::P256, false, Hash::Sha512) => &lc::ECDSA_P256_SHA512_ASN1,
            (Kind::P384, false, Hash::Sha256) => &lc::ECDSA_P384_SHA256_ASN1,
            (Kind::P384, false, Hash::Sha384) => &lc::ECDSA_P384_SHA384_ASN1,
            (Kind::P384, false, Hash::Sha512) => &lc::ECDSA_P384_SHA512_ASN1,
            (Kind::Rsa, false, _) | (Kind::P256 | Kind::P384, true, _) => return false,
        };
        how.verify_sig(&self.bits, message, signature).is_ok()
    }
}
