//! The work queue: which applications wait for the office, found and counted at the same cost however many there are.

pub mod filter;
mod page;
pub mod store;

pub use filter::{Charge, Filter, Wanted};
pub use page::list;
pub use store::{Found, index_name, queue};
