//! What of a decision is shown to whom. The officer sees all of it. A requester learns only about what they declared,
//! and only when it is confirmed: the answer for somebody the registry does not know is, byte by byte, the one for
//! somebody whose data differ.

use serde::{Deserialize, Serialize};

use crate::{Agreement, Candidate, Decision, Declared, Field, Outcome, Reason, Weighed};

/// What the requester sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequesterView {
    /// The outcome.
    pub outcome: Outcome,
    /// The fields that were declared, in the order of the form.
    pub fields: Vec<RequesterField>,
}

/// A field that was declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequesterField {
    /// The field.
    pub field: Field,
    /// What is said of it.
    pub answer: FieldAnswer,
}

/// What a requester is told about a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldAnswer {
    /// It is as declared, small differences of writing aside.
    AsDeclared,
    /// It was not needed for the outcome and is not confirmed with it.
    NotConfirmed,
    /// Nothing is said of it: the outcome is not a confirmation.
    NotSaid,
}

/// What the officer sees: each candidate beside the declaration, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerView<'a> {
    /// The outcome.
    pub outcome: Outcome,
    /// The candidates that may be meant beside the best.
    pub rivals: &'a [String],
    /// The candidates.
    pub candidates: Vec<OfficerCandidate<'a>>,
}

/// A candidate beside a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerCandidate<'a> {
    /// How it was weighed.
    pub weighed: &'a Weighed,
    /// Who it is, with all records; `None` when it was not handed over.
    pub candidate: Option<&'a Candidate>,
    /// The fields that agree.
    pub agree: Vec<&'a Reason>,
    /// The fields that are near or differ: what is looked at first.
    pub doubtful: Vec<&'a Reason>,
}

impl Decision {
    /// What the requester sees.
    pub fn for_requester(&self, declared: &Declared) -> RequesterView {
        let best = self.weighed.first().filter(|_| self.outcome == Outcome::Confirmed);
        let fields = Field::ALL
            .into_iter()
            .filter(|field| declared.has(*field))
            .map(|field| {
                let answer = match best.map(|best| best.agreement(field)) {
                    None => FieldAnswer::NotSaid,
                    Some(Agreement::Agrees | Agreement::AgreesNormalised | Agreement::Near) => {
                        FieldAnswer::AsDeclared
                    }
                    Some(_) => FieldAnswer::NotConfirmed,
                };
                RequesterField { field, answer }
            })
            .collect();
        RequesterView { outcome: self.outcome, fields }
    }

    /// What the officer sees; the candidates are those the decision was made from.
    pub fn for_officer<'a>(&'a self, candidates: &'a [Candidate]) -> OfficerView<'a> {
        let candidates = self
            .weighed
            .iter()
            .map(|weighed| OfficerCandidate {
                weighed,
                candidate: candidates.iter().find(|candidate| candidate.id == weighed.candidate),
                agree: weighed.reasons.iter().filter(|reason| reason.agreement.is_same()).collect(),
                doubtful: weighed
                    .reasons
                    .iter()
                    .filter(|reason| matches!(reason.agreement, Agreement::Near | Agreement::Differs))
                    .collect(),
            })
            .collect();
        OfficerView { outcome: self.outcome, rivals: &self.rivals, candidates }
    }
}

impl Declared {
    /// True when something was declared in this field.
    pub fn has(&self, field: Field) -> bool {
        let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match field {
            Field::Surname | Field::Name | Field::BirthDay | Field::Kind => true,
            Field::BirthPlace => !self.birth_place.trim().is_empty(),
            Field::FiscalCode => filled(&self.fiscal_code),
            Field::StudentNumber => filled(&self.student_number),
            Field::Level => self.level.is_some(),
            Field::Programme => !self.programme.trim().is_empty(),
            Field::LastYear => self.last_year.is_some(),
            Field::Awarded => self.awarded.is_some(),
            Field::Mark => self.mark.is_some(),
            Field::Exams => !self.exams.is_empty(),
        }
    }
}
