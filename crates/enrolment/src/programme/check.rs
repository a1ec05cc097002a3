//! An edition as it is typed in the office's form or written in a line of CSV, and the one set of rules that makes
//! [`Details`] of it or says everything that is wrong.

use kernel::{Cents, Day, Email, FaultCode, Faults, Language, Telephone, text};
use serde::Deserialize;

use super::model::{Bilingual, Details, Document, DocumentKind, Instalment, Secretariat};

/// What was typed. Fields that repeat (papers, instalments) are lists in the order of the form's rows.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Typed {
    /// The "Id" of the list.
    pub number: String,
    /// The year.
    pub year: String,
    /// Code of the kind.
    pub kind: String,
    /// Italian title.
    pub title_it: String,
    /// English title.
    pub title_en: String,
    /// Italian description.
    pub description_it: String,
    /// English description.
    pub description_en: String,
    /// Codes of the languages of the lessons.
    pub languages: Vec<String>,
    /// First day of the window.
    pub opens_on: String,
    /// Last day of the window; left empty, one month before the lessons.
    pub closes_on: String,
    /// First day of lessons.
    pub lessons_start_on: String,
    /// Day of the final examination.
    pub final_exam_on: String,
    /// Places.
    pub places: String,
    /// Code of the minimum entry qualification.
    pub minimum_entry: String,
    /// For each of [`PAPERS`]: empty, `optional` or `required`.
    pub document: Vec<String>,
    /// Its note in Italian.
    pub document_note_it: Vec<String>,
    /// Its note in English.
    pub document_note_en: Vec<String>,
    /// The whole fee.
    pub fee: String,
    /// Amounts of the instalments.
    pub instalment_amount: Vec<String>,
    /// Last days to pay them.
    pub instalment_due: Vec<String>,
    /// Fee of the final examination.
    pub final_fee: String,
    /// `yes` when the stamp duty applies.
    pub stamp_duty: String,
    /// `yes` when a company pays the fee.
    pub corporate: String,
    /// `yes` when it is followed from afar.
    pub distance: String,
    /// Name of the office.
    pub secretariat_name: String,
    /// Its e-mail.
    pub secretariat_email: String,
    /// Its telephone.
    pub secretariat_phone: String,
    /// Its opening hours, in Italian.
    pub secretariat_hours_it: String,
    /// Its opening hours, in English.
    pub secretariat_hours_en: String,
}

/// The rows of the form for papers: three for papers of any other kind.
pub const PAPERS: [DocumentKind; 7] = [
    DocumentKind::Cv,
    DocumentKind::Portfolio,
    DocumentKind::DeclarationOfValue,
    DocumentKind::DualEnrolment,
    DocumentKind::Other,
    DocumentKind::Other,
    DocumentKind::Other,
];

/// The rows of the form for instalments.
pub const INSTALMENTS: usize = 6;

const TITLE: usize = 200;
const DESCRIPTION: usize = 4000;
const NOTE: usize = 300;
const OFFICE: usize = 120;
const HOURS: usize = 200;
/// A million euro: more is a slip of the keyboard.
const HIGHEST: Cents = Cents(100_000_000);

impl Typed {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, by field; a repeated field is named with its row, from 1: `instalment_due-2`.
    pub fn check(&self) -> Result<Details, Faults> {
        let mut faults = Faults::new();
        let details = self.gather(&mut faults);
        match details {
            Some(details) if faults.is_empty() => Ok(details),
            _ => Err(faults),
        }
    }

    fn gather(&self, faults: &mut Faults) -> Option<Details> {
        let number = faults.keep("number", whole(&self.number, 1, 999_999));
        let year = faults.keep("year", whole(&self.year, 1990, 2100));
        let kind = faults.keep("kind", self.kind.trim().parse());
        let title_it = line(faults, "title_it", &self.title_it, TITLE);
        let title_en = line(faults, "title_en", &self.title_en, TITLE);
        let description = self.both(
            faults,
            ("description_it", &self.description_it),
            ("description_en", &self.description_en),
            DESCRIPTION,
        );
        let languages = self.languages(faults);
        let dates = self.dates(faults);
        let places = faults.keep("places", whole(&self.places, 1, 10_000));
        let minimum_entry = faults.keep("minimum_entry", self.minimum_entry.trim().parse());
        let documents = self.documents(faults);
        let fee = faults.keep("fee", amount(&self.fee));
        let instalments = self.instalments(faults, fee);
        let final_fee = match self.final_fee.trim() {
            "" => Some(Cents::ZERO),
            typed => faults.keep("final_fee", amount(typed)),
        };
        let secretariat = self.secretariat(faults);
        let (opens_on, closes_on, lessons_start_on, final_exam_on) = dates?;
        Some(Details {
            number: number?,
            year: i16::try_from(year?).ok()?,
            kind: kind?,
            title: Bilingual { it: title_it?, en: title_en? },
            description: description?,
            languages,
            opens_on,
            closes_on,
            lessons_start_on,
            final_exam_on,
            places: places?,
            minimum_entry: minimum_entry?,
            documents,
            fee: fee?,
            instalments,
            final_fee: final_fee?,
            stamp_duty: self.stamp_duty == "yes",
            corporate: self.corporate == "yes",
            distance: self.distance == "yes",
            secretariat: secretariat?,
        })
    }

    fn languages(&self, faults: &mut Faults) -> Vec<Language> {
        let mut languages = Vec::new();
        for typed in &self.languages {
            match typed.trim().parse::<Language>() {
                Ok(language) if !languages.contains(&language) => languages.push(language),
                Ok(_) => {}
                Err(()) => {
                    faults.add("languages", "unknown-choice");
                }
            }
        }
        if self.languages.is_empty() {
            faults.add("languages", "required");
        }
        languages.sort_unstable();
        languages
    }

    /// Window, lessons, final examination, each after the other.
    fn dates(&self, faults: &mut Faults) -> Option<(Day, Day, Day, Option<Day>)> {
        let opens = faults.keep("opens_on", day(&self.opens_on));
        let lessons = faults.keep("lessons_start_on", day(&self.lessons_start_on));
        let closes = match self.closes_on.trim() {
            // "Within 1 month of the start of the programme."
            "" => lessons.map(|lessons| lessons.plus_months(-1).unwrap_or(lessons)),
            typed => faults.keep("closes_on", day(typed)),
        };
        let exam = match self.final_exam_on.trim() {
            "" => Some(None),
            typed => faults.keep("final_exam_on", day(typed)).map(Some),
        };
        if let (Some(opens), Some(closes)) = (opens, closes)
            && closes < opens
        {
            faults.add("closes_on", "programme-closes-before-opens");
        }
        if let (Some(closes), Some(lessons)) = (closes, lessons)
            && lessons < closes
        {
            faults.add("closes_on", "programme-closes-after-lessons");
        }
        if let (Some(Some(exam)), Some(lessons)) = (exam, lessons)
            && exam < lessons
        {
            faults.add("final_exam_on", "programme-exam-before-lessons");
        }
        Some((opens?, closes?, lessons?, exam?))
    }

    fn documents(&self, faults: &mut Faults) -> Vec<Document> {
        let mut documents = Vec::new();
        if self.document.len() > PAPERS.len() {
            faults.add("document-1", "unknown-choice");
        }
        for (row, kind) in (1_usize..).zip(PAPERS) {
            let typed = |list: &[String]| {
                row.checked_sub(1).and_then(|at| list.get(at)).map_or("", String::as_str).trim().to_owned()
            };
            let (it, en) = (typed(&self.document_note_it), typed(&self.document_note_en));
            let fields = (format!("document_note_it-{row}"), format!("document_note_en-{row}"));
            let note = self.both(faults, (&fields.0, &it), (&fields.1, &en), NOTE);
            let required = match typed(&self.document).as_str() {
                "" if it.is_empty() && en.is_empty() => continue,
                "" => {
                    faults.add(format!("document-{row}"), "programme-paper-not-chosen");
                    continue;
                }
                "optional" => false,
                "required" => true,
                _ => {
                    faults.add(format!("document-{row}"), "unknown-choice");
                    continue;
                }
            };
            if kind == DocumentKind::Other && it.is_empty() && en.is_empty() {
                faults.add(fields.0, "required");
                faults.add(fields.1, "required");
            }
            if let Some(note) = note {
                documents.push(Document { kind, required, note });
            }
        }
        documents
    }

    fn instalments(&self, faults: &mut Faults, fee: Option<Cents>) -> Vec<Instalment> {
        let mut instalments: Vec<Instalment> = Vec::new();
        let rows = self.instalment_amount.len().max(self.instalment_due.len());
        if rows > INSTALMENTS {
            faults.add("instalment_amount-1", "programme-too-many-instalments");
            return instalments;
        }
        let before = faults.iter().count();
        for row in 0..rows {
            let typed = |list: &[String]| list.get(row).map_or("", String::as_str).trim().to_owned();
            let (paid, due) = (typed(&self.instalment_amount), typed(&self.instalment_due));
            if paid.is_empty() && due.is_empty() {
                continue;
            }
            let row = row.saturating_add(1);
            let paid = amount(&paid)
                .and_then(|paid| if paid == Cents::ZERO { Err("programme-not-an-amount") } else { Ok(paid) });
            let paid = faults.keep(format!("instalment_amount-{row}"), paid);
            let due = faults.keep(format!("instalment_due-{row}"), day(&due));
            if let (Some(amount), Some(due_on)) = (paid, due) {
                if instalments.last().is_some_and(|last| last.due_on >= due_on) {
                    faults.add(format!("instalment_due-{row}"), "programme-instalments-order");
                }
                instalments.push(Instalment { amount, due_on });
            }
        }
        let sum: Cents = instalments.iter().map(|instalment| instalment.amount).sum();
        if let Some(fee) = fee
            && !instalments.is_empty()
            && faults.iter().count() == before
            && sum != fee
        {
            let values = vec![("sum", sum.decimal()), ("fee", fee.decimal())];
            faults.add_with("instalment_amount-1", "programme-instalments-sum", values);
        }
        instalments
    }

    fn secretariat(&self, faults: &mut Faults) -> Option<Secretariat> {
        let name = line(faults, "secretariat_name", &self.secretariat_name, OFFICE);
        let email = faults.keep("secretariat_email", Email::parse(&self.secretariat_email));
        // Kept as it was written: an office may print its number in groups.
        let phone = match text::optional_line(&self.secretariat_phone, 40) {
            Ok(None) => Some(String::new()),
            Ok(Some(phone)) => faults.keep("secretariat_phone", Telephone::parse(&phone).map(|_| phone)),
            Err("too-long") => too_long(faults, "secretariat_phone", 40),
            Err(code) => faults.keep("secretariat_phone", Err(code)),
        };
        let hours = self.both(
            faults,
            ("secretariat_hours_it", &self.secretariat_hours_it),
            ("secretariat_hours_en", &self.secretariat_hours_en),
            HOURS,
        );
        Some(Secretariat { name: name?, email: email?, phone: phone?, hours: hours? })
    }

    /// A text that may be left out, but not in one language only.
    fn both(
        &self,
        faults: &mut Faults,
        (it_field, it): (&str, &str),
        (en_field, en): (&str, &str),
        max: usize,
    ) -> Option<Bilingual> {
        let mut read = |field: &str, typed: &str, other: &str| match text::paragraph(typed, max) {
            Ok(said) => Some(said),
            Err("required") if other.trim().is_empty() => Some(String::new()),
            Err("required") => faults.keep(field.to_owned(), Err("programme-both-languages")),
            Err("too-long") => too_long(faults, field, max),
            Err(code) => faults.keep(field.to_owned(), Err(code)),
        };
        let (it, en) = (read(it_field, it, en), read(en_field, en, it));
        Some(Bilingual { it: it?, en: en? })
    }
}

fn line(faults: &mut Faults, field: &'static str, typed: &str, max: usize) -> Option<String> {
    match text::line(typed, max) {
        Err("too-long") => too_long(faults, field, max),
        other => faults.keep(field, other),
    }
}

fn too_long<T>(faults: &mut Faults, field: &str, max: usize) -> Option<T> {
    faults.add_with(field.to_owned(), "too-long", vec![("max", max.to_string())]);
    None
}

fn whole(typed: &str, least: i64, most: i64) -> Result<i64, FaultCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("required");
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("programme-not-a-number");
    }
    let number = typed.parse().map_err(|_| "programme-out-of-range")?;
    if (least..=most).contains(&number) { Ok(number) } else { Err("programme-out-of-range") }
}

fn day(typed: &str) -> Result<Day, FaultCode> {
    Day::parse(typed).map_err(|code| if code == "malformed" { "not-a-date" } else { code })
}

fn amount(typed: &str) -> Result<Cents, FaultCode> {
    if typed.trim().is_empty() {
        return Err("required");
    }
    let amount = Cents::from_typed(typed).ok_or("programme-not-an-amount")?;
    if amount > HIGHEST { Err("programme-out-of-range") } else { Ok(amount) }
}

impl Typed {
    /// Each field with its name as faults have it, repeated ones with their row: to compare what was typed with what
    /// is stored.
    pub fn named(&self) -> Vec<(String, String)> {
        let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut named = vec![
            one("number", &self.number),
            one("year", &self.year),
            one("kind", &self.kind),
            one("title_it", &self.title_it),
            one("title_en", &self.title_en),
            one("description_it", &self.description_it),
            one("description_en", &self.description_en),
            one("languages", &self.languages.join(", ")),
            one("opens_on", &self.opens_on),
            one("closes_on", &self.closes_on),
            one("lessons_start_on", &self.lessons_start_on),
            one("final_exam_on", &self.final_exam_on),
            one("places", &self.places),
            one("minimum_entry", &self.minimum_entry),
            one("fee", &self.fee),
            one("final_fee", &self.final_fee),
            one("stamp_duty", &self.stamp_duty),
            one("corporate", &self.corporate),
            one("distance", &self.distance),
            one("secretariat_name", &self.secretariat_name),
            one("secretariat_email", &self.secretariat_email),
            one("secretariat_phone", &self.secretariat_phone),
            one("secretariat_hours_it", &self.secretariat_hours_it),
            one("secretariat_hours_en", &self.secretariat_hours_en),
        ];
        for (name, list, rows) in [
            ("document", &self.document, PAPERS.len()),
            ("document_note_it", &self.document_note_it, PAPERS.len()),
            ("document_note_en", &self.document_note_en, PAPERS.len()),
            ("instalment_amount", &self.instalment_amount, INSTALMENTS),
            ("instalment_due", &self.instalment_due, INSTALMENTS),
        ] {
            named.extend(
                list.iter()
                    .map(String::as_str)
                    .chain(std::iter::repeat(""))
                    .take(rows)
                    .zip(1_usize..)
                    .map(|(value, row)| (format!("{name}-{row}"), value.to_owned())),
            );
        }
        named
    }
}

impl From<&Details> for Typed {
    /// As the form shows what is stored.
    fn from(details: &Details) -> Self {
        let yes = |flag: bool| if flag { "yes".to_owned() } else { String::new() };
        let mut left: Vec<&Document> = details.documents.iter().collect();
        let rows: Vec<Option<&Document>> = PAPERS
            .iter()
            .map(|kind| {
                let at = left.iter().position(|document| document.kind == *kind)?;
                Some(left.remove(at))
            })
            .collect();
        let of_row = |said: fn(&Document) -> &str| -> Vec<String> {
            rows.iter().map(|document| document.map_or("", said).to_owned()).collect()
        };
        Typed {
            number: details.number.to_string(),
            year: details.year.to_string(),
            kind: details.kind.code().to_owned(),
            title_it: details.title.it.clone(),
            title_en: details.title.en.clone(),
            description_it: details.description.it.clone(),
            description_en: details.description.en.clone(),
            languages: details.languages.iter().map(|language| language.code().to_owned()).collect(),
            opens_on: details.opens_on.to_string(),
            closes_on: details.closes_on.to_string(),
            lessons_start_on: details.lessons_start_on.to_string(),
            final_exam_on: details.final_exam_on.map_or_else(String::new, |day| day.to_string()),
            places: details.places.to_string(),
            minimum_entry: details.minimum_entry.code().to_owned(),
            document: of_row(|document| if document.required { "required" } else { "optional" }),
            document_note_it: of_row(|document| &document.note.it),
            document_note_en: of_row(|document| &document.note.en),
            fee: details.fee.decimal(),
            instalment_amount: details.instalments.iter().map(|part| part.amount.decimal()).collect(),
            instalment_due: details.instalments.iter().map(|part| part.due_on.to_string()).collect(),
            final_fee: if details.final_fee == Cents::ZERO {
                String::new()
            } else {
                details.final_fee.decimal()
            },
            stamp_duty: yes(details.stamp_duty),
            corporate: yes(details.corporate),
            distance: yes(details.distance),
            secretariat_name: details.secretariat.name.clone(),
            secretariat_email: details.secretariat.email.to_string(),
            secretariat_phone: details.secretariat.phone.clone(),
            secretariat_hours_it: details.secretariat.hours.it.clone(),
            secretariat_hours_en: details.secretariat.hours.en.clone(),
        }
    }
}
