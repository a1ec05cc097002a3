use kernel::Day;
use reference::Level;
use serde::{Deserialize, Serialize};

/// What somebody declared and a requester asks about: the ten mandatory and three optional fields of the form, and what
/// the declaration itself says of dates, marks and examinations. As typed; the matcher normalises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// All surnames.
    pub surname: String,
    /// All names.
    pub name: String,
    /// The day of birth.
    pub birth_day: Day,
    /// Municipality of birth, or place and country abroad.
    pub birth_place: String,
    /// Tax code; `None` when it was left empty.
    #[serde(default)]
    pub fiscal_code: Option<String>,
    /// Student number; `None` when it was left empty.
    #[serde(default)]
    pub student_number: Option<String>,
    /// What is claimed.
    pub kind: Kind,
    /// Type of study programme; `None` where the form's list has no level, as for a professional qualification.
    #[serde(default)]
    pub level: Option<Level>,
    /// Name of the study programme or of the qualification, in either language, or its class.
    pub programme: String,
    /// Last year of enrolment: the year in which an academic year begins (2019 for 2019/2020) or ends.
    #[serde(default)]
    pub last_year: Option<i16>,
    /// When the title was awarded.
    #[serde(default)]
    pub awarded: Option<When>,
    /// The final mark.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The examinations that are said to have been passed.
    #[serde(default)]
    pub exams: Vec<DeclaredExam>,
}

/// The three things that can be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Laurea: the title was achieved.
    Degree,
    /// Iscrizione/esami sostenuti: was enrolled, or took these examinations.
    Enrolment,
    /// Abilitazione professionale: a professional qualification.
    Qualification,
}

/// A day, or only its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum When {
    /// The calendar year.
    Year(i16),
    /// The day.
    Day(Day),
}

/// A mark, such as 110/110 with honours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Points.
    pub points: i64,
    /// The highest that can be had without honours; `None` when only the points were said.
    #[serde(default)]
    pub out_of: Option<i64>,
    /// With honours (lode).
    #[serde(default)]
    pub honours: bool,
}

/// An examination as declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredExam {
    /// Its title, in either language, or its code.
    pub title: String,
    /// Its mark, if it was said.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// When it was passed, if it was said.
    #[serde(default)]
    pub passed: Option<When>,
}
