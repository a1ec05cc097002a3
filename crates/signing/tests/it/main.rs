//! Sealing from the key to the reader: own verifier, pyHanko, poppler, qpdf, Certomancer, SoftHSM.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the helpers of tests may be loud; the lints spare only the test functions themselves"
)]

mod authorities;
mod changes;
mod device;
mod figures;
mod hostile;
mod levels;
mod settings;
mod world;
