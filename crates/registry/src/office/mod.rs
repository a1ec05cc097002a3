//! The office's side of the record: careers are looked up, and what was recorded wrongly is corrected with its reason.

mod correct;
mod flow;
mod list;
mod show;
mod store;

use platform::{
    House, Stop,
    web::{Duty, Overseen, Params, Role, Routes, Scope},
};

use crate::{
    career::Career,
    record::{Award, Exam, Record},
};

/// Looking after the record of students.
pub struct Records;

impl Duty for Records {
    const NAME: &'static str = "records";
    const ROLES: &'static [Role] = &[Role::CentralSecretariat];
}

/// A record that an officer may look after.
pub(crate) struct OfficeRecord {
    record: Record,
}

fn covers(scope: &Scope, career: &Career) -> bool {
    match (&career.edition_id, scope) {
        (_, Scope::All) => true,
        (Some(edition), scope) => scope.covers(edition),
        (None, Scope::Programmes(_)) => false,
    }
}

impl Overseen for OfficeRecord {
    const OBJECT: &'static str = "career";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let career = crate::store::find(&mut conn, params.get("id")).await?;
        match career.filter(|career| covers(scope, career)) {
            Some(career) => Ok(Some(Self { record: Record::of(&mut conn, career).await? })),
            None => Ok(None),
        }
    }
}

/// Something of a record that can be corrected, with the version that was read.
pub(crate) enum Entry {
    Exam { id: String, version: i64, it: Exam },
    Award { version: i64, it: Award },
}

/// A career and what of it is corrected: the examination named by the path, or the award.
pub(crate) struct OfficeEntry {
    career: Career,
    entry: Entry,
}

impl Overseen for OfficeEntry {
    const OBJECT: &'static str = "career";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let career = crate::store::find(&mut conn, params.get("id")).await?;
        let Some(career) = career.filter(|career| covers(scope, career)) else { return Ok(None) };
        let entry = store::entry(&mut conn, &career.id, params.get("exam")).await?;
        Ok(entry.map(|entry| Self { career, entry }))
    }
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/office/careers", list::list)
        .get("/office/careers/{id}", show::show)
        .get("/office/careers/{id}/exams/{exam}", correct::form)
        .post("/office/careers/{id}/exams/{exam}", correct::save)
        .get("/office/careers/{id}/award", correct::form)
        .post("/office/careers/{id}/award", correct::save)
}
