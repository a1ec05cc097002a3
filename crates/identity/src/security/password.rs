use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject, Tx,
    mail::Mail,
    web::{
        Page, Posted, Routes, Shell, SignedIn, close_sessions,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use crate::{
    account::{self, Account, Owner, password},
    factor, link,
    sign_in::{lock, pending},
};

pub(super) fn routes() -> Routes {
    Routes::new().get("/security/password", show).post("/security/password", change)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    current: String,
    password: String,
    password_again: String,
}

#[derive(Template)]
#[template(path = "security/password.html")]
struct PasswordPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    current: Field,
    password: Field,
    password_again: Field,
}

/// The two fields of a new password, with its rules before the first.
pub(crate) fn new_password_fields(shell: &Shell, faults: &Faults, second_factor: bool) -> (Field, Field) {
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let least = i64::try_from(password::minimum(second_factor)).unwrap_or(15);
    let first = Field::new("password", shell.t("password-new"))
        .hint(shell.t1("password-rules", "least", least))
        .required()
        .autocomplete("new-password")
        .maxlength(128)
        .fault(fault("password"));
    let second = Field::new("password_again", shell.t("password-again"))
        .required()
        .autocomplete("new-password")
        .maxlength(128)
        .fault(fault("password_again"));
    (first, second)
}

fn page(house: &House, who: &SignedIn, faults: &Faults, second_factor: bool) -> PasswordPage {
    let shell = Shell::new(house, who, "security-change-password")
        .crumb("menu-security", "/security")
        .crumb("security-change-password", "");
    let (password, password_again) = new_password_fields(&shell, faults, second_factor);
    let current = Field::new("current", shell.t("security-current-password"))
        .required()
        .autocomplete("current-password")
        .fault(faults.of("current").map(|fault| shell.voice().fault(fault)));
    PasswordPage {
        faults: Field::summary_of(&[&current, &password, &password_again]),
        shell,
        current,
        password,
        password_again,
    }
}

async fn load(house: &House, who: &SignedIn) -> Result<(Account, Owner, bool), Stop> {
    let mut conn = house.db().read().await?;
    let account =
        account::store::find(&mut conn, &who.session.account_id).await?.ok_or_else(Stop::not_found)?;
    let owner = account::owner::of(&mut conn, &account).await?.ok_or_else(Stop::not_found)?;
    let factor = factor::store::exists(&mut conn, &account.id).await?;
    Ok((account, owner, factor))
}

async fn show(who: SignedIn, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let (_, _, factor) = load(&house, &who).await?;
    Ok(Page::ok(page(&house, &who, &Faults::new(), factor)))
}

async fn change(who: SignedIn, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let (account, owner, factor) = load(&house, &who).await?;
    let typed = form.typed;
    let mut faults = Faults::new();
    if typed.current.is_empty() {
        faults.add("current", "required");
    } else {
        crate::guard::check(&house, &who, crate::guard::SIGN_IN)?;
        if !account::verify(&house, &typed.current, Some(&account)).await? {
            faults.add("current", "current-password-wrong");
        }
    }
    let verdict =
        account::judge(&house, &typed.password, &typed.password_again, factor, owner.words.clone()).await?;
    if let Some((field, code)) = verdict {
        faults.add(field, code);
    }
    if !faults.is_empty() {
        return Ok(Page::again(page(&house, &who, &faults, factor)).into_response());
    }
    let hash = account::hash(&house, &typed.password).await?;
    let mut tx = house.begin_once(&who, form.once).await?;
    replace_password(&mut tx, &account, &owner, &hash).await?;
    let go = tx.go("/sign-in?done=password-changed").await?;
    Ok(go.cookie(platform::web::session_cookie(house.config(), "", false)).into_response())
}

/// Sets a new password and makes everything void that the old one opened; tells the owner.
///
/// # Errors
/// When the database fails.
pub(crate) async fn replace_password(
    tx: &mut Tx,
    account: &Account,
    owner: &Owner,
    hash: &str,
) -> Result<(), Stop> {
    account::store::set_password(tx, &account.id, hash).await?;
    close_sessions(tx, &account.id, None).await?;
    pending::end_all(tx, &account.id).await?;
    link::void(tx, link::Purpose::Recovery, &account.id).await?;
    link::void(tx, link::Purpose::StaffActivation, &account.id).await?;
    lock::forget_devices(tx, &account.id).await?;
    let key = tx.house().keys().mac("identity-login", &account.login);
    lock::forget(tx, &key).await?;
    let about = Subject::new("account", &account.id);
    tx.journal(&about, Event::new("identity.password-changed")).await?;
    let mail = Mail::new(&owner.email, owner.language, "password-changed").with("name", &owner.display_name);
    tx.mail(mail.link("/security").about(&about)).await
}
