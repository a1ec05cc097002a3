//! People made up for the demo and for tests.

use kernel::Day;
use platform::{Stop, Tx, files::Kept};

use crate::{
    document::{self, DocumentChecked},
    register::{self, NewPerson, PersonRef},
};

/// A made-up person. Its files are kept before the transaction under `people::owner(&sample.id)`.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Identifier: `house.dice().id(now)`, or any other that nobody has.
    pub id: String,
    /// Who they are.
    pub person: NewPerson,
    /// An identity document and its scan: registration is complete with one.
    pub document: Option<(DocumentChecked, Kept)>,
    /// The scan of the tax code.
    pub tax_code_scan: Option<Kept>,
}

/// Registers a made-up person, complete when there is a document.
///
/// # Errors
/// When the fiscal code is another person's, or the database fails.
pub async fn seed(tx: &mut Tx, sample: Sample) -> Result<PersonRef, Stop> {
    let person = register::register_as(tx, sample.id, sample.person).await?;
    if let Some((document, scan)) = &sample.document {
        document::save_document(tx, &person.id, document, scan).await?;
        register::complete(tx, &person.id).await?;
    }
    if let Some(scan) = &sample.tax_code_scan {
        document::save_tax_code_scan(tx, &person.id, scan).await?;
    }
    Ok(person)
}

/// An identity card as made-up people have them, valid for about nine years from today.
pub fn sample_document(today: Day, number: &str) -> DocumentChecked {
    DocumentChecked {
        kind: document::DocumentKind::IdCard,
        issuer: "Comune di Milano".to_owned(),
        number: number.to_owned(),
        issued_on: today.plus_months(-12).unwrap_or(today),
        expires_on: today.plus_months(108).unwrap_or(today),
    }
}
