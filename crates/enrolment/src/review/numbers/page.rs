use askama::Template;
use axum::extract::State;
use kernel::Day;
use platform::{
    Conn, House, Stop,
    web::{
        Desk, Page, Shell,
        field::{Chart, Fact},
    },
};
use sqlx::Row;

use super::{
    final_fee,
    rule::{percentile, places_left},
};
use crate::{
    application::rules::State as ApplicationState,
    review::{Admissions, ReviewedProgramme, queue::store::tallies},
};

/// Days that are drawn.
const DAYS: i32 = 30;

#[derive(Template)]
#[template(path = "review/numbers/page.html")]
struct NumbersPage {
    shell: Shell,
    queue: String,
    figures: Vec<Fact>,
    by_status: Chart,
    by_day: Chart,
    final_fee: Vec<Fact>,
    ask_final_fee: Option<String>,
}

/// "/office/programmes/{id}/numbers".
pub async fn show(
    who: Desk<Admissions, ReviewedProgramme>,
    State(house): State<House>,
) -> Result<Page<impl Template>, Stop> {
    let programme = &who.it.0;
    let today = Day::from(house.clock().today());
    let mut conn = house.db().read().await?;
    let counts = tallies(&mut conn, Some(std::slice::from_ref(&programme.id))).await?;
    let sent = sent_by_day(&mut conn, &programme.id, today).await?;
    let decisions = decision_days(&mut conn, &programme.id).await?;
    drop(conn);

    let shell = Shell::titled(&house, &who, programme.full_title(who.language))
        .crumb("review-queue-title", "/office/applications")
        .crumb("review-numbers-title", "");
    let voice = shell.voice().clone();
    let of =
        |state: ApplicationState| counts.iter().find(|(code, _)| code == state.code()).map_or(0, |(_, n)| *n);
    let taken =
        [ApplicationState::Confirmed, ApplicationState::Conditional, ApplicationState::AwaitingPayment]
            .into_iter()
            .map(of)
            .sum();
    let days = |percent: i64| {
        percentile(&decisions, percent).map_or_else(
            || voice.say("review-numbers-no-decision"),
            |days| voice.with("review-numbers-days", &[("n", days.into())]),
        )
    };
    let figure = |key: &str, value: String| Fact::new(voice.say(key), value);
    let figures = vec![
        figure("review-numbers-places", programme.details.places.to_string()),
        figure("review-numbers-left", places_left(programme.details.places, taken).to_string()),
        figure("review-numbers-enrolled", of(ApplicationState::Confirmed).to_string()),
        figure("review-numbers-median", days(50)),
        figure("review-numbers-p90", days(90)),
    ];
    let by_status = ApplicationState::ALL
        .into_iter()
        .map(|state| {
            let label = format!(
                "{} ({})",
                voice.say(state.status_key()),
                voice.say(&format!("review-state-{}", state.code()))
            );
            (label, u64::try_from(of(state)).unwrap_or(0))
        })
        .collect();
    let by_day = sent.into_iter().map(|(day, n)| (day.to_string(), u64::try_from(n).unwrap_or(0))).collect();
    let (facts, askable) = final_fee::facts(&voice, programme, &house.config().terms, today);
    Ok(Page::ok(NumbersPage {
        queue: format!("/office/applications?programme={}", programme.id),
        by_status: Chart::new(voice.say("review-numbers-by-status"), by_status),
        by_day: Chart::new(voice.say("review-numbers-by-day"), by_day),
        figures,
        final_fee: facts,
        ask_final_fee: askable.then(|| format!("/office/programmes/{}/final-fee", programme.id)),
        shell,
    }))
}

/// How many were sent on each of the last days, the oldest first; days without any are there too.
async fn sent_by_day(conn: &mut Conn, programme_id: &str, today: Day) -> Result<Vec<(Day, i64)>, Stop> {
    let first = today.plus_days(1_i32.saturating_sub(DAYS)).unwrap_or(today);
    let rows = sqlx::query(
        "select day, n from application_day where programme_id = $1 and day >= $2 and state = 'submitted'",
    )
    .bind(programme_id)
    .bind(first.iso())
    .fetch_all(conn)
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        found.push((row.try_get::<String, _>("day")?, row.try_get::<i64, _>("n")?));
    }
    Ok((0..DAYS)
        .filter_map(|later| first.plus_days(later))
        .map(|day| (day, found.iter().find(|(other, _)| *other == day.iso()).map_or(0, |(_, n)| *n)))
        .collect())
}

async fn decision_days(conn: &mut Conn, programme_id: &str) -> Result<Vec<(i64, i64)>, Stop> {
    let rows = sqlx::query("select days, n from review_decision_days where programme_id = $1 order by days")
        .bind(programme_id)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((row.try_get("days")?, row.try_get("n")?))).collect()
}
