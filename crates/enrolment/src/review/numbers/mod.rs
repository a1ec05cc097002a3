//! A programme's numbers, drawn: applications by status and by day, places left, how long decisions take. All of them
//! are kept with each step, so that drawing costs the same however many applications there are.

pub mod final_fee;
mod page;
mod rule;

pub use page::show;
