//! The course of a title: found in the reference data by level and name, or written freely.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop,
    web::{
        Once, Own, Page, Posted, Queried, Shell,
        field::{Choice, Field, FieldFault},
    },
};
use reference::{CourseQuery, Level, degree_courses};
use serde::Deserialize;

use super::{
    super::{
        dossier::{Dossier, OwnTitle},
        draft::{Form, draft, keep},
        flow,
        frame::{Frame, leave_if_sent, shell},
        missing::Stage,
        title::{self, Title},
    },
    university::line,
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
    let asked = !(search.search.is_empty() && search.name.trim().is_empty() && search.level.is_empty());
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
        level: Field::new("level", voice.say("title-level-search")).choices(levels).value(&search.level),
        name: Field::new("name", voice.say("title-course-name")).value(&search.name).maxlength(200),
        asked,
        faults: Field::summary_of(&[&results]),
        results,
        more,
        free: who.it.path("course/other"),
        change: who.it.path("university"),
        back: who.it.dossier.path("qualification"),
        shell,
    }
}

fn level_choices(language: kernel::Language) -> Vec<Choice> {
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
    let dossier = Dossier::reload(&mut tx, &who.it.dossier.application.id).await?;
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

/// "Programme/PhD not found".
#[derive(Template)]
#[template(path = "application/qualification/free.html")]
pub struct Free {
    shell: Shell,
    frame: Frame,
    intro: String,
    action: String,
    autosave: String,
    version: i64,
    kept: bool,
    stale: bool,
    select: Field,
    texts: Vec<Field>,
    faults: Vec<FieldFault>,
    back: String,
}

/// The form for a course that is not in the list.
pub async fn other(who: Own<OwnTitle>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let title = who.it.present()?;
    who.it.dossier.edit(&who.it.part())?;
    let mut conn = house.db().read().await?;
    let form = Form::of_title(&title.id, "course");
    let draft = draft(&mut conn, &who.it.dossier.application.id, &form).await?;
    drop(conn);
    let typed = if draft.is_pending() {
        Typed { level: draft.get("level").to_owned(), name: draft.get("name").to_owned() }
    } else if title.course_id.is_none() {
        Typed { level: title.level.clone(), name: title.course_name.clone() }
    } else {
        Typed::default()
    };
    let page = free(&house, &who, &typed, &Faults::new(), draft.version, draft.is_pending(), false);
    Ok(Page::ok(page).into_response())
}

fn free(
    house: &House,
    who: &Own<OwnTitle>,
    typed: &Typed,
    faults: &Faults,
    version: i64,
    kept: bool,
    stale: bool,
) -> Free {
    let shell = shell(house, who, &who.it.dossier, "title-course-free");
    let voice = shell.voice().clone();
    let select = Field::new("level", voice.say("title-level-search"))
        .choices(level_choices(shell.lang))
        .value(&typed.level)
        .required()
        .told(faults, &voice);
    let texts = vec![
        Field::new("name", voice.say("title-course-name"))
            .value(&typed.name)
            .maxlength(200)
            .required()
            .told(faults, &voice),
    ];
    let all: Vec<&Field> = std::iter::once(&select).chain(&texts).collect();
    Free {
        frame: Frame::of(house, &voice, &who.it.dossier, Some(Stage::Qualification)),
        intro: voice.say("title-course-free-intro"),
        action: who.it.path("course/other"),
        autosave: Form::of_title(who.it.key(), "course").path(&who.it.dossier.application.id),
        version,
        kept,
        stale,
        faults: Field::summary_of(&all),
        select,
        texts,
        back: who.it.path("course"),
        shell,
    }
}

/// Takes a course that is written freely.
pub async fn write(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let title = who.it.present()?;
    let version = form.version.unwrap_or(0);
    let mut faults = Faults::new();
    let level: Option<Level> = form.typed.level.parse().ok();
    if level.is_none() {
        faults.add("level", if form.typed.level.is_empty() { "required" } else { "unknown-choice" });
    }
    let name = line(&mut faults, "name", &form.typed.name, 200);
    let (Some(level), Some(name)) = (level, name) else {
        return Ok(
            Page::again(free(&house, &who, &form.typed, &faults, version, false, false)).into_response()
        );
    };
    let chosen = Chosen { level, id: None, name };
    match save(&who, &house, form.once.clone(), chosen, Some(version)).await {
        Err(stop) if stop.problem().is_some_and(|problem| problem.code == "stale") => {
            let mut conn = house.db().read().await?;
            let name = Form::of_title(&title.id, "course");
            let now = draft(&mut conn, &who.it.dossier.application.id, &name).await?;
            drop(conn);
            let page = free(&house, &who, &form.typed, &Faults::new(), now.version, false, true);
            Ok(Page::status(page, 409).into_response())
        }
        other => other,
    }
}
