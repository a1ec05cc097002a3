//! The first transaction: number, code, frozen facts, signed payload, leaf of the log. After it the document exists, and
//! whatever is killed later makes the same one.

use kernel::Event;
use keys::Signer;
use platform::{Actor, House, Stop, Subject, Tx, clock};
use registry::Record;

use super::{
    IssuedState, code,
    facts::{CannotCertify, Facts, Source},
    keys as ring, log, payload,
    store::{self, Issued},
};
use crate::{
    catalogue::Kind,
    request::{self, Footnote, Item, Request, RequestState},
};

/// The document of a reserved item: the one that was prepared before, or a new one. `None` when there is nothing to issue:
/// the item is gone, its request is not being issued, or it makes no paper.
///
/// # Errors
/// When the database fails, or the record does not have what the paper has to say.
pub async fn prepare(house: &House, item_id: &str, asked_by: &str) -> Result<Option<Issued>, Stop> {
    let mut tx = house.begin_as(Actor::System, asked_by).await?;
    if let Some(issued) = store::of_item(tx.conn(), item_id).await? {
        return Ok(Some(issued));
    }
    let Some(request) = request::store::of_item(tx.conn(), item_id).await? else { return Ok(None) };
    let item = request.items.iter().find(|item| item.id == item_id && item.kind != Kind::EnrolmentDuty);
    let Some(item) = item.filter(|_| request.state == RequestState::Issuing) else { return Ok(None) };
    let facts = facts(&mut tx, &request, item).await?;
    let id = tx.new_id();
    let issued = create(&mut tx, id, &request, item, &facts).await?;
    tx.commit().await?;
    Ok(Some(issued))
}

/// The facts as the record says them now.
pub(super) async fn facts(tx: &mut Tx, request: &Request, item: &Item) -> Result<Facts, Stop> {
    let career = registry::find(tx.conn(), &request.career_id).await?.ok_or(CannotCertify::NotInRecord)?;
    let record = Record::of(tx.conn(), career).await?;
    let profile = people::profile(tx.conn(), &request.person_id).await?.ok_or(CannotCertify::NotInRecord)?;
    let source = Source {
        config: tx.house().config(),
        profile: &profile,
        record: &record,
        kind: item.kind,
        choice: &item.choice,
        footnote: if item.footnote == Footnote::Approved { &item.choice.footnote } else { "" },
        delivery: request.delivery,
    };
    Ok(source.facts()?)
}

/// Numbers, signs and logs a document. The series of numbers is locked from here to the commit, so that places in the log
/// follow numbers.
pub(super) async fn create(
    tx: &mut Tx,
    id: String,
    request: &Request,
    item: &Item,
    facts: &Facts,
) -> Result<Issued, Stop> {
    let house = tx.house().clone();
    let now = tx.now();
    let printer = ring::printer(&house, tx.conn(), now).await?;
    let number = tx.next_number("certificate").await?;
    let place = number.saturating_sub(1);
    let printed = payload::seal(&house, &*printer, facts, number, place, tx.now())?;
    let entry =
        printed::message(&printed).ok_or_else(|| Stop::broken("a printed code without its message"))?;
    let issued = Issued {
        id,
        item_id: Some(item.id.clone()),
        person_id: request.person_id.clone(),
        career_id: request.career_id.clone(),
        number,
        code: code::new(house.dice()),
        kind: item.kind,
        tongue: item.choice.tongue,
        facts: serde_json::to_string(facts)?,
        printed,
        key_id: printer.public().id().text(),
        issued_at: clock::stamp(tx.now()),
        state: IssuedState::Prepared,
        file_id: None,
        sha256: None,
        signature_level: None,
        superseded_by: None,
        withdrawn_at: None,
        version: 1,
    };
    ring::publish(tx).await?;
    store::insert(tx.conn(), &issued).await?;
    log::grow(tx, place, &issued.id, &entry).await?;
    let event = Event::new("certificates.prepared")
        .with("request", &request.id)
        .with("kind", item.kind.code())
        .with("number", number.to_string());
    tx.journal(&subject(&issued.id), event).await?;
    Ok(issued)
}

/// What the journal calls an issued document.
pub fn subject(id: &str) -> Subject {
    Subject::new("issued-document", id)
}
