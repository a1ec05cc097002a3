//! New recovery codes, and taking the second factor away: both ask for password and code again.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{
        Go, Page, Posted, Routes, Shell, SignedIn, Standing,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use crate::{
    account::{self, Account, password},
    factor::{enrol::CodesPage, store},
    guard,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/security/recovery-codes", show_codes)
        .post("/security/recovery-codes", new_codes)
        .get("/security/second-factor/remove", show_remove)
        .post("/security/second-factor/remove", remove)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
    code: String,
}

#[derive(Template)]
#[template(path = "security/prove.html")]
struct ProvePage {
    shell: Shell,
    intro: String,
    action: &'static str,
    button: String,
    look: &'static str,
    faults: Vec<FieldFault>,
    password: Field,
    code: Field,
}

#[derive(Clone, Copy)]
enum What {
    Codes,
    Remove,
}

fn page(house: &House, who: &SignedIn, what: What, faults: &Faults) -> ProvePage {
    let (title, intro, action, look) = match what {
        What::Codes => {
            ("security-new-codes", "security-new-codes-text", "/security/recovery-codes", "primary")
        }
        What::Remove => (
            "security-factor-remove",
            "security-factor-remove-text",
            "/security/second-factor/remove",
            "danger",
        ),
    };
    let shell = Shell::new(house, who, title).crumb("menu-security", "/security").crumb(title, "");
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let password = Field::new("password", shell.t("security-current-password"))
        .required()
        .autocomplete("current-password")
        .fault(fault("password"));
    let code = Field::new("code", shell.t("enrol-current"))
        .hint(shell.t("enrol-current-hint"))
        .required()
        .autocomplete("one-time-code")
        .maxlength(20)
        .fault(fault("code"));
    ProvePage {
        intro: shell.t(intro),
        action,
        button: shell.t(title),
        look,
        faults: Field::summary_of(&[&password, &code]),
        password,
        code,
        shell,
    }
}

async fn own(house: &House, who: &SignedIn) -> Result<Option<Account>, Stop> {
    let mut conn = house.db().read().await?;
    if !store::exists(&mut conn, &who.session.account_id).await? {
        return Ok(None);
    }
    account::store::find(&mut conn, &who.session.account_id).await
}

async fn checked(house: &House, who: &SignedIn, account: &Account, typed: &Typed) -> Result<Faults, Stop> {
    let mut faults = Faults::new();
    if typed.code.trim().is_empty() {
        faults.add("code", "required");
    }
    if typed.password.is_empty() {
        faults.add("password", "required");
    } else {
        guard::check(house, who, guard::SIGN_IN)?;
        if !account::verify(house, &typed.password, Some(account)).await? {
            faults.add("password", "current-password-wrong");
        }
    }
    Ok(faults)
}

async fn show_codes(who: SignedIn, State(house): State<House>) -> Result<Response, Stop> {
    shown(&house, &who, What::Codes).await
}

async fn show_remove(who: SignedIn, State(house): State<House>) -> Result<Response, Stop> {
    shown(&house, &who, What::Remove).await
}

async fn shown(house: &House, who: &SignedIn, what: What) -> Result<Response, Stop> {
    match own(house, who).await? {
        Some(_) => Ok(Page::ok(page(house, who, what, &Faults::new())).into_response()),
        None => Ok(Go::to("/security").into_response()),
    }
}

async fn new_codes(who: SignedIn, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let Some(account) = own(&house, &who).await? else { return Ok(Go::to("/security").into_response()) };
    let mut faults = checked(&house, &who, &account, &form.typed).await?;
    if faults.is_empty() {
        let mut tx = house.begin_once(&who, form.once).await?;
        if super::proves(&mut tx, &account.id, &form.typed.code).await? {
            let codes = store::new_recovery_codes(&mut tx, &account.id).await?;
            let about = Subject::new("account", &account.id);
            tx.journal(&about, Event::new("identity.recovery-codes-made")).await?;
            tx.go("/security?done=recovery-codes-made").await?;
            let heading = who.voice(&house).say("done-recovery-codes-made");
            let shell = Shell::new(&house, &who, "codes-title");
            let page = CodesPage { shell, heading, codes, back: "/security".to_owned() };
            return Ok(Page::ok(page).into_response());
        }
        faults.add("code", "enrol-code-wrong");
    }
    Ok(Page::again(page(&house, &who, What::Codes, &faults)).into_response())
}

async fn remove(who: SignedIn, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    if who.session.standing == Standing::Staff {
        return Err(Stop::forbidden());
    }
    let Some(account) = own(&house, &who).await? else { return Ok(Go::to("/security").into_response()) };
    let mut faults = checked(&house, &who, &account, &form.typed).await?;
    if faults.is_empty() && form.typed.password.chars().count() < password::MIN_ALONE {
        // Good enough beside a second factor, too short alone.
        faults.add("password", "password-short-alone");
    }
    if faults.is_empty() {
        let mut tx = house.begin_once(&who, form.once).await?;
        if super::proves(&mut tx, &account.id, &form.typed.code).await? {
            store::remove(&mut tx, &account.id).await?;
            let about = Subject::new("account", &account.id);
            tx.journal(&about, Event::new("identity.second-factor-removed")).await?;
            if let Some(owner) = account::owner::of(tx.conn(), &account).await? {
                let mail = Mail::new(owner.email, owner.language, "second-factor-removed")
                    .with("name", owner.display_name);
                tx.mail(mail.link("/security").about(&about)).await?;
            }
            return Ok(tx.go("/security?done=second-factor-removed").await?.into_response());
        }
        faults.add("code", "enrol-code-wrong");
    }
    Ok(Page::again(page(&house, &who, What::Remove, &faults)).into_response())
}
