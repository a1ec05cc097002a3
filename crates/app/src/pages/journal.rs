use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    journal::{self, Entry},
    web::{Duty, Officer, Page, Queried, Role, Shell},
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
    subject: String,
    kind: String,
    entries: Vec<Entry>,
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
    Ok(Page::ok(Journal { shell, subject: filter.subject, kind: filter.kind, entries, next }))
}
