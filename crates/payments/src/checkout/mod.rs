//! The page where a charge is paid: what it is made of, until when, the button to the payment platform, the notice to
//! pay elsewhere, and afterwards the result and the receipt. It says "paid" only when the receipt is in.

mod list;
mod page;
mod papers;
pub(crate) mod store;

pub(crate) use page::{badge, billing_facts};
use platform::web::Routes;
pub use store::is_under_way;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/payments", list::list)
        .get("/payments/{charge}", page::show)
        .get("/payments/{charge}/notice", papers::notice)
        .get("/payments/{charge}/receipt", papers::receipt)
}
