use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Officer, Page, Queried, Shell,
        field::{Badge, Cell, Head, Pager, Table, Tone},
    },
};
use serde::Deserialize;

use super::{
    Finance,
    exception::{self, Exception},
};
use crate::texts::moment;

const SIZE: u64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    /// `yes` shows what was decided.
    decided: String,
    page: u64,
}

#[derive(Template)]
#[template(path = "office/queue.html")]
pub(crate) struct Queue {
    shell: Shell,
    decided: bool,
    table: Table,
    pager: Pager,
}

/// What does not fit, the oldest first.
pub(super) async fn queue(
    who: Officer<Finance>,
    State(house): State<House>,
    Queried(which): Queried<Which>,
) -> Result<Page<Queue>, Stop> {
    let decided = which.decided == "yes";
    let base =
        if decided { "/office/payments/exceptions?decided=yes" } else { "/office/payments/exceptions" };
    let (pager, found) = {
        let mut conn = house.db().read().await?;
        let total = exception::count(&mut conn, !decided).await?;
        let pager = Pager::new(which.page, SIZE, u64::try_from(total).unwrap_or(0), base);
        let offset = i64::try_from(pager.offset()).unwrap_or(0);
        let found = exception::queue(&mut conn, !decided, i64::try_from(SIZE).unwrap_or(50), offset).await?;
        (pager, found)
    };
    let shell = Shell::new(&house, &who, "payments-exceptions-title")
        .crumb("payments-office-title", "/office/payments");
    let table = table(&shell, &found);
    Ok(Page::ok(Queue { shell, decided, table, pager }))
}

pub(super) fn table(shell: &Shell, found: &[Exception]) -> Table {
    let heads = vec![
        Head::new(shell.t("payments-exception-what")),
        Head::new(shell.t("payments-notice-number")),
        Head::number(shell.t("payments-amount")),
        Head::new(shell.t("payments-exception-since")),
        Head::new(shell.t("payments-exception-decision")),
    ];
    let rows = found.iter().map(|exception| {
        let kind = shell.t(&format!("payments-exception-{}", exception.kind.code()));
        vec![
            Cell::link(kind, format!("/office/payments/exceptions/{}", exception.id)),
            Cell::code(&exception.notice_number),
            Cell::text(exception.amount.show(shell.lang)),
            Cell::text(moment(exception.opened_at)),
            Cell::State(decision(shell, exception)),
        ]
    });
    Table::new(shell.t("payments-exceptions-title"), heads).rows(rows)
}

fn decision(shell: &Shell, exception: &Exception) -> Badge {
    match &exception.decision {
        Some(decision) => {
            Badge::new(Tone::Success, shell.t(&format!("payments-decision-{}", decision.code())))
        }
        None => Badge::new(Tone::Warning, shell.t("payments-decision-open")),
    }
}
