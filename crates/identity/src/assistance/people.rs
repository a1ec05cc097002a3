//! Finding somebody at the desk: by person code, user name, e-mail address or name.

use askama::Template;
use axum::extract::State;
use kernel::{Email, PersonCode};
use platform::{
    Conn, House, Stop,
    web::{
        Officer, Page, Queried, Routes, Shell,
        field::{Action, Cell, Head, Table},
    },
};
use serde::Deserialize;
use sqlx::Row;

use super::Assistance;
use crate::{link, registration::pending_of, sign_in::attempt::normal};

pub(super) fn routes() -> Routes {
    Routes::new().get("/office/assistance/people", find)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
}

#[derive(Template)]
#[template(path = "assistance/people.html")]
struct PeoplePage {
    shell: Shell,
    q: String,
    asked: bool,
    empty: bool,
    table: Table,
    waiting: bool,
}

struct Found {
    id: String,
    name: String,
    login: String,
    email: String,
}

async fn find(
    who: Officer<Assistance>,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let q: String = query.q.trim().chars().take(254).collect();
    let mut conn = house.db().read().await?;
    let found = if q.is_empty() { Vec::new() } else { search(&mut conn, &q).await? };
    let waiting = match Email::parse(&q) {
        Ok(email) => !pending_of(&house, &mut conn, &link::address_key(&house, &email)).await?.is_empty(),
        Err(_) => false,
    };
    drop(conn);
    let shell = Shell::new(&house, &who, "desk-people")
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb("desk-people", "");
    let heads = ["staff-name", "desk-login", "recovery-email", "shell-actions"];
    let heads = heads.into_iter().map(|key| Head::new(shell.t(key))).collect();
    let rows = found.iter().map(|found| {
        vec![
            Cell::text(&found.name),
            Cell::code(&found.login),
            Cell::text(&found.email),
            Cell::Actions(vec![Action::link(
                shell.t("shell-open"),
                &found.name,
                format!("/office/assistance/people/{}", found.id),
            )]),
        ]
    });
    let table = Table::new(shell.title.clone(), heads).rows(rows);
    Ok(Page::ok(PeoplePage { asked: !q.is_empty(), empty: found.is_empty(), q, table, waiting, shell }))
}

async fn search(conn: &mut Conn, q: &str) -> Result<Vec<Found>, Stop> {
    let mut found = Vec::new();
    let people = if let Ok(code) = PersonCode::parse(q) {
        people::by_code(conn, &code).await?.into_iter().collect()
    } else if let Ok(email) = Email::parse(q) {
        people::by_email(conn, &email).await?
    } else {
        people::by_name(conn, q, 20).await?
    };
    found.extend(people.into_iter().map(|person| Found {
        name: person.full_name(),
        login: person.code.to_string(),
        email: person.email.to_string(),
        id: person.id,
    }));
    let rows = sqlx::query(
        "select a.id, a.login, s.name, s.surname, s.email from account a join staff_member s on s.account_id = a.id \
         where a.login = $1 or lower(s.email) = $2 order by a.login limit 20",
    )
    .bind(normal(q))
    .bind(q.to_lowercase())
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        let (name, surname): (String, String) = (row.try_get("name")?, row.try_get("surname")?);
        found.push(Found {
            id: row.try_get("id")?,
            name: format!("{name} {surname}"),
            login: row.try_get("login")?,
            email: row.try_get("email")?,
        });
    }
    Ok(found)
}
