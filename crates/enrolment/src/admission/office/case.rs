use askama::Template;
use axum::extract::State;
use kernel::{Day, Lifecycle};
use platform::{
    House, Stop,
    clock::instant,
    journal::of_subject,
    web::{
        Desk, Go, Page, Posted, Shell,
        field::{Badge, Fact, Moment},
    },
};

use crate::{
    admission::{
        Overlooked, flow,
        look::{badge, moments, when},
        rules::{Action, AdmissionLife, Role},
        store::Admission,
    },
    application::store::ChangedMeanwhile,
    programme,
    review::{Admissions, act::pages::Pressed, officers},
};

/// An officer and an admission that they look after.
pub type Case = Desk<Admissions, Overlooked>;

#[derive(Template)]
#[template(path = "admission/office/case.html")]
pub struct CasePage {
    shell: Shell,
    base: String,
    version: i64,
    badge: Badge,
    sentence: String,
    facts: Vec<Fact>,
    withdraw: bool,
    application: Option<String>,
    admit: bool,
    moments: Vec<Moment>,
}

/// "/office/admissions/{id}".
pub async fn show(who: Case, State(house): State<House>) -> Result<Page<CasePage>, Stop> {
    let admission = &who.it.0;
    let mut conn = house.db().read().await?;
    let programme = programme::find(&mut conn, &admission.programme_id).await?.ok_or_else(Stop::not_found)?;
    let entries = of_subject(&mut conn, &admission.subject()).await?;
    let names = officers::names(&mut conn, std::slice::from_ref(&admission.opened_by)).await?;
    drop(conn);
    let shell = Shell::titled(&house, &who, admission.person_name.clone())
        .crumb("admissions-title", "/office/admissions")
        .crumb_titled(admission.person_name.clone(), "");
    let voice = shell.voice().clone();
    let fact = |key: &str, value: String| Fact::new(voice.say(key), value);
    let day = admission.received_on.parse::<Day>().map(|day| day.to_string()).unwrap_or_default();
    let mut facts = vec![
        fact("review-fact-programme", programme.full_title(shell.lang)),
        fact("review-fact-code", admission.person_code.clone()),
        fact("admission-opened-on", when(instant(&admission.opened_at))),
        fact("admission-opened-by", officers::name_of(&voice, &names, &admission.opened_by)),
        fact("admission-received-on", day),
        fact("admission-received", admission.received.clone()),
        fact("admission-permit", voice.say(if admission.permit { "shell-yes" } else { "shell-no" })),
    ];
    if let Some(at) = &admission.paid_at {
        facts.push(fact("admission-paid-on", when(instant(at))));
    }
    if let Some(matricola) = &admission.matricola {
        facts.push(fact("review-fact-matricola", matricola.clone()));
    }
    if let Some(reason) = &admission.reason {
        facts.push(fact("admission-reason", reason.clone()));
    }
    if let Some(application) = &admission.application_id {
        let href = format!("/office/applications/{application}");
        facts.push(fact("admission-application", voice.say("admission-application-open")).href(href));
    }
    let actions = AdmissionLife::actions(admission.state, Role::Secretary);
    let may_end = actions.contains(&Action::Withdraw);
    Ok(Page::ok(CasePage {
        base: admission.office_path(),
        version: admission.version,
        badge: badge(&voice, admission.state),
        sentence: voice.say(&format!("admission-office-{}", admission.state.code())),
        facts,
        withdraw: may_end && admission.application_id.is_none(),
        application: admission
            .application_id
            .as_ref()
            .filter(|_| may_end)
            .map(|application| format!("/office/applications/{application}/cancel")),
        admit: actions.contains(&Action::Admit),
        moments: moments(&voice, &entries),
        shell,
    }))
}

/// Stops when the page that was sent showed an older version.
pub fn fresh(admission: &Admission, version: Option<i64>) -> Result<(), ChangedMeanwhile> {
    if version == Some(admission.version) { Ok(()) } else { Err(ChangedMeanwhile) }
}

/// "Enrol all the same": paid after the admission had been taken back.
pub async fn admit(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who.visitor, form.once).await?;
    officers::remember(&mut tx, &who.session).await?;
    fresh(&who.it.0, form.version)?;
    flow::admit(&mut tx, &who.it.0).await?;
    tx.go(format!("{}?done=admission-admitted", who.it.0.office_path())).await
}
