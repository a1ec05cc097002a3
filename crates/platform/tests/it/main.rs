//! The platform through its front door: transactions, journal, jobs, forms, authority, on a small room of its own.

mod database;
mod ground;
mod room;
