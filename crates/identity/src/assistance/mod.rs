//! The assistance desk: answers to common questions, requests with a number, the office that answers them, and the
//! emergency code for people who lost their second factor.

mod account;
mod desk;
mod form;
mod people;
mod public;
mod rules;
mod store;
mod thread;

use platform::web::{Duty, Role, Routes};

pub use rules::{Action, Desk as DeskRole, RequestLifecycle, Status};

/// Who answers requests and helps people to sign in.
#[derive(Debug)]
pub struct Assistance;
impl Duty for Assistance {
    const NAME: &'static str = "assistance";
    const ROLES: &'static [Role] = &[Role::AssistanceDesk];
}

pub(crate) fn routes() -> Routes {
    public::routes().merge(thread::routes()).merge(desk::routes()).merge(people::routes()).merge(account::routes())
}
