//! The university's side of a verification: a page behind a secret link, with exactly the facts that were declared and
//! three answers. The link works once and for a limited time; nothing else of the application can be reached from it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Day, Faults, text};
use platform::{
    House, Stop,
    clock::hash_token,
    files::{self, Accept},
    web::{
        Anyone, Page, Params, Shell, Uploaded,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    flow::{self, Answer, is_valid},
    life::{CannotCheck, State as CheckState},
    store::{self, Check, Title},
};
use crate::review::case::title_facts;

/// Longest note, in characters.
const NOTE: usize = 2000;

/// What a university answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    answer: String,
    who: String,
    note: String,
}

#[derive(Template)]
#[template(path = "review/check/public.html")]
struct AnswerPage {
    shell: Shell,
    action: String,
    name: String,
    until: String,
    facts: Vec<Fact>,
    faults: Vec<FieldFault>,
    answer: Field,
    who: Field,
    note: Field,
    file: Field,
}

#[derive(Template)]
#[template(path = "review/check/closed.html")]
struct ClosedPage {
    shell: Shell,
    heading: String,
    text: String,
}

/// A link that leads somewhere.
struct Link {
    token: String,
    title: Title,
    check: Check,
    name: String,
}

async fn link(house: &House, params: &Params) -> Result<Link, Stop> {
    let token = params.get("token").to_owned();
    let mut conn = house.db().read().await?;
    let (title, check, name) =
        store::by_token(&mut conn, &hash_token(&token)).await?.ok_or_else(Stop::not_found)?;
    Ok(Link { token, title, check, name })
}

fn page(house: &House, who: &Anyone, link: &Link, typed: &Typed, faults: &Faults) -> AnswerPage {
    let shell = Shell::new(house, who, "check-public-title");
    let voice = shell.voice().clone();
    let choices = ["confirmed", "not-confirmed", "other"]
        .map(|answer| Choice::new(answer, voice.say(&format!("check-answer-{answer}"))));
    let answer = Field::new("answer", voice.say("check-public-answer"))
        .choices(choices.into())
        .value(&typed.answer)
        .required()
        .told(faults, &voice);
    let answerer = Field::new("who", voice.say("check-public-who"))
        .hint(voice.say("check-public-who-hint"))
        .value(&typed.who)
        .required()
        .told(faults, &voice);
    let note = Field::new("note", voice.say("check-public-note"))
        .hint(voice.say("check-public-note-hint"))
        .value(&typed.note)
        .told(faults, &voice);
    let file = Field::new("file", voice.say("check-public-file"))
        .hint(voice.say("check-public-file-hint"))
        .accept("application/pdf", house.config().files.max_bytes)
        .told(faults, &voice);
    let until = link.check.answer_by.as_deref().and_then(|day| day.parse::<Day>().ok());
    AnswerPage {
        action: format!("/qualification-check/{}", link.token),
        name: link.name.clone(),
        until: until.map(|day| day.to_string()).unwrap_or_default(),
        facts: title_facts(&voice, &link.title),
        faults: Field::summary_of(&[&answer, &answerer, &note, &file]),
        answer,
        who: answerer,
        note,
        file,
        shell,
    }
}

/// A link that cannot be used any more says why; it shows nothing of the title.
fn closed(house: &House, who: &Anyone, check: &Check) -> Option<Page<ClosedPage>> {
    let today = Day::from(house.clock().today());
    let key = match check.state {
        CheckState::Asked if is_valid(check, today) => return None,
        CheckState::Asked => "expired",
        CheckState::Answered => "answered",
        CheckState::NotStarted | CheckState::Confirmed | CheckState::Refused => "settled",
    };
    let shell = Shell::new(house, who, "check-public-title");
    let heading = shell.t(&format!("check-closed-{key}"));
    let text = shell.t(&format!("check-closed-{key}-text"));
    let status = if key == "answered" { 200 } else { 410 };
    Some(Page::status(ClosedPage { shell, heading, text }, status))
}

/// "/qualification-check/{token}".
pub async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    let link = link(&house, &params).await?;
    if let Some(closed) = closed(&house, &who, &link.check) {
        return Ok(closed.into_response());
    }
    Ok(Page::ok(page(&house, &who, &link, &Typed::default(), &Faults::new())).into_response())
}

/// Reads an answer.
///
/// # Errors
/// Every fault at once; whoever does not simply confirm has to say more.
fn read(typed: &Typed) -> Result<Answer, Faults> {
    let mut faults = Faults::new();
    let known = ["confirmed", "not-confirmed", "other"].contains(&typed.answer.as_str());
    if typed.answer.is_empty() {
        faults.add("answer", "required");
    } else if !known {
        faults.add("answer", "unknown-choice");
    }
    let who = text::line(&typed.who, 200)
        .map_err(|code| faults.add_with("who", code, vec![("max", "200".into())]).is_empty())
        .ok();
    let note = match text::paragraph(&typed.note, NOTE) {
        Ok(note) => Some(note),
        Err("required") if typed.answer == "confirmed" || !known => None,
        Err(code) => {
            faults.add_with("note", code, vec![("max", NOTE.to_string())]);
            None
        }
    };
    match who {
        Some(who) if faults.is_empty() => Ok(Answer { answer: typed.answer.clone(), who, note }),
        _ => Err(faults),
    }
}

/// The university's answer.
pub async fn answer(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    upload: Uploaded<Typed>,
) -> Result<Response, Stop> {
    let link = link(&house, &params).await?;
    let typed = &upload.form.typed;
    let mut faults = Faults::new();
    let mut examined = None;
    if let Some(file) = upload.file("file") {
        examined = faults.keep("file", files::examine(&house, file, Accept::Pdf).await?);
    }
    let read = read(typed);
    if let Err(others) = &read {
        for fault in others.iter() {
            faults.add_with(fault.field.clone(), fault.code, fault.args.clone());
        }
    }
    let answer = match read {
        Ok(answer) if faults.is_empty() => answer,
        _ if closed(&house, &who, &link.check).is_none() => {
            return Ok(Page::again(page(&house, &who, &link, typed, &faults)).into_response());
        }
        _ => return Err(CannotCheck::NotNow.into()),
    };
    let kept = match examined {
        Some(file) if link.check.state == CheckState::Asked => {
            let owner = format!("application:{}", link.title.application_id);
            Some(house.files().keep(&house, &owner, file).await?)
        }
        _ => None,
    };
    let mut tx = house.begin_once(&who.0, upload.form.once).await?;
    flow::answer(&mut tx, &link.title, &link.check, &answer, kept.as_ref()).await?;
    Ok(tx.go(format!("/qualification-check/{}", link.token)).await?.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(answer: &str, who: &str, note: &str) -> Vec<(String, &'static str)> {
        let typed = Typed { answer: answer.into(), who: who.into(), note: note.into() };
        read(&typed)
            .err()
            .map(|faults| faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn who_does_not_simply_confirm_says_more() {
        assert_eq!(codes("confirmed", "Registry", ""), []);
        assert_eq!(codes("not-confirmed", "Registry", "No such graduate."), []);
        for answer in ["not-confirmed", "other"] {
            assert_eq!(codes(answer, "Registry", " "), [("note".into(), "required")]);
        }
        assert_eq!(codes("", "", ""), [("answer".into(), "required"), ("who".into(), "required")]);
        assert_eq!(codes("maybe", "Registry", ""), [("answer".into(), "unknown-choice")]);
        assert_eq!(codes("confirmed", "Registry", "a\u{202e}"), [("note".into(), "forbidden-characters")]);
    }
}
