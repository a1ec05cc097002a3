use kernel::Event;
use platform::{Stop, Tx};

use super::{CannotDo, decide, expiry_key};
use crate::request::{
    Request, RequestAction, RequestParty, RequestState,
    cart::{self, Chosen},
    store,
    store::ChangedMeanwhile,
};

/// Takes a document out of the cart; with the last one the request goes.
///
/// # Errors
/// Absent when the request has no such document; when the request is not in the cart; when the database fails.
pub async fn remove(tx: &mut Tx, request_id: &str, item_id: &str) -> Result<(), Stop> {
    let request = take(tx, request_id).await?;
    let item = request.items.iter().find(|item| item.id == item_id).ok_or_else(Stop::not_found)?;
    if request.items.len() == 1 {
        return give_up(tx, &request).await;
    }
    cart::delete_item(tx.conn(), &item.id).await?;
    let event = Event::new("certificates.removed").with("document", item.kind.code()).with("item", &item.id);
    cart::touch(tx, &request, event).await?;
    let mut rest = request.clone();
    rest.items.retain(|item| item.id != item_id);
    let possible = super::possible(&rest, &tx.house().config().certificates);
    if request.delivery.is_some_and(|delivery| !possible.contains(&delivery)) {
        cart::set_delivery(tx.conn(), &request.id, &Chosen::default()).await?;
    }
    Ok(())
}

/// Takes a whole request out of the cart.
///
/// # Errors
/// When the request is not in the cart; when the database fails.
pub async fn empty(tx: &mut Tx, request_id: &str) -> Result<(), Stop> {
    let request = take(tx, request_id).await?;
    give_up(tx, &request).await
}

/// "Save Communications": `seen` is the version of the request that the page showed.
///
/// # Errors
/// [`ChangedMeanwhile`]; when the request is not in the cart; when the database fails.
pub async fn save_communications(
    tx: &mut Tx,
    request_id: &str,
    seen: Option<i64>,
    text: &str,
) -> Result<(), Stop> {
    let request = take(tx, request_id).await?;
    if seen != Some(request.version) {
        return Err(ChangedMeanwhile.into());
    }
    cart::set_communications(tx.conn(), &request.id, text).await?;
    cart::touch(tx, &request, Event::new("certificates.communications-saved")).await
}

/// The request, with the cart taken; only while it is in the cart.
pub(super) async fn take(tx: &mut Tx, request_id: &str) -> Result<Request, Stop> {
    let request = store::find(tx.conn(), request_id).await?.ok_or_else(Stop::not_found)?;
    cart::lock(tx, &request.person_id).await?;
    // As it is now that nobody else can change it.
    let request = store::find(tx.conn(), request_id).await?.ok_or_else(Stop::not_found)?;
    if request.state == RequestState::Initial { Ok(request) } else { Err(CannotDo::NotNow.into()) }
}

async fn give_up(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let event = Event::new("certificates.emptied");
    let outcome = decide(request, RequestAction::Empty, RequestParty::Person, false, event)?;
    for item in &request.items {
        cart::delete_item(tx.conn(), &item.id).await?;
    }
    tx.unschedule(&expiry_key(&request.id)).await?;
    store::settle(tx, request, outcome).await
}
