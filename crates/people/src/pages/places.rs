use axum::{Json, extract::State};
use kernel::Day;
use platform::{
    House, Stop,
    limits::Limit,
    web::{Anyone, Queried},
};
use reference::Birthplace;
use serde::{Deserialize, Serialize};

use crate::form::place_label;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    q: String,
}

/// A suggestion of the combo box.
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion {
    value: String,
    label: String,
    detail: Option<String>,
}

/// Typing asks often; a script that scrapes the table does not need to.
const TYPING: Limit = Limit { name: "places", burst: 60, seconds_each: 1 };

/// Italian municipalities that answer what was typed, of today and of the times when applicants were born.
pub async fn suggest(
    who: Anyone,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Json<Vec<Suggestion>>, Stop> {
    house.limits().check(TYPING, who.0.address, house.clock().now())?;
    let typed: String = query.q.chars().take(60).collect();
    let today: Day = house.clock().today().into();
    let mut found: Vec<Birthplace> = Vec::new();
    for years in [0, 25, 50, 75] {
        let Some(day) = today.plus_months(i32::saturating_mul(years, -12)) else { continue };
        for place in reference::search_birthplace(&typed, day, 15) {
            if !place.is_abroad() && !found.iter().any(|other| other.belfiore == place.belfiore) {
                found.push(place);
            }
        }
    }
    Ok(Json(found.iter().take(15).map(suggestion).collect()))
}

fn suggestion(place: &Birthplace) -> Suggestion {
    let label = place_label(place);
    Suggestion { value: label.clone(), label, detail: None }
}
