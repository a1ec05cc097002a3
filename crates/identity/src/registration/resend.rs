use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
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

use super::store::{self, Pending};
use crate::{guard, link, sealed};

pub(super) fn routes() -> Routes {
    Routes::new().get("/register/resend", show).post("/register/resend", again)
}

/// Sends the link of a pending registration.
pub(super) async fn send(tx: &mut Tx, pending: &Pending, token: &str) -> Result<(), Stop> {
    let days = tx.house().config().terms.activation_days.to_string();
    let checked = &pending.checked;
    let mail = Mail::new(checked.email.as_str(), checked.language, "activation")
        .with("name", checked.personal.full_name())
        .with("days", days)
        .link(format!("/activate/{token}"));
    tx.mail(mail).await
}

/// Sends new links for every registration that waits at an address; the earlier links become void.
///
/// # Errors
/// When the database fails.
pub(crate) async fn renew(tx: &mut Tx, address_key: &str) -> Result<usize, Stop> {
    let house = tx.house().clone();
    let waiting = store::pending_of(&house, tx.conn(), address_key).await?;
    for (id, pending) in &waiting {
        let token = store::new_token(tx, id).await?;
        send(tx, pending, &token).await?;
    }
    let event = Event::new("identity.activation-asked").with("sent", waiting.len().to_string());
    tx.journal(&Subject::new("registration", "resend"), event).await?;
    Ok(waiting.len())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
}

#[derive(Template)]
#[template(path = "registration/resend.html")]
struct ResendPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    email: Field,
}

fn page(house: &House, who: &Anyone, typed: &Typed, faults: &Faults) -> ResendPage {
    let shell =
        Shell::new(house, who, "resend-title").crumb("sign-in-title", "/sign-in").crumb("resend-title", "");
    let email = Field::new("email", shell.t("recovery-email"))
        .value(&typed.email)
        .required()
        .autocomplete("email")
        .maxlength(254)
        .fault(faults.of("email").map(|fault| shell.voice().fault(fault)));
    ResendPage { faults: Field::summary_of(&[&email]), email, shell }
}

async fn show(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    Page::ok(page(&house, &who, &Typed::default(), &Faults::new()))
}

async fn again(who: Anyone, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    let email = match Email::parse(&form.typed.email) {
        Ok(email) => email,
        Err(code) => {
            let mut faults = Faults::new();
            faults.add("email", code);
            return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
        }
    };
    guard::check(&house, &who, guard::RECOVERY)?;
    let ticket = sealed::seal(&house, "sent-to", "", email.as_str())?;
    let mut tx = house.begin_once(&who, form.once).await?;
    let key = link::address_key(&house, &email);
    if link::may_send(&mut tx, "activation", &key).await? {
        renew(&mut tx, &key).await?;
    } else {
        tx.journal(&Subject::new("registration", "resend"), Event::new("identity.activation-asked")).await?;
    }
    Ok(tx.go(format!("/register/sent?to={ticket}")).await?.into_response())
}
