//! Finding a person for the desk: by person code, address or name. Each look is told in the journal, without what was
//! looked for.

use askama::Template;
use axum::extract::State;
use kernel::{Email, Event, PersonCode, Problem};
use platform::{
    House, Stop, Subject,
    web::{
        Go, Officer, Page, Posted, Queried, Role, Routes, Session, Shell,
        field::{Action, Cell, Head, Table},
    },
};
use serde::Deserialize;

use super::{Assistance, person::state_of};
use crate::{
    account::{self, Kind},
    link, registration,
    sign_in::attempt::normal,
};

pub(super) fn routes() -> Routes {
    Routes::new().get("/office/assistance/people", show).post("/office/assistance/people/activation", resend)
}

/// Only an administrator looks after the accounts of staff.
pub(super) fn sees_staff(session: &Session) -> bool {
    session.grants.iter().any(|grant| grant.role == Role::Administrator)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
}

#[derive(Template)]
#[template(path = "assistance/search.html")]
struct SearchPage {
    shell: Shell,
    q: String,
    asked: bool,
    table: Table,
    /// Names of the registrations that wait for their link to be used, when an address was looked for.
    waiting: Vec<String>,
}

/// Somebody who was found.
struct Found {
    id: String,
    name: String,
    code: String,
    email: String,
}

impl From<people::Person> for Found {
    fn from(person: people::Person) -> Self {
        Found {
            name: person.full_name(),
            code: person.code.to_string(),
            email: person.email.to_string(),
            id: person.id,
        }
    }
}

async fn show(
    who: Officer<Assistance>,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let shell = Shell::new(&house, &who, "desk-people")
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb("desk-people", "");
    let q = query.q.trim().to_owned();
    let mut conn = house.db().read().await?;
    let (by, found) =
        if q.is_empty() { ("", Vec::new()) } else { look(&mut conn, &q, sees_staff(&who.session)).await? };
    let waiting = match Email::parse(&q) {
        Ok(email) => registration::pending_of(&house, &mut conn, &link::address_key(&house, &email))
            .await?
            .into_iter()
            .map(|(_, pending)| pending.checked.personal.full_name())
            .collect(),
        Err(_) => Vec::new(),
    };
    let mut rows = Vec::with_capacity(found.len());
    for found in &found {
        let account = account::store::find(&mut conn, &found.id).await?;
        let open = Action::link(
            shell.t("shell-open"),
            &found.name,
            format!("/office/assistance/people/{}", found.id),
        );
        rows.push(vec![
            Cell::text(&found.name),
            Cell::code(&found.code),
            Cell::text(&found.email),
            Cell::State(state_of(&shell, account.as_ref())),
            Cell::Actions(vec![open]),
        ]);
    }
    drop(conn);
    if !by.is_empty() {
        let mut tx = house.begin(&who).await?;
        let event =
            Event::new("identity.people-searched").with("by", by).with("found", rows.len().to_string());
        tx.journal(&Subject::new("assistance", "people"), event).await?;
        tx.commit().await?;
    }
    let heads = ["staff-name", "desk-code", "assistance-email", "security-state", "shell-actions"];
    let heads = heads.into_iter().map(|key| Head::new(shell.t(key))).collect();
    let table = Table::new(shell.t("desk-people-found"), heads).rows(rows);
    Ok(Page::ok(SearchPage { asked: !q.is_empty(), q, table, waiting, shell }))
}

/// What was looked for, by which of the three, and who was found.
async fn look(
    conn: &mut platform::Conn,
    q: &str,
    staff_too: bool,
) -> Result<(&'static str, Vec<Found>), Stop> {
    if let Ok(code) = PersonCode::parse(q) {
        return Ok((
            "person-code",
            people::by_code(conn, &code).await?.into_iter().map(Found::from).collect(),
        ));
    }
    if let Ok(email) = Email::parse(q) {
        return Ok(("email", people::by_email(conn, &email).await?.into_iter().map(Found::from).collect()));
    }
    let mut found: Vec<Found> = people::by_name(conn, q, 20).await?.into_iter().map(Found::from).collect();
    if staff_too
        && let Some(account) =
            account::store::by_login(conn, &normal(q)).await?.filter(|it| it.kind == Kind::Staff)
        && let Some(owner) = account::owner::of(conn, &account).await?
    {
        found.push(Found {
            id: account.id,
            name: owner.display_name,
            code: account.login,
            email: owner.email,
        });
    }
    Ok(("name", found))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    email: String,
}

/// New links for the registrations that wait at an address.
async fn resend(
    who: Officer<Assistance>,
    State(house): State<House>,
    form: Posted<Address>,
) -> Result<Go, Stop> {
    let email = Email::parse(&form.typed.email).map_err(|_| Stop::not_found())?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if registration::renew(&mut tx, &link::address_key(&house, &email)).await? == 0 {
        return Err(Problem::conflict("no-pending-registration").into());
    }
    tx.go(format!("/office/assistance/people?q={}&done=activation-resent", super::encoded(email.as_str())))
        .await
}
