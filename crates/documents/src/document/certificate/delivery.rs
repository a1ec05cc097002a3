//! What goes with a document that is printed: the form of who collects it for another, what is laid into the envelope,
//! what is stuck on it.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Language;
use serde::{Deserialize, Serialize};

use super::super::Institution;

/// The form by which a person lets somebody else collect their documents (DPR 445/2000, art. 38 paragraph 3-bis).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delegation {
    /// Language.
    pub language: Language,
    /// Who hands the documents over.
    pub institution: Institution,
    /// When the form was made.
    pub prepared_at: Timestamp,
    /// The request's number, as people see it.
    pub request: String,
    /// Name and surname of who delegates.
    pub person: String,
    /// Day of birth.
    pub born_on: Date,
    /// Place of birth.
    pub born_in: String,
    /// Student number; empty for none.
    pub matricola: String,
    /// Name and surname of the delegate; empty: a dotted line.
    pub delegate: String,
    /// The delegate's identity document; empty: a dotted line.
    pub delegate_document: String,
    /// Where the documents are collected.
    pub counter: String,
    /// When, if an appointment was taken; empty for none.
    pub appointment: String,
    /// What is collected.
    pub documents: Vec<Enclosed>,
}

/// What lies on top of printed documents: for whom, how they leave, what there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverSheet {
    /// Language of the person.
    pub language: Language,
    /// Who sends.
    pub institution: Institution,
    /// When it was printed.
    pub printed_at: Timestamp,
    /// The request's number, as people see it.
    pub request: String,
    /// Name and surname.
    pub person: String,
    /// Lines of the address; empty when collected at a counter.
    pub address: Vec<String>,
    /// The counter; empty when sent.
    pub counter: String,
    /// Number of the registered mail; empty when not known yet.
    pub registered_number: String,
    /// What is enclosed.
    pub documents: Vec<Enclosed>,
    /// Further sheets of the same file, each on a page of its own; theirs are not looked at.
    #[serde(default)]
    pub next: Vec<CoverSheet>,
}

/// A document in an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// What it is.
    pub title: String,
    /// Its number; empty when not issued yet.
    pub number: String,
    /// Copies.
    pub copies: i64,
}

/// Sheets of labels, three across and eight down (70 × 37 mm), as they are sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressLabels {
    /// Language of the file's title.
    pub language: Language,
    /// Who sends.
    pub institution: Institution,
    /// When they were printed.
    pub printed_at: Timestamp,
    /// Labels that were used already on the first sheet, from its start.
    pub skip: u8,
    /// Lines of each address.
    pub labels: Vec<Vec<String>>,
}
