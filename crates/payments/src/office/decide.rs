use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use pagopa::NoticeNumber;
use platform::{
    House, Stop, Subject, Tx,
    web::{
        Desk, Page, Posted, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};

use super::{
    Finance,
    exception::{self, Decision, Exception},
    form::{Decided, DecisionTyped},
};
use crate::{
    charge::{Party, store as charges},
    receipt::{ExceptionKind, settle, store as receipts},
    texts::{day, moment},
};

#[derive(Template)]
#[template(path = "office/decide.html")]
pub(crate) struct DecidePage {
    shell: Shell,
    facts: Vec<Fact>,
    explanation: String,
    evidence: Option<String>,
    decided: Vec<Fact>,
    is_open: bool,
    action: String,
    version: i64,
    faults: Vec<FieldFault>,
    decision: Field,
    reason: Field,
    amount: Field,
    iban: Field,
    done_on: Field,
    notice: Field,
}

pub(super) async fn show(desk: Desk<Finance, Exception>, State(house): State<House>) -> Page<DecidePage> {
    let typed = DecisionTyped {
        amount: desk.it.amount.decimal(),
        notice: if can_match(desk.it.kind) { desk.it.notice_number.clone() } else { String::new() },
        ..DecisionTyped::default()
    };
    Page::ok(page(shell(&house, &desk), &desk.it, &typed, &Faults::new()))
}

pub(super) async fn decide(
    desk: Desk<Finance, Exception>,
    State(house): State<House>,
    form: Posted<DecisionTyped>,
) -> Result<Response, Stop> {
    let again = |faults: &Faults| {
        Ok(Page::again(page(shell(&house, &desk), &desk.it, &form.typed, faults)).into_response())
    };
    let decided = match form.typed.check(desk.it.amount, house.clock().today()) {
        Ok(decided) => decided,
        Err(faults) => return again(&faults),
    };
    let mut tx = house.begin_once(&desk, form.once.clone()).await?;
    match carry_out(&mut tx, &desk.it, form.version.unwrap_or(0), &decided, &desk.session.account_id).await {
        Ok(()) => Ok(tx.go("/office/payments/exceptions?done=exception-decided").await?.into_response()),
        Err(stop) => {
            drop(tx);
            again(&stop.faults()?)
        }
    }
}

/// Writes a decision; a match also settles the charge, with all that follows from a payment.
async fn carry_out(
    tx: &mut Tx,
    exception: &Exception,
    version: i64,
    decided: &Decided,
    by: &str,
) -> Result<(), Stop> {
    if !exception::decide(tx, exception, version, &decided.decision, by).await? {
        let mut faults = Faults::new();
        faults.add("decision", "exception-decided");
        return Err(faults.into());
    }
    let event = Event::new("payments.exception-decided").with("decision", decided.decision.code());
    tx.journal(&Subject::new("payment-exception", &exception.id), event).await?;
    match &decided.notice {
        Some(notice) => match_with(tx, exception, *notice).await,
        None => Ok(()),
    }
}

async fn match_with(tx: &mut Tx, exception: &Exception, notice: NoticeNumber) -> Result<(), Stop> {
    let refuse = |code| {
        let mut faults = Faults::new();
        faults.add("notice", code);
        Stop::from(faults)
    };
    let charge =
        charges::by_notice(tx.conn(), &notice.to_string()).await?.ok_or_else(|| refuse("unknown-notice"))?;
    charges::lock_reason(tx.conn(), &charge.reason).await?;
    let charge = charges::lock(tx.conn(), &charge.id).await?.ok_or_else(|| refuse("unknown-notice"))?;
    if !charge.state.is_owed() {
        return Err(refuse("charge-not-owed"));
    }
    let stored = receipts::find(tx.conn(), &exception.receipt_key).await?.ok_or_else(Stop::not_found)?;
    if !can_match(exception.kind) {
        return Err(refuse("receipt-not-free"));
    }
    settle(tx, &charge, &stored, Party::Finance).await
}

/// An altered receipt has paid its charge already, or is in the queue by itself.
fn can_match(kind: ExceptionKind) -> bool {
    match kind {
        ExceptionKind::Double
        | ExceptionKind::WrongAmount
        | ExceptionKind::Unknown
        | ExceptionKind::Cancelled => true,
        ExceptionKind::Altered => false,
    }
}

fn shell(house: &House, desk: &Desk<Finance, Exception>) -> Shell {
    Shell::new(house, desk, &format!("payments-exception-{}", desk.it.kind.code()))
        .crumb("payments-office-title", "/office/payments")
        .crumb("payments-exceptions-title", "/office/payments/exceptions")
}

fn page(shell: Shell, exception: &Exception, typed: &DecisionTyped, faults: &Faults) -> DecidePage {
    let field = |name: &'static str, key: &str, value: &str| {
        let fault = faults.of(name).map(|fault| shell.voice().fault(fault));
        Field::new(name, shell.t(key)).value(value).fault(fault)
    };
    let mut choices = vec!["refund", "match", "close"];
    choices.retain(|choice| *choice != "match" || can_match(exception.kind));
    let choices = choices
        .into_iter()
        .map(|choice| Choice::new(choice, shell.t(&format!("payments-decide-{choice}"))))
        .collect();
    let decision =
        field("decision", "payments-exception-decision", &typed.decision).choices(choices).required();
    let reason = field("reason", "payments-decide-reason", &typed.reason).required();
    let amount = field("amount", "payments-decide-amount", &typed.amount);
    let iban = field("iban", "payments-decide-iban", &typed.iban);
    let done_on = field("done_on", "payments-decide-done-on", &typed.done_on);
    let notice = field("notice", "payments-decide-notice", &typed.notice);
    DecidePage {
        facts: facts(&shell, exception),
        explanation: shell.t(&format!("payments-exception-{}-text", exception.kind.code())),
        evidence: exception.evidence.clone(),
        decided: decided_facts(&shell, exception),
        is_open: exception.decision.is_none(),
        action: format!("/office/payments/exceptions/{}", exception.id),
        version: exception.version,
        faults: Field::summary_of(&[&decision, &reason, &amount, &iban, &done_on, &notice]),
        decision,
        reason,
        amount,
        iban,
        done_on,
        notice,
        shell,
    }
}

fn facts(shell: &Shell, exception: &Exception) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(shell.t("payments-notice-number"), &exception.notice_number),
        Fact::new(shell.t("payments-amount"), exception.amount.show(shell.lang)),
        Fact::new(shell.t("payments-receipt-id"), &exception.receipt_id)
            .href(format!("/office/payments/receipts/{}", exception.receipt_key)),
        Fact::new(shell.t("payments-psp"), &exception.psp),
        Fact::new(shell.t("payments-exception-since"), moment(exception.opened_at)),
    ];
    if let Some(charge) = &exception.charge_id {
        let href = format!("/office/payments/charges/{charge}");
        facts.push(Fact::new(shell.t("payments-charge"), shell.t("shell-open")).href(href));
    }
    facts
}

fn decided_facts(shell: &Shell, exception: &Exception) -> Vec<Fact> {
    let Some(decision) = &exception.decision else { return Vec::new() };
    let mut facts = vec![
        Fact::new(
            shell.t("payments-exception-decision"),
            shell.t(&format!("payments-decision-{}", decision.code())),
        ),
        Fact::new(shell.t("payments-decide-reason"), decision.reason()),
        Fact::new(shell.t("payments-decided-at"), exception.decided_at.map(moment).unwrap_or_default()),
    ];
    if let Decision::Refund { amount, iban, on, .. } = decision {
        facts.push(Fact::new(shell.t("payments-decide-amount"), amount.show(shell.lang)));
        facts.push(Fact::new(shell.t("payments-decide-iban"), iban));
        facts.push(Fact::new(shell.t("payments-decide-done-on"), day(*on)));
    }
    facts
}
