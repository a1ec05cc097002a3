//! What pagoPA and a creditor institution say to each other: notice numbers, the SOAP messages of `paForNode`, receipts.
//!
//! Bytes in, values out: this crate has no clock, no randomness, no network and no files. It decides what a message
//! means and whether it keeps to the schema; what to do about it is decided by the room that holds the positions.
//! Sources: SANP 3.12 (integration guide), SACI 3.2.1 (codes), the notice guide 3.3, `paForNode.xsd`.
//!
//! A station answers like this:
//!
//! 1. [`pa_for_node::read_request`] the body; a [`pa_for_node::Rejection`] knows its own answer.
//! 2. Verify and get: compare the [`Station`], find the notice, write the response. A notice that is unknown, or whose
//!    number has a wrong check, is `PAA_PAGAMENTO_SCONOSCIUTO`; one already paid is `PAA_PAGAMENTO_DUPLICATO`, whatever
//!    else is true of it, because that is what tells people that they have paid.
//! 3. Receipt: keep the bytes as they came, commit, answer `OK`, and work on it afterwards. One that is already held is
//!    `OK` again; one for a notice of somebody else, or for a second payment, is kept and answered `OK` too, since money
//!    has moved. What could not be stored is answered with [`pa_for_node::soap_fault`], never with a well-formed `KO`:
//!    after a `KO` the platform does not try again (SANP 3.12, paSendRTV2: 48 attempts, one an hour).

mod facet;
pub mod notice;
pub mod pa_for_node;
pub mod receipt;
mod shared;
mod xml;

pub use facet::{Moment, fit};
pub use notice::{Iuv, NoticeNumber};
pub use receipt::Receipt;
pub use shared::{EntityCode, NoticeRef, PersonKind, Station, Subject};
pub use xml::{CannotRead, FieldFault};
