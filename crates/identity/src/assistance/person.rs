//! A person as the desk sees them: account, second factor, sessions, what happened, and what the desk can do. Each look
//! is told in the journal.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Problem};
use platform::{
    House, Stop, Subject, Tx,
    clock::instant,
    journal,
    mail::Mail,
    web::{
        Desk, Go, Overseen, Page, Params, Posted, Routes, Scope, Shell, close_sessions,
        field::{Badge, Cell, Fact, Field, FieldFault, Head, Moment, Table, Tone},
        sessions_of,
    },
};
use serde::Deserialize;

use super::{
    Assistance,
    desk::moment,
    emergency::{self, CheckTyped, Issued},
    search::sees_staff,
};
use crate::{
    account::{self, Account, Kind, Owner},
    factor, link, recovery,
    security::when,
    sign_in::pending,
};

pub(super) type Who = Desk<Assistance, Target>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/office/assistance/people/{id}", show)
        .post("/office/assistance/people/{id}/recovery", send_recovery)
        .post("/office/assistance/people/{id}/disable", disable)
        .post("/office/assistance/people/{id}/enable", enable)
}

/// A person with or without an account, or a member of staff.
#[derive(Clone, Debug)]
pub struct Target {
    /// Of the person and of the account.
    pub id: String,
    /// Name and surname.
    pub name: String,
    /// Person code or user name.
    pub code: String,
    /// Address.
    pub email: String,
    /// The account.
    pub account: Option<(Account, Owner)>,
    staff: bool,
}

impl Overseen for Target {
    const OBJECT: &'static str = "account";
    async fn load(house: &House, params: &Params, _: &Scope) -> Result<Option<Self>, Stop> {
        let (id, mut conn) = (params.get("id"), house.db().read().await?);
        let account = match account::store::find(&mut conn, id).await? {
            Some(account) => account::owner::of(&mut conn, &account).await?.map(|owner| (account, owner)),
            None => None,
        };
        if let Some((account, owner)) = account {
            let (name, code) = (owner.display_name.clone(), account.login.clone());
            let (email, staff) = (owner.email.clone(), account.kind == Kind::Staff);
            return Ok(Some(Target {
                id: id.to_owned(),
                name,
                code,
                email,
                account: Some((account, owner)),
                staff,
            }));
        }
        Ok(people::find(&mut conn, id).await?.map(|person| Target {
            id: id.to_owned(),
            name: person.full_name(),
            code: person.code.to_string(),
            email: person.email.to_string(),
            account: None,
            staff: false,
        }))
    }
}

/// The target, unless it is a member of staff and the officer no administrator: then it is as absent as any other.
pub(super) fn seen(who: &Who) -> Result<&Target, Stop> {
    if who.it.staff && !sees_staff(&who.session) { Err(Stop::not_found()) } else { Ok(&who.it) }
}

/// The account of the target, when the officer may change it: their own is for another officer.
pub(super) fn changeable(who: &Who) -> Result<&(Account, Owner), Stop> {
    let target = seen(who)?;
    if target.id == who.session.account_id {
        return Err(Problem::conflict("not-yourself").into());
    }
    target.account.as_ref().ok_or_else(Stop::not_found)
}

pub(super) fn path(id: &str) -> String {
    format!("/office/assistance/people/{id}")
}

/// The state of an account in words.
pub(super) fn state_of(shell: &Shell, account: Option<&Account>) -> Badge {
    match account {
        None => Badge::new(Tone::Neutral, shell.t("desk-no-account")),
        Some(account) if account.disabled_at.is_some() => Badge::new(Tone::Danger, shell.t("staff-disabled")),
        Some(account) if account.activated_at.is_none() => {
            Badge::new(Tone::Warning, shell.t("desk-no-password"))
        }
        Some(_) => Badge::new(Tone::Success, shell.t("staff-active")),
    }
}

#[derive(Template)]
#[template(path = "assistance/person.html")]
struct PersonPage {
    shell: Shell,
    base: String,
    facts: Vec<Fact>,
    has_account: bool,
    disabled: bool,
    may_change: bool,
    has_factor: bool,
    faults: Vec<FieldFault>,
    how: Field,
    check: Field,
    codes: Table,
    sessions: Vec<String>,
    history: Vec<Moment>,
}

/// The page, with what was typed for an emergency code.
pub(super) async fn page(
    house: &House,
    who: &Who,
    typed: &CheckTyped,
    faults: &Faults,
) -> Result<impl Template + use<>, Stop> {
    let target = seen(who)?;
    let shell = Shell::titled(house, who, target.name.clone())
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb("desk-people", "/office/assistance/people")
        .crumb_titled(&target.name, "");
    let mut conn = house.db().read().await?;
    let factor = factor::store::find(house, &mut conn, &target.id).await?;
    let left = factor::store::recovery_codes_left(&mut conn, &target.id).await?;
    let sessions = sessions_of(&mut conn, &target.id).await?;
    let issued = emergency::issued(&mut conn, &target.id).await?;
    let history =
        journal::newest(&mut conn, Subject::new("account", &target.id).as_str(), "", "", 40).await?;
    drop(conn);
    let account = target.account.as_ref().map(|(account, _)| account);
    let mut facts = vec![
        Fact::new(shell.t("security-name"), &target.name),
        Fact::new(shell.t("desk-code"), &target.code),
        Fact::new(shell.t("assistance-email"), &target.email),
        Fact::state(shell.t("desk-account"), state_of(&shell, account)),
    ];
    let (tone, text) = if factor.is_some() {
        (Tone::Success, "security-factor-on")
    } else {
        (Tone::Neutral, "security-factor-off")
    };
    facts.push(Fact::state(shell.t("second-factor-title"), Badge::new(tone, shell.t(text))));
    if let Some(factor) = &factor {
        facts.push(Fact::new(shell.t("security-factor-since"), when(instant(&factor.enrolled_at))));
        facts.push(Fact::new(shell.t("security-codes-left"), left.to_string()));
    }
    let (how, check) = typed.fields(&shell, faults);
    Ok(PersonPage {
        base: path(&target.id),
        facts,
        has_account: account.is_some(),
        disabled: account.is_some_and(|account| account.disabled_at.is_some()),
        may_change: target.id != who.session.account_id,
        has_factor: factor.is_some(),
        faults: Field::summary_of(&[&how, &check]),
        how,
        check,
        codes: codes(&shell, house, &issued),
        sessions: sessions
            .iter()
            .take(10)
            .map(|open| {
                let (started, seen) = (when(open.started_at), when(open.seen_at));
                shell.t2("security-session", "started", started, "seen", seen)
            })
            .collect(),
        history: history.iter().filter_map(|entry| moment(&shell, entry)).take(15).collect(),
        shell,
    })
}

/// The emergency codes that were issued, without the codes.
fn codes(shell: &Shell, house: &House, issued: &[Issued]) -> Table {
    let heads = ["desk-issued", "desk-expires", "desk-check-how", "desk-check-text", "security-state"];
    let now = platform::clock::stamp(house.clock().now());
    let rows = issued.iter().map(|code| {
        let (tone, text) = match &code.used_at {
            Some(_) => (Tone::Info, "desk-code-used"),
            None if code.expires_at <= now => (Tone::Neutral, "desk-code-expired"),
            None => (Tone::Warning, "desk-code-waiting"),
        };
        vec![
            Cell::text(when(instant(&code.issued_at))),
            Cell::text(when(instant(&code.expires_at))),
            Cell::text(shell.t(&format!("desk-check-{}", code.how))),
            Cell::text(&code.check),
            Cell::State(Badge::new(tone, shell.t(text))),
        ]
    });
    Table::new(shell.t("desk-codes"), heads.into_iter().map(|key| Head::new(shell.t(key))).collect())
        .rows(rows)
}

async fn show(who: Who, State(house): State<House>) -> Result<Response, Stop> {
    let page = page(&house, &who, &CheckTyped::default(), &Faults::new()).await?;
    let mut tx = house.begin(&who).await?;
    tx.journal(&Subject::new("account", &who.it.id), Event::new("identity.account-looked-at")).await?;
    tx.commit().await?;
    Ok(Page::ok(page).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

/// A link to a new password, to the address that is known: the desk never sees it.
async fn send_recovery(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let (account, owner) = changeable(&who)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if account.disabled_at.is_some() {
        return Err(Problem::conflict("account-disabled").into());
    }
    recovery::send_link(&mut tx, account, owner).await?;
    tx.go(format!("{}?done=recovery-sent", path(&account.id))).await
}

async fn disable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let (account, owner) = changeable(&who)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if account::store::set_disabled(&mut tx, &account.id, true).await? {
        close_sessions(&mut tx, &account.id, None).await?;
        pending::end_all(&mut tx, &account.id).await?;
        link::void(&mut tx, link::Purpose::Recovery, &account.id).await?;
        emergency::void(&mut tx, &account.id).await?;
        notify(&mut tx, &account.id, owner, "account-disabled").await?;
    }
    tx.journal(&Subject::new("account", &account.id), Event::new("identity.account-disabled")).await?;
    tx.go(format!("{}?done=account-disabled", path(&account.id))).await
}

async fn enable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let (account, owner) = changeable(&who)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if account::store::set_disabled(&mut tx, &account.id, false).await? {
        notify(&mut tx, &account.id, owner, "account-enabled").await?;
    }
    tx.journal(&Subject::new("account", &account.id), Event::new("identity.account-enabled")).await?;
    tx.go(format!("{}?done=account-enabled", path(&account.id))).await
}

/// Tells the owner of an account what the desk did.
pub(super) async fn notify(tx: &mut Tx, id: &str, owner: &Owner, key: &str) -> Result<(), Stop> {
    let mail = Mail::new(&owner.email, owner.language, key).with("name", &owner.display_name);
    tx.mail(mail.link("/assistance").about(&Subject::new("account", id))).await
}
