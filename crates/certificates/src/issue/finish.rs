//! The last transaction: the document has its file, and its request goes on when it was the last one.

use kernel::{Event, Lifecycle, Outcome};
use platform::{Stop, Tx, files, mail::Mail};
use sqlx::Row;

use super::{
    IssuedAction, IssuedLife, IssuedParty, IssuedState,
    job::Made,
    prepare::subject,
    store::{self, Issued},
};
use crate::{
    catalogue::Delivery,
    formats,
    request::{self, Request, RequestAction, RequestLife, RequestNeed, RequestParty, RequestState},
};

/// Writes that a prepared document was made.
///
/// # Errors
/// When another worker was faster, or the database fails: nothing is written then.
pub async fn finish(tx: &mut Tx, issued: &Issued, made: &Made) -> Result<(), Stop> {
    let after = IssuedLife::decide(issued.state, IssuedAction::Finish, IssuedParty::System, |_| true)
        .map_err(refused)?;
    files::name(tx, &made.kept).await?;
    let file = made.kept.file();
    let now = tx.stamp();
    if !store::finish(tx.conn(), &issued.id, after, &file.id, &file.sha256, &made.level, &now).await? {
        return Err(Stop::broken("the document was finished by another worker"));
    }
    for format in &made.formats {
        formats::store::insert(tx.conn(), &issued.id, format).await?;
    }
    let event = Event::new("certificates.issued")
        .with("kind", issued.kind.code())
        .with("number", issued.number.to_string())
        .with("level", &made.level);
    tx.journal(&subject(&issued.id), event).await?;
    let Some(item) = &issued.item_id else { return Ok(()) };
    // The request's row is locked first, so that of two last documents the second sees the first.
    lock(tx, item).await?;
    let Some(request) = request::store::of_item(tx.conn(), item).await? else { return Ok(()) };
    if request.state == RequestState::Issuing {
        complete(tx, &request).await
    } else if corrects(tx, &issued.id).await? {
        tell(tx, &request, "certificates-corrected").await
    } else {
        Ok(())
    }
}

/// Lets a request go on when each of its documents is issued.
async fn complete(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let missing: i64 = sqlx::query(
        "select count(*) from certificate_item i where i.request_id = $1 and i.kind <> 'enrolment-duty' \
         and not exists (select 1 from issued d where d.item_id = i.id and d.state = 'issued')",
    )
    .bind(&request.id)
    .fetch_one(tx.conn())
    .await?
    .try_get(0)?;
    if missing > 0 {
        return Ok(());
    }
    let download = request.delivery == Some(Delivery::Download);
    let (action, event) = if download {
        (RequestAction::Complete, "certificates.ready")
    } else {
        (RequestAction::Print, "certificates.to-print")
    };
    let met = |need| match need {
        RequestNeed::ByDownload => download,
        RequestNeed::OnPaper => !download,
        _ => false,
    };
    let after = RequestLife::decide(request.state, action, RequestParty::System, met).map_err(refused)?;
    let now = tx.stamp();
    sqlx::query("update certificate_request set ready_at = $1 where id = $2")
        .bind(now)
        .bind(&request.id)
        .execute(tx.conn())
        .await?;
    let outcome = Outcome { before: request.state, after, event: Event::new(event) };
    request::store::settle(tx, request, outcome).await?;
    if download { tell(tx, request, "certificates-ready").await } else { Ok(()) }
}

/// Writes to the person, in their language. The mail says that there is something to read, and where.
pub(crate) async fn tell(tx: &mut Tx, request: &Request, key: &str) -> Result<(), Stop> {
    let Some(person) = people::find(tx.conn(), &request.person_id).await? else { return Ok(()) };
    let mail = Mail::new(person.email.as_str(), person.language, key)
        .with("name", person.name.as_str())
        .with("number", request.number.to_string())
        .link(format!("/certificates/requests/{}", request.id))
        .about(&request.subject());
    tx.mail(mail).await
}

async fn lock(tx: &mut Tx, item: &str) -> Result<(), Stop> {
    sqlx::query(
        "update certificate_request set version = version where id = \
         (select request_id from certificate_item where id = $1)",
    )
    .bind(item)
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn corrects(tx: &mut Tx, id: &str) -> Result<bool, Stop> {
    let row = sqlx::query("select 1 from issued where superseded_by = $1 and state = $2")
        .bind(id)
        .bind(IssuedState::Superseded.code())
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.is_some())
}

pub(super) fn refused<S: std::fmt::Debug, N: std::fmt::Debug>(refusal: kernel::Refusal<S, N>) -> Stop {
    Stop::broken(format!("a step that the table does not have: {refusal:?}"))
}
