//! The request form, for anybody. What it answers never depends on whether the person is known.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    files::{self, Accept},
    limits::Limit,
    mail::Mail,
    web::{
        Anyone, Page, Queried, Routes, Shell, Standing, Uploaded,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{form::Typed, model::Kind, store};
use crate::{account, guard, link, sealed};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/assistance/request", show)
        .post("/assistance/request", send)
        .get("/assistance/request/sent", sent)
}

/// Files are examined in a box of their own, which costs: ten at once, then one every three minutes.
const FILES: Limit = Limit { name: "assistance-files", burst: 10, seconds_each: 180 };
/// How long the link to a request can be used.
const LINK_DAYS: i64 = 90;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    kind: String,
}

#[derive(Template)]
#[template(path = "assistance/ask.html")]
struct AskPage {
    shell: Shell,
    emergency: bool,
    faults: Vec<FieldFault>,
    kind: Field,
    name: Field,
    email: Field,
    person_code: Field,
    message: Field,
    attachment: Field,
}

fn page(house: &House, who: &Anyone, typed: &Typed, faults: &Faults) -> Result<AskPage, Stop> {
    let kind = Kind::from_code(&typed.kind);
    let title =
        if kind == Some(Kind::Deactivate2fa) { "assistance-kind-deactivate-2fa" } else { "assistance-write" };
    let shell = Shell::new(house, who, title).crumb("menu-assistance", "/assistance").crumb(title, "");
    let max = house.config().files.max_bytes;
    let megabytes = i64::try_from(max / (1024 * 1024)).unwrap_or(i64::MAX);
    let attachment = Field::new("attachment", shell.t("assistance-attachment"))
        .hint(shell.t1("assistance-attachment-hint", "megabytes", megabytes))
        .accept("application/pdf,image/jpeg,image/png", max)
        .told(faults, shell.voice());
    let fields: [Field; 5] =
        typed.fields(&shell, faults).try_into().map_err(|_| Stop::broken("the fields of a request"))?;
    let [kind_field, name, email, person_code, message] = fields;
    Ok(AskPage {
        emergency: kind == Some(Kind::Deactivate2fa),
        faults: Field::summary_of(&[&kind_field, &name, &email, &person_code, &message, &attachment]),
        kind: kind_field,
        name,
        email,
        person_code,
        message,
        attachment,
        shell,
    })
}

async fn show(
    who: Anyone,
    State(house): State<House>,
    Queried(query): Queried<Query>,
) -> Result<Page<impl Template>, Stop> {
    let mut typed = known(&house, &who).await?;
    if Kind::from_code(&query.kind).is_some() {
        typed.kind = query.kind;
    }
    Ok(Page::ok(page(&house, &who, &typed, &Faults::new())?))
}

/// What the session says already.
async fn known(house: &House, who: &Anyone) -> Result<Typed, Stop> {
    let Some(session) = &who.session else { return Ok(Typed::default()) };
    let mut conn = house.db().read().await?;
    let account = account::store::find(&mut conn, &session.account_id).await?;
    let owner = match &account {
        Some(account) => account::owner::of(&mut conn, account).await?,
        None => None,
    };
    let code = if session.standing == Standing::Staff { String::new() } else { session.person_code.clone() };
    Ok(Typed {
        name: session.display_name.clone(),
        email: owner.map(|owner| owner.email).unwrap_or_default(),
        person_code: code,
        ..Typed::default()
    })
}

async fn send(who: Anyone, State(house): State<House>, form: Uploaded<Typed>) -> Result<Response, Stop> {
    let typed = &form.form.typed;
    let (checked, mut faults) = match typed.check() {
        Ok(checked) => (Some(checked), Faults::new()),
        Err(faults) => (None, faults),
    };
    let mut scan = None;
    if let Some(upload) = form.file("attachment") {
        guard::check(&house, &who, FILES)?;
        let examined = files::examine(&house, upload, Accept::Scan).await?;
        scan = faults
            .keep("attachment", examined.map_err(|code| if code == "required" { "damaged" } else { code }));
        if scan.is_some() && !faults.is_empty() {
            // Browsers do not send a file back with the page.
            faults.add("attachment", "choose-again");
        }
    }
    let Some(checked) = checked.filter(|_| faults.is_empty()) else {
        return Ok(Page::again(page(&house, &who, typed, &faults)?).into_response());
    };
    let id = house.dice().id(house.clock().now());
    let kept = match scan {
        Some(scan) => Some(house.files().keep(&house, &format!("assistance:{id}"), scan).await?),
        None => None,
    };
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    // Counted after the repetition was told apart, so that a double click costs one.
    guard::check(&house, &who, guard::ASSISTANCE)?;
    if let Some(kept) = &kept {
        files::name(&mut tx, kept).await?;
    }
    let about = Subject::new("assistance", &id);
    tx.journal(&about, Event::new("identity.assistance-asked").with("kind", checked.kind.code())).await?;
    // One an hour to an address: nobody's mailbox can be filled from here. The number is on the page in any case.
    let mailed = link::may_send(&mut tx, "assistance", &link::address_key(&house, &checked.email)).await?;
    let token = link_to(&mut tx, &id).await?;
    let number =
        store::insert(&mut tx, &id, &checked, who.language, kept.as_ref().map(|kept| kept.id())).await?;
    if mailed {
        let mail = Mail::new(checked.email.as_str(), who.language, "assistance-received")
            .with("name", &checked.name)
            .with("number", &number)
            .link(format!("/assistance/requests/{token}"));
        tx.mail(mail.about(&about)).await?;
    }
    let ticket = sealed::seal(&house, "ticket", "", &number)?;
    Ok(tx.go(format!("/assistance/request/sent?ticket={ticket}")).await?.into_response())
}

/// A link that opens a request; who gets it has shown that the address is theirs.
pub(super) async fn link_to(tx: &mut platform::Tx, id: &str) -> Result<String, Stop> {
    crate::sweep::soon(tx).await?;
    link::make(tx, link::Purpose::Request, id, SignedDuration::from_hours(LINK_DAYS.saturating_mul(24))).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Ticket {
    ticket: String,
}

#[derive(Template)]
#[template(path = "assistance/sent.html")]
struct SentPage {
    shell: Shell,
    number: String,
}

async fn sent(
    who: Anyone,
    State(house): State<House>,
    Queried(query): Queried<Ticket>,
) -> Result<Page<impl Template>, Stop> {
    let number = sealed::open(&house, "ticket", "", &query.ticket).ok_or_else(Stop::not_found)?;
    let shell = Shell::new(&house, &who, "assistance-sent-title")
        .crumb("menu-assistance", "/assistance")
        .crumb("assistance-sent-title", "");
    Ok(Page::ok(SentPage { shell, number }))
}
