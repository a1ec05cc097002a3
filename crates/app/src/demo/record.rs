//! People of the demonstration who have studied here: their careers, examinations and awards come from the files that
//! an office would import, through the same import.

use std::io::Cursor;

use identity::seed::Credentials;
use kernel::{Gender, Language};
use platform::House;
use registry::import::{Follow, Kind, Options, Outcome, RowReport, import};

use super::{
    people::{BARI, Card, MILANO, NAPOLI, Place, Somebody, TORINO, Until, somebody},
    seed,
};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const CAREERS: &[u8] = include_bytes!("../../../registry/data/demo-careers.csv");
const EXAMS: &[u8] = include_bytes!("../../../registry/data/demo-exams.csv");
const AWARDS: &[u8] = include_bytes!("../../../registry/data/demo-awards.csv");

/// Who they are, and the key of what there is to see with them.
const STUDENTS: [(Somebody, &str); 5] = [
    (
        somebody("Beatrice", "Marchetti", Gender::F, "1996-02-11", MILANO, Language::It, Until::Nothing),
        "demo-see-graduate",
    ),
    (
        somebody("Simone", "Pagani", Gender::M, "2001-08-05", TORINO, Language::It, Until::Nothing),
        "demo-see-student",
    ),
    (
        somebody("Valentina", "Orlando", Gender::F, "1988-10-21", NAPOLI, Language::It, Until::Nothing),
        "demo-see-postgraduate",
    ),
    (
        somebody(
            "Ingrid",
            "Larsen",
            Gender::F,
            "1993-06-18",
            Place::Abroad("NO", "Bergen"),
            Language::En,
            Until::Nothing,
        ),
        "demo-see-specialist",
    ),
    (
        somebody("Nicola", "Serra", Gender::M, "1994-12-09", BARI, Language::It, Until::Nothing),
        "demo-see-two-careers",
    ),
];

/// Registers them and imports their record.
///
/// # Errors
/// When somebody cannot be registered or a row of the files is refused.
pub async fn fill(house: &House, sheet: &[u8], credentials: &Credentials) -> Result<Vec<Card>, Failure> {
    let mut cards = Vec::new();
    for (student, see) in &STUDENTS {
        let person = seed::person(house, student, sheet, credentials).await?;
        cards.push(Card { see: (*see).to_owned(), ..seed::card(student, &person) });
    }
    for (kind, file) in [(Kind::Careers, CAREERS), (Kind::Exams, EXAMS), (Kind::Awards, AWARDS)] {
        let mut refused = Refused(Vec::new());
        import(house, kind, Cursor::new(file), Options::default(), &mut refused)
            .await
            .map_err(|stop| crate::commands::explain(house, &stop))?;
        if !refused.0.is_empty() {
            return Err(format!("{}: {}", kind.code(), refused.0.join("; ")).into());
        }
    }
    Ok(cards)
}

/// Rows that should not be: the demonstration's own files have none.
struct Refused(Vec<String>);

impl Follow for Refused {
    fn row(&mut self, row: RowReport) {
        if let Outcome::Refused(faults) = row.outcome {
            self.0.push(format!("row {} {faults:?}", row.row));
        }
    }
    fn progress(&mut self, _: u64, _: u64) {}
}
