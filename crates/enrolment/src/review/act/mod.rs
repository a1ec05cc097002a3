//! What the secretariat does with an application. [`rule`] decides, [`flow`] writes, [`pages`] ask.

pub mod ask;
pub mod corrections;
pub mod fees;
pub mod flow;
pub mod pages;
pub mod rule;
#[cfg(test)]
pub(super) mod samples;
