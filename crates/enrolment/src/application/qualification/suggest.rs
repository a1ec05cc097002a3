//! Suggestions while somebody types: names of universities and of municipalities.

use axum::Json;
use platform::web::{Applicant, Queried};
use reference::{UniversityQuery, universities};
use serde::{Deserialize, Serialize};

/// A suggestion while typing.
#[derive(Debug, Serialize)]
pub struct Suggestion {
    value: String,
    label: String,
    detail: Option<String>,
}

/// What was typed so far.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    q: String,
}

/// Names of universities, while typing.
pub async fn universities_begun(_: Applicant, Queried(begun): Queried<Begun>) -> Json<Vec<Suggestion>> {
    let query = UniversityQuery { country: "", municipality: "", name: &begun.q, address: "" };
    let found = universities(query, 12).into_iter().map(|university| Suggestion {
        value: university.id.to_owned(),
        label: university.name.to_owned(),
        detail: university.municipality_name().map(str::to_owned),
    });
    Json(found.collect())
}

/// Names of municipalities, while typing.
pub async fn towns_begun(_: Applicant, Queried(begun): Queried<Begun>) -> Json<Vec<Suggestion>> {
    let found = reference::search_municipality(&begun.q, 12).into_iter().map(|town| Suggestion {
        value: town.belfiore.to_owned(),
        label: town.name.to_owned(),
        detail: Some(town.province.to_owned()),
    });
    Json(found.collect())
}
