//! The papers as data. Each kind is one file, with the law it follows and a sample.
//!
//! A paper carries everything that is printed on it, the institution's name and contacts included, and nothing is looked
//! up while it is set: the same data gives the same bytes.

mod application_receipt;
pub mod certificate;
pub(crate) mod in_base64;
mod payment_notice;
mod payment_receipt;
mod self_certification;

use jiff::Timestamp;
use kernel::{Cents, Language};
use serde::{Deserialize, Serialize};

pub use application_receipt::{Applicant, ApplicationReceipt, ListedFile, Row, Section};
pub use certificate::{AddressLabels, Certificate, CoverSheet, Delegation, Supplement};
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
    /// What the university certifies.
    Certificate(Box<Certificate>),
    /// The same facts, declared by the person (DPR 445/2000, art. 46), to be signed by them.
    SelfCertificate(Box<Certificate>),
    /// The diploma supplement.
    Supplement(Box<Supplement>),
    /// The form of who lets another collect their documents.
    Delegation(Delegation),
    /// What lies on top of printed documents.
    CoverSheet(CoverSheet),
    /// Labels for envelopes.
    AddressLabels(AddressLabels),
}

impl Document {
    /// Stable name of the kind, also the name of its template: `application-receipt` …
    pub const fn kind(&self) -> &'static str {
        match self {
            Document::ApplicationReceipt(_) => "application-receipt",
            Document::SelfCertification(_) => "self-certification",
            Document::PaymentNotice(_) => "payment-notice",
            Document::PaymentReceipt(_) => "payment-receipt",
            Document::Certificate(_) => "certificate",
            Document::SelfCertificate(_) => "self-certificate",
            Document::Supplement(_) => "supplement",
            Document::Delegation(_) => "delegation",
            Document::CoverSheet(_) => "cover-sheet",
            Document::AddressLabels(_) => "address-labels",
        }
    }

    /// The language it is written in.
    pub const fn language(&self) -> Language {
        match self {
            Document::ApplicationReceipt(it) => it.language,
            Document::SelfCertification(it) => it.language(),
            Document::PaymentNotice(it) => it.language,
            Document::PaymentReceipt(it) => it.language,
            Document::Certificate(it) | Document::SelfCertificate(it) => it.tongue.first(),
            Document::Supplement(it) => it.certificate.tongue.first(),
            Document::Delegation(it) => it.language,
            Document::CoverSheet(it) => it.language,
            Document::AddressLabels(it) => it.language,
        }
    }

    /// The instant written into the file as its date: of the act, never of the rendering.
    pub const fn dated(&self) -> Timestamp {
        match self {
            Document::ApplicationReceipt(it) => it.submitted_at,
            Document::SelfCertification(it) => it.prepared_at(),
            Document::PaymentNotice(it) => it.issued_at,
            Document::PaymentReceipt(it) => it.issued_at,
            Document::Certificate(it) | Document::SelfCertificate(it) => it.issued_at,
            Document::Supplement(it) => it.certificate.issued_at,
            Document::Delegation(it) => it.prepared_at,
            Document::CoverSheet(it) => it.printed_at,
            Document::AddressLabels(it) => it.printed_at,
        }
    }

    /// Whose paper it is.
    pub const fn institution(&self) -> &Institution {
        match self {
            Document::ApplicationReceipt(it) => &it.institution,
            Document::SelfCertification(it) => it.institution(),
            Document::PaymentNotice(it) => &it.institution,
            Document::PaymentReceipt(it) => &it.institution,
            Document::Certificate(it) | Document::SelfCertificate(it) => &it.institution,
            Document::Supplement(it) => &it.certificate.institution,
            Document::Delegation(it) => &it.institution,
            Document::CoverSheet(it) => &it.institution,
            Document::AddressLabels(it) => &it.institution,
        }
    }

    /// What a certificate, a self-certification or a supplement certifies.
    pub const fn certificate(&self) -> Option<&Certificate> {
        match self {
            Document::Certificate(it) | Document::SelfCertificate(it) => Some(it),
            Document::Supplement(it) => Some(&it.certificate),
            Document::ApplicationReceipt(_)
            | Document::SelfCertification(_)
            | Document::PaymentNotice(_)
            | Document::PaymentReceipt(_)
            | Document::Delegation(_)
            | Document::CoverSheet(_)
            | Document::AddressLabels(_) => None,
        }
    }

    /// True for the papers of certificates, whose templates a university may replace.
    pub const fn has_own_templates(&self) -> bool {
        match self {
            Document::ApplicationReceipt(_)
            | Document::SelfCertification(_)
            | Document::PaymentNotice(_)
            | Document::PaymentReceipt(_) => false,
            Document::Certificate(_)
            | Document::SelfCertificate(_)
            | Document::Supplement(_)
            | Document::Delegation(_)
            | Document::CoverSheet(_)
            | Document::AddressLabels(_) => true,
        }
    }

    /// A believable paper of each kind, for tests and for looking at.
    pub fn samples(language: Language) -> Vec<Document> {
        use certificate::{Says, Tongue};
        let tongue = match language {
            Language::It => Tongue::Italian,
            Language::En => Tongue::English,
        };
        let certificate = |says, exams| Box::new(Certificate::sample(tongue, says, exams));
        vec![
            Document::ApplicationReceipt(ApplicationReceipt::sample(language)),
            Document::SelfCertification(SelfCertification::sample(language)),
            Document::PaymentNotice(PaymentNotice::sample(language)),
            Document::PaymentReceipt(PaymentReceipt::sample(language)),
            Document::Certificate(certificate(Says::Award, 0)),
            Document::SelfCertificate(certificate(Says::Path, 6)),
            Document::Supplement(Box::new(Supplement::sample())),
            Document::Delegation(Delegation::sample(language)),
            Document::CoverSheet(CoverSheet::sample(language)),
            Document::AddressLabels(AddressLabels::sample(language)),
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
