//! An edition as it is typed in the office's form or written in a line of CSV, and the one set of rules that makes
//! [`Details`] of it or says everything that is wrong.

mod typed;

pub use typed::{INSTALMENTS, PAPERS, Typed};

use kernel::{Cents, Day, Email, FaultCode, Faults, Language, Telephone, text};

use super::model::{Bilingual, Details, Document, DocumentKind, Instalment, Secretariat};

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
