//! The matcher as rooms use it: rules, what never changes an outcome, what is shown to whom, and how often it is right.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

mod labelled;
mod people;
mod properties;
mod rules;
mod views;
