use kernel::{Cents, Event, Language};
use platform::{Stop, Tx, clock::stamp};

use super::{CannotDo, days_after, expiry};
use crate::{
    catalogue::{Choice, Duty, Kind},
    request::{
        Footnote, Item, Request, RequestState,
        cart::{self, Chosen, MAX_DOCUMENTS},
        price, store,
    },
};

/// A document to be put into the cart.
#[derive(Clone, Debug)]
pub struct Reserve<'a> {
    /// Who asks.
    pub person_id: &'a str,
    /// The language they read.
    pub language: Language,
    /// The career; the admission's identifier for an enrolment's stamp duty.
    pub career_id: &'a str,
    /// What.
    pub kind: Kind,
    /// Its parameters.
    pub choice: &'a Choice,
    /// The admission, for an enrolment's stamp duty.
    pub duty: Option<&'a Duty>,
}

impl Reserve<'_> {
    /// The document as a row.
    pub(super) fn item(&self, tx: &Tx, delivery: Option<crate::catalogue::Delivery>) -> Item {
        let config = &tx.house().config().certificates;
        let by_table = price::of_document(self.kind, self.choice, delivery, config);
        let asked = self.duty.and_then(|duty| duty.cents);
        Item {
            id: tx.new_id(),
            kind: self.kind,
            choice: self.choice.clone(),
            footnote: if self.choice.footnote.is_empty() { Footnote::None } else { Footnote::Asked },
            amount: asked.unwrap_or(by_table).max(Cents::ZERO),
            duty_id: self.duty.map(|duty| duty.id.clone()),
        }
    }

    /// A request without documents, not stored yet.
    pub(super) async fn request(&self, tx: &mut Tx, state: RequestState) -> Result<Request, Stop> {
        let expires_at = days_after(tx.now(), tx.house().config().certificates.cart_days);
        let career = registry::find(tx.conn(), self.career_id).await?;
        Ok(Request {
            id: tx.new_id(),
            number: 0,
            person_id: self.person_id.to_owned(),
            career_id: self.career_id.to_owned(),
            programme_id: career.and_then(|career| career.edition_id),
            language: self.language,
            state,
            communications: String::new(),
            delivery: None,
            address_kind: None,
            address: None,
            address_country: None,
            postage: Cents::ZERO,
            counter: None,
            appointment_at: None,
            delegate_name: None,
            delegate_document: None,
            order_id: None,
            created_at: tx.stamp(),
            expires_at: stamp(expires_at),
            submitted_at: None,
            officer_id: None,
            answer: None,
            registered_number: None,
            printed_at: None,
            refund: None,
            handed_to: None,
            version: 1,
            items: Vec::new(),
        })
    }
}

/// "Reserve document": into the request of its career that is in the cart, or into a new one.
///
/// # Errors
/// [`CannotDo`]; when the database fails.
pub async fn reserve(tx: &mut Tx, new: &Reserve<'_>) -> Result<(), Stop> {
    cart::lock(tx, new.person_id).await?;
    if let Some(duty) = new.duty
        && cart::duty_reserved(tx.conn(), &duty.id).await?
    {
        return Err(CannotDo::DutyReserved.into());
    }
    let now = tx.stamp();
    let event = |item: &Item| {
        Event::new("certificates.reserved").with("document", item.kind.code()).with("item", &item.id)
    };
    match cart::of_career(tx.conn(), new.person_id, new.career_id).await? {
        Some(request) => {
            if request.items.len() >= MAX_DOCUMENTS {
                return Err(CannotDo::CartFull.into());
            }
            let item = new.item(tx, request.delivery);
            let position = cart::next_position(tx.conn(), &request.id).await?;
            store::insert_item(tx.conn(), &request.id, position, &item, &now).await?;
            cart::touch(tx, &request, event(&item)).await?;
            keep_possible(tx, request, item).await
        }
        None => {
            let request = new.request(tx, RequestState::Initial).await?;
            let item = new.item(tx, None);
            store::insert_item(tx.conn(), &request.id, 1, &item, &now).await?;
            tx.enqueue(expiry(&request.id, platform::clock::instant(&request.expires_at))?).await?;
            tx.journal(&request.subject(), event(&item)).await?;
            store::insert(tx, &request).await?;
            Ok(())
        }
    }
}

/// A way of delivery that does not fit the new document is taken back.
async fn keep_possible(tx: &mut Tx, mut request: Request, item: Item) -> Result<(), Stop> {
    request.items.push(item);
    let possible = super::possible(&request, &tx.house().config().certificates);
    if request.delivery.is_some_and(|delivery| !possible.contains(&delivery)) {
        cart::set_delivery(tx.conn(), &request.id, &Chosen::default()).await?;
    }
    Ok(())
}
