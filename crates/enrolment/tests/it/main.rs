//! Enrolment through its doors, in the whole house in memory.

mod admission;
mod application;
mod application_drafts;
mod application_input;
mod application_terms;
mod programme;
mod review;
mod review_doors;
mod review_rounds;
mod review_world;
mod texts;
