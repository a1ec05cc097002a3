use kernel::Event;
use pagopa::{
    EntityCode,
    receipt::{Outcome, SendReceiptRequest},
};
use platform::{
    Stop, Subject, Tx,
    clock::{hex, rome, sha256, stamp},
    jobs::Job,
};

use super::{
    JOB, job_key,
    judge::ExceptionKind,
    store::{self, NewReceipt},
};

/// Keeps a receipt as it came, in the transaction whose commit lets the platform be answered `OK`. A receipt that is
/// held already changes nothing; the same receipt with other words is kept beside it, for people to look at.
pub(crate) async fn take(tx: &mut Tx, bytes: &[u8], request: &SendReceiptRequest) -> Result<(), Stop> {
    let receipt = &request.receipt;
    let message =
        String::from_utf8(bytes.to_vec()).map_err(|_| Stop::broken("a receipt that is not UTF-8"))?;
    let digest = hex(&sha256(bytes));
    let paid_at = receipt
        .payment_date_time
        .as_ref()
        .and_then(|moment| moment.instant(&rome()).ok())
        .unwrap_or_else(|| tx.now());
    let id = tx.new_id();
    let now = tx.stamp();
    let new = NewReceipt {
        id: &id,
        entity: receipt.notice.fiscal_code.as_str(),
        receipt_id: &receipt.receipt_id,
        digest: &digest,
        message: &message,
        notice_number: &receipt.notice.notice_number,
        amount: receipt.amount,
        outcome: match receipt.outcome {
            Outcome::Ok => "ok",
            Outcome::Ko => "ko",
        },
        psp: &receipt.psp.company_name,
        paid_at: &stamp(paid_at),
        received_at: &now,
    };
    if store::insert(tx.conn(), &new).await? {
        tx.enqueue(Job::new(JOB, &id)?.once(job_key(&id))).await?;
        let event = Event::new("payments.receipt-received")
            .with("notice", &receipt.notice.notice_number)
            .with("receipt", &receipt.receipt_id);
        return tx.journal(&Subject::new("receipt", &id), event).await;
    }
    came_again(tx, &receipt.notice.fiscal_code, &receipt.receipt_id, &digest, &message).await
}

async fn came_again(
    tx: &mut Tx,
    entity: &EntityCode,
    receipt_id: &str,
    digest: &str,
    message: &str,
) -> Result<(), Stop> {
    let held = store::by_identity(tx.conn(), entity.as_str(), receipt_id).await?;
    let held = held.ok_or_else(|| Stop::broken("a receipt was there and is not"))?;
    let subject = Subject::new("receipt", &held.id);
    if held.digest == digest {
        return tx.journal(&subject, Event::new("payments.receipt-repeated")).await;
    }
    let id = tx.new_id();
    let at = tx.stamp();
    let charge = held.charge_id.as_deref();
    let opened = store::open_exception(
        tx.conn(),
        &id,
        &held.id,
        ExceptionKind::Altered,
        charge,
        digest,
        Some(message),
        &at,
    )
    .await?;
    let event = if opened {
        Event::new("payments.receipt-altered").with("exception", &id)
    } else {
        Event::new("payments.receipt-repeated")
    };
    tx.journal(&subject, event).await
}
