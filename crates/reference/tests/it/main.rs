//! The look-ups, as those who call them see them.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod country;
mod degree;
mod place;
mod university;
