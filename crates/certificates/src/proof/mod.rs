//! Proof: anybody checks what the university certified, on paper or as a file, with the university or without it.
//!
//! - [`pages`]: `/verify`, for people: a code, the text of the square code, or the PDF.
//! - [`offline`]: `/v`, the same without a network and without telling anybody what is looked at.
//! - [`keys`], [`seals`]: what the university signed and seals with, now and formerly, at a well-known address.
//! - [`status`]: the signed list of what was withdrawn.
//! - [`credentials`]: what verifiers of Verifiable Credentials fetch.
//! - [`log`], [`audit`]: the public log, and whether it is what it says.
//!
//! All of it is open to everybody. What is public tells nothing about a person: hashes, places, keys. What a document says
//! is shown to those alone who bring the document, its code or its square code.

mod answer;
pub mod audit;
mod check;
pub mod credentials;
pub mod keys;
pub mod log;
mod offline;
mod pages;
mod public;
pub mod seals;
pub mod status;

use platform::web::Routes;

pub use audit::{Audit, Damage};
pub use check::{Known, Refused, Wholeness, by_code, by_file, by_text};
pub use seals::Seals;

/// The routes.
pub(crate) fn routes() -> Routes {
    pages::routes()
        .merge(offline::routes())
        .merge(keys::routes())
        .merge(status::routes())
        .merge(log::routes())
        .merge(credentials::routes())
}
