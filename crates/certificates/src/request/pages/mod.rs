//! The cart, the delivery, the payment, and where each request is.

mod cart;
pub(crate) mod delegation;
mod delivery;
mod files;
pub(crate) mod frame;
mod list;
mod payment;
mod place;
mod status;
pub(crate) mod words;

use platform::web::Routes;
use serde::Deserialize;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/certificates/cart", cart::show)
        .get("/certificates/requests", list::show)
        .get("/certificates/requests/{request}", status::show)
        .post("/certificates/requests/{request}/communications", cart::save)
        .post("/certificates/requests/{request}/delete", cart::delete)
        .post("/certificates/requests/{request}/items/{item}/delete", cart::delete_item)
        .get("/certificates/requests/{request}/delivery", delivery::show)
        .post("/certificates/requests/{request}/delivery", delivery::choose)
        .get("/certificates/payment", payment::show)
        .post("/certificates/payment", payment::start)
        .get("/certificates/requests/{request}/back-to-cart", status::ask_back)
        .post("/certificates/requests/{request}/back-to-cart", status::back_to_cart)
        .get("/certificates/requests/{request}/documents/{item}", files::document)
        .get("/certificates/requests/{request}/delegation", delegation::form)
}

/// A form of one button.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Nothing {}
