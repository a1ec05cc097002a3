use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Problem};
use platform::{
    House, Stop, Subject,
    web::{
        Desk, Go, Grant, Officer, Overseen, Page, Params, Posted, Queried, Role, Routes, Scope, Shell,
        close_sessions,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    Administration, ProgrammeNames,
    office::{send_activation, state},
    store::{self, Member},
};
use crate::{account, sign_in::pending};

type Who = Desk<Administration, Member>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/office/staff/programmes", suggest)
        .get("/office/staff/{id}", show)
        .post("/office/staff/{id}/roles", give)
        .post("/office/staff/{id}/roles/remove", take)
        .post("/office/staff/{id}/activation", resend)
        .post("/office/staff/{id}/disable", disable)
        .post("/office/staff/{id}/enable", enable)
}

impl Overseen for Member {
    const OBJECT: &'static str = "staff member";
    async fn load(house: &House, params: &Params, _: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        store::find(&mut conn, params.get("id")).await
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct GrantTyped {
    role: String,
    programme: String,
    programme_id: String,
}

struct GrantRow {
    role: String,
    role_code: &'static str,
    programme: String,
    programme_id: String,
}

#[derive(Template)]
#[template(path = "staff/member.html")]
struct MemberPage {
    shell: Shell,
    base: String,
    facts: Vec<Fact>,
    disabled: bool,
    waiting: bool,
    itself: bool,
    grants: Vec<GrantRow>,
    faults: Vec<FieldFault>,
    role: Field,
    programme: Field,
}

async fn page(house: &House, who: &Who, typed: &GrantTyped, faults: &Faults) -> Result<MemberPage, Stop> {
    let member = &who.it;
    let shell = Shell::titled(house, who, member.name.clone())
        .crumb("menu-office-staff", "/office/staff")
        .crumb_titled(&member.name, "");
    let mut conn = house.db().read().await?;
    let own = account::owner::grants(&mut conn, &member.id).await?;
    drop(conn);
    let names = house.port::<Arc<dyn ProgrammeNames>>()?;
    let mut grants = Vec::with_capacity(own.len());
    for grant in own {
        let programme = match &grant.programme {
            Some(id) => names.title(house, id).await?.unwrap_or_else(|| id.clone()),
            None => shell.t("staff-all-programmes"),
        };
        let role = shell.t(&format!("role-{}", grant.role.code()));
        let programme_id = grant.programme.unwrap_or_default();
        grants.push(GrantRow { role, role_code: grant.role.code(), programme, programme_id });
    }
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let role = Field::new("role", shell.t("staff-role"))
        .required()
        .choices(
            Role::ALL
                .iter()
                .map(|role| Choice::new(role.code(), shell.t(&format!("role-{}", role.code()))))
                .collect(),
        )
        .value(&typed.role)
        .fault(fault("role"));
    let programme = Field::new("programme", shell.t("staff-programme"))
        .hint(shell.t("staff-programme-hint"))
        .value(&typed.programme)
        .chosen("programme_id", &typed.programme_id)
        .maxlength(200)
        .fault(fault("programme"));
    Ok(MemberPage {
        base: format!("/office/staff/{}", member.id),
        facts: vec![
            Fact::new(shell.t("security-user-name"), &member.login),
            Fact::new(shell.t("staff-email"), &member.email),
            Fact::state(shell.t("security-state"), state(&shell, member)),
        ],
        disabled: member.disabled_at.is_some(),
        waiting: member.activated_at.is_none(),
        itself: member.id == who.session.account_id,
        grants,
        faults: Field::summary_of(&[&role, &programme]),
        role,
        programme,
        shell,
    })
}

async fn show(who: Who, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(page(&house, &who, &GrantTyped::default(), &Faults::new()).await?))
}

/// The role that was chosen, and the programme it is for: a secretary of programmes needs one, others have all.
async fn checked(house: &House, typed: &GrantTyped) -> Result<Result<Grant, Faults>, Stop> {
    let mut faults = Faults::new();
    let role = faults.keep("role", Role::from_code(&typed.role).ok_or("unknown-choice"));
    let names = house.port::<Arc<dyn ProgrammeNames>>()?;
    let written = typed.programme.trim();
    let programme = if role != Some(Role::ProgrammeSecretary) {
        None
    } else if written.is_empty() {
        faults.add("programme", "required");
        None
    } else if names.title(house, &typed.programme_id).await?.is_some_and(|title| title == written) {
        Some(typed.programme_id.clone())
    } else {
        match names.search(house, written).await?.as_slice() {
            [(id, _)] => Some(id.clone()),
            _ => {
                faults.add("programme", "unknown-choice");
                None
            }
        }
    };
    Ok(match role {
        Some(role) if faults.is_empty() => Ok(Grant { role, programme }),
        _ => Err(faults),
    })
}

async fn give(who: Who, State(house): State<House>, form: Posted<GrantTyped>) -> Result<Response, Stop> {
    let grant = match checked(&house, &form.typed).await? {
        Ok(grant) => grant,
        Err(faults) => {
            return Ok(Page::again(page(&house, &who, &form.typed, &faults).await?).into_response());
        }
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    store::give(&mut tx, &who.it.id, &grant).await?;
    Ok(tx.go(format!("/office/staff/{}?done=role-given", who.it.id)).await?.into_response())
}

/// Nobody locks themselves out.
fn not_oneself(who: &Who) -> Result<(), Stop> {
    if who.it.id == who.session.account_id { Err(Problem::conflict("not-yourself").into()) } else { Ok(()) }
}

async fn take(who: Who, State(house): State<House>, form: Posted<GrantTyped>) -> Result<Go, Stop> {
    let role = Role::from_code(&form.typed.role).ok_or_else(Stop::not_found)?;
    if role == Role::Administrator {
        not_oneself(&who)?;
    }
    let id = form.typed.programme_id.clone();
    let grant = Grant { role, programme: (!id.is_empty()).then_some(id) };
    let mut tx = house.begin_once(&who, form.once).await?;
    store::take(&mut tx, &who.it.id, &grant).await?;
    tx.go(format!("/office/staff/{}?done=role-taken", who.it.id)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn resend(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let member = &who.it;
    if member.disabled_at.is_some() || member.activated_at.is_some() {
        return Err(Problem::conflict("already-activated").into());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    send_activation(&mut tx, &member.id, &member.email, member.language, &member.name).await?;
    tx.go(format!("/office/staff/{}?done=staff-link-sent", member.id)).await
}

async fn disable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    not_oneself(&who)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    account::store::set_disabled(&mut tx, &who.it.id, true).await?;
    close_sessions(&mut tx, &who.it.id, None).await?;
    pending::end_all(&mut tx, &who.it.id).await?;
    tx.journal(&Subject::new("account", &who.it.id), Event::new("identity.account-disabled")).await?;
    tx.go(format!("/office/staff/{}?done=account-disabled", who.it.id)).await
}

async fn enable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    account::store::set_disabled(&mut tx, &who.it.id, false).await?;
    tx.journal(&Subject::new("account", &who.it.id), Event::new("identity.account-enabled")).await?;
    tx.go(format!("/office/staff/{}?done=account-enabled", who.it.id)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
}

#[derive(Serialize)]
struct Suggestion {
    value: String,
    label: String,
    detail: String,
}

async fn suggest(
    _who: Officer<Administration>,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Response, Stop> {
    let found = house.port::<Arc<dyn ProgrammeNames>>()?.search(&house, query.q.trim()).await?;
    let suggestions: Vec<Suggestion> =
        found.into_iter().map(|(value, label)| Suggestion { value, label, detail: String::new() }).collect();
    Ok(Json(suggestions).into_response())
}
