use askama::Template;
use axum::extract::State;
use jiff::{Timestamp, tz::TimeZone};
use kernel::Event;
use platform::{
    House, Stop, Subject,
    clock::rome,
    web::{
        Go, Page, Posted, Routes, Session, Shell, SignedIn, Standing, close_session, close_sessions,
        field::{Badge, Fact, Tone},
        session_cookie, sessions_of,
    },
};
use serde::Deserialize;

use crate::{account, factor::store};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/security", show)
        .post("/security/sessions/close", close_one)
        .post("/security/sign-out-everywhere", close_all)
}

struct Row {
    id: String,
    started: String,
    seen: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "security/security.html")]
struct SecurityPage {
    shell: Shell,
    account: Vec<Fact>,
    factor: Vec<Fact>,
    has_factor: bool,
    is_staff: bool,
    sessions: Vec<Row>,
}

/// An instant as the office's clock shows it.
pub(crate) fn when(at: Timestamp) -> String {
    let zone: TimeZone = rome();
    at.to_zoned(zone).strftime("%d/%m/%Y %H:%M").to_string()
}

async fn show(who: SignedIn, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let session = &who.session;
    let mut conn = house.db().read().await?;
    let account = account::store::find(&mut conn, &session.account_id).await?;
    let owner = match &account {
        Some(account) => account::owner::of(&mut conn, account).await?,
        None => None,
    };
    let factor = store::find(&house, &mut conn, &session.account_id).await?;
    let left = store::recovery_codes_left(&mut conn, &session.account_id).await?;
    let sessions = sessions_of(&mut conn, &session.account_id).await?;
    drop(conn);
    let voice = who.voice(&house);
    let is_staff = session.standing == Standing::Staff;
    let code = if is_staff { "security-user-name" } else { "shell-person-code" };
    let mut facts = vec![
        Fact::new(voice.say("security-name"), &session.display_name),
        Fact::new(voice.say(code), &session.person_code),
    ];
    if let Some(owner) = owner {
        facts.push(Fact::new(voice.say("security-email"), owner.email));
    }
    let state = match &factor {
        Some(_) => Badge::new(Tone::Success, voice.say("security-factor-on")),
        None => Badge::new(Tone::Neutral, voice.say("security-factor-off")),
    };
    let mut factor_facts = vec![Fact::state(voice.say("security-state"), state)];
    if let Some(factor) = &factor {
        let at = platform::clock::instant(&factor.enrolled_at);
        factor_facts.push(Fact::new(voice.say("security-factor-since"), when(at)));
        factor_facts.push(Fact::new(voice.say("security-codes-left"), left.to_string()));
    }
    Ok(Page::ok(SecurityPage {
        shell: Shell::new(&house, &who, "menu-security")
            .crumb("shell-services", "/")
            .crumb("menu-security", ""),
        account: facts,
        factor: factor_facts,
        has_factor: factor.is_some(),
        is_staff,
        sessions: sessions.iter().map(|open| row(open, session)).collect(),
    }))
}

fn row(open: &Session, own: &Session) -> Row {
    Row {
        id: open.token_hash.clone(),
        started: when(open.started_at),
        seen: when(open.seen_at),
        current: open.token_hash == own.token_hash,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    session: String,
}

async fn close_one(who: SignedIn, State(house): State<House>, form: Posted<Chosen>) -> Result<Go, Stop> {
    let mut conn = house.db().read().await?;
    let sessions = sessions_of(&mut conn, &who.session.account_id).await?;
    drop(conn);
    // One's own only: another's is as absent as one that has ended.
    let Some(open) = sessions.iter().find(|open| open.token_hash == form.typed.session) else {
        return Ok(Go::to("/security?done=session-closed"));
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    close_session(&mut tx, &open.token_hash).await?;
    tx.journal(&Subject::new("account", &who.session.account_id), Event::new("identity.session-closed"))
        .await?;
    tx.go("/security?done=session-closed").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn close_all(who: SignedIn, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let closed = close_sessions(&mut tx, &who.session.account_id, None).await?;
    let event = Event::new("identity.signed-out-everywhere").with("sessions", closed.to_string());
    tx.journal(&Subject::new("account", &who.session.account_id), event).await?;
    let go = tx.go("/sign-in?done=signed-out-everywhere").await?;
    Ok(go.cookie(session_cookie(house.config(), "", false)))
}
