//! Certificates and revocation lists in the making (RFC 5280): for the demonstration, for tests, and for a university
//! that seals with an authority of its own. As everywhere in this crate the key is elsewhere: these functions give the
//! bytes to sign, and put the signature to them.

use std::str::FromStr;

use jiff::Timestamp;
use x509_cert::{
    der::{Encode, asn1::ObjectIdentifier},
    name::Name,
};

use crate::{
    Algorithm, Certificate, NotDer,
    algorithm::{PublicKey, sha1},
    der::{self, OCTET_STRING, OID, SEQUENCE, bit_string, context, put, sequence},
    oid,
};

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Issues certificates and revocation lists.
    Authority,
    /// Seals documents.
    Sealing,
    /// Stamps time.
    TimeStamping,
}

/// A certificate to be issued.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The holder's name as RFC 4514 writes it: `CN=Seal,O=University of Esempio,C=IT`.
    pub holder: &'a str,
    /// The number, unique for the issuer, at most 19 bytes.
    pub number: &'a [u8],
    /// First and last instant of validity.
    pub valid: (Timestamp, Timestamp),
    /// What it is for.
    pub purpose: Use,
    /// The holder's key, as a key says it (SubjectPublicKeyInfo).
    pub key: &'a [u8],
    /// Where the issuer answers by OCSP.
    pub ocsp: Option<&'a str>,
    /// Where the issuer's revocation list is.
    pub list: Option<&'a str>,
}

/// The bytes that the issuer signs. Without an issuer the holder signs for itself, with its own key's `algorithm`.
pub fn certificate(
    wanted: &Wanted<'_>,
    issuer: Option<&Certificate>,
    algorithm: Algorithm,
) -> Result<Vec<u8>, NotDer> {
    let holder = name(wanted.holder)?;
    let key = PublicKey::read(der::only(wanted.key, SEQUENCE)?)?;
    let own_name = sha1(key.bits());
    let issuer_key_name = match issuer {
        Some(issuer) => issuer.key_name().ok_or(NotDer)?,
        None => own_name.clone(),
    };
    let yes = put(der::BOOLEAN, &[&[0xff]]);
    let mut extensions = vec![
        extension(oid::SUBJECT_KEY, false, &put(OCTET_STRING, &[&own_name])),
        extension(oid::AUTHORITY_KEY, false, &sequence(&[&put(0x80, &[&issuer_key_name])])),
    ];
    match wanted.purpose {
        Use::Authority => {
            extensions.push(extension(oid::BASIC_CONSTRAINTS, true, &sequence(&[&yes])));
            // keyCertSign and cRLSign
            extensions.push(extension(oid::KEY_USAGE, true, &put(der::BIT_STRING, &[&[1, 0x06]])));
        }
        Use::Sealing => {
            // digitalSignature and contentCommitment
            extensions.push(extension(oid::KEY_USAGE, true, &put(der::BIT_STRING, &[&[6, 0xc0]])));
        }
        Use::TimeStamping => {
            extensions.push(extension(oid::KEY_USAGE, true, &put(der::BIT_STRING, &[&[7, 0x80]])));
            let only = sequence(&[&put(OID, &[oid::FOR_TIME_STAMPING.as_bytes()])]);
            extensions.push(extension(oid::EXTENDED_KEY_USAGE, true, &only));
        }
    }
    if let Some(address) = wanted.list {
        let point = sequence(&[&put(context(0), &[&put(context(0), &[&uri(address)])])]);
        extensions.push(extension(oid::CRL_POINTS, false, &sequence(&[&point])));
    }
    if let Some(address) = wanted.ocsp {
        let access = sequence(&[&put(OID, &[oid::AIA_OCSP.as_bytes()]), &uri(address)]);
        extensions.push(extension(oid::ACCESS, false, &sequence(&[&access])));
    }
    let (from, until) = wanted.valid;
    Ok(sequence(&[
        &put(context(0), &[&der::integer(&[2])]),
        &der::integer(wanted.number),
        &algorithm.identifier(),
        issuer.map_or(&holder, |issuer| &issuer.subject),
        &sequence(&[&time(from), &time(until)]),
        &holder,
        wanted.key,
        &put(context(3), &[&sequence(&extensions.iter().map(Vec::as_slice).collect::<Vec<_>>())]),
    ]))
}

/// The bytes of a revocation list that its issuer signs: which numbers it withdrew, and when.
#[must_use]
pub fn revocation_list(
    issuer: &Certificate,
    algorithm: Algorithm,
    number: u64,
    valid: (Timestamp, Timestamp),
    withdrawn: &[(&Certificate, Timestamp)],
) -> Vec<u8> {
    let entries: Vec<Vec<u8>> =
        withdrawn.iter().map(|(of, since)| sequence(&[&of.serial, &time(*since)])).collect();
    let entries = match entries.as_slice() {
        [] => Vec::new(),
        some => sequence(&some.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    };
    let key_name = issuer.key_name().unwrap_or_default();
    let extensions = [
        extension(oid::AUTHORITY_KEY, false, &sequence(&[&put(0x80, &[&key_name])])),
        extension(oid::CRL_NUMBER, false, &der::integer(&number.to_be_bytes())),
    ];
    sequence(&[
        &der::integer(&[1]),
        &algorithm.identifier(),
        &issuer.subject,
        &time(valid.0),
        &time(valid.1),
        &entries,
        &put(context(0), &[&sequence(&[&extensions[0], &extensions[1]])]),
    ])
}

/// Puts the issuer's signature to a certificate or a list.
#[must_use]
pub fn signed(to_sign: &[u8], algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    sequence(&[to_sign, &algorithm.identifier(), &bit_string(signature)])
}

fn name(text: &str) -> Result<Vec<u8>, NotDer> {
    Name::from_str(text).and_then(|name| name.to_der()).map_err(|_| NotDer)
}

fn uri(address: &str) -> Vec<u8> {
    put(0x86, &[address.as_bytes()])
}

/// UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5).
fn time(at: Timestamp) -> Vec<u8> {
    let full = at.strftime("%Y%m%d%H%M%SZ").to_string();
    match full.strip_prefix("20") {
        Some(short) if short < "50" => put(der::UTC_TIME, &[short.as_bytes()]),
        _ => put(der::GENERALIZED_TIME, &[full.as_bytes()]),
    }
}

fn extension(kind: ObjectIdentifier, critical: bool, value: &[u8]) -> Vec<u8> {
    let flag = if critical { put(der::BOOLEAN, &[&[0xff]]) } else { Vec::new() };
    sequence(&[&put(OID, &[kind.as_bytes()]), &flag, &put(OCTET_STRING, &[value])])
}
