use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    clock::instant,
    web::{
        Officer, Page, Queried, Routes, Shell,
        field::{Action, Badge, Cell, Choice, Field, Head, Table},
    },
};
use serde::Deserialize;

use super::{
    Assistance,
    model::{Kind, Request, Status},
    store::{self, Filter, PAGE},
};
use crate::security::when;

pub(super) fn routes() -> Routes {
    Routes::new().get("/office/assistance", show)
}

/// The filters as the address has them; what cannot be read is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    /// Code of a status, `all`, or nothing for what waits for the desk.
    status: String,
    kind: String,
    q: String,
    after: String,
}

impl Query {
    fn filter(&self) -> Filter {
        let status = Status::from_code(&self.status);
        // Looking for something means wherever it is.
        let everywhere = self.status == "all" || (self.status.is_empty() && !self.q.trim().is_empty());
        Filter {
            status: status.or_else(|| (!everywhere).then_some(Status::Open)),
            kind: Kind::from_code(&self.kind),
            text: self.q.clone(),
            after: self.after.clone(),
        }
    }

    fn href(&self, after: &str) -> String {
        let pairs = [("status", &*self.status), ("kind", &self.kind), ("q", &self.q), ("after", after)];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", super::encoded(value)))
            .collect();
        if query.is_empty() {
            "/office/assistance".to_owned()
        } else {
            format!("/office/assistance?{}", query.join("&"))
        }
    }
}

/// A state and how many requests are in it.
struct Counter {
    badge: Badge,
    n: i64,
    href: String,
}

#[derive(Template)]
#[template(path = "assistance/queue.html")]
struct QueuePage {
    shell: Shell,
    counters: Vec<Counter>,
    q: Field,
    status: Field,
    kind: Field,
    table: Table,
    first: Option<String>,
    next: Option<String>,
}

async fn show(
    who: Officer<Assistance>,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let shell = Shell::new(&house, &who, "menu-office-assistance").crumb("menu-office-assistance", "");
    let filter = query.filter();
    let mut conn = house.db().read().await?;
    let mut found = store::list(&mut conn, &filter).await?;
    let mut counters = Vec::with_capacity(Status::ALL.len());
    for status in Status::ALL {
        let n = store::count(&mut conn, status).await?;
        let href = format!("/office/assistance?status={}", status.code());
        counters.push(Counter { badge: status.badge(&shell), n, href });
    }
    drop(conn);
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| query.href(&last.id));
    let all = Choice::new("all", shell.t("desk-all"));
    let named =
        |status: Status| Choice::new(status.code(), shell.t(&format!("assistance-status-{}", status.code())));
    let statuses = Status::ALL.into_iter().map(named).chain([all]).collect();
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), shell.t(&kind.text_key())));
    let chosen = filter.status.map_or("all", Status::code);
    Ok(Page::ok(QueuePage {
        counters,
        q: Field::new("q", shell.t("desk-search"))
            .hint(shell.t("desk-search-hint"))
            .value(&query.q)
            .maxlength(100),
        status: Field::new("status", shell.t("security-state")).choices(statuses).value(chosen),
        kind: Field::new("kind", shell.t("assistance-kind"))
            .choices([Choice::new("", shell.t("desk-all"))].into_iter().chain(kinds).collect())
            .value(filter.kind.map_or("", Kind::code)),
        table: table(&shell, &found),
        first: (!query.after.is_empty()).then(|| query.href("")),
        next,
        shell,
    }))
}

fn table(shell: &Shell, requests: &[Request]) -> Table {
    let heads = [
        "assistance-number",
        "assistance-sent-on",
        "assistance-kind",
        "assistance-name",
        "security-state",
        "shell-actions",
    ];
    let rows = requests.iter().map(|request| {
        let open = Action::link(
            shell.t("shell-open"),
            &request.number,
            format!("/office/assistance/requests/{}", request.id),
        );
        vec![
            Cell::code(&request.number),
            Cell::text(when(instant(&request.created_at))),
            Cell::text(shell.t(&request.kind.text_key())),
            Cell::text(&request.name),
            Cell::State(request.status.badge(shell)),
            Cell::Actions(vec![open]),
        ]
    });
    Table::new(shell.title.clone(), heads.into_iter().map(|key| Head::new(shell.t(key))).collect()).rows(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_begins_with_what_waits_and_searches_everywhere() {
        let of = |status: &str, q: &str| {
            Query { status: status.into(), q: q.into(), ..Query::default() }.filter().status
        };
        assert_eq!(of("", ""), Some(Status::Open));
        assert_eq!(of("", "rossi"), None);
        assert_eq!(of("closed", "rossi"), Some(Status::Closed));
        assert_eq!(of("all", ""), None);
        assert_eq!(of("<script>", ""), Some(Status::Open));
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        let query = Query { status: "all".into(), q: "è & x".into(), ..Query::default() };
        assert_eq!(query.href("7"), "/office/assistance?status=all&q=%C3%A8%20%26%20x&after=7");
        assert_eq!(Query::default().href(""), "/office/assistance");
    }
}
