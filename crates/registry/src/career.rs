//! A career: one person in one edition of one programme, under a student number that no other career ever has.

use jiff::civil::Date;
use kernel::{Language, Lifecycle, Step};

use crate::record::Ects;

/// What kind of programme it is: the category of the career.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerKind {
    /// Specializing master.
    Master,
    /// Postgraduate course.
    Postgraduate,
    /// Specialist training course.
    Specialist,
    /// First-cycle degree (laurea).
    Bachelor,
    /// Second-cycle degree (laurea magistrale), single-cycle ones included.
    Graduate,
    /// Doctorate (dottorato di ricerca).
    Doctorate,
}

impl CareerKind {
    /// All of them.
    pub const ALL: [CareerKind; 6] = [
        CareerKind::Master,
        CareerKind::Postgraduate,
        CareerKind::Specialist,
        CareerKind::Bachelor,
        CareerKind::Graduate,
        CareerKind::Doctorate,
    ];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            CareerKind::Master => "master",
            CareerKind::Postgraduate => "postgraduate",
            CareerKind::Specialist => "specialist",
            CareerKind::Bachelor => "bachelor",
            CareerKind::Graduate => "graduate",
            CareerKind::Doctorate => "doctorate",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The status of a career.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerStatus {
    /// The person is a student.
    Active,
    /// The person was awarded the title.
    Awarded,
    /// The career ended without a degree: the enrolment fell.
    Closed,
}

impl CareerStatus {
    /// All of them.
    pub const ALL: [CareerStatus; 3] = [CareerStatus::Active, CareerStatus::Awarded, CareerStatus::Closed];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            CareerStatus::Active => "active",
            CareerStatus::Awarded => "awarded",
            CareerStatus::Closed => "closed",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What can be done with a career.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerAction {
    /// End it without a title.
    Close,
    /// Award the title.
    Award,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerParty {
    /// The room that opened it.
    Enrolment,
    /// The university's record: an import, or the office.
    Record,
}

/// The table of a career's life.
pub struct CareerLife;

impl Lifecycle for CareerLife {
    type State = CareerStatus;
    type Action = CareerAction;
    type Role = CareerParty;
    type Need = ();
    const STEPS: &'static [Step<CareerStatus, CareerAction, CareerParty, ()>] = &[
        Step {
            from: CareerStatus::Active,
            action: CareerAction::Close,
            to: CareerStatus::Closed,
            by: &[CareerParty::Enrolment, CareerParty::Record],
            needs: &[],
        },
        Step {
            from: CareerStatus::Active,
            action: CareerAction::Award,
            to: CareerStatus::Awarded,
            by: &[CareerParty::Record],
            needs: &[],
        },
    ];
}

/// A student number (matricola).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Matricola(pub(crate) String);

impl Matricola {
    /// As people write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a number of another system is one that our own series, which begins at `first`, has given or will give.
    pub(crate) fn is_of_series(typed: &str, first: i64) -> bool {
        typed.parse::<i64>().is_ok_and(|number| number >= first && format!("{number:06}") == typed)
    }

    /// The number at a place of the series, from 1: `first` and the ones after it, with at least six digits.
    pub(crate) fn at(first: i64, place: i64) -> Option<(Self, i64)> {
        let number = first.checked_add(place)?.checked_sub(1)?;
        Some((Self(format!("{number:06}")), number))
    }
}

impl std::fmt::Display for Matricola {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A career to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCareer {
    /// The application that leads to it: opening twice for one application is opening once.
    pub application_id: String,
    /// Whose career.
    pub person_id: String,
    /// What kind of programme.
    pub kind: CareerKind,
    /// Which edition.
    pub edition_id: String,
    /// Title of the programme, in Italian.
    pub title_it: String,
    /// Title of the programme, in English.
    pub title_en: String,
    /// Year of the edition, as people write it: `2026/27`.
    pub year: String,
}

/// A career.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Career {
    /// Identifier.
    pub id: String,
    /// The application that led to it; none when it was imported.
    pub application_id: Option<String>,
    /// Whose career.
    pub person_id: String,
    /// Student number.
    pub matricola: Matricola,
    /// What kind of programme.
    pub kind: CareerKind,
    /// Which edition of ours; none when it was imported.
    pub edition_id: Option<String>,
    /// Title of the programme, in Italian.
    pub title_it: String,
    /// Title of the programme, in English.
    pub title_en: String,
    /// Class of the degree (`LM-32`); empty when the kind has none.
    pub class_code: String,
    /// Language of teaching, ISO 639-1; empty when not recorded.
    pub language: String,
    /// Credits that the programme gives; zero when not recorded.
    pub ects: Ects,
    /// Academic year of the first enrolment, as people write it: `2026/27`.
    pub year: String,
    /// Its status.
    pub status: CareerStatus,
    /// First day.
    pub opened_on: Date,
    /// Last day, when it was closed or the title was awarded.
    pub closed_on: Option<Date>,
}

impl Career {
    /// Title of the programme in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_it, &self.title_en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_one_another_from_the_first() {
        let number = |first, place| Matricola::at(first, place).map(|(matricola, _)| matricola.0);
        assert_eq!(number(900_001, 1).as_deref(), Some("900001"));
        assert_eq!(number(900_001, 2).as_deref(), Some("900002"));
        assert_eq!(number(1, 42).as_deref(), Some("000042"));
        assert_eq!(number(900_001, 100_000).as_deref(), Some("1000000"), "longer rather than twice");
        assert_eq!(number(i64::MAX, 2), None);
    }

    #[test]
    fn a_number_of_the_series_is_known_by_its_form() {
        for (typed, expected) in
            [("900001", true), ("1000000", true), ("899999", false), ("0900001", false), ("M-900001", false)]
        {
            assert_eq!(Matricola::is_of_series(typed, 900_001), expected, "{typed}");
        }
    }

    #[test]
    fn a_closed_career_stays_closed() {
        let close =
            |from| CareerLife::decide(from, CareerAction::Close, CareerParty::Enrolment, |()| true).ok();
        assert_eq!(close(CareerStatus::Active), Some(CareerStatus::Closed));
        assert_eq!(close(CareerStatus::Closed), None);
        assert_eq!(close(CareerStatus::Awarded), None, "what was awarded is not taken back by enrolment");
    }
}
