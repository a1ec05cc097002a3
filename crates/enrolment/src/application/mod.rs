//! An application for enrolment: one person, one programme, one lifecycle. What an application is stands in
//! [`rules`]; its rows in [`store`].

pub mod rules;
pub mod store;

use platform::{Listener, jobs::Handler, web::Routes};

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = ("", "");

/// What must hold in the feature's tables at every moment.
pub const INVARIANTS: &[(&str, &str)] = &[
    (
        "the tallies are the numbers of applications",
        "select count(*) from (select programme_id, state, count(*) as n from application group by programme_id, state) a \
         full join (select programme_id, state, n from application_tally where n <> 0) t \
         on t.programme_id = a.programme_id and t.state = a.state where a.n is null or t.n is null or a.n <> t.n",
    ),
    (
        "a submitted application has protocol and snapshot",
        "select count(*) from application where submitted_at is not null and (protocol is null or snapshot is null)",
    ),
    (
        "a confirmed enrolment has a student number, and no other application has",
        "select count(*) from application where (state = 'confirmed') <> (matricola is not null)",
    ),
    (
        "a reopened application has exactly one open request for corrections",
        "select count(*) from application a where (a.state = 'reopened') <> \
         exists (select 1 from correction c where c.application_id = a.id and c.closed_at is null)",
    ),
];

/// The feature's routes.
pub fn routes() -> Routes {
    Routes::new()
}

/// The feature's jobs.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    Vec::new()
}

/// The feature's reactions to other rooms' events.
pub fn listeners() -> Vec<(&'static str, Listener)> {
    Vec::new()
}
