//! The payments room tells that what was asked for is paid; what follows happens in the same transaction.

use futures::future::BoxFuture;
use kernel::Event;
use payments::Reason;
use platform::{Stop, Subject, Tx};

use super::{dossier::Dossier, flow, store};

/// The reason of what is paid to be enrolled.
pub const FEE: &str = "enrolment-fee";
/// The reason of the further parts of the fee.
pub const INSTALMENT: &str = "enrolment-instalment";

/// The reason of an application's fee and duty.
pub fn fee_reason(application_id: &str) -> Reason {
    Reason::new(FEE, application_id)
}

/// Hears of charges that are settled.
pub(super) fn on_settled<'a>(
    tx: &'a mut Tx,
    _subject: &'a Subject,
    event: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let fact =
            |name: &str| event.facts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        let (Some(FEE), Some(id), Some("yes")) = (fact("reason"), fact("reason_id"), fact("all_paid")) else {
            return Ok(());
        };
        let Some(application) = store::find(tx.conn(), id).await? else { return Ok(()) };
        let dossier = Dossier::load(tx.conn(), application).await?;
        flow::confirm(tx, &dossier).await.map(drop)
    })
}
