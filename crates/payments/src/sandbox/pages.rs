use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::{Event, Problem};
use pagopa::pa_for_node::{Fault, PaaCode};
use platform::{
    House, Stop,
    jobs::Job,
    web::{Own, Page, Posted, Shell, field::Fact},
};
use serde::Deserialize;

use super::{
    deliver::{Delivery, JOB},
    platform_side,
    store::{self, Choice, MySession, Session},
};
use crate::{charge, checkout::store::UNDER_WAY, texts::day};

/// How late "pay late" is.
const LATE: SignedDuration = SignedDuration::from_secs(15);

#[derive(Template)]
#[template(path = "sandbox/sandbox.html")]
pub(crate) struct SandboxPage {
    shell: Shell,
    facts: Vec<Fact>,
    refused: Option<String>,
    action: String,
    choices: Vec<ChoiceText>,
    back: String,
}

struct ChoiceText {
    code: &'static str,
    label: String,
    text: String,
    look: &'static str,
}

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
}

pub(super) async fn show(own: Own<MySession>, State(house): State<House>) -> Result<Response, Stop> {
    let MySession(session) = &own.it;
    Ok(Page::ok(page(&house, &own, session).await?).into_response())
}

pub(super) async fn choose(
    own: Own<MySession>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let MySession(session) = &own.it;
    let choice =
        Choice::read(&form.typed.action).ok_or_else(|| Stop::Problem(Problem::new(422, "unknown-action")))?;
    let back = format!("{}?outcome={}", store::charge_of(session).path(), choice.outcome());
    if session.choice.is_some() {
        // Opened again with the back button: the first choice stands.
        let stands = session.choice.map_or("ok", Choice::outcome);
        let back = format!("{}?outcome={stands}", store::charge_of(session).path());
        return Ok(platform::web::Go::to(back).into_response());
    }
    let payment = if choice.pays() {
        if !is_usable(&house, session).await? {
            return Ok(Page::again(page(&house, &own, session).await?).into_response());
        }
        match platform_side::get_payment(&house, session).await? {
            Ok(payment) => Some(payment),
            Err(_) => return Ok(Page::again(page(&house, &own, session).await?).into_response()),
        }
    } else {
        None
    };
    let mut tx = house.begin_once(&own, form.once).await?;
    if store::choose(&mut tx, session, choice, payment.as_deref()).await? {
        send(&mut tx, session, choice).await?;
    }
    let event = Event::new("payments.sandbox-chosen").with("choice", choice.code());
    tx.journal(&charge::subject(&store::charge_of(session)), event).await?;
    Ok(tx.go(back).await?.into_response())
}

/// Puts the receipts of a choice on their way.
async fn send(tx: &mut platform::Tx, session: &Session, choice: Choice) -> Result<(), Stop> {
    let (count, wait) = match choice {
        Choice::Pay => (1, SignedDuration::ZERO),
        Choice::Late => (1, LATE),
        Choice::Twice => (2, SignedDuration::ZERO),
        Choice::Fail | Choice::Abandon => (0, SignedDuration::ZERO),
    };
    let at = tx.now().saturating_add(wait).map_err(Stop::broken)?;
    for nth in 1..=count {
        let delivery = Delivery { session: session.id.clone(), nth };
        let key = format!("payments-sandbox-{}-{nth}", session.id);
        tx.enqueue(Job::new(JOB, &delivery)?.at(at).once(key)).await?;
    }
    Ok(())
}

/// The platform lets nobody pay a notice while another payment of it is under way, nor on a page that is too old.
async fn is_usable(house: &House, session: &Session) -> Result<bool, Stop> {
    let age = house.clock().now().duration_since(session.opened_at);
    let mut conn = house.db().read().await?;
    Ok(age <= UNDER_WAY && session.choice.is_none() && !store::is_locked(&mut conn, session).await?)
}

async fn page(house: &House, own: &Own<MySession>, session: &Session) -> Result<SandboxPage, Stop> {
    let shell = Shell::new(house, own, "sandbox-title");
    let (facts, refused) = if session.choice.is_some() || !is_usable(house, session).await? {
        (Vec::new(), Some(shell.t("sandbox-closed")))
    } else {
        match platform_side::verify(house, session).await? {
            Ok(payable) => {
                // The message knows one language; the page speaks the person's.
                let mut conn = house.db().read().await?;
                let charge = charge::store::find(&mut conn, store::charge_of(session).as_str()).await?;
                drop(conn);
                let what = charge
                    .map_or(payable.description, |charge| charge.description.pick(shell.lang).to_owned());
                let facts = vec![
                    Fact::new(shell.t("sandbox-creditor"), house.config().institution.name(shell.lang)),
                    Fact::new(shell.t("payments-what"), what),
                    Fact::new(shell.t("payments-total"), payable.amount.show(shell.lang)),
                    Fact::new(shell.t("payments-due-on"), payable.due_date.map(day).unwrap_or_default()),
                    Fact::new(shell.t("payments-notice-number"), &session.notice_number),
                ];
                (facts, None)
            }
            Err(fault) => (Vec::new(), Some(refusal(&shell, &fault))),
        }
    };
    let choices = Choice::ALL.map(|choice| ChoiceText {
        code: choice.code(),
        label: shell.t(&format!("sandbox-{}", choice.code())),
        text: shell.t(&format!("sandbox-{}-text", choice.code())),
        look: if choice == Choice::Pay { "primary" } else { "outline-primary" },
    });
    Ok(SandboxPage {
        facts,
        refused,
        action: format!("/sandbox/checkout/{}", session.id),
        choices: choices.into(),
        back: store::charge_of(session).path(),
        shell,
    })
}

/// What people read at the counter when our door refuses.
fn refusal(shell: &Shell, fault: &Fault) -> String {
    shell.t(match fault.paa() {
        Some(PaaCode::PagamentoDuplicato) => "sandbox-already-paid",
        Some(PaaCode::PagamentoAnnullato) => "sandbox-withdrawn",
        _ => "sandbox-not-payable",
    })
}
