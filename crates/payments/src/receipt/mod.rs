//! Receipts: the only thing that makes a charge paid.
//!
//! A receipt is first kept as it came and answered (`take`); a job then decides what it means and applies it, in one
//! transaction with everything that follows from it (`apply`). What does not fit opens an exception for the finance
//! office; money is never refused, because it has moved already.

mod apply;
mod judge;
pub(crate) mod store;
mod take;

pub(crate) use apply::{JOB, apply, job_key, settle};
pub(crate) use judge::ExceptionKind;
pub(crate) use store::Stored;
pub(crate) use take::take;
