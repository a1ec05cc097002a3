use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    web::{
        Anyone, Page, Params, Posted, Routes, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::Over;
use crate::{
    account::{self, Account, Owner},
    factor, guard,
    link::{self, Purpose},
    security::{new_password_fields, replace_password},
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/assistance/recovery/password/{token}", show)
        .post("/assistance/recovery/password/{token}", renew)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
    password_again: String,
}

#[derive(Template)]
#[template(path = "recovery/renew.html")]
struct RenewPage {
    shell: Shell,
    action: String,
    faults: Vec<FieldFault>,
    password: Field,
    password_again: Field,
}

fn page(house: &House, who: &Anyone, token: &str, second_factor: bool, faults: &Faults) -> RenewPage {
    let shell = Shell::new(house, who, "recovery-renew-title");
    let (password, password_again) = new_password_fields(&shell, faults, second_factor);
    RenewPage {
        action: format!("/assistance/recovery/password/{token}"),
        faults: Field::summary_of(&[&password, &password_again]),
        password,
        password_again,
        shell,
    }
}

async fn load(house: &House, token: &str) -> Result<Option<(Account, Owner, bool)>, Stop> {
    let mut conn = house.db().read().await?;
    let Some(id) = link::peek(house, &mut conn, Purpose::Recovery, token).await? else { return Ok(None) };
    let Some(account) = account::store::find(&mut conn, &id).await? else { return Ok(None) };
    let Some(owner) = account::owner::of(&mut conn, &account).await? else { return Ok(None) };
    let second_factor = account.factor_required || factor::store::exists(&mut conn, &id).await?;
    Ok(account.disabled_at.is_none().then_some((account, owner, second_factor)))
}

async fn show(who: Anyone, State(house): State<House>, params: Params) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let token = params.get("token");
    Ok(match load(&house, token).await? {
        Some((_, _, factor)) => Page::ok(page(&house, &who, token, factor, &Faults::new())).into_response(),
        None => Over::page(&house, &who),
    })
}

async fn renew(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    guard::check(&house, &who, guard::LINKS)?;
    let (token, typed) = (params.get("token"), form.typed);
    let loaded = load(&house, token).await?;
    if let Some((_, owner, factor)) = &loaded {
        let words = owner.words.clone();
        if let Some((field, code)) =
            account::judge(&house, &typed.password, &typed.password_again, *factor, words).await?
        {
            let mut faults = Faults::new();
            faults.add(field, code);
            return Ok(Page::again(page(&house, &who, token, *factor, &faults)).into_response());
        }
    }
    // Sent twice, the second gets the first's answer, though the link is used by then.
    let hash = match &loaded {
        Some(_) => account::hash(&house, &typed.password).await?,
        None => String::new(),
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    let subject = link::take(&mut tx, Purpose::Recovery, token).await?;
    let (Some(_), Some((account, owner, _))) = (subject, loaded) else {
        drop(tx);
        return Ok(Over::page(&house, &who));
    };
    replace_password(&mut tx, &account, &owner, &hash).await?;
    tx.journal(&Subject::new("account", &account.id), Event::new("identity.recovered")).await?;
    Ok(tx.go("/sign-in?done=password-changed").await?.into_response())
}
