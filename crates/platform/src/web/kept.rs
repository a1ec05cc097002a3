//! Nothing typed is lost when a session ends in the middle of a form: what was sent is kept for its person, encrypted,
//! for an hour, and shown in the form again after signing in. The address carries the name of the kept form alone, which
//! opens for that person only. Passwords, codes and files are not kept.

use askama::Template;
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::Problem;
use sqlx::Row;

use super::{form::FormKey, page::Go, refill::refill, session, visitor::Visitor};
use crate::{
    clock::{hex, stamp},
    db::Lane,
    files::{decrypt, encrypt, unhex},
    house::House,
    stop::Stop,
};

/// How long a form is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// The name of the query's word.
const WORD: &str = "kept";
/// The largest text of a form that is kept.
const TEXT_BYTES: usize = 512 * 1024;

/// Where the content of a page begins.
const MAIN: &str = "<main id=\"content\" tabindex=\"-1\">\n<div class=\"container\">";

/// A form that was kept.
#[derive(Clone, Debug)]
struct KeptForm {
    action: String,
    typed: Vec<(String, String)>,
}

/// Around every route: keeps a form that comes after its session's end, and shows it again.
pub(super) async fn layer(State(house): State<House>, request: Request, next: Next) -> Response {
    let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
        return next.run(request).await;
    };
    if request.method() == Method::POST && visitor.session.is_none() && !visitor.autosave {
        return match keep(&house, &visitor, request).await {
            Ok(Kept::There(to)) => Go::to(to).into_response(),
            Ok(Kept::Not(request)) => next.run(*request).await,
            Err(stop) => stop.into_response(),
        };
    }
    let id = word(&visitor.path);
    match (&visitor.session, id) {
        (Some(session), Some(id)) if request.method() == Method::GET => {
            match find(&house, &id, &session.account_id).await {
                Ok(Some(form)) => {
                    let response = next.run(request).await;
                    // Faults were shown under an address that only takes forms: the page is the one above it.
                    match visitor.path.split('?').next().and_then(|path| path.rsplit_once('/')) {
                        Some((above, _)) if response.status() == StatusCode::METHOD_NOT_ALLOWED => {
                            Go::to(back_to(above, &id)).into_response()
                        }
                        _ => show(&house, &visitor, &form, response).await,
                    }
                }
                Ok(None) => next.run(request).await,
                Err(stop) => stop.into_response(),
            }
        }
        _ => next.run(request).await,
    }
}

enum Kept {
    /// Kept: where the person goes to sign in.
    There(String),
    /// Nothing to keep; the request goes on.
    Not(Box<Request>),
}

async fn keep(house: &House, visitor: &Visitor, request: Request) -> Result<Kept, Stop> {
    let token =
        super::visitor::cookie(request.headers(), session::cookie_name(house.config())).map(str::to_owned);
    let Some(token) = token.filter(|_| !visitor.path.starts_with("/sign-out")) else {
        return Ok(Kept::Not(Box::new(request)));
    };
    let mut conn = house.db().read().await?;
    let owner = session::owner_of_ended(&mut conn, &token).await?;
    drop(conn);
    let Some((token_hash, account_id)) = owner else { return Ok(Kept::Not(Box::new(request))) };
    let (parts, body) = request.into_parts();
    let most =
        usize::try_from(house.config().files.max_bytes).unwrap_or(usize::MAX).saturating_add(1024 * 1024);
    let bytes = axum::body::to_bytes(body, most)
        .await
        .map_err(|_| Stop::Problem(Problem::new(413, "form-too-large")))?;
    let again = |bytes| Request::from_parts(parts.clone(), Body::from(bytes));
    let pairs = read(house, again(bytes.clone())).await.unwrap_or_default();
    let key = pairs.iter().find(|(name, _)| name == FormKey::FIELD).map_or("", |(_, key)| key.as_str());
    // Only a form that was drawn for that very session is its person's.
    if FormKey::check_for(house, &token_hash, key).is_err() {
        return Ok(Kept::Not(Box::new(again(bytes))));
    }
    let typed = pairs.iter().filter(|(name, _)| is_kept(name)).cloned().collect();
    let action = visitor.path.clone();
    let id = insert(house, &account_id, &KeptForm { action, typed }).await?;
    let page = page_of(house, &parts.headers).unwrap_or_else(|| visitor.path.clone());
    let back = back_to(&page, &id);
    Ok(Kept::There(format!("/sign-in?again=kept&back={}", urlencoding::encode(&back))))
}

/// What a person may not wish to find stored: what opens their account.
fn is_kept(name: &str) -> bool {
    name != FormKey::FIELD && !name.contains("password") && !name.contains("secret") && name != "code"
}

/// The text fields of a form; `None` for what is no form.
async fn read(house: &House, request: Request) -> Option<Vec<(String, String)>> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let bytes = axum::body::to_bytes(request.into_body(), TEXT_BYTES).await.ok()?;
        let pairs = form_urlencoded::parse(&bytes);
        return Some(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect());
    }
    let mut multipart = Multipart::from_request(request, house).await.ok()?;
    let (mut pairs, mut size) = (Vec::new(), 0_usize);
    while let Some(field) = multipart.next_field().await.ok()? {
        let name = field.name().unwrap_or("").to_owned();
        let is_file = field.file_name().is_some();
        let bytes = field.bytes().await.ok()?;
        if !is_file {
            size = size.saturating_add(bytes.len());
            pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
        if size > TEXT_BYTES || pairs.len() > 200 {
            return None;
        }
    }
    Some(pairs)
}

/// The page that the form stands on, as the browser says; only one of ours.
fn page_of(house: &House, headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, rest) = text(header::REFERER)?.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let own = house.config().base_url.split_once("://").map_or("", |(_, host)| host.trim_end_matches('/'));
    (text(header::HOST) == Some(host) || own == host).then(|| format!("/{path}"))
}

/// The page with the kept form's name; words of an earlier answer are left out.
fn back_to(page: &str, id: &str) -> String {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let rest: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name != "done" && name != WORD)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let with = |pairs: &[(String, String)]| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs).append_pair(WORD, id);
        format!("{path}?{}", query.finish())
    };
    let whole = with(&rest);
    // Longer ones are not come back to.
    if whole.len() <= 500 { whole } else { with(&[]) }
}

fn word(path: &str) -> Option<String> {
    let (_, query) = path.split_once('?')?;
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == WORD);
    found.map(|(_, id)| id.into_owned()).filter(|id| !id.is_empty() && id.len() < 100)
}

async fn insert(house: &House, account_id: &str, form: &KeptForm) -> Result<String, Stop> {
    let (id, now) = (house.dice().token(), house.clock().now());
    let plain = serde_json::to_vec(&form.typed)?;
    let sealed = hex(&encrypt(&key(house), &plain, &format!("{account_id} {id}"), house.dice())?);
    let until = stamp(now.saturating_add(KEPT).map_err(Stop::broken)?);
    let mut tx = house.db().begin(Lane::Public).await?;
    sqlx::query("delete from kept_form where until <= $1").bind(stamp(now)).execute(&mut *tx).await?;
    sqlx::query("insert into kept_form (id, account_id, action, sealed, until) values ($1, $2, $3, $4, $5)")
        .bind(&id)
        .bind(account_id)
        .bind(&form.action)
        .bind(sealed)
        .bind(until)
        .execute(&mut *tx)
        .await?;
    // A few windows may have been open; nobody has many.
    sqlx::query(
        "delete from kept_form where account_id = $1 and id not in \
         (select id from kept_form where account_id = $1 order by until desc, id limit 5)",
    )
    .bind(account_id)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(id)
}

async fn find(house: &House, id: &str, account_id: &str) -> Result<Option<KeptForm>, Stop> {
    let mut conn = house.db().read().await?;
    let row =
        sqlx::query("select action, sealed from kept_form where id = $1 and account_id = $2 and until > $3")
            .bind(id)
            .bind(account_id)
            .bind(stamp(house.clock().now()))
            .fetch_optional(&mut *conn)
            .await?;
    drop(conn);
    let Some(row) = row else { return Ok(None) };
    let sealed = unhex(&row.try_get::<String, _>("sealed")?);
    let plain = decrypt(&key(house), &sealed, &format!("{account_id} {id}"))?;
    Ok(Some(KeptForm { action: row.try_get("action")?, typed: serde_json::from_slice(&plain)? }))
}

fn key(house: &House) -> [u8; 32] {
    house.keys().derive("kept-form")
}

#[derive(Template)]
#[template(path = "kept.html")]
struct Told {
    text: String,
    typed: Vec<(String, String)>,
}

/// The page with its form filled in, and a sentence that says so. Where the page has changed, what was typed is listed.
async fn show(house: &House, visitor: &Visitor, form: &KeptForm, response: Response) -> Response {
    let is_page = response.status() == StatusCode::OK
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("text/html"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Stop::broken("a page of ours could not be read").into_response();
    };
    let html = String::from_utf8_lossy(&bytes).into_owned();
    let voice = visitor.voice(house);
    let (html, told) = match refill(&html, &form.action, &form.typed) {
        Some(filled) => (filled, Told { text: voice.say("shell-kept"), typed: Vec::new() }),
        None => {
            let typed = form.typed.iter().filter(|(name, value)| name != "version" && !value.is_empty());
            (html, Told { text: voice.say("shell-kept-elsewhere"), typed: typed.cloned().collect() })
        }
    };
    let Ok(told) = told.render() else { return Stop::broken("a notice could not be drawn").into_response() };
    let html = html.replacen(MAIN, &format!("{MAIN}{told}"), 1);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_back_with_the_name_of_the_form_and_its_own_words() {
        for (page, expected) in [
            ("/a", "/a?kept=x"),
            ("/a?back=%2Fb&done=saved", "/a?back=%2Fb&kept=x"),
            ("/a?kept=old", "/a?kept=x"),
        ] {
            assert_eq!(back_to(page, "x"), expected);
        }
        assert_eq!(back_to(&format!("/a?b={}", "c".repeat(600)), "x"), "/a?kept=x");
        assert_eq!(word("/a?kept=x").as_deref(), Some("x"));
        assert_eq!(word("/a?kept="), None);
    }

    #[test]
    fn what_opens_an_account_is_not_kept() {
        for name in ["password", "password_again", "current_password", "code", "form_key"] {
            assert!(!is_kept(name), "{name}");
        }
        assert!(is_kept("postcode") && is_kept("fiscal_code"));
    }
}
