//! What the crate promises, from outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "the helpers of tests may be loud; the lints spare only the test functions themselves"
)]

mod hostile;
mod said;
mod schemas;
mod status;
mod world;
