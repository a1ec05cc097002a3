//! "My careers", and each of them.

pub(crate) mod career;

use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Routes, Shell,
        field::{Cell, Head, Table},
    },
};

use crate::{career::Career, store};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/careers", careers).get("/careers/{id}", career::show)
}

#[derive(Template)]
#[template(path = "pages/careers.html")]
pub(crate) struct Careers {
    shell: Shell,
    table: Table,
}

async fn careers(who: Applicant, State(house): State<House>) -> Result<Page<Careers>, Stop> {
    let careers = {
        let mut conn = house.db().read().await?;
        store::of_person(&mut conn, &who.session.account_id).await?
    };
    let shell = Shell::new(&house, &who, "registry-careers-title");
    let table = table(&shell, &careers);
    Ok(Page::ok(Careers { shell, table }))
}

fn table(shell: &Shell, careers: &[Career]) -> Table {
    let heads = ["matricola", "status", "category", "programme", "opened"]
        .map(|head| Head::new(shell.t(&format!("registry-career-{head}"))));
    let row = |it: &Career| {
        let opened = it.opened_on;
        vec![
            Cell::code(it.matricola.as_str()),
            Cell::State(career::badge(shell, it.status)),
            Cell::text(shell.t(&format!("registry-kind-{}", it.kind.code()))),
            Cell::link(format!("{} ({})", it.title(shell.lang), it.year), format!("/careers/{}", it.id)),
            Cell::text(format!("{:02}/{:02}/{:04}", opened.day(), opened.month(), opened.year())),
        ]
    };
    Table::new(shell.t("registry-careers-title"), heads.into()).rows(careers.iter().map(row))
}
