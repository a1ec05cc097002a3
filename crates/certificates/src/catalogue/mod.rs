//! What can be asked for, and the choices that go with it.

mod choice;
mod kind;
mod rules;
mod stamp;

pub use choice::{Choice, Delivery, Destination, FOOTNOTE_MAX, NOTE_MAX, Purpose, Tongue};
pub use kind::Kind;
pub use rules::{deliveries, destinations, max_copies, may_have_footnote, offered, purposes, tongues};
pub use stamp::{StampTable, Stamped};
