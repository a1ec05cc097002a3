//! The pages that belong to no room: the catalogue of services, the language switch, statements, probes, and the
//! administrator's look at journal and jobs.

mod home;
mod jobs;
mod journal;
mod statements;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use platform::{
    Capability, House, Stop,
    web::{Anyone, Go, Params, Queried, Routes, language_cookie},
};
use serde::Deserialize;

/// What these pages bring to the house.
pub fn capability() -> Capability {
    Capability {
        routes: Routes::new()
            .get("/", home::home)
            .get("/language/{code}", language)
            .get("/accessibility", statements::accessibility)
            .get("/privacy", statements::privacy)
            .get("/help", statements::help)
            .get("/office/journal", journal::list)
            .get("/office/jobs", jobs::list)
            .post("/office/jobs/{id}/retry", jobs::retry),
        texts: vec![
            (include_str!("texts.it.ftl"), include_str!("texts.en.ftl")),
            (documents::texts(kernel::Language::It), documents::texts(kernel::Language::En)),
        ],
        ..Capability::new("app")
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Back {
    back: String,
}

/// The switch at the top right of every page: the same page in the other language.
async fn language(_: Anyone, params: Params, Queried(query): Queried<Back>) -> Result<Go, Stop> {
    let language: kernel::Language = params.get("code").parse().map_err(|()| Stop::not_found())?;
    Ok(Go::to(local(&query.back)).cookie(language_cookie(language)))
}

/// A path of ours; anything else leads home, so that a link cannot send people elsewhere.
pub fn local(path: &str) -> String {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t']);
    if ours { path.to_owned() } else { "/".to_owned() }
}

/// Probes for the machine that runs the service.
pub fn health() -> Router<House> {
    Router::new().route("/health/live", get(|| async { "alive" })).route("/health/ready", get(ready))
}

async fn ready(State(house): State<House>) -> (StatusCode, String) {
    let answer = async {
        let mut conn = house.db().read().await?;
        sqlx::query("select 1").fetch_one(&mut *conn).await.map_err(Stop::from)
    };
    match answer.await {
        Ok(_) => (StatusCode::OK, "ready".to_owned()),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer".to_owned()),
    }
}
