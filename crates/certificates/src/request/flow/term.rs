//! Terms as jobs: a cart that nobody paid, a payment that never came. Each looks again when it runs.

use futures::future::BoxFuture;
use kernel::Event;
use platform::{
    House, Stop, Tx,
    clock::instant,
    jobs::{Claimed, Job},
};

use super::{back_to_cart, decide, expiry, term_key};
use crate::request::{Request, RequestAction, RequestParty, RequestState, cart, order, store};

/// Gives up what stayed in the cart too long; the payload is the request's identifier.
pub(super) const EXPIRE: &str = "certificates.expire";
/// Awaits a payment no longer; the payload is the order's identifier.
pub(super) const PAYMENT_TERM: &str = "certificates.payment-term";

/// The time of a request in the cart has passed: what was written in it goes.
///
/// # Errors
/// When it is not in the cart any more; when the database fails.
pub async fn expire(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let event = Event::new("certificates.expired");
    let outcome = decide(request, RequestAction::Expire, RequestParty::System, false, event)?;
    for item in &request.items {
        cart::delete_item(tx.conn(), &item.id).await?;
    }
    cart::set_communications(tx.conn(), &request.id, "").await?;
    store::settle(tx, request, outcome).await
}

pub(super) fn expire_job(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let id: String = job.read()?;
        let mut tx = job.begin(&house).await?;
        if let Some(seen) = store::find(tx.conn(), &id).await? {
            cart::lock(&mut tx, &seen.person_id).await?;
        }
        let request = store::find(tx.conn(), &id).await?;
        let Some(request) = request.filter(|request| request.state == RequestState::Initial) else {
            drop(tx);
            return job.done(&house).await;
        };
        let until = instant(&request.expires_at);
        if until > tx.now() {
            tx.enqueue(expiry(&id, until)?).await?;
            tx.journal(&request.subject(), Event::new("certificates.kept")).await?;
        } else {
            expire(&mut tx, &request).await?;
        }
        tx.commit().await
    })
}

pub(super) fn payment_term(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let id: String = job.read()?;
        let mut tx = job.begin(&house).await?;
        let Some(order) = order::find(tx.conn(), &id).await?.filter(order::Order::is_open) else {
            drop(tx);
            return job.done(&house).await;
        };
        let now = tx.now();
        if payments::is_under_way(tx.conn(), &order.reason(), now).await? {
            // The person is paying at this moment: the receipt decides.
            let later = now.saturating_add(jiff::SignedDuration::from_hours(1)).unwrap_or(now);
            tx.enqueue(Job::new(PAYMENT_TERM, &id)?.at(later).once(term_key(&id))).await?;
            tx.journal(&order.subject(), Event::new("certificates.payment-awaited")).await?;
        } else {
            back_to_cart(&mut tx, &id, RequestParty::System).await?;
        }
        tx.commit().await
    })
}
