//! What is certified, frozen: everything that the paper says, in both languages, as the record said it at that moment.

use documents::{
    Institution,
    certificate::{Award, ExamLine, ForUse, Holder, Points, Says, Stamp, Studies, Tongue, Words},
};
use jiff::civil::Date;
use kernel::{Day, Language, Problem};
use people::Profile;
use platform::{Config, Explain, Stop};
use registry::{Mark, Record};
use serde::{Deserialize, Serialize};

use crate::catalogue::{self, Choice, Delivery, Destination, Kind, Purpose, StampTable};

/// The facts of an issued document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Code of [`Kind`].
    pub kind: String,
    /// In which language.
    pub tongue: Tongue,
    /// Who certifies, in the paper's first language.
    pub institution: Institution,
    /// Its name in both.
    pub university: Words,
    /// What it says.
    pub says: Says,
    /// Of whom.
    pub person: Holder,
    /// Of which career.
    pub studies: Studies,
    /// The title.
    pub award: Option<Award>,
    /// The path.
    pub exams: Vec<ExamLine>,
    /// Stamp duty, for what it can fall on.
    pub stamp: Option<Stamp>,
    /// To whom it may be shown.
    pub destination: ForUse,
    /// The footnote that is printed.
    pub footnote: String,
    /// Copies.
    pub copies: i64,
}

/// Why a document cannot be issued from the record as it is now. Somebody has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotCertify {
    /// The record no longer has what the document says.
    #[error("the record does not have what the document would say")]
    NotInRecord,
    /// The exemption from stamp duty is not in the configuration any more, so its law cannot be printed.
    #[error("the exemption from stamp duty is not configured")]
    UnknownExemption,
    /// It makes no paper.
    #[error("the stamp duty of an enrolment makes no paper")]
    NoPaper,
}

impl Explain for CannotCertify {
    fn explain(&self) -> Problem {
        match self {
            CannotCertify::NotInRecord => Problem::conflict("certificates-not-in-record"),
            CannotCertify::UnknownExemption => Problem::conflict("certificates-unknown-exemption"),
            CannotCertify::NoPaper => Problem::not_found(),
        }
    }
}

/// What the facts are made of.
pub struct Source<'a> {
    /// The university.
    pub config: &'a Config,
    /// The person.
    pub profile: &'a Profile,
    /// The career.
    pub record: &'a Record,
    /// What was asked for.
    pub kind: Kind,
    /// With which parameters.
    pub choice: &'a Choice,
    /// The footnote to print: the one asked for, once approved.
    pub footnote: &'a str,
    /// How it is delivered, when that is known.
    pub delivery: Option<Delivery>,
}

impl Source<'_> {
    /// The facts.
    ///
    /// # Errors
    /// When the record or the configuration do not have what the paper has to say.
    pub fn facts(&self) -> Result<Facts, CannotCertify> {
        if self.kind == Kind::EnrolmentDuty {
            return Err(CannotCertify::NoPaper);
        }
        if !catalogue::offered(self.record).contains(&self.kind) {
            return Err(CannotCertify::NotInRecord);
        }
        let says = match self.kind {
            Kind::Award | Kind::SelfAward => Says::Award,
            Kind::Path | Kind::SelfPath | Kind::Supplement => Says::Path,
            Kind::Enrolment | Kind::SelfEnrolment | Kind::EnrolmentDuty => Says::Enrolment,
        };
        let tongue = tongue(self.choice.tongue);
        let language = tongue.first();
        let university = &self.config.institution;
        let award = self.record.award.as_ref().filter(|_| says != Says::Enrolment);
        let exams = if says == Says::Path { self.record.exams.as_slice() } else { &[] };
        Ok(Facts {
            kind: self.kind.code().to_owned(),
            tongue,
            institution: Institution {
                name: university.name(language).to_owned(),
                office: String::new(),
                address: university.address.clone(),
                fiscal_code: university.fiscal_code.clone(),
                contacts: vec![university.contact_email.clone()],
            },
            university: Words::new(&university.name_it, &university.name_en),
            says,
            person: holder(self.profile, language),
            studies: studies(self.record),
            award: award.map(award_of),
            exams: exams.iter().map(exam).collect(),
            stamp: self.stamp()?,
            destination: match (self.choice.residence_permit, self.choice.destination) {
                (true, _) => ForUse::ResidencePermit,
                (false, Destination::Italy) => ForUse::Italy,
                (false, Destination::Abroad) => ForUse::Abroad,
            },
            footnote: self.footnote.to_owned(),
            copies: self.choice.copies,
        })
    }

    fn stamp(&self) -> Result<Option<Stamp>, CannotCertify> {
        let choice = self.choice;
        let config = &self.config.certificates;
        if self.kind.is_self_certification() || self.kind == Kind::Supplement {
            return Ok(None);
        }
        let row = StampTable(config).on_copy(self.kind, &choice.purpose, choice.destination, self.delivery);
        let (purpose, law) = match &choice.purpose {
            Purpose::Exempt(code) => {
                let exemption = config.exemptions.iter().find(|exemption| exemption.code == *code);
                let exemption = exemption.ok_or(CannotCertify::UnknownExemption)?;
                (
                    Words::new(&exemption.name_it, &exemption.name_en),
                    Words::new(&exemption.law_it, &exemption.law_en),
                )
            }
            Purpose::Stamped | Purpose::Own => (Words::default(), Words { it: row.law.0, en: row.law.1 }),
        };
        Ok(Some(Stamp { amount: row.amount, purpose, law }))
    }
}

impl Facts {
    /// What was asked for.
    ///
    /// # Errors
    /// When the stored facts are of another age.
    pub fn kind(&self) -> Result<Kind, Stop> {
        Kind::read(&self.kind).ok_or_else(|| Stop::broken("facts of an unknown kind"))
    }

    /// The credits that were earned, in tenths.
    pub fn earned_tenths(&self) -> i64 {
        self.exams.iter().fold(0, |sum, exam| sum.saturating_add(exam.ects_tenths))
    }
}

fn tongue(chosen: catalogue::Tongue) -> Tongue {
    match chosen {
        catalogue::Tongue::Italian => Tongue::Italian,
        catalogue::Tongue::English => Tongue::English,
        catalogue::Tongue::Bilingual => Tongue::Bilingual,
    }
}

fn holder(profile: &Profile, language: Language) -> Holder {
    let person = &profile.person;
    let country = reference::country(&person.birth_country).filter(|country| !country.is_italy());
    let born_in = match country {
        Some(country) => format!("{} ({})", person.birth_place_name, country.name(language)),
        None => person.birth_place_name.clone(),
    };
    Holder {
        name: person.name.as_str().to_owned(),
        surname: person.surname.as_str().to_owned(),
        born_on: date(person.birth_day),
        born_in,
        fiscal_code: person.fiscal_code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        residence: profile.residence.as_ref().map(|home| home.in_one_line(language)).unwrap_or_default(),
    }
}

fn date(day: Day) -> Date {
    Date::new(day.year(), day.month(), day.day()).unwrap_or(Date::ZERO)
}

fn studies(record: &Record) -> Studies {
    let career = &record.career;
    Studies {
        matricola: career.matricola.as_str().to_owned(),
        kind: career.kind.code().to_owned(),
        title: Words::new(&career.title_it, &career.title_en),
        class: career.class_code.clone(),
        language: career.language.clone(),
        ects_tenths: career.ects.0,
        year: career.year.clone(),
        opened_on: career.opened_on,
        closed_on: career.closed_on,
    }
}

fn award_of(award: &registry::Award) -> Award {
    Award {
        title: Words::new(&award.title_it, &award.title_en),
        on: award.awarded_on,
        mark: award.mark.map(points),
        thesis: award.thesis.clone(),
    }
}

fn exam(exam: &registry::Exam) -> ExamLine {
    ExamLine {
        code: exam.code.clone(),
        title: Words::new(&exam.title_it, &exam.title_en),
        sector: exam.sector.clone(),
        ects_tenths: exam.ects.0,
        mark: exam.mark.map(points),
        passed_on: exam.passed_on,
    }
}

const fn points(mark: Mark) -> Points {
    Points { points: mark.points, out_of: mark.out_of, honours: mark.honours }
}
