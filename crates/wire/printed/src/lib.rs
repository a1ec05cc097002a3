//! The code on a printed page: what the university certified, signed, in a QR that needs no network to be believed.
//!
//! Bytes in, values out. From the inside out: the [`Facts`] as a CBOR Web Token's claims (RFC 8392), deflated when that is
//! shorter, in a COSE_Sign1 message signed with ES256, in decimal digits, behind the `#` of the address of the verify
//! page. A phone's camera opens that page, and what stands behind the `#` never leaves the phone. Why digits and not
//! base45: docs/decisions/0011.
//!
//! What is deflated is what is signed, so that neither the compressor's version nor the signature's other form gives a
//! second text with the same meaning: [`check`] takes exactly the texts that [`seal`] made.

mod check;
mod claims;
mod code;
mod digits;
mod facts;
mod seal;

pub use check::{Checked, NotProven, check};
pub use code::{Code, CodeTooLarge, MODULE_MM};
pub use facts::{Exam, ExamMark, Facts, Kind, Mark, PageOf};
pub use seal::{CannotSeal, message, seal};
