//! A row of the file, made into what the office's form would hold, so that both go through the same rules.

use kernel::{Day, FaultCode, Faults};

use crate::programme::{
    check::{PAPERS, Typed},
    model::{Details, DocumentKind, State},
};

/// The columns: name, whether the file must have it, what it holds. `docs` and `ateneo import programmes --columns`
/// show this table.
pub const COLUMNS: &[(&str, bool, &str)] = &[
    ("number", true, "the Id of the programme: 1234"),
    ("year", true, "the year of the edition: 2026"),
    ("state", false, "draft, published or closed; empty: draft for a new edition, unchanged for another"),
    (
        "kind",
        true,
        "first-level-master, second-level-master, postgraduate-course or specialist-training-course",
    ),
    ("title_it", true, "title in Italian"),
    ("title_en", true, "title in English"),
    ("description_it", false, "description in Italian"),
    ("description_en", false, "description in English"),
    ("languages", true, "languages of the lessons: it, en or it|en"),
    ("opens_on", true, "first day of the application window: 31/01/2026 or 2026-01-31"),
    ("closes_on", false, "its last day; empty: one month before the lessons"),
    ("lessons_start_on", true, "first day of lessons"),
    ("final_exam_on", false, "day of the final examination"),
    ("places", true, "places"),
    ("minimum_entry", true, "first-level, second-level or composite"),
    (
        "required_documents",
        false,
        "papers without which nobody is admitted, separated by |: cv, portfolio, declaration-of-value, dual-enrolment \
         or other, each with a note where wanted: other: lettera / letter",
    ),
    ("optional_documents", false, "papers that may be added, in the same form"),
    ("fee", true, "the whole fee in euro: 8.000,00"),
    (
        "instalments",
        false,
        "amount@day, separated by |: 4000@31/01/2026|4000@30/06/2026; they add up to the fee",
    ),
    ("final_fee", false, "fee of the final examination"),
    ("stamp_duty", true, "yes or no"),
    ("corporate", false, "yes or no"),
    ("distance", false, "yes or no"),
    ("secretariat_name", true, "the office that answers"),
    ("secretariat_email", true, "its e-mail"),
    ("secretariat_phone", false, "its telephone"),
    ("secretariat_hours_it", false, "its opening hours in Italian"),
    ("secretariat_hours_en", false, "its opening hours in English"),
];

/// What a row asks for.
pub struct Wanted {
    /// The edition.
    pub details: Details,
    /// Its state, when the row names one.
    pub state: Option<State>,
}

/// Reads a row. With `today`, days may also be written `today`, `today+20` or `today-30`, and the year `today`.
///
/// # Errors
/// Everything that is wrong with it, by column.
pub fn read(columns: &[String], row: &[String], today: Option<Day>) -> Result<Wanted, Faults> {
    let mut faults = Faults::new();
    if row.len() > columns.len() {
        let values = vec![("found", row.len().to_string()), ("expected", columns.len().to_string())];
        faults.add_with("row", "programme-columns", values);
        return Err(faults);
    }
    let of = |name: &str| {
        let at = columns.iter().position(|column| column == name);
        at.and_then(|at| row.get(at)).map_or("", String::as_str).trim()
    };
    let day = |name: &str| relative(of(name), today);
    let mut flag = |name: &'static str| faults.keep(name, yes_or_no(of(name))).unwrap_or_default();
    let mut typed = Typed {
        number: of("number").to_owned(),
        year: match (of("year"), today) {
            ("today", Some(today)) => today.year().to_string(),
            (year, _) => year.to_owned(),
        },
        kind: of("kind").to_owned(),
        title_it: of("title_it").to_owned(),
        title_en: of("title_en").to_owned(),
        description_it: of("description_it").to_owned(),
        description_en: of("description_en").to_owned(),
        languages: parts(of("languages")).map(str::to_owned).collect(),
        opens_on: day("opens_on"),
        closes_on: day("closes_on"),
        lessons_start_on: day("lessons_start_on"),
        final_exam_on: day("final_exam_on"),
        places: of("places").to_owned(),
        minimum_entry: of("minimum_entry").to_owned(),
        fee: of("fee").to_owned(),
        final_fee: of("final_fee").to_owned(),
        stamp_duty: flag("stamp_duty"),
        corporate: flag("corporate"),
        distance: flag("distance"),
        secretariat_name: of("secretariat_name").to_owned(),
        secretariat_email: of("secretariat_email").to_owned(),
        secretariat_phone: of("secretariat_phone").to_owned(),
        secretariat_hours_it: of("secretariat_hours_it").to_owned(),
        secretariat_hours_en: of("secretariat_hours_en").to_owned(),
        ..Typed::default()
    };
    for (column, asked) in [("required_documents", "required"), ("optional_documents", "optional")] {
        faults.keep(column, papers(&mut typed, of(column), asked));
    }
    faults.keep("instalments", instalments(&mut typed, of("instalments"), today));
    let state = match of("state") {
        "" => None,
        code => faults.keep("state", code.parse()),
    };
    match typed.check() {
        Ok(details) if faults.is_empty() => Ok(Wanted { details, state }),
        Ok(_) => Err(faults),
        Err(more) => {
            for fault in more.iter() {
                faults.add_with(column_of(&fault.field), fault.code, fault.args.clone());
            }
            Err(faults)
        }
    }
}

/// The column in which a field of the form is written.
fn column_of(field: &str) -> String {
    match field.split_once('-').map_or(field, |(name, _)| name) {
        "document" | "document_note_it" | "document_note_en" => "required_documents".to_owned(),
        "instalment_amount" | "instalment_due" => "instalments".to_owned(),
        name => name.to_owned(),
    }
}

fn parts(value: &str) -> impl Iterator<Item = &str> {
    value.split('|').map(str::trim).filter(|part| !part.is_empty())
}

/// A day that counts from today, written as a day; anything else as it is.
fn relative(value: &str, today: Option<Day>) -> String {
    let counted = today.and_then(|today| {
        let rest = value.strip_prefix("today")?;
        let days = if rest.is_empty() { 0 } else { rest.trim_start_matches('+').parse().ok()? };
        today.plus_days(days)
    });
    counted.map_or_else(|| value.to_owned(), |day| day.to_string())
}

fn yes_or_no(value: &str) -> Result<String, FaultCode> {
    match value.to_lowercase().as_str() {
        "yes" | "y" | "sì" | "si" | "s" | "true" | "1" => Ok("yes".to_owned()),
        "" | "no" | "n" | "false" | "0" => Ok(String::new()),
        _ => Err("programme-yes-or-no"),
    }
}

/// `cv|other: lettera / letter` into the rows of the form.
fn papers(typed: &mut Typed, value: &str, asked: &str) -> Result<(), FaultCode> {
    for list in [&mut typed.document, &mut typed.document_note_it, &mut typed.document_note_en] {
        list.resize(PAPERS.len(), String::new());
    }
    for part in parts(value) {
        let (code, note) = part.split_once(':').unwrap_or((part, ""));
        let kind: DocumentKind = code.trim().parse().map_err(|_| "programme-paper-unknown")?;
        let (it, en) = note.split_once(" / ").unwrap_or((note, ""));
        let free = PAPERS
            .iter()
            .zip(&mut typed.document)
            .zip(&mut typed.document_note_it)
            .zip(&mut typed.document_note_en);
        let row = free
            .map(|(((row, asked), it), en)| (row, asked, it, en))
            .find(|(row, asked, ..)| **row == kind && asked.is_empty());
        let (_, place, place_it, place_en) = row.ok_or("programme-paper-unknown")?;
        asked.clone_into(place);
        it.trim().clone_into(place_it);
        en.trim().clone_into(place_en);
    }
    Ok(())
}

/// `4000@31/01/2026|4000@30/06/2026` into the rows of the form.
fn instalments(typed: &mut Typed, value: &str, today: Option<Day>) -> Result<(), FaultCode> {
    for part in parts(value) {
        let (amount, due) = part.split_once('@').ok_or("programme-instalment-unknown")?;
        typed.instalment_amount.push(amount.trim().to_owned());
        typed.instalment_due.push(relative(due.trim(), today));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_today_only_when_that_was_asked_for() {
        let today = Day::new(2026, 11, 23);
        assert_eq!(relative("today+8", today), "01/12/2026");
        assert_eq!(relative("today-23", today), "31/10/2026");
        assert_eq!(relative("today", today), "23/11/2026");
        assert_eq!(relative("today+x", today), "today+x");
        assert_eq!(relative("today+8", None), "today+8");
    }

    #[test]
    fn papers_find_their_rows() {
        let mut typed = Typed::default();
        papers(&mut typed, "cv|other: lettera / letter | other: foto / photo", "required").unwrap();
        assert_eq!(typed.document, ["required", "", "", "", "required", "required", ""]);
        assert_eq!(typed.document_note_en[5], "photo");
        assert_eq!(papers(&mut typed, "cv", "optional"), Err("programme-paper-unknown"));
        assert_eq!(papers(&mut typed, "passport", "optional"), Err("programme-paper-unknown"));
    }
}
