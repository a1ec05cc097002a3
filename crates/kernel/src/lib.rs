//! The words that every room shares: pure values and rules, with no clock, no randomness and no I/O.

mod day;
mod fault;
pub mod fiscal_code;
mod language;
pub mod lifecycle;
mod money;
mod outcome;
pub mod person;
mod problem;
pub mod text;

pub use day::Day;
pub use fault::{Fault, FaultCode, Faults};
pub use fiscal_code::{FiscalCode, Mismatch, PersonData, VatNumber};
pub use language::Language;
pub use lifecycle::{Lifecycle, Refusal, Step};
pub use money::Cents;
pub use outcome::{Event, Outcome};
pub use person::{Email, Gender, PersonCode, PersonName, Telephone};
pub use problem::Problem;
