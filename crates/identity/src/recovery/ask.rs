use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::{Email, Event, Faults};
use platform::{
    House, Stop, Subject, Tx,
    mail::Mail,
    web::{
        Anyone, Page, Posted, Routes, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use crate::{
    account::{self, Account, Owner},
    guard,
    link::{self, Purpose},
    sign_in::attempt::normal,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/assistance/recovery", show)
        .post("/assistance/recovery/code", ask_code)
        .post("/assistance/recovery/password", ask_password)
        .get("/assistance/recovery/sent", sent)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    login: String,
}

#[derive(Template)]
#[template(path = "recovery/recovery.html")]
struct RecoveryPage {
    shell: Shell,
    hours: i64,
    faults: Vec<FieldFault>,
    email: Field,
    login: Field,
}

fn page(house: &House, who: &Anyone, typed: &Typed, faults: &Faults) -> RecoveryPage {
    let short = &house.config().institution.short_name;
    let voice = who.voice(house);
    let title = voice.with("recovery-title", &[("institution", short.into())]);
    let shell = Shell::titled(house, who, title.clone())
        .crumb("menu-assistance", "/assistance")
        .crumb_titled(title, "");
    let fault = |name: &str| faults.of(name).map(|fault| voice.fault(fault));
    let email = Field::new("email", voice.say("recovery-email"))
        .value(&typed.email)
        .required()
        .autocomplete("email")
        .maxlength(254)
        .fault(fault("email"));
    let login = Field::new("login", voice.say("sign-in-person-code"))
        .hint(voice.say("recovery-code-hint"))
        .value(&typed.login)
        .required()
        .autocomplete("username")
        .maxlength(64)
        .fault(fault("login"));
    RecoveryPage {
        hours: house.config().terms.recovery_hours,
        faults: Field::summary_of(&[&email, &login]),
        email,
        login,
        shell,
    }
}

async fn show(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    Page::ok(page(&house, &who, &Typed::default(), &Faults::new()))
}

#[derive(Template)]
#[template(path = "recovery/sent.html")]
struct SentPage {
    shell: Shell,
    hours: i64,
}

async fn sent(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    let shell = Shell::new(&house, &who, "recovery-sent-title")
        .crumb("menu-assistance", "/assistance")
        .crumb("recovery-sent-title", "");
    Page::ok(SentPage { shell, hours: house.config().terms.recovery_hours })
}

/// The person codes that belong to an address, sent to it.
async fn ask_code(who: Anyone, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let email = match Email::parse(&form.typed.email) {
        Ok(email) => email,
        Err(code) => return Ok(again(&house, &who, &form.typed, "email", code)),
    };
    guard::check(&house, &who, guard::RECOVERY)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    let people = people::by_email(tx.conn(), &email).await?;
    let key = link::address_key(&house, &email);
    if link::may_send(&mut tx, "person-code", &key).await? {
        for person in people {
            let about = Subject::new("account", &person.id);
            let mail = Mail::new(person.email.as_str(), person.language, "person-code")
                .with("name", person.full_name())
                .with("code", person.code.to_string());
            tx.mail(mail.link("/assistance/recovery").about(&about)).await?;
            tx.journal(&about, Event::new("identity.person-code-sent")).await?;
        }
    }
    tx.journal(&Subject::new("recovery", "code"), Event::new("identity.recovery-asked")).await?;
    Ok(tx.go("/assistance/recovery/sent").await?.into_response())
}

/// A link to a new password, sent to the address of the account.
async fn ask_password(
    who: Anyone,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let login = normal(&form.typed.login);
    if login.is_empty() {
        return Ok(again(&house, &who, &form.typed, "login", "required"));
    }
    guard::check(&house, &who, guard::RECOVERY)?;
    let mut tx = house.begin_once(&who, form.once).await?;
    if let Some((account, owner)) = target(&mut tx, &login).await? {
        let key = house.keys().mac("identity-login", &account.login);
        if account.disabled_at.is_none() && link::may_send(&mut tx, "recovery", &key).await? {
            send_link(&mut tx, &account, &owner).await?;
        }
    }
    tx.journal(&Subject::new("recovery", "password"), Event::new("identity.recovery-asked")).await?;
    Ok(tx.go("/assistance/recovery/sent").await?.into_response())
}

/// The account that was meant. A person whom the university knows without an account gets one, without a password.
async fn target(tx: &mut Tx, login: &str) -> Result<Option<(Account, Owner)>, Stop> {
    let account = match account::store::by_login(tx.conn(), login).await? {
        Some(account) => Some(account),
        None => adopt(tx, login).await?,
    };
    let Some(account) = account else { return Ok(None) };
    Ok(account::owner::of(tx.conn(), &account).await?.map(|owner| (account, owner)))
}

async fn adopt(tx: &mut Tx, login: &str) -> Result<Option<Account>, Stop> {
    let Ok(code) = kernel::PersonCode::parse(login) else { return Ok(None) };
    let Some(person) = people::by_code(tx.conn(), &code).await? else { return Ok(None) };
    account::store::insert(tx, &person.id, account::Kind::Person, login, None).await?;
    tx.journal(&Subject::new("account", &person.id), Event::new("identity.account-made")).await?;
    account::store::find(tx.conn(), &person.id).await
}

/// Sends a link to a new password in place of earlier ones.
///
/// # Errors
/// When the database fails.
pub(crate) async fn send_link(tx: &mut Tx, account: &Account, owner: &Owner) -> Result<(), Stop> {
    let hours = tx.house().config().terms.recovery_hours;
    link::void(tx, Purpose::Recovery, &account.id).await?;
    let token = link::make(tx, Purpose::Recovery, &account.id, SignedDuration::from_hours(hours)).await?;
    let about = Subject::new("account", &account.id);
    let mail = Mail::new(&owner.email, owner.language, "recovery")
        .with("name", &owner.display_name)
        .with("hours", hours.to_string())
        .link(format!("/assistance/recovery/password/{token}"))
        .about(&about);
    tx.mail(mail).await?;
    tx.journal(&about, Event::new("identity.recovery-link-sent")).await
}

fn again(house: &House, who: &Anyone, typed: &Typed, field: &'static str, code: &'static str) -> Response {
    let mut faults = Faults::new();
    faults.add(field, code);
    Page::again(page(house, who, typed, &faults)).into_response()
}
