//! Whether the registry says what somebody declared of themselves: rules as pure functions and tables, with no clock, no
//! randomness, no database.
//!
//! [`decide`] holds a [`Declared`] against the [`Candidate`]s that [`keys_of_declared`] finds, and answers with a
//! [`Decision`]: confirmed, not confirmed, or one for a person, with its reasons kept field by field. Doubt is counted,
//! never guessed: each deviation and each proof has its weight in [`Thresholds`].

mod achievement;
mod birth;
mod candidate;
mod codes;
mod decide;
mod declared;
mod keys;
mod lexicon;
mod name;
mod programme;
mod reason;
mod thresholds;
mod views;
mod weigh;
mod words;

pub use candidate::{Candidate, Exam, Holding, Record};
pub use decide::{Decision, Outcome, decide};
pub use declared::{Declared, DeclaredExam, Kind, Mark, When};
pub use keys::{keys_of_candidate, keys_of_declared};
pub use lexicon::Lexicon;
pub use reason::{Agreement, Field, Note, Reason};
pub use thresholds::{Doubts, Evidences, Thresholds};
pub use views::{FieldAnswer, OfficerCandidate, OfficerView, RequesterField, RequesterView};
pub use weigh::Weighed;
