use std::collections::BTreeMap;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Faults;
use platform::{
    House, Stop,
    web::{Page, Posted, field::Choice},
};

use super::{
    LONGEST,
    ask::{Ask, Asked, Control},
    back, begin, keep, offered, stale,
};
use crate::{
    office::{Case, flow},
    request::{Footnote, RequestAction},
};

/// As typed: `answer`, and for each footnote `footnote-0`, `footnote-1` … in the order of the documents.
type Typed = BTreeMap<String, String>;

/// The footnotes that wait: the question's name, the document, the words.
fn waiting(who: &Case) -> impl Iterator<Item = (String, &str, &str)> {
    let items = who.it.0.items.iter().filter(|item| item.footnote == Footnote::Asked);
    let numbered = (0_usize..).zip(items);
    numbered
        .map(|(place, item)| (format!("footnote-{place}"), item.id.as_str(), item.choice.footnote.as_str()))
}

fn typed_of<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

fn page(house: &House, who: &Case, typed: &Typed, faults: &Faults) -> Ask {
    let request = &who.it.0;
    let voice = who.visitor.voice(house);
    let asked = Asked {
        house,
        visitor: &who.visitor,
        request,
        end: "release",
        key: "release",
        version: request.version,
    };
    let choices = || {
        ["approved", "refused"]
            .map(|code| Choice::new(code, voice.say(&format!("office-certificates-footnote-{code}"))))
            .into()
    };
    let mut controls: Vec<Control> = waiting(who)
        .map(|(name, _, footnote)| {
            let mut field =
                asked.field(&name, "footnote", faults).choices(choices()).value(typed_of(typed, &name));
            field.hint = Some(format!("«{footnote}»"));
            Control::Radios(field.required())
        })
        .collect();
    let answer = asked.field("answer", "answer-or-none", faults).value(typed_of(typed, "answer"));
    controls.push(Control::Area(answer));
    let notes = request.items.iter().map(|item| &item.choice.note).chain([&request.communications]);
    let notes = notes.filter(|words| !words.is_empty()).map(|words| format!("«{words}»")).collect();
    asked.page(notes, controls)
}

/// What was decided of each footnote, and the answer; an answer is owed to whom a footnote is refused.
fn read(who: &Case, typed: &Typed, faults: &mut Faults) -> (Vec<(String, bool)>, String) {
    let mut decided = Vec::new();
    for (name, item, _) in waiting(who) {
        match typed_of(typed, &name) {
            "approved" => decided.push((item.to_owned(), true)),
            "refused" => decided.push((item.to_owned(), false)),
            other => {
                faults.add(name, if other.is_empty() { "required" } else { "unknown-choice" });
            }
        }
    }
    let owed = decided.iter().any(|(_, printed)| !printed);
    let answer = match kernel::text::paragraph(typed_of(typed, "answer"), LONGEST) {
        Ok(answer) => answer,
        Err("required") if !owed => String::new(),
        Err("required") => {
            faults.add("answer", "office-certificates-why-not");
            String::new()
        }
        Err(code) => {
            keep(faults, "answer", code, LONGEST);
            String::new()
        }
    };
    (decided, answer)
}

/// "Approve and issue": the page.
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    offered(&who.it.0, RequestAction::Release)?;
    Ok(Page::ok(page(&house, &who, &Typed::new(), &Faults::new())))
}

/// "Approve and issue".
pub(in crate::office) async fn send(
    who: Case,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    offered(&who.it.0, RequestAction::Release)?;
    let mut faults = Faults::new();
    let (decided, answer) = read(&who, &form.typed, &mut faults);
    stale(&mut faults, "answer", who.it.0.version, form.version);
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
    }
    flow::release(&mut tx, &who.it.0, &decided, &answer).await?;
    Ok(tx.go(back(&who.it.0, "release")).await?.into_response())
}
