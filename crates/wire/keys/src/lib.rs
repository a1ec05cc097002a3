//! The keys that a university publishes, and the small envelopes signed with them: COSE_Sign1 for paper, JWS for the web.
//!
//! Bytes in, values out: no clock, no files, no network. One algorithm, ES256, because every browser verifies it without
//! help. Everything read here is read strictly: there is one way to write a thing, and any other is refused, so that
//! nobody can make a second text with the same meaning out of a genuine one.
//! Sources: RFC 8949 section 4.2 (deterministic CBOR), RFC 9052 (COSE), RFC 7515 to 7518 (JOSE), RFC 7638 (thumbprint),
//! RFC 6979's remark on s and n-s, OpenID Federation 1.0 section 8.7 (members of a history of keys).

pub mod cbor;
pub mod jws;
mod key;
mod published;
pub mod sign1;

pub use key::{BadKey, CannotSign, Forged, KeyId, PublicKey, SecretKey, Signature, Signer};
pub use published::{CannotReadKeys, KeySet, PublishedKey, Standing, Status};
