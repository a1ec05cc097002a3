//! The secretariat's side: queues, review, corrections, qualification checks, decisions.
//!
//! An officer works on applications of their programmes; the central secretariat on all. The page of an application
//! shows what was declared, beside the papers, and offers what the lifecycle allows. Each decision is one transaction
//! with its event and the applicant's mail.

pub mod act;
pub mod case;
pub mod check;
pub mod declared;
pub mod numbers;
pub mod officers;
pub mod queue;
pub mod rounds;
pub mod sheets;
pub mod status;
pub mod wanted;

use futures::future::BoxFuture;
use kernel::Event;
use platform::{
    House, Listener, Stop, Subject, Tx,
    jobs::Handler,
    web::{Duty, Overseen, Params, Role, Routes, Scope},
};

use crate::{
    application::store::{self, Application},
    programme::{self, Programme},
};

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = (
    concat!(
        include_str!("status.it.ftl"),
        "\n",
        include_str!("texts.it.ftl"),
        "\n",
        include_str!("check/texts.it.ftl"),
        "\n",
        include_str!("mails.it.ftl")
    ),
    concat!(
        include_str!("status.en.ftl"),
        "\n",
        include_str!("texts.en.ftl"),
        "\n",
        include_str!("check/texts.en.ftl"),
        "\n",
        include_str!("mails.en.ftl")
    ),
);

/// What must hold in the feature's tables.
pub const INVARIANTS: &[(&str, &str)] = &[
    (
        "a title that was asked about has a link and a term",
        "select count(*) from qualification_check \
         where state = 'asked' and (token_hash is null or answer_by is null or email is null)",
    ),
    (
        "a title that was answered has an answer, and one that was decided a reason",
        "select count(*) from qualification_check \
         where (state = 'answered' and (answer is null or answered_at is null)) \
         or (state in ('confirmed', 'refused') and (decision_note is null or decided_at is null))",
    ),
    (
        "nobody is asked to pay before each title is confirmed and the data are accepted",
        "select count(*) from application a where a.state = 'awaiting-payment' and (a.data_accepted_at is null \
         or exists (select 1 from qualification q left join qualification_check c on c.qualification_id = q.id \
         where q.application_id = a.id and (c.state is null or c.state <> 'confirmed')))",
    ),
];

/// Events of the office that the applicant is not told of.
pub const INTERNAL: &[&str] = &["enrolment.seen", "enrolment.noted", "enrolment.assigned"];

/// Assessing applications.
pub struct Admissions;

impl Duty for Admissions {
    const NAME: &'static str = "admissions";
    const ROLES: &'static [Role] = &[Role::ProgrammeSecretary, Role::CentralSecretariat];
}

/// An application that the officer looks after: of their programmes, and sent at least once. What was never sent is
/// the applicant's own.
pub struct Reviewed(pub Application);

impl Overseen for Reviewed {
    const OBJECT: &'static str = "application";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let found = store::find(&mut conn, params.get("id")).await?;
        Ok(found.filter(|it| it.submitted_at.is_some() && scope.covers(&it.programme_id)).map(Reviewed))
    }
}

/// A programme whose applications the officer looks after.
pub struct ReviewedProgramme(pub Programme);

impl Overseen for ReviewedProgramme {
    const OBJECT: &'static str = "programme";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let id = params.get("id");
        if !scope.covers(id) {
            return Ok(None);
        }
        let mut conn = house.db().read().await?;
        Ok(programme::find(&mut conn, id).await?.map(ReviewedProgramme))
    }
}

/// The feature's routes.
pub fn routes() -> Routes {
    use act::{ask, pages};
    use check::{pages as checks, public};
    Routes::new()
        .get("/office/applications", queue::list)
        .get("/office/applications/{id}", case::show)
        .get("/office/applications/{id}/papers/{paper}", case::viewer::original)
        .get("/office/applications/{id}/papers/{paper}/pages/{page}", case::viewer::picture)
        .post("/office/applications/{id}/accept", pages::accept)
        .post("/office/applications/{id}/conditional", pages::conditional)
        .post("/office/applications/{id}/payment", pages::payment)
        .get("/office/applications/{id}/corrections", ask::corrections_page)
        .post("/office/applications/{id}/corrections", ask::corrections)
        .get("/office/applications/{id}/reject", pages::reject_page)
        .post("/office/applications/{id}/reject", pages::reject)
        .get("/office/applications/{id}/cancel", pages::cancel_page)
        .post("/office/applications/{id}/cancel", pages::cancel)
        .post("/office/applications/{id}/take", pages::take)
        .post("/office/applications/{id}/hand-over", pages::hand_over)
        .post("/office/applications/{id}/notes", pages::note)
        .get("/office/applications/{id}/titles/{title}/ask", checks::ask_page)
        .post("/office/applications/{id}/titles/{title}/ask", checks::ask)
        .get("/office/applications/{id}/titles/{title}/decide", checks::decide_page)
        .post("/office/applications/{id}/titles/{title}/decide", checks::decide)
        .get("/qualification-check/{token}", public::show)
        .post("/qualification-check/{token}", public::answer)
        .get("/office/programmes/{id}/numbers", numbers::show)
        .post("/office/programmes/{id}/final-fee", numbers::final_fee::ask)
}

/// The feature's jobs.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    vec![
        (check::flow::REMINDER, check::flow::remind),
        (numbers::final_fee::ALL, numbers::final_fee::all),
        (numbers::final_fee::ONE, numbers::final_fee::one),
    ]
}

/// The feature's reactions to events.
pub fn listeners() -> Vec<(&'static str, Listener)> {
    vec![
        ("identity.signed-in", officers::on_signed_in),
        ("enrolment.submitted", on_submitted),
        ("enrolment.resubmitted", on_submitted),
        ("enrolment.resubmitted", officers::on_sent_again),
        ("enrolment.confirmed", numbers::final_fee::on_confirmed),
        ("enrolment.programme-created", numbers::final_fee::on_programme),
        ("enrolment.programme-changed", numbers::final_fee::on_programme),
    ]
}

/// An application was sent: it can be found by the applicant's name.
fn on_submitted<'a>(tx: &'a mut Tx, subject: &'a Subject, _: &'a Event) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(id) = subject.as_str().strip_prefix("application:") else { return Ok(()) };
        let Some(application) = store::find(tx.conn(), id).await? else { return Ok(()) };
        queue::index_name(tx, &application.id, &application.applicant_name).await
    })
}
