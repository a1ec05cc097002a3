//! The office's side of requests: the queue, a request, its answer.

use askama::Template;
use axum::{extract::State, response::{IntoResponse, Response}};
use jiff::SignedDuration;
use kernel::{Event, Faults, Lifecycle, Problem};
use platform::{
    House, Stop, Subject,
    clock::instant,
    mail::Mail,
    web::{
        Desk as AtDesk, File, Officer, Overseen, Page, Params, Posted, Queried, Routes, Scope, Shell,
        field::{Action as RowAction, Cell, Choice, Fact, Field, FieldFault, Head, Moment, Pager, Table},
    },
};
use serde::Deserialize;

use super::{
    Assistance,
    form::{self, KINDS},
    public::LINK_DAYS,
    rules::{Action, Desk, RequestLifecycle, Status},
    store::{self, Filter, Request},
    thread::{badge, moments},
};
use crate::{
    link::{self, Purpose},
    security::when,
};

type Who = AtDesk<Assistance, Request>;
const SIZE: u64 = 20;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/office/assistance", queue)
        .get("/office/assistance/requests/{id}", show)
        .get("/office/assistance/requests/{id}/file", file)
        .post("/office/assistance/requests/{id}/answer", answer)
        .post("/office/assistance/requests/{id}/close", close)
}

impl Overseen for Request {
    const OBJECT: &'static str = "assistance request";
    async fn load(house: &House, params: &Params, _: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        store::find(&mut conn, params.get("id")).await
    }
}

#[derive(Debug, Deserialize)]
#[serde(default)]
struct Query {
    status: String,
    kind: String,
    q: String,
    page: u64,
}

impl Default for Query {
    fn default() -> Self {
        // What the office has to do comes first.
        Self { status: "open".into(), kind: String::new(), q: String::new(), page: 1 }
    }
}

#[derive(Template)]
#[template(path = "assistance/queue.html")]
struct QueuePage {
    shell: Shell,
    status: Field,
    kind: Field,
    q: Field,
    table: Table,
    empty: bool,
    pager: Pager,
}

async fn queue(
    who: Officer<Assistance>,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let text: String = query.q.trim().chars().take(254).collect();
    let filter = Filter { status: query.status.clone(), kind: query.kind.clone(), text: text.clone() };
    let mut conn = house.db().read().await?;
    let total = store::count(&mut conn, &filter).await?;
    let base = format!("/office/assistance?status={}&kind={}", plain(&query.status), plain(&query.kind));
    let pager = Pager::new(query.page, SIZE, total, base);
    let offset = i64::try_from(pager.offset()).unwrap_or(0);
    let requests = store::page(&mut conn, &filter, 20, offset).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "menu-office-assistance")
        .crumb("shell-services", "/")
        .crumb("menu-office-assistance", "");
    let heads = ["assistance-number", "assistance-kind", "assistance-name", "assistance-when", "security-state", "shell-actions"];
    let heads = heads.into_iter().map(|key| Head::new(shell.t(key))).collect();
    let rows = requests.iter().map(|request| {
        vec![
            Cell::code(&request.number),
            Cell::text(shell.t(&format!("assistance-kind-{}", request.kind))),
            Cell::text(&request.name),
            Cell::text(when(instant(&request.created_at))),
            Cell::State(badge(shell.voice(), request.status)),
            Cell::Actions(vec![RowAction::link(
                shell.t("shell-open"),
                &request.number,
                format!("/office/assistance/requests/{}", request.id),
            )]),
        ]
    });
    let table = Table::new(shell.title.clone(), heads).rows(rows);
    let all = || Choice::new("", shell.t("assistance-all"));
    let statuses = Status::ALL
        .iter()
        .map(|status| Choice::new(status.code(), shell.t(&format!("assistance-status-{}", status.code()))));
    let kinds = KINDS.iter().map(|kind| Choice::new(*kind, shell.t(&format!("assistance-kind-{kind}"))));
    Ok(Page::ok(QueuePage {
        status: Field::new("status", shell.t("security-state"))
            .choices(std::iter::once(all()).chain(statuses).collect())
            .value(&query.status),
        kind: Field::new("kind", shell.t("assistance-kind"))
            .choices(std::iter::once(all()).chain(kinds).collect())
            .value(&query.kind),
        q: Field::new("q", shell.t("assistance-search")).value(text),
        empty: requests.is_empty(),
        table,
        pager,
        shell,
    }))
}

/// A code as it may stand in an address.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    message: String,
    what: String,
}

#[derive(Template)]
#[template(path = "assistance/request.html")]
struct RequestPage {
    shell: Shell,
    base: String,
    version: i64,
    facts: Vec<Fact>,
    find: String,
    can_answer: bool,
    can_close: bool,
    moments: Vec<Moment>,
    faults: Vec<FieldFault>,
    message: Field,
    what: Field,
}

async fn page(house: &House, who: &Who, typed: &Typed, faults: &Faults) -> Result<RequestPage, Stop> {
    let request = &who.it;
    let mut conn = house.db().read().await?;
    let messages = store::messages(&mut conn, &request.id).await?;
    drop(conn);
    let shell = Shell::titled(house, who, request.number.clone())
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb_titled(&request.number, "");
    let base = format!("/office/assistance/requests/{}", request.id);
    let mut facts = vec![
        Fact::new(shell.t("assistance-kind"), shell.t(&format!("assistance-kind-{}", request.kind))),
        Fact::new(shell.t("assistance-name"), &request.name),
        Fact::new(shell.t("recovery-email"), &request.email),
        Fact::new(shell.t("sign-in-person-code"), request.person_code.clone().unwrap_or_default()),
        Fact::new(shell.t("staff-language"), request.language.pick("Italiano", "English")),
        Fact::state(shell.t("security-state"), badge(shell.voice(), request.status)),
    ];
    if request.file_id.is_some() {
        facts.push(Fact::new(shell.t("assistance-file"), shell.t("shell-open")).href(format!("{base}/file")));
    }
    let actions = RequestLifecycle::actions(request.status, Desk::Office);
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let language = request.language.pick("Italiano", "English");
    let message = Field::new("message", shell.t("assistance-answer"))
        .hint(shell.t1("assistance-answer-hint", "language", language))
        .value(&typed.message)
        .required()
        .rows(8)
        .maxlength(4000)
        .fault(fault("message"));
    let what = Field::new("what", shell.t("assistance-what"))
        .choices(vec![
            Choice::new("answer", shell.t("assistance-what-answer")),
            Choice::new("answer-close", shell.t("assistance-what-answer-close")),
            Choice::new("note", shell.t("assistance-what-note")),
        ])
        .value(if typed.what.is_empty() { "answer" } else { &typed.what })
        .required()
        .fault(fault("what"));
    let find = request.person_code.clone().unwrap_or_else(|| request.email.clone());
    let find = find.replace('%', "%25").replace('+', "%2B").replace('&', "%26").replace('#', "%23");
    Ok(RequestPage {
        base,
        version: request.version,
        facts,
        find: format!("/office/assistance/people?q={find}"),
        can_answer: actions.contains(&Action::Answer),
        can_close: actions.contains(&Action::Close),
        moments: moments(shell.voice(), request, &messages, true),
        faults: Field::summary_of(&[&what, &message]),
        message,
        what,
        shell,
    })
}

async fn show(who: Who, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(page(&house, &who, &Typed::default(), &Faults::new()).await?))
}

/// The attachment. Looking at it is told to the journal.
async fn file(who: Who, State(house): State<House>) -> Result<File, Stop> {
    let id = who.it.file_id.clone().ok_or_else(Stop::not_found)?;
    let (file, bytes) = house.files().read(&house, &id).await?;
    let mut tx = house.begin(&who).await?;
    let event = Event::new("identity.assistance-file-seen").with("file", &id);
    tx.journal(&Subject::new("assistance", &who.it.id), event).await?;
    tx.commit().await?;
    Ok(File { bytes, media_type: file.media_type, name: file.name, inline: false })
}

fn refused() -> Stop {
    Problem::conflict("stale").into()
}

/// Answers by e-mail, in one's own words; or leaves a note for colleagues.
async fn answer(who: Who, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let (request, typed) = (&who.it, &form.typed);
    let mut faults = Faults::new();
    let message = form::message(&mut faults, &typed.message);
    if !["answer", "answer-close", "note"].contains(&typed.what.as_str()) {
        faults.add("what", "unknown-choice");
    }
    let (Some(message), true) = (message, faults.is_empty()) else {
        return Ok(Page::again(page(&house, &who, typed, &faults).await?).into_response());
    };
    let about = Subject::new("assistance", &request.id);
    let back = format!("/office/assistance/requests/{}", request.id);
    let version = form.version.unwrap_or(request.version);
    let mut tx = house.begin_once(&who, form.once.clone()).await?;
    if typed.what == "note" {
        store::say(&mut tx, &request.id, &who.session.account_id, "note", &message).await?;
        tx.journal(&about, Event::new("identity.assistance-noted")).await?;
        return Ok(tx.go(format!("{back}?done=assistance-noted")).await?.into_response());
    }
    let action = if typed.what == "answer-close" { Action::Close } else { Action::Answer };
    let to = RequestLifecycle::decide(request.status, action, Desk::Office, |_| true).map_err(|_| refused())?;
    if !store::advance(&mut tx, request, to, version).await? {
        drop(tx);
        let status = who.voice(&house).say("assistance-changed");
        faults.add_with("message", "stale", vec![("stored", status)]);
        return Ok(Page::again(page(&house, &who, typed, &faults).await?).into_response());
    }
    store::say(&mut tx, &request.id, &who.session.account_id, "answer", &message).await?;
    let valid = SignedDuration::from_hours(24 * LINK_DAYS);
    let token = link::make(&mut tx, Purpose::Request, &request.id, valid).await?;
    let mail = Mail::new(&request.email, request.language, "assistance-answered")
        .with("name", &request.name)
        .with("number", &request.number)
        .with("answer", &message)
        .link(format!("/assistance/requests/{token}"))
        .about(&about);
    tx.mail(mail).await?;
    tx.journal(&about, Event::new("identity.assistance-answered").with("status", to.code())).await?;
    Ok(tx.go(format!("{back}?done=assistance-answered")).await?.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn close(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Response, Stop> {
    let request = &who.it;
    let mut tx = house.begin_once(&who, form.once).await?;
    let to = RequestLifecycle::decide(request.status, Action::Close, Desk::Office, |_| true).map_err(|_| refused())?;
    if !store::advance(&mut tx, request, to, form.version.unwrap_or(request.version)).await? {
        return Err(refused());
    }
    tx.journal(&Subject::new("assistance", &request.id), Event::new("identity.assistance-closed")).await?;
    let back = format!("/office/assistance/requests/{}?done=assistance-closed", request.id);
    Ok(tx.go(back).await?.into_response())
}
