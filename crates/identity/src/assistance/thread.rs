//! A request as the person who sent it sees it, through the link in the mail: what was said so far, and a box to add
//! something. It shows nothing that was not written by the person or to them.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, text};
use platform::{
    House, Stop, Subject,
    clock::instant,
    limits::Limit,
    web::{
        Anyone, Page, Params, Posted, Routes, Shell,
        field::{Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    form::{MESSAGE_MAX, keep},
    model::{Action, By, Message, Request, Said, next},
    store,
};
use crate::{
    guard,
    link::{self, Purpose},
    recovery::Over,
    security::when,
};

pub(super) fn routes() -> Routes {
    Routes::new().get("/assistance/requests/{token}", show).post("/assistance/requests/{token}", write)
}

/// What a person adds to requests: ten at once, then one every six minutes.
const REPLIES: Limit = Limit { name: "assistance-replies", burst: 10, seconds_each: 360 };

/// A message as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Who.
    pub who: String,
    /// When.
    pub when: String,
    /// What, line by line.
    pub text: Vec<String>,
}

/// The whole exchange, oldest first; `name` is who the officer of a message is called, `person` the other side.
pub(super) fn exchange(
    request: &Request,
    messages: &[Message],
    person: &str,
    officer: impl Fn(&Message) -> String,
) -> Vec<Line> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let first = Line {
        who: person.to_owned(),
        when: when(instant(&request.created_at)),
        text: lines(&request.message),
    };
    let rest = messages.iter().map(|message| Line {
        who: if message.said == Said::Answer { officer(message) } else { person.to_owned() },
        when: when(instant(&message.at)),
        text: lines(&message.text),
    });
    [first].into_iter().chain(rest).collect()
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
    facts: Vec<Fact>,
    lines: Vec<Line>,
    action: String,
    faults: Vec<FieldFault>,
    message: Field,
}

struct Thread {
    request: Request,
    messages: Vec<Message>,
}

async fn load(house: &House, token: &str) -> Result<Option<Thread>, Stop> {
    let mut conn = house.db().read().await?;
    let Some(id) = link::peek(house, &mut conn, Purpose::Request, token).await? else { return Ok(None) };
    let Some(request) = store::find(&mut conn, &id).await? else { return Ok(None) };
    let messages = store::messages(&mut conn, &id).await?;
    Ok(Some(Thread { request, messages }))
}

fn page(
    house: &House,
    who: &Anyone,
    token: &str,
    thread: &Thread,
    typed: &Typed,
    faults: &Faults,
) -> ThreadPage {
    let request = &thread.request;
    let voice = who.voice(house);
    let title = voice.with("assistance-request-title", &[("number", request.number.clone().into())]);
    let shell = Shell::titled(house, who, title.clone())
        .crumb("menu-assistance", "/assistance")
        .crumb_titled(title, "");
    let (you, office) = (shell.t("assistance-you"), shell.t("menu-office-assistance"));
    let message = Field::new("message", shell.t("assistance-add"))
        .hint(shell.t("assistance-message-hint"))
        .value(&typed.message)
        .required()
        .maxlength(4000)
        .told(faults, shell.voice());
    ThreadPage {
        facts: vec![
            Fact::new(shell.t("assistance-number"), &request.number),
            Fact::new(shell.t("assistance-kind"), shell.t(&request.kind.text_key())),
            Fact::new(shell.t("assistance-sent-on"), when(instant(&request.created_at))),
            Fact::state(shell.t("security-state"), request.status.badge(&shell)),
        ],
        lines: exchange(request, &thread.messages, &you, |_| office.clone()),
        action: format!("/assistance/requests/{token}"),
        faults: Field::summary_of(&[&message]),
        message,
        shell,
    }
}

async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    Ok(match load(&house, token).await? {
        Some(thread) => {
            Page::ok(page(&house, &who, token, &thread, &Typed::default(), &Faults::new())).into_response()
        }
        None => Over::page(&house, &who),
    })
}

async fn write(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    let Some(thread) = load(&house, token).await? else { return Ok(Over::page(&house, &who)) };
    let mut faults = Faults::new();
    let said = keep(&mut faults, "message", MESSAGE_MAX, text::paragraph(&form.typed.message, MESSAGE_MAX));
    let (Some(said), Some(_)) = (said, next(thread.request.status, Action::Write, By::Person)) else {
        return Ok(Page::again(page(&house, &who, token, &thread, &form.typed, &faults)).into_response());
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    guard::check(&house, &who, REPLIES)?;
    let id = &thread.request.id;
    store::say(&mut tx, id, Said::Reply, "", &said).await?;
    store::put_before_desk(&mut tx, id).await?;
    tx.journal(&Subject::new("assistance", id), Event::new("identity.assistance-added")).await?;
    Ok(tx.go(format!("/assistance/requests/{token}?done=assistance-added")).await?.into_response())
}
