//! The house in memory, for the tests of the rooms: a fresh database (SQLite, or PostgreSQL when
//! `ATENEO_TEST_DATABASE` names a server), a clock that stands still, the same dice each time, and a browser without
//! scripts.

#![expect(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod browser;
mod world;

pub use browser::{Answer, Browser};
pub use world::{PlainExaminer, World};
