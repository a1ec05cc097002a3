use askama::Template;
use axum::extract::State;
use kernel::{Day, Faults};
use platform::{
    House, Stop, Voice,
    clock::{day_of, instant},
    web::{
        Desk, Page, Queried, Shell,
        field::{Badge, Choice, Fact, Field, FieldFault, Moment},
    },
};
use serde::Deserialize;

use super::{Case, history, load, notes};
use crate::{
    application::rules::Action,
    review::{
        Admissions, Reviewed,
        act::rule::offered,
        check::{
            life::State as CheckState,
            store::{Check, Title},
        },
        declared::{self, Line, country},
        officers,
        sheets::Sheet,
        status,
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

/// A paper in the list.
struct SheetLink {
    label: String,
    detail: String,
    href: String,
    original: String,
    current: bool,
}

/// The paper that is looked at.
struct Viewer {
    label: String,
    page: i64,
    pages: i64,
    picture: String,
    original: String,
    previous: Option<String>,
    next: Option<String>,
    cut: bool,
}

/// A title with its verification.
struct TitleBlock {
    heading: String,
    facts: Vec<Fact>,
    badge: Badge,
    answer: Vec<Fact>,
    ask: Option<String>,
    decide: Option<String>,
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

/// An action of one button.
struct Button {
    end: &'static str,
    action: String,
    label: String,
    look: &'static str,
    help: String,
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
    lines: Vec<Line>,
    changed: bool,
    titles: Vec<TitleBlock>,
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
        .crumb("home-title", "/")
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
        links: links(&voice, &base, &actions),
        waiting: waiting(&voice, &case),
        changed: lines.iter().any(|line| line.now.is_some()),
        lines,
        titles: case.titles.iter().map(|(title, check)| title_block(&voice, &base, title, check)).collect(),
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
        history: history::moments(
            &voice,
            &case.history,
            &case.names,
            (&application.person_id, &application.applicant_name),
        ),
        note,
        to,
        base,
        shell,
    })
}

fn facts(voice: &Voice, case: &Case, today: Day) -> Vec<Fact> {
    let application = &case.application;
    let fact = |key: &str, value: String| Fact::new(voice.say(key), value);
    let sent = application.submitted_at.as_deref().map(instant);
    let days = sent.map(|at| Day::from(day_of(at)).days_until(today).max(0).to_string());
    let officer = application.assigned_to.as_ref().map(|id| officers::name_of(voice, &case.names, id));
    let due = application.due_on.as_deref().and_then(|day| day.parse::<Day>().ok());
    let mut facts = vec![
        fact("review-fact-programme", case.programme.full_title(voice.language))
            .href(format!("/office/applications?programme={}", application.programme_id)),
        fact("review-fact-protocol", application.protocol.clone().unwrap_or_default()),
        fact("review-fact-code", application.applicant_code.clone()),
        fact("review-fact-sent", sent.map(history::when).unwrap_or_default()),
        fact("review-fact-days", days.unwrap_or_default()),
        fact("review-fact-officer", officer.unwrap_or_else(|| voice.say("review-nobody"))),
    ];
    if let Some(due) = due {
        facts.push(fact("review-fact-due", due.to_string()));
    }
    if let Some(at) = &application.data_accepted_at {
        facts.push(fact("review-fact-accepted", history::when(instant(at))));
    }
    if let Some(reason) = &application.reason {
        facts.push(fact("review-fact-reason", reason.clone()));
    }
    if let Some(matricola) = &application.matricola {
        facts.push(fact("review-fact-matricola", matricola.clone()));
    }
    facts
}

fn buttons(voice: &Voice, base: &str, actions: &[Action]) -> Vec<Button> {
    let of = |action: &Action| match action {
        Action::AcceptData => Some(("accept", "primary")),
        Action::EnrolConditionally => Some(("conditional", "outline-primary")),
        Action::AskPayment => Some(("payment", "primary")),
        _ => None,
    };
    actions
        .iter()
        .filter_map(of)
        .map(|(end, look)| Button {
            end,
            look,
            action: format!("{base}/{end}"),
            label: voice.say(&format!("review-do-{end}")),
            help: voice.say(&format!("review-do-{end}-help")),
        })
        .collect()
}

/// Actions that ask for more have a page of their own.
fn links(voice: &Voice, base: &str, actions: &[Action]) -> Vec<(String, String, &'static str)> {
    let of = |action: &Action| match action {
        Action::RequestCorrections => Some(("corrections", "outline-primary")),
        Action::Reject => Some(("reject", "outline-danger")),
        Action::Cancel => Some(("cancel", "outline-danger")),
        _ => None,
    };
    actions
        .iter()
        .filter_map(of)
        .map(|(end, look)| (voice.say(&format!("review-do-{end}")), format!("{base}/{end}"), look))
        .collect()
}

/// Who acts now, and what keeps the application from going on.
fn waiting(voice: &Voice, case: &Case) -> Option<String> {
    use crate::application::rules::State;
    let key = match case.application.state {
        State::Reopened => "review-waits-applicant",
        State::AwaitingPayment => "review-waits-payment",
        State::Submitted if !case.truth.data_accepted => "review-waits-data",
        State::Submitted | State::Conditional if !case.truth.qualification_confirmed => {
            "review-waits-qualification"
        }
        State::Submitted | State::Conditional => "review-waits-decision",
        State::Draft | State::Confirmed | State::Rejected | State::Cancelled => return None,
    };
    Some(voice.say(key))
}

/// Course and university.
pub fn title_heading(title: &Title) -> String {
    format!("{} – {}", title.course, title.university)
}

/// What was declared of a title.
pub fn title_facts(voice: &Voice, title: &Title) -> Vec<Fact> {
    let fact = |key: &str, value: Option<String>| Fact::new(voice.say(key), value.unwrap_or_default());
    let day =
        title.graduated_on.as_deref().and_then(|day| day.parse::<Day>().ok()).map(|day| day.to_string());
    let level = title
        .level
        .parse::<reference::Level>()
        .map_or_else(|()| title.level.clone(), |level| level.label(voice.language).to_owned());
    vec![
        fact("review-title-course", Some(title.course.clone())),
        fact("review-title-level", Some(level)),
        fact("review-title-university", Some(title.university.clone())),
        fact("review-title-town", title.town.clone()),
        fact("review-title-country", Some(country(&title.country, voice.language))),
        fact(
            "review-title-attained",
            Some(voice.say(if title.attained { "review-yes" } else { "review-not-yet" })),
        ),
        fact("review-title-year", title.academic_year.clone()),
        fact("review-title-day", day),
        fact("review-title-mark", title.mark.clone()),
    ]
}

fn title_block(voice: &Voice, base: &str, title: &Title, check: &Check) -> TitleBlock {
    let fact = |key: &str, value: &Option<String>| {
        value.as_ref().map(|value| Fact::new(voice.say(key), value.clone()))
    };
    let time = |stored: &Option<String>| stored.as_deref().map(|at| history::when(instant(at)));
    let until = check.answer_by.as_deref().and_then(|day| day.parse::<Day>().ok()).map(|day| day.to_string());
    let answer = check.answer.as_ref().map(|answer| voice.say(&format!("check-answer-{answer}")));
    let asked = check.state != CheckState::NotStarted;
    let answer = [
        fact("check-email", &check.email).filter(|_| asked),
        fact("check-asked-at", &time(&check.asked_at)).filter(|_| asked),
        fact("check-until", &until).filter(|_| check.state == CheckState::Asked),
        fact("check-answered-at", &time(&check.answered_at)),
        fact("check-answer", &answer),
        fact("check-who", &check.answer_who),
        fact("check-note", &check.answer_note),
        fact("check-decision-note", &check.decision_note),
    ];
    let open = check.state != CheckState::Confirmed;
    TitleBlock {
        heading: title_heading(title),
        facts: title_facts(voice, title),
        badge: check.state.badge(voice),
        answer: answer.into_iter().flatten().collect(),
        ask: open.then(|| format!("{base}/titles/{}/ask", title.id)),
        decide: open.then(|| format!("{base}/titles/{}/decide", title.id)),
    }
}

fn sheet_label(voice: &Voice, case: &Case, sheet: &Sheet) -> String {
    let of = sheet.title.as_ref().and_then(|id| case.titles.iter().find(|(title, _)| title.id == *id));
    match of {
        Some((title, _)) => format!("{} – {}", sheet.label(voice), title.course),
        None => sheet.label(voice),
    }
}

fn sheet_link(voice: &Voice, base: &str, case: &Case, sheet: &Sheet, view: &View) -> SheetLink {
    let size = sheet.file.size.max(0) / 1024;
    SheetLink {
        label: sheet_label(voice, case, sheet),
        detail: voice.with(
            "review-sheet-detail",
            &[("name", sheet.name().into()), ("pages", sheet.file.pages.into()), ("size", size.into())],
        ),
        href: format!("{base}?sheet={}#viewer", sheet.id),
        original: format!("{base}/papers/{}", sheet.id),
        current: view.sheet == sheet.id,
    }
}

fn viewer(voice: &Voice, base: &str, case: &Case, view: &View) -> Option<Viewer> {
    let sheet = case.sheets.iter().find(|sheet| sheet.id == view.sheet)?;
    let pages = sheet.pages();
    let page = view.page.parse::<u32>().unwrap_or(1).clamp(1, pages);
    let href = |page: u32| format!("{base}?sheet={}&page={page}#viewer", sheet.id);
    Some(Viewer {
        label: sheet_label(voice, case, sheet),
        picture: format!("{base}/papers/{}/pages/{page}.png", sheet.id),
        original: format!("{base}/papers/{}", sheet.id),
        previous: (page > 1).then(|| href(page.saturating_sub(1))),
        next: (page < pages).then(|| href(page.saturating_add(1))),
        cut: i64::from(pages) < sheet.file.pages,
        page: page.into(),
        pages: pages.into(),
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
