//! All candidates together. One record that would be confirmed is not enough while somebody else may be meant: a twin
//! with a similar name, a homonym born the same day.

use serde::{Deserialize, Serialize};

use crate::{
    Agreement, Candidate, Declared, Field, Lexicon, Thresholds,
    weigh::{Weighed, weigh},
};

/// What is answered to a declaration; better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The registry says the same.
    Confirmed,
    /// It may be so: an officer decides.
    NeedsPerson,
    /// The registry does not say so.
    NotConfirmed,
}

/// The outcome of a declaration with everything that was weighed for it: for the officer. What a requester may see of
/// it is [`Decision::for_requester`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The outcome.
    pub outcome: Outcome,
    /// The person and the record that are confirmed; `None` for any other outcome.
    pub confirmed: Option<(String, String)>,
    /// Why one that would be confirmed goes to a person: these candidates may be meant as well.
    pub rivals: Vec<String>,
    /// The best record of each candidate, best first.
    pub weighed: Vec<Weighed>,
}

/// Holds a declaration against everybody in the registry who may be meant ([`crate::keys_of_declared`] finds them).
///
/// The same declaration, candidates and thresholds give the same decision, in whatever order the candidates come.
pub fn decide(
    declared: &Declared,
    candidates: &[Candidate],
    lexicon: &Lexicon,
    thresholds: &Thresholds,
) -> Decision {
    let mut weighed: Vec<Weighed> =
        candidates.iter().map(|candidate| best_record(declared, candidate, lexicon, thresholds)).collect();
    weighed.sort_by(|one, other| (one.rank(), &one.candidate).cmp(&(other.rank(), &other.candidate)));
    weighed.dedup_by(|one, other| one.candidate == other.candidate);
    let mut decision = Decision {
        outcome: weighed.first().map_or(Outcome::NotConfirmed, |best| best.outcome),
        confirmed: None,
        rivals: Vec::new(),
        weighed,
    };
    if let (Some((best, others)), Outcome::Confirmed) = (decision.weighed.split_first(), decision.outcome) {
        decision.rivals = others
            .iter()
            .filter(|other| is_rival(best, other))
            .map(|other| other.candidate.clone())
            .collect();
        if decision.rivals.is_empty() {
            decision.confirmed = best.record.clone().map(|record| (best.candidate.clone(), record));
        } else {
            decision.outcome = Outcome::NeedsPerson;
        }
    }
    decision
}

fn best_record(
    declared: &Declared,
    candidate: &Candidate,
    lexicon: &Lexicon,
    thresholds: &Thresholds,
) -> Weighed {
    let weigh = |record| weigh(declared, candidate, record, lexicon, thresholds);
    candidate
        .records
        .iter()
        .map(|record| weigh(Some(record)))
        .min_by(|one, other| (one.rank(), &one.record).cmp(&(other.rank(), &other.record)))
        .unwrap_or_else(|| weigh(None))
}

/// True when another candidate may be meant as well, and nothing says which of them it is: no identifier and no place of
/// birth that is the one's and not the other's. What is claimed says nothing of who claims it: a homonym may know the
/// other's day of award and mark.
fn is_rival(best: &Weighed, other: &Weighed) -> bool {
    let identified = [Field::FiscalCode, Field::StudentNumber]
        .into_iter()
        .any(|field| best.agreement(field).is_same() && !other.agreement(field).is_same());
    let born_elsewhere = best.agreement(Field::BirthPlace).is_same()
        && other.agreement(Field::BirthPlace) == Agreement::Differs;
    other.may_be_the_person() && !identified && !born_elsewhere
}
