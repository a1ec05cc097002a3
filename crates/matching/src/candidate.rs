use kernel::Day;
use reference::Level;
use serde::{Deserialize, Serialize};

use crate::{Kind, declared::Mark};

/// Somebody of the registry who may be the person declared, with everything the registry knows that a declaration can
/// be held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The person's identifier.
    pub id: String,
    /// The surnames of today.
    pub surname: String,
    /// Surnames borne before: at birth, before or during a marriage.
    #[serde(default)]
    pub earlier_surnames: Vec<String>,
    /// The names of today.
    pub name: String,
    /// Names borne before.
    #[serde(default)]
    pub earlier_names: Vec<String>,
    /// The day of birth.
    pub birth_day: Day,
    /// Every name of the place of birth: Italian, foreign, of its time; empty when it is not known.
    #[serde(default)]
    pub birth_places: Vec<String>,
    /// Every fiscal code the person had, provisional ones too.
    #[serde(default)]
    pub fiscal_codes: Vec<String>,
    /// Careers and qualifications.
    #[serde(default)]
    pub records: Vec<Record>,
}

/// One career or one professional qualification of a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its identifier.
    pub id: String,
    /// What it is.
    pub holding: Holding,
    /// The level of the programme; `None` for a professional qualification.
    #[serde(default)]
    pub level: Option<Level>,
    /// The programme's or the qualification's name, in Italian and in English.
    pub titles: Vec<String>,
    /// Other names it goes by: of its time, of its faculty, short.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The class of the degree, such as `LM-32`; empty when there is none.
    #[serde(default)]
    pub class_code: String,
    /// The student number of the career.
    #[serde(default)]
    pub student_number: Option<String>,
    /// The year in which the first academic year began.
    #[serde(default)]
    pub first_year: Option<i16>,
    /// The year in which the last academic year began.
    #[serde(default)]
    pub last_year: Option<i16>,
    /// When the title was awarded.
    #[serde(default)]
    pub awarded_on: Option<Day>,
    /// The final mark.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The examinations passed.
    #[serde(default)]
    pub exams: Vec<Exam>,
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holding {
    /// A career without a title, open or closed.
    Career,
    /// A career that ended with its title.
    Awarded,
    /// A professional qualification.
    Qualified,
}

impl Holding {
    /// True when it can prove a claim of this kind: who was awarded a title was enrolled as well.
    pub const fn proves(self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (Holding::Awarded, Kind::Degree | Kind::Enrolment)
                | (Holding::Career, Kind::Enrolment)
                | (Holding::Qualified, Kind::Qualification)
        )
    }
}

/// An examination of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// The code of the course.
    #[serde(default)]
    pub code: String,
    /// Its title, in Italian and in English.
    pub titles: Vec<String>,
    /// The mark; `None` when it is only passed.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// When it was passed.
    #[serde(default)]
    pub passed_on: Option<Day>,
}
