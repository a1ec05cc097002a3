//! The first password of a member of staff, through the link that the command line or an administrator made. The
//! second factor is set up at the first sign-in.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Faults;
use platform::{
    House, Stop,
    web::{
        Anyone, Page, Params, Posted, Routes, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use crate::{
    account::{self, Account, Owner},
    guard,
    link::{self, Purpose},
    recovery::Over,
    security::new_password_fields,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/activate/staff/{token}", show).post("/activate/staff/{token}", activate)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
    password_again: String,
}

#[derive(Template)]
#[template(path = "staff/activate.html")]
struct ActivatePage {
    shell: Shell,
    name: String,
    login: String,
    action: String,
    faults: Vec<FieldFault>,
    password: Field,
    password_again: Field,
}

fn page(
    house: &House,
    who: &Anyone,
    token: &str,
    account: &Account,
    owner: &Owner,
    faults: &Faults,
) -> ActivatePage {
    let shell = Shell::new(house, who, "staff-activate-title");
    let (password, password_again) = new_password_fields(&shell, faults, true);
    ActivatePage {
        name: owner.display_name.clone(),
        login: account.login.clone(),
        action: format!("/activate/staff/{token}"),
        faults: Field::summary_of(&[&password, &password_again]),
        password,
        password_again,
        shell,
    }
}

async fn load(house: &House, token: &str) -> Result<Option<(Account, Owner)>, Stop> {
    let mut conn = house.db().read().await?;
    let Some(id) = link::peek(house, &mut conn, Purpose::StaffActivation, token).await? else {
        return Ok(None);
    };
    let Some(account) = account::store::find(&mut conn, &id).await? else { return Ok(None) };
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    Ok(account::owner::of(&mut conn, &account).await?.map(|owner| (account, owner)))
}

async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    Ok(match load(&house, token).await? {
        Some((account, owner)) => {
            Page::ok(page(&house, &who, token, &account, &owner, &Faults::new())).into_response()
        }
        None => Over::page(&house, &who),
    })
}

async fn activate(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    let Some((account, owner)) = load(&house, token).await? else { return Ok(Over::page(&house, &who)) };
    let typed = form.typed;
    let verdict =
        account::judge(&house, &typed.password, &typed.password_again, true, owner.words.clone()).await?;
    if let Some((field, code)) = verdict {
        let mut faults = Faults::new();
        faults.add(field, code);
        return Ok(Page::again(page(&house, &who, token, &account, &owner, &faults)).into_response());
    }
    let hash = account::hash(&house, &typed.password).await?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if link::take(&mut tx, Purpose::StaffActivation, token).await?.is_none() {
        drop(tx);
        return Ok(Over::page(&house, &who));
    }
    crate::security::replace_password(&mut tx, &account, &owner, &hash).await?;
    Ok(tx.go("/sign-in?done=staff-activated").await?.into_response())
}
