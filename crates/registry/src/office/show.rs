use askama::Template;
use axum::extract::State;
use kernel::Day;
use platform::{
    House, Stop, Subject, journal,
    web::{
        Desk, Page, Shell,
        field::{Action, Cell, Fact, Head, Moment, Table, Tone},
    },
};

use super::{OfficeRecord, Records, list, store};
use crate::pages::career::{award_facts, exam_cells, facts, totals};

#[derive(Template)]
#[template(path = "office/show.html")]
pub(super) struct ShowPage {
    shell: Shell,
    person: String,
    facts: Vec<Fact>,
    award: Option<(Vec<Fact>, String)>,
    totals: Vec<Fact>,
    exams: Table,
    corrections: Table,
    history: Vec<Moment>,
}

/// `GET /office/careers/{id}`
pub(super) async fn show(
    desk: Desk<Records, OfficeRecord>,
    State(house): State<House>,
) -> Result<Page<ShowPage>, Stop> {
    let record = &desk.it.record;
    let career = &record.career;
    let mut conn = house.db().read().await?;
    let person = people::find(&mut conn, &career.person_id).await?;
    let exams = store::exams(&mut conn, &career.id).await?;
    let corrections = store::corrections(&mut conn, &career.id).await?;
    let history = journal::of_subject(&mut conn, &Subject::new("career", &career.id)).await?;
    drop(conn);
    let shell = Shell::titled(&house, &desk, career.matricola.to_string())
        .crumb("registry-office-title", "/office/careers")
        .crumb_titled(career.matricola.as_str(), "");
    let text = |key: &str| shell.t(&format!("registry-exam-{key}"));
    let heads = vec![
        Head::new(text("code")),
        Head::new(text("title")),
        Head::new(text("sector")),
        Head::number(text("ects")),
        Head::new(text("mark")),
        Head::new(text("day")),
        Head::new(shell.t("shell-actions")),
    ];
    let correct = |of: &str, path: &str| {
        let href = format!("/office/careers/{}/{path}", career.id);
        Action::link(shell.t("registry-correct"), of, href)
    };
    let table = Table::new(text("caption"), heads).rows(exams.iter().map(|(id, exam)| {
        let mut cells = exam_cells(&shell, exam);
        cells.push(Cell::Actions(vec![correct(exam.title(shell.lang), &format!("exams/{id}"))]));
        cells
    }));
    let heads = ["when", "what", "why"].map(|key| Head::new(shell.t(&format!("registry-correction-{key}"))));
    let corrections = Table::new(shell.t("registry-corrections"), heads.into()).rows(
        corrections.into_iter().map(|(at, code, reason)| {
            let at = when(platform::clock::instant(&at));
            let what = code.unwrap_or_else(|| shell.t("registry-award"));
            vec![Cell::text(at), Cell::text(what), Cell::text(reason)]
        }),
    );
    let moment = |entry: &journal::Entry| {
        Moment::new(Tone::Neutral, entry.at.to_string(), when(entry.at), shell.t(&entry.text_key()))
    };
    Ok(Page::ok(ShowPage {
        person: person.as_ref().map_or_else(String::new, list::title),
        facts: facts(&shell, career),
        award: record
            .award
            .as_ref()
            .map(|award| (award_facts(&shell, award), format!("/office/careers/{}/award", career.id))),
        totals: totals(&shell, record),
        exams: table,
        corrections,
        history: history.iter().rev().map(moment).collect(),
        shell,
    }))
}

fn when(at: jiff::Timestamp) -> String {
    let at = at.to_zoned(platform::clock::rome());
    format!("{} {:02}:{:02}", Day::from(at.date()), at.hour(), at.minute())
}
