use kernel::Event;
use platform::{Stop, Tx, config::Certificates};

use super::{CannotDo, cart::take};
use crate::{
    catalogue::{Delivery, Kind, deliveries},
    request::{Request, cart, cart::Chosen, price, store::ChangedMeanwhile},
};

/// The ways in which the documents of a request can be delivered together.
pub fn possible(request: &Request, config: &Certificates) -> Vec<Delivery> {
    let documents: Vec<(Kind, i64)> =
        request.items.iter().map(|item| (item.kind, item.choice.copies)).collect();
    deliveries(&documents, config)
}

/// "Sel. Delivery Type": `seen` is the version of the request that the page showed. Stamp duty may depend on the way, so
/// every document is priced again.
///
/// # Errors
/// [`ChangedMeanwhile`]; [`CannotDo`]; when the database fails.
pub async fn choose_delivery(
    tx: &mut Tx,
    request_id: &str,
    seen: Option<i64>,
    chosen: &Chosen,
) -> Result<(), Stop> {
    let request = take(tx, request_id).await?;
    if seen != Some(request.version) {
        return Err(ChangedMeanwhile.into());
    }
    let config = tx.house().config().certificates.clone();
    let delivery = chosen.delivery.filter(|way| possible(&request, &config).contains(way));
    let Some(delivery) = delivery else { return Err(CannotDo::NotReady.into()) };
    for item in request.items.iter().filter(|item| item.kind != Kind::EnrolmentDuty) {
        let amount = price::of_document(item.kind, &item.choice, Some(delivery), &config);
        cart::set_amount(tx.conn(), &item.id, amount).await?;
    }
    cart::set_delivery(tx.conn(), &request.id, chosen).await?;
    let event = Event::new("certificates.delivery-chosen").with("delivery", delivery.code());
    cart::touch(tx, &request, event).await
}
