//! A request as the desk sees it: the exchange, the attachment, the answer, and its end.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Problem, text};
use platform::{
    House, Stop, Subject,
    clock::instant,
    journal,
    mail::Mail,
    web::{
        Desk, File, Go, Overseen, Page, Params, Posted, Routes, Scope, Shell,
        field::{Fact, Field, FieldFault, Moment, Tone},
    },
};
use serde::Deserialize;

use super::{
    Assistance, ask, encoded,
    form::{MESSAGE_MAX, keep},
    model::{Action, By, Request, Said, Status, next},
    store,
    thread::{Line, exchange},
};
use crate::{account, security::when};

type Who = Desk<Assistance, Request>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/office/assistance/requests/{id}", show)
        .get("/office/assistance/requests/{id}/file", file)
        .post("/office/assistance/requests/{id}/answer", answer)
        .post("/office/assistance/requests/{id}/close", close)
        .post("/office/assistance/requests/{id}/reopen", reopen)
}

impl Overseen for Request {
    const OBJECT: &'static str = "assistance request";
    async fn load(house: &House, params: &Params, _: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        store::find(&mut conn, params.get("id")).await
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    message: String,
    close: String,
}

#[derive(Template)]
#[template(path = "assistance/desk.html")]
struct DeskPage {
    shell: Shell,
    base: String,
    version: i64,
    facts: Vec<Fact>,
    lines: Vec<Line>,
    file: Option<String>,
    open: bool,
    faults: Vec<FieldFault>,
    message: Field,
    close: Field,
    history: Vec<Moment>,
}

fn path(request: &Request) -> String {
    format!("/office/assistance/requests/{}", request.id)
}

fn about(request: &Request) -> Subject {
    Subject::new("assistance", &request.id)
}

async fn page(house: &House, who: &Who, typed: &Typed, faults: &Faults) -> Result<DeskPage, Stop> {
    let mut conn = house.db().read().await?;
    // Read anew: a form that comes back because somebody was faster shows what they did.
    let request = store::find(&mut conn, &who.it.id).await?.ok_or_else(Stop::not_found)?;
    let messages = store::messages(&mut conn, &request.id).await?;
    let mut names = BTreeMap::new();
    for message in messages.iter().filter(|message| message.said == Said::Answer) {
        if !names.contains_key(&message.author) {
            names.insert(message.author.clone(), officer(&mut conn, &message.author).await?);
        }
    }
    let entries = journal::of_subject(&mut conn, &about(&request)).await?;
    let file = match &request.file_id {
        Some(id) => platform::files::find(&mut conn, id).await?.map(|file| file.name),
        None => None,
    };
    drop(conn);
    let voice = who.voice(house);
    let title = voice.with("assistance-request-title", &[("number", request.number.clone().into())]);
    let shell = Shell::titled(house, who, title.clone())
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb_titled(title, "");
    let message = Field::new("message", shell.t("desk-answer"))
        .hint(shell.t1("desk-answer-hint", "email", &request.email))
        .value(&typed.message)
        .required()
        .rows(8)
        .maxlength(4000)
        .told(faults, &voice);
    let close = Field::new("close", shell.t("desk-answer-close")).checked(!typed.close.is_empty());
    let person = request.person_code.clone().unwrap_or_default();
    let look = |q: &str| format!("/office/assistance/people?q={}", encoded(q));
    let mut facts = vec![
        Fact::state(shell.t("security-state"), request.status.badge(&shell)),
        Fact::new(shell.t("assistance-kind"), shell.t(&request.kind.text_key())),
        Fact::new(shell.t("assistance-name"), &request.name).href(look(&request.name)),
        Fact::new(shell.t("assistance-email"), &request.email).href(look(&request.email)),
        Fact::new(shell.t("assistance-sent-on"), when(instant(&request.created_at))),
        Fact::new(shell.t("assistance-changed-on"), when(instant(&request.changed_at))),
        Fact::new(shell.t("staff-language"), request.language.pick("Italiano", "English")),
    ];
    if !person.is_empty() {
        facts.push(Fact::new(shell.t("sign-in-person-code"), &person).href(look(&person)));
    }
    Ok(DeskPage {
        base: path(&request),
        version: request.version,
        facts,
        lines: exchange(&request, &messages, &request.name, |message| {
            names.get(&message.author).cloned().flatten().unwrap_or_else(|| shell.t("menu-office-assistance"))
        }),
        file,
        open: request.status != Status::Closed,
        faults: Field::summary_of(&[&message]),
        message,
        close,
        history: entries.iter().rev().filter_map(|entry| moment(&shell, entry)).collect(),
        shell,
    })
}

async fn officer(conn: &mut platform::Conn, id: &str) -> Result<Option<String>, Stop> {
    let Some(account) = account::store::find(conn, id).await? else { return Ok(None) };
    Ok(account::owner::of(conn, &account).await?.map(|owner| owner.display_name))
}

/// An event as a line of the history; one without words is left out.
pub(super) fn moment(shell: &Shell, entry: &journal::Entry) -> Option<Moment> {
    let what = shell.voice().find(&entry.text_key())?;
    Some(Moment::new(Tone::Neutral, platform::clock::stamp(entry.at), when(entry.at), what))
}

async fn show(who: Who, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(page(&house, &who, &Typed::default(), &Faults::new()).await?))
}

/// The attachment; who looked at it is told in the journal.
async fn file(who: Who, State(house): State<House>) -> Result<File, Stop> {
    let id = who.it.file_id.as_deref().ok_or_else(Stop::not_found)?;
    let (file, bytes) = house.files().read(&house, id).await?;
    let mut tx = house.begin(&who).await?;
    tx.journal(&about(&who.it), Event::new("identity.assistance-file-read")).await?;
    tx.commit().await?;
    Ok(File { bytes, media_type: file.media_type, name: file.name, inline: false })
}

async fn answer(who: Who, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let (request, typed) = (&who.it, &form.typed);
    let mut faults = Faults::new();
    let said = keep(&mut faults, "message", MESSAGE_MAX, text::paragraph(&typed.message, MESSAGE_MAX));
    let Some(said) = said else {
        return Ok(Page::again(page(&house, &who, typed, &faults).await?).into_response());
    };
    let closes = !typed.close.is_empty();
    let mut tx = house.begin_once(&who, form.once).await?;
    let after = next(request.status, Action::Answer, By::Desk).ok_or_else(over)?;
    let after = if closes { next(after, Action::Close, By::Desk).ok_or_else(over)? } else { after };
    if !store::set_status(&mut tx, &request.id, form.version.unwrap_or(0), after).await? {
        drop(tx);
        let stored = who.voice(&house).say(&format!("assistance-status-{}", request.status.code()));
        faults.add_with("message", "stale", vec![("stored", stored)]);
        return Ok(Page::again(page(&house, &who, typed, &faults).await?).into_response());
    }
    store::say(&mut tx, &request.id, Said::Answer, &who.session.account_id, &said).await?;
    tx.journal(&about(request), Event::new("identity.assistance-answered")).await?;
    if closes {
        tx.journal(&about(request), Event::new("identity.assistance-closed")).await?;
    }
    let token = ask::link_to(&mut tx, &request.id).await?;
    let mail = Mail::new(&request.email, request.language, "assistance-answer")
        .with("name", &request.name)
        .with("number", &request.number)
        .with("answer", said)
        .link(format!("/assistance/requests/{token}"));
    tx.mail(mail.about(&about(request))).await?;
    Ok(tx.go(format!("{}?done=assistance-answered", path(request))).await?.into_response())
}

fn over() -> Stop {
    Problem::conflict("assistance-state").into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn close(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    turn(&who, &house, form, Action::Close, Event::new("identity.assistance-closed"), "assistance-closed")
        .await
}

async fn reopen(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    turn(
        &who,
        &house,
        form,
        Action::Reopen,
        Event::new("identity.assistance-reopened"),
        "assistance-reopened",
    )
    .await
}

async fn turn(
    who: &Who,
    house: &House,
    form: Posted<Nothing>,
    action: Action,
    event: Event,
    done: &str,
) -> Result<Go, Stop> {
    let request = &who.it;
    let mut tx = house.begin_once(who, form.once).await?;
    let after = next(request.status, action, By::Desk).ok_or_else(over)?;
    if !store::set_status(&mut tx, &request.id, form.version.unwrap_or(0), after).await? {
        return Err(Problem::conflict("stale").into());
    }
    tx.journal(&about(request), event).await?;
    tx.go(format!("{}?done={done}", path(request))).await
}
