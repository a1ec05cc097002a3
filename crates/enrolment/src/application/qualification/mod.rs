//! Stage 3, "Qualification": the academic titles. Each is added in three steps that have pages of their own: the
//! university, the course, the details with the papers that prove it.

pub mod check;
pub mod course;
pub mod declaration;
pub mod details;
mod free;
pub mod remove;
pub mod suggest;
pub mod university;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Event;
use platform::{
    House, Stop, Voice,
    web::{
        Own, Page, Posted, Shell,
        field::{Badge, Fact, Tone},
    },
};
use serde::Deserialize;

use super::{
    dossier::Dossier,
    flow,
    frame::{Frame, leave_if_sent, shell},
    items::Part,
    missing::{Missing, Stage},
    title::Title,
};
use crate::programme::requirement;

/// The list of titles.
#[derive(Template)]
#[template(path = "application/qualification/list.html")]
pub struct Titles {
    shell: Shell,
    frame: Frame,
    requirement: String,
    titles: Vec<Card>,
    lacking: Vec<(String, String)>,
    shown_lacking: bool,
    may_add: bool,
    action: String,
    add: String,
    back: String,
}

/// A title in the list.
pub struct Card {
    title: String,
    facts: Vec<Fact>,
    edit: String,
    remove: Option<String>,
}

/// A form without fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Nothing {}

/// The titles of an application.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    Ok(Page::ok(page(&house, &who, false)).into_response())
}

/// "Confirm and proceed": passes when no title lacks anything.
pub async fn confirm(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Response, Stop> {
    // Of a reopened application the stage is open when anything of it is.
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    if !lacking(&house, &who.it).is_empty() {
        return Ok(Page::again(page(&house, &who, true)).into_response());
    }
    let next = who.it.path("upload");
    if !who.it.may_edit(&Part::Titles) {
        return Ok(platform::web::Go::to(next).into_response());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.again(&mut tx).await?;
    let now = tx.stamp();
    sqlx::query("update application set qualification_confirmed_at = $1 where id = $2")
        .bind(now)
        .bind(&dossier.application.id)
        .execute(tx.conn())
        .await?;
    let event = Event::new("enrolment.stage-confirmed").with("stage", Stage::Qualification.code());
    flow::changed(&mut tx, &dossier, &Part::Titles, event).await?;
    Ok(tx.go(next).await?.into_response())
}

fn lacking(house: &House, dossier: &Dossier) -> Vec<Missing> {
    let day = super::dossier::today(house);
    let mut lacking = flow::open_missing(dossier, day, house.config().terms.anis_first_year);
    // Confirming the stage is what this page is for.
    lacking.retain(|one| one.stage() == Stage::Qualification && !matches!(one, Missing::Unconfirmed(_)));
    lacking
}

fn page(house: &House, who: &Own<Dossier>, shown_lacking: bool) -> Titles {
    let dossier = &who.it;
    let shell = shell(house, who, dossier, "application-stage-qualification");
    let voice = shell.voice().clone();
    Titles {
        frame: Frame::of(house, &voice, dossier, Some(Stage::Qualification)),
        requirement: voice.say(requirement(&dossier.programme).entry.key()),
        titles: dossier.titles.iter().map(|title| card(house, &voice, dossier, title)).collect(),
        lacking: lacking(house, dossier)
            .iter()
            .map(|one| (one.words(&voice), dossier.path(&one.page())))
            .collect(),
        shown_lacking,
        may_add: dossier.may_edit(&Part::Titles),
        action: dossier.path("qualification"),
        add: dossier.path("qualification/new/university"),
        back: dossier.path("personal"),
        shell,
    }
}

fn card(house: &House, voice: &Voice, dossier: &Dossier, title: &Title) -> Card {
    let mut facts = facts(voice, title);
    let register_from = house.config().terms.anis_first_year;
    for wanted in title.proof(register_from).papers().iter().filter(|wanted| wanted.required) {
        let there = dossier.paper(wanted.kind, Some(&title.id)).is_some();
        let (tone, key) = if there {
            (Tone::Success, "application-paper-there")
        } else {
            (Tone::Warning, "application-paper-lacking")
        };
        facts.push(Fact::state(voice.say(&wanted.kind.key()), Badge::new(tone, voice.say(key))));
    }
    let edit = if title.course_name.is_empty() {
        dossier.path(&format!("qualification/{}/course", title.id))
    } else {
        dossier.path(&format!("qualification/{}", title.id))
    };
    Card {
        title: title.line(),
        facts,
        edit,
        remove: dossier
            .may_edit(&Part::Titles)
            .then(|| dossier.path(&format!("qualification/{}/remove", title.id))),
    }
}

/// A title as names and values, as it was declared.
pub fn facts(voice: &Voice, title: &Title) -> Vec<Fact> {
    let country = reference::country(&title.country);
    let place =
        [title.university_town.clone(), country.map(|country| country.name(voice.language).to_owned())];
    let mut facts = vec![
        Fact::new(voice.say("title-university"), title.university_name.clone()),
        Fact::new(voice.say("title-place"), place.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        Fact::new(
            voice.say("title-level"),
            title.level().map(|level| level.label(voice.language)).unwrap_or_default(),
        ),
        Fact::new(voice.say("title-course"), title.course_name.clone()),
    ];
    if !title.course_name.is_empty() {
        facts.push(Fact::new(
            voice.say("title-attained"),
            voice.say(if title.attained { "title-yes" } else { "title-not-yet" }),
        ));
    }
    if title.attained {
        facts.push(Fact::new(
            voice.say("title-academic-year"),
            title.academic_year.clone().unwrap_or_default(),
        ));
        let day = title.graduated_on.map(|day| day.to_string()).unwrap_or_default();
        facts.push(Fact::new(voice.say("title-graduated-on"), day));
        facts.push(Fact::new(voice.say("title-mark"), title.mark.clone().unwrap_or_default()));
    }
    facts
}
