//! Names of study programmes and of professional qualifications: in either language, with their synonyms, abbreviated,
//! by class. A word that belongs to another programme is never a slip.

mod compare;
mod level;
mod title;

pub(crate) use compare::{compare, compare_exam_title};
pub(crate) use level::compare as compare_level;
pub(crate) use title::Title;
