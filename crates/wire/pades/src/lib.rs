//! Signed PDF documents: PAdES baseline signatures B-B, B-T and B-LT (ETSI EN 319 142-1) on what our typesetter writes.
//!
//! Bytes in, values out: no clock, no randomness, no network, no files, no keys. The room `signing` holds the keys and
//! talks to authorities; this crate says what is to be signed and asked, and what the answers are worth.
//!
//! A document is signed like this:
//!
//! 1. [`sign::prepare`] adds an invisible, certifying signature field to a PDF/A-3 and says what is to be signed.
//! 2. [`sign::Prepared::finish`] puts the signature in its place: level B-B.
//! 3. With a [`stamp::Question`] answered by a time-stamp authority (RFC 3161) before that: level B-T.
//! 4. With [`evidence::append`], after asking about every certificate ([`revocation`]): level B-LT.
//!
//! [`verify`] reads such a document back, from anywhere, and finds every changed byte.
//!
//! Why by hand: an incremental update must copy the document's own dictionaries byte for byte, or the file is no longer
//! PDF/A and PDF/UA; and a signature is worth as much as the strictness with which it is read.

mod algorithm;
mod certificate;
mod chain;
mod cms;
mod der;
pub mod evidence;
pub mod issue;
mod oid;
mod pdf;
pub mod revocation;
pub mod sign;
pub mod stamp;
mod verify;

pub use algorithm::{Algorithm, ecdsa_in_der};
pub use certificate::{Certificate, NotACertificate};
pub use chain::{Anchors, Untrusted};
pub use cms::BadContainer;
pub use der::NotDer;
pub use evidence::Evidence;
pub use pdf::NotOurs;
pub use stamp::{NotAStamp, Stamp};
pub use verify::{BadEvidence, Fault, Level, Report, Signature, Trust, verify};
