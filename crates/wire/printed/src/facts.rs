//! What a printed page says about itself.

use jiff::{Timestamp, civil::Date};

/// What the university certified, as far as it fits on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The university's name, as people know it.
    pub issuer: String,
    /// When the document was issued, to the second.
    pub issued: Timestamp,
    /// What the document is.
    pub kind: Kind,
    /// Protocol number, as printed.
    pub number: String,
    /// Given names of the person.
    pub given_name: String,
    /// Family name of the person.
    pub family_name: String,
    /// Birth day of the person.
    pub birth_date: Option<Date>,
    /// Title of the programme.
    pub programme: Option<String>,
    /// Class of the degree, such as `LM-18`.
    pub class: Option<String>,
    /// Academic year of the enrolment that is certified, such as `2025/2026`.
    pub academic_year: Option<String>,
    /// Day of the award.
    pub awarded: Option<Date>,
    /// Final mark.
    pub mark: Option<Mark>,
    /// Credits gained in all, in hundredths of an ECTS credit.
    pub ects: Option<u32>,
    /// Exams passed, in the order of the document; empty when the document has none, or more than paper can hold.
    pub exams: Vec<Exam>,
    /// SHA-256 of what the public log keeps of the document.
    pub digest: Option<[u8; 32]>,
    /// Place in the published status list.
    pub status_index: u64,
    /// Which page this is.
    pub page: PageOf,
}

/// What a document is. The numbers are printed: they never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Certificate of degree award.
    Award = 1,
    /// Certificate of degree award with educational path and ECTS.
    AwardWithPath = 2,
    /// Certificate of enrolment.
    Enrolment = 3,
    /// Certificate of enrolment with educational path and ECTS.
    EnrolmentWithPath = 4,
    /// Diploma supplement.
    DiplomaSupplement = 5,
    /// Self-certification of degree award, prepared from the university's record.
    SelfAward = 6,
    /// Self-certification of degree award with educational path and ECTS.
    SelfAwardWithPath = 7,
    /// Self-certification of enrolment.
    SelfEnrolment = 8,
    /// Self-certification of enrolment with educational path and ECTS.
    SelfEnrolmentWithPath = 9,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Kind; 9] = [
        Kind::Award,
        Kind::AwardWithPath,
        Kind::Enrolment,
        Kind::EnrolmentWithPath,
        Kind::DiplomaSupplement,
        Kind::SelfAward,
        Kind::SelfAwardWithPath,
        Kind::SelfEnrolment,
        Kind::SelfEnrolmentWithPath,
    ];

    /// The printed number.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The kind with a printed number.
    pub fn numbered(number: i64) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// A final mark, such as 110 out of 110 with honours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Points reached.
    pub points: u16,
    /// Points that can be reached.
    pub out_of: u16,
    /// With honours (`e lode`).
    pub honours: bool,
}

/// One exam in the educational path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exam {
    /// The course's code.
    pub code: String,
    /// Credits in hundredths of an ECTS credit.
    pub ects: u32,
    /// What was reached.
    pub mark: ExamMark,
}

/// The mark of an exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExamMark {
    /// Passed without a mark (`idoneità`).
    Passed,
    /// Out of thirty: 1 to 30.
    Thirtieths(u8),
    /// Thirty with honours (`30 e lode`).
    Honours,
}

/// Page `number` of `of`, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageOf {
    /// This page.
    pub number: u16,
    /// All pages.
    pub of: u16,
}

/// More letters of one word than this are cut, visibly: paper is finite.
const LETTERS: usize = 120;

impl Facts {
    /// The same facts with every overlong word cut to 120 letters, the last being `…`.
    pub fn fitted(mut self) -> Facts {
        let words = [&mut self.issuer, &mut self.number, &mut self.given_name, &mut self.family_name];
        let may_lack = [&mut self.programme, &mut self.class, &mut self.academic_year];
        words.into_iter().chain(may_lack.into_iter().flatten()).for_each(cut);
        self.exams.iter_mut().for_each(|exam| cut(&mut exam.code));
        self
    }

    /// The same facts without the exams, for a page whose code would otherwise not fit.
    pub fn without_exams(mut self) -> Facts {
        self.exams.clear();
        self
    }
}

fn cut(word: &mut String) {
    if word.chars().count() > LETTERS {
        *word = word.chars().take(LETTERS.saturating_sub(1)).chain(['…']).collect();
    }
}
