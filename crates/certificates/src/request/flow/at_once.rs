use kernel::Event;
use platform::{Stop, Tx};

use super::{CannotDo, Reserve, decide, issuing};
use crate::{
    catalogue::Delivery,
    request::{RequestAction, RequestParty, RequestState, cart, store},
};

/// Reserves and sends what is free and needs no human, in one step: to be downloaded as soon as it is made. What is in
/// the cart stays there. Returns the request's identifier.
///
/// # Errors
/// [`CannotDo::NotReady`] when something has to be paid or decided; when the database fails.
pub async fn at_once(tx: &mut Tx, new: &Reserve<'_>) -> Result<String, Stop> {
    cart::lock(tx, new.person_id).await?;
    let mut request = new.request(tx, RequestState::Initial).await?;
    request.delivery = Some(Delivery::Download);
    request.submitted_at = Some(tx.stamp());
    request.items.push(new.item(tx, request.delivery));
    if !super::possible(&request, &tx.house().config().certificates).contains(&Delivery::Download) {
        return Err(CannotDo::NotReady.into());
    }
    let event = Event::new("certificates.issuing");
    request.state = decide(&request, RequestAction::Issue, RequestParty::Person, false, event.clone())?.after;
    let now = tx.stamp();
    for item in &request.items {
        store::insert_item(tx.conn(), &request.id, 1, item, &now).await?;
        let told =
            Event::new("certificates.reserved").with("document", item.kind.code()).with("item", &item.id);
        tx.journal(&request.subject(), told).await?;
    }
    tx.journal(&request.subject(), event).await?;
    issuing(tx, &request).await?;
    store::insert(tx, &request).await?;
    Ok(request.id)
}
