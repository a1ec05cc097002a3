use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::Response,
};
use jiff::SignedDuration;
use kernel::Language;

use super::{
    layers::{Asked, told},
    session::{Session, cookie_name, find_session},
};
use crate::{clock::stamp, db::Lane, house::House, journal::Actor, stop::Stop, texts::Voice};

/// Who asks, in which language, from where.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session, when signed in.
    pub session: Option<Session>,
    /// The language of the answer.
    pub language: Language,
    /// Identifier of the request, shown on error pages and kept in the journal and the log.
    pub request_id: String,
    /// Address it came from.
    pub address: IpAddr,
    /// Path and query.
    pub path: String,
    /// The script that saves while a person types asks for JSON.
    pub autosave: bool,
}

impl Visitor {
    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        match &self.session {
            Some(session) => Actor::Account(session.account_id.clone()),
            None => Actor::Visitor,
        }
    }

    /// The texts in the visitor's language.
    pub fn voice(&self, house: &House) -> Voice {
        house.texts().voice(self.language)
    }

    /// What form keys are bound to: this session, or nobody.
    pub(crate) fn principal(&self) -> &str {
        self.session.as_ref().map_or("anonymous", |session| session.token_hash.as_str())
    }
}

/// The address of the peer, set by the server for each connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub SocketAddr);

/// The layer that finds out who asks, once for each request.
pub(crate) async fn recognise(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let path = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let token = cookie(headers, cookie_name(house.config()));
    let now = house.clock().now();
    let found = match token {
        // Assets are the same for everybody: no look-up for them.
        Some(token) if !path.starts_with("/assets/") => find(&house, token, now).await,
        _ => Ok(None),
    };
    // Somebody whose session cannot be read now is not signed out: what they sent is not thrown away at the sign-in.
    let (session, unread) = match found {
        Ok(session) => (session, None),
        Err(stop) => (None, Some(stop)),
    };
    let language = cookie(headers, "language")
        .and_then(|code| code.parse().ok())
        .or_else(|| session.as_ref().map(|session| session.language))
        .unwrap_or_else(|| preferred(headers));
    let visitor = Visitor {
        session,
        language,
        request_id: house.dice().id(now),
        address: forwarded(&house, headers, peer),
        path,
        autosave: headers.contains_key("x-autosave"),
    };
    if let Some(stop) = unread {
        return told(&house, &visitor, Asked::of(&request), &stop);
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

async fn find(house: &House, token: &str, now: jiff::Timestamp) -> Result<Option<Session>, Stop> {
    let mut conn = house.db().read().await?;
    let session = find_session(&mut conn, token, now).await?;
    drop(conn);
    if let Some(session) = &session {
        // Written at most once in five minutes: a read must not cost a write.
        if now.duration_since(session.seen_at) > SignedDuration::from_mins(5)
            && let Err(stop) = touch(house, session, now).await
        {
            // The next request tries again: there are as many minutes for it as the session may be idle.
            tracing::warn!(why = ?stop, "the last use of a session was not noted");
        }
    }
    Ok(session)
}

async fn touch(house: &House, session: &Session, now: jiff::Timestamp) -> Result<(), Stop> {
    let mut tx = house.db().begin(Lane::Public).await?;
    sqlx::query("update session set seen_at = $1 where token_hash = $2")
        .bind(stamp(now))
        .bind(&session.token_hash)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Behind a reverse proxy on this machine the client's address is in `X-Forwarded-For`; nobody else is believed.
fn forwarded(_house: &House, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !peer.is_loopback() {
        return peer;
    }
    headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    for part in accepted.split(',') {
        let tag = part.split(';').next().unwrap_or("").trim();
        match tag.split('-').next().unwrap_or("").to_ascii_lowercase().as_str() {
            "it" => return Language::It,
            "en" => return Language::En,
            _ => {}
        }
    }
    // Somebody who asks for neither is a foreigner more often than not.
    if accepted.is_empty() { Language::It } else { Language::En }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Stop> {
        parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or_else(|| Stop::broken("a request without its visitor"))
    }
}
