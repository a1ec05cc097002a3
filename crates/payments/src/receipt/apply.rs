use futures::future::BoxFuture;
use jiff::Timestamp;
use kernel::{Event, Lifecycle};
use platform::{House, Stop, Subject, Tx, clock::day_of, jobs::Claimed, mail::Mail};

use super::{
    judge::{ExceptionKind, Paper, Verdict, judge},
    store::{self, ReceiptState, Stored},
};
use crate::{
    SETTLED,
    charge::{self, Charge, ChargeAction, ChargeLife, Party, store as charges},
    reminder,
    texts::day,
};

/// The kind of the job that applies a receipt.
pub(crate) const JOB: &str = "payments.apply-receipt";

/// What makes two jobs for a receipt one.
pub(crate) fn job_key(receipt: &str) -> String {
    format!("payments-receipt-{receipt}")
}

/// Applies a receipt: all of it and everything that follows from it, or nothing, and then again later.
pub(crate) fn apply(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let id: String = job.read()?;
        let stored = {
            let mut conn = house.db().read().await?;
            store::find(&mut conn, &id).await?
        };
        let Some(stored) = stored.filter(|stored| stored.state == ReceiptState::Received) else {
            return job.done(&house).await;
        };
        let mut tx = job.begin(&house).await?;
        decide(&mut tx, &stored).await?;
        tx.commit().await
    })
}

async fn decide(tx: &mut Tx, stored: &Stored) -> Result<(), Stop> {
    let charge = match charges::by_notice(tx.conn(), &stored.notice_number).await? {
        Some(charge) if is_our_entity(tx, stored) => {
            charges::lock_reason(tx.conn(), &charge.reason).await?;
            charges::lock(tx.conn(), &charge.id).await?
        }
        _ => None,
    };
    let paper = Paper { succeeded: stored.succeeded, ours: is_ours(tx, stored), amount: stored.amount };
    let verdict = judge(paper, charge.as_ref().map(|charge| (charge.state, charge.amount)));
    match (verdict, &charge) {
        (Verdict::Pays, Some(charge)) => settle(tx, charge, stored, Party::Platform).await,
        (Verdict::Exception(kind), _) => {
            let charge_id = charge.as_ref().map(|charge| charge.id.as_str());
            store::set_state(tx.conn(), stored, ReceiptState::Exception, charge_id).await?;
            let id = tx.new_id();
            let at = tx.stamp();
            store::open_exception(tx.conn(), &id, &stored.id, kind, charge_id, &stored.digest, None, &at)
                .await?;
            told(tx, stored, kind).await
        }
        (Verdict::NotOurs, _) => {
            store::set_state(tx.conn(), stored, ReceiptState::NotOurs, None).await?;
            tx.journal(&Subject::new("receipt", &stored.id), Event::new("payments.receipt-not-ours")).await
        }
        (Verdict::NothingPaid, _) | (Verdict::Pays, None) => {
            store::set_state(tx.conn(), stored, ReceiptState::Void, None).await?;
            tx.journal(&Subject::new("receipt", &stored.id), Event::new("payments.receipt-void")).await
        }
    }
}

async fn told(tx: &mut Tx, stored: &Stored, kind: ExceptionKind) -> Result<(), Stop> {
    let event = Event::new("payments.receipt-exception")
        .with("why", kind.code())
        .with("notice", &stored.notice_number);
    tx.journal(&Subject::new("receipt", &stored.id), event).await
}

fn is_our_entity(tx: &Tx, stored: &Stored) -> bool {
    tx.house().config().institution.fiscal_code == stored.entity
}

/// Our institution and our segregation code: a notice that only we can have issued.
fn is_ours(tx: &Tx, stored: &Stored) -> bool {
    let ours = tx.house().config().pagopa.segregation_code;
    let code = stored.notice_number.get(1..3).and_then(|digits| digits.parse::<u8>().ok());
    is_our_entity(tx, stored) && stored.notice_number.starts_with('3') && code == Some(ours)
}

/// Writes that a locked charge is paid by a receipt, thanks the person, and tells whoever asked for the money. The
/// event comes last: those who listen may take numbers of a series.
pub(crate) async fn settle(tx: &mut Tx, charge: &Charge, stored: &Stored, by: Party) -> Result<(), Stop> {
    ChargeLife::decide(charge.state, ChargeAction::Settle, by, |_| charge.amount == stored.amount).map_err(
        |why| Stop::broken(format!("a receipt was applied to a charge that it does not pay: {why:?}")),
    )?;
    charges::set_paid(tx.conn(), charge, &stored.id, stored.paid_at).await?;
    store::set_state(tx.conn(), stored, ReceiptState::Applied, Some(charge.id.as_str())).await?;
    tx.unschedule(&reminder::key(&charge.id)).await?;
    thank(tx, charge, stored.paid_at).await?;
    let all = charges::of_reason(tx.conn(), &charge.reason).await?;
    let all_paid = all.iter().all(|other| !other.state.is_owed());
    let event = Event::new(SETTLED)
        .with("reason", &charge.reason.kind)
        .with("reason_id", &charge.reason.id)
        .with("charge", charge.id.as_str())
        .with("instalment", charge.instalment.number.to_string())
        .with("all_paid", if all_paid { "yes" } else { "no" });
    tx.journal(&charge::subject(&charge.id), event).await
}

async fn thank(tx: &mut Tx, charge: &Charge, paid_at: Timestamp) -> Result<(), Stop> {
    let Some(person) = people::find(tx.conn(), &charge.debtor).await? else { return Ok(()) };
    let mail = Mail::new(person.email.as_str(), person.language, "payment-received")
        .with("name", person.name.as_str())
        .with("what", charge.description.pick(person.language))
        .with("amount", charge.amount.show(person.language))
        .with("day", day(day_of(paid_at)))
        .link(charge.id.path())
        .about(&charge::subject(&charge.id));
    tx.mail(mail).await
}
