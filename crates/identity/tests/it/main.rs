//! The room of identity through its front door: pages as a browser sees them, mails as people get them.

mod assistance;
mod kit;
mod pages;
mod recovery;
mod registration;
mod sign_in;
mod staff;
