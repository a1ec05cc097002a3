//! The details of a title, and the papers that prove it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, FaultCode, Faults};
use platform::{
    House, Stop,
    web::{
        Go, Own, Page, Posted, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    super::{
        dossier::{Dossier, OwnTitle, today},
        draft::{Form, draft, keep},
        flow,
        frame::{Frame, leave_if_sent, shell},
        items::Part,
        missing::Stage,
        papers::Proof,
        rules::State as At,
        slot::{self, Slot},
        title::{self, Title},
    },
    check::{Checked, Typed, years},
    declaration,
};

/// The details and the papers.
#[derive(Template)]
#[template(path = "application/qualification/details.html")]
pub struct Details {
    shell: Shell,
    frame: Frame,
    card: Vec<Fact>,
    open: bool,
    action: String,
    autosave: String,
    version: i64,
    kept: bool,
    stale: bool,
    attained: Field,
    academic_year: Field,
    graduated_on: Field,
    mark: Field,
    faults: Vec<FieldFault>,
    change_university: String,
    change_course: String,
    papers: Papers,
    back: String,
}

/// The papers of a title, and why they are needed.
struct Papers {
    why: String,
    slots: Vec<Slot>,
    upload: String,
    register: Option<Register>,
    declaration: Option<String>,
}

/// The question whether the national register has the title.
struct Register {
    action: String,
    missing: bool,
}

/// What the page shows besides the title itself.
#[derive(Default)]
pub struct Sent<'a> {
    typed: Option<Typed>,
    faults: Faults,
    stale: bool,
    /// The slot whose file was refused, and why.
    slot: Option<(&'a str, FaultCode)>,
}

impl<'a> Sent<'a> {
    /// A file that was refused for a slot.
    pub fn refused(slot: &'a str, code: FaultCode) -> Self {
        Self { slot: Some((slot, code)), ..Self::default() }
    }
}

/// The details of a title.
pub async fn show(who: Own<OwnTitle>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let title = who.it.present()?;
    if title.course_name.is_empty() {
        return Ok(Go::to(who.it.path("course")).into_response());
    }
    let page = page(&house, &who, &who.it.dossier, title, Sent::default()).await?;
    Ok(Page::ok(page).into_response())
}

/// The page, as it is stored or as it was sent.
pub async fn page(
    house: &House,
    visitor: &platform::web::Visitor,
    dossier: &Dossier,
    title: &Title,
    state: Sent<'_>,
) -> Result<Details, Stop> {
    let form = Form::of_title(&title.id, "details");
    let mut conn = house.db().read().await?;
    let draft = draft(&mut conn, &dossier.application.id, &form).await?;
    drop(conn);
    let kept = state.typed.is_none() && draft.is_pending();
    let typed = match state.typed {
        Some(typed) => typed,
        None if kept => Typed::half(&draft),
        None => Typed::of(title),
    };
    let shell = shell(house, visitor, dossier, "title-details");
    let voice = shell.voice().clone();
    let faults = &state.faults;
    let attained = Field::new("attained", voice.say("title-attained"))
        .hint(voice.say("title-attained-hint"))
        .checked(typed.attained == "yes")
        .told(faults, &voice);
    let choices = years(today(house)).into_iter().map(|year| Choice::new(year.clone(), year)).collect();
    let academic_year = Field::new("academic_year", voice.say("title-academic-year"))
        .choices(choices)
        .value(&typed.academic_year)
        .told(faults, &voice);
    let graduated_on = Field::new("graduated_on", voice.say("title-graduated-on"))
        .value(&typed.graduated_on)
        .required()
        .told(faults, &voice);
    let mark = Field::new("mark", voice.say("title-mark"))
        .value(&typed.mark)
        .hint(voice.say("title-mark-hint"))
        .maxlength(30)
        .required()
        .told(faults, &voice);
    let path = |page: &str| dossier.path(&format!("qualification/{}{page}", title.id));
    Ok(Details {
        frame: Frame::of(house, &voice, dossier, Some(Stage::Qualification)),
        card: super::facts(&voice, title).into_iter().take(4).collect(),
        open: dossier.may_edit(&Part::Title(&title.id)),
        action: path(""),
        autosave: form.path(&dossier.application.id),
        version: draft.version,
        kept,
        stale: state.stale,
        faults: Field::summary_of(&[&attained, &academic_year, &graduated_on, &mark]),
        attained,
        academic_year,
        graduated_on,
        mark,
        change_university: path("/university"),
        change_course: path("/course"),
        papers: papers(house, &shell, dossier, title, state.slot),
        back: dossier.path("qualification"),
        shell,
    })
}

fn papers(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    title: &Title,
    refused: Option<(&str, FaultCode)>,
) -> Papers {
    let first_year = house.config().terms.anis_first_year;
    let proof = title.proof(first_year);
    let path = |page: &str| dossier.path(&format!("qualification/{}/{page}", title.id));
    let asked = matches!(proof, Proof::Register | Proof::DeclarationOutsideRegister);
    Papers {
        why: shell.t1(proof.why(), "year", first_year.to_string()),
        slots: slots(house, shell, dossier, title, refused),
        upload: dossier.path("papers"),
        register: (asked && dossier.may_edit(&Part::Title(&title.id)))
            .then(|| Register { action: path("register"), missing: title.not_in_register }),
        declaration: declaration::is_offered(proof).then(|| path("self-certification")),
    }
}

/// The places for papers; of a reopened application only those that were asked for.
fn slots(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    title: &Title,
    refused: Option<(&str, FaultCode)>,
) -> Vec<Slot> {
    let mut slots = slot::of_title(house, shell, dossier, title, refused);
    slots.retain(|slot| slot.open || dossier.application.state != At::Reopened);
    slots
}

/// Saves the details.
pub async fn save(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let title = who.it.present()?;
    who.it.dossier.edit(&Part::Title(&title.id))?;
    let born = who.it.dossier.profile.person.birth_day;
    let checked = match form.typed.check(born, today(&house)) {
        Ok(checked) => checked,
        Err(faults) => {
            let state = Sent { typed: Some(form.typed.clone()), faults, ..Sent::default() };
            let page = page(&house, &who, &who.it.dossier, title, state).await?;
            return Ok(Page::again(page).into_response());
        }
    };
    match store(&house, &who, &form, checked).await {
        Err(stop) if stop.problem().is_some_and(|problem| problem.code == "stale") => {
            let mut conn = house.db().read().await?;
            let application = super::super::store::find(&mut conn, &who.it.dossier.application.id).await?;
            let now = Dossier::load(&mut conn, application.ok_or_else(Stop::not_found)?).await?;
            drop(conn);
            let now_title = now.title(&title.id).cloned().ok_or_else(Stop::not_found)?;
            let faults = differences(&form.typed, &Typed::of(&now_title));
            let state = Sent { typed: Some(form.typed), faults, stale: true, slot: None };
            let page = page(&house, &who, &now, &now_title, state).await?;
            Ok(Page::status(page, 409).into_response())
        }
        Err(stop) => Err(stop),
        Ok(go) => Ok(go.into_response()),
    }
}

/// What another window saved in the meantime, beside each field that says something else.
fn differences(typed: &Typed, stored: &Typed) -> Faults {
    let mut faults = Faults::new();
    let pairs = [
        ("academic_year", &typed.academic_year, &stored.academic_year),
        ("graduated_on", &typed.graduated_on, &stored.graduated_on),
        ("mark", &typed.mark, &stored.mark),
    ];
    for (field, _, stored) in pairs.into_iter().filter(|(_, typed, stored)| typed != stored) {
        let stored = if stored.is_empty() { "-" } else { stored };
        faults.add_with(field, "stale", vec![("stored", stored.to_owned())]);
    }
    faults
}

async fn store(
    house: &House,
    who: &Own<OwnTitle>,
    form: &Posted<Typed>,
    checked: Checked,
) -> Result<Go, Stop> {
    let id = &who.it.present()?.id;
    let mut tx = house.begin_once(who, form.once.clone()).await?;
    let dossier = who.it.dossier.again(&mut tx).await?;
    let name = Form::of_title(id, "details");
    keep(&mut tx, &dossier.application.id, &name, form.version.unwrap_or(0), &Vec::new()).await?;
    let before = dossier.title(id).cloned().ok_or_else(Stop::not_found)?;
    let title = Title {
        attained: checked.attained,
        academic_year: checked.academic_year,
        graduated_on: checked.graduated_on,
        mark: checked.mark,
        ..before
    };
    title::update(&mut tx, &title).await?;
    let event = Event::new("enrolment.title-changed").with("title", id).with("what", "details");
    flow::changed(&mut tx, &dossier, &Part::Title(id), event).await?;
    tx.go(format!("{}?done=title-saved#papers", who.it.path(""))).await
}

/// Whether the national register has the title.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct InRegister {
    missing: String,
}

/// "My title is not on ANIS", or it is after all.
pub async fn register(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<InRegister>,
) -> Result<Go, Stop> {
    let id = &who.it.present()?.id;
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.dossier.again(&mut tx).await?;
    let before = dossier.title(id).cloned().ok_or_else(Stop::not_found)?;
    title::update(&mut tx, &Title { not_in_register: form.typed.missing == "yes", ..before }).await?;
    let event = Event::new("enrolment.title-changed").with("title", id).with("what", "register");
    flow::begun(&mut tx, &dossier, &Part::Title(id), event).await?;
    tx.go(format!("{}#papers", who.it.path(""))).await
}
