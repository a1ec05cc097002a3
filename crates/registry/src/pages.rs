//! "My careers".

use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Routes, Shell,
        field::{Badge, Cell, Head, Table, Tone},
    },
};

use crate::{
    career::{Career, CareerStatus},
    store,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/careers", careers)
}

#[derive(Template)]
#[template(path = "careers.html")]
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
    let row = |career: &Career| {
        let tone = match career.status {
            CareerStatus::Active | CareerStatus::Awarded => Tone::Success,
            CareerStatus::Closed => Tone::Neutral,
        };
        let opened = career.opened_on;
        vec![
            Cell::code(career.matricola.as_str()),
            Cell::State(Badge::new(tone, shell.t(&format!("registry-status-{}", career.status.code())))),
            Cell::text(shell.t(&format!("registry-kind-{}", career.kind.code()))),
            Cell::text(format!("{} ({})", career.title(shell.lang), career.year)),
            Cell::text(format!("{:02}/{:02}/{:04}", opened.day(), opened.month(), opened.year())),
        ]
    };
    Table::new(shell.t("registry-careers-title"), heads.into()).rows(careers.iter().map(row))
}
