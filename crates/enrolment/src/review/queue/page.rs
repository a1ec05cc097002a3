use askama::Template;
use axum::extract::State;
use kernel::Day;
use platform::{
    House, Stop, Voice,
    clock::{day_of, instant},
    web::{
        Officer, Page, Queried, Scope, Shell,
        field::{Badge, Cell, Choice, Field, Head, Table},
    },
};

use super::{
    filter::{LISTED, Typed},
    store::{self, Found, Named, busy_programmes, programmes, tallies},
};
use crate::review::{Admissions, officers, status};

/// A status with its number and the queue that shows it.
struct Counter {
    badge: Badge,
    detail: String,
    n: i64,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "review/queue/page.html")]
struct Queue {
    shell: Shell,
    counters: Vec<Counter>,
    q: Field,
    programme: Field,
    status: Field,
    assigned: Field,
    until: Field,
    table: Table,
    first: Option<String>,
    next: Option<String>,
    too_many: bool,
    legend: Vec<(Badge, String)>,
    numbers: Option<String>,
}

/// "/office/applications": what waits for the office.
pub async fn list(
    who: Officer<Admissions>,
    State(house): State<House>,
    Queried(typed): Queried<Typed>,
) -> Result<Page<impl Template>, Stop> {
    let filter = typed.filter(&who.scope, &who.session.account_id);
    let mut conn = house.db().read().await?;
    let found = store::queue(&mut conn, &filter).await?;
    let counts = tallies(&mut conn, filter.programmes.as_deref()).await?;
    let offered = match &who.scope {
        Scope::All => busy_programmes(&mut conn).await?,
        Scope::Programmes(ids) => programmes(&mut conn, ids).await?,
    };
    let mut shown: Vec<String> = found.rows.iter().map(|row| row.programme_id.clone()).collect();
    shown.sort();
    shown.dedup();
    let titles = programmes(&mut conn, &shown).await?;
    let ids: Vec<String> = found.rows.iter().filter_map(|row| row.assigned_to.clone()).collect();
    let names = officers::names(&mut conn, &ids).await?;
    drop(conn);

    let shell = Shell::new(&house, &who, "review-queue-title").crumb("review-queue-title", "");
    let voice = shell.voice().clone();
    let today = Day::from(house.clock().today());
    let table = table(&voice, today, &found, &titles, &names);
    let chosen = (!typed.programme.is_empty()).then(|| typed.programme.clone());
    Ok(Page::ok(Queue {
        counters: counters(&voice, &typed, &counts),
        q: Field::new("q", voice.say("review-queue-q")).value(&typed.q).maxlength(100),
        programme: Field::new("programme", voice.say("review-queue-programme"))
            .choices(programme_choices(&voice, &offered))
            .value(&typed.programme),
        status: Field::new("status", voice.say("review-queue-status"))
            .choices(status_choices(&voice))
            .value(&typed.status),
        assigned: Field::new("assigned", voice.say("review-queue-assigned"))
            .choices(vec![
                Choice::new("", voice.say("review-queue-anyone")),
                Choice::new("me", voice.say("review-queue-me")),
                Choice::new("nobody", voice.say("review-queue-nobody")),
            ])
            .value(&typed.assigned),
        until: Field::new("until", voice.say("review-queue-until")).value(&typed.until),
        first: filter.after.is_some().then(|| typed.href()),
        next: found.next.as_ref().map(|(at, id)| format!("{}&after={at}_{id}", typed.href())),
        too_many: found.too_many,
        legend: status::legend(&voice),
        numbers: chosen.map(|id| format!("/office/programmes/{}/numbers", super::filter::escape(&id))),
        table,
        shell,
    }))
}

fn counters(voice: &Voice, typed: &Typed, counts: &[(String, i64)]) -> Vec<Counter> {
    LISTED
        .into_iter()
        .map(|state| {
            let to = Typed { status: state.code().into(), q: String::new(), ..typed.clone() };
            Counter {
                badge: status::badge(voice, state),
                detail: voice.say(&format!("review-state-{}", state.code())),
                n: counts.iter().find(|(code, _)| code == state.code()).map_or(0, |(_, n)| *n),
                current: typed.status == state.code(),
                href: to.href(),
            }
        })
        .collect()
}

fn status_choices(voice: &Voice) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new("", voice.say("review-queue-waiting")),
        Choice::new("all", voice.say("review-queue-all")),
    ];
    choices.extend(LISTED.into_iter().map(|state| {
        let status = voice.say(state.status_key());
        Choice::new(
            state.code(),
            format!("{status} ({})", voice.say(&format!("review-state-{}", state.code()))),
        )
    }));
    choices
}

fn programme_choices(voice: &Voice, offered: &[Named]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", voice.say("review-queue-every-programme"))];
    choices.extend(offered.iter().map(|p| Choice::new(&p.id, full(voice, p))));
    choices
}

fn full(voice: &Voice, named: &Named) -> String {
    format!("{} - {}", named.label, voice.language.pick(&named.title_it, &named.title_en))
}

fn table(voice: &Voice, today: Day, found: &Found, titles: &[Named], names: &[(String, String)]) -> Table {
    let head = |key: &str| Head::new(voice.say(key));
    let heads = vec![
        head("review-col-status"),
        head("review-col-name"),
        head("review-col-code"),
        head("review-col-programme"),
        Head::number(voice.say("review-col-days")),
        head("review-col-officer"),
        head("review-col-due"),
    ];
    let rows = found.rows.iter().map(|row| {
        let sent = row.submitted_at.as_deref().map(|at| Day::from(day_of(instant(at))));
        let officer = row.assigned_to.as_ref().map(|id| officers::name_of(voice, names, id));
        vec![
            Cell::State(status::badge(voice, row.state)),
            Cell::link(&row.applicant_name, format!("/office/applications/{}", row.id)),
            Cell::code(&row.applicant_code),
            Cell::text(
                titles.iter().find(|t| t.id == row.programme_id).map_or_else(String::new, |t| full(voice, t)),
            ),
            Cell::text(sent.map_or_else(String::new, |sent| sent.days_until(today).max(0).to_string())),
            Cell::text(officer.unwrap_or_else(|| voice.say("review-nobody"))),
            Cell::text(due(row.due_on.as_deref())),
        ]
    });
    Table::new(voice.say("review-queue-caption"), heads).rows(rows)
}

fn due(stored: Option<&str>) -> String {
    stored.and_then(|day| day.parse::<Day>().ok()).map_or_else(|| "–".to_owned(), |day| day.to_string())
}
