//! The office's side of the catalogue: a list with every state, the form of an edition, and what is done with it. A
//! programme secretary sees and writes their own editions, and the new ones that they make ([`new`]).

mod form;
mod new;

pub use new::NewEditions;
pub(super) use new::{add, next_year, start};

use askama::Template;
use axum::extract::State as Extract;
use kernel::{Day, Faults, Lifecycle};
use platform::{
    House, Stop,
    journal::{self, Entry},
    web::{
        Desk, Duty, Go, Officer, Overseen, Page, Params, Posted, Queried, Role, Scope, Session, Shell,
        field::{Action as Link, Badge, Cell, Choice, Field, FieldFault, Head, Moment, Pager, Table, Tone},
    },
};
use serde::Deserialize;

use self::form::Form;
use super::{
    check::Typed,
    choose::{self, ListQuery},
    flow,
    model::{Programme, State, label},
    public::{standing, standing_of},
    rules::Action,
    search, store,
};
use crate::review::Admissions;

/// Looking after the catalogue, each within their programmes.
pub struct Catalogue;

impl Duty for Catalogue {
    const NAME: &'static str = "catalogue";
    const ROLES: &'static [Role] = &[Role::CentralSecretariat, Role::Administrator, Role::ProgrammeSecretary];
}

impl Overseen for Programme {
    const OBJECT: &'static str = "programme";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let id = params.get("id");
        if !scope.covers(id) {
            return Ok(None);
        }
        let mut conn = house.db().read().await?;
        store::find(&mut conn, id).await
    }
}

/// The list.
#[derive(Template)]
#[template(path = "programme/office/list.html")]
pub(super) struct ListPage {
    shell: Shell,
    q: String,
    state: Field,
    table: Table,
    pager: Pager,
    may_add: bool,
}

/// An edition: its form, its state, its history.
#[derive(Template)]
#[template(path = "programme/office/edit.html")]
pub(super) struct EditPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    form: Form,
    id: String,
    version: i64,
    standing: Badge,
    state_text: String,
    actions: Vec<(&'static str, String)>,
    next_year: Option<i64>,
    history: Vec<Moment>,
    /// Applications are for secretaries, not for administrators.
    assesses: bool,
}

/// The button of the state.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    action: String,
}

/// `GET /office/programmes`
pub(super) async fn list(
    who: Officer<Catalogue>,
    Extract(house): Extract<House>,
    query: Queried<ListQuery>,
) -> Result<Page<ListPage>, Stop> {
    let query = query.0;
    let state = query.state.parse::<State>().ok();
    let wanted =
        |entry: &search::Entry| who.scope.covers(&entry.id) && state.is_none_or(|state| entry.state == state);
    let mut conn = house.db().read().await?;
    let (entries, pager) =
        choose::page(&house, &mut conn, who.language, &query, "/office/programmes", wanted).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "office-programmes-title").crumb("office-programmes-title", "");
    let today = Day::from(house.clock().today());
    Ok(Page::ok(ListPage {
        table: table(&shell, entries, today),
        state: state_field(&shell, &query.state),
        q: query.q,
        pager,
        may_add: may_add(&who.session),
        shell,
    }))
}

fn may_add(session: &Session) -> bool {
    session.grants.iter().any(|grant| NewEditions::ROLES.contains(&grant.role))
}

fn state_field(shell: &Shell, state: &str) -> Field {
    let mut choices = vec![Choice::new("", shell.t("office-programmes-state-all"))];
    choices.extend(State::ALL.iter().map(|state| Choice::new(state.code(), shell.t(state.key()))));
    Field::new("state", shell.t("office-programmes-state")).choices(choices).value(state)
}

fn table(shell: &Shell, entries: Vec<search::Entry>, today: Day) -> Table {
    let heads = [
        "programme-list-id",
        "programme-list-title",
        "programme-kind",
        "office-programmes-window",
        "office-programmes-state",
        "shell-actions",
    ];
    let heads = heads.iter().map(|key| Head::new(shell.t(key))).collect();
    Table::new(shell.t("office-programmes-caption"), heads).rows(entries.into_iter().map(|entry| {
        let title = entry.title.of(shell.lang);
        let (tone, key) = standing_of(entry.state, entry.opens_on, entry.closes_on, today);
        let (from, to) = (entry.opens_on.to_string(), entry.closes_on.to_string());
        let edit =
            Link::link(shell.t("office-programmes-edit"), title, format!("/office/programmes/{}", entry.id));
        vec![
            Cell::code(label(entry.number, entry.year)),
            Cell::text(title),
            Cell::text(shell.t(entry.kind.key())),
            Cell::text(shell.t2("programme-window-days", "from", from, "to", to)),
            Cell::State(Badge::new(tone, shell.t(key))),
            Cell::Actions(vec![edit]),
        ]
    }))
}

/// `GET /office/programmes/{id}`
pub(super) async fn show(
    desk: Desk<Catalogue, Programme>,
    Extract(house): Extract<House>,
) -> Result<Page<EditPage>, Stop> {
    let typed = Typed::from(&desk.it.details);
    Ok(Page::ok(edit_page(&house, &desk, &desk.it, &typed, &Faults::new()).await?))
}

/// `POST /office/programmes/{id}`
pub(super) async fn save(
    desk: Desk<Catalogue, Programme>,
    Extract(house): Extract<House>,
    posted: Posted<Typed>,
) -> Result<Result<Go, Page<EditPage>>, Stop> {
    let saved = async {
        let mut tx = house.begin_once(&desk, posted.once.clone()).await?;
        // Read again under the lock: what the other window wrote is what the page says.
        let now = store::find(tx.conn(), &desk.it.id).await?.ok_or_else(Stop::not_found)?;
        if posted.version != Some(now.version) {
            return Err(Stop::from(stale(&now, &posted.typed)));
        }
        let details = posted.typed.check()?;
        let own = (now.details.number, now.details.year);
        if (details.number, details.year) != own {
            let mut faults = Faults::new();
            faults.add("number", "programme-number-changed");
            return Err(faults.into());
        }
        if details == now.details {
            // Nothing to tell the journal.
            return Ok(Go::to(format!("/office/programmes/{}?done=programme-saved", now.id)));
        }
        flow::change(&mut tx, &now.id, now.version, &details).await?;
        tx.go(format!("/office/programmes/{}?done=programme-saved", now.id)).await
    };
    match saved.await {
        Ok(go) => Ok(Ok(go)),
        Err(stop) => {
            let faults = stop.faults()?;
            let now = {
                let mut conn = house.db().read().await?;
                store::find(&mut conn, &desk.it.id).await?.ok_or_else(Stop::not_found)?
            };
            Ok(Err(Page::again(edit_page(&house, &desk, &now, &posted.typed, &faults).await?)))
        }
    }
}

/// Every field that now says something else than what was typed.
fn stale(now: &Programme, typed: &Typed) -> Faults {
    let mut faults = Faults::new();
    for ((field, stored), (_, typed)) in Typed::from(&now.details).named().into_iter().zip(typed.named()) {
        if stored.trim() != typed.trim().replace("\r\n", "\n") {
            faults.add_with(field, "stale", vec![("stored", stored)]);
        }
    }
    if faults.is_empty() {
        faults.add_with("number", "stale", vec![("stored", now.details.number.to_string())]);
    }
    faults
}

async fn edit_page(
    house: &House,
    desk: &Desk<Catalogue, Programme>,
    now: &Programme,
    typed: &Typed,
    faults: &Faults,
) -> Result<EditPage, Stop> {
    let mut conn = house.db().read().await?;
    let history = journal::of_subject(&mut conn, &flow::subject(&now.id)).await?;
    drop(conn);
    let shell = Shell::titled(house, desk, now.full_title(desk.language))
        .crumb("office-programmes-title", "/office/programmes")
        .crumb_titled(now.label(), "");
    let form = Form::new(&shell, typed, faults, true);
    let actions = Programme::actions(now.state, Role::CentralSecretariat);
    Ok(EditPage {
        faults: form.summary(),
        form,
        id: now.id.clone(),
        version: now.version,
        standing: standing(&shell, now, Day::from(house.clock().today())),
        state_text: format!("{}-text", now.state.key()),
        actions: actions
            .into_iter()
            .map(|action| (action.code(), shell.t(&format!("programme-action-{}", action.code()))))
            .collect(),
        next_year: may_add(&desk.session).then(|| i64::from(now.details.year).saturating_add(1)),
        history: history.iter().rev().map(|entry| moment(&shell, entry)).collect(),
        assesses: desk.session.grants.iter().any(|grant| Admissions::ROLES.contains(&grant.role)),
        shell,
    })
}

fn moment(shell: &Shell, entry: &Entry) -> Moment {
    let at = entry.at.to_zoned(platform::clock::rome());
    let when = format!("{} {:02}:{:02}", Day::from(at.date()), at.hour(), at.minute());
    Moment::new(Tone::Neutral, entry.at.to_string(), when, shell.t(&entry.text_key()))
}

/// `POST /office/programmes/{id}/state`
pub(super) async fn press(
    desk: Desk<Catalogue, Programme>,
    Extract(house): Extract<House>,
    posted: Posted<Pressed>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&desk, posted.once).await?;
    let now = store::find(tx.conn(), &desk.it.id).await?.ok_or_else(Stop::not_found)?;
    if posted.version != Some(now.version) {
        return Err(flow::CannotChange::Stale.into());
    }
    let action = Action::ALL.iter().find(|action| action.code() == posted.typed.action);
    let action = action.ok_or(flow::CannotChange::NotNow)?;
    let state = flow::step(&mut tx, &now, *action, role(&desk.session)).await?;
    let done = match (action, state) {
        (Action::Reopen, _) => "reopened",
        (_, State::Draft) => "unpublished",
        (_, State::Published) => "published",
        (_, State::Closed) => "closed",
    };
    tx.go(format!("/office/programmes/{}?done=programme-{done}", now.id)).await
}

/// In which of their roles an officer looks after the catalogue.
fn role(session: &Session) -> Role {
    let own = |role: &&Role| session.grants.iter().any(|grant| grant.role == **role);
    Catalogue::ROLES.iter().find(own).copied().unwrap_or(Role::ProgrammeSecretary)
}
