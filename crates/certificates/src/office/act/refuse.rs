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
    request::{RequestAction, pages::words},
};

/// A reason, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    reason: String,
}

fn page(house: &House, who: &Case, typed: &Typed, faults: &Faults) -> Ask {
    let request = &who.it.0;
    let voice = who.visitor.voice(house);
    let asked = Asked {
        house,
        visitor: &who.visitor,
        request,
        end: "refuse",
        key: "refuse",
        version: request.version,
    };
    let money = if request.total().0 > 0 {
        let total = words::amount(&voice, request.total());
        voice.with("office-certificates-refuse-paid", &[("amount", total.into())])
    } else {
        voice.say("office-certificates-refuse-free")
    };
    let reason = asked.field("reason", "refusal", faults).value(&typed.reason).required();
    asked.page(vec![money], vec![Control::Area(reason)])
}

/// "Refuse": the page.
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    offered(&who.it.0, RequestAction::Refuse)?;
    Ok(Page::ok(page(&house, &who, &Typed::default(), &Faults::new())))
}

/// "Refuse".
pub(in crate::office) async fn send(
    who: Case,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    offered(&who.it.0, RequestAction::Refuse)?;
    let mut faults = Faults::new();
    let reason = paragraph(&mut faults, "reason", &form.typed.reason);
    stale(&mut faults, "reason", who.it.0.version, form.version);
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
    }
    flow::refuse(&mut tx, &who.it.0, &reason).await?;
    Ok(tx.go(back(&who.it.0, "refuse")).await?.into_response())
}
