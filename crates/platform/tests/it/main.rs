//! The platform through its front door: transactions, journal, jobs, forms, authority, on a small room of its own.

mod ground;
mod room;
