//! The finance office: what is owed and paid, receipts as they came, and the queue of what does not fit.

mod charge_page;
mod decide;
mod exception;
mod form;
mod list;
mod queue;
mod receipt_page;

use platform::{
    House, Stop,
    web::{Duty, Overseen, Params, Role, Routes, Scope},
};

use crate::{
    charge::{self, Charge},
    receipt::{Stored, store as receipts},
};

/// Looks after payments.
pub struct Finance;

impl Duty for Finance {
    const NAME: &'static str = "finance";
    const ROLES: &'static [Role] = &[Role::Finance];
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/office/payments", list::list)
        .get("/office/payments/exceptions", queue::queue)
        .get("/office/payments/exceptions/{exception}", decide::show)
        .post("/office/payments/exceptions/{exception}", decide::decide)
        .get("/office/payments/receipts/{receipt}", receipt_page::show)
        .get("/office/payments/charges/{charge}", charge_page::show)
}

/// A charge under the office's eyes.
pub(crate) struct AnyCharge(pub Charge);

impl Overseen for AnyCharge {
    const OBJECT: &'static str = "charge";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        if *scope != Scope::All {
            return Ok(None);
        }
        let mut conn = house.db().read().await?;
        Ok(charge::find(&mut conn, params.get("charge")).await?.map(AnyCharge))
    }
}

/// A receipt under the office's eyes.
pub(crate) struct AnyReceipt(pub Stored);

impl Overseen for AnyReceipt {
    const OBJECT: &'static str = "receipt";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        if *scope != Scope::All {
            return Ok(None);
        }
        let mut conn = house.db().read().await?;
        Ok(receipts::find(&mut conn, params.get("receipt")).await?.map(AnyReceipt))
    }
}
