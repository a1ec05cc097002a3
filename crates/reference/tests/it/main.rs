//! The look-ups, as those who call them see them.

mod country;
mod degree;
mod place;
mod university;
