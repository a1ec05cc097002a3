//! The catalogue: editions of programmes, what follows from them, the public list with its search, the office's side
//! and the import. An edition is read by its identifier ([`find`]); what it means on a day are pure functions
//! ([`is_open`], [`fee_due_on`], [`requirement`]).

mod check;
mod choose;
mod flow;
mod import;
mod model;
mod office;
mod public;
mod rules;
mod search;
mod store;

pub use check::Typed;
pub use choose::{ListQuery, Listing, Row, SIZES, choose_list};
pub use flow::{CannotChange, change, create, next_year, step, subject};
pub use import::{COLUMNS, CannotImport, Options as ImportOptions, Outcome, Report, RowReport, import};
pub use model::{
    Bilingual, Details, Document, DocumentKind, Instalment, Kind, MinimumEntry, Programme, Secretariat,
    State, label,
};
pub use office::{Catalogue, NewEditions};
pub use rules::{
    Action, Requirement, career, career_kind, fee_due_on, fee_to_enrol, final_fee_due_on, is_open,
    requirement, schedule,
};
pub use store::{find, find_edition, open_list};

use platform::web::Routes;

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = (include_str!("texts.it.ftl"), include_str!("texts.en.ftl"));

/// The feature's routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/programmes", public::list)
        .get("/programmes/{id}", public::show)
        .get("/office/programmes", office::list)
        .post("/office/programmes", office::add)
        .get("/office/programmes/new", office::start)
        .get("/office/programmes/{id}", office::show)
        .post("/office/programmes/{id}", office::save)
        .post("/office/programmes/{id}/state", office::press)
        .post("/office/programmes/{id}/next-year", office::next_year)
}
