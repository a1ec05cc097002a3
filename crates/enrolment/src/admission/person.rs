//! The person's page of an admission: what it means, what to do next, the student number once it is there.

use askama::Template;
use axum::extract::State;
use platform::{
    Conn, House, Stop, Voice,
    clock::instant,
    journal::of_subject,
    web::{
        Own, Page, Shell,
        field::{Badge, Cell, Fact, Head, Moment, Table},
    },
};

use super::{
    OwnAdmission,
    look::{badge, moments, when},
    rules::State as At,
    store::of_person,
};
use crate::programme::{self, career_kind};

#[derive(Template)]
#[template(path = "admission/person.html")]
pub(super) struct AdmissionPage {
    shell: Shell,
    programme: String,
    badge: Badge,
    sentence: String,
    reason: Option<String>,
    /// Where the stamp duty is selected, and the words of the list.
    pay: Option<(String, String)>,
    facts: Vec<Fact>,
    moments: Vec<Moment>,
}

/// The admissions of a person, for the page of their applications; none when there is none.
pub async fn mine(conn: &mut Conn, voice: &Voice, person_id: &str) -> Result<Option<Table>, Stop> {
    let admissions = of_person(&mut *conn, person_id).await?;
    if admissions.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::with_capacity(admissions.len());
    for admission in &admissions {
        let programme = programme::find(&mut *conn, &admission.programme_id).await?;
        let title = programme.map(|programme| programme.full_title(voice.language)).unwrap_or_default();
        rows.push(vec![
            Cell::link(title, admission.path()),
            Cell::State(badge(voice, admission.state)),
            Cell::text(when(instant(&admission.opened_at))),
            Cell::code(admission.matricola.clone().unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    let heads =
        ["application-programme", "application-status", "admission-opened-on", "application-matricola"]
            .map(|key| Head::new(voice.say(key)));
    Ok(Some(Table::new(voice.say("admissions-mine-caption"), heads.into()).rows(rows)))
}

/// "/admissions/{id}".
pub(super) async fn show(
    own: Own<OwnAdmission>,
    State(house): State<House>,
) -> Result<Page<AdmissionPage>, Stop> {
    let admission = &own.it.0;
    let shell = Shell::new(&house, &own, "admission-title")
        .crumb("shell-services", "/")
        .crumb("applications-title", "/applications")
        .crumb("admission-title", "");
    let voice = shell.voice().clone();
    let mut conn = house.db().read().await?;
    let programme = programme::find(&mut conn, &admission.programme_id).await?.ok_or_else(Stop::not_found)?;
    let entries = of_subject(&mut conn, &admission.subject()).await?;
    drop(conn);
    let kind = career_kind(programme.details.kind).code();
    let office = &programme.details.secretariat;
    let mut facts = vec![Fact::new(voice.say("admission-opened-on"), when(instant(&admission.opened_at)))];
    if let Some(at) = &admission.paid_at {
        facts.push(Fact::new(voice.say("admission-paid-on"), when(instant(at))));
    }
    if let Some(matricola) = &admission.matricola {
        facts.push(
            Fact::new(voice.say("application-matricola"), matricola.clone()).href("/careers".to_owned()),
        );
    }
    facts.push(
        Fact::new(voice.say("admission-contact"), format!("{}, {}", office.name, office.email))
            .href(format!("mailto:{}", office.email)),
    );
    Ok(Page::ok(AdmissionPage {
        programme: programme.full_title(shell.lang),
        badge: badge(&voice, admission.state),
        sentence: voice.say(&format!("admission-now-{}", admission.state.code())),
        reason: admission.reason.clone(),
        pay: (admission.state == At::Open)
            .then(|| (voice.say(&format!("admission-item-{kind}")), "/certificates".to_owned())),
        facts,
        moments: moments(&voice, &entries),
        shell,
    }))
}
