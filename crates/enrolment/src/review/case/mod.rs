//! One application on one page: what was declared, the papers with a viewer beside them, what happened, what colleagues
//! note, and what can be done.

mod history;
mod load;
pub mod notes;
mod page;
pub mod seen;
pub mod viewer;

pub use load::{Case, load};
pub use page::{Typed, View, again, show, title_facts, title_heading};
