//! Stage 5, "Check application status": where the application is, who has to act, until when, what has happened. Of a
//! draft, what is still missing.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use platform::{
    House, Stop, Voice,
    journal::{Entry, of_subject},
    web::{
        Go, Own, Page, Posted, Shell,
        field::{Badge, Fact, Moment, Tone},
    },
};

use super::{
    confirm,
    dossier::Dossier,
    flow,
    frame::{Frame, shell},
    list::pay_path,
    qualification::Nothing,
    receipt::when,
    rules::{Action, Application as Life, Role, State as At},
};
use crate::review::status::{badge, legend};
use kernel::Lifecycle;

/// Where an application is.
#[derive(Template)]
#[template(path = "application/status.html")]
pub struct Status {
    shell: Shell,
    frame: Frame,
    badge: Badge,
    sentence: String,
    acts: String,
    due: Option<String>,
    reason: Option<String>,
    facts: Vec<Fact>,
    draft: bool,
    lacking: Vec<(String, String)>,
    proceed: String,
    pay: Option<String>,
    receipt: Option<String>,
    submit: String,
    verifying: Option<Vec<(Tone, String)>>,
    confirmed: bool,
    moments: Vec<Moment>,
    papers: Option<platform::web::field::Table>,
    withdraw: Option<String>,
    legend: Vec<(Badge, String)>,
}

/// The overview of an application.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Page<Status>, Stop> {
    let dossier = &who.it;
    let application = &dossier.application;
    let shell = shell(&house, &who, dossier, "application-status-title");
    let voice = shell.voice().clone();
    let mut conn = house.db().read().await?;
    let entries = of_subject(&mut conn, &application.subject()).await?;
    let pay = if application.state == At::AwaitingPayment {
        pay_path(&mut conn, &application.id).await?
    } else {
        None
    };
    drop(conn);
    let register_from = house.config().terms.anis_first_year;
    let day = super::dossier::today(&house);
    let lacking = if application.state == At::Draft {
        flow::open_missing(dossier, day, register_from)
    } else {
        Vec::new()
    };
    let may = |action| Life::actions(application.state, Role::Applicant).contains(&action);
    let lapsed = entries.iter().any(|entry| entry.kind == "enrolment.lapsed");
    let withdrawn = entries.iter().any(|entry| entry.kind == "enrolment.withdrawn");
    Ok(Page::ok(Status {
        frame: Frame::of(&house, &voice, dossier, None),
        badge: badge(&voice, application.state),
        sentence: sentence(&voice, application.state, lapsed, withdrawn),
        acts: voice.say(acts(application.state)),
        due: due(dossier),
        reason: application
            .reason
            .clone()
            .filter(|_| matches!(application.state, At::Rejected | At::Cancelled)),
        facts: facts(&voice, dossier),
        draft: application.state == At::Draft,
        lacking: lacking.iter().map(|one| (one.words(&voice), dossier.path(&one.page()))).collect(),
        proceed: dossier.path(next_stage(dossier)),
        pay,
        receipt: application.protocol.is_some().then(|| dossier.path("receipt")),
        submit: dossier.path("submit"),
        verifying: (application.state == At::Conditional).then(|| verifying(&voice, &entries)),
        confirmed: application.state == At::Confirmed,
        moments: moments(&voice, &entries),
        papers: confirm::papers(&shell, dossier).filter(|_| application.state != At::Draft),
        withdraw: may(Action::Withdraw).then(|| dossier.path("withdraw")),
        legend: legend(&voice),
        shell,
    }))
}

fn sentence(voice: &Voice, state: At, lapsed: bool, withdrawn: bool) -> String {
    voice.say(match state {
        At::Draft => "application-now-draft",
        At::Submitted => "application-now-submitted",
        At::Reopened => "application-now-reopened",
        At::Conditional => "application-now-conditional",
        At::AwaitingPayment => "application-now-awaiting-payment",
        At::Confirmed => "application-now-confirmed",
        At::Rejected => "application-now-rejected",
        At::Cancelled if lapsed => "application-now-lapsed",
        At::Cancelled if withdrawn => "application-now-withdrawn",
        At::Cancelled => "application-now-cancelled",
    })
}

/// Who has to act.
fn acts(state: At) -> &'static str {
    match state {
        At::Draft | At::Reopened | At::AwaitingPayment => "application-acts-you",
        At::Submitted => "application-acts-secretary",
        At::Conditional => "application-acts-university",
        At::Confirmed | At::Rejected | At::Cancelled => "application-acts-nobody",
    }
}

/// Until when, if there is a term.
fn due(dossier: &Dossier) -> Option<String> {
    let stored = |day: &Option<String>| day.as_ref().and_then(|day| day.parse::<kernel::Day>().ok());
    match dossier.application.state {
        At::Draft => Some(dossier.programme.details.closes_on),
        At::Reopened => dossier.correction.as_ref().map(|correction| correction.due_on),
        At::AwaitingPayment => stored(&dossier.application.due_on),
        At::Submitted | At::Conditional | At::Confirmed | At::Rejected | At::Cancelled => None,
    }
    .map(|day| day.to_string())
}

/// The first stage that is not confirmed.
fn next_stage(dossier: &Dossier) -> &'static str {
    let application = &dossier.application;
    if application.personal_confirmed_at.is_none() {
        "personal"
    } else if application.qualification_confirmed_at.is_none() {
        "qualification"
    } else if application.upload_confirmed_at.is_none() {
        "upload"
    } else {
        "confirm"
    }
}

fn facts(voice: &Voice, dossier: &Dossier) -> Vec<Fact> {
    let application = &dossier.application;
    let mut facts = vec![Fact::new(voice.say("application-started-on"), when(&application.started_at))];
    if let Some(at) = &application.submitted_at {
        facts.push(Fact::new(voice.say("application-sent-on"), when(at)));
    }
    if let Some(protocol) = &application.protocol {
        facts.push(Fact::new(voice.say("application-protocol"), protocol.clone()));
    }
    if let Some(matricola) = &application.matricola {
        facts.push(Fact::new(voice.say("application-matricola"), matricola.clone()));
    }
    let office = &dossier.programme.details.secretariat;
    facts.push(
        Fact::new(voice.say("application-secretariat"), format!("{}, {}", office.name, office.email))
            .href(format!("mailto:{}", office.email)),
    );
    facts
}

/// The steps of the verification of the qualification: done ones, and the one under way.
fn verifying(voice: &Voice, entries: &[Entry]) -> Vec<(Tone, String)> {
    let has = |kind: &str| entries.iter().any(|entry| entry.kind == kind);
    let asked = has("enrolment.qualification-asked") || has("enrolment.university-asked");
    let answered = has("enrolment.qualification-answered") || has("enrolment.university-answered");
    let decided = has("enrolment.qualification-confirmed");
    let step = |done: bool, key: &str| (if done { Tone::Success } else { Tone::Neutral }, voice.say(key));
    vec![
        step(true, "application-verify-accepted"),
        step(asked || decided, "application-verify-asked"),
        step(answered || decided, "application-verify-answered"),
        step(decided, "application-verify-confirmed"),
    ]
}

/// Kinds of events that are the office's own business, or too small to be told.
const UNTOLD: &[&str] = &[
    "enrolment.assigned",
    "enrolment.noted",
    "enrolment.seen",
    "enrolment.file-seen",
    "enrolment.draft-kept",
    "enrolment.term-looked-at",
];

/// What has happened, the newest first. Saving the same title or stage again and again is told once a row.
fn moments(voice: &Voice, entries: &[Entry]) -> Vec<Moment> {
    let told = entries.iter().filter(|entry| !UNTOLD.contains(&entry.kind.as_str()));
    let mut moments: Vec<Moment> = Vec::new();
    for entry in told {
        // An event without a sentence is not for the applicant.
        let Some(what) = voice.find_with(&entry.text_key(), &entry.facts) else { continue };
        let stored = platform::clock::stamp(entry.at);
        let moment = Moment::new(tone(&entry.kind), entry.at.to_string(), when(&stored), what);
        if moments.last().is_some_and(|last| last.what == moment.what) {
            moments.pop();
        }
        moments.push(moment);
    }
    moments.reverse();
    moments
}

fn tone(kind: &str) -> Tone {
    match kind {
        "enrolment.confirmed" | "enrolment.qualification-confirmed" => Tone::Success,
        "enrolment.corrections-requested"
        | "enrolment.payment-asked"
        | "enrolment.duty-asked"
        | "enrolment.reminded" => Tone::Warning,
        "enrolment.rejected" | "enrolment.cancelled" | "enrolment.lapsed" | "enrolment.withdrawn" => {
            Tone::Danger
        }
        _ => Tone::Info,
    }
}

trait FindWith {
    fn find_with(&self, key: &str, facts: &[(String, String)]) -> Option<String>;
}

impl FindWith for Voice {
    fn find_with(&self, key: &str, facts: &[(String, String)]) -> Option<String> {
        // Days are stored as yyyy-mm-dd and read as dd/mm/yyyy.
        let shown: Vec<(String, String)> = facts
            .iter()
            .map(|(name, value)| {
                let day = value.parse::<kernel::Day>().map(|day| day.to_string());
                (name.replace('_', "-"), day.unwrap_or_else(|_| value.clone()))
            })
            .collect();
        self.find(key)?;
        Some(self.with(key, &platform::texts::own_args(&shown)))
    }
}

/// "Give up this application?"
#[derive(Template)]
#[template(path = "application/withdraw.html")]
pub struct Question {
    shell: Shell,
    programme: String,
    action: String,
    back: String,
}

/// Asks before the application is given up.
pub async fn ask(who: Own<Dossier>, State(house): State<House>) -> Result<Response, Stop> {
    let back = who.it.path("");
    if !Life::actions(who.it.application.state, Role::Applicant).contains(&Action::Withdraw) {
        return Ok(Go::to(back).into_response());
    }
    let shell = shell(&house, &who, &who.it, "application-withdraw-title");
    Ok(Page::ok(Question {
        programme: who.it.programme.full_title(shell.lang),
        action: who.it.path("withdraw"),
        back,
        shell,
    })
    .into_response())
}

/// Gives the application up.
pub async fn withdraw(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = Dossier::reload(&mut tx, &who.it.application.id).await?;
    flow::withdraw(&mut tx, &dossier).await?;
    tx.go(format!("{}?done=application-withdrawn", dossier.path(""))).await
}
