//! Papers come and go here: uploaded into their places, opened, taken away.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, FaultCode, Problem};
use platform::{
    House, Stop,
    files::{Accept, examine},
    web::{File, Go, Own, Page, Params, Posted, Uploaded},
};
use serde::Deserialize;

use super::{
    dossier::{Dossier, OwnPaper},
    flow,
    items::Part,
    paper::{self, NewPaper},
    papers::Kind,
    qualification::{Nothing, details},
    upload,
};

/// Which place the file is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    kind: String,
    title: String,
}

/// "Upload/Replace": puts a paper into its place.
pub async fn put(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Uploaded<Place>,
) -> Result<Response, Stop> {
    let place = &form.form.typed;
    let kind = Kind::from_code(&place.kind).ok_or_else(Stop::not_found)?;
    let title = Some(place.title.as_str()).filter(|title| !title.is_empty());
    if title.is_some() != kind.is_of_a_title() || title.is_some_and(|id| who.it.title(id).is_none()) {
        return Err(Stop::not_found());
    }
    let part = Part::Paper(kind.code(), title);
    who.it.edit(&part)?;
    let Some(upload) = form.file("file") else {
        return refuse(&house, &who, kind, title, "file-required").await;
    };
    let accept = if kind.may_be_a_scan() { Accept::Scan } else { Accept::Pdf };
    let examined = match examine(&house, upload, accept).await? {
        Ok(examined) => examined,
        Err(code) => return refuse(&house, &who, kind, title, code).await,
    };
    let id = &who.it.application.id;
    let kept = house.files().keep(&house, &paper::owner(id), examined).await?;
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    let dossier = who.it.again(&mut tx).await?;
    let new = NewPaper {
        application_id: id,
        qualification_id: title,
        kind: kind.code(),
        description: None,
        replaces: true,
    };
    let paper = paper::insert(&mut tx, new, &kept).await?;
    let event = Event::new("enrolment.paper-uploaded").with("paper", paper).with("kind", kind.code());
    flow::changed(&mut tx, &dossier, &part, event).await?;
    let page = title.map_or_else(|| "upload".to_owned(), |title| format!("qualification/{title}"));
    let to = format!("{}?done=application-paper-saved#paper-{}", dossier.path(&page), kind.code());
    Ok(tx.go(to).await?.into_response())
}

async fn refuse(
    house: &House,
    who: &Own<Dossier>,
    kind: Kind,
    title: Option<&str>,
    code: FaultCode,
) -> Result<Response, Stop> {
    match title.and_then(|id| who.it.title(id)) {
        Some(title) => {
            let sent = details::Sent::refused(kind.code(), code);
            Ok(Page::again(details::page(house, who, &who.it, title, sent).await?).into_response())
        }
        None => {
            let sent = upload::Sent::refused(kind.code(), code);
            Ok(Page::again(upload::page(house, who, sent).await?).into_response())
        }
    }
}

/// "Open".
pub async fn open(who: Own<OwnPaper>, State(house): State<House>) -> Result<File, Stop> {
    let (file, bytes) = house.files().read(&house, &who.it.paper.file_id).await?;
    Ok(File { bytes, media_type: file.media_type, name: file.name, inline: false })
}

/// Takes an attached document away.
pub async fn remove(
    who: Own<Dossier>,
    State(house): State<House>,
    params: Params,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    // A second click finds no paper any more, and gets the answer of the first.
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.again(&mut tx).await?;
    let found = dossier.papers.iter().find(|paper| paper.id == params.get("paper"));
    let found = found.ok_or_else(Stop::not_found)?;
    // Papers that prove something are replaced, not taken away.
    if Kind::from_code(&found.kind).is_some() {
        return Err(Problem::conflict("application-paper-stays").into());
    }
    paper::remove(&mut tx, &found.id).await?;
    let event = Event::new("enrolment.paper-removed").with("paper", &found.id).with("kind", &found.kind);
    flow::changed(&mut tx, &dossier, &upload::part_of(&found.kind), event).await?;
    tx.go(format!("{}?done=application-paper-removed", dossier.path("upload"))).await
}
