use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Faults, Language};
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{
        Officer, Page, Posted, Queried, Routes, Shell,
        field::{Badge, Cell, Choice, Field, FieldFault, Head, Table, Tone},
    },
};
use serde::Deserialize;

use super::{Administration, activation_path, form::StaffTyped, store};
use crate::account;

type Who = Officer<Administration>;

pub(super) fn routes() -> Routes {
    Routes::new().get("/office/staff", list).get("/office/staff/new", show_new).post("/office/staff/new", add)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
}

#[derive(Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    table: Table,
    empty: bool,
}

pub(super) fn state(shell: &Shell, member: &store::Member) -> Badge {
    match (&member.disabled_at, &member.activated_at) {
        (Some(_), _) => Badge::new(Tone::Danger, shell.t("staff-disabled")),
        (None, None) => Badge::new(Tone::Warning, shell.t("staff-waiting")),
        (None, Some(_)) => Badge::new(Tone::Success, shell.t("staff-active")),
    }
}

async fn list(
    who: Who,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let mut conn = house.db().read().await?;
    let members = store::list(&mut conn).await?;
    let wanted = kernel::text::fold(&query.q);
    let shell = Shell::new(&house, &who, "menu-office-staff").crumb("menu-office-staff", "");
    let heads = ["staff-name", "security-user-name", "staff-roles", "security-state", "shell-actions"];
    let mut rows = Vec::new();
    for member in &members {
        let text = kernel::text::fold(&format!("{} {} {}", member.name, member.login, member.email));
        if !text.contains(&wanted) {
            continue;
        }
        let grants = account::owner::grants(&mut conn, &member.id).await?;
        let mut roles: Vec<String> =
            grants.iter().map(|grant| shell.t(&format!("role-{}", grant.role.code()))).collect();
        roles.dedup();
        let href = format!("/office/staff/{}", member.id);
        rows.push(vec![
            Cell::text(&member.name),
            Cell::code(&member.login),
            Cell::text(roles.join(", ")),
            Cell::State(state(&shell, member)),
            Cell::Actions(vec![platform::web::field::Action::link(
                shell.t("shell-open"),
                &member.name,
                href,
            )]),
        ]);
    }
    drop(conn);
    let heads = heads.into_iter().map(|key| Head::new(shell.t(key))).collect();
    let (empty, caption) = (rows.is_empty(), shell.title.clone());
    Ok(Page::ok(ListPage { q: query.q, table: Table::new(caption, heads).rows(rows), empty, shell }))
}

#[derive(Template)]
#[template(path = "staff/new.html")]
struct NewPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    fields: Vec<Field>,
    language: Field,
}

fn new_page(house: &House, who: &Who, typed: &StaffTyped, faults: &Faults) -> NewPage {
    let shell = Shell::new(house, who, "staff-new")
        .crumb("menu-office-staff", "/office/staff")
        .crumb("staff-new", "");
    let field = |name: &str, key: &str, value: &str, max: u32| {
        Field::new(name, shell.t(key))
            .value(value)
            .required()
            .maxlength(max)
            .fault(faults.of(name).map(|fault| shell.voice().fault(fault)))
    };
    let fields = vec![
        field("name", "staff-given-name", &typed.name, 60),
        field("surname", "staff-surname", &typed.surname, 60),
        field("login", "security-user-name", &typed.login, 32).hint(shell.t("staff-login-hint")),
        field("email", "staff-email", &typed.email, 254).inputmode("email"),
    ];
    let language = Field::new("language", shell.t("staff-language"))
        .required()
        .choices(vec![Choice::new("it", "Italiano"), Choice::new("en", "English")])
        .value(if typed.language.is_empty() { "it" } else { &typed.language })
        .fault(faults.of("language").map(|fault| shell.voice().fault(fault)));
    let all: Vec<&Field> = fields.iter().chain([&language]).collect();
    NewPage { faults: Field::summary_of(&all), fields, language, shell }
}

async fn show_new(who: Who, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(new_page(&house, &who, &StaffTyped::default(), &Faults::new())))
}

async fn add(who: Who, State(house): State<House>, form: Posted<StaffTyped>) -> Result<Response, Stop> {
    let typed = form.typed;
    let new = match typed.check() {
        Ok(new) => new,
        Err(faults) => return Ok(Page::again(new_page(&house, &who, &typed, &faults)).into_response()),
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    let id = match store::insert(&mut tx, &new).await {
        Ok(id) => id,
        Err(stop) => {
            let faults = stop.faults()?;
            drop(tx);
            return Ok(Page::again(new_page(&house, &who, &typed, &faults)).into_response());
        }
    };
    send_activation(&mut tx, &id, new.email.as_str(), new.language, &format!("{} {}", new.name, new.surname))
        .await?;
    Ok(tx.go(format!("/office/staff/{id}?done=staff-added")).await?.into_response())
}

pub(super) async fn send_activation(
    tx: &mut platform::Tx,
    id: &str,
    email: &str,
    language: Language,
    name: &str,
) -> Result<(), Stop> {
    let path = activation_path(tx, id).await?;
    let days = tx.house().config().terms.activation_days.to_string();
    let mail =
        Mail::new(email, language, "staff-activation").with("name", name).with("days", days).link(path);
    tx.mail(mail.about(&Subject::new("account", id))).await
}
