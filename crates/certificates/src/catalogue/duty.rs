//! Stamp duty of enrolments: a room above opens an admission, the person finds it here and pays it like a document.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Cents, Language};
use platform::{House, Stop};
use registry::CareerKind;

/// An admission whose stamp duty a person can pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The admission's identifier.
    pub id: String,
    /// What kind of programme.
    pub kind: CareerKind,
    /// Title of the programme, in Italian.
    pub title_it: String,
    /// Title of the programme, in English.
    pub title_en: String,
    /// Academic year, as people write it: `2026/27`.
    pub year: String,
    /// What is due when it is not what the table of stamp duty says.
    pub cents: Option<Cents>,
}

impl Duty {
    /// Title of the programme in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_it, &self.title_en)
    }
}

/// Knows whose stamp duty is open. The rooms below do not know admissions: the house is told when it is put together.
#[async_trait]
pub trait Duties: Send + Sync {
    /// The admissions of a person whose stamp duty was not paid yet.
    async fn of_person(&self, house: &House, person_id: &str) -> Result<Vec<Duty>, Stop>;
}

/// Nobody owes any.
struct NoDuties;

#[async_trait]
impl Duties for NoDuties {
    async fn of_person(&self, _: &House, _: &str) -> Result<Vec<Duty>, Stop> {
        Ok(Vec::new())
    }
}

/// The house's port; a house without one has no admissions.
pub(crate) fn duties(house: &House) -> Arc<dyn Duties> {
    house.port::<Arc<dyn Duties>>().unwrap_or_else(|_| Arc::new(NoDuties))
}
