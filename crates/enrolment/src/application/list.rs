//! My applications, and a new one.

use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Go, Page, Posted, Queried, Shell,
        field::{Badge, Fact, Table},
    },
};
use serde::Deserialize;

use super::{dossier::path, flow, payment::fee_reason, rules, store};
use crate::{
    admission,
    programme::{self, ListQuery, Listing, choose_list},
    review::status::{badge, legend},
};

/// My applications.
#[derive(Template)]
#[template(path = "application/list.html")]
pub struct List {
    shell: Shell,
    rows: Vec<Line>,
    /// Admissions by stamp duty alone.
    admissions: Option<Table>,
    legend: Vec<(Badge, String)>,
}

/// A line of the list.
pub struct Line {
    href: String,
    programme: String,
    status: Badge,
    facts: Vec<Fact>,
    /// What there is to do, and where.
    action: Option<(String, String)>,
}

/// The applications of the person, the newest first.
pub async fn list(who: Applicant, State(house): State<House>) -> Result<Page<List>, Stop> {
    let shell = Shell::new(&house, &who, "applications-title")
        .crumb("shell-services", "/")
        .crumb("applications-title", "");
    let mut conn = house.db().read().await?;
    let sql = format!(
        "select {} from application where person_id = $1 order by started_at desc, id desc limit 200",
        store::COLUMNS
    );
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(&who.session.account_id).fetch_all(&mut *conn).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        lines.push(line(&mut conn, &shell, store::read(row)?).await?);
    }
    let admissions = admission::mine(&mut conn, shell.voice(), &who.session.account_id).await?;
    drop(conn);
    Ok(Page::ok(List { legend: legend(shell.voice()), rows: lines, admissions, shell }))
}

async fn line(
    conn: &mut platform::Conn,
    shell: &Shell,
    application: store::Application,
) -> Result<Line, Stop> {
    use rules::State as S;
    let programme = programme::find(&mut *conn, &application.programme_id)
        .await?
        .ok_or_else(|| Stop::broken("an application without its programme"))?;
    let voice = shell.voice();
    let href = path(&application.id, "");
    let action = match application.state {
        S::Draft => Some((voice.say("application-continue"), path(&application.id, "personal"))),
        S::Reopened => Some((voice.say("application-correct"), href.clone())),
        S::AwaitingPayment => {
            pay_path(conn, &application.id).await?.map(|pay| (voice.say("application-pay"), pay))
        }
        S::Submitted | S::Conditional | S::Confirmed | S::Rejected | S::Cancelled => None,
    };
    let day = |stored: &str| {
        kernel::Day::from(platform::clock::day_of(platform::clock::instant(stored))).to_string()
    };
    let mut facts = Vec::new();
    if let Some(protocol) = &application.protocol {
        facts.push(Fact::new(voice.say("application-protocol"), protocol.clone()));
    }
    match &application.submitted_at {
        Some(at) => facts.push(Fact::new(voice.say("application-sent-on"), day(at))),
        None => facts.push(Fact::new(voice.say("application-started-on"), day(&application.started_at))),
    }
    if let Some(matricola) = &application.matricola {
        facts.push(Fact::new(voice.say("application-matricola"), matricola.clone()));
    }
    Ok(Line {
        href,
        programme: programme.full_title(voice.language),
        status: badge(voice, application.state),
        facts,
        action,
    })
}

/// Where fee and duty are paid, while they are owed.
pub async fn pay_path(conn: &mut platform::Conn, application_id: &str) -> Result<Option<String>, Stop> {
    let charges = payments::of_reason(&mut *conn, &fee_reason(application_id)).await?;
    if let Some(charge) = charges.iter().find(|charge| charge.state.is_owed()) {
        return Ok(Some(charge.id.path()));
    }
    // Approved by an admission: its page says how the stamp duty is paid.
    let admission = admission::store::of_application(conn, application_id).await?;
    Ok(admission.filter(|it| it.state == admission::rules::State::Open).map(|it| it.path()))
}

/// The choice of a programme.
#[derive(Template)]
#[template(path = "application/new.html")]
pub struct New {
    shell: Shell,
    list: Listing,
}

/// The programmes that take applications today.
pub async fn new(
    who: Applicant,
    State(house): State<House>,
    Queried(query): Queried<ListQuery>,
) -> Result<Page<New>, Stop> {
    let shell = Shell::new(&house, &who, "application-new-title")
        .crumb("shell-services", "/")
        .crumb("applications-title", "/applications")
        .crumb("application-new-title", "");
    let mut conn = house.db().read().await?;
    let list = choose_list(&house, &mut conn, shell.lang, &query, "/applications/new").await?;
    drop(conn);
    Ok(Page::ok(New { shell, list }))
}

/// The programme that was selected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Selected {
    programme: String,
}

/// Begins an application, or leads to the one that was begun before.
pub async fn create(who: Applicant, State(house): State<House>, form: Posted<Selected>) -> Result<Go, Stop> {
    let person_id = &who.session.account_id;
    let mut conn = house.db().read().await?;
    let there = flow::standing(&mut conn, person_id, &form.typed.programme).await?;
    let person = people::find(&mut conn, person_id).await?.ok_or_else(Stop::not_found)?;
    let programme = programme::find(&mut conn, &form.typed.programme).await?;
    drop(conn);
    if let Some(id) = there {
        return Ok(Go::to(format!("{}?done=application-there", path(&id, ""))));
    }
    let programme = programme
        .filter(|programme| programme.state != programme::State::Draft)
        .ok_or_else(Stop::not_found)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    match flow::start(&mut tx, &person, &programme).await? {
        Some(id) => tx.go(path(&id, "personal")).await,
        None => {
            let there = flow::standing(tx.conn(), person_id, &programme.id).await?;
            Ok(Go::to(there.map_or_else(|| "/applications".to_owned(), |id| path(&id, ""))))
        }
    }
}
