//! What the desk does for an account: a link to a new password, the emergency code, disabling. Looking at a person's
//! record is told to the journal.

use askama::Template;
use axum::{extract::State, response::{IntoResponse, Response}};
use kernel::{Email, Event, Faults, Problem, text};
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{
        Desk, Go, Officer, Overseen, Page, Params, Posted, Routes, Scope, Shell, close_sessions,
        field::{Badge, Choice, Fact, Field, FieldFault, Tone},
    },
};
use serde::Deserialize;

use super::{Assistance, form::keep};
use crate::{
    account::{self, Account, Kind, Owner},
    factor::store as factors,
    link, recovery, registration,
    sign_in::pending,
};

/// An account and its owner, as the desk sees them.
pub struct Case {
    account: Account,
    owner: Owner,
    has_factor: bool,
}

type Who = Desk<Assistance, Case>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/office/assistance/people/{id}", show)
        .post("/office/assistance/people/{id}/recovery", recover)
        .post("/office/assistance/people/{id}/emergency", emergency)
        .post("/office/assistance/people/{id}/disable", disable)
        .post("/office/assistance/people/{id}/enable", enable)
        .post("/office/assistance/activation", resend)
}

impl Overseen for Case {
    const OBJECT: &'static str = "account";
    async fn load(house: &House, params: &Params, _: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let Some(account) = account::store::find(&mut conn, params.get("id")).await? else { return Ok(None) };
        let Some(owner) = account::owner::of(&mut conn, &account).await? else { return Ok(None) };
        let has_factor = factors::exists(&mut conn, &account.id).await?;
        Ok(Some(Case { account, owner, has_factor }))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    how: String,
    note: String,
}

#[derive(Template)]
#[template(path = "assistance/account.html")]
struct AccountPage {
    shell: Shell,
    base: String,
    facts: Vec<Fact>,
    has_factor: bool,
    disabled: bool,
    may_disable: bool,
    faults: Vec<FieldFault>,
    how: Field,
    note: Field,
}

/// How an identity can be checked; `desk-how-<code>` is its name.
const HOW: [&str; 3] = ["in-person", "video-call", "document"];

fn page(house: &House, who: &Who, typed: &Typed, faults: &Faults) -> AccountPage {
    let Case { account, owner, has_factor } = &who.it;
    let shell = Shell::titled(house, who, owner.display_name.clone())
        .crumb("menu-office-assistance", "/office/assistance")
        .crumb("desk-people", "/office/assistance/people")
        .crumb_titled(&owner.display_name, "");
    let state = match (&account.disabled_at, &account.activated_at) {
        (Some(_), _) => Badge::new(Tone::Danger, shell.t("staff-disabled")),
        (None, Some(_)) => Badge::new(Tone::Success, shell.t("staff-active")),
        (None, None) => Badge::new(Tone::Warning, shell.t("staff-waiting")),
    };
    let factor = shell.t(if *has_factor { "security-factor-on" } else { "security-factor-off" });
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let how = Field::new("how", shell.t("desk-how"))
        .choices(HOW.iter().map(|how| Choice::new(*how, shell.t(&format!("desk-how-{how}")))).collect())
        .value(&typed.how)
        .required()
        .fault(fault("how"));
    let note = Field::new("note", shell.t("desk-note"))
        .hint(shell.t("desk-note-hint"))
        .value(&typed.note)
        .required()
        .maxlength(500)
        .rows(3)
        .fault(fault("note"));
    AccountPage {
        base: format!("/office/assistance/people/{}", account.id),
        facts: vec![
            Fact::new(shell.t("desk-login"), &account.login),
            Fact::new(shell.t("recovery-email"), &owner.email),
            Fact::new(shell.t("staff-language"), owner.language.pick("Italiano", "English")),
            Fact::state(shell.t("security-state"), state),
            Fact::new(shell.t("second-factor-title"), factor),
        ],
        has_factor: *has_factor,
        disabled: account.disabled_at.is_some(),
        may_disable: account.kind == Kind::Person,
        faults: Field::summary_of(&[&how, &note]),
        how,
        note,
        shell,
    }
}

async fn show(who: Who, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let mut tx = house.begin(&who).await?;
    tx.journal(&subject(&who), Event::new("identity.account-seen").with("purpose", "assistance")).await?;
    tx.commit().await?;
    Ok(Page::ok(page(&house, &who, &Typed::default(), &Faults::new())))
}

fn subject(who: &Who) -> Subject {
    Subject::new("account", &who.it.account.id)
}

fn base(who: &Who, done: &str) -> String {
    format!("/office/assistance/people/{}?done={done}", who.it.account.id)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn recover(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    if who.it.account.disabled_at.is_some() {
        return Err(Problem::conflict("account-disabled").into());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    recovery::send_link(&mut tx, &who.it.account, &who.it.owner).await?;
    tx.go(base(&who, "recovery-sent")).await
}

#[derive(Template)]
#[template(path = "assistance/emergency.html")]
struct EmergencyPage {
    shell: Shell,
    code: String,
    back: String,
}

/// The emergency code, told to the officer once, to be told to the person whose identity was checked.
async fn emergency(who: Who, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let (typed, account) = (&form.typed, &who.it.account);
    let mut faults = Faults::new();
    if !HOW.contains(&typed.how.as_str()) {
        faults.add("how", if typed.how.is_empty() { "required" } else { "unknown-choice" });
    }
    let note = keep(&mut faults, "note", 500, text::paragraph(&typed.note, 500));
    let (Some(note), true) = (note, faults.is_empty()) else {
        return Ok(Page::again(page(&house, &who, typed, &faults)).into_response());
    };
    if !who.it.has_factor || account.disabled_at.is_some() {
        return Err(Problem::conflict("no-second-factor").into());
    }
    // Nobody vouches for themselves.
    if account.id == who.session.account_id {
        return Err(Problem::conflict("not-yourself").into());
    }
    let mut tx = house.begin_once(&who, form.once.clone()).await?;
    let check = format!("{}: {note}", typed.how);
    let code = factors::issue_emergency_code(&mut tx, &account.id, &who.session.account_id, &check).await?;
    let event = Event::new("identity.emergency-code-issued").with("check", typed.how.clone());
    tx.journal(&subject(&who), event).await?;
    let owner = &who.it.owner;
    let mail = Mail::new(&owner.email, owner.language, "emergency-code-issued")
        .with("name", &owner.display_name)
        .with("hours", factors::EMERGENCY_HOURS.to_string());
    tx.mail(mail.link("/assistance/deactivate-2fa").about(&subject(&who))).await?;
    tx.go(base(&who, "emergency-issued")).await?;
    let shell = Shell::new(&house, &who, "desk-emergency-title");
    let back = format!("/office/assistance/people/{}", account.id);
    Ok(Page::ok(EmergencyPage { shell, code, back }).into_response())
}

async fn disable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let account = &who.it.account;
    // Staff are the administrator's.
    if account.kind == Kind::Staff {
        return Err(Stop::forbidden());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    account::store::set_disabled(&mut tx, &account.id, true).await?;
    close_sessions(&mut tx, &account.id, None).await?;
    pending::end_all(&mut tx, &account.id).await?;
    link::void(&mut tx, link::Purpose::Recovery, &account.id).await?;
    tx.journal(&subject(&who), Event::new("identity.account-disabled")).await?;
    let owner = &who.it.owner;
    let mail = Mail::new(&owner.email, owner.language, "account-disabled").with("name", &owner.display_name);
    tx.mail(mail.link("/assistance").about(&subject(&who))).await?;
    tx.go(base(&who, "account-disabled")).await
}

async fn enable(who: Who, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    if who.it.account.kind == Kind::Staff {
        return Err(Stop::forbidden());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    account::store::set_disabled(&mut tx, &who.it.account.id, false).await?;
    tx.journal(&subject(&who), Event::new("identity.account-enabled")).await?;
    tx.go(base(&who, "account-enabled")).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    email: String,
}

async fn resend(who: Officer<Assistance>, State(house): State<House>, form: Posted<Address>) -> Result<Go, Stop> {
    let email = Email::parse(&form.typed.email).map_err(|code| {
        let mut faults = Faults::new();
        faults.add("email", code);
        Stop::from(faults)
    })?;
    let mut tx = house.begin_once(&who, form.once).await?;
    let key = link::address_key(&house, &email);
    registration::renew(&mut tx, &key).await?;
    tx.go("/office/assistance/people?done=activation-sent").await
}
