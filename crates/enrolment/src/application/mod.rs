//! An application for enrolment: one person, one programme, one lifecycle. What an application is stands in
//! [`rules`], which papers prove a title in [`papers`], what can be changed when in [`items`], what is missing in
//! [`missing`]; what happens to it in [`flow`], its rows in [`store`], [`title`], [`paper`] and [`correction`].
//!
//! The stages of the form are pages of their own: personal data, qualification, upload, confirm. Each can be opened at
//! any time and loses nothing: what is typed is kept ([`draft`]), every save raises a version, and the check list says
//! in one place what is still missing.

pub mod confirm;
pub mod correction;
pub mod dossier;
pub mod draft;
mod files;
pub mod flow;
pub mod frame;
pub mod items;
pub mod list;
mod mails;
pub mod missing;
pub mod paper;
pub mod papers;
mod payment;
pub mod personal;
pub mod qualification;
pub mod receipt;
pub mod rules;
pub(crate) mod slot;
pub mod snapshot;
pub mod status;
pub mod store;
mod terms;
pub mod title;
pub mod upload;

pub use payment::{FEE, INSTALMENT, fee_reason};

use platform::{Listener, jobs::Handler, web::Routes};

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = (
    concat!(
        include_str!("texts.it.ftl"),
        include_str!("mails.it.ftl"),
        include_str!("qualification/texts.it.ftl")
    ),
    concat!(
        include_str!("texts.en.ftl"),
        include_str!("mails.en.ftl"),
        include_str!("qualification/texts.en.ftl")
    ),
);

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
    use qualification::{course, declaration, details, remove, suggest, university};
    Routes::new()
        .get("/applications", list::list)
        .post("/applications", list::create)
        .get("/applications/new", list::new)
        .get("/applications/suggest/universities", suggest::universities_begun)
        .get("/applications/suggest/towns", suggest::towns_begun)
        .get("/applications/{id}", status::show)
        .get("/applications/{id}/personal", personal::show)
        .post("/applications/{id}/personal", personal::confirm)
        .get("/applications/{id}/qualification", qualification::show)
        .post("/applications/{id}/qualification", qualification::confirm)
        .get("/applications/{id}/qualification/{title}", details::show)
        .post("/applications/{id}/qualification/{title}", details::save)
        .get("/applications/{id}/qualification/{title}/university", university::search)
        .post("/applications/{id}/qualification/{title}/university", university::select)
        .get("/applications/{id}/qualification/{title}/university/other", university::other)
        .post("/applications/{id}/qualification/{title}/university/other", university::write)
        .get("/applications/{id}/qualification/{title}/course", course::search)
        .post("/applications/{id}/qualification/{title}/course", course::select)
        .get("/applications/{id}/qualification/{title}/course/other", course::other)
        .post("/applications/{id}/qualification/{title}/course/other", course::write)
        .get("/applications/{id}/qualification/{title}/remove", remove::ask)
        .post("/applications/{id}/qualification/{title}/remove", remove::remove)
        .post("/applications/{id}/qualification/{title}/register", details::register)
        .get("/applications/{id}/qualification/{title}/self-certification", declaration::download)
        .get("/applications/{id}/upload", upload::show)
        .post("/applications/{id}/upload", upload::confirm)
        .post("/applications/{id}/upload/add", upload::add)
        .post("/applications/{id}/papers", files::put)
        .get("/applications/{id}/papers/{paper}", files::open)
        .post("/applications/{id}/papers/{paper}/remove", files::remove)
        .get("/applications/{id}/confirm", confirm::show)
        .post("/applications/{id}/submit", confirm::submit)
        .get("/applications/{id}/receipt", receipt::show)
        .get("/applications/{id}/receipt.pdf", receipt::pdf)
        .get("/applications/{id}/withdraw", status::ask)
        .post("/applications/{id}/withdraw", status::withdraw)
        .post("/applications/{id}/draft/{form}", draft::save)
}

/// The feature's jobs.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    terms::jobs()
}

/// The feature's reactions to other rooms' events.
pub fn listeners() -> Vec<(&'static str, Listener)> {
    vec![("payments.settled", payment::on_settled)]
}
