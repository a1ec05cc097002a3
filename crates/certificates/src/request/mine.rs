//! What belongs to the person who asks: a request, a career, an admission. What is somebody else's is not there.

use platform::{
    House, Stop,
    web::{Owned, Params},
};
use registry::Record;

use super::{Request, store};
use crate::catalogue::{Duty, duties};

/// A request of the person who asks.
#[derive(Clone, Debug)]
pub struct RequestRow(pub Request);

impl Owned for RequestRow {
    const OBJECT: &'static str = "certificate-request";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let request = store::find(&mut conn, params.get("request")).await?;
        Ok(request.filter(|request| request.person_id == account_id).map(Self))
    }
}

/// A career of the person who asks, with everything that is recorded of it.
#[derive(Clone, Debug)]
pub struct CareerRecord(pub Record);

impl Owned for CareerRecord {
    const OBJECT: &'static str = "career";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let career = registry::find(&mut conn, params.get("career")).await?;
        match career.filter(|career| career.person_id == account_id) {
            Some(career) => Ok(Some(Self(Record::of(&mut conn, career).await?))),
            None => Ok(None),
        }
    }
}

/// An admission of the person who asks, whose stamp duty is to be paid.
#[derive(Clone, Debug)]
pub struct OwnDuty(pub Duty);

impl Owned for OwnDuty {
    const OBJECT: &'static str = "admission-duty";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let found = duties(house).of_person(house, account_id).await?;
        Ok(found.into_iter().find(|duty| duty.id == params.get("duty")).map(Self))
    }
}
