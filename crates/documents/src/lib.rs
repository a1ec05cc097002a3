//! Papers: what a person downloads, and what the office may look at without danger.
//!
//! The room's front door. A [`Document`] is plain data; a [`Renderer`] makes a PDF of it, makes pictures of the pages
//! of an uploaded file, and examines an uploaded file. The real renderer, [`Workers`], gives the work to child
//! processes of the same program with tight limits (the crate `documents-engine`), because layout has no time limit of
//! its own and outside bytes deserve no trust: what breaks is a child, and the next job gets a new one.
//!
//! Nothing here depends on the typesetter, so that the rooms above build without it.

pub(crate) mod document;
mod examined;
pub mod protocol;
mod renderer;
mod templates;
pub mod testing;
mod workers;

pub use document::{
    AddressLabels, Applicant, ApplicationReceipt, CannotCertify, Certificate, CoverSheet, Declarant,
    Delegation, Document, Institution, ItalianDegree, Line, ListedFile, Mark, Payer, PaymentNotice,
    PaymentReceipt, Row, Section, SelfCertification, Supplement, certificate,
};
pub use examined::{Examined, MediaType, RefusedFile, Verdict};
pub use renderer::{CannotRender, Pdf, Png, Renderer};
pub use templates::Templates;
pub use workers::{Settings, Workers};

use kernel::Language;

/// The sentences of this room's problems and faults, in Fluent's syntax.
pub const fn texts(language: Language) -> &'static str {
    match language {
        Language::It => include_str!("texts.it.ftl"),
        Language::En => include_str!("texts.en.ftl"),
    }
}
