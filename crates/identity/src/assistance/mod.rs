//! Authentication assistance: the page where people who cannot get in begin, their requests to the desk, and the desk
//! itself, which answers them, looks people up, issues emergency codes after an identity check and disables accounts.
//!
//! The guides offer to "deactivate 2FA" by oneself; recovery may not be weaker than what it recovers (ASVS 6.4.3,
//! 6.4.4), so here the desk checks who asks, writes down how, and the code that it issues opens one thing only: setting
//! up a new second factor.

mod ask;
mod desk;
mod emergency;
mod form;
mod hub;
mod model;
mod person;
mod queue;
mod search;
mod store;
mod thread;

use platform::web::{Duty, Role, Routes};

pub use model::RequestLifecycle;

/// Who answers people that cannot get in.
#[derive(Debug)]
pub struct Assistance;
impl Duty for Assistance {
    const NAME: &'static str = "assistance";
    const ROLES: &'static [Role] = &[Role::AssistanceDesk, Role::Administrator];
}

pub(crate) fn routes() -> Routes {
    hub::routes()
        .merge(ask::routes())
        .merge(thread::routes())
        .merge(queue::routes())
        .merge(desk::routes())
        .merge(search::routes())
        .merge(person::routes())
        .merge(emergency::routes())
}

/// What must hold in the tables of the desk at every moment: (name, SQL that counts violations).
pub(crate) const INVARIANTS: &[(&str, &str)] = &[
    (
        "every attachment of a request is a file of that request",
        "select count(*) from assistance_request r left join stored_file f on f.id = r.file_id \
         where r.file_id is not null and (f.owner is null or f.owner <> 'assistance:' || r.id)",
    ),
    (
        "an account has one emergency code at most that was not used",
        "select count(*) from (select account_id from emergency_code where used_at is null \
         group by account_id having count(*) > 1) twice",
    ),
    (
        "every emergency code says how the person was identified",
        "select count(*) from emergency_code where identity_check = ''",
    ),
];

/// A value as it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
