use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use platform::{
    House, Stop,
    web::{
        Go, Own, Page, Queried, Shell,
        field::{Badge, Cell, Fact, Head, Table, Tone},
    },
};
use serde::Deserialize;

use super::store;
use crate::{
    billing,
    charge::{self, Charge, ChargeState, LineKind},
    mine::MyCharge,
    sandbox,
    texts::{day, moment},
};

/// How the payment platform sends a person back. It is a word of the browser: it never makes anything paid.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Returned {
    outcome: String,
}

/// What the page says about the payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing was begun.
    ToPay,
    /// The person may have paid; the receipt is not in. When they were sent to the platform.
    Processing(String),
    /// The same, and the person says that they did not pay: they may begin again. When they were sent to the platform.
    Restart(String),
    /// The platform says that nothing was paid.
    Failed,
    /// The person left the platform.
    Left,
    /// The receipt is in. When it was paid.
    Paid(String),
    /// Nothing is owed any more.
    Cancelled,
}

#[derive(Template)]
#[template(path = "checkout/page.html")]
pub(crate) struct PaymentPage {
    shell: Shell,
    badge: Badge,
    lines: Table,
    facts: Vec<Fact>,
    instalments: Option<Table>,
    billing: Vec<Fact>,
    progress: Progress,
    overdue: bool,
    online: bool,
    button: String,
    path: String,
    receipt_href: String,
    billing_href: String,
    origin: String,
}

pub(super) async fn show(
    own: Own<MyCharge>,
    State(house): State<House>,
    Queried(returned): Queried<Returned>,
) -> Result<Response, Stop> {
    let MyCharge(charge) = &own.it;
    if charge.state == ChargeState::Draft {
        return Ok(Go::to(format!("{}/billing", charge.id.path())).into_response());
    }
    let (billing, siblings, under_way) = {
        let mut conn = house.db().read().await?;
        (
            billing::of_charge(&mut conn, &charge.id).await?,
            charge::of_reason(&mut conn, &charge.reason).await?,
            store::under_way(&mut conn, &charge.id, house.clock().now()).await?,
        )
    };
    let today = house.clock().today();
    let shell = Shell::titled(&house, &own, charge.description.pick(own.visitor.language).to_owned())
        .crumb("payments-list-title", "/payments");
    let progress = match (charge.state, charge.paid_at, returned.outcome.as_str(), under_way) {
        (ChargeState::Paid, at, ..) => Progress::Paid(at.map(moment).unwrap_or_default()),
        (ChargeState::Cancelled, ..) => Progress::Cancelled,
        (_, _, "error", _) => Progress::Failed,
        (_, _, "cancel", _) => Progress::Left,
        (_, _, "restart", Some(at)) => Progress::Restart(moment(at)),
        (_, _, _, Some(at)) => Progress::Processing(moment(at)),
        (_, _, _, None) => Progress::ToPay,
    };
    let page = PaymentPage {
        badge: match progress {
            Progress::Processing(_) => processing(&shell),
            _ => badge(&shell, charge, today),
        },
        lines: lines(&shell, charge),
        facts: facts(&shell, charge),
        instalments: instalments(&shell, charge, &siblings, today),
        billing: billing.map(|billing| billing_facts(&shell, &billing)).unwrap_or_default(),
        overdue: charge.is_overdue(today),
        online: sandbox::is_on(house.config()),
        button: shell.t(button(charge)),
        receipt_href: format!("{}/receipt", charge.id.path()),
        billing_href: format!("{}/billing", charge.id.path()),
        path: charge.id.path(),
        origin: charge.origin.clone(),
        progress,
        shell,
    };
    Ok(Page::ok(page).into_response())
}

/// The state of a charge whose money may be on its way.
pub(super) fn processing(shell: &Shell) -> Badge {
    Badge::new(Tone::Info, shell.t("payments-state-processing"))
}

/// A charge's state as people see it.
pub(crate) fn badge(shell: &Shell, charge: &Charge, today: Date) -> Badge {
    let (tone, word) = match charge.state {
        ChargeState::Paid => (Tone::Success, "paid"),
        ChargeState::Cancelled => (Tone::Neutral, "cancelled"),
        ChargeState::Draft | ChargeState::Open if charge.is_overdue(today) => (Tone::Danger, "overdue"),
        ChargeState::Draft => (Tone::Warning, "draft"),
        ChargeState::Open => (Tone::Warning, "open"),
    };
    Badge::new(tone, shell.t(&format!("payments-state-{word}")))
}

/// The words of the button say what is paid: corporate programmes have no fee.
fn button(charge: &Charge) -> &'static str {
    let has = |kind| charge.lines.iter().any(|line| line.kind == kind);
    match (has(LineKind::Fee), has(LineKind::StampDuty)) {
        (true, true) => "payments-pay-fee-and-duty",
        (false, true) => "payments-pay-duty",
        _ => "payments-pay-fee",
    }
}

fn lines(shell: &Shell, charge: &Charge) -> Table {
    let heads = vec![Head::new(shell.t("payments-line")), Head::number(shell.t("payments-amount"))];
    let row = |text: String, amount: String| vec![Cell::text(text), Cell::text(amount)];
    Table::new(shell.t("payments-lines"), heads)
        .rows(
            charge
                .lines
                .iter()
                .map(|line| row(line.text.pick(shell.lang).to_owned(), line.amount.show(shell.lang))),
        )
        .row(row(shell.t("payments-total"), charge.amount.show(shell.lang)))
}

fn facts(shell: &Shell, charge: &Charge) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(shell.t("payments-total"), charge.amount.show(shell.lang)),
        Fact::new(shell.t("payments-due-on"), day(charge.due_on)),
        Fact::new(shell.t("payments-notice-number"), charge.notice.grouped()),
    ];
    if charge.instalment.of > 1 {
        let (number, of) = (charge.instalment.number, charge.instalment.of);
        facts.push(Fact::new(
            shell.t("payments-instalment"),
            shell.t2("payments-instalment-of", "number", number, "of", of),
        ));
    }
    facts
}

fn instalments(shell: &Shell, charge: &Charge, siblings: &[Charge], today: Date) -> Option<Table> {
    if charge.instalment.of < 2 {
        return None;
    }
    let heads = vec![
        Head::new(shell.t("payments-instalment")),
        Head::number(shell.t("payments-amount")),
        Head::new(shell.t("payments-due-on")),
        Head::new(shell.t("payments-state")),
    ];
    let rows = siblings.iter().filter(|other| other.state != ChargeState::Cancelled).map(|other| {
        let name =
            shell.t2("payments-instalment-of", "number", other.instalment.number, "of", other.instalment.of);
        let name = if other.id == charge.id { Cell::text(name) } else { Cell::link(name, other.id.path()) };
        vec![
            name,
            Cell::text(other.amount.show(shell.lang)),
            Cell::text(day(other.due_on)),
            Cell::State(badge(shell, other, today)),
        ]
    });
    Some(Table::new(shell.t("payments-instalments"), heads).rows(rows))
}

/// The billing data, for people to look at.
pub(crate) fn billing_facts(shell: &Shell, billing: &billing::Billing) -> Vec<Fact> {
    let or_none = |code: &str| {
        if code.is_empty() { shell.t("payments-billing-no-fiscal-code") } else { code.to_owned() }
    };
    let mut facts = vec![
        Fact::new(
            shell.t("payments-billing-holder"),
            billing::BillingTyped::holder_text(shell.voice(), billing.holder),
        ),
        Fact::new(shell.t("payments-billing-name"), &billing.name),
        Fact::new(shell.t("payments-billing-fiscal-code"), or_none(&billing.fiscal_code)),
    ];
    for (key, value) in [
        ("payments-billing-vat", &billing.vat_number),
        ("payments-billing-sdi", &billing.recipient_code),
        ("payments-billing-pec", &billing.certified_email),
    ] {
        if !value.is_empty() {
            facts.push(Fact::new(shell.t(key), value));
        }
    }
    let place = format!("{}, {} {}", billing.address, billing.postcode, billing.city);
    facts.extend([
        Fact::new(shell.t("payments-billing-address"), place),
        Fact::new(shell.t("payments-billing-email"), &billing.email),
        Fact::new(shell.t("payments-billing-telephone"), &billing.telephone),
    ]);
    facts
}
