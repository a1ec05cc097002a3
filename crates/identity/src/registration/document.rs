use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use people::form::{Ctx, DocumentFields, DocumentTyped, check_document};
use platform::{
    House, Stop, Subject,
    web::{
        Go, Newcomer, Page, Routes, Shell, Standing, Uploaded, close_session,
        field::{Field, FieldFault},
        session_cookie, update_sessions,
    },
};

use crate::account;

pub(super) fn routes() -> Routes {
    Routes::new().get("/registration/document", show).post("/registration/document", send)
}

#[derive(Template)]
#[template(path = "registration/document.html")]
struct DocumentPage {
    shell: Shell,
    code: String,
    faults: Vec<FieldFault>,
    fields: DocumentFields,
}

fn page(house: &House, who: &Newcomer, typed: &DocumentTyped, faults: &Faults) -> DocumentPage {
    let shell =
        Shell::new(house, who, "complete-title").crumb("shell-services", "/").crumb("complete-title", "");
    let fields = typed.fields(house, shell.voice(), faults);
    let code = who.session.person_code.clone();
    DocumentPage { code, faults: Field::summary_of(&fields.all()), fields, shell }
}

async fn show(who: Newcomer, State(house): State<House>) -> Response {
    if who.session.standing == Standing::Person {
        return Go::to("/").into_response();
    }
    Page::ok(page(&house, &who, &DocumentTyped::default(), &Faults::new())).into_response()
}

/// The identity document completes the registration: from here on the session is a person's.
async fn send(
    who: Newcomer,
    State(house): State<House>,
    form: Uploaded<DocumentTyped>,
) -> Result<Response, Stop> {
    if who.session.standing == Standing::Person {
        return Ok(Go::to("/").into_response());
    }
    let typed = &form.form.typed;
    let (said, scan) = match check_document(&house, &Ctx::of(&house), typed, form.file("scan")).await? {
        Ok(checked) => checked,
        Err(faults) => return Ok(Page::again(page(&house, &who, typed, &faults)).into_response()),
    };
    let id = &who.session.account_id;
    let kept = house.files().keep(&house, &people::owner(id), scan).await?;
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    people::save_document(&mut tx, id, &said, &kept).await?;
    people::complete(&mut tx, id).await?;
    let account = account::store::find(tx.conn(), id).await?.ok_or_else(Stop::not_found)?;
    // The session's identifier changes with what it may do; the others of this person follow.
    close_session(&mut tx, &who.session.token_hash).await?;
    let factor = who.session.second_factor_at.is_some();
    let (token, owner) = account::owner::open_session(&mut tx, &account, false, factor).await?;
    update_sessions(&mut tx, id, &owner.display_name, owner.standing, &owner.grants, owner.language).await?;
    tx.journal(&Subject::new("account", id), Event::new("identity.registration-completed")).await?;
    let go = tx.go("/?done=registration-completed").await?;
    Ok(go.cookie(session_cookie(house.config(), &token, false)).into_response())
}
