//! What surrounds every route: who asks, limits, the headers of each answer, and stops told in the visitor's words.

use std::{sync::Arc, time::Duration};

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use kernel::{Language, Problem};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
};

use super::{
    page::{Go, Page, Shell},
    routes::Routes,
    visitor::{Visitor, recognise},
};
use crate::{
    capability::Capability,
    house::House,
    stop::{Stop, StopNote},
    texts::Voice,
};

/// The longest a request may take.
const REQUEST_SECONDS: u64 = 30;

/// Everything the rooms serve, with what surrounds it.
pub fn assemble(house: &House, rooms: Vec<Capability>, extra: Router<House>) -> Router {
    let mut routes = Routes::new();
    for room in rooms {
        routes = routes.merge(room.routes);
    }
    let limit =
        usize::try_from(house.config().files.max_bytes).unwrap_or(usize::MAX).saturating_add(1024 * 1024);
    routes
        .into_router()
        .merge(extra)
        .route("/assets/{*path}", axum::routing::get(asset))
        .fallback(|| async { Stop::not_found() })
        .method_not_allowed_fallback(|| async { Stop::Problem(Problem::new(405, "method-not-allowed")) })
        .layer(DefaultBodyLimit::max(limit))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Stop::broken("a handler panicked").into_response()
        }))
        .layer(from_fn_with_state(house.clone(), super::kept::layer))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(house.clone(), tell))
        .layer(from_fn_with_state(house.clone(), recognise))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(REQUEST_SECONDS),
        ))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .layer(from_fn_with_state(house.clone(), headers))
        .layer(from_fn(measure))
        .with_state(house.clone())
}

async fn asset(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/assets/");
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    match super::assets::serve(path, accepted) {
        Some((headers, bytes)) => (headers, bytes).into_response(),
        None => Stop::not_found().into_response(),
    }
}

/// Numbers for `/metrics`: requests by route and status, and how long they took.
async fn measure(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().to_string();
    let begun = std::time::Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("http_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("http_request_seconds", "route" => route).record(begun.elapsed().as_secs_f64());
    response
}

/// The headers of every answer, errors included.
async fn headers(State(house): State<House>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; \
         require-trusted-types-for 'script'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if house.config().base_url.starts_with("https://") {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if !is_asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// Tells a stop in the visitor's language, as a page or, to a program, as problem+json (RFC 9457).
async fn tell(State(house): State<House>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let asked = Asked::of(&request);
    let response = next.run(request).await;
    let Some(visitor) = visitor else { return response };
    let stop = match response.extensions().get::<StopNote>() {
        Some(StopNote(stop)) => Arc::clone(stop),
        None => match framework_refusal(&response) {
            Some(problem) => Arc::new(Stop::Problem(problem)),
            None => return response,
        },
    };
    told(&house, &visitor, asked, &stop)
}

/// What a stop's words depend on.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    json: bool,
    get: bool,
}

impl Asked {
    /// Of a request.
    pub fn of(request: &Request) -> Self {
        let json = request.uri().path().starts_with("/api/")
            || request.headers().contains_key("x-autosave")
            || request
                .headers()
                .get(header::ACCEPT)
                .and_then(|value| value.to_str().ok())
                .is_some_and(|accept| accept.starts_with("application/json"));
        Self { json, get: request.method() == axum::http::Method::GET }
    }
}

/// A stop as an answer.
pub(crate) fn told(house: &House, visitor: &Visitor, asked: Asked, stop: &Stop) -> Response {
    let voice = visitor.voice(house);
    match stop {
        Stop::Replay(to) => Go::to(to.clone()).into_response(),
        Stop::SignIn if !asked.json => {
            // After an action there is nothing to come back to but the page before it.
            let back = if asked.get { visitor.path.clone() } else { "/".to_owned() };
            Go::to(format!("/sign-in?back={}", urlencoding::encode(&back))).into_response()
        }
        Stop::SecondFactor if !asked.json => {
            Go::to(format!("/sign-in/second-factor?back={}", urlencoding::encode(&visitor.path)))
                .into_response()
        }
        Stop::SignIn | Stop::SecondFactor => json(&voice, visitor, &Problem::new(401, "sign-in")),
        Stop::Problem(problem) if asked.json => json(&voice, visitor, problem),
        Stop::Problem(problem) => page(house, &voice, visitor, asked, problem),
        Stop::Broken(broken) => {
            tracing::error!(request = %visitor.request_id, why = ?broken, "a request broke");
            let problem = Problem::new(500, "broken");
            if asked.json {
                json(&voice, visitor, &problem)
            } else {
                page(house, &voice, visitor, asked, &problem)
            }
        }
    }
}

/// What the framework refuses by itself becomes a page of ours too.
fn framework_refusal(response: &Response) -> Option<Problem> {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_none_or(|kind| kind.starts_with("text/plain"));
    if !plain {
        return None;
    }
    match response.status().as_u16() {
        403 => Some(Problem::new(403, "cross-site")),
        413 => Some(Problem::new(413, "form-too-large")),
        404 => Some(Problem::not_found()),
        status @ (400 | 405 | 408 | 415 | 422) => Some(Problem::new(status, "broken-form")),
        _ => None,
    }
}

fn json(voice: &Voice, visitor: &Visitor, problem: &Problem) -> Response {
    let errors: Vec<_> = problem
        .faults
        .iter()
        .map(|fault| serde_json::json!({ "field": fault.field, "code": fault.code, "text": voice.fault(fault) }))
        .collect();
    let body = serde_json::json!({
        "type": format!("urn:ateneo:problem:{}", problem.code),
        "status": problem.status,
        "code": problem.code,
        "title": voice.problem(problem),
        // What the script that saves while a person types shows.
        "message": voice.problem(problem),
        "request_id": visitor.request_id,
        "errors": errors,
    });
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, retry_after(problem), [(header::CONTENT_TYPE, "application/problem+json")], body.to_string())
        .into_response()
}

fn retry_after(problem: &Problem) -> [(header::HeaderName, String); 1] {
    let seconds = problem.args.iter().find(|(name, _)| *name == "seconds").map(|(_, value)| value.clone());
    match problem.status {
        429 | 503 => [(header::RETRY_AFTER, seconds.unwrap_or_else(|| "5".to_owned()))],
        _ => [(header::VARY, "accept-language, cookie".to_owned())],
    }
}

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    shell: Shell,
    heading: String,
    what: String,
    next: String,
    faults: Vec<String>,
    back: String,
    back_label: String,
    request_id: String,
}

fn page(house: &House, voice: &Voice, visitor: &Visitor, asked: Asked, problem: &Problem) -> Response {
    let key = match problem.status {
        404 => "not-found",
        401 | 403 => "forbidden",
        429 | 503 => "busy",
        500 => "broken",
        _ => "refused",
    };
    let shell = Shell::new(house, visitor, &format!("stop-{key}-heading"));
    let (back, label) = match problem.code {
        "registration-incomplete" => ("/registration/document", "stop-complete-registration"),
        _ => ("/", "stop-home"),
    };
    let template = StopPage {
        heading: shell.title.clone(),
        what: voice.problem(problem),
        // What was sent can be sent once more by reloading: the form's key makes it one action however often it comes.
        next: voice.say(&match (key, asked.get) {
            ("busy", false) => "stop-busy-send-again".to_owned(),
            _ => format!("stop-{key}-next"),
        }),
        faults: problem.faults.iter().map(|fault| voice.fault(fault)).collect(),
        back: back.to_owned(),
        back_label: voice.say(label),
        request_id: visitor.request_id.clone(),
        shell,
    };
    let mut response = Page::status(template, problem.status).into_response();
    for (name, value) in retry_after(problem) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The switch at the top of each page: remembers the language for a year.
pub fn language_cookie(language: Language) -> String {
    format!("language={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", language.code())
}
