//! What can be asked for, and the choices that go with it.

mod check;
mod choice;
mod duty;
mod kind;
pub(crate) mod pages;
mod rules;
mod stamp;

pub(crate) use check::optional;
pub use check::{ChoiceTyped, Wanted, asks_recipient};
pub use choice::{Choice, Delivery, Destination, FOOTNOTE_MAX, NOTE_MAX, Purpose, Tongue};
pub(crate) use duty::duties;
pub use duty::{Duties, Duty};
pub use kind::Kind;
pub use rules::{deliveries, destinations, max_copies, may_have_footnote, offered, purposes, tongues};
pub use stamp::{StampTable, Stamped};
