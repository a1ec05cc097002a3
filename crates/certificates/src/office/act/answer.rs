use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Faults;
use platform::{
    House, Stop,
    web::{Page, Posted},
};
use serde::Deserialize;

use super::{
    ask::{Ask, Asked, Control},
    back, begin, offered, paragraph, stale,
};
use crate::{
    office::{Case, flow},
    request::RequestAction,
};

/// An answer, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    answer: String,
}

fn page(house: &House, who: &Case, typed: &Typed, faults: &Faults) -> Ask {
    let request = &who.it.0;
    let asked = Asked {
        house,
        visitor: &who.visitor,
        request,
        end: "answer",
        key: "answer",
        version: request.version,
    };
    let said =
        [&request.communications].into_iter().chain(request.items.iter().map(|item| &item.choice.note));
    let said = said.filter(|words| !words.is_empty()).map(|words| format!("«{words}»")).collect();
    let answer = asked.field("answer", "answer", faults).value(&typed.answer).required();
    asked.page(said, vec![Control::Area(answer)])
}

/// "Answer": the page.
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    offered(&who.it.0, RequestAction::Answer)?;
    let typed = Typed { answer: who.it.0.answer.clone().unwrap_or_default() };
    Ok(Page::ok(page(&house, &who, &typed, &Faults::new())))
}

/// "Answer".
pub(in crate::office) async fn send(
    who: Case,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    offered(&who.it.0, RequestAction::Answer)?;
    let mut faults = Faults::new();
    let answer = paragraph(&mut faults, "answer", &form.typed.answer);
    stale(&mut faults, "answer", who.it.0.version, form.version);
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
    }
    flow::answer(&mut tx, &who.it.0, &answer).await?;
    Ok(tx.go(back(&who.it.0, "answer")).await?.into_response())
}
