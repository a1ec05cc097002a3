use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use kernel::Event;
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{Anyone, Page, Params, Posted, Routes, Shell, session_cookie},
};
use serde::Deserialize;

use super::store;
use crate::{
    account::{self, Kind},
    cookie::DEVICE,
    guard,
    recovery::Over,
    sign_in::attempt::enter,
};

pub(super) fn routes() -> Routes {
    Routes::new().get("/activate/{token}", show).post("/activate/{token}", activate)
}

#[derive(Template)]
#[template(path = "registration/activate.html")]
struct ActivatePage {
    shell: Shell,
    action: String,
}

async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    let mut conn = house.db().read().await?;
    let good = store::exists(&house, &mut conn, token).await?;
    drop(conn);
    if !good {
        return Ok(Over::page(&house, &who));
    }
    let shell = Shell::new(&house, &who, "activate-title");
    Ok(Page::ok(ActivatePage { shell, action: format!("/activate/{token}") }).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn activate(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    headers: HeaderMap,
    form: Posted<Nothing>,
) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    let Some(pending) = store::take(&mut tx, params.get("token")).await? else {
        drop(tx);
        return Ok(Over::page(&house, &who));
    };
    let (checked, hash) = (pending.checked, pending.password_hash);
    // Registered in the meantime through another link, or by the office.
    if let Some(known) = people::known(tx.conn(), &checked.personal).await? {
        let about = Subject::new("person", &known.person_id);
        tx.journal(&about, Event::new("identity.registration-recognised")).await?;
        return Ok(tx.go("/assistance/recovery?done=registered-before").await?.into_response());
    }
    let (email, language, name) = (checked.email.clone(), checked.language, checked.personal.full_name());
    let person = people::register(&mut tx, checked.into_new_person()).await?;
    let code = person.code.to_string();
    account::store::insert(&mut tx, &person.id, Kind::Person, &code, Some(&hash)).await?;
    let account = account::store::find(tx.conn(), &person.id).await?.ok_or_else(Stop::not_found)?;
    let about = Subject::new("account", &person.id);
    tx.journal(&about, Event::new("identity.activated")).await?;
    let mail = Mail::new(email.as_str(), language, "activated").with("name", name).with("code", &code);
    tx.mail(mail.link("/registration/document").about(&about)).await?;
    let device = DEVICE.read(house.config(), &headers);
    let entered = enter(&mut tx, &account, device, false, false, "/").await?;
    let config = house.config();
    let go = tx.go("/registration/document?done=activated").await?;
    let go = go
        .cookie(session_cookie(config, &entered.session, false))
        .cookie(DEVICE.set(config, &entered.device));
    Ok(go.into_response())
}
