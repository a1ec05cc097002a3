//! An X.509 certificate with the bytes it came in, and what signatures need to know of it (RFC 5280).

use jiff::Timestamp;
use x509_cert::{
    der::{
        Decode, DecodePem, Encode, EncodePem, asn1::ObjectIdentifier, oid::AssociatedOid, pem::LineEnding,
    },
    ext::pkix::{
        AuthorityInfoAccessSyntax, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage, KeyUsage,
        SubjectKeyIdentifier,
        name::{DistributionPointName, GeneralName},
    },
};

use crate::{
    Algorithm,
    algorithm::{PublicKey, sha256},
    der::{self, BIT_STRING, Cursor, NotDer, SEQUENCE},
    oid,
};

/// A certificate, taken apart. Two are equal if their bytes are.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) key: PublicKey,
    not_before: Timestamp,
    not_after: Timestamp,
    parsed: x509_cert::Certificate,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

/// The bytes are no certificate that we can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate with an RSA, P-256 or P-384 key")]
pub struct NotACertificate;

impl From<NotDer> for NotACertificate {
    fn from(_: NotDer) -> Self {
        NotACertificate
    }
}

impl Certificate {
    /// Reads one certificate in DER.
    pub fn from_der(bytes: &[u8]) -> Result<Self, NotACertificate> {
        let mut outer = der::only(bytes, SEQUENCE)?.open();
        let signed = outer.take(SEQUENCE)?;
        let algorithm = outer.take(SEQUENCE)?.raw;
        let signature = outer.take(BIT_STRING)?.bits()?;
        outer.end()?;
        let mut inside = signed.open();
        inside.maybe(der::context(0))?;
        let serial = inside.take(der::INTEGER)?;
        // The algorithm stands twice, once signed and once not: both must say the same (RFC 5280, 4.1.1.2).
        if inside.take(SEQUENCE)?.raw != algorithm {
            return Err(NotACertificate);
        }
        let issuer = inside.take(SEQUENCE)?;
        let mut validity = inside.take(SEQUENCE)?.open();
        let (not_before, not_after) = (validity.next()?.time()?, validity.next()?.time()?);
        validity.end()?;
        let subject = inside.take(SEQUENCE)?;
        let key = PublicKey::read(inside.take(SEQUENCE)?)?;
        Ok(Certificate {
            der: bytes.to_vec(),
            signed: signed.raw.to_vec(),
            algorithm: algorithm.to_vec(),
            signature: signature.to_vec(),
            serial: serial.raw.to_vec(),
            issuer: issuer.raw.to_vec(),
            subject: subject.raw.to_vec(),
            key,
            not_before,
            not_after,
            parsed: x509_cert::Certificate::from_der(bytes).map_err(|_| NotACertificate)?,
        })
    }

    /// Reads all certificates of a PEM text, in their order; at least one.
    pub fn from_pem(text: &str) -> Result<Vec<Self>, NotACertificate> {
        const END: &str = "-----END CERTIFICATE-----";
        let mut found = Vec::new();
        for block in text.split_inclusive(END) {
            // What stands before a block is a comment (RFC 7468, 5.2).
            let Some((_, block)) = block.split_once("-----BEGIN CERTIFICATE-----") else { continue };
            let block = format!("-----BEGIN CERTIFICATE-----{block}\n");
            let parsed = x509_cert::Certificate::from_pem(&block).map_err(|_| NotACertificate)?;
            found.push(Self::from_der(&parsed.to_der().map_err(|_| NotACertificate)?)?);
        }
        if found.is_empty() { Err(NotACertificate) } else { Ok(found) }
    }

    /// The certificate as PEM.
    #[must_use]
    pub fn to_pem(&self) -> String {
        self.parsed.to_pem(LineEnding::LF).unwrap_or_default()
    }

    /// Whether this signature over a message is by the holder's key.
    #[must_use]
    pub fn made(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key
            .algorithm()
            .is_some_and(|algorithm| self.key.verifies(&algorithm.identifier(), None, message, signature))
    }

    /// The bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the bytes: the certificate's fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&[&self.der])
    }

    /// The holder's name, as RFC 4514 writes names.
    #[must_use]
    pub fn holder(&self) -> String {
        self.parsed.tbs_certificate().subject().to_string()
    }

    /// The holder's common name, or the whole name where there is none.
    #[must_use]
    pub fn common_name(&self) -> String {
        match self.parsed.tbs_certificate().subject().common_name() {
            Ok(Some(name)) => name.value().into_owned(),
            Ok(None) | Err(_) => self.holder(),
        }
    }

    /// First and last instant of validity.
    #[must_use]
    pub fn validity(&self) -> (Timestamp, Timestamp) {
        (self.not_before, self.not_after)
    }

    /// Whether the certificate is valid at this instant, by its dates alone.
    #[must_use]
    pub fn valid_at(&self, at: Timestamp) -> bool {
        self.not_before <= at && at <= self.not_after
    }

    /// How its holder signs documents; `None` for keys that are not used for it.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.key.algorithm()
    }

    /// The holder's key in the form that issuers sign (SubjectPublicKeyInfo, DER).
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        self.parsed.tbs_certificate().subject_public_key_info().to_der().unwrap_or_default()
    }

    /// Whether issued by its own holder.
    #[must_use]
    pub fn self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// Whether `issuer`'s name and key made this certificate.
    #[must_use]
    pub fn issued_by(&self, issuer: &Certificate) -> bool {
        self.issuer == issuer.subject
            && issuer.key.verifies(&self.algorithm, None, &self.signed, &self.signature)
    }

    /// Where the issuer answers for this certificate by OCSP (http only: answers are signed).
    #[must_use]
    pub fn ocsp_address(&self) -> Option<String> {
        let (_, access) = self.extension::<AuthorityInfoAccessSyntax>().ok()??;
        access.0.iter().find(|entry| entry.access_method == oid::AIA_OCSP).and_then(|entry| {
            match &entry.access_location {
                GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned()),
                _ => None,
            }
        })
    }

    /// Where the issuer publishes its revocation list.
    #[must_use]
    pub fn crl_address(&self) -> Option<String> {
        let (_, points) = self.extension::<CrlDistributionPoints>().ok()??;
        points.0.iter().find_map(|point| match point.distribution_point.as_ref()? {
            DistributionPointName::FullName(names) => names.iter().find_map(|name| match name {
                GeneralName::UniformResourceIdentifier(uri) if uri.as_str().starts_with("http") => {
                    Some(uri.as_str().to_owned())
                }
                _ => None,
            }),
            DistributionPointName::NameRelativeToCRLIssuer(_) => None,
        })
    }

    /// Whether it may issue certificates with `below` authorities between it and the last one.
    pub(crate) fn may_issue(&self, below: usize) -> bool {
        let constraints = matches!(
            self.extension::<BasicConstraints>(),
            Ok(Some((_, constraints)))
                if constraints.ca && constraints.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        );
        constraints && self.usage(KeyUsage::key_cert_sign)
    }

    /// Whether it may sign revocation lists.
    pub(crate) fn may_sign_lists(&self) -> bool {
        self.usage(KeyUsage::crl_sign)
    }

    /// Whether its key may sign documents: for signatures or for commitment to content.
    pub(crate) fn may_sign(&self) -> bool {
        self.usage(|usage| usage.digital_signature() || usage.non_repudiation())
    }

    /// Whether it is for time stamps alone, critically so (RFC 3161, 2.3).
    pub(crate) fn may_stamp(&self) -> bool {
        let only = matches!(
            self.extension::<ExtendedKeyUsage>(),
            Ok(Some((true, usage))) if usage.0 == [oid::FOR_TIME_STAMPING]
        );
        only && self.may_sign()
    }

    /// Whether it may answer for its issuer by OCSP (RFC 6960, 4.2.2.2).
    pub(crate) fn may_answer(&self) -> bool {
        let named = matches!(
            self.extension::<ExtendedKeyUsage>(),
            Ok(Some((_, usage))) if usage.0.contains(&oid::FOR_OCSP_SIGNING)
        );
        named && self.may_sign()
    }

    /// Whether its issuer says that nobody need ask about it (RFC 6960, 4.2.2.2.1).
    #[must_use]
    pub fn needs_no_check(&self) -> bool {
        self.extensions().any(|(id, _)| id == oid::OCSP_NO_CHECK)
    }

    /// Whether all its critical extensions are among those that this crate heeds (RFC 5280, 4.2).
    pub(crate) fn understood(&self) -> bool {
        const KNOWN: [ObjectIdentifier; 5] = [
            oid::BASIC_CONSTRAINTS,
            oid::KEY_USAGE,
            oid::EXTENDED_KEY_USAGE,
            oid::SUBJECT_ALT_NAME,
            oid::POLICIES,
        ];
        self.extensions().all(|(id, critical)| !critical || KNOWN.contains(&id))
    }

    /// The name that its issuer gave the key (SubjectKeyIdentifier).
    pub(crate) fn key_name(&self) -> Option<Vec<u8>> {
        let (_, name) = self.extension::<SubjectKeyIdentifier>().ok()??;
        Some(name.0.as_bytes().to_vec())
    }

    fn extensions(&self) -> impl Iterator<Item = (ObjectIdentifier, bool)> {
        let extensions = self.parsed.tbs_certificate().extensions();
        extensions.into_iter().flatten().map(|extension| (extension.extn_id, extension.critical))
    }

    /// Key usage as the certificate says; one that says nothing may do all (RFC 5280, 4.2.1.3).
    fn usage(&self, allowed: impl Fn(&KeyUsage) -> bool) -> bool {
        match self.extension::<KeyUsage>() {
            Ok(Some((_, usage))) => allowed(&usage),
            Ok(None) => true,
            Err(NotDer) => false,
        }
    }

    fn extension<'a, T>(&'a self) -> Result<Option<(bool, T)>, NotDer>
    where
        T: Decode<'a> + AssociatedOid,
    {
        self.parsed.tbs_certificate().get_extension::<T>().map_err(|_| NotDer)
    }
}

/// The certificates of a set, one after the other.
pub(crate) fn read_all(mut cursor: Cursor<'_>) -> Result<Vec<Certificate>, NotACertificate> {
    let mut found = Vec::new();
    while !cursor.is_empty() {
        found.push(Certificate::from_der(cursor.take(SEQUENCE)?.raw)?);
    }
    Ok(found)
}
