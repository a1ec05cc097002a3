use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Queried, Shell,
        field::{Action, Badge, Cell, Head, Table, Tone},
    },
};
use registry::{Career, Record};
use serde::Deserialize;

use crate::{
    catalogue::{Duty, Kind, StampTable, duties, offered, purposes},
    request::pages::{
        frame::{At, Frame, shell},
        words,
    },
};

/// `?career=…`: the one that was selected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Selected {
    career: String,
}

#[derive(Template)]
#[template(path = "catalogue/pages/search.html")]
pub(super) struct SearchPage {
    shell: Shell,
    frame: Frame,
    careers: Option<Table>,
    documents: Option<Table>,
    duties: Option<Table>,
}

/// "Select career" and the documents of the one that is selected; with one career nothing has to be selected.
pub(super) async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(selected): Queried<Selected>,
) -> Result<Page<SearchPage>, Stop> {
    let person = &who.session.account_id;
    let open = duties(&house).of_person(&house, person).await?;
    let mut conn = house.db().read().await?;
    let careers = registry::of_person(&mut conn, person).await?;
    let chosen = match careers.as_slice() {
        [only] => Some(only),
        many => many.iter().find(|career| career.id == selected.career),
    };
    let record = match chosen {
        Some(career) => Some(Record::of(&mut conn, career.clone()).await?),
        None => None,
    };
    let frame = Frame::of(&mut conn, At::Search, person).await?;
    drop(conn);
    let shell = shell(&house, &who, "menu-certificates");
    let chosen = record.as_ref().map(|record| record.career.id.as_str());
    Ok(Page::ok(SearchPage {
        careers: (!careers.is_empty()).then(|| career_table(&shell, &careers, chosen)),
        documents: record.as_ref().map(|record| document_table(&house, &shell, record)),
        duties: (!open.is_empty()).then(|| duty_table(&shell, &open)),
        frame,
        shell,
    }))
}

fn career_table(shell: &Shell, careers: &[Career], chosen: Option<&str>) -> Table {
    let heads = [
        "certificates-select",
        "registry-career-matricola",
        "registry-career-status",
        "registry-career-category",
    ]
    .map(|key| Head::new(shell.t(key)));
    let row = |career: &Career| {
        let select = if chosen == Some(career.id.as_str()) {
            Cell::State(Badge::new(Tone::Success, shell.t("certificates-selected")))
        } else {
            let href = format!("/certificates?career={}", career.id);
            Cell::Actions(vec![Action::link(shell.t("shell-select-row"), career.matricola.as_str(), href)])
        };
        vec![
            select,
            Cell::code(career.matricola.as_str()),
            Cell::text(shell.t(&format!("registry-status-{}", career.status.code()))),
            Cell::text(format!("{} ({})", career.title(shell.lang), career.year)),
        ]
    };
    Table::new(shell.t("certificates-select-career"), heads.into()).rows(careers.iter().map(row))
}

fn document_table(house: &House, shell: &Shell, record: &Record) -> Table {
    let heads = ["certificates-document", "certificates-what-it-says", "certificates-cost"]
        .map(|key| Head::new(shell.t(key)));
    let row = |kind: Kind| {
        vec![
            Cell::link(
                shell.t(&kind.title_key(record.career.kind)),
                format!("/certificates/{}/{}", record.career.id, kind.code()),
            ),
            Cell::text(shell.t(&format!("certificates-about-{}", kind.code()))),
            Cell::text(cost(house, shell, kind)),
        ]
    };
    Table::new(shell.t("certificates-documents"), heads.into()).rows(offered(record).into_iter().map(row))
}

/// What a copy costs: with stamp duty, and whether it can be had without.
fn cost(house: &House, shell: &Shell, kind: Kind) -> String {
    use crate::catalogue::Destination;
    let config = &house.config().certificates;
    let all: Vec<_> = purposes(kind, config)
        .iter()
        .map(|purpose| StampTable(config).on_copy(kind, purpose, Destination::Italy, None).amount)
        .collect();
    let most = all.iter().copied().max().unwrap_or_default();
    if most.0 > 0 && all.iter().any(|amount| amount.0 == 0) {
        return shell.t1("certificates-cost-or-free", "amount", most.show(shell.lang));
    }
    words::amount(shell.voice(), most)
}

fn duty_table(shell: &Shell, duties: &[Duty]) -> Table {
    let heads = ["certificates-document", "certificates-programme"].map(|key| Head::new(shell.t(key)));
    let row = |duty: &Duty| {
        vec![
            Cell::link(
                shell.t(&Kind::EnrolmentDuty.title_key(duty.kind)),
                format!("/certificates/duty/{}", duty.id),
            ),
            Cell::text(format!("{} ({})", duty.title(shell.lang), duty.year)),
        ]
    };
    Table::new(shell.t("certificates-duties"), heads.into()).rows(duties.iter().map(row))
}
