use jiff::ToSpan;
use kernel::{Cents, Event, Lifecycle, Problem};
use pagopa::NoticeNumber;
use platform::{Explain, Stop, Subject, Tx, clock::start_of, jobs::Job};

use super::{Charge, ChargeAction, ChargeId, ChargeLife, ChargeState, NewCharge, Party, Reason, store};
use crate::reminder;

/// The thirteen digits that we choose of a notice number.
const BASES: u64 = 10_000_000_000_000;

/// Asks a person for money. The same reason and instalment asked for again is the same charge: what is there stands,
/// unless it was cancelled.
///
/// # Errors
/// When the lines cannot be a payment (none, over five, or one without an amount), which is a bug of the caller; when
/// the database fails.
pub async fn charge(tx: &mut Tx, new: NewCharge) -> Result<ChargeId, Stop> {
    check(&new)?;
    if let Some(there) = store::standing(tx.conn(), &new.reason, new.instalment.number).await? {
        return Ok(there);
    }
    let notice = free_notice(tx).await?;
    let id = ChargeId::new(tx.new_id());
    let now = tx.now();
    let made = store::insert(tx.conn(), &id, &new, notice, now).await?;
    if !made {
        // Another transaction made it since we looked.
        let there = store::standing(tx.conn(), &new.reason, new.instalment.number).await?;
        return there.ok_or_else(|| Stop::broken("a charge was there and is not"));
    }
    let days = tx.house().config().terms.reminder_days;
    let remind_on = new.due_on.saturating_sub(days.clamp(0, 365).days());
    if start_of(remind_on) > now {
        tx.enqueue(Job::new(reminder::JOB, &id.as_str())?.at(start_of(remind_on)).once(reminder::key(&id)))
            .await?;
    }
    let event = Event::new("payments.charged")
        .with("reason", &new.reason.kind)
        .with("reason_id", &new.reason.id)
        .with("instalment", new.instalment.number.to_string())
        .with("notice", notice.to_string())
        .with("due_on", new.due_on.to_string());
    tx.journal(&Subject::new("charge", id.as_str()), event).await?;
    Ok(id)
}

fn check(new: &NewCharge) -> Result<(), Stop> {
    let lines_fit =
        (1..=5).contains(&new.lines.len()) && new.lines.iter().all(|line| line.amount > Cents::ZERO);
    let part_fits = new.instalment.number >= 1 && new.instalment.number <= new.instalment.of;
    if lines_fit && part_fits {
        Ok(())
    } else {
        Err(Stop::broken("a charge that cannot be paid was asked for"))
    }
}

/// A number that nobody can guess and that was never used (SACI 3.2.1: unique for ever). Numbers of cancelled charges
/// are not used again either.
async fn free_notice(tx: &mut Tx) -> Result<NoticeNumber, Stop> {
    let segregation = tx.house().config().pagopa.segregation_code;
    for _ in 0..20 {
        let base = tx.house().dice().below(BASES);
        let number = NoticeNumber::build(segregation, base).map_err(Stop::broken)?;
        if !store::notice_taken(tx.conn(), number).await? {
            return Ok(number);
        }
    }
    Err(Stop::broken("no free notice number was found"))
}

/// Why a charge was not withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotCancel {
    /// It was paid meanwhile: a refund is another act.
    Paid,
}

impl Explain for CannotCancel {
    fn explain(&self) -> Problem {
        match self {
            CannotCancel::Paid => Problem::conflict("charge-paid"),
        }
    }
}

/// Withdraws a charge. One that is cancelled already stays so.
///
/// # Errors
/// [`CannotCancel::Paid`]; absent; when the database fails.
pub async fn cancel(tx: &mut Tx, id: &ChargeId) -> Result<(), Stop> {
    let charge = store::lock(tx.conn(), id).await?.ok_or_else(Stop::not_found)?;
    withdraw(tx, &charge).await
}

/// Withdraws what is still owed for a reason; what was paid stays paid. Returns how many were withdrawn.
///
/// # Errors
/// When the database fails.
pub async fn cancel_of_reason(tx: &mut Tx, reason: &Reason) -> Result<usize, Stop> {
    let mut withdrawn = 0_usize;
    for charge in store::of_reason(tx.conn(), reason).await?.iter().filter(|charge| charge.state.is_owed()) {
        // Looked at again under the lock: a receipt may have come since.
        if let Some(locked) =
            store::lock(tx.conn(), &charge.id).await?.filter(|charge| charge.state.is_owed())
        {
            withdraw(tx, &locked).await?;
            withdrawn = withdrawn.saturating_add(1);
        }
    }
    Ok(withdrawn)
}

async fn withdraw(tx: &mut Tx, charge: &Charge) -> Result<(), Stop> {
    if charge.state == ChargeState::Cancelled {
        return Ok(());
    }
    let to = ChargeLife::decide(charge.state, ChargeAction::Cancel, Party::Room, |_| true)
        .map_err(|_| CannotCancel::Paid)?;
    store::set_state(tx.conn(), charge, to).await?;
    tx.unschedule(&reminder::key(&charge.id)).await?;
    let event = Event::new("payments.cancelled")
        .with("reason", &charge.reason.kind)
        .with("reason_id", &charge.reason.id)
        .with("instalment", charge.instalment.number.to_string());
    tx.journal(&Subject::new("charge", charge.id.as_str()), event).await
}
