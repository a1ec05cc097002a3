//! What the form holds, and how it shows what is stored.

use kernel::Cents;
use serde::Deserialize;

use crate::programme::model::{Details, Document, DocumentKind};

/// What was typed. Fields that repeat (papers, instalments) are lists in the order of the form's rows.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Typed {
    /// The "Id" of the list.
    pub number: String,
    /// The year.
    pub year: String,
    /// Code of the kind.
    pub kind: String,
    /// Italian title.
    pub title_it: String,
    /// English title.
    pub title_en: String,
    /// Italian description.
    pub description_it: String,
    /// English description.
    pub description_en: String,
    /// Codes of the languages of the lessons.
    pub languages: Vec<String>,
    /// First day of the window.
    pub opens_on: String,
    /// Last day of the window; left empty, one month before the lessons.
    pub closes_on: String,
    /// First day of lessons.
    pub lessons_start_on: String,
    /// Day of the final examination.
    pub final_exam_on: String,
    /// Places.
    pub places: String,
    /// Code of the minimum entry qualification.
    pub minimum_entry: String,
    /// For each of [`PAPERS`]: empty, `optional` or `required`.
    pub document: Vec<String>,
    /// Its note in Italian.
    pub document_note_it: Vec<String>,
    /// Its note in English.
    pub document_note_en: Vec<String>,
    /// The whole fee.
    pub fee: String,
    /// Amounts of the instalments.
    pub instalment_amount: Vec<String>,
    /// Last days to pay them.
    pub instalment_due: Vec<String>,
    /// Fee of the final examination.
    pub final_fee: String,
    /// `yes` when the stamp duty applies.
    pub stamp_duty: String,
    /// `yes` when a company pays the fee.
    pub corporate: String,
    /// `yes` when it is followed from afar.
    pub distance: String,
    /// Name of the office.
    pub secretariat_name: String,
    /// Its e-mail.
    pub secretariat_email: String,
    /// Its telephone.
    pub secretariat_phone: String,
    /// Its opening hours, in Italian.
    pub secretariat_hours_it: String,
    /// Its opening hours, in English.
    pub secretariat_hours_en: String,
}

/// The rows of the form for papers: three for papers of any other kind.
pub const PAPERS: [DocumentKind; 7] = [
    DocumentKind::Cv,
    DocumentKind::Portfolio,
    DocumentKind::DeclarationOfValue,
    DocumentKind::DualEnrolment,
    DocumentKind::Other,
    DocumentKind::Other,
    DocumentKind::Other,
];

/// The rows of the form for instalments.
pub const INSTALMENTS: usize = 6;

impl Typed {
    /// Each field with its name as faults have it, repeated ones with their row: to compare what was typed with what
    /// is stored.
    pub fn named(&self) -> Vec<(String, String)> {
        let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut named = vec![
            one("number", &self.number),
            one("year", &self.year),
            one("kind", &self.kind),
            one("title_it", &self.title_it),
            one("title_en", &self.title_en),
            one("description_it", &self.description_it),
            one("description_en", &self.description_en),
            one("languages", &self.languages.join(", ")),
            one("opens_on", &self.opens_on),
            one("closes_on", &self.closes_on),
            one("lessons_start_on", &self.lessons_start_on),
            one("final_exam_on", &self.final_exam_on),
            one("places", &self.places),
            one("minimum_entry", &self.minimum_entry),
            one("fee", &self.fee),
            one("final_fee", &self.final_fee),
            one("stamp_duty", &self.stamp_duty),
            one("corporate", &self.corporate),
            one("distance", &self.distance),
            one("secretariat_name", &self.secretariat_name),
            one("secretariat_email", &self.secretariat_email),
            one("secretariat_phone", &self.secretariat_phone),
            one("secretariat_hours_it", &self.secretariat_hours_it),
            one("secretariat_hours_en", &self.secretariat_hours_en),
        ];
        for (name, list, rows) in [
            ("document", &self.document, PAPERS.len()),
            ("document_note_it", &self.document_note_it, PAPERS.len()),
            ("document_note_en", &self.document_note_en, PAPERS.len()),
            ("instalment_amount", &self.instalment_amount, INSTALMENTS),
            ("instalment_due", &self.instalment_due, INSTALMENTS),
        ] {
            named.extend(
                list.iter()
                    .map(String::as_str)
                    .chain(std::iter::repeat(""))
                    .take(rows)
                    .zip(1_usize..)
                    .map(|(value, row)| (format!("{name}-{row}"), value.to_owned())),
            );
        }
        named
    }
}

impl From<&Details> for Typed {
    /// As the form shows what is stored.
    fn from(details: &Details) -> Self {
        let yes = |flag: bool| if flag { "yes".to_owned() } else { String::new() };
        let mut left: Vec<&Document> = details.documents.iter().collect();
        let rows: Vec<Option<&Document>> = PAPERS
            .iter()
            .map(|kind| {
                let at = left.iter().position(|document| document.kind == *kind)?;
                Some(left.remove(at))
            })
            .collect();
        let of_row = |said: fn(&Document) -> &str| -> Vec<String> {
            rows.iter().map(|document| document.map_or("", said).to_owned()).collect()
        };
        Typed {
            number: details.number.to_string(),
            year: details.year.to_string(),
            kind: details.kind.code().to_owned(),
            title_it: details.title.it.clone(),
            title_en: details.title.en.clone(),
            description_it: details.description.it.clone(),
            description_en: details.description.en.clone(),
            languages: details.languages.iter().map(|language| language.code().to_owned()).collect(),
            opens_on: details.opens_on.to_string(),
            closes_on: details.closes_on.to_string(),
            lessons_start_on: details.lessons_start_on.to_string(),
            final_exam_on: details.final_exam_on.map_or_else(String::new, |day| day.to_string()),
            places: details.places.to_string(),
            minimum_entry: details.minimum_entry.code().to_owned(),
            document: of_row(|document| if document.required { "required" } else { "optional" }),
            document_note_it: of_row(|document| &document.note.it),
            document_note_en: of_row(|document| &document.note.en),
            fee: details.fee.decimal(),
            instalment_amount: details.instalments.iter().map(|part| part.amount.decimal()).collect(),
            instalment_due: details.instalments.iter().map(|part| part.due_on.to_string()).collect(),
            final_fee: if details.final_fee == Cents::ZERO {
                String::new()
            } else {
                details.final_fee.decimal()
            },
            stamp_duty: yes(details.stamp_duty),
            corporate: yes(details.corporate),
            distance: yes(details.distance),
            secretariat_name: details.secretariat.name.clone(),
            secretariat_email: details.secretariat.email.to_string(),
            secretariat_phone: details.secretariat.phone.clone(),
            secretariat_hours_it: details.secretariat.hours.it.clone(),
            secretariat_hours_en: details.secretariat.hours.en.clone(),
        }
    }
}
