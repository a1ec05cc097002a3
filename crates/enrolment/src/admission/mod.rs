//! Enrolment by the stamp duty alone. The contact person of a programme admits somebody, from an application that is
//! approved or by person code with the qualification documents at hand; the person finds the stamp duty among the
//! certificates, books and pays it; only then is the enrolment valid and the student number given.
//!
//! What an admission is stands in [`rules`], what happens to it in [`flow`], its rows in [`store`]. The room that sells
//! the stamp duty asks [`due_of`] what is open, and tells of a payment by the event [`DUTY_PAID`].

pub mod flow;
pub mod list;
mod look;
mod mails;
mod office;
mod person;
pub mod rules;
pub mod store;

use futures::future::BoxFuture;
use kernel::Event;
use platform::{
    Conn, House, Listener, Stop, Subject, Tx,
    web::{Overseen, Owned, Params, Routes, Scope},
};

use crate::programme::{self, Programme};
pub use person::mine;
use rules::State;
use store::Admission;

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = (
    concat!(include_str!("texts.it.ftl"), "\n", include_str!("mails.it.ftl")),
    concat!(include_str!("texts.en.ftl"), "\n", include_str!("mails.en.ftl")),
);

/// The event by which the payment of a stamp duty is told, about `admission:<id>`.
pub const DUTY_PAID: &str = "certificates.duty-paid";

/// What must hold in the feature's tables.
pub const INVARIANTS: &[(&str, &str)] = &[
    (
        "a paid admission has a student number and the instant of its payment, and no other has a number",
        "select count(*) from admission where (state = 'paid') <> (matricola is not null) \
         or (state in ('paid', 'paid-late')) <> (paid_at is not null)",
    ),
    (
        "a paid admission is exactly one career, of its person, edition and number",
        "select count(*) from admission a where a.state = 'paid' and 1 <> (select count(*) from career c \
         where c.application_id = coalesce(a.application_id, a.id) and c.matricola = a.matricola \
         and c.person_id = a.person_id and c.edition_id = a.programme_id)",
    ),
    (
        "no career without the payment of its stamp duty",
        "select count(*) from admission a join career c on c.application_id = a.id where a.state <> 'paid'",
    ),
    (
        "an application with an open admission waits for its payment, and one with a paid admission is confirmed",
        "select count(*) from admission a join application p on p.id = a.application_id \
         where (a.state = 'open' and p.state <> 'awaiting-payment') \
         or (a.state = 'paid' and (p.state <> 'confirmed' or p.matricola <> a.matricola))",
    ),
    (
        "the stamp duty is not asked of an application and of its admission",
        "select count(*) from admission a join charge c on c.reason_kind = 'enrolment-fee' \
         and c.reason_id = a.application_id where a.state in ('open', 'paid') and c.state <> 'cancelled'",
    ),
    (
        "whose stamp duty was paid is enrolled, or waits for the secretariat to decide",
        "select count(*) from admission a where a.state in ('open', 'withdrawn') and exists (select 1 from event e \
         where e.subject = 'admission:' || a.id and e.kind = 'certificates.duty-paid')",
    ),
];

/// An admission that the officer looks after: of their programmes.
pub struct Overlooked(pub Admission);

impl Overseen for Overlooked {
    const OBJECT: &'static str = "admission";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let found = store::find(&mut conn, params.get("id")).await?;
        Ok(found.filter(|it| scope.covers(&it.programme_id)).map(Self))
    }
}

/// An admission of the person who asks.
pub struct OwnAdmission(pub Admission);

impl Owned for OwnAdmission {
    const OBJECT: &'static str = "admission";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let found = store::find(&mut conn, params.get("id")).await?;
        Ok(found.filter(|it| it.person_id == account_id).map(Self))
    }
}

/// The feature's routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/admissions/{id}", person::show)
        .get("/office/admissions", office::list::show)
        .post("/office/admissions", office::new::open)
        .get("/office/admissions/new", office::new::show)
        .get("/office/admissions/{id}", office::case::show)
        .get("/office/admissions/{id}/withdraw", office::withdraw::ask)
        .post("/office/admissions/{id}/withdraw", office::withdraw::withdraw)
        .post("/office/admissions/{id}/admit", office::case::admit)
}

/// The feature's reactions to events.
pub fn listeners() -> Vec<(&'static str, Listener)> {
    vec![
        (DUTY_PAID, on_duty_paid),
        ("enrolment.cancelled", on_application_ended),
        ("enrolment.withdrawn", on_application_ended),
    ]
}

/// An admission whose stamp duty can be paid, with its edition.
///
/// # Errors
/// When the database fails.
pub async fn due_of(conn: &mut Conn, person_id: &str) -> Result<Vec<(Admission, Programme)>, Stop> {
    let mut due = Vec::new();
    for admission in store::of_person(&mut *conn, person_id).await? {
        if admission.state != State::Open {
            continue;
        }
        if let Some(programme) = programme::find(&mut *conn, &admission.programme_id).await? {
            due.push((admission, programme));
        }
    }
    Ok(due)
}

/// A stamp duty was paid: what follows happens in the same transaction.
fn on_duty_paid<'a>(tx: &'a mut Tx, subject: &'a Subject, _: &'a Event) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(id) = subject.as_str().strip_prefix("admission:") else { return Ok(()) };
        match store::find(tx.conn(), id).await? {
            Some(admission) => flow::paid(tx, &admission).await,
            None => Ok(()),
        }
    })
}

/// An application ended: the admission that came from it falls with it.
fn on_application_ended<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    _: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        match subject.as_str().strip_prefix("application:") {
            Some(id) => flow::fall(tx, id).await,
            None => Ok(()),
        }
    })
}
