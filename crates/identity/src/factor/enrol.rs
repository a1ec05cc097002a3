//! Setting up the second factor: a QR code and the same secret in letters, the first code as proof, then recovery
//! codes that are shown once. The secret travels encrypted in the form until the proof succeeds, so that the back
//! button and a second window always show a page that works.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{
        Anyone, Go, Page, Posted, Routes, Shell, close_session,
        field::{Field, FieldFault},
        language_cookie, session_cookie,
    },
};
use serde::Deserialize;

use super::{store, totp};
use crate::{
    account::{self, Account},
    cookie::{DEVICE, PENDING},
    sealed,
    sign_in::{
        attempt::enter,
        pending::{self, Pending, Stage},
    },
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/security/second-factor", show).post("/security/second-factor", enrol)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    secret: String,
    code: String,
    password: String,
    current: String,
}

/// Who enrols: somebody signed in, or somebody whose sign-in waits for nothing else.
struct Enroller {
    account: Account,
    waiting: Option<Pending>,
    /// There is a second factor already, which the person has: it is asked for.
    replaces: bool,
}

impl Enroller {
    async fn find(house: &House, who: &Anyone, headers: &HeaderMap) -> Result<Self, Stop> {
        let mut conn = house.db().read().await?;
        let waiting = match PENDING.digest(house.config(), headers) {
            Some(digest) if who.session.is_none() => {
                pending::find(house, &mut conn, &digest, Stage::Enrol).await?
            }
            _ => None,
        };
        let id = match (&who.session, &waiting) {
            (Some(session), _) => &session.account_id,
            (None, Some(waiting)) => &waiting.account_id,
            (None, None) => return Err(Stop::SignIn),
        };
        let account = account::store::find(&mut conn, id).await?.ok_or_else(Stop::not_found)?;
        // A session in which the factor was not given belongs to somebody who has none.
        let replaces = waiting.is_none() && store::exists(&mut conn, id).await?;
        Ok(Self { account, waiting, replaces })
    }
}

#[derive(Template)]
#[template(path = "factor/enrol.html")]
struct EnrolPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    replaces: bool,
    asks_password: bool,
    mandatory: bool,
    sealed: String,
    secret: String,
    side: usize,
    path: String,
    code: Field,
    password: Field,
    current: Field,
}

#[derive(Template)]
#[template(path = "factor/codes.html")]
pub(crate) struct CodesPage {
    pub shell: Shell,
    pub heading: String,
    pub codes: Vec<String>,
    pub back: String,
}

fn page(
    house: &House,
    who: &Anyone,
    enroller: &Enroller,
    secret: &str,
    faults: &Faults,
) -> Result<EnrolPage, Stop> {
    let account = &enroller.account;
    let voice = who.voice(house);
    let issuer = house.config().institution.name(who.language);
    let url =
        totp::url(secret, issuer, &account.login).ok_or_else(|| Stop::broken("no address for a secret"))?;
    let qr = totp::qr(&url).map_err(|_| Stop::broken("no QR code for a secret"))?;
    let fault = |name: &str| faults.of(name).map(|fault| voice.fault(fault));
    let code = Field::new("code", voice.say("enrol-code"))
        .hint(voice.say("enrol-code-hint"))
        .required()
        .autocomplete("one-time-code")
        .inputmode("numeric")
        .maxlength(10)
        .fault(fault("code"));
    let password = Field::new("password", voice.say("security-current-password"))
        .required()
        .autocomplete("current-password")
        .fault(fault("password"));
    let current = Field::new("current", voice.say("enrol-current"))
        .hint(voice.say("enrol-current-hint"))
        .required()
        .maxlength(20)
        .fault(fault("current"));
    let mut shell = Shell::new(house, who, "enrol-title");
    if who.session.is_some() {
        shell = shell.crumb("menu-security", "/security");
    }
    Ok(EnrolPage {
        shell: shell.crumb("enrol-title", ""),
        faults: Field::summary_of(&[&code, &password, &current]),
        replaces: enroller.replaces,
        asks_password: enroller.waiting.is_none(),
        mandatory: account.factor_required || enroller.waiting.is_some(),
        sealed: sealed::seal(house, "enrol", &account.id, secret)?,
        secret: totp::grouped(secret),
        side: qr.side,
        path: qr.path,
        code,
        password,
        current,
    })
}

async fn show(
    who: Anyone,
    State(house): State<House>,
    headers: HeaderMap,
) -> Result<Page<impl Template>, Stop> {
    let enroller = Enroller::find(&house, &who, &headers).await?;
    let secret = totp::new_secret(house.dice());
    Ok(Page::ok(page(&house, &who, &enroller, &secret, &Faults::new())?))
}

async fn enrol(
    who: Anyone,
    State(house): State<House>,
    headers: HeaderMap,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let enroller = Enroller::find(&house, &who, &headers).await?;
    let (account, typed) = (&enroller.account, &form.typed);
    let Some(secret) = sealed::open(&house, "enrol", &account.id, &typed.secret) else {
        return Ok(Go::to("/security/second-factor").into_response());
    };
    crate::guard::check(&house, &who, crate::guard::SIGN_IN)?;
    let mut faults = Faults::new();
    let step = totp::matched_step(&secret, &typed.code, house.clock().now());
    if step.is_none() {
        faults.add("code", if typed.code.trim().is_empty() { "required" } else { "enrol-code-wrong" });
    }
    if enroller.waiting.is_none() && !account::verify(&house, &typed.password, Some(account)).await? {
        faults.add("password", if typed.password.is_empty() { "required" } else { "current-password-wrong" });
    }
    if enroller.replaces && typed.current.trim().is_empty() {
        faults.add("current", "required");
    }
    let (Some(step), true) = (step, faults.is_empty()) else {
        return Ok(Page::again(page(&house, &who, &enroller, &secret, &faults)?).into_response());
    };

    let mut tx = house.begin_once(&who, form.once).await?;
    if enroller.replaces && !crate::security::proves(&mut tx, &account.id, &typed.current).await? {
        drop(tx);
        faults.add("current", "enrol-code-wrong");
        return Ok(Page::again(page(&house, &who, &enroller, &secret, &faults)?).into_response());
    }
    let stay_connected = match (&enroller.waiting, &who.session) {
        (Some(waiting), _) => {
            if !pending::end(&mut tx, &waiting.token_hash).await? {
                return Err(Stop::SignIn);
            }
            waiting.stay_connected
        }
        (None, Some(session)) => {
            close_session(&mut tx, &session.token_hash).await?;
            false
        }
        (None, None) => return Err(Stop::SignIn),
    };
    store::enrol(&mut tx, &account.id, &secret, step).await?;
    let codes = store::new_recovery_codes(&mut tx, &account.id).await?;
    let about = Subject::new("account", &account.id);
    tx.journal(&about, Event::new("identity.second-factor-enrolled")).await?;
    let back = enroller.waiting.as_ref().map_or("/security", |waiting| waiting.back.as_str()).to_owned();
    // The session's identifier changes with what it may do.
    let entered =
        enter(&mut tx, account, DEVICE.read(house.config(), &headers), stay_connected, true, &back).await?;
    let owner = account::owner::of(tx.conn(), account).await?.ok_or_else(Stop::not_found)?;
    let mail =
        Mail::new(owner.email, owner.language, "second-factor-enrolled").with("name", owner.display_name);
    tx.mail(mail.link("/security").about(&about)).await?;
    tx.go("/security?done=second-factor-enrolled").await?;

    let config = house.config();
    // In the language in which the factor was set up: the account's is for what is written to its owner.
    let cookies: [(HeaderName, String); 4] = [
        (header::SET_COOKIE, language_cookie(who.language)),
        (header::SET_COOKIE, session_cookie(config, &entered.session, stay_connected)),
        (header::SET_COOKIE, DEVICE.set(config, &entered.device)),
        (header::SET_COOKIE, PENDING.set(config, "")),
    ];
    let page = CodesPage {
        shell: Shell::new(&house, &who, "codes-title"),
        heading: who.voice(&house).say("done-second-factor-enrolled"),
        codes,
        back: entered.to,
    };
    Ok((AppendHeaders(cookies), Page::ok(page)).into_response())
}
