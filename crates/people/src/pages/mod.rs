//! The pages by which a person keeps their own data right.

mod documents;
mod email;
mod files;
mod fiscal_code;
mod phones;
mod places;
mod residence;
mod summary;
mod tax_code;

use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Faults};
use platform::{
    House, Stop, Tx,
    web::{Applicant, Go, Once, Page, Routes, Shell, field::FieldFault},
};

use crate::{
    back::Back,
    form::Ctx,
    person::{self, Person},
};

/// The routes of the room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/profile", summary::show)
        .get("/profile/phones", phones::show)
        .post("/profile/phones", phones::save)
        .get("/profile/email", email::show)
        .post("/profile/email", email::ask)
        .post("/profile/email/cancel", email::cancel)
        .get("/profile/email/confirm/{token}", email::confirm_page)
        .post("/profile/email/confirm/{token}", email::confirm)
        .get("/profile/email/confirmed", email::confirmed)
        .get("/profile/residence", residence::show)
        .post("/profile/residence", residence::coincide)
        .get("/profile/residence/new", residence::new_residence)
        .post("/profile/residence/new", residence::save_residence)
        .get("/profile/contact/new", residence::new_contact)
        .post("/profile/contact/new", residence::save_contact)
        .get("/profile/documents", documents::list)
        .get("/profile/documents/new", documents::new)
        .post("/profile/documents/new", documents::add)
        .get("/profile/documents/{id}", documents::manage)
        .post("/profile/documents/{id}", documents::replace)
        .get("/profile/tax-code", tax_code::show)
        .post("/profile/tax-code", tax_code::save)
        .get("/profile/fiscal-code", fiscal_code::show)
        .post("/profile/fiscal-code", fiscal_code::save)
        .get("/profile/files/{id}", files::open)
        .get("/profile/places", places::suggest)
}

/// What a form that was sent gets.
pub enum Answer<T> {
    /// Onwards.
    Go(Go),
    /// The form again.
    Page(Box<Page<T>>),
}

/// What a handler of a form gives back.
pub type Sent<T> = Result<Answer<T>, Stop>;

impl<T> Answer<T> {
    /// The form again, with what is wrong.
    pub fn again(template: T) -> Self
    where
        T: Template,
    {
        Self::Page(Box::new(Page::again(template)))
    }
}

impl<T: Template> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Go(go) => go.into_response(),
            Self::Page(page) => page.into_response(),
        }
    }
}

/// Who asks, as the office knows them.
pub async fn myself(house: &House, who: &Applicant) -> Result<Person, Stop> {
    let mut conn = house.db().read().await?;
    person::find(&mut conn, &who.session.account_id).await?.ok_or_else(Stop::not_found)
}

/// Begins a change of the person's own data; `None` when the form was read before another change.
pub async fn begin(
    house: &House,
    who: &Applicant,
    once: Once,
    version: Option<i64>,
) -> Result<Option<Tx>, Stop> {
    let mut tx = house.begin_once(who, once).await?;
    let fresh = person::touch(&mut tx, &who.session.account_id, version).await?;
    Ok(fresh.then_some(tx))
}

/// Today at the office.
pub fn today(house: &House) -> Day {
    house.clock().today().into()
}

/// The frame of a page below the profile.
pub fn frame(house: &House, who: &Applicant, title: &str, back: &Back) -> Shell {
    Shell::new(house, who, title)
        .crumb("shell-services", "/")
        .crumb("profile-title", &back.through("/profile"))
        .crumb(title, "")
}

/// A field that another window changed meanwhile: what it says now.
pub fn note_stale(faults: &mut Faults, field: &'static str, stored: &str) {
    let stored = if stored.is_empty() { "—" } else { stored };
    faults.add_with(field, "stale", vec![("stored", stored.to_owned())]);
}

/// The summary at the top of a form.
pub fn summary_of(fields: &[&platform::web::field::Field]) -> Vec<FieldFault> {
    platform::web::field::Field::summary_of(fields)
}

/// What checking a form needs.
pub fn ctx(house: &House) -> Ctx {
    Ctx::of(house)
}
