use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{Desk, Page, Shell, field::Fact},
};

use super::{AnyReceipt, Finance};
use crate::{receipt::store as receipts, texts::moment};

#[derive(Template)]
#[template(path = "office/receipt.html")]
pub(crate) struct ReceiptPage {
    shell: Shell,
    facts: Vec<Fact>,
    message: String,
}

/// A receipt as it came.
pub(super) async fn show(
    desk: Desk<Finance, AnyReceipt>,
    State(house): State<House>,
) -> Result<Page<ReceiptPage>, Stop> {
    let AnyReceipt(stored) = &desk.it;
    let message = {
        let mut conn = house.db().read().await?;
        receipts::message(&mut conn, &stored.id).await?
    };
    let shell = Shell::new(&house, &desk, "payments-receipt-title")
        .crumb("payments-office-title", "/office/payments");
    let mut facts = vec![
        Fact::new(shell.t("payments-receipt-id"), &stored.receipt_id),
        Fact::new(shell.t("payments-notice-number"), &stored.notice_number),
        Fact::new(shell.t("payments-amount"), stored.amount.show(shell.lang)),
        Fact::new(shell.t("payments-psp"), &stored.psp),
        Fact::new(shell.t("payments-receipt-paid-at"), moment(stored.paid_at)),
        Fact::new(shell.t("payments-receipt-received-at"), moment(stored.received_at)),
        Fact::new(
            shell.t("payments-state"),
            shell.t(&format!("payments-receipt-state-{}", stored.state.code())),
        ),
        Fact::new(shell.t("payments-receipt-digest"), &stored.digest),
    ];
    if let Some(charge) = &stored.charge_id {
        let href = format!("/office/payments/charges/{charge}");
        facts.push(Fact::new(shell.t("payments-charge"), shell.t("shell-open")).href(href));
    }
    Ok(Page::ok(ReceiptPage { shell, facts, message }))
}
