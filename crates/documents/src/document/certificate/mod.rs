//! Certificates and what goes with them: plain data, frozen when they are issued.
//!
//! Law: DPR 445/2000 art. 40 (a certificate is for private parties), art. 46 (self-certification), DPR 642/1972 (stamp
//! duty), DM 270/2004 art. 11 paragraph 8 (diploma supplement).

mod delivery;
mod sample;
mod supplement;
mod words;

use jiff::{Timestamp, civil::Date};
use kernel::Cents;
use serde::{Deserialize, Serialize};

use super::Institution;

pub use delivery::{AddressLabels, CoverSheet, Delegation, Enclosed};
pub use supplement::Supplement;
pub use words::{Tongue, Words};

/// What the university certifies of a person, or what the person declares of themselves with the same facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// In which language.
    pub tongue: Tongue,
    /// Who certifies; its name is in the first language of the paper.
    pub institution: Institution,
    /// Its name in both languages.
    pub university: Words,
    /// What it says.
    pub says: Says,
    /// When it was issued: the date of the paper. Of a preview, when it was asked for.
    pub issued_at: Timestamp,
    /// Number and code; a preview has none, and is marked as one on each page.
    pub proof: Option<Proof>,
    /// Of whom.
    pub person: Holder,
    /// Of which career.
    pub studies: Studies,
    /// The title, when it was awarded.
    pub award: Option<Award>,
    /// The educational path; empty when the paper does not tell it.
    pub exams: Vec<ExamLine>,
    /// Stamp duty, or why there is none; a self-certification has none by law.
    pub stamp: Option<Stamp>,
    /// To whom it may be shown.
    pub destination: ForUse,
    /// Printed at its end when the office approved it; empty for none.
    pub footnote: String,
    /// How many originals were asked for, at least 1.
    pub copies: i64,
    /// Files inside the PDF.
    pub attachments: Vec<Attachment>,
}

/// What a certificate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// That the title was awarded.
    Award,
    /// Which examinations were passed, with their credits.
    Path,
    /// That the person is enrolled.
    Enrolment,
}

/// What makes a paper provable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// Protocol number, as printed.
    pub number: String,
    /// The code to be typed where it is verified, in groups of four.
    pub code: String,
    /// Where it is verified: an address without fragment.
    pub address: String,
    /// The square code of every page.
    pub square: Square,
}

/// A drawn square code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Square {
    /// The drawing, white border included.
    pub svg: String,
    /// Its side in millimetres: below it the code cannot be read after printing.
    pub side_mm: f64,
}

/// A person, as the paper names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Given names.
    pub name: String,
    /// Surname.
    pub surname: String,
    /// Day of birth.
    pub born_on: Date,
    /// Place of birth, with its country when abroad.
    pub born_in: String,
    /// Codice fiscale; empty when the person has none.
    pub fiscal_code: String,
    /// Where the person lives, in one line, for a self-certification; empty when unknown.
    pub residence: String,
}

/// A career.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Studies {
    /// Student number.
    pub matricola: String,
    /// Kind of programme: `master`, `postgraduate`, `specialist`, `bachelor`, `graduate`, `doctorate`.
    pub kind: String,
    /// Title of the programme.
    pub title: Words,
    /// Class of the degree; empty for none.
    pub class: String,
    /// Language of teaching, ISO 639-1; empty when not recorded.
    pub language: String,
    /// Credits that the programme gives, in tenths; 0 when not recorded.
    pub ects_tenths: i64,
    /// Academic year of the first enrolment: `2026/27`.
    pub year: String,
    /// First day.
    pub opened_on: Date,
    /// Last day.
    pub closed_on: Option<Date>,
}

/// A title that was awarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Its full name.
    pub title: Words,
    /// The day.
    pub on: Date,
    /// Final mark.
    pub mark: Option<Points>,
    /// Title of the final work; empty when not recorded.
    pub thesis: String,
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// Points obtained.
    pub points: i64,
    /// Points that can be obtained.
    pub out_of: i64,
    /// With honours.
    pub honours: bool,
}

/// One examination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamLine {
    /// The university's code of the course.
    pub code: String,
    /// Title.
    pub title: Words,
    /// Scientific-disciplinary sector; empty for none.
    pub sector: String,
    /// Credits, in tenths.
    pub ects_tenths: i64,
    /// Mark; none for one that is only passed.
    pub mark: Option<Points>,
    /// The day.
    pub passed_on: Date,
}

/// Stamp duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Duty on each copy; zero when the use is exempt.
    pub amount: Cents,
    /// What an exempt use is for; empty when the duty was paid.
    pub purpose: Words,
    /// The law of the duty or of the exemption.
    pub law: Words,
}

/// To whom a certificate may be shown (art. 40 DPR 445/2000).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForUse {
    /// To private parties in Italy.
    Italy,
    /// Abroad.
    Abroad,
    /// To the police, for a residence permit (art. 17 DL 5/2012, converted by L. 35/2012).
    ResidencePermit,
}

/// A file inside a PDF (PDF/A-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it is, in the paper's first language.
    pub description: String,
    /// How it relates to the paper.
    pub relationship: Relationship,
    /// Its content.
    #[serde(with = "super::in_base64")]
    pub bytes: Vec<u8>,
}

/// How a file relates to the paper that carries it (ISO 32000-2, 7.11.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relationship {
    /// The paper was made from it.
    Source,
    /// Data that the paper shows.
    Data,
    /// The same in another form.
    Alternative,
    /// Something more.
    Supplement,
}
