//! Taking a title away, after a question.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Event;
use platform::{
    House, Stop,
    web::{Go, Own, Page, Params, Posted, Shell},
};

use super::{
    super::{
        dossier::{Dossier, OwnTitle},
        flow,
        frame::{Frame, leave_if_sent, shell},
        items::Part,
        missing::Stage,
        title,
    },
    Nothing,
};

/// "Remove this title?"
#[derive(Template)]
#[template(path = "application/qualification/remove.html")]
pub struct Question {
    shell: Shell,
    frame: Frame,
    line: String,
    action: String,
    back: String,
}

/// Asks.
pub async fn ask(who: Own<OwnTitle>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let line = who.it.present()?.line();
    who.it.dossier.edit(&Part::Titles)?;
    let shell = shell(&house, &who, &who.it.dossier, "title-remove");
    Ok(Page::ok(Question {
        frame: Frame::of(&house, shell.voice(), &who.it.dossier, Some(Stage::Qualification)),
        line,
        action: who.it.path("remove"),
        back: who.it.dossier.path("qualification"),
        shell,
    })
    .into_response())
}

/// Takes it away, with its papers.
pub async fn remove(
    who: Own<Dossier>,
    State(house): State<House>,
    params: Params,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    // A second click finds no title any more, and gets the answer of the first.
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.again(&mut tx).await?;
    let id = &dossier.title(params.get("title")).ok_or_else(Stop::not_found)?.id;
    title::remove(&mut tx, id).await?;
    let event = Event::new("enrolment.title-removed").with("title", id);
    flow::begun(&mut tx, &dossier, &Part::Titles, event).await?;
    tx.go(format!("{}?done=title-removed", dossier.path("qualification"))).await
}
