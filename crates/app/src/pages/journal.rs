use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    clock::stamp,
    journal,
    web::{
        Duty, Officer, Page, Queried, Role, Shell,
        field::{Cell, Field, Head, Table},
    },
};
use serde::Deserialize;

/// Reading the journal.
pub struct Auditing;

impl Duty for Auditing {
    const NAME: &'static str = "auditing";
    const ROLES: &'static [Role] = &[Role::Auditor, Role::Administrator];
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    subject: String,
    kind: String,
    before: String,
}

#[derive(Template)]
#[template(path = "pages/journal.html")]
struct Journal {
    shell: Shell,
    subject: Field,
    kind: Field,
    table: Table,
    next: Option<String>,
}

/// The newest events, by subject or kind.
pub async fn list(
    who: Officer<Auditing>,
    State(house): State<House>,
    Queried(filter): Queried<Filter>,
) -> Result<Page<impl Template>, Stop> {
    let mut conn = house.db().read().await?;
    let entries = journal::newest(&mut conn, &filter.subject, &filter.kind, &filter.before, 50).await?;
    drop(conn);
    let next = (entries.len() == 50).then(|| entries.last().map(|entry| entry.id.clone())).flatten();
    let shell = Shell::new(&house, &who, "journal-title").crumb("home-title", "/").crumb("journal-title", "");
    let heads =
        ["at", "kind", "subject", "actor", "facts"].map(|key| Head::new(shell.t(&format!("journal-{key}"))));
    let rows = entries.iter().map(|entry| {
        let facts: Vec<String> = entry.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        vec![
            Cell::text(stamp(entry.at)),
            Cell::code(&entry.kind),
            Cell::code(&entry.subject),
            Cell::code(&entry.actor),
            Cell::text(facts.join(", ")),
        ]
    });
    let table = Table::new(&shell.title, heads.into()).rows(rows);
    let subject = Field::new("subject", shell.t("journal-subject")).value(&filter.subject).maxlength(100);
    let kind = Field::new("kind", shell.t("journal-kind")).value(&filter.kind).maxlength(100);
    Ok(Page::ok(Journal { subject, kind, table, next, shell }))
}
