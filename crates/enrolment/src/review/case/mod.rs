//! One application on one page: what was declared, the papers with a viewer beside them, what happened, what colleagues
//! note, and what can be done.

mod changes;
mod history;
mod load;
pub mod notes;
mod page;
mod papers;
pub mod seen;
mod summary;
mod titles;
pub mod viewer;

pub use changes::item_label;
pub use load::{Case, load};
pub use page::{Typed, View, again, show};
pub use titles::{title_facts, title_heading};
