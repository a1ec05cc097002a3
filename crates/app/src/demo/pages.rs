use askama::Template;
use axum::{Json, extract::State};
use jiff::Span;
use kernel::Event;
use platform::{
    House, Stop, Subject,
    mail::{self, Received},
    web::{
        Anyone, Page, Routes, Shell,
        field::{Cell, Head, Table},
    },
};
use serde::Deserialize;

use super::people::{Card, TOTP_SECRET};

pub fn routes() -> Routes {
    Routes::new()
        .get("/demo", overview)
        .get("/demo/people.json", people_json)
        .get("/demo/mail", mailbox)
        .get("/demo/mail.json", mail_json)
        .post("/demo/clock", move_clock)
}

#[derive(Template)]
#[template(path = "demo/overview.html")]
struct Overview {
    shell: Shell,
    now: String,
    staff: Table,
    people: Table,
    code: String,
}

/// Who can sign in and how, the mailbox, the sandbox and the clock.
async fn overview(who: Anyone, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let shell = Shell::new(&house, &who, "demo-title").crumb("shell-services", "/").crumb("demo-title", "");
    let (staff, people): (Vec<Card>, Vec<Card>) =
        super::cards(&house).into_iter().partition(|card| card.totp_secret.is_some());
    let table = |caption: &str, cards: Vec<Card>| {
        let heads =
            ["demo-name", "demo-login", "demo-password", "demo-see"].map(|key| Head::new(shell.t(key)));
        let rows = cards.into_iter().map(|card| {
            let see = shell.t(&card.see);
            vec![Cell::text(card.name), Cell::code(card.login), Cell::code(card.password), Cell::text(see)]
        });
        Table::new(shell.t(caption), heads.into()).rows(rows)
    };
    let code = second_factor(&house);
    let (staff, people) = (table("demo-staff", staff), table("demo-people", people));
    Ok(Page::ok(Overview { now: house.clock().now().to_string(), staff, people, code, shell }))
}

/// What an authenticator with the demonstration's secret shows now.
fn second_factor(house: &House) -> String {
    identity::factor::totp::code_at(TOTP_SECRET, house.clock().now()).unwrap_or_default()
}

#[derive(serde::Serialize)]
struct Everybody {
    people: Vec<Card>,
    /// The code that every second factor of the demonstration shows now.
    second_factor_code: String,
    now: String,
}

async fn people_json(_: Anyone, State(house): State<House>) -> Json<Everybody> {
    let now = house.clock().now().to_string();
    Json(Everybody { people: super::cards(&house), second_factor_code: second_factor(&house), now })
}

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct Mailbox {
    shell: Shell,
    mails: Vec<Received>,
}

async fn mailbox(who: Anyone, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let shell =
        Shell::new(&house, &who, "demo-mailbox").crumb("demo-title", "/demo").crumb("demo-mailbox", "");
    Ok(Page::ok(Mailbox { shell, mails: mail::mailbox(&house, 100).await? }))
}

async fn mail_json(_: Anyone, State(house): State<House>) -> Result<Json<Vec<Received>>, Stop> {
    Ok(Json(mail::mailbox(&house, 1000).await?))
}

#[derive(Deserialize)]
struct Advance {
    advance: String,
}

/// Moves the clock forward, by a form or as JSON: `{"advance":"P30D"}` (ISO 8601). What became due happens.
async fn move_clock(
    who: Anyone,
    State(house): State<House>,
    request: axum::extract::Request,
) -> Result<axum::response::Response, Stop> {
    use axum::{extract::FromRequest, response::IntoResponse};
    let json = request
        .headers()
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    let refused = || Stop::Problem(kernel::Problem::new(422, "demo-clock"));
    let typed = if json {
        Json::<Advance>::from_request(request, &house).await.map_err(|_| refused())?.0.advance
    } else {
        platform::web::Posted::<Advance>::from_request(request, &house).await?.typed.advance
    };
    let span: Span = typed.trim().parse().map_err(|_| refused())?;
    let now = house.clock().now().to_zoned(platform::clock::rome());
    let then = now.checked_add(span).map_err(|_| refused())?;
    let by = then.timestamp().duration_since(now.timestamp());
    if by.is_negative() {
        return Err(refused());
    }
    house.clock().advance(by);
    std::fs::write(house.config().data.join("clock"), house.clock().offset().as_millis().to_string())
        .map_err(Stop::broken)?;
    let mut tx = house.begin(&who).await?;
    tx.journal(&Subject::new("demo", "clock"), Event::new("demo.clock-moved").with("by", typed)).await?;
    tx.commit().await?;
    house.wake_jobs();
    Ok(if json {
        Json(serde_json::json!({ "now": house.clock().now().to_string() })).into_response()
    } else {
        platform::web::Go::to("/demo?done=clock-moved").into_response()
    })
}
