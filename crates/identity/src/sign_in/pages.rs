use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject, Voice,
    web::{
        Anyone, Go, Page, Posted, Queried, Routes, Shell, SignedIn, Standing, Visitor, close_session,
        field::{Field, FieldFault},
        language_cookie, session_cookie,
    },
};
use serde::Deserialize;

use super::{
    attempt::{self, Attempt, Entered},
    pending::{self, Stage},
    second,
};
use crate::{
    cookie::{DEVICE, PENDING},
    guard,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", show)
        .post("/sign-in", sign_in)
        .get("/sign-in/second-factor", show_second)
        .post("/sign-in/second-factor", second_factor)
        .post("/sign-out", sign_out)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    back: String,
    again: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    login: String,
    password: String,
    code: String,
    stay_connected: String,
    back: String,
}

/// A button of an identity provider that is configured.
#[derive(Debug)]
struct Provider {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    shell: Shell,
    institution: String,
    providers: Vec<Provider>,
    faults: Vec<FieldFault>,
    warning: Option<String>,
    login: Field,
    password: Field,
    code: Option<Field>,
    stay_connected: Field,
    back: String,
}

fn page(
    house: &House,
    who: &Anyone,
    typed: &Typed,
    faults: &Faults,
    warning: Option<String>,
    locked: bool,
) -> SignInPage {
    let shell = Shell::new(house, who, "sign-in-title");
    let voice = who.voice(house);
    let fault = |name: &str| faults.of(name).map(|fault| voice.fault(fault));
    let login = Field::new("login", voice.say("sign-in-person-code"))
        .value(&typed.login)
        .required()
        .autocomplete("username")
        .maxlength(64)
        .fault(fault("login"));
    let password = Field::new("password", voice.say("sign-in-password"))
        .required()
        .autocomplete("current-password")
        .fault(fault("password"));
    let code = locked.then(|| {
        Field::new("code", voice.say("sign-in-code-together"))
            .hint(voice.say("sign-in-code-together-hint"))
            .autocomplete("one-time-code")
            .inputmode("numeric")
            .maxlength(10)
    });
    let stay_connected = Field::new("stay_connected", voice.say("sign-in-stay-connected"))
        .hint(voice.say("sign-in-stay-connected-help"))
        .checked(!typed.stay_connected.is_empty());
    SignInPage {
        institution: house.config().institution.short_name.clone(),
        providers: providers(house, &voice, &typed.back),
        faults: Field::summary_of(&[&login, &password]),
        warning,
        login,
        password,
        code,
        stay_connected,
        back: guard::local(&typed.back).to_owned(),
        shell,
    }
}

fn providers(house: &House, voice: &Voice, back: &str) -> Vec<Provider> {
    house
        .config()
        .identity_providers
        .iter()
        .filter_map(|provider| {
            let label = voice.find(&format!("sign-in-provider-{}", provider.kind))?;
            let joint = if provider.href.contains('?') { '&' } else { '?' };
            let back = form_encoded(guard::local(back));
            Some(Provider { label, href: format!("{}{joint}back={back}", provider.href) })
        })
        .collect()
}

fn form_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

async fn show(
    who: Anyone,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Response, Stop> {
    if let Some(session) = &who.session {
        let to = if session.standing == Standing::Newcomer {
            "/registration/document"
        } else {
            guard::local(&query.back)
        };
        return Ok(Go::to(to).into_response());
    }
    let typed = Typed { back: query.back, ..Typed::default() };
    let warning = match query.again.as_str() {
        "expired" => Some(who.voice(&house).say("sign-in-expired")),
        "kept" => Some(who.voice(&house).say("sign-in-kept")),
        _ => None,
    };
    Ok(Page::ok(page(&house, &who, &typed, &Faults::new(), warning, false)).into_response())
}

async fn sign_in(
    who: Anyone,
    State(house): State<House>,
    headers: HeaderMap,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let typed = form.typed;
    let mut faults = Faults::new();
    for (field, value) in [("login", &typed.login), ("password", &typed.password)] {
        if value.trim().is_empty() {
            faults.add(field, "required");
        }
    }
    if !faults.is_empty() {
        return Ok(Page::again(page(&house, &who, &typed, &faults, None, false)).into_response());
    }
    guard::check(&house, &who, guard::SIGN_IN)?;
    let config = house.config();
    let attempt = Attempt {
        login: typed.login.clone(),
        password: typed.password.clone(),
        code: typed.code.clone(),
        stay_connected: !typed.stay_connected.is_empty(),
        back: guard::local(&typed.back).to_owned(),
        device: DEVICE.read(config, &headers),
    };
    let voice = who.voice(&house);
    let refused = |text: String, status: u16, locked: bool| {
        let page = page(&house, &who, &typed, &Faults::new(), Some(text), locked);
        Page::status(page, status).into_response()
    };
    Ok(match attempt::judge(&house, &who, attempt).await? {
        attempt::Outcome::In(entered) => entered_answer(&house, &who, entered).into_response(),
        attempt::Outcome::Code(token) => {
            Go::to("/sign-in/second-factor").cookie(PENDING.set(config, &token)).into_response()
        }
        attempt::Outcome::Enrol(token) => {
            Go::to("/security/second-factor").cookie(PENDING.set(config, &token)).into_response()
        }
        attempt::Outcome::Wrong => refused(voice.say("sign-in-wrong"), 422, false),
        attempt::Outcome::Disabled => refused(voice.say("sign-in-disabled"), 422, false),
        attempt::Outcome::Locked(seconds) => {
            let minutes = seconds.saturating_add(59).checked_div(60).unwrap_or(1);
            let text = voice.with("sign-in-locked", &[("minutes", minutes.into())]);
            let mut response = refused(text, 429, true);
            response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
            response
        }
    })
}

/// Where somebody goes who is in, with the cookies of session and device. Members of staff go on in the language in
/// which they signed in: their account's is for what is written to them.
fn entered_answer(house: &House, who: &Visitor, entered: Entered) -> Go {
    let config = house.config();
    let go = Go::to(entered.to)
        .cookie(session_cookie(config, &entered.session, entered.stay_connected))
        .cookie(DEVICE.set(config, &entered.device))
        .cookie(PENDING.set(config, ""));
    if entered.staff { go.cookie(language_cookie(who.language)) } else { go }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CodeTyped {
    code: String,
}

#[derive(Template)]
#[template(path = "sign_in/second.html")]
struct SecondPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    code: Field,
}

fn second_page(house: &House, who: &Anyone, faults: &Faults) -> SecondPage {
    let shell = Shell::new(house, who, "second-factor-title").crumb("sign-in-title", "/sign-in");
    let voice = who.voice(house);
    let code = Field::new("code", voice.say("second-factor-code"))
        .hint(voice.say("second-factor-code-hint"))
        .required()
        .autocomplete("one-time-code")
        .maxlength(20)
        .fault(faults.of("code").map(|fault| voice.fault(fault)));
    SecondPage { faults: Field::summary_of(&[&code]), code, shell: shell.crumb("second-factor-title", "") }
}

async fn show_second(who: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    // A member of staff who is signed in without the factor has none yet.
    if who.session.as_ref().is_some_and(|session| session.second_factor_at.is_none()) {
        return Ok(Go::to("/security/second-factor").into_response());
    }
    if who.session.is_some() {
        return Ok(Go::to("/").into_response());
    }
    let waiting = match PENDING.digest(house.config(), &headers) {
        Some(digest) => {
            let mut conn = house.db().read().await?;
            pending::find(&house, &mut conn, &digest, Stage::Code).await?
        }
        None => None,
    };
    Ok(match waiting {
        Some(_) => Page::ok(second_page(&house, &who, &Faults::new())).into_response(),
        None => Go::to("/sign-in?again=expired").into_response(),
    })
}

async fn second_factor(
    who: Anyone,
    State(house): State<House>,
    headers: HeaderMap,
    form: Posted<CodeTyped>,
) -> Result<Response, Stop> {
    let config = house.config();
    let over = || Go::to("/sign-in?again=expired").cookie(PENDING.set(config, "")).into_response();
    let Some(digest) = PENDING.digest(config, &headers) else { return Ok(over()) };
    let mut faults = Faults::new();
    if form.typed.code.trim().is_empty() {
        faults.add("code", "required");
        return Ok(Page::again(second_page(&house, &who, &faults)).into_response());
    }
    guard::check(&house, &who, guard::SIGN_IN)?;
    let device = DEVICE.read(config, &headers);
    Ok(match second::judge(&house, &who, &digest, &form.typed.code, device).await? {
        second::Outcome::In(entered) => entered_answer(&house, &who, entered).into_response(),
        second::Outcome::Enrol(token) => {
            Go::to("/security/second-factor").cookie(PENDING.set(config, &token)).into_response()
        }
        second::Outcome::Wrong(left) => {
            faults.add_with("code", "second-factor-wrong", vec![("left", left.to_string())]);
            Page::again(second_page(&house, &who, &faults)).into_response()
        }
        second::Outcome::Over => over(),
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

async fn sign_out(who: SignedIn, State(house): State<House>, _form: Posted<Nothing>) -> Result<Go, Stop> {
    let mut tx = house.begin(&who).await?;
    close_session(&mut tx, &who.session.token_hash).await?;
    tx.journal(&Subject::new("account", &who.session.account_id), Event::new("identity.signed-out")).await?;
    tx.commit().await?;
    Ok(Go::to("/sign-in?done=signed-out").cookie(session_cookie(house.config(), "", false)))
}
