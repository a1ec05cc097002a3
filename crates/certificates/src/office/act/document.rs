//! An issued document is corrected or withdrawn: after a page that says what it means.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Faults, Lifecycle};
use platform::{
    House, Stop,
    web::{Desk, Page, Posted},
};
use serde::Deserialize;

use super::{
    ask::{Ask, Asked, Control},
    back, begin, paragraph, stale,
};
use crate::{
    issue::{self, CannotWithdraw, IssuedAction, IssuedLife, IssuedParty},
    office::{Certificates, OfficeDocument},
    request::pages::words,
};

type Paper = Desk<Certificates, OfficeDocument>;

/// A reason, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    reason: String,
}

/// The last part of the action's address, which is also how its texts are called.
const fn end(action: IssuedAction) -> &'static str {
    match action {
        IssuedAction::Supersede => "supersede",
        IssuedAction::Revoke => "revoke",
        IssuedAction::Finish => "finish",
    }
}

/// What the office can do with a document now.
pub(in crate::office) fn offered(issued: &issue::store::Issued) -> Vec<(IssuedAction, &'static str)> {
    let actions = IssuedLife::actions(issued.state, IssuedParty::Office);
    actions.into_iter().map(|action| (action, end(action))).collect()
}

fn is_offered(who: &Paper, action: IssuedAction) -> Result<(), CannotWithdraw> {
    let found = offered(&who.it.issued).into_iter().any(|(offered, _)| offered == action);
    if found { Ok(()) } else { Err(CannotWithdraw::NotIssued) }
}

fn page(house: &House, who: &Paper, action: IssuedAction, typed: &Typed, faults: &Faults) -> Ask {
    let OfficeDocument { request, item, issued } = &who.it;
    let voice = who.visitor.voice(house);
    let asked = Asked {
        house,
        visitor: &who.visitor,
        request,
        end: &format!("documents/{}/{}", item.id, end(action)),
        key: end(action),
        version: issued.version,
    };
    let which = voice.with(
        "office-certificates-which-document",
        &[("number", issued.number.to_string().into()), ("when", words::when(&issued.issued_at).into())],
    );
    let reason = asked.field("reason", "withdrawal", faults).value(&typed.reason).required();
    asked.page(vec![which], vec![Control::Area(reason)])
}

async fn ask(who: Paper, house: House, action: IssuedAction) -> Result<Page<Ask>, Stop> {
    is_offered(&who, action)?;
    Ok(Page::ok(page(&house, &who, action, &Typed::default(), &Faults::new())))
}

async fn act(who: Paper, house: House, form: Posted<Typed>, action: IssuedAction) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    is_offered(&who, action)?;
    let mut faults = Faults::new();
    let reason = paragraph(&mut faults, "reason", &form.typed.reason);
    stale(&mut faults, "reason", who.it.issued.version, form.version);
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, action, &form.typed, &faults)).into_response());
    }
    match action {
        IssuedAction::Supersede => {
            issue::supersede(&mut tx, &who.it.issued, &reason).await?;
        }
        IssuedAction::Revoke => issue::revoke(&mut tx, &who.it.issued, &reason).await?,
        IssuedAction::Finish => return Err(CannotWithdraw::NotIssued.into()),
    }
    Ok(tx.go(back(&who.it.request, end(action))).await?.into_response())
}

/// "Correct": the page.
pub(in crate::office) async fn ask_supersede(
    who: Paper,
    State(house): State<House>,
) -> Result<Page<Ask>, Stop> {
    ask(who, house, IssuedAction::Supersede).await
}

/// "Correct".
pub(in crate::office) async fn supersede(
    who: Paper,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    act(who, house, form, IssuedAction::Supersede).await
}

/// "Revoke": the page.
pub(in crate::office) async fn ask_revoke(who: Paper, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    ask(who, house, IssuedAction::Revoke).await
}

/// "Revoke".
pub(in crate::office) async fn revoke(
    who: Paper,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    act(who, house, form, IssuedAction::Revoke).await
}
