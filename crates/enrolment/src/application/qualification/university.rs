//! The university of a title: found in the reference data by place, name or address, or written freely.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Language};
use platform::{
    House, Stop, Voice,
    web::{
        Own, Page, Posted, Queried, Shell,
        field::{Choice, Field, FieldFault},
    },
};
use reference::{UniversityQuery, universities};
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

/// Most universities in a list of results.
const MOST: usize = 100;

/// "Search filters for universities".
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Search {
    country: String,
    municipality: String,
    name: String,
    address: String,
    search: String,
}

impl Default for Search {
    fn default() -> Self {
        let empty = String::new;
        Self { country: "IT".into(), municipality: empty(), name: empty(), address: empty(), search: empty() }
    }
}

impl Search {
    /// True when nothing was typed.
    fn is_empty(&self) -> bool {
        [&self.municipality, &self.name, &self.address].iter().all(|typed| typed.trim().is_empty())
    }
}

/// The search and its results.
#[derive(Template)]
#[template(path = "application/qualification/university.html")]
pub struct Found {
    shell: Shell,
    frame: Frame,
    action: String,
    filters: [Field; 4],
    asked: bool,
    results: Field,
    faults: Vec<FieldFault>,
    more: bool,
    country: String,
    free: String,
    back: String,
}

/// The choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Selected {
    university: String,
    country: String,
}

/// Looks for the university.
pub async fn search(
    who: Own<OwnTitle>,
    State(house): State<House>,
    Queried(search): Queried<Search>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    who.it.dossier.edit(&who.it.part())?;
    Ok(Page::ok(page(&house, &who, &search, &Faults::new())).into_response())
}

fn page(house: &House, who: &Own<OwnTitle>, search: &Search, faults: &Faults) -> Found {
    let shell = shell(house, who, &who.it.dossier, "title-university-search");
    let voice = shell.voice().clone();
    let lang = shell.lang;
    let asked = !search.search.is_empty() || !search.is_empty();
    let query = UniversityQuery {
        country: &search.country,
        municipality: &search.municipality,
        name: &search.name,
        address: &search.address,
    };
    let mut found = if asked { universities(query, MOST.saturating_add(1)) } else { Vec::new() };
    // All Italian ones are known: one whose country is not known is not among them.
    found.retain(|university| university.country.is_some() || search.country != "IT");
    let more = found.len() > MOST;
    found.truncate(MOST);
    let choices = found.iter().map(|university| {
        let place = [university.municipality_name(), university.address];
        Choice::new(university.id, university.name)
            .detail(place.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    let choices = choices.map(|mut choice| {
        choice.detail = choice.detail.filter(|detail| !detail.is_empty());
        choice
    });
    let results = Field::new("university", voice.say("title-results"))
        .choices(choices.collect())
        .required()
        .told(faults, &voice);
    Found {
        frame: Frame::of(house, &voice, &who.it.dossier, Some(Stage::Qualification)),
        action: who.it.path("university"),
        filters: [
            Field::new("country", voice.say("title-state")).choices(countries(lang)).value(&search.country),
            Field::new("municipality", voice.say("title-municipality"))
                .value(&search.municipality)
                .maxlength(100),
            Field::new("name", voice.say("title-university-name")).value(&search.name).maxlength(200),
            Field::new("address", voice.say("title-university-address"))
                .value(&search.address)
                .maxlength(200),
        ],
        asked,
        faults: Field::summary_of(&[&results]),
        results,
        more,
        country: search.country.clone(),
        free: free::path(
            who,
            What::University,
            &[("country", &search.country), ("name", &search.name), ("municipality", &search.municipality)],
        ),
        back: who.it.dossier.path("qualification"),
        shell,
    }
}

pub(super) fn countries(language: Language) -> Vec<Choice> {
    reference::countries(language)
        .into_iter()
        .map(|country| {
            let name = country.name(language);
            Choice::new(country.code, if country.is_italy() { name.to_uppercase() } else { name.to_owned() })
        })
        .collect()
}

/// "Select University".
pub async fn select(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Selected>,
) -> Result<Response, Stop> {
    let mut faults = Faults::new();
    let typed = &form.typed;
    let university = match reference::university(&typed.university) {
        Some(university) => Some(university),
        None => {
            faults.add("university", if typed.university.is_empty() { "required" } else { "unknown-choice" });
            None
        }
    };
    let country = university.and_then(|university| university.country).unwrap_or(&typed.country);
    if university.is_some() && reference::country(country).is_none() {
        faults.add("university", "unknown-choice");
    }
    let Some(university) = university.filter(|_| faults.is_empty()) else {
        let search = Search { country: typed.country.clone(), ..Search::default() };
        return Ok(Page::again(page(&house, &who, &search, &faults)).into_response());
    };
    let chosen = Chosen {
        country: country.to_owned(),
        id: Some(university.id.to_owned()),
        name: university.name.to_owned(),
        town: university.municipality_name().map(str::to_owned),
    };
    save(&who, &house, form.once, chosen, None).await
}

/// A university, checked.
struct Chosen {
    country: String,
    id: Option<String>,
    name: String,
    town: Option<String>,
}

/// Begins the title with its university, or gives it another one; the course is next.
async fn save(
    who: &Own<OwnTitle>,
    house: &House,
    once: platform::web::Once,
    chosen: Chosen,
    written: Option<i64>,
) -> Result<Response, Stop> {
    let mut tx = house.begin_once(who, once).await?;
    let dossier = who.it.dossier.again(&mut tx).await?;
    let application_id = dossier.application.id.clone();
    if let Some(version) = written {
        let form = Form::of_title(who.it.key(), "university");
        keep(&mut tx, &application_id, &form, version, &Vec::new()).await?;
    }
    let before = who.it.title.as_ref().and_then(|title| dossier.title(&title.id)).cloned();
    let id = before.as_ref().map_or_else(|| tx.new_id(), |title| title.id.clone());
    let title = Title {
        id: id.clone(),
        country: chosen.country,
        university_id: chosen.id,
        university_name: chosen.name,
        university_town: chosen.town,
        ..before.clone().unwrap_or_else(|| Title { attained: true, ..Title::default() })
    };
    match &before {
        Some(_) => title::update(&mut tx, &title).await?,
        None => title::insert(&mut tx, &application_id, &title).await?,
    }
    let event = Event::new("enrolment.title-changed").with("title", &id).with("what", "university");
    flow::begun(&mut tx, &dossier, &who.it.part(), event).await?;
    let next = if title.course_name.is_empty() { "/course" } else { "" };
    Ok(tx.go(dossier.path(&format!("qualification/{id}{next}"))).await?.into_response())
}

/// A university that is written freely.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    country: String,
    name: String,
    town: String,
}

impl Fields for Typed {
    fn fields(&self, voice: &Voice, language: Language, faults: &Faults) -> (Field, Vec<Field>) {
        let text = |name: &'static str, key: &str, value: &str, max| {
            Field::new(name, voice.say(key)).value(value).maxlength(max).required().told(faults, voice)
        };
        let country = Field::new("country", voice.say("title-state"))
            .choices(countries(language))
            .value(&self.country)
            .required()
            .told(faults, voice);
        let name = text("name", "title-university-name", &self.name, 200);
        (country, vec![name, text("town", "title-municipality", &self.town, 100)])
    }
}

/// The form for a university that is not in the list: what was being typed, else what was searched for, else what is
/// there.
pub async fn other(
    who: Own<OwnTitle>,
    State(house): State<House>,
    Queried(search): Queried<Search>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    who.it.dossier.edit(&who.it.part())?;
    let draft = What::University.draft(&house, &who).await?;
    let written = who.it.title.clone().filter(|title| title.university_id.is_none());
    let typed = match written {
        _ if draft.is_pending() => {
            let get = |name: &str| draft.get(name).to_owned();
            Typed { country: get("country"), name: get("name"), town: get("town") }
        }
        Some(title) if search.is_empty() => Typed {
            country: title.country,
            name: title.university_name,
            town: title.university_town.unwrap_or_default(),
        },
        _ => Typed { country: search.country, name: search.name, town: search.municipality },
    };
    let shown = Shown { version: draft.version, kept: draft.is_pending(), ..Shown::default() };
    let page = free::page(&house, &who, What::University, &typed, &Faults::new(), shown);
    Ok(Page::ok(page).into_response())
}

/// Takes a university that is written freely.
pub async fn write(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let (typed, version) = (&form.typed, form.version.unwrap_or(0));
    let mut faults = Faults::new();
    if reference::country(&typed.country).is_none() {
        faults.add("country", if typed.country.is_empty() { "required" } else { "unknown-choice" });
    }
    let name = free::line(&mut faults, "name", &typed.name, 200);
    let town = free::line(&mut faults, "town", &typed.town, 100);
    let (Some(name), Some(town), true) = (name, town, faults.is_empty()) else {
        let shown = Shown { version, ..Shown::default() };
        let page = free::page(&house, &who, What::University, typed, &faults, shown);
        return Ok(Page::again(page).into_response());
    };
    let chosen = Chosen { country: typed.country.clone(), id: None, name, town: Some(town) };
    let answer = save(&who, &house, form.once.clone(), chosen, Some(version)).await;
    free::unless_stale(&house, &who, What::University, typed, answer).await
}
