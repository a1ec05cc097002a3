//! A certificate in the formats of the field, all from one plain value: a W3C Verifiable Credential 2.0 that is also an Open
//! Badges 3.0 `AchievementCredential`, signed as a JWT; the European Learning Model 3 as JSON-LD; ELMO 1.7 as XML.
//!
//! Values in, bytes out; nothing is read here, and the same value gives the same bytes, but for the signature. What the
//! record does not hold is left out rather than guessed. Every text is escaped by the library that writes the format.
//! Sources: W3C VC Data Model 2.0, VC-JOSE-COSE and Bitstring Status List 1.0; 1EdTech Open Badges 3.0; European Learning
//! Model 3 with the shapes of the generic European Digital Credential; EMREX ELMO 1.7.

mod credential;
mod elm;
mod elmo;
mod open_badge;
mod picture;
mod status;

pub use credential::{
    Addresses, Award, Certifies, Credential, Exam, Holder, Issuer, Level, Mark, Programme, Words,
};
pub use elm::elm;
pub use elmo::{CannotWrite, elmo};
pub use open_badge::{open_badge, signed};
pub use status::{issuer_document, status_list};
