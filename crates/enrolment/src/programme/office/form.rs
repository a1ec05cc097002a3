//! The fields of an edition's form, with what was typed and what is wrong beside each.

use kernel::{Faults, Language};
use platform::{
    texts::Arg,
    web::{
        Shell,
        field::{Choice, Field, FieldFault},
    },
};

use crate::programme::{
    check::{INSTALMENTS, PAPERS, Typed},
    model::{Kind, MinimumEntry},
};

/// The form, section by section.
pub struct Form {
    /// Id and year, kind, titles, descriptions, languages.
    pub number: Field,
    pub year: Field,
    pub kind: Field,
    pub title_it: Field,
    pub title_en: Field,
    pub description_it: Field,
    pub description_en: Field,
    pub languages: Field,
    /// Window, lessons, examination, places.
    pub opens_on: Field,
    pub closes_on: Field,
    pub lessons_start_on: Field,
    pub final_exam_on: Field,
    pub places: Field,
    pub distance: Field,
    /// Admission.
    pub minimum_entry: Field,
    pub papers: Vec<Paper>,
    /// Fee.
    pub fee: Field,
    pub instalments: Vec<(Field, Field)>,
    pub final_fee: Field,
    pub stamp_duty: Field,
    pub corporate: Field,
    /// The office.
    pub secretariat_name: Field,
    pub secretariat_email: Field,
    pub secretariat_phone: Field,
    pub secretariat_hours_it: Field,
    pub secretariat_hours_en: Field,
}

/// A row for a paper: whether it is asked for, and its notes.
pub struct Paper {
    pub asked: Field,
    pub note_it: Field,
    pub note_en: Field,
}

/// Makes fields: their words, what was typed, what is wrong.
struct Maker<'a> {
    shell: &'a Shell,
    faults: &'a Faults,
}

impl Maker<'_> {
    fn field(&self, name: &str, value: &str) -> Field {
        let label = self.shell.t(&format!("programme-field-{name}"));
        Field::new(name, label).value(value).told(self.faults, self.shell.voice())
    }

    /// A field of a row: its identity and its faults carry the row's number, from 1.
    fn in_row(&self, name: &str, row: usize, label: String, value: &str) -> Field {
        let id = format!("{name}-{row}");
        let fault = self.faults.of(&id).map(|fault| self.shell.voice().fault(fault));
        Field::new(name, label).id(id).value(value).fault(fault)
    }

    fn coded(&self, choices: &[(&str, &str)]) -> Vec<Choice> {
        choices.iter().map(|(code, key)| Choice::new(*code, self.shell.t(key))).collect()
    }
}

impl Form {
    /// The form with what was typed; an edition that exists keeps its Id and year.
    pub fn new(shell: &Shell, typed: &Typed, faults: &Faults, exists: bool) -> Self {
        let make = Maker { shell, faults };
        let kept = |field: Field| if exists { field.readonly() } else { field };
        let hint = |field: Field, key: &str| field.hint(shell.t(key));
        Form {
            number: kept(make.field("number", &typed.number).required().inputmode("numeric").maxlength(6)),
            year: kept(make.field("year", &typed.year).required().inputmode("numeric").maxlength(4)),
            kind: make.field("kind", &typed.kind).required().choices(make.kinds()).value(&typed.kind),
            title_it: make.field("title_it", &typed.title_it).required(),
            title_en: make.field("title_en", &typed.title_en).required(),
            description_it: make.field("description_it", &typed.description_it).rows(6),
            description_en: make.field("description_en", &typed.description_en).rows(6),
            languages: make.languages(typed),
            opens_on: make.field("opens_on", &typed.opens_on).required(),
            closes_on: hint(make.field("closes_on", &typed.closes_on), "programme-field-closes_on-hint"),
            lessons_start_on: make.field("lessons_start_on", &typed.lessons_start_on).required(),
            final_exam_on: make.field("final_exam_on", &typed.final_exam_on),
            places: make.field("places", &typed.places).required().inputmode("numeric").maxlength(5),
            distance: make.tick("distance", &typed.distance),
            minimum_entry: make
                .field("minimum_entry", &typed.minimum_entry)
                .required()
                .choices(make.entries()),
            papers: make.papers(typed),
            fee: hint(make.field("fee", &typed.fee).required(), "programme-field-fee-hint"),
            instalments: make.instalments(typed),
            final_fee: make.field("final_fee", &typed.final_fee),
            stamp_duty: make.tick("stamp_duty", &typed.stamp_duty),
            corporate: make.tick("corporate", &typed.corporate),
            secretariat_name: make.field("secretariat_name", &typed.secretariat_name).required(),
            secretariat_email: make.field("secretariat_email", &typed.secretariat_email).required(),
            secretariat_phone: make.field("secretariat_phone", &typed.secretariat_phone),
            secretariat_hours_it: make.field("secretariat_hours_it", &typed.secretariat_hours_it),
            secretariat_hours_en: make.field("secretariat_hours_en", &typed.secretariat_hours_en),
        }
    }

    /// What is wrong, for the top of the form, in the order of the form.
    pub fn summary(&self) -> Vec<FieldFault> {
        let mut fields = vec![
            &self.number,
            &self.year,
            &self.kind,
            &self.title_it,
            &self.title_en,
            &self.description_it,
            &self.description_en,
            &self.languages,
            &self.opens_on,
            &self.closes_on,
            &self.lessons_start_on,
            &self.final_exam_on,
            &self.places,
            &self.distance,
            &self.minimum_entry,
        ];
        fields.extend(self.papers.iter().flat_map(|paper| [&paper.asked, &paper.note_it, &paper.note_en]));
        fields.push(&self.fee);
        fields.extend(self.instalments.iter().flat_map(|(amount, due)| [amount, due]));
        fields.extend([
            &self.final_fee,
            &self.stamp_duty,
            &self.corporate,
            &self.secretariat_name,
            &self.secretariat_email,
            &self.secretariat_phone,
            &self.secretariat_hours_it,
            &self.secretariat_hours_en,
        ]);
        Field::summary_of(&fields)
    }
}

impl Maker<'_> {
    fn kinds(&self) -> Vec<Choice> {
        Kind::ALL.iter().map(|kind| Choice::new(kind.code(), self.shell.t(kind.key()))).collect()
    }

    fn entries(&self) -> Vec<Choice> {
        MinimumEntry::ALL.iter().map(|entry| Choice::new(entry.code(), self.shell.t(entry.key()))).collect()
    }

    fn languages(&self, typed: &Typed) -> Field {
        let choices = Language::ALL.iter().map(|language| {
            Choice::new(language.code(), self.shell.t(&format!("programme-language-{language}")))
        });
        self.field("languages", "").required().choices(choices.collect()).values(&typed.languages)
    }

    fn tick(&self, name: &str, value: &str) -> Field {
        self.field(name, "yes").checked(value == "yes")
    }

    fn papers(&self, typed: &Typed) -> Vec<Paper> {
        let asked = self.coded(&[
            ("", "office-programme-paper-none"),
            ("optional", "office-programme-paper-optional"),
            ("required", "office-programme-paper-required"),
        ]);
        (1_usize..)
            .zip(PAPERS)
            .map(|(row, kind)| {
                let of = |list: &[String]| at(list, row).to_owned();
                let number: (&str, Arg) = ("number", row.into());
                let label = |key: &str| self.shell.voice().with(key, std::slice::from_ref(&number));
                let named =
                    self.shell.t2("office-programme-paper", "number", row, "kind", self.shell.t(kind.key()));
                Paper {
                    asked: self.in_row("document", row, named, &of(&typed.document)).choices(asked.clone()),
                    note_it: self.in_row(
                        "document_note_it",
                        row,
                        label("office-programme-note-it"),
                        &of(&typed.document_note_it),
                    ),
                    note_en: self.in_row(
                        "document_note_en",
                        row,
                        label("office-programme-note-en"),
                        &of(&typed.document_note_en),
                    ),
                }
            })
            .collect()
    }

    fn instalments(&self, typed: &Typed) -> Vec<(Field, Field)> {
        (1..=INSTALMENTS)
            .map(|row| {
                let make = |name: &str, list: &[String]| {
                    let label = self.shell.t1(&format!("programme-field-{name}"), "number", row);
                    self.in_row(name, row, label, at(list, row))
                };
                (
                    make("instalment_amount", &typed.instalment_amount),
                    make("instalment_due", &typed.instalment_due),
                )
            })
            .collect()
    }
}

fn at(list: &[String], row: usize) -> &str {
    row.checked_sub(1).and_then(|index| list.get(index)).map_or("", String::as_str)
}
