//! The page of one's own request, reached through the link in its mails: it says the same as they do.

use askama::Template;
use axum::{extract::State, response::{IntoResponse, Response}};
use kernel::{Event, Faults, Lifecycle};
use platform::{
    House, Stop, Subject, Voice,
    clock::instant,
    web::{
        Anyone, Page, Params, Posted, Routes, Shell,
        field::{Badge, Field, FieldFault, Moment, Tone},
    },
};
use serde::Deserialize;

use super::{
    form,
    rules::{Action, Desk, RequestLifecycle, Status},
    store::{self, Message, Request},
};
use crate::{
    guard,
    link::{self, Purpose},
    recovery::Over,
    security::when,
};

pub(super) fn routes() -> Routes {
    Routes::new().get("/assistance/requests/{token}", show).post("/assistance/requests/{token}", reply)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    message: String,
}

#[derive(Template)]
#[template(path = "assistance/thread.html")]
struct ThreadPage {
    shell: Shell,
    number: String,
    state: Badge,
    action: String,
    moments: Vec<Moment>,
    faults: Vec<FieldFault>,
    message: Field,
}

pub(super) fn badge(voice: &Voice, status: Status) -> Badge {
    let tone = match status {
        Status::Open => Tone::Warning,
        Status::Answered => Tone::Info,
        Status::Closed => Tone::Success,
    };
    Badge::new(tone, voice.say(&format!("assistance-status-{}", status.code())))
}

/// What was said, the newest first; notes for colleagues only when asked for.
pub(super) fn moments(voice: &Voice, request: &Request, messages: &[Message], notes: bool) -> Vec<Moment> {
    let moment = |tone, at: &str, what: String, message: &str| {
        Moment::new(tone, at, when(instant(at)), what).detail(message)
    };
    let mut moments =
        vec![moment(Tone::Neutral, &request.created_at, voice.say("assistance-said-request"), &request.message)];
    for message in messages.iter().filter(|message| notes || message.kind != "note") {
        let tone = if message.kind == "answer" { Tone::Info } else { Tone::Neutral };
        let what = voice.say(&format!("assistance-said-{}", message.kind));
        moments.push(moment(tone, &message.at, what, &message.message));
    }
    moments.reverse();
    moments
}

fn page(house: &House, who: &Anyone, token: &str, it: &(Request, Vec<Message>), typed: &str, faults: &Faults) -> ThreadPage {
    let shell = Shell::new(house, who, "assistance-thread-title")
        .crumb("menu-assistance", "/assistance")
        .crumb("assistance-thread-title", "");
    let message = Field::new("message", shell.t("assistance-reply"))
        .value(typed)
        .required()
        .maxlength(4000)
        .fault(faults.of("message").map(|fault| shell.voice().fault(fault)));
    ThreadPage {
        number: it.0.number.clone(),
        state: badge(shell.voice(), it.0.status),
        action: format!("/assistance/requests/{token}"),
        moments: moments(shell.voice(), &it.0, &it.1, false),
        faults: Field::summary_of(&[&message]),
        message,
        shell,
    }
}

async fn load(house: &House, token: &str) -> Result<Option<(Request, Vec<Message>)>, Stop> {
    let mut conn = house.db().read().await?;
    let Some(id) = link::peek(house, &mut conn, Purpose::Request, token).await? else { return Ok(None) };
    let Some(request) = store::find(&mut conn, &id).await? else { return Ok(None) };
    let messages = store::messages(&mut conn, &id).await?;
    Ok(Some((request, messages)))
}

async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    Ok(match load(&house, token).await? {
        Some(it) => Page::ok(page(&house, &who, token, &it, "", &Faults::new())).into_response(),
        None => Over::page(&house, &who),
    })
}

async fn reply(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    let Some(it) = load(&house, token).await? else { return Ok(Over::page(&house, &who)) };
    let mut faults = Faults::new();
    let Some(message) = form::message(&mut faults, &form.typed.message) else {
        return Ok(Page::again(page(&house, &who, token, &it, &form.typed.message, &faults)).into_response());
    };
    let request = &it.0;
    let to = RequestLifecycle::decide(request.status, Action::Reply, Desk::Person, |_| true)
        .map_err(|_| kernel::Problem::conflict("stale"))?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if !store::advance(&mut tx, request, to, request.version).await? {
        return Err(kernel::Problem::conflict("stale").into());
    }
    store::say(&mut tx, &request.id, "person", "reply", &message).await?;
    tx.journal(&Subject::new("assistance", &request.id), Event::new("identity.assistance-replied")).await?;
    Ok(tx.go(format!("/assistance/requests/{token}?done=assistance-replied")).await?.into_response())
}
