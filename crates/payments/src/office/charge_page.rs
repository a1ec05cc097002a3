use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Desk, Page, Shell,
        field::{Cell, Fact, Head, Table},
    },
};

use super::{
    AnyCharge, Finance,
    exception::{self, Exception},
    list::reason_text,
    queue,
};
use crate::{
    billing,
    charge::Charge,
    checkout::{badge, billing_facts},
    gateway::{self, Said},
    receipt::{Stored, store as receipts},
    texts::{day, moment},
};

#[derive(Template)]
#[template(path = "office/charge.html")]
pub(crate) struct ChargePage {
    shell: Shell,
    facts: Vec<Fact>,
    lines: Table,
    billing: Vec<Fact>,
    receipts: Table,
    exceptions: Table,
    said: Table,
}

/// Everything about a charge.
pub(super) async fn show(
    desk: Desk<Finance, AnyCharge>,
    State(house): State<House>,
) -> Result<Page<ChargePage>, Stop> {
    let AnyCharge(charge) = &desk.it;
    let notice = charge.notice.to_string();
    let (billing, debtor, stored, exceptions, said) = {
        let mut conn = house.db().read().await?;
        (
            billing::of_charge(&mut conn, &charge.id).await?,
            people::find(&mut conn, &charge.debtor).await?,
            receipts::of_notice(&mut conn, &notice).await?,
            exception::of_notice(&mut conn, &notice).await?,
            gateway::of_notice(&mut conn, &notice).await?,
        )
    };
    let shell = Shell::titled(&house, &desk, charge.description.pick(desk.visitor.language).to_owned())
        .crumb("payments-office-title", "/office/payments");
    let mut facts = facts(&shell, charge, house.clock().today());
    if let Some(person) = debtor {
        facts.insert(
            0,
            Fact::new(shell.t("payments-debtor"), format!("{} ({})", person.full_name(), person.code)),
        );
    }
    Ok(Page::ok(ChargePage {
        lines: lines(&shell, charge),
        billing: billing.map(|billing| billing_facts(&shell, &billing)).unwrap_or_default(),
        receipts: receipts_table(&shell, &stored),
        exceptions: exceptions_table(&shell, &exceptions),
        said: said_table(&shell, &said),
        facts,
        shell,
    }))
}

fn facts(shell: &Shell, charge: &Charge, today: jiff::civil::Date) -> Vec<Fact> {
    let mut facts = vec![
        Fact::state(shell.t("payments-state"), badge(shell, charge, today)),
        Fact::new(shell.t("payments-office-reason"), reason_text(shell, &charge.reason.kind)),
        Fact::new(
            shell.t("payments-instalment"),
            shell.t2(
                "payments-instalment-of",
                "number",
                charge.instalment.number,
                "of",
                charge.instalment.of,
            ),
        ),
        Fact::new(shell.t("payments-notice-number"), charge.notice.grouped()),
        Fact::new("IUV", charge.notice.iuv().to_string()),
        Fact::new(shell.t("payments-total"), charge.amount.show(shell.lang)),
        Fact::new(shell.t("payments-due-on"), day(charge.due_on)),
        Fact::new(shell.t("payments-office-made"), moment(charge.created_at)),
    ];
    if let Some(at) = charge.paid_at {
        facts.push(Fact::new(shell.t("payments-receipt-paid-at"), moment(at)));
    }
    facts
}

fn lines(shell: &Shell, charge: &Charge) -> Table {
    let heads = vec![
        Head::new(shell.t("payments-line")),
        Head::new(shell.t("payments-category")),
        Head::number(shell.t("payments-amount")),
    ];
    Table::new(shell.t("payments-lines"), heads).rows(charge.lines.iter().map(|line| {
        vec![
            Cell::text(line.text.pick(shell.lang)),
            Cell::code(&line.category),
            Cell::text(line.amount.show(shell.lang)),
        ]
    }))
}

fn receipts_table(shell: &Shell, stored: &[Stored]) -> Table {
    let heads = vec![
        Head::new(shell.t("payments-receipt-id")),
        Head::new(shell.t("payments-psp")),
        Head::number(shell.t("payments-amount")),
        Head::new(shell.t("payments-receipt-received-at")),
        Head::new(shell.t("payments-state")),
    ];
    Table::new(shell.t("payments-receipts"), heads).rows(stored.iter().map(|one| {
        vec![
            Cell::link(&one.receipt_id, format!("/office/payments/receipts/{}", one.id)),
            Cell::text(&one.psp),
            Cell::text(one.amount.show(shell.lang)),
            Cell::text(moment(one.received_at)),
            Cell::text(shell.t(&format!("payments-receipt-state-{}", one.state.code()))),
        ]
    }))
}

fn exceptions_table(shell: &Shell, exceptions: &[Exception]) -> Table {
    queue::table(shell, exceptions)
}

fn said_table(shell: &Shell, said: &[Said]) -> Table {
    let heads = ["at", "operation", "part", "outcome", "psp", "token"]
        .map(|head| Head::new(shell.t(&format!("payments-said-{head}"))));
    Table::new(shell.t("payments-said"), heads.into()).rows(said.iter().map(|one| {
        vec![
            Cell::text(platform::clock::stamp(one.at)),
            Cell::code(&one.operation),
            Cell::code(&one.part),
            Cell::code(&one.outcome),
            Cell::code(&one.psp),
            Cell::code(&one.token),
        ]
    }))
}
