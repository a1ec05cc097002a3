//! The officer's side of a verification: asking the university, deciding.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Email, Faults, Language, text};
use platform::{
    House, Stop,
    web::{
        Desk, Page, Params, Posted, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    flow,
    store::{self, Check, Title},
};
use crate::review::{
    Admissions, Reviewed,
    act::pages::{begin, shell, stale},
    case::{title_facts, title_heading},
};

type Case = Desk<Admissions, Reviewed>;

/// Longest reason of a decision, in characters.
const NOTE: usize = 2000;

/// To whom the question goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    email: String,
    language: String,
}

/// The decision.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    decision: String,
    note: String,
}

#[derive(Template)]
#[template(path = "review/check/form.html")]
struct FormPage {
    shell: Shell,
    action: String,
    base: String,
    version: i64,
    heading: String,
    facts: Vec<Fact>,
    answer: Vec<Fact>,
    help: String,
    confirm: String,
    faults: Vec<FieldFault>,
    email: Option<Field>,
    radios: Field,
    note: Option<Field>,
}

/// The title that the path names, if it is of this application.
async fn title(house: &House, who: &Case, params: &Params) -> Result<(Title, Check), Stop> {
    let mut conn = house.db().read().await?;
    let titles = store::titles(&mut conn, &who.it.0.id).await?;
    let id = params.get("title");
    let title = titles.into_iter().find(|title| title.id == id).ok_or_else(Stop::not_found)?;
    let check = store::find(&mut conn, &title.id).await?;
    Ok((title, check))
}

fn question_page(
    house: &House,
    who: &Case,
    of: &(Title, Check),
    typed: &Question,
    faults: &Faults,
) -> FormPage {
    let base = format!("/office/applications/{}", who.it.0.id);
    let shell = shell(house, who, "review-check-ask", &base);
    let voice = shell.voice().clone();
    let email = Field::new("email", voice.say("check-email"))
        .hint(voice.say("check-email-hint"))
        .value(&typed.email)
        .required()
        .told(faults, &voice);
    let language = Field::new("language", voice.say("check-language"))
        .choices(vec![Choice::new("it", "Italiano"), Choice::new("en", "English")])
        .value(&typed.language)
        .required()
        .told(faults, &voice);
    FormPage {
        action: format!("{base}/titles/{}/ask", of.0.id),
        version: of.1.version,
        heading: title_heading(&of.0),
        facts: title_facts(&voice, &of.0),
        answer: Vec::new(),
        help: voice.with("review-check-ask-help", &[("days", i64::from(flow::ANSWER_DAYS).into())]),
        confirm: voice.say("review-check-ask"),
        faults: Field::summary_of(&[&email, &language]),
        email: Some(email),
        radios: language,
        note: None,
        base,
        shell,
    }
}

/// "Ask the issuing university": the page.
pub async fn ask_page(
    who: Case,
    State(house): State<House>,
    params: Params,
) -> Result<Page<impl Template>, Stop> {
    let of = title(&house, &who, &params).await?;
    let language = if of.0.country == "IT" { "it" } else { "en" };
    let typed = Question { email: of.1.email.clone().unwrap_or_default(), language: language.into() };
    Ok(Page::ok(question_page(&house, &who, &of, &typed, &Faults::new())))
}

/// "Ask the issuing university".
pub async fn ask(
    who: Case,
    State(house): State<House>,
    params: Params,
    form: Posted<Question>,
) -> Result<Response, Stop> {
    let of = title(&house, &who, &params).await?;
    let mut faults = Faults::new();
    let email = faults.keep("email", Email::parse(&form.typed.email));
    let language = faults.keep("language", language(&form.typed.language));
    let again =
        |faults: &Faults| Page::again(question_page(&house, &who, &of, &form.typed, faults)).into_response();
    let (Some(email), Some(language)) = (email, language) else { return Ok(again(&faults)) };
    let mut tx = begin(&house, &who, form.once.clone()).await?;
    if form.version != Some(of.1.version) {
        return Ok(again(&stale("email")));
    }
    flow::ask(&mut tx, &who.it.0, &of.0, &of.1, &email, language).await?;
    Ok(tx.go(format!("/office/applications/{}?done=review-asked", who.it.0.id)).await?.into_response())
}

fn language(typed: &str) -> Result<Language, kernel::FaultCode> {
    match typed {
        "it" => Ok(Language::It),
        "en" => Ok(Language::En),
        "" => Err("required"),
        _ => Err("unknown-choice"),
    }
}

fn decision_page(
    house: &House,
    who: &Case,
    of: &(Title, Check),
    typed: &Decision,
    faults: &Faults,
) -> FormPage {
    let base = format!("/office/applications/{}", who.it.0.id);
    let shell = shell(house, who, "review-check-decide", &base);
    let voice = shell.voice().clone();
    let decision = Field::new("decision", voice.say("review-check-decision"))
        .choices(vec![
            Choice::new("confirm", voice.say("review-check-confirm")),
            Choice::new("refuse", voice.say("review-check-refuse")),
        ])
        .value(&typed.decision)
        .required()
        .told(faults, &voice);
    let note = Field::new("note", voice.say("check-decision-note"))
        .hint(voice.say("check-decision-note-hint"))
        .value(&typed.note)
        .required()
        .told(faults, &voice);
    let answer = [
        ("check-answer", of.1.answer.as_ref().map(|answer| voice.say(&format!("check-answer-{answer}")))),
        ("check-who", of.1.answer_who.clone()),
        ("check-note", of.1.answer_note.clone()),
    ];
    FormPage {
        action: format!("{base}/titles/{}/decide", of.0.id),
        version: of.1.version,
        heading: title_heading(&of.0),
        facts: title_facts(&voice, &of.0),
        answer: answer
            .into_iter()
            .filter_map(|(key, value)| value.map(|value| Fact::new(voice.say(key), value)))
            .collect(),
        help: voice.say("review-check-decide-help"),
        confirm: voice.say("shell-confirm"),
        faults: Field::summary_of(&[&decision, &note]),
        email: None,
        radios: decision,
        note: Some(note),
        base,
        shell,
    }
}

/// "Confirm or refuse": the page.
pub async fn decide_page(
    who: Case,
    State(house): State<House>,
    params: Params,
) -> Result<Page<impl Template>, Stop> {
    let of = title(&house, &who, &params).await?;
    Ok(Page::ok(decision_page(&house, &who, &of, &Decision::default(), &Faults::new())))
}

/// "Confirm or refuse".
pub async fn decide(
    who: Case,
    State(house): State<House>,
    params: Params,
    form: Posted<Decision>,
) -> Result<Response, Stop> {
    let of = title(&house, &who, &params).await?;
    let mut faults = Faults::new();
    let confirm = match form.typed.decision.as_str() {
        "confirm" => Some(true),
        "refuse" => Some(false),
        "" => faults.keep("decision", Err("required")),
        _ => faults.keep("decision", Err("unknown-choice")),
    };
    let note = match text::paragraph(&form.typed.note, NOTE) {
        Ok(note) => Some(note),
        Err(code) => {
            faults.add_with("note", code, vec![("max", NOTE.to_string())]);
            None
        }
    };
    let again =
        |faults: &Faults| Page::again(decision_page(&house, &who, &of, &form.typed, faults)).into_response();
    let (Some(confirm), Some(note)) = (confirm, note) else { return Ok(again(&faults)) };
    let mut tx = begin(&house, &who, form.once.clone()).await?;
    if form.version != Some(of.1.version) {
        return Ok(again(&stale("note")));
    }
    flow::decide(&mut tx, &who.it.0, &of.0, &of.1, confirm, &note).await?;
    let done = if confirm { "review-title-confirmed" } else { "review-title-refused" };
    Ok(tx.go(format!("/office/applications/{}?done={done}", who.it.0.id)).await?.into_response())
}
