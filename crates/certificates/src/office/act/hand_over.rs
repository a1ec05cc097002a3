use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Faults, text};
use platform::{
    House, Stop,
    web::{Page, Posted, field::Choice},
};
use serde::Deserialize;

use super::{
    ask::{Ask, Asked, Control},
    back, begin, keep, offered, stale,
};
use crate::{
    office::{Case, flow, store::Handed},
    request::RequestAction,
};

/// Longest name and remark, in characters.
const LINE: usize = 200;
/// Kinds of identity documents (DPR 445/2000, art. 35).
pub(in crate::office) const KINDS: [&str; 5] =
    ["identity-card", "passport", "driving-licence", "residence-permit", "other"];

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    /// `person` or `delegate`.
    to: String,
    delegate_name: String,
    identity_kind: String,
    identity_note: String,
    checked: String,
    delegation_checked: String,
}

fn page(house: &House, who: &Case, typed: &Typed, faults: &Faults) -> Ask {
    let request = &who.it.0;
    let voice = who.visitor.voice(house);
    let asked = Asked {
        house,
        visitor: &who.visitor,
        request,
        end: "hand-over",
        key: "hand-over",
        version: request.version,
    };
    let choices = |codes: &[&str], key: &str| -> Vec<Choice> {
        codes
            .iter()
            .map(|code| Choice::new(*code, voice.say(&format!("office-certificates-{key}-{code}"))))
            .collect()
    };
    let controls = vec![
        Control::Radios(
            asked
                .field("to", "to", faults)
                .choices(choices(&["person", "delegate"], "to"))
                .value(&typed.to)
                .required(),
        ),
        Control::Line(asked.field("delegate_name", "delegate-name", faults).value(&typed.delegate_name)),
        Control::Select(
            asked
                .field("identity_kind", "identity-kind", faults)
                .choices(choices(&KINDS, "identity"))
                .value(&typed.identity_kind)
                .required(),
        ),
        Control::Line(asked.field("identity_note", "identity-note", faults).value(&typed.identity_note)),
        Control::Check(
            asked.field("checked", "checked", faults).value("yes").checked(typed.checked == "yes").required(),
        ),
        Control::Check(
            asked
                .field("delegation_checked", "delegation-checked", faults)
                .value("yes")
                .checked(typed.delegation_checked == "yes"),
        ),
    ];
    let delegate = request.delegate_name.as_ref().map(|name| {
        let document = request.delegate_document.clone().unwrap_or_default();
        voice.with(
            "office-certificates-delegate-named",
            &[("name", name.clone().into()), ("document", document.into())],
        )
    });
    asked.page(delegate.into_iter().collect(), controls)
}

fn read(typed: &Typed, faults: &mut Faults) -> Handed {
    let delegate = match typed.to.as_str() {
        "person" => false,
        "delegate" => true,
        "" => {
            faults.add("to", "required");
            false
        }
        _ => {
            faults.add("to", "unknown-choice");
            false
        }
    };
    let mut line = |field: &'static str, typed: &str, needed: bool| match text::line(typed, LINE) {
        Ok(line) => line,
        Err("required") if !needed => String::new(),
        Err(code) => {
            keep(faults, field, code, LINE);
            String::new()
        }
    };
    let name = line("delegate_name", &typed.delegate_name, delegate);
    let note = line("identity_note", &typed.identity_note, false);
    if typed.identity_kind.is_empty() {
        faults.add("identity_kind", "required");
    } else if !KINDS.contains(&typed.identity_kind.as_str()) {
        faults.add("identity_kind", "unknown-choice");
    }
    if typed.checked != "yes" {
        faults.add("checked", "office-certificates-not-checked");
    }
    if delegate && typed.delegation_checked != "yes" {
        faults.add("delegation_checked", "office-certificates-no-delegation");
    }
    Handed { delegate: delegate.then_some(name), kind: typed.identity_kind.clone(), note }
}

/// "Hand over": the page.
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    offered(&who.it.0, RequestAction::HandOver)?;
    let delegate = who.it.0.delegate_name.clone();
    let typed = Typed {
        to: if delegate.is_some() { "" } else { "person" }.to_owned(),
        delegate_name: delegate.unwrap_or_default(),
        ..Typed::default()
    };
    Ok(Page::ok(page(&house, &who, &typed, &Faults::new())))
}

/// "Hand over".
pub(in crate::office) async fn send(
    who: Case,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    offered(&who.it.0, RequestAction::HandOver)?;
    let mut faults = Faults::new();
    let handed = read(&form.typed, &mut faults);
    stale(&mut faults, "to", who.it.0.version, form.version);
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
    }
    flow::hand_over(&mut tx, &who.it.0, &handed).await?;
    Ok(tx.go(back(&who.it.0, "hand-over")).await?.into_response())
}
