//! The engine: what papers look like to a reader, what uploads are let in, and what hostile work does to a worker.
#![expect(clippy::arithmetic_side_effects, reason = "a test that overflows fails, as it should")]

#[cfg(test)]
mod certificates;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod workers;
