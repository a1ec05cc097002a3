use jiff::{Timestamp, civil::Date};
use kernel::Language;
use serde::{Deserialize, Serialize};

use super::{Institution, sample_instant};

/// A declaration in place of a certificate (DPR 445/2000, art. 46) of a degree obtained in Italy.
///
/// It can only be made through [`SelfCertification::of`], because the law lets people declare only what an Italian body
/// can check (art. 3 and 43), and newer degrees are read from the national registers. It is valid in Italian; in English
/// it carries a translation beside the Italian text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelfCertification {
    language: Language,
    institution: Institution,
    declarant: Declarant,
    degree: ItalianDegree,
    prepared_at: Timestamp,
}

/// Who declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declarant {
    /// Given names.
    pub name: String,
    /// Surname.
    pub surname: String,
    /// Codice fiscale; empty when the person has none.
    pub fiscal_code: String,
    /// Town and province, or town and country, of birth.
    pub born_in: String,
    /// Day of birth.
    pub born_on: Date,
    /// Where the person lives, one line; empty when unknown: a dotted line is printed then.
    pub residence: String,
}

/// The degree that is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItalianDegree {
    /// Country of the university, ISO 3166-1 alpha-2; only `IT` can be declared.
    pub country: String,
    /// What it is: `Laurea (vecchio ordinamento)`, `Laurea specialistica` …
    pub kind: String,
    /// In what: `Lettere`.
    pub subject: String,
    /// The university that gave it.
    pub university: String,
    /// The day it was obtained.
    pub obtained_on: Date,
    /// The final mark, if it is declared.
    pub mark: Option<Mark>,
}

/// A final mark such as 110/110 cum laude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Points obtained.
    pub points: u16,
    /// Points that could be obtained: 110, 100, 70.
    pub out_of: u16,
    /// Honours (lode).
    pub honours: bool,
}

/// Why a degree cannot be declared this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotCertify {
    /// A foreign title is proved with its own papers.
    #[error("only a degree obtained in Italy can be self-certified")]
    ForeignDegree,
    /// From the cut-off year on, degrees are in the registers.
    #[error("only a degree obtained before {cut_off_year} is self-certified")]
    AfterCutOff {
        /// The first year for which no declaration is wanted.
        cut_off_year: i16,
    },
    /// More points than there are, or honours below full marks.
    #[error("the mark is impossible")]
    ImpossibleMark,
}

impl SelfCertification {
    /// Prepares a declaration; `cut_off_year` is the first year whose degrees are not declared (a setting).
    ///
    /// # Errors
    /// When the degree is foreign, too recent, or has an impossible mark.
    pub fn of(
        language: Language,
        institution: Institution,
        declarant: Declarant,
        degree: ItalianDegree,
        cut_off_year: i16,
        prepared_at: Timestamp,
    ) -> Result<Self, CannotCertify> {
        if degree.country != "IT" {
            return Err(CannotCertify::ForeignDegree);
        }
        if degree.obtained_on.year() >= cut_off_year {
            return Err(CannotCertify::AfterCutOff { cut_off_year });
        }
        if let Some(mark) = degree.mark
            && (mark.points > mark.out_of || (mark.honours && mark.points < mark.out_of))
        {
            return Err(CannotCertify::ImpossibleMark);
        }
        Ok(Self { language, institution, declarant, degree, prepared_at })
    }

    /// Language of the declaration.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// To whom it is presented.
    pub const fn institution(&self) -> &Institution {
        &self.institution
    }

    /// Who declares.
    pub const fn declarant(&self) -> &Declarant {
        &self.declarant
    }

    /// What is declared.
    pub const fn degree(&self) -> &ItalianDegree {
        &self.degree
    }

    /// When the form was filled in; the day of the signature is written by hand.
    pub const fn prepared_at(&self) -> Timestamp {
        self.prepared_at
    }

    /// A believable declaration.
    pub fn sample(language: Language) -> Self {
        Self {
            language,
            institution: Institution::sample(language),
            declarant: Declarant {
                name: "Maria Grazia".into(),
                surname: "D’Alessandro".into(),
                fiscal_code: "DLSMGR75L52F839X".into(),
                born_in: "Napoli (NA)".into(),
                born_on: jiff::civil::date(1975, 7, 12),
                residence: "Via dei Tigli 8, 40126 Bologna (BO)".into(),
            },
            degree: ItalianDegree {
                country: "IT".into(),
                kind: "Laurea (vecchio ordinamento)".into(),
                subject: "Lettere moderne".into(),
                university: "Università degli Studi di Valchiara".into(),
                obtained_on: jiff::civil::date(2001, 3, 27),
                mark: Some(Mark { points: 110, out_of: 110, honours: true }),
            },
            prepared_at: sample_instant(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declare(change: impl FnOnce(&mut ItalianDegree)) -> Result<SelfCertification, CannotCertify> {
        let sample = SelfCertification::sample(Language::It);
        let mut degree = sample.degree.clone();
        change(&mut degree);
        SelfCertification::of(
            Language::It,
            sample.institution,
            sample.declarant,
            degree,
            2010,
            sample.prepared_at,
        )
    }

    #[test]
    fn only_an_italian_degree_before_the_cut_off_year_is_declared() {
        assert!(declare(|_| ()).is_ok());
        assert!(declare(|degree| degree.obtained_on = jiff::civil::date(2009, 12, 31)).is_ok());
        assert_eq!(
            declare(|degree| degree.obtained_on = jiff::civil::date(2010, 1, 1)),
            Err(CannotCertify::AfterCutOff { cut_off_year: 2010 })
        );
        assert_eq!(declare(|degree| degree.country = "FR".into()), Err(CannotCertify::ForeignDegree));
    }

    #[test]
    fn a_mark_above_the_scale_is_refused() {
        for (points, honours, fine) in
            [(110, true, true), (109, false, true), (109, true, false), (111, false, false)]
        {
            let made = declare(|degree| degree.mark = Some(Mark { points, out_of: 110, honours }));
            assert_eq!(made.is_ok(), fine, "{points} {honours}");
        }
    }
}
