//! The papers as data. Each kind is one file, with the law it follows and a sample.
//!
//! A paper carries everything that is printed on it, the institution's name and contacts included, and nothing is looked
//! up while it is set: the same data gives the same bytes.

mod application_receipt;
mod payment_notice;
mod payment_receipt;
mod self_certification;

use jiff::Timestamp;
use kernel::{Cents, Language};
use serde::{Deserialize, Serialize};

pub use application_receipt::{Applicant, ApplicationReceipt, ListedFile, Row, Section};
pub use payment_notice::PaymentNotice;
pub use payment_receipt::{Payer, PaymentReceipt};
pub use self_certification::{CannotCertify, Declarant, ItalianDegree, Mark, SelfCertification};

/// A paper to set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Document {
    /// What was declared and uploaded with an application, and when it was received.
    ApplicationReceipt(ApplicationReceipt),
    /// A declaration in place of a certificate of a degree obtained in Italy, to be signed by the person.
    SelfCertification(SelfCertification),
    /// A notice to pay through pagoPA.
    PaymentNotice(PaymentNotice),
    /// What was paid.
    PaymentReceipt(PaymentReceipt),
}

impl Document {
    /// Stable name of the kind, also the name of its template: `application-receipt` …
    pub const fn kind(&self) -> &'static str {
        match self {
            Document::ApplicationReceipt(_) => "application-receipt",
            Document::SelfCertification(_) => "self-certification",
            Document::PaymentNotice(_) => "payment-notice",
            Document::PaymentReceipt(_) => "payment-receipt",
        }
    }

    /// The language it is written in.
    pub const fn language(&self) -> Language {
        match self {
            Document::ApplicationReceipt(it) => it.language,
            Document::SelfCertification(it) => it.language(),
            Document::PaymentNotice(it) => it.language,
            Document::PaymentReceipt(it) => it.language,
        }
    }

    /// The instant written into the file as its date: of the act, never of the rendering.
    pub const fn dated(&self) -> Timestamp {
        match self {
            Document::ApplicationReceipt(it) => it.submitted_at,
            Document::SelfCertification(it) => it.prepared_at(),
            Document::PaymentNotice(it) => it.issued_at,
            Document::PaymentReceipt(it) => it.issued_at,
        }
    }

    /// A believable paper of each kind, for tests and for looking at.
    pub fn samples(language: Language) -> Vec<Document> {
        vec![
            Document::ApplicationReceipt(ApplicationReceipt::sample(language)),
            Document::SelfCertification(SelfCertification::sample(language)),
            Document::PaymentNotice(PaymentNotice::sample(language)),
            Document::PaymentReceipt(PaymentReceipt::sample(language)),
        ]
    }
}

/// Whose paper it is: printed at its head and foot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// `Università degli Studi di …`.
    pub name: String,
    /// The office that writes, such as `Ufficio Master`; empty when none is to be named.
    pub office: String,
    /// One line: street, postcode, town.
    pub address: String,
    /// Fiscal code, as the payment platform knows the institution.
    pub fiscal_code: String,
    /// One line each: certified mail, telephone, site.
    pub contacts: Vec<String>,
}

/// One amount on a notice or receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is for.
    pub label: String,
    /// How much, in cents.
    pub amount: Cents,
}

impl Institution {
    /// An invented university.
    pub fn sample(language: Language) -> Self {
        Self {
            name: "Università degli Studi di Borgo San Luca".into(),
            office: language
                .pick("Ufficio Master e corsi di perfezionamento", "Postgraduate Programmes Office")
                .into(),
            address: "Piazza del Collegio 1, 40099 Borgo San Luca (BO)".into(),
            fiscal_code: "80099990372".into(),
            contacts: vec!["ateneo@pec.borgosanluca.example".into(), "+39 051 000 0000".into()],
        }
    }
}

/// The instant that all samples share: a winter afternoon, 15:20 in Rome.
fn sample_instant() -> Timestamp {
    Timestamp::constant(1_771_338_000, 0)
}

/// 17 February 2026, or a day near it.
const fn sample_day(month: i8, day: i8) -> jiff::civil::Date {
    jiff::civil::date(2026, month, day)
}
