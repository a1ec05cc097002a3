//! The signed list of what was withdrawn: an IETF Token Status List (draft-ietf-oauth-status-list), as a JWT and as a CWT.
//!
//! Bytes in, values out. A document bears only its place in the list; whoever checks fetches the whole list, so the
//! university never learns which document somebody looks at. Places are given at random over a list made large from the
//! start ([`StatusList::empty`]), so that a place says nothing about when a document was issued or how many there are.

mod list;
mod token;

pub use list::{BadList, State, StatusList};
pub use token::{BadToken, SignedList, open_cwt, open_jwt, seal_cwt, seal_jwt};
