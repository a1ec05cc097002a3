//! What all three formats say, before any of them says it.

use jiff::{Timestamp, civil::Date};

/// What the university certifies of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// A UUID of its own.
    pub id: String,
    /// Where its proofs are found.
    pub addresses: Addresses,
    /// Who certifies.
    pub issuer: Issuer,
    /// Of whom.
    pub holder: Holder,
    /// What is certified.
    pub certifies: Certifies,
    /// Of which programme.
    pub programme: Programme,
    /// The title, where it was awarded.
    pub award: Option<Award>,
    /// Examinations that were passed; empty where the document does not tell them.
    pub exams: Vec<Exam>,
    /// Protocol number, as printed.
    pub number: String,
    /// The code to be typed where it is verified, as printed.
    pub code: String,
    /// When it was issued. The formats have whole seconds.
    pub issued_at: Timestamp,
    /// Place in the published status list.
    pub status_index: u64,
    /// The document is in Italian, or bilingual with Italian first.
    pub italian: bool,
}

/// Where the proofs of a credential are found, as addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The university's own description with its keys; also its name in the credential.
    pub issuer: String,
    /// The folder of its public keys: an address and the key's name give one key.
    pub keys: String,
    /// The signed list of what was withdrawn.
    pub status: String,
    /// Where people type the code.
    pub verify: String,
    /// The university's site, or the service's.
    pub home: String,
}

/// The same in Italian and in English; one of the two may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

/// A university.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Its name.
    pub name: Words,
    /// Codice fiscale.
    pub fiscal_code: String,
    /// Postal address in one line.
    pub address: String,
    /// Where people write to; empty for none.
    pub email: String,
}

/// A person, as the document names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Given names.
    pub given_names: String,
    /// Surname.
    pub family_name: String,
    /// Day of birth.
    pub born_on: Date,
    /// Place of birth; empty when unknown.
    pub born_in: String,
    /// Codice fiscale; empty when the person has none.
    pub fiscal_code: String,
    /// Student number.
    pub matricola: String,
}

/// What a credential certifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certifies {
    /// That the title was awarded.
    Award,
    /// Which examinations were passed.
    Path,
    /// That the person is enrolled.
    Enrolment,
    /// The title and the path, as a diploma supplement.
    Supplement,
}

/// A programme of study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Title.
    pub title: Words,
    /// Its level, where the record says it.
    pub level: Option<Level>,
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

/// The levels of the Italian titles that are one level for certain (QTI, DM 8 January 2018). A master may be of the first
/// or the second level and the record does not say which, so it has none here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// First cycle: laurea.
    Bachelor,
    /// Second cycle: laurea magistrale.
    Master,
    /// Third cycle: dottorato di ricerca.
    Doctorate,
}

/// A title that was awarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Its full name.
    pub title: Words,
    /// The day.
    pub on: Date,
    /// Final mark.
    pub mark: Option<Mark>,
    /// Title of the final work; empty when not recorded.
    pub thesis: String,
}

/// An examination that was passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exam {
    /// The university's code of the course.
    pub code: String,
    /// Title.
    pub title: Words,
    /// Scientific-disciplinary sector; empty for none.
    pub sector: String,
    /// Credits, in tenths.
    pub ects_tenths: i64,
    /// Mark; none for one that is only passed.
    pub mark: Option<Mark>,
    /// The day.
    pub passed_on: Date,
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Points obtained.
    pub points: i64,
    /// Points that can be obtained.
    pub out_of: i64,
    /// With honours.
    pub honours: bool,
}

impl Credential {
    /// The name of what is certified: the title that was awarded, or the programme.
    pub fn title(&self) -> &Words {
        self.award.as_ref().map_or(&self.programme.title, |award| &award.title)
    }

    /// The credits of the examinations, in tenths.
    pub(crate) fn earned_tenths(&self) -> i64 {
        self.exams.iter().fold(0, |sum, exam| sum.saturating_add(exam.ects_tenths))
    }

    /// The instant of issue without its fraction, RFC 3339.
    pub(crate) fn issued(&self) -> String {
        instant(self.issued_at)
    }

    /// In the document's first language.
    pub(crate) fn say<'a>(&self, words: &'a Words) -> &'a str {
        words.first(self.italian)
    }

    /// The same for what is known in both languages at once.
    pub(crate) fn pick<'a>(&self, it: &'a str, en: &'a str) -> &'a str {
        if self.italian { it } else { en }
    }
}

/// An instant without its fraction, RFC 3339.
pub(crate) fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Words {
    /// Both.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self { it: it.into(), en: en.into() }
    }

    /// The Italian, or the English first; the other where one is missing.
    pub(crate) fn first(&self, italian: bool) -> &str {
        let (one, other) = if italian { (&self.it, &self.en) } else { (&self.en, &self.it) };
        if one.trim().is_empty() { other } else { one }
    }

    /// Those that are there, each with its language; a dash when none is.
    pub(crate) fn each(&self) -> Vec<(&'static str, &str)> {
        let there: Vec<_> = [("it", self.it.as_str()), ("en", self.en.as_str())]
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        if there.is_empty() { vec![("it", "—"), ("en", "—")] } else { there }
    }
}

impl Mark {
    /// As people read it.
    pub(crate) fn show(self) -> Words {
        let bare = format!("{}/{}", self.points, self.out_of);
        if self.honours {
            Words { it: format!("{bare} e lode"), en: format!("{bare} cum laude") }
        } else {
            Words { it: bare.clone(), en: bare }
        }
    }
}

impl Level {
    /// Level of the European Qualifications Framework.
    pub(crate) const fn eqf(self) -> u8 {
        match self {
            Level::Bachelor => 6,
            Level::Master => 7,
            Level::Doctorate => 8,
        }
    }
}

/// Tenths as a decimal number: `6`, `7.5`.
pub(crate) fn decimal(tenths: i64) -> String {
    let (whole, tenth) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") }
}
