use serde::{Deserialize, Serialize};

/// How much doubt is borne and what each deviation and each proof weighs. A declaration is confirmed when the doubt of
/// all its fields is no more than [`Thresholds::free_doubt`] and the evidence together, and the same holds for the fields
/// that say who the person is, with the identifiers alone.
///
/// The defaults were tuned on one generated set and measured on others (`docs/matching.md`). A weight that is higher than
/// all evidence can outweigh makes its deviation one for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// Doubt that needs no evidence. Default 1: one small deviation, all the rest agreeing.
    pub free_doubt: u32,
    /// The most doubt, beyond the evidence, that is worth a person's time; more is not confirmed. Default 25.
    pub doubt_for_a_person: u32,
    /// Letters a word must have for one slip of typing to be forgiven. Default 4.
    pub letters_for_one_slip: usize,
    /// Letters a word must have for two slips. Default 9.
    pub letters_for_two_slips: usize,
    /// Consonants that two words must share for one to be a transliteration of the other. Default 3.
    pub shared_consonants: usize,
    /// What deviations weigh.
    pub doubt: Doubts,
    /// What proofs weigh.
    pub evidence: Evidences,
}

/// Points of doubt of each deviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Doubts {
    /// Name and surname divided at another place than in the registry. Default 1; wholly exchanged they weigh nothing.
    pub names_divided_otherwise: u32,
    /// A second name or surname is missing. Default 1.
    pub part_missing: u32,
    /// A particle is missing or another. Default 1.
    pub particle: u32,
    /// Each slip in a surname. Default 1.
    pub surname_slip: u32,
    /// A slip that makes the surname another known one. Default 2.
    pub another_surname: u32,
    /// Each slip in a name that is no name any more. Default 1.
    pub name_slip: u32,
    /// Each slip in a name of which it is not known whether it is another name. Default 2.
    pub rare_name_slip: u32,
    /// The name is another known name, as twins have. Default 5: only an identifier outweighs it.
    pub another_name: u32,
    /// The same consonants with other vowels. Default 2.
    pub transliteration: u32,
    /// One digit of the birth day is wrong. Default 15: more than all evidence outweighs.
    pub birth_day_slip: u32,
    /// The birth place is written with a slip. Default 1.
    pub birth_place_slip: u32,
    /// The birth place is another. Default 5: only an identifier outweighs it.
    pub birth_place: u32,
    /// The birth place was not declared, or is not known. Default 1.
    pub birth_place_unknown: u32,
    /// The fiscal code has a slip. Default 1.
    pub fiscal_code_slip: u32,
    /// The student number has a slip. Default 1.
    pub student_number_slip: u32,
    /// The student number is another. Default 3.
    pub student_number: u32,
    /// The level is one that is often taken for the other. Default 9: more than one identifier outweighs.
    pub kindred_level: u32,
    /// The level was not declared, or is not known. Default 1.
    pub level_unknown: u32,
    /// Each slip in the name of the programme or of an examination. Default 1.
    pub programme_slip: u32,
    /// Only the class was declared. Default 1.
    pub class_only: u32,
    /// A part of the programme's name was declared, or more than it. Default 6: more than one identifier outweighs.
    pub part_of_programme: u32,
    /// The programme's name fits another programme as well. Default 15: more than all evidence outweighs.
    pub ambiguous_programme: u32,
    /// The last year of enrolment is another. Default 2.
    pub last_year: u32,
    /// One digit of a date of award or examination is wrong. Default 15: more than all evidence outweighs.
    pub date_slip: u32,
    /// Date, mark or examination declared that the registry does not know. Default 2.
    pub not_known: u32,
    /// Honours that were awarded and not declared. Default 1.
    pub honours_missing: u32,
}

/// Points of evidence of each proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidences {
    /// The fiscal code is the registry's. Default 4.
    pub fiscal_code: u32,
    /// The student number is the registry's. Default 4.
    pub student_number: u32,
    /// The day of the award is the registry's. Default 1.
    pub awarded: u32,
    /// The final mark is the registry's. Default 1.
    pub mark: u32,
    /// Every examination declared with a mark or a day is the registry's. Default 1.
    pub exams: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            free_doubt: 1,
            doubt_for_a_person: 25,
            letters_for_one_slip: 4,
            letters_for_two_slips: 9,
            shared_consonants: 3,
            doubt: Doubts::default(),
            evidence: Evidences::default(),
        }
    }
}

impl Default for Doubts {
    fn default() -> Self {
        Self {
            names_divided_otherwise: 1,
            part_missing: 1,
            particle: 1,
            surname_slip: 1,
            another_surname: 2,
            name_slip: 1,
            rare_name_slip: 2,
            another_name: 5,
            transliteration: 2,
            birth_day_slip: 15,
            birth_place_slip: 1,
            birth_place: 5,
            birth_place_unknown: 1,
            fiscal_code_slip: 1,
            student_number_slip: 1,
            student_number: 3,
            kindred_level: 9,
            level_unknown: 1,
            programme_slip: 1,
            class_only: 1,
            part_of_programme: 6,
            ambiguous_programme: 15,
            last_year: 2,
            date_slip: 15,
            not_known: 2,
            honours_missing: 1,
        }
    }
}

impl Default for Evidences {
    fn default() -> Self {
        Self { fiscal_code: 4, student_number: 4, awarded: 1, mark: 1, exams: 1 }
    }
}

impl Thresholds {
    /// How many slips a word of so many letters is forgiven.
    pub(crate) fn slips(&self, letters: usize) -> usize {
        if letters >= self.letters_for_two_slips {
            2
        } else {
            usize::from(letters >= self.letters_for_one_slip)
        }
    }
}
