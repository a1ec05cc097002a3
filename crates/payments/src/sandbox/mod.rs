//! Where `pagopa.mode` is `sandbox`, Ateneo plays the payment platform itself, behind a banner: it asks our own door
//! about the notice, takes the person's choice, and sends real receipt messages to that same door. The routes do not
//! exist in any other mode.
//!
//! It keeps to what the platform does: a receipt is sent again until it is answered, always with the same bytes.

mod deliver;
mod pages;
mod platform_side;
mod store;

use axum::extract::State;
use kernel::{Event, Lifecycle, Problem};
use platform::{
    Config, House, Stop,
    web::{Go, Own, Posted, Routes},
};

use crate::{
    charge::{self, ChargeAction, ChargeLife, Party, store as charges},
    checkout,
    mine::MyCharge,
};

pub(crate) use deliver::{JOB, deliver};

/// True where Ateneo plays the payment platform.
pub(crate) fn is_on(config: &Config) -> bool {
    config.pagopa.mode == "sandbox"
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/payments/{charge}/pay", pay)
        .get("/sandbox/checkout/{session}", pages::show)
        .post("/sandbox/checkout/{session}", pages::choose)
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Nothing {}

/// Sends the person to the platform.
async fn pay(own: Own<MyCharge>, State(house): State<House>, form: Posted<Nothing>) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&own, form.once).await?;
    let charge = charges::lock(tx.conn(), &own.it.0.id).await?.ok_or_else(Stop::not_found)?;
    if ChargeLife::decide(charge.state, ChargeAction::Pay, Party::Debtor, |_| true).is_err() {
        // Paid in the meantime: the page says so.
        if charge.state == charge::ChargeState::Paid {
            return Ok(Go::to(charge.id.path()));
        }
        return Err(Problem::conflict("charge-closed").into());
    }
    let session = tx.new_id();
    checkout::store::open(&mut tx, &session, &charge.id).await?;
    store::open(&mut tx, &session, &charge).await?;
    tx.journal(&charge::subject(&charge.id), Event::new("payments.checkout-opened")).await?;
    tx.go(format!("/sandbox/checkout/{session}")).await
}
