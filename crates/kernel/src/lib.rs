//! The words that every room shares: pure values and rules, with no clock, no randomness and no I/O.

mod fault;
mod language;
pub mod lifecycle;
mod money;
mod outcome;
mod problem;
pub mod text;

pub use fault::{Fault, FaultCode, Faults};
pub use language::Language;
pub use lifecycle::{Lifecycle, Refusal, Step};
pub use money::Cents;
pub use outcome::{Event, Outcome};
pub use problem::Problem;
