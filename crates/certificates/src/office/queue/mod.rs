//! The queue: which requests, in which order, page by page.

mod filter;
mod page;
mod store;

pub(super) use filter::LISTED;
pub(super) use page::{About, list, names_of};
