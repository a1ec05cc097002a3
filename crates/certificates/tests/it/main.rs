//! Certificates, through the whole house.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    missing_docs,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

mod cart;
mod choices;
mod delivery;
mod duty;
mod formats;
mod issue;
mod life;
mod office;
mod owners;
mod payment;
mod proof;
mod search;
mod texts;
mod town;
