//! What was issued is never changed: a correction stands in its place, a revocation withdraws it. Whoever checks it sees
//! either at once.

use kernel::{Event, Lifecycle, Problem, Refusal};
use platform::{Explain, Stop, Tx};

use super::{
    IssuedAction, IssuedLife, IssuedNeed, IssuedParty, IssuedState,
    finish::tell,
    job, prepare,
    prepare::subject,
    store::{self, Issued},
};
use crate::request;

/// Why a document cannot be superseded or revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotWithdraw {
    /// It is not issued yet, or no longer.
    NotIssued,
    /// A reason has to be given.
    NoReason,
    /// Somebody else was faster.
    Changed,
}

impl Explain for CannotWithdraw {
    fn explain(&self) -> Problem {
        match self {
            CannotWithdraw::NotIssued => Problem::conflict("certificates-not-issued"),
            CannotWithdraw::NoReason => Problem::new(422, "certificates-no-reason"),
            CannotWithdraw::Changed => Problem::conflict("certificates-changed-meanwhile"),
        }
    }
}

/// Puts a corrected document in the place of one, from the record as it is now. The new one has its own number and code;
/// it is made by the job. Gives the new document.
///
/// # Errors
/// [`CannotWithdraw`]; when the record does not have what the paper has to say.
pub async fn supersede(tx: &mut Tx, old: &Issued, reason: &str) -> Result<Issued, Stop> {
    let after = decide(old, IssuedAction::Supersede, reason)?;
    let item_id = old.item_id.as_deref().ok_or(CannotWithdraw::NotIssued)?;
    let request = request::store::of_item(tx.conn(), item_id).await?.ok_or(CannotWithdraw::NotIssued)?;
    let item = request.items.iter().find(|item| item.id == item_id).ok_or(CannotWithdraw::NotIssued)?;
    let facts = prepare::facts(tx, &request, item).await?;
    let id = tx.new_id();
    write(tx, old, after, Some(&id), reason).await?;
    let event = Event::new("certificates.superseded").with("by", &id);
    tx.journal(&subject(&old.id), event).await?;
    tx.enqueue(job::of(item_id)?).await?;
    prepare::create(tx, id, &request, item, &facts).await
}

/// Withdraws a document.
///
/// # Errors
/// [`CannotWithdraw`].
pub async fn revoke(tx: &mut Tx, old: &Issued, reason: &str) -> Result<(), Stop> {
    let after = decide(old, IssuedAction::Revoke, reason)?;
    write(tx, old, after, None, reason).await?;
    tx.journal(&subject(&old.id), Event::new("certificates.revoked")).await?;
    let Some(item) = &old.item_id else { return Ok(()) };
    match request::store::of_item(tx.conn(), item).await? {
        Some(request) => tell(tx, &request, "certificates-revoked").await,
        None => Ok(()),
    }
}

fn decide(old: &Issued, action: IssuedAction, reason: &str) -> Result<IssuedState, CannotWithdraw> {
    let met = |need| match need {
        IssuedNeed::ReasonGiven => !reason.trim().is_empty(),
    };
    IssuedLife::decide(old.state, action, IssuedParty::Office, met).map_err(|refusal| match refusal {
        Refusal::NotFrom(_) | Refusal::NotYours => CannotWithdraw::NotIssued,
        Refusal::Needs(_) => CannotWithdraw::NoReason,
    })
}

async fn write(
    tx: &mut Tx,
    old: &Issued,
    after: IssuedState,
    by: Option<&str>,
    reason: &str,
) -> Result<(), Stop> {
    let now = tx.stamp();
    let changed = store::withdraw(tx.conn(), old, after, by, reason.trim(), &now).await?;
    if changed { Ok(()) } else { Err(CannotWithdraw::Changed.into()) }
}
