//! The office's acts, each inside the caller's transaction: the table is asked, the state is written first, then what
//! goes with it, then the person's mail.

use kernel::{Event, Language};
use platform::{Stop, Tx, mail::Mail};

use super::store::{self, Handed};
use crate::{
    catalogue::Delivery,
    issue::tell,
    request::{
        Footnote, Request, RequestAction, RequestNeed, flow::decide_office, flow::issuing, order,
        pages::words, slot, store as requests,
    },
};

/// An officer takes charge.
pub(super) async fn take(tx: &mut Tx, request: &Request, officer: &str) -> Result<(), Stop> {
    let event = Event::new("certificates.taken").with("to", officer);
    let outcome = decide_office(request, RequestAction::TakeCharge, &[], event)?;
    requests::settle(tx, request, outcome).await?;
    store::set_officer(tx.conn(), &request.id, officer).await
}

/// The office answers what the person wrote; nothing else changes.
pub(super) async fn answer(tx: &mut Tx, request: &Request, text: &str) -> Result<(), Stop> {
    let event = Event::new("certificates.answered");
    let outcome = decide_office(request, RequestAction::Answer, &[RequestNeed::AnswerGiven], event)?;
    requests::settle(tx, request, outcome).await?;
    store::set_answer(tx.conn(), &request.id, text).await?;
    tell(tx, request, "certificates-answered").await
}

/// Lets the documents be issued. `decided` says of each footnote that was asked for whether it is printed.
pub(super) async fn release(
    tx: &mut Tx,
    request: &Request,
    decided: &[(String, bool)],
    answer: &str,
) -> Result<(), Stop> {
    let asked = || request.items.iter().filter(|item| item.footnote == Footnote::Asked);
    let given = |id: &str| decided.iter().find(|(item, _)| item == id).map(|(_, printed)| *printed);
    let all = asked().all(|item| given(&item.id).is_some());
    let needs: &[RequestNeed] = if all { &[RequestNeed::FootnotesDecided] } else { &[] };
    let refused = asked().filter(|item| given(&item.id) == Some(false)).count();
    let event = Event::new("certificates.released").with("footnotes_refused", refused.to_string());
    let outcome = decide_office(request, RequestAction::Release, needs, event)?;
    requests::settle(tx, request, outcome).await?;
    for item in asked() {
        let state = if given(&item.id) == Some(true) { Footnote::Approved } else { Footnote::Refused };
        store::set_footnote(tx.conn(), &item.id, state).await?;
    }
    if !answer.is_empty() {
        store::set_answer(tx.conn(), &request.id, answer).await?;
    }
    if refused > 0 || !answer.is_empty() {
        tell(tx, request, "certificates-answered").await?;
    }
    let now = requests::find(tx.conn(), &request.id).await?.ok_or_else(Stop::not_found)?;
    issuing(tx, &now).await
}

/// The office cannot grant it. The appointment is free again; what was paid has to be given back, and the person is told.
pub(super) async fn refuse(tx: &mut Tx, request: &Request, reason: &str) -> Result<(), Stop> {
    let given: &[RequestNeed] = if reason.is_empty() { &[] } else { &[RequestNeed::ReasonGiven] };
    let event = Event::new("certificates.refused");
    let outcome = decide_office(request, RequestAction::Refuse, given, event)?;
    requests::settle(tx, request, outcome).await?;
    store::set_answer(tx.conn(), &request.id, reason).await?;
    slot::release(tx.conn(), &request.id).await?;
    if !is_paid(tx, request).await? {
        return tell(tx, request, "certificates-refused").await;
    }
    let total = request.total();
    store::set_refund(tx.conn(), &request.id, total).await?;
    let due = Event::new("certificates.refund-due")
        .with("cents", total.0.to_string())
        .with("order", request.order_id.as_deref().unwrap_or_default());
    tx.journal(&request.subject(), due).await?;
    tell(tx, request, "certificates-refused-paid").await
}

/// True when money came for the request.
async fn is_paid(tx: &mut Tx, request: &Request) -> Result<bool, Stop> {
    let Some(id) = &request.order_id else { return Ok(false) };
    let order = order::find(tx.conn(), id).await?;
    Ok(request.total().0 > 0 && order.is_some_and(|order| order.settled_at.is_some()))
}

/// The documents are on paper.
pub(super) async fn mark_printed(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let event = Event::new("certificates.printed");
    let outcome = decide_office(request, RequestAction::MarkPrinted, &[], event)?;
    requests::settle(tx, request, outcome).await?;
    let now = tx.stamp();
    store::set_printed(tx.conn(), &request.id, &now).await
}

/// Given to the post as registered mail.
pub(super) async fn post(tx: &mut Tx, request: &Request, number: &str) -> Result<(), Stop> {
    let event = Event::new("certificates.posted");
    let outcome = decide_office(request, RequestAction::Post, &[RequestNeed::RegisteredNumber], event)?;
    requests::settle(tx, request, outcome).await?;
    let now = tx.stamp();
    store::set_posted(tx.conn(), &request.id, number, &now).await?;
    tell(tx, request, "certificates-posted").await
}

/// Laid ready at the counter: the person is told when it is open and what to bring.
pub(super) async fn lay_ready(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let event = Event::new("certificates.collectable");
    let outcome = decide_office(request, RequestAction::LayReady, &[], event)?;
    requests::settle(tx, request, outcome).await?;
    let Some(person) = people::find(tx.conn(), &request.person_id).await? else { return Ok(()) };
    let (counter, hours) = counter(tx, request, person.language);
    let mail = Mail::new(person.email.as_str(), person.language, "certificates-collectable")
        .with("name", person.name.as_str())
        .with("number", request.number.to_string())
        .with("counter", counter)
        .with("hours", hours)
        .link(format!("/certificates/requests/{}", request.id))
        .about(&request.subject());
    tx.mail(mail).await
}

/// The counter's name and its opening hours.
fn counter(tx: &Tx, request: &Request, language: Language) -> (String, String) {
    let voice = tx.house().texts().voice(language);
    let counter = words::counter(tx.house(), request);
    let name = counter.map(|counter| language.pick(&counter.name_it, &counter.name_en).to_owned());
    let hours = counter.map(|counter| words::hours(&voice, counter).join(", "));
    (name.unwrap_or_default(), hours.unwrap_or_default())
}

/// Handed over at the counter, after the identity, or the delegate's and the delegation, were checked.
pub(super) async fn hand_over(tx: &mut Tx, request: &Request, handed: &Handed) -> Result<(), Stop> {
    let to = if handed.delegate.is_some() { "delegate" } else { "person" };
    let event = Event::new("certificates.handed-over").with("to", to);
    let outcome = decide_office(request, RequestAction::HandOver, &[RequestNeed::IdentityChecked], event)?;
    requests::settle(tx, request, outcome).await?;
    let now = tx.stamp();
    store::set_handed(tx.conn(), &request.id, handed, &now).await?;
    tell(tx, request, "certificates-handed-over").await
}

/// True when paper leaves by the post.
pub(super) fn by_post(request: &Request) -> bool {
    request.delivery == Some(Delivery::Post)
}
