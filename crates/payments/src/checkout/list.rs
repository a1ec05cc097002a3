use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Shell,
        field::{Cell, Head, Table},
    },
};

use super::{
    page::{badge, processing},
    store,
};
use crate::{charge, texts::day};

#[derive(Template)]
#[template(path = "checkout/list.html")]
pub(crate) struct List {
    shell: Shell,
    table: Table,
}

/// What I owe and have paid.
pub(super) async fn list(who: Applicant, State(house): State<House>) -> Result<Page<List>, Stop> {
    let (charges, under_way) = {
        let mut conn = house.db().read().await?;
        let person = &who.session.account_id;
        (
            charge::of_person(&mut conn, person).await?,
            store::all_under_way(&mut conn, person, house.clock().now()).await?,
        )
    };
    let today = house.clock().today();
    let shell = Shell::new(&house, &who, "payments-list-title");
    let heads = vec![
        Head::new(shell.t("payments-what")),
        Head::new(shell.t("payments-state")),
        Head::number(shell.t("payments-total")),
        Head::new(shell.t("payments-due-on")),
    ];
    let rows = charges.iter().map(|charge| {
        vec![
            Cell::link(charge.description.pick(shell.lang), charge.id.path()),
            Cell::State(if charge.state.is_owed() && under_way.contains(&charge.id) {
                processing(&shell)
            } else {
                badge(&shell, charge, today)
            }),
            Cell::text(charge.amount.show(shell.lang)),
            Cell::text(day(charge.due_on)),
        ]
    });
    let table = Table::new(shell.t("payments-list-title"), heads).rows(rows);
    Ok(Page::ok(List { shell, table }))
}
