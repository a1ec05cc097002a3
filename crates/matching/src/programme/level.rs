use reference::Level;

use crate::{Agreement, Field, Kind, Note, Reason, Thresholds};

/// The level. A declared one that is worth no more than the registered, and is often taken for it, is near.
pub(crate) fn compare(
    kind: Kind,
    declared: Option<Level>,
    registered: Option<Level>,
    limits: &Thresholds,
) -> Reason {
    let reason = |agreement| Reason::new(Field::Level, agreement);
    match (declared, registered) {
        (None, _) if kind == Kind::Qualification => reason(Agreement::NotDeclared),
        (_, None) if kind == Kind::Qualification => reason(Agreement::NotKnown),
        (None, _) => reason(Agreement::NotDeclared).doubt(limits.doubt.level_unknown),
        (_, None) => reason(Agreement::NotKnown).doubt(limits.doubt.level_unknown),
        (Some(one), Some(other)) if one == other => reason(Agreement::Agrees),
        (Some(one), Some(other)) if kindred(one, other) => {
            reason(Agreement::Near).note(Note::KindredLevel).doubt(limits.doubt.kindred_level)
        }
        _ => reason(Agreement::Differs),
    }
}

/// Both give the title of laurea magistrale, or both were called just laurea (D.M. 509/1999, art. 3; L. 341/1990).
const fn kindred(declared: Level, registered: Level) -> bool {
    matches!(
        (declared, registered),
        (Level::SecondLevel, Level::SingleCycle)
            | (Level::SingleCycle, Level::SecondLevel)
            | (Level::FirstLevel, Level::PreviousOrder)
    )
}
