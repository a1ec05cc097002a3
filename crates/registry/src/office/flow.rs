//! Correcting a record: the new value, what stood there before and why, and the event that other rooms hear of, in one
//! transaction. Documents that were issued are not changed by it.

use kernel::{Event, Faults};
use platform::{Stop, Subject, Tx};

use super::{
    Entry,
    store::{self, Correction},
};
use crate::{
    career::Career,
    record::{Award, Exam},
};

/// What an entry should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corrected {
    Exam(Exam),
    Award(Award),
}

/// Corrects an entry that was read in this transaction.
///
/// # Errors
/// Faults `registry-nothing-changed` of the field `reason` and `registry-corrected-meanwhile`; when the database fails.
pub async fn correct(
    tx: &mut Tx,
    career: &Career,
    entry: &Entry,
    to: &Corrected,
    reason: &str,
) -> Result<(), Stop> {
    let fault = |code| {
        let mut faults = Faults::new();
        faults.add("reason", code);
        Stop::from(faults)
    };
    let (before, after, fields, code) = match (entry, to) {
        (Entry::Exam { it, .. }, Corrected::Exam(new)) => {
            let changed = [
                ("ects", it.ects != new.ects),
                ("mark", it.mark != new.mark),
                ("passed_on", it.passed_on != new.passed_on),
            ];
            (serde_json::to_string(it)?, serde_json::to_string(new)?, named(&changed), Some(it.code.as_str()))
        }
        (Entry::Award { it, .. }, Corrected::Award(new)) => {
            let changed = [
                ("awarded_on", it.awarded_on != new.awarded_on),
                ("mark", it.mark != new.mark),
                ("thesis", it.thesis != new.thesis),
            ];
            (serde_json::to_string(it)?, serde_json::to_string(new)?, named(&changed), None)
        }
        _ => return Err(Stop::broken("an entry was corrected into another kind of entry")),
    };
    if fields.is_empty() {
        return Err(fault("registry-nothing-changed"));
    }
    let saved = match (entry, to) {
        (Entry::Exam { id, version, .. }, Corrected::Exam(new)) => {
            store::save_exam(tx.conn(), id, *version, new).await?
        }
        (Entry::Award { version, .. }, Corrected::Award(new)) => {
            store::save_award(tx.conn(), &career.id, *version, new).await?
        }
        _ => false,
    };
    if !saved {
        return Err(fault("registry-corrected-meanwhile"));
    }
    let id = tx.new_id();
    let correction = Correction { career_id: &career.id, exam_code: code, before, after, reason };
    store::insert_correction(tx, &id, &correction).await?;
    // The reason may name people: it stays with the correction, which the event points at.
    let event = Event::new("registry.record-corrected")
        .with("correction", &id)
        .with("what", if code.is_some() { "exam" } else { "award" })
        .with("code", code.unwrap_or_default())
        .with("fields", &fields);
    tx.journal(&Subject::new("career", &career.id), event).await
}

fn named(changed: &[(&str, bool)]) -> String {
    let names: Vec<&str> = changed.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    names.join(",")
}
