use serde::{Deserialize, Serialize};

use super::Certificate;

/// The diploma supplement: the European model's eight sections, bilingual. What the record does not hold is said to be
/// missing rather than guessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Supplement {
    /// The facts, with the whole path and the award.
    pub certificate: Certificate,
    /// Where more can be read about the university: its site or address; empty for none.
    pub more: String,
}
