//! A charge reached through the person who owes it.

use platform::{
    House, Stop,
    web::{Owned, Params},
};

use crate::charge::{self, Charge};

/// A charge of the person who asks.
#[derive(Clone, Debug)]
pub(crate) struct MyCharge(pub Charge);

impl Owned for MyCharge {
    const OBJECT: &'static str = "charge";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let charge = charge::find(&mut conn, params.get("charge")).await?;
        Ok(charge.filter(|charge| charge.debtor == account_id).map(MyCharge))
    }
}
