use askama::Template;
use axum::extract::State;
use kernel::PersonCode;
use people::Person;
use platform::{
    Conn, House, Stop,
    web::{
        Officer, Page, Queried, Shell,
        field::{Cell, Head, Table},
    },
};
use serde::Deserialize;

use super::{Records, covers};
use crate::{career::Career, pages::career::badge, store};

/// What was searched for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
}

#[derive(Template)]
#[template(path = "office/list.html")]
pub(super) struct ListPage {
    shell: Shell,
    q: String,
    table: Table,
}

/// `GET /office/careers`: by student number, person code, or surname and name.
pub(super) async fn list(
    who: Officer<Records>,
    State(house): State<House>,
    query: Queried<Search>,
) -> Result<Page<ListPage>, Stop> {
    let q = query.0.q.replace('\0', "").trim().to_owned();
    let mut conn = house.db().read().await?;
    let mut found = search(&mut conn, &q).await?;
    drop(conn);
    found.retain(|(career, _)| covers(&who.scope, career));
    let shell = Shell::new(&house, &who, "registry-office-title").crumb("registry-office-title", "");
    let heads = ["matricola", "person", "programme", "category", "status"]
        .map(|key| Head::new(shell.t(&format!("registry-career-{key}"))));
    let table = Table::new(shell.t("registry-office-caption"), heads.into());
    let table = table.rows(found.iter().map(|(career, name)| {
        vec![
            Cell::link(career.matricola.as_str(), format!("/office/careers/{}", career.id)),
            Cell::text(name),
            Cell::text(format!("{} ({})", career.title(shell.lang), career.year)),
            Cell::text(shell.t(&format!("registry-kind-{}", career.kind.code()))),
            Cell::State(badge(&shell, career.status)),
        ]
    }));
    Ok(Page::ok(ListPage { shell, q, table }))
}

/// Careers with the names of their people; nothing for an empty search.
async fn search(conn: &mut Conn, q: &str) -> Result<Vec<(Career, String)>, Stop> {
    let mut found = Vec::new();
    if q.is_empty() || q.len() > 200 {
        return Ok(found);
    }
    if let Some(career) = store::by_matricola(conn, q).await? {
        let person = people::find(conn, &career.person_id).await?;
        let name = person.as_ref().map_or_else(String::new, title);
        found.push((career, name));
        return Ok(found);
    }
    let people = match PersonCode::parse(q) {
        Ok(code) => people::by_code(conn, &code).await?.into_iter().collect(),
        Err(_) => people::by_name(conn, q, 20).await?,
    };
    for person in people {
        let name = title(&person);
        let careers = store::of_person(conn, &person.id).await?;
        found.extend(careers.into_iter().map(|career| (career, name.clone())));
    }
    Ok(found)
}

/// Name and person code.
pub(super) fn title(person: &Person) -> String {
    format!("{} ({})", person.full_name(), person.code)
}
