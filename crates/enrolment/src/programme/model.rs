//! What an edition of a programme is: "Id 1234 /2025" of the list is one edition with its own dates, fee and papers.

use std::{fmt, str::FromStr};

use kernel::{Cents, Day, Email, Language};
use serde::{Deserialize, Serialize};

/// An edition of a programme, as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Identifier: what paths, grants and applications hold.
    pub id: String,
    /// Goes up with each change; forms carry it.
    pub version: i64,
    /// Whether the public sees it and can apply.
    pub state: State,
    /// Everything that the office writes about it.
    pub details: Details,
}

/// What the office writes about an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The "Id" of the list; the same through the years.
    pub number: i64,
    /// The year of the edition: "1234 /2025".
    pub year: i16,
    /// What kind of programme it is.
    pub kind: Kind,
    /// Title.
    pub title: Bilingual,
    /// What it is about, in paragraphs; may be empty.
    pub description: Bilingual,
    /// Languages of the lessons.
    pub languages: Vec<Language>,
    /// First day of the application window.
    pub opens_on: Day,
    /// Last day of the application window, included.
    pub closes_on: Day,
    /// Day of the first lesson: fee and duty are due some days before.
    pub lessons_start_on: Day,
    /// Day of the final examination, once it is known.
    pub final_exam_on: Option<Day>,
    /// Places.
    pub places: i64,
    /// The qualification without which nobody is admitted.
    pub minimum_entry: MinimumEntry,
    /// Papers asked for at "Upload", besides those of the qualification.
    pub documents: Vec<Document>,
    /// The whole fee, without the stamp duty.
    pub fee: Cents,
    /// How the fee is divided; empty when it is paid at once. They add up to the fee, and the first is paid to enrol.
    pub instalments: Vec<Instalment>,
    /// Fee of the final examination; zero when there is none.
    pub final_fee: Cents,
    /// The enrolment bears the stamp duty (D.P.R. 642/1972).
    pub stamp_duty: bool,
    /// A company pays the fee: the applicant pays the stamp duty only.
    pub corporate: bool,
    /// Followed from afar: no visa or residence permit is asked for.
    pub distance: bool,
    /// Who answers questions.
    pub secretariat: Secretariat,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in a language.
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.it, &self.en)
    }
}

/// A paper that the programme asks for, or takes if it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Nobody is admitted without it.
    pub required: bool,
    /// What it must contain; says what it is when the kind is "other". May be empty.
    pub note: Bilingual,
}

/// A part of the fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// How much.
    pub amount: Cents,
    /// The last day to pay it.
    pub due_on: Day,
}

/// The office that looks after the programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Secretariat {
    /// Name of the office.
    pub name: String,
    /// Where to write.
    pub email: Email,
    /// Where to call; may be empty.
    pub phone: String,
    /// When somebody answers; may be empty.
    pub hours: Bilingual,
}

/// Gives an enumeration its list, its stored codes and its text keys from one table.
macro_rules! coded {
    ($name:ident, $prefix:literal, $($variant:ident $code:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in the order of lists.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Stable code, as rows, forms and CSV files hold it.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The key of its text.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => concat!($prefix, $code)),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl FromStr for $name {
            type Err = kernel::FaultCode;
            fn from_str(code: &str) -> Result<Self, kernel::FaultCode> {
                match code {
                    $($code => Ok($name::$variant),)+
                    "" => Err("required"),
                    _ => Err("unknown-choice"),
                }
            }
        }
    };
}

/// What kind of programme it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Master universitario di primo livello.
    FirstLevelMaster,
    /// Master universitario di secondo livello.
    SecondLevelMaster,
    /// Corso di perfezionamento.
    PostgraduateCourse,
    /// Corso di alta formazione.
    SpecialistTrainingCourse,
}

coded! { Kind, "programme-kind-",
    FirstLevelMaster "first-level-master",
    SecondLevelMaster "second-level-master",
    PostgraduateCourse "postgraduate-course",
    SpecialistTrainingCourse "specialist-training-course",
}

/// The minimum entry qualification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MinimumEntry {
    /// A Laurea of three years, or equivalent.
    FirstLevel,
    /// A Laurea Magistrale, or equivalent.
    SecondLevel,
    /// Two titles that make up the requirement together.
    Composite,
}

coded! { MinimumEntry, "programme-entry-",
    FirstLevel "first-level",
    SecondLevel "second-level",
    Composite "composite",
}

/// The kinds of papers of the list at "Upload".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Curriculum Vitae (CV).
    Cv,
    /// Portfolio of works.
    Portfolio,
    /// Declaration of value of foreign qualifications.
    DeclarationOfValue,
    /// Declaration of dual enrolment (L. 33/2022).
    DualEnrolment,
    /// Anything else: the note says what.
    Other,
}

coded! { DocumentKind, "programme-document-",
    Cv "cv",
    Portfolio "portfolio",
    DeclarationOfValue "declaration-of-value",
    DualEnrolment "dual-enrolment",
    Other "other",
}

/// Where an edition stands with the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Being written: only the office sees it.
    Draft,
    /// Public; applications are taken within the window.
    Published,
    /// Public, but applications are no longer taken whatever the window says: places are filled.
    Closed,
}

coded! { State, "programme-state-", Draft "draft", Published "published", Closed "closed" }

impl Programme {
    /// "1234 /2025", as the list and every page of an application show it.
    pub fn label(&self) -> String {
        label(self.details.number, self.details.year)
    }

    /// The title in a language.
    pub fn title(&self, language: Language) -> &str {
        self.details.title.of(language)
    }

    /// "1234 /2025 - Title".
    pub fn full_title(&self, language: Language) -> String {
        format!("{} - {}", self.label(), self.title(language))
    }
}

/// "1234 /2025".
pub fn label(number: i64, year: i16) -> String {
    format!("{number} /{year}")
}
