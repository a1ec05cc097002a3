//! Certificates through the whole house.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

#[cfg(test)]
mod issue;
