//! `/v`: the page that reads printed codes, also without a network, and the script that keeps it on the device. The page
//! is built beforehand (`offline/built`); the server puts into it what the university publishes.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use platform::{
    House, Stop, clock,
    web::{Anyone, Routes},
};
use serde_json::json;

use super::{
    keys::{Published, addresses},
    public::{Keep, answer},
    status,
};

const PAGE: &str = include_str!("../../offline/built/page.html");
const WORKER: &str = include_str!("../../offline/built/worker.js");
const POLICY: &str = include_str!("../../offline/built/policy.txt");

pub(super) fn routes() -> Routes {
    Routes::new().get("/v", page).get("/verify/offline", page).get("/verify/worker.js", worker)
}

async fn page(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    let known = known(&house).await?;
    let html = PAGE.replace("__KNOWN__", &known);
    let mut response = answer(&headers, "text/html; charset=utf-8", Keep::Asking, html.into_bytes());
    let mut set = |name: &'static str, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY.trim_ascii());
    // The one page with a camera.
    set("permissions-policy", "camera=(self), geolocation=(), microphone=()");
    set("referrer-policy", "no-referrer");
    Ok(response)
}

/// What the page knows, as JSON that may stand inside a script element.
async fn known(house: &House) -> Result<String, Stop> {
    let published = Published::of(house).await?;
    let status = status::current(house).await?;
    let institution = &house.config().institution;
    let seals: Vec<String> = published.seals.iter().map(|seal| clock::hex(&seal.fingerprint())).collect();
    let known = json!({
        "university": { "it": institution.name_it, "en": institution.name_en },
        "addresses": addresses(house),
        "made": status.issued.as_second(),
        "keys": published.printed.jwks(),
        "seals": seals,
        "status": { "address": status::address(house), "fetch": status::path(), "token": status.jwt },
        "worker": { "script": "/verify/worker.js?page=/v&page=/verify/offline", "scope": "/v" },
    });
    Ok(known.to_string().replace('<', "\\u003c"))
}

async fn worker(_: Anyone, headers: HeaderMap) -> Response {
    let mut response =
        answer(&headers, "text/javascript; charset=utf-8", Keep::Asking, WORKER.as_bytes().to_vec());
    let scope = HeaderValue::from_static("/v");
    response.headers_mut().insert(header::HeaderName::from_static("service-worker-allowed"), scope);
    response
}
