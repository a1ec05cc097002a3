use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Desk, Go, Page, Posted, Shell,
        field::{Action, Cell, Head, Table},
    },
};

use super::store;
use crate::{
    office::{Certificates, OfficeBatch, act::begin, flow, path, queue::names_of, rule},
    request::{
        Request, RequestAction,
        flow::CannotDo,
        pages::{Nothing, words},
    },
};

type Batch = Desk<Certificates, OfficeBatch>;

#[derive(Template)]
#[template(path = "office/print/batch.html")]
pub(in crate::office) struct BatchPage {
    shell: Shell,
    covers: String,
    labels: Option<String>,
    printed: Option<String>,
    table: Table,
}

/// What is still to be marked as printed.
fn open(batch: &OfficeBatch) -> impl Iterator<Item = &Request> {
    batch.requests.iter().filter(|request| {
        request.printed_at.is_none() && rule::offered(request).contains(&RequestAction::MarkPrinted)
    })
}

/// A batch: its files, its requests, "Mark all as printed".
pub(in crate::office) async fn show(who: Batch, State(house): State<House>) -> Result<Page<BatchPage>, Stop> {
    let mut conn = house.db().read().await?;
    let about = names_of(&mut conn, &who.it.requests).await?;
    let mut numbers = Vec::new();
    for request in &who.it.requests {
        numbers.push(store::numbers(&mut conn, request).await?);
    }
    drop(conn);
    let shell = Shell::new(&house, &who.visitor, "office-certificates-batch")
        .crumb("menu-office-certificates", "/office/certificates")
        .crumb("office-certificates-print", "/office/certificates/print")
        .crumb("office-certificates-batch", "");
    let voice = shell.voice().clone();
    let head = |key: &str| Head::new(voice.say(key));
    let heads = vec![
        head("certificates-slip-id"),
        head("certificates-request-status"),
        head("office-certificates-person"),
        head("certificates-delivery-title"),
        head("office-certificates-papers"),
    ];
    let rows = who.it.requests.iter().zip(&numbers).map(|(request, numbers)| {
        let title =
            voice.with("certificates-request-title", &[("number", request.number.to_string().into())]);
        let way = request.delivery.map(|way| voice.say(&format!("certificates-delivery-{}", way.code())));
        let papers = request.items.iter().filter_map(|item| {
            let (_, number) = numbers.iter().find(|(id, _)| *id == item.id)?;
            let label = voice.with(
                "office-certificates-paper-copies",
                &[("number", number.to_string().into()), ("copies", item.choice.copies.into())],
            );
            let href = format!("{}/documents/{}", path(request), item.id);
            Some(Action::link(label, about.person(request), href))
        });
        vec![
            Cell::link(title, path(request)),
            Cell::State(words::badge(&voice, request.state)),
            Cell::text(about.person(request)),
            Cell::text(way.unwrap_or_default()),
            Cell::Actions(papers.collect()),
        ]
    });
    let base = format!("/office/certificates/print/{}", who.it.id);
    Ok(Page::ok(BatchPage {
        covers: format!("{base}/papers"),
        labels: who.it.requests.iter().any(flow::by_post).then(|| format!("{base}/labels")),
        printed: open(&who.it).next().map(|_| format!("{base}/printed")),
        table: Table::new(voice.say("office-certificates-batch"), heads).rows(rows),
        shell,
    }))
}

/// "Mark all as printed".
pub(in crate::office) async fn printed(
    who: Batch,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    let mut marked = 0_usize;
    for request in open(&who.it) {
        flow::mark_printed(&mut tx, request).await?;
        marked = marked.saturating_add(1);
    }
    if marked == 0 {
        return Err(CannotDo::NotNow.into());
    }
    tx.go(format!("/office/certificates/print/{}?done=office-certificates-printed", who.it.id)).await
}
