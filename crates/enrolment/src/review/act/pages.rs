//! The doors of the actions: who asks, what they sent, one flow call, where they go.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::Faults;
use platform::{
    House, Stop, Tx,
    web::{
        Desk, Go, Once, Page, Posted, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::flow;
use crate::{
    application::store::{Application, ChangedMeanwhile},
    review::{Admissions, Reviewed, case, officers},
};

/// A form of one button: only its key and version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pressed {}

/// A form with a reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reasoned {
    /// Why, in the officer's words.
    pub reason: String,
}

/// Longest reason, in characters.
const REASON: usize = 2000;

/// An officer and an application that they look after.
pub type Case = Desk<Admissions, Reviewed>;

/// Begins an officer's action on an application.
pub async fn begin(house: &House, who: &Case, once: Once) -> Result<Tx, Stop> {
    let mut tx = house.begin_once(&who.visitor, once).await?;
    officers::remember(&mut tx, &who.session).await?;
    Ok(tx)
}

/// Stops when the page that was sent showed an older version.
pub fn fresh(application: &Application, version: Option<i64>) -> Result<(), ChangedMeanwhile> {
    if version == Some(application.version) { Ok(()) } else { Err(ChangedMeanwhile) }
}

/// The application's page, saying what was done.
pub fn back(application: &Application, done: &str) -> String {
    format!("/office/applications/{}?done={done}", application.id)
}

/// "Accept the data".
pub async fn accept(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::accept(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "review-accepted")).await
}

/// "Enrol under condition".
pub async fn conditional(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::enrol_conditionally(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "review-conditional")).await
}

/// "Ask for fee and duty".
pub async fn payment(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    let (_, moved) = flow::ask_payment(&mut tx, &who.it.0).await?;
    let done = if moved { "review-payment-moved" } else { "review-payment" };
    tx.go(back(&who.it.0, done)).await
}

/// "Take charge".
pub async fn take(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    case::notes::assign(&mut tx, &who.it.0, &who.session.account_id).await?;
    tx.go(back(&who.it.0, "review-taken")).await
}

/// "Hand over" to a colleague who looks after the same programme.
pub async fn hand_over(
    who: Case,
    State(house): State<House>,
    form: Posted<case::Typed>,
) -> Result<Response, Stop> {
    let colleagues = {
        let mut conn = house.db().read().await?;
        officers::colleagues(&mut conn, &who.it.0.programme_id).await?
    };
    let mut faults = Faults::new();
    if form.typed.to.is_empty() {
        faults.add("to", "required");
    } else if !colleagues.iter().any(|(id, _)| *id == form.typed.to) {
        faults.add("to", "unknown-choice");
    }
    if !faults.is_empty() {
        return Ok(case::again(&house, &who, &form.typed, &faults).await?.into_response());
    }
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    case::notes::assign(&mut tx, &who.it.0, &form.typed.to).await?;
    Ok(tx.go(back(&who.it.0, "review-handed-over")).await?.into_response())
}

/// "Add a note".
pub async fn note(
    who: Case,
    State(house): State<House>,
    form: Posted<case::Typed>,
) -> Result<Response, Stop> {
    let text = match case::notes::parse(&form.typed.note) {
        Ok(text) => text,
        Err(code) => {
            let mut faults = Faults::new();
            faults.add_with("note", code, vec![("max", case::notes::LONGEST.to_string())]);
            return Ok(case::again(&house, &who, &form.typed, &faults).await?.into_response());
        }
    };
    let mut tx = begin(&house, &who, form.once).await?;
    case::notes::add(&mut tx, &who.it.0, &who.session.account_id, &text).await?;
    Ok(tx.go(back(&who.it.0, "review-noted")).await?.into_response())
}

#[derive(Template)]
#[template(path = "review/act/reason.html")]
struct ReasonPage {
    shell: Shell,
    action: String,
    base: String,
    version: i64,
    help: String,
    confirm: String,
    faults: Vec<FieldFault>,
    reason: Field,
}

fn reason_page(
    house: &House,
    who: &Case,
    end: &'static str,
    typed: &Reasoned,
    faults: &Faults,
) -> ReasonPage {
    let base = format!("/office/applications/{}", who.it.0.id);
    let shell = shell(house, who, &format!("review-do-{end}"), &base);
    let reason = Field::new("reason", shell.t("review-reason"))
        .value(&typed.reason)
        .hint(shell.t("review-reason-hint"))
        .required()
        .told(faults, shell.voice());
    ReasonPage {
        action: format!("{base}/{end}"),
        version: who.it.0.version,
        help: shell.t(&format!("review-do-{end}-help")),
        confirm: shell.t(&format!("review-do-{end}")),
        faults: Field::summary_of(&[&reason]),
        reason,
        base,
        shell,
    }
}

/// The frame of a page below an application's.
pub fn shell(house: &House, who: &Case, key: &str, base: &str) -> Shell {
    Shell::new(house, &who.visitor, key)
        .crumb("review-queue-title", "/office/applications")
        .crumb_titled(who.it.0.applicant_name.clone(), base)
        .crumb(key, "")
}

fn reason(typed: &Reasoned) -> Result<String, Faults> {
    kernel::text::paragraph(&typed.reason, REASON).map_err(|code| {
        let mut faults = Faults::new();
        faults.add_with("reason", code, vec![("max", REASON.to_string())]);
        faults
    })
}

/// Somebody changed the application since the page was opened: said at a field, so that what was typed stays.
pub fn stale(field: &'static str) -> Faults {
    let mut faults = Faults::new();
    faults.add(field, "review-stale");
    faults
}

/// "Do not accept": the page.
pub async fn reject_page(who: Case, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(reason_page(&house, &who, "reject", &Reasoned::default(), &Faults::new())))
}

/// "Do not accept".
pub async fn reject(who: Case, State(house): State<House>, form: Posted<Reasoned>) -> Result<Response, Stop> {
    end(who, house, form, "reject").await
}

/// "Cancel the application": the page.
pub async fn cancel_page(who: Case, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(reason_page(&house, &who, "cancel", &Reasoned::default(), &Faults::new())))
}

/// "Cancel the application".
pub async fn cancel(who: Case, State(house): State<House>, form: Posted<Reasoned>) -> Result<Response, Stop> {
    end(who, house, form, "cancel").await
}

async fn end(who: Case, house: House, form: Posted<Reasoned>, end: &'static str) -> Result<Response, Stop> {
    let again =
        |faults: &Faults| Page::again(reason_page(&house, &who, end, &form.typed, faults)).into_response();
    let reason = match reason(&form.typed) {
        Ok(reason) => reason,
        Err(faults) => return Ok(again(&faults)),
    };
    let mut tx = begin(&house, &who, form.once.clone()).await?;
    if fresh(&who.it.0, form.version).is_err() {
        return Ok(again(&stale("reason")));
    }
    let done = if end == "reject" {
        flow::reject(&mut tx, &who.it.0, &reason).await?;
        "review-rejected"
    } else {
        flow::cancel(&mut tx, &who.it.0, &reason).await?;
        "review-cancelled"
    };
    Ok(tx.go(back(&who.it.0, done)).await?.into_response())
}
