//! Payments through its doors, in the whole house in memory.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::panic,
    missing_docs,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

mod billing;
mod charges;
mod checkout;
mod door;
mod office;
mod receipts;
mod storm;
mod texts;
mod town;
