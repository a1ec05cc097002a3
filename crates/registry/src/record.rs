//! The record of a career: what was studied, how it went, what was awarded.

use jiff::civil::Date;
use kernel::Language;
use serde::{Deserialize, Serialize};

use crate::{career::Career, store};

/// Credits of the European Credit Transfer System, in tenths: halves exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ects(pub i64);

impl Ects {
    /// As people read it: `6`, `7.5` (`7,5` in Italian).
    pub fn show(self, language: Language) -> String {
        let (whole, tenth) = (self.0.div_euclid(10), self.0.rem_euclid(10));
        if tenth == 0 { whole.to_string() } else { format!("{whole}{}{tenth}", language.pick(",", ".")) }
    }
}

impl std::iter::Sum for Ects {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.fold(0, |sum, ects| sum.saturating_add(ects.0)))
    }
}

/// A mark, such as 30/30 with honours or 110/110.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Points.
    pub points: i64,
    /// The highest that can be had without honours.
    pub out_of: i64,
    /// With honours (lode).
    pub honours: bool,
}

impl Mark {
    /// As people read it: `30/30 e lode`, `110/110 with honours`.
    pub fn show(self, language: Language) -> String {
        let honours = if self.honours { language.pick(" e lode", " with honours") } else { "" };
        format!("{}/{}{honours}", self.points, self.out_of)
    }
}

/// An examination that was passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// The university's code of the course; a career passes it once.
    pub code: String,
    /// Title, in Italian.
    pub title_it: String,
    /// Title, in English.
    pub title_en: String,
    /// Scientific-disciplinary sector (SSD), such as `ICAR/14`; empty when it has none.
    pub sector: String,
    /// Credits.
    pub ects: Ects,
    /// The mark; none for one that is only passed.
    pub mark: Option<Mark>,
    /// The day.
    pub passed_on: Date,
}

impl Exam {
    /// Title in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_it, &self.title_en)
    }
}

/// The title that was awarded at the end of a career.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Title, in Italian: `Master universitario di secondo livello in …`.
    pub title_it: String,
    /// Title, in English.
    pub title_en: String,
    /// The day.
    pub awarded_on: Date,
    /// The final mark; none where there is none.
    pub mark: Option<Mark>,
    /// Title of the final work; empty when not recorded.
    pub thesis: String,
}

impl Award {
    /// Title in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_it, &self.title_en)
    }
}

/// A career with everything that is recorded of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The career.
    pub career: Career,
    /// The examinations that were passed, in order of time.
    pub exams: Vec<Exam>,
    /// The award, when there is one.
    pub award: Option<Award>,
}

impl Record {
    /// Reads the whole record of a career.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(conn: &mut platform::Conn, career: Career) -> Result<Self, platform::Stop> {
        let exams = store::exams(conn, &career.id).await?;
        let award = store::award(conn, &career.id).await?;
        Ok(Self { career, exams, award })
    }

    /// The average of the marks out of thirty, each weighed by its credits, in hundredths and rounded; honours count as
    /// thirty, examinations without a mark do not count. None when no mark is there.
    pub fn average(&self) -> Option<i64> {
        let (mut points, mut weight) = (0_i64, 0_i64);
        for exam in &self.exams {
            if let Some(mark) = exam.mark.filter(|mark| mark.out_of == 30) {
                points = points.saturating_add(mark.points.saturating_mul(exam.ects.0));
                weight = weight.saturating_add(exam.ects.0);
            }
        }
        let half = weight.div_euclid(2);
        points.saturating_mul(100).saturating_add(half).checked_div(weight)
    }

    /// The credits that were earned.
    pub fn earned(&self) -> Ects {
        self.exams.iter().map(|exam| exam.ects).sum()
    }
}
