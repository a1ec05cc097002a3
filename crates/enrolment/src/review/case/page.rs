use askama::Template;
use axum::extract::State;
use kernel::{Day, Faults};
use platform::{
    House, Stop, Voice,
    clock::instant,
    web::{
        Desk, Page, Queried, Shell,
        field::{Badge, Choice, Fact, Field, FieldFault, Moment},
    },
};
use serde::Deserialize;

use super::{
    Case,
    changes::{self, RoundBlock},
    history, load, notes,
    papers::{SheetLink, Viewer, WantedGroup, sheet_link, viewer, wanted_groups},
    summary::{Button, buttons, facts, links, waiting},
    titles::{TitleBlock, title_block},
};
use crate::{
    application::rules::Action,
    programme::fee_to_enrol,
    review::{
        Admissions, Reviewed,
        act::rule::offered,
        declared::{self, Line},
        officers, status,
    },
};

/// Which paper the viewer shows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    /// The paper.
    pub sheet: String,
    /// The page, from 1.
    pub page: String,
}

/// What was typed into the small forms of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A note for colleagues.
    pub note: String,
    /// The colleague to hand over to.
    pub to: String,
}

struct NoteBlock {
    text: String,
    who: String,
    when: String,
    instant: String,
}

struct Other {
    label: String,
    badge: Badge,
    href: String,
}

#[derive(Template)]
#[template(path = "review/case/page.html")]
pub struct CasePage {
    shell: Shell,
    base: String,
    version: i64,
    faults: Vec<FieldFault>,
    badge: Badge,
    state: String,
    facts: Vec<Fact>,
    buttons: Vec<Button>,
    links: Vec<(String, String, &'static str)>,
    waiting: Option<String>,
    sent_again: Option<String>,
    rounds: Vec<RoundBlock>,
    lines: Vec<Line>,
    changed: bool,
    titles: Vec<TitleBlock>,
    wanted: Vec<WantedGroup>,
    sheets: Vec<SheetLink>,
    viewer: Option<Viewer>,
    notes: Vec<NoteBlock>,
    note: Field,
    take: bool,
    to: Field,
    others: Vec<Other>,
    elsewhere: usize,
    history: Vec<Moment>,
}

/// "/office/applications/{id}".
pub async fn show(
    who: Desk<Admissions, Reviewed>,
    State(house): State<House>,
    Queried(view): Queried<View>,
) -> Result<Page<CasePage>, Stop> {
    let page = page(&house, &who, &view, &Typed::default(), &Faults::new()).await?;
    Ok(Page::ok(page))
}

/// The page again, with what was typed and what is wrong with it.
///
/// # Errors
/// When the database fails.
pub async fn again(
    house: &House,
    who: &Desk<Admissions, Reviewed>,
    typed: &Typed,
    faults: &Faults,
) -> Result<Page<CasePage>, Stop> {
    Ok(Page::again(page(house, who, &View::default(), typed, faults).await?))
}

async fn page(
    house: &House,
    who: &Desk<Admissions, Reviewed>,
    view: &View,
    typed: &Typed,
    faults: &Faults,
) -> Result<CasePage, Stop> {
    let mut conn = house.db().read().await?;
    let case = load(&mut conn, &who.it.0, &who.scope).await?;
    let mut others = Vec::new();
    for (id, programme_id, state) in &case.others {
        let programme = crate::programme::find(&mut conn, programme_id).await?;
        let label = programme.map(|programme| programme.full_title(who.language)).unwrap_or_default();
        others.push((id.clone(), label, *state));
    }
    drop(conn);
    let application = &case.application;
    let base = format!("/office/applications/{}", application.id);
    let shell = Shell::titled(house, who, application.applicant_name.clone())
        .crumb("review-queue-title", "/office/applications")
        .crumb_titled(application.applicant_name.clone(), "");
    let voice = shell.voice().clone();
    let today = Day::from(house.clock().today());
    let shown = case.declared.as_ref().or(case.now.as_ref());
    let lines =
        shown.map(|profile| declared::compare(&voice, profile, case.now.as_ref())).unwrap_or_default();
    let note = Field::new("note", voice.say("review-note")).value(&typed.note).required().rows(3);
    let note = note.hint(voice.say("review-note-hint")).told(faults, &voice);
    let to = Field::new("to", voice.say("review-hand-over-to"))
        .choices(case.colleagues.iter().map(|(id, name)| Choice::new(id, name)).collect())
        .value(&typed.to)
        .required()
        .told(faults, &voice);
    let actions = offered(application.state, case.truth);
    Ok(CasePage {
        faults: Field::summary_of(&[&note, &to]),
        version: application.version,
        badge: status::badge(&voice, application.state),
        state: voice.say(&format!("review-state-{}", application.state.code())),
        facts: facts(&voice, &case, today),
        buttons: buttons(&voice, &base, &actions),
        links: {
            let mut links = links(&voice, &base, &actions);
            // Where the stamp duty is all there is to pay, an admission can ask for it.
            let details = &case.programme.details;
            let only_duty = details.stamp_duty
                && fee_to_enrol(&case.programme, &house.config().terms) == kernel::Cents::ZERO;
            if only_duty && actions.contains(&Action::AskPayment) {
                let href = format!("/office/admissions/new?application={}", application.id);
                links.insert(0, (voice.say("admission-open-from"), href, "outline-primary"));
            }
            links
        },
        waiting: waiting(&voice, &case),
        sent_again: changes::to_look_at(&case),
        rounds: changes::blocks(&voice, &base, &case),
        changed: lines.iter().any(|line| line.now.is_some()),
        lines,
        titles: case.titles.iter().map(|(title, check)| title_block(&voice, &base, title, check)).collect(),
        wanted: wanted_groups(&voice, &base, &case, house.config().terms.anis_first_year),
        sheets: case.sheets.iter().map(|sheet| sheet_link(&voice, &base, &case, sheet, view)).collect(),
        viewer: viewer(&voice, &base, &case, view),
        notes: case.notes.iter().map(|note| note_block(&voice, &case, note)).collect(),
        take: application.assigned_to.as_ref() != Some(&who.session.account_id),
        others: others
            .into_iter()
            .map(|(id, label, state)| Other {
                label,
                badge: status::badge(&voice, state),
                href: format!("/office/applications/{id}"),
            })
            .collect(),
        elsewhere: case.elsewhere,
        history: history::moments(&voice, &case),
        note,
        to,
        base,
        shell,
    })
}

fn note_block(voice: &Voice, case: &Case, note: &notes::Note) -> NoteBlock {
    NoteBlock {
        text: note.text.clone(),
        who: officers::name_of(voice, &case.names, &note.officer),
        when: history::when(instant(&note.written_at)),
        instant: note.written_at.clone(),
    }
}
