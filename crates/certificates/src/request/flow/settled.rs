use futures::future::BoxFuture;
use kernel::Event;
use platform::{Stop, Subject, Tx};

use super::{pay::send, term_key};
use crate::request::{REASON, RequestParty, RequestState, order, store};

/// A charge was paid. When it is one of ours, its requests are issued, or given to the office, in the transaction in
/// which the receipt is applied: paid and not sent on cannot be. That the payment arrived is told by payments.
pub fn on_settled<'a>(
    tx: &'a mut Tx,
    _subject: &'a Subject,
    event: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let fact =
            |name: &str| event.facts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        let (Some(REASON), Some(id), Some("yes")) = (fact("reason"), fact("reason_id"), fact("all_paid"))
        else {
            return Ok(());
        };
        settle(tx, id).await
    })
}

async fn settle(tx: &mut Tx, order_id: &str) -> Result<(), Stop> {
    let Some(order) = order::find(tx.conn(), order_id).await? else {
        return Err(Stop::broken("a charge was paid for an order that is not there"));
    };
    let now = tx.stamp();
    if !order::set_settled(tx.conn(), &order.id, &now).await? {
        return Ok(());
    }
    tx.unschedule(&term_key(&order.id)).await?;
    let requests = store::of_order(tx.conn(), &order.id).await?;
    for request in requests.iter().filter(|request| request.state == RequestState::AwaitingPayment) {
        tx.journal(&request.subject(), Event::new("certificates.paid").with("order", &order.id)).await?;
        send(tx, request, RequestParty::System, true).await?;
    }
    Ok(())
}
