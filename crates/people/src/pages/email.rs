use askama::Template;
use axum::extract::State;
use kernel::Faults;
use platform::{
    House, Stop,
    clock::stamp,
    limits::Limit,
    web::{
        Anyone, Applicant, Go, Page, Params, Posted, Queried, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{Answer, Sent, begin, ctx, frame, myself, note_stale, summary_of};
use crate::{
    back::Back,
    email_change::{self, PendingEmail, by_token, pending_email, when},
    form::EmailTyped,
    person::Person,
};

/// A link goes to whatever address is typed: not so often that it could be used to pester somebody.
const ASKING: Limit = Limit { name: "email-change", burst: 5, seconds_each: 300 };

#[derive(Template)]
#[template(path = "pages/email.html")]
pub struct EmailPage {
    shell: Shell,
    action: String,
    cancel: String,
    back: String,
    version: i64,
    current: String,
    pending: Option<String>,
    email: Field,
    faults: Vec<FieldFault>,
}

/// The personal e-mail address, and the one that waits.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<EmailPage>, Stop> {
    let (me, pending) = state(&house, &who).await?;
    Ok(Page::ok(page(&house, &who, &back, &me, pending.as_ref(), &EmailTyped::default(), &Faults::new())))
}

/// Sends a link to the new address.
pub async fn ask(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<EmailTyped>,
) -> Sent<EmailPage> {
    let (me, pending) = state(&house, &who).await?;
    let again = |faults: &Faults| {
        Ok(Answer::again(page(&house, &who, &back, &me, pending.as_ref(), &form.typed, faults)))
    };
    let email = match form.typed.check(&ctx(&house)) {
        Ok(email) => email,
        Err(faults) => return again(&faults),
    };
    let mut faults = Faults::new();
    if email == me.email {
        faults.add("email", "email-same");
        return again(&faults);
    }
    let Some(mut tx) = begin(&house, &who, form.once.clone(), form.version).await? else {
        let waiting = pending.as_ref().map_or(&me.email, |pending| &pending.email);
        note_stale(&mut faults, "email", waiting.as_str());
        return again(&faults);
    };
    house.limits().check(ASKING, who.address, house.clock().now())?;
    email_change::ask(&mut tx, &me, &email).await?;
    tx.go(back.through_done("/profile/email", "email-link-sent")).await.map(Answer::Go)
}

/// Takes back the change that waits.
pub async fn cancel(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let to = back.through_done("/profile/email", "email-change-cancelled");
    if email_change::cancel(&mut tx, &who.session.account_id).await? {
        tx.go(to).await
    } else {
        Ok(Go::to(to))
    }
}

/// A form with nothing but its button.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Nothing {}

#[derive(Template)]
#[template(path = "pages/email_confirm.html")]
pub struct ConfirmPage {
    shell: Shell,
    email: Option<String>,
    action: String,
}

/// What the link opens: opening it changes nothing, since mail programmes open links by themselves.
pub async fn confirm_page(
    who: Anyone,
    State(house): State<House>,
    params: Params,
) -> Result<Page<ConfirmPage>, Stop> {
    let mut conn = house.db().read().await?;
    let change = by_token(&mut conn, params.get("token"), &stamp(house.clock().now())).await?;
    drop(conn);
    let status = if change.is_some() { 200 } else { 410 };
    let page = confirmation(&house, &who, params.get("token"), change.map(|change| change.email.to_string()));
    Ok(Page::status(page, status))
}

/// Uses the link.
pub async fn confirm(
    who: Anyone,
    State(house): State<House>,
    params: Params,
    form: Posted<Nothing>,
) -> Sent<ConfirmPage> {
    let token = params.get("token");
    let mut tx = house.begin_once(&who, form.once).await?;
    if email_change::confirm(&mut tx, token).await?.is_none() {
        return Ok(Answer::Page(Box::new(Page::status(confirmation(&house, &who, token, None), 410))));
    }
    tx.go("/profile/email/confirmed").await.map(Answer::Go)
}

#[derive(Template)]
#[template(path = "pages/email_confirmed.html")]
pub struct ConfirmedPage {
    shell: Shell,
}

/// The new address holds.
pub async fn confirmed(who: Anyone, State(house): State<House>) -> Page<ConfirmedPage> {
    Page::ok(ConfirmedPage { shell: Shell::new(&house, &who, "email-confirmed-title") })
}

fn confirmation(house: &House, who: &Anyone, token: &str, email: Option<String>) -> ConfirmPage {
    let title = if email.is_some() { "email-confirm-title" } else { "email-link-over-title" };
    ConfirmPage {
        shell: Shell::new(house, who, title),
        email,
        action: format!("/profile/email/confirm/{token}"),
    }
}

async fn state(house: &House, who: &Applicant) -> Result<(Person, Option<PendingEmail>), Stop> {
    let me = myself(house, who).await?;
    let mut conn = house.db().read().await?;
    let pending = pending_email(&mut conn, &me.id, &stamp(house.clock().now())).await?;
    Ok((me, pending))
}

fn page(
    house: &House,
    who: &Applicant,
    back: &Back,
    me: &Person,
    pending: Option<&PendingEmail>,
    typed: &EmailTyped,
    faults: &Faults,
) -> EmailPage {
    let shell = frame(house, who, "profile-change-email", back);
    let email = typed.field(shell.voice(), faults);
    let waiting = |pending: &PendingEmail| {
        shell.t2("email-pending", "email", pending.email.as_str(), "until", when(&pending.expires_at))
    };
    EmailPage {
        action: back.through("/profile/email"),
        cancel: back.through("/profile/email/cancel"),
        back: back.href().to_owned(),
        version: me.version,
        current: me.email.to_string(),
        pending: pending.map(waiting),
        faults: summary_of(&[&email]),
        email,
        shell,
    }
}
