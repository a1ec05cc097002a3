//! Enrolment through its doors, in the whole house in memory.

mod programme;
mod review;
mod review_doors;
mod review_world;
mod texts;
