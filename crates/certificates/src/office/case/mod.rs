//! The page of one request: who asks for what, how it is delivered and paid, what the office can do, what happened.

pub(super) mod file;
mod history;
mod load;
mod page;

pub(super) use page::show;
