//! The object identifiers that signatures speak in, each with the text that defines it.

use x509_cert::der::asn1::ObjectIdentifier;

/// The content bytes of an object identifier.
const fn of(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

// RFC 5652 (CMS), RFC 5035 (signing certificate), RFC 3161 (time stamps).
pub(crate) const DATA: ObjectIdentifier = of("1.2.840.113549.1.7.1");
pub(crate) const SIGNED_DATA: ObjectIdentifier = of("1.2.840.113549.1.7.2");
pub(crate) const CONTENT_TYPE: ObjectIdentifier = of("1.2.840.113549.1.9.3");
pub(crate) const MESSAGE_DIGEST: ObjectIdentifier = of("1.2.840.113549.1.9.4");
pub(crate) const SIGNING_CERTIFICATE: ObjectIdentifier = of("1.2.840.113549.1.9.16.2.12");
pub(crate) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = of("1.2.840.113549.1.9.16.2.47");
pub(crate) const TIME_STAMP_TOKEN: ObjectIdentifier = of("1.2.840.113549.1.9.16.2.14");
pub(crate) const TST_INFO: ObjectIdentifier = of("1.2.840.113549.1.9.16.1.4");

// RFC 6960 (OCSP), RFC 5280 (certificates and revocation lists).
pub(crate) const OCSP_BASIC: ObjectIdentifier = of("1.3.6.1.5.5.7.48.1.1");
pub(crate) const OCSP_NO_CHECK: ObjectIdentifier = of("1.3.6.1.5.5.7.48.1.5");
pub(crate) const AIA_OCSP: ObjectIdentifier = of("1.3.6.1.5.5.7.48.1");
pub(crate) const FOR_TIME_STAMPING: ObjectIdentifier = of("1.3.6.1.5.5.7.3.8");
pub(crate) const FOR_OCSP_SIGNING: ObjectIdentifier = of("1.3.6.1.5.5.7.3.9");
pub(crate) const ACCESS: ObjectIdentifier = of("1.3.6.1.5.5.7.1.1");
pub(crate) const CRL_POINTS: ObjectIdentifier = of("2.5.29.31");
pub(crate) const LIST_SCOPE: ObjectIdentifier = of("2.5.29.28");
pub(crate) const CRL_NUMBER: ObjectIdentifier = of("2.5.29.20");
pub(crate) const AUTHORITY_KEY: ObjectIdentifier = of("2.5.29.35");
pub(crate) const SUBJECT_KEY: ObjectIdentifier = of("2.5.29.14");
pub(crate) const KEY_USAGE: ObjectIdentifier = of("2.5.29.15");
pub(crate) const SUBJECT_ALT_NAME: ObjectIdentifier = of("2.5.29.17");
pub(crate) const BASIC_CONSTRAINTS: ObjectIdentifier = of("2.5.29.19");
pub(crate) const POLICIES: ObjectIdentifier = of("2.5.29.32");
pub(crate) const EXTENDED_KEY_USAGE: ObjectIdentifier = of("2.5.29.37");

// RFC 4055, RFC 5758, FIPS 180-4: algorithms.
pub(crate) const SHA1: ObjectIdentifier = of("1.3.14.3.2.26");
pub(crate) const SHA256: ObjectIdentifier = of("2.16.840.1.101.3.4.2.1");
pub(crate) const SHA384: ObjectIdentifier = of("2.16.840.1.101.3.4.2.2");
pub(crate) const SHA512: ObjectIdentifier = of("2.16.840.1.101.3.4.2.3");
pub(crate) const RSA: ObjectIdentifier = of("1.2.840.113549.1.1.1");
pub(crate) const RSA_SHA256: ObjectIdentifier = of("1.2.840.113549.1.1.11");
pub(crate) const RSA_SHA384: ObjectIdentifier = of("1.2.840.113549.1.1.12");
pub(crate) const RSA_SHA512: ObjectIdentifier = of("1.2.840.113549.1.1.13");
pub(crate) const EC: ObjectIdentifier = of("1.2.840.10045.2.1");
pub(crate) const P256: ObjectIdentifier = of("1.2.840.10045.3.1.7");
pub(crate) const P384: ObjectIdentifier = of("1.3.132.0.34");
pub(crate) const ECDSA_SHA256: ObjectIdentifier = of("1.2.840.10045.4.3.2");
pub(crate) const ECDSA_SHA384: ObjectIdentifier = of("1.2.840.10045.4.3.3");
pub(crate) const ECDSA_SHA512: ObjectIdentifier = of("1.2.840.10045.4.3.4");
