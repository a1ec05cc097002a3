//! The course of a title: found in the reference data by level and name, or written freely.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Language};
use platform::{
    House, Stop, Voice,
    web::{
        Once, Own, Page, Posted, Queried, Shell,
        field::{Choice, Field, FieldFault},
    },
};
use reference::{CourseQuery, Level, degree_courses};
use serde::Deserialize;

use super::{
    super::{
        dossier::OwnTitle,
        draft::{Form, keep},
        flow,
        frame::{Frame, leave_if_sent, shell},
        missing::Stage,
        title::{self, Title},
    },
    free::{self, Fields, Shown, What},
};

/// Most courses in a list of results.
const MOST: usize = 100;

/// "Search filters for programmes".
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    level: String,
    name: String,
    search: String,
}

impl Search {
    /// True when nothing was typed.
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.level.is_empty()
    }
}

/// The search and its results.
#[derive(Template)]
#[template(path = "application/qualification/course.html")]
pub struct Found {
    shell: Shell,
    frame: Frame,
    university: String,
    action: String,
    level: Field,
    name: Field,
    asked: bool,
    results: Field,
    faults: Vec<FieldFault>,
    more: bool,
    free: String,
    change: String,
    back: String,
}

/// The choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Selected {
    course: String,
}

/// Looks for the course.
pub async fn search(
    who: Own<OwnTitle>,
    State(house): State<House>,
    Queried(search): Queried<Search>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let title = who.it.present()?;
    who.it.dossier.edit(&who.it.part())?;
    Ok(Page::ok(page(&house, &who, title, &search, &Faults::new())).into_response())
}

fn page(house: &House, who: &Own<OwnTitle>, title: &Title, search: &Search, faults: &Faults) -> Found {
    let shell = shell(house, who, &who.it.dossier, "title-course-search");
    let voice = shell.voice().clone();
    let asked = !(search.search.is_empty() && search.is_empty());
    let query = CourseQuery { level: search.level.parse().ok(), name: &search.name };
    let mut found = if asked { degree_courses(query, MOST.saturating_add(1)) } else { Vec::new() };
    let more = found.len() > MOST;
    found.truncate(MOST);
    let choices = found.iter().map(|course| {
        let class = Some(course.class).filter(|class| !class.is_empty());
        let detail = [class, Some(course.level.label(shell.lang)), Some(course.regime.label(shell.lang))];
        Choice::new(course.id, course.name)
            .detail(detail.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    let results = Field::new("course", voice.say("title-results"))
        .choices(choices.collect())
        .value(title.course_id.clone().unwrap_or_default())
        .required()
        .told(faults, &voice);
    let mut levels = vec![Choice::new("", voice.say("title-any-level"))];
    levels.extend(level_choices(shell.lang));
    Found {
        frame: Frame::of(house, &voice, &who.it.dossier, Some(Stage::Qualification)),
        university: title.university_name.clone(),
        action: who.it.path("course"),
        level: Field::new("level", voice.say("title-level-search"))
            .choices(levels)
            .value(&search.level)
            .hint(voice.say("title-specialisation-note")),
        name: Field::new("name", voice.say("title-course-name")).value(&search.name).maxlength(200),
        asked,
        faults: Field::summary_of(&[&results]),
        results,
        more,
        free: free::path(who, What::Course, &[("level", &search.level), ("name", &search.name)]),
        change: who.it.path("university"),
        back: who.it.dossier.path("qualification"),
        shell,
    }
}

fn level_choices(language: Language) -> Vec<Choice> {
    Level::ALL.iter().map(|level| Choice::new(level.code(), level.label(language))).collect()
}

/// "Select Programme/Phd".
pub async fn select(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Selected>,
) -> Result<Response, Stop> {
    let title = who.it.present()?;
    let Some(course) = reference::degree_course(&form.typed.course) else {
        let mut faults = Faults::new();
        faults.add("course", if form.typed.course.is_empty() { "required" } else { "unknown-choice" });
        let page = page(&house, &who, title, &Search::default(), &faults);
        return Ok(Page::again(page).into_response());
    };
    let class = if course.class.is_empty() { String::new() } else { format!(" ({})", course.class) };
    let chosen = Chosen {
        level: course.level,
        id: Some(course.id.to_owned()),
        name: format!("{}{class}", course.name),
    };
    save(&who, &house, form.once, chosen, None).await
}

/// A course, checked.
struct Chosen {
    level: Level,
    id: Option<String>,
    name: String,
}

/// Gives the title its course; the details are next.
async fn save(
    who: &Own<OwnTitle>,
    house: &House,
    once: Once,
    chosen: Chosen,
    written: Option<i64>,
) -> Result<Response, Stop> {
    let id = who.it.present()?.id.clone();
    let mut tx = house.begin_once(who, once).await?;
    let dossier = who.it.dossier.again(&mut tx).await?;
    if let Some(version) = written {
        let form = Form::of_title(&id, "course");
        keep(&mut tx, &dossier.application.id, &form, version, &Vec::new()).await?;
    }
    let before = dossier.title(&id).cloned().ok_or_else(Stop::not_found)?;
    let title = Title {
        level: chosen.level.code().to_owned(),
        course_id: chosen.id,
        course_name: chosen.name,
        ..before
    };
    title::update(&mut tx, &title).await?;
    let event = Event::new("enrolment.title-changed").with("title", &id).with("what", "course");
    flow::begun(&mut tx, &dossier, &who.it.part(), event).await?;
    Ok(tx.go(who.it.path("")).await?.into_response())
}

/// A course that is written freely.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    level: String,
    name: String,
}

impl Fields for Typed {
    fn fields(&self, voice: &Voice, language: Language, faults: &Faults) -> (Field, Vec<Field>) {
        let level = Field::new("level", voice.say("title-level-search"))
            .choices(level_choices(language))
            .value(&self.level)
            .hint(voice.say("title-specialisation-note"))
            .required()
            .told(faults, voice);
        let name = Field::new("name", voice.say("title-course-name"))
            .value(&self.name)
            .maxlength(200)
            .required()
            .told(faults, voice);
        (level, vec![name])
    }
}

/// The form for a course that is not in the list: what was being typed, else what was searched for, else what is there.
pub async fn other(
    who: Own<OwnTitle>,
    State(house): State<House>,
    Queried(search): Queried<Search>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let title = who.it.present()?;
    who.it.dossier.edit(&who.it.part())?;
    let draft = What::Course.draft(&house, &who).await?;
    let typed = if draft.is_pending() {
        Typed { level: draft.get("level").to_owned(), name: draft.get("name").to_owned() }
    } else if title.course_id.is_none() && search.is_empty() {
        Typed { level: title.level.clone(), name: title.course_name.clone() }
    } else {
        Typed { level: search.level, name: search.name }
    };
    let shown = Shown { version: draft.version, kept: draft.is_pending(), ..Shown::default() };
    Ok(Page::ok(free::page(&house, &who, What::Course, &typed, &Faults::new(), shown)).into_response())
}

/// Takes a course that is written freely.
pub async fn write(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    who.it.present()?;
    let (typed, version) = (&form.typed, form.version.unwrap_or(0));
    let mut faults = Faults::new();
    let level: Option<Level> = typed.level.parse().ok();
    if level.is_none() {
        faults.add("level", if typed.level.is_empty() { "required" } else { "unknown-choice" });
    }
    let name = free::line(&mut faults, "name", &typed.name, 200);
    let (Some(level), Some(name)) = (level, name) else {
        let shown = Shown { version, ..Shown::default() };
        let page = free::page(&house, &who, What::Course, typed, &faults, shown);
        return Ok(Page::again(page).into_response());
    };
    let answer = save(&who, &house, form.once.clone(), Chosen { level, id: None, name }, Some(version)).await;
    free::unless_stale(&house, &who, What::Course, typed, answer).await
}
