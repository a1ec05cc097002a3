//! The university's seal: keys, time-stamp authority, evidence, and the one call that seals a document.
//!
//! - [`key`]: where private keys are: in a file (demonstration, small houses) or in a PKCS#11 device.
//! - [`ask`]: what is asked of authorities over HTTP: time stamps (RFC 3161), OCSP (RFC 6960), revocation lists.
//! - [`own`]: an authority inside the program, so that the demonstration needs nothing from outside.
//! - [`Seal`]: a PDF in, a sealed PDF out. What [`CannotSeal::may_pass`] may be tried again later: the document waits.
//! - [`Settings`]: how a house says all this in its settings file.
//!
//! What a signature is made of, and what it is worth, is `pades-wire`'s business; what is sealed and when, that of the
//! rooms. This crate knows no database and no clock: instants and nonces come from the caller.

pub mod ask;
pub mod key;
pub mod own;
mod seal;
mod settings;

pub use key::{CannotUseKey, Key};
pub use seal::{CannotSeal, Seal, Sealed, Stamps, Words};
pub use settings::{BadSettings, KeyPlace, Settings};
