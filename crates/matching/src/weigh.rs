//! One record of one candidate held against a declaration, field by field, and what follows from it alone.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::{
    Agreement, Candidate, Declared, Field, Lexicon, Note, Outcome, Reason, Record, Thresholds, achievement,
    birth, codes, name, programme,
};

/// One record held against a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The candidate.
    pub candidate: String,
    /// The record; `None` when the candidate has none.
    pub record: Option<String>,
    /// What this record alone would decide.
    pub outcome: Outcome,
    /// The reasons, in the order of [`Field::ALL`].
    pub reasons: Vec<Reason>,
}

impl Weighed {
    /// The points of doubt of all fields.
    pub fn doubt(&self) -> u32 {
        self.reasons.iter().fold(0, |sum, reason| sum.saturating_add(reason.doubt))
    }

    /// The points of evidence of all fields.
    pub fn evidence(&self) -> u32 {
        self.reasons.iter().fold(0, |sum, reason| sum.saturating_add(reason.evidence))
    }

    /// How a field agrees.
    pub fn agreement(&self, field: Field) -> Agreement {
        self.reasons
            .iter()
            .find(|reason| reason.field == field)
            .map_or(Agreement::NotDeclared, |reason| reason.agreement)
    }

    /// True when name, surname and birth day may be those of the person declared.
    pub(crate) fn may_be_the_person(&self) -> bool {
        [Field::Surname, Field::Name, Field::BirthDay]
            .into_iter()
            .all(|field| self.agreement(field) != Agreement::Differs)
    }

    /// True when fiscal code or student number are the person's.
    pub(crate) fn is_identified(&self) -> bool {
        [Field::FiscalCode, Field::StudentNumber].into_iter().any(|field| self.agreement(field).is_same())
    }

    /// The order in which a candidate's records are better: outcome, then fields that differ, then doubt, then fields
    /// that agree letter by letter, as the student number of this career and not of another.
    pub(crate) fn rank(&self) -> (Outcome, usize, u32, Reverse<usize>) {
        let count = |wanted| self.reasons.iter().filter(|reason| reason.agreement == wanted).count();
        (self.outcome, count(Agreement::Differs), self.doubt(), Reverse(count(Agreement::Agrees)))
    }
}

/// Holds one record against a declaration.
pub(crate) fn weigh(
    declared: &Declared,
    candidate: &Candidate,
    record: Option<&Record>,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Weighed {
    let mut reasons = identity(declared, candidate, record, lexicon, limits);
    match record {
        None => reasons.push(Reason::new(Field::Kind, Agreement::Differs)),
        Some(record) => reasons.extend([
            achievement::compare_kind(declared.kind, record),
            programme::compare_level(declared.kind, declared.level, record.level, limits),
            programme::compare(&declared.programme, record, lexicon, limits),
            achievement::compare_last_year(declared, record, limits),
            achievement::compare_awarded(declared.awarded, record, limits),
            achievement::compare_mark(declared.mark, record, limits),
            achievement::compare_exams(&declared.exams, record, lexicon, limits),
        ]),
    }
    let mut weighed = Weighed {
        candidate: candidate.id.clone(),
        record: record.map(|record| record.id.clone()),
        outcome: Outcome::NotConfirmed,
        reasons,
    };
    weighed.outcome = outcome(&weighed, limits);
    weighed
}

fn identity(
    declared: &Declared,
    candidate: &Candidate,
    record: Option<&Record>,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Vec<Reason> {
    let (surname, name) = names(declared, candidate, lexicon, limits);
    vec![
        surname,
        name,
        birth::compare_day(declared.birth_day, candidate.birth_day, limits),
        birth::compare_place(&declared.birth_place, &candidate.birth_places, limits),
        codes::compare_fiscal(declared.fiscal_code.as_deref(), candidate, limits),
        codes::compare_student_number(declared.student_number.as_deref(), candidate, record, limits),
    ]
}

/// The names of any time: those of today, those before, and the surname of a marriage beside the one at birth.
fn names(
    declared: &Declared,
    candidate: &Candidate,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> (Reason, Reason) {
    let now = (candidate.surname.clone(), candidate.name.clone());
    let earlier = candidate.earlier_surnames.iter().flat_map(|earlier| {
        [earlier.clone(), format!("{} {earlier}", candidate.surname)]
            .map(|both| (both, candidate.name.clone()))
    });
    let renamed = candidate.earlier_names.iter().flat_map(|name| {
        std::iter::once(&candidate.surname)
            .chain(&candidate.earlier_surnames)
            .map(|surname| (surname.clone(), name.clone()))
    });
    let compare = |(surname, name): (String, String)| {
        name::compare((&declared.surname, &declared.name), (&surname, &name), lexicon, limits)
    };
    let today = compare(now);
    let best = earlier.chain(renamed).map(compare).min_by_key(name_rank);
    match best {
        Some((surname, name)) if name_rank(&(surname.clone(), name.clone())) < name_rank(&today) => {
            (surname.note(Note::EarlierName), name)
        }
        _ => today,
    }
}

/// How well both names agree: fields that differ, doubt, then the words themselves.
fn name_rank((surname, name): &(Reason, Reason)) -> (u8, u32, Agreement, Agreement) {
    let differs = |reason: &Reason| u8::from(reason.agreement == Agreement::Differs);
    (
        differs(surname).saturating_add(differs(name)),
        surname.doubt.saturating_add(name.doubt),
        surname.agreement,
        name.agreement,
    )
}

/// The facts of a declaration: one that differs is enough not to confirm.
const FACTS: [Field; 6] =
    [Field::Kind, Field::Level, Field::Programme, Field::Awarded, Field::Mark, Field::Exams];

/// What one record decides.
///
/// Facts that differ are never confirmed. Of the person, one field may differ if an identifier says who it is: a person
/// looks at it. A different fiscal code, all the rest agreeing, is looked at too. Else doubt is held against evidence.
fn outcome(weighed: &Weighed, limits: &Thresholds) -> Outcome {
    let differs = |field: &Field| weighed.agreement(*field) == Agreement::Differs;
    if FACTS.iter().any(differs) {
        return Outcome::NotConfirmed;
    }
    let different =
        [Field::Surname, Field::Name, Field::BirthDay].iter().filter(|field| differs(field)).count();
    let (code, place) = (differs(&Field::FiscalCode), differs(&Field::BirthPlace));
    match (different, code) {
        (0, false) => by_doubt(weighed, limits),
        (0, true) if !place => Outcome::NeedsPerson,
        (1, false) if weighed.is_identified() => Outcome::NeedsPerson,
        _ => Outcome::NotConfirmed,
    }
}

/// Doubt against evidence: of the person alone, since what is claimed says nothing of who claims it, and of everything.
fn by_doubt(weighed: &Weighed, limits: &Thresholds) -> Outcome {
    let (doubt, evidence) = (weighed.doubt(), weighed.evidence());
    let of_person = weighed.reasons.iter().filter(|reason| reason.field.is_identity());
    let (person_doubt, person_evidence) = of_person.fold((0u32, 0u32), |(doubt, evidence), reason| {
        (doubt.saturating_add(reason.doubt), evidence.saturating_add(reason.evidence))
    });
    let swapped = weighed
        .reasons
        .iter()
        .any(|reason| reason.field == Field::BirthDay && reason.notes.contains(&Note::DayAndMonthSwapped));
    let borne = |doubt: u32, evidence: u32| doubt <= limits.free_doubt.saturating_add(evidence);
    if borne(person_doubt, person_evidence) && borne(doubt, evidence) && !swapped {
        Outcome::Confirmed
    } else if doubt <= limits.doubt_for_a_person.saturating_add(evidence) {
        Outcome::NeedsPerson
    } else {
        Outcome::NotConfirmed
    }
}
