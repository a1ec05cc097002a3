//! New editions: begun from an empty form, or from the edition of this year. What a secretary of some programmes makes
//! is theirs from the same moment: the room of the accounts gives them the role with it.

use askama::Template;
use axum::extract::State as Extract;
use kernel::{Faults, Problem};
use platform::{
    House, Stop,
    web::{Desk, Duty, Go, Officer, Page, Posted, Role, Scope, Session, Shell, field::FieldFault},
};
use serde::Deserialize;

use super::form::Form;
use crate::programme::{
    check::Typed,
    flow,
    model::{Programme, State},
    store,
};

/// Adding editions: anew, or from one that the officer looks after.
pub struct NewEditions;

impl Duty for NewEditions {
    const NAME: &'static str = "new-editions";
    const ROLES: &'static [Role] = &[Role::CentralSecretariat, Role::Administrator, Role::ProgrammeSecretary];
}

/// The secretary who has to be given what they make: who sees all needs nothing more.
fn secretary<'a>(scope: &Scope, session: &'a Session) -> Option<&'a str> {
    (*scope != Scope::All).then_some(session.account_id.as_str())
}

/// A new edition.
#[derive(Template)]
#[template(path = "programme/office/new.html")]
pub struct NewPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    form: Form,
}

/// Nothing but the button.
#[derive(Default, Deserialize)]
pub struct Nothing {}

/// `GET /office/programmes/new`
pub async fn start(who: Officer<NewEditions>, Extract(house): Extract<House>) -> Result<Page<NewPage>, Stop> {
    let mut conn = house.db().read().await?;
    let number = store::next_number(&mut conn).await?;
    let typed = Typed {
        number: number.to_string(),
        year: house.clock().today().year().to_string(),
        stamp_duty: "yes".into(),
        ..Typed::default()
    };
    Ok(Page::ok(new_page(&house, &who, &typed, &Faults::new())))
}

fn new_page(house: &House, who: &Officer<NewEditions>, typed: &Typed, faults: &Faults) -> NewPage {
    let shell = Shell::new(house, who, "office-programme-new-title")
        .crumb("office-programmes-title", "/office/programmes")
        .crumb("office-programme-new-title", "");
    let form = Form::new(&shell, typed, faults, false);
    NewPage { faults: form.summary(), form, shell }
}

/// `POST /office/programmes`
pub async fn add(
    who: Officer<NewEditions>,
    Extract(house): Extract<House>,
    posted: Posted<Typed>,
) -> Result<Result<Go, Page<NewPage>>, Stop> {
    let added = async {
        let details = posted.typed.check()?;
        let mut tx = house.begin_once(&who, posted.once.clone()).await?;
        let id =
            flow::create_by(&mut tx, State::Draft, &details, secretary(&who.scope, &who.session)).await?;
        flow::own_number(&mut tx, &who.scope, &id, &details).await?;
        tx.go(format!("/office/programmes/{id}?done=programme-created")).await
    };
    match added.await {
        Ok(go) => Ok(Ok(go)),
        Err(stop) => Ok(Err(Page::again(new_page(&house, &who, &posted.typed, &stop.faults()?)))),
    }
}

/// `POST /office/programmes/{id}/next-year`
pub async fn next_year(
    desk: Desk<NewEditions, Programme>,
    Extract(house): Extract<House>,
    posted: Posted<Nothing>,
) -> Result<Go, Stop> {
    let details = flow::next_year(&desk.it.details)?;
    let mut conn = house.db().read().await?;
    let there = store::find_edition(&mut conn, details.number, details.year).await?;
    drop(conn);
    if let Some(there) = there {
        if !desk.scope.covers(&there.id) {
            return Err(Problem::conflict("programme-edition-of-others").into());
        }
        return Ok(Go::to(format!("/office/programmes/{}", there.id)));
    }
    let mut tx = house.begin_once(&desk, posted.once).await?;
    let id = flow::create_by(&mut tx, State::Draft, &details, secretary(&desk.scope, &desk.session)).await?;
    tx.go(format!("/office/programmes/{id}?done=programme-created")).await
}
