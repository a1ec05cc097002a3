use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop, Voice,
    clock::instant,
    web::{
        Officer, Page, Queried, Shell,
        field::{Cell, Choice, Field, Head, Table},
    },
};

use super::{full, offered};
use crate::{
    admission::{
        list::{self, Typed},
        look::{badge, when},
        rules::State as At,
        store::Admission,
    },
    review::{
        Admissions,
        queue::store::{Named, programmes},
    },
};

#[derive(Template)]
#[template(path = "admission/office/list.html")]
pub struct ListPage {
    shell: Shell,
    q: Field,
    programme: Field,
    state: Field,
    table: Table,
    first: Option<String>,
    next: Option<String>,
}

/// "/office/admissions": the newest first.
pub async fn show(
    who: Officer<Admissions>,
    State(house): State<House>,
    Queried(typed): Queried<Typed>,
) -> Result<Page<ListPage>, Stop> {
    let mut conn = house.db().read().await?;
    let (rows, next) = list::page(&mut conn, &typed, &who.scope).await?;
    let choices = offered(&mut conn, &who.scope).await?;
    let mut shown: Vec<String> = rows.iter().map(|row| row.programme_id.clone()).collect();
    shown.sort();
    shown.dedup();
    let titles = programmes(&mut conn, &shown).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "admissions-title").crumb("admissions-title", "");
    let voice = shell.voice().clone();
    let mut of = vec![Choice::new("", voice.say("review-queue-every-programme"))];
    of.extend(choices.iter().map(|named| Choice::new(&named.id, full(shell.lang, named))));
    let mut states = vec![Choice::new("", voice.say("review-queue-all"))];
    states.extend(
        At::ALL
            .into_iter()
            .map(|at| Choice::new(at.code(), voice.say(&format!("admission-state-{}", at.code())))),
    );
    Ok(Page::ok(ListPage {
        q: Field::new("q", voice.say("admissions-q")).value(&typed.q).maxlength(100),
        programme: Field::new("programme", voice.say("review-queue-programme"))
            .choices(of)
            .value(&typed.programme),
        state: Field::new("state", voice.say("review-queue-status")).choices(states).value(&typed.state),
        table: table(&voice, &rows, &titles),
        first: (!typed.after.is_empty()).then(|| typed.href()),
        next: next.map(|after| format!("{}&after={after}", typed.href())),
        shell,
    }))
}

fn table(voice: &Voice, rows: &[Admission], titles: &[Named]) -> Table {
    let heads = [
        "review-col-status",
        "review-col-name",
        "review-col-code",
        "review-col-programme",
        "admission-opened-on",
        "application-matricola",
    ]
    .map(|key| Head::new(voice.say(key)));
    let title = |id: &str| {
        let named = titles.iter().find(|named| named.id == id);
        named.map(|named| full(voice.language, named)).unwrap_or_default()
    };
    let rows = rows.iter().map(|row| {
        vec![
            Cell::State(badge(voice, row.state)),
            Cell::link(&row.person_name, row.office_path()),
            Cell::code(&row.person_code),
            Cell::text(title(&row.programme_id)),
            Cell::text(when(instant(&row.opened_at))),
            Cell::code(row.matricola.clone().unwrap_or_else(|| "–".to_owned())),
        ]
    });
    Table::new(voice.say("admissions-caption"), heads.into()).rows(rows)
}
