//! The room of identity through its front door: pages as a browser sees them, mails as people get them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop where they fail"
)]

mod assistance;
mod kit;
mod pages;
mod recovery;
mod registration;
mod sign_in;
mod staff;
