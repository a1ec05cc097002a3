use std::{collections::HashMap, sync::LazyLock};

use reference::CourseQuery;

use super::title::{Title, class};
use crate::{
    Agreement, Field, Lexicon, Note, Reason, Record, Thresholds,
    words::{edits, sorted},
};

/// The name of the programme, against all the names of a record's.
pub(crate) fn compare(declared: &str, record: &Record, lexicon: &Lexicon, limits: &Thresholds) -> Reason {
    let reason = |agreement| Reason::new(Field::Programme, agreement);
    if record.titles.iter().any(|title| title.trim() == declared.trim()) {
        return reason(Agreement::Agrees);
    }
    let typed = Title::read(declared);
    let registered_class = class(&record.class_code);
    if typed.class.is_some() && registered_class.is_some() && typed.class != registered_class {
        return reason(Agreement::Differs).note(Note::Class);
    }
    if typed.words.is_empty() {
        let same = typed.class.is_some() && typed.class == registered_class;
        return if same {
            reason(Agreement::Near).note(Note::Class).doubt(limits.doubt.class_only)
        } else {
            reason(Agreement::Differs)
        };
    }
    let titles: Vec<Title> = record.titles.iter().map(|name| Title::read(name)).collect();
    let synonyms: Vec<Title> = record.synonyms.iter().map(|name| Title::read(name)).collect();
    if titles.iter().any(|title| same(&typed, title)) {
        return reason(Agreement::AgreesNormalised);
    }
    if synonyms.iter().any(|title| same(&typed, title)) {
        return reason(Agreement::AgreesNormalised).note(Note::Synonym);
    }
    if lexicon.is_programme(&typed) {
        return reason(Agreement::Differs).note(Note::OtherProgramme);
    }
    if class_names(&record.class_code).iter().any(|title| same(&typed, title)) {
        return reason(Agreement::Near).note(Note::Class).doubt(limits.doubt.class_only);
    }
    let ours: Vec<Title> = titles.into_iter().chain(synonyms).collect();
    let Some(best) = ours.iter().filter_map(|title| likeness(&typed, title, lexicon, limits)).min() else {
        return reason(Agreement::Differs);
    };
    let others = lexicon.programmes().iter().filter(|other| !ours.iter().any(|title| same(other, title)));
    let ambiguous =
        others.filter_map(|other| likeness(&typed, other, lexicon, limits)).any(|other| other.0 <= best.0);
    let (doubt, notes) = best;
    let only_short = notes == [Note::Abbreviation] && !ambiguous;
    let found = reason(if only_short { Agreement::AgreesNormalised } else { Agreement::Near })
        .notes(&notes)
        .doubt(doubt);
    if ambiguous {
        found.note(Note::AmbiguousProgramme).doubt(limits.doubt.ambiguous_programme)
    } else {
        found
    }
}

/// The title of an examination against another: doubt, or `None` when it is another examination.
pub(crate) fn compare_exam_title(
    declared: &str,
    registered: &str,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Option<u32> {
    let (typed, known) = (Title::read(declared), Title::read(registered));
    if same(&typed, &known) {
        return Some(0);
    }
    let (doubt, notes) = likeness(&typed, &known, lexicon, limits)?;
    (!notes.contains(&Note::PartOfName)).then_some(doubt)
}

/// The official names of each class, in both of its laws.
static CLASS_NAMES: LazyLock<HashMap<String, Vec<Title>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<Title>> = HashMap::new();
    for course in reference::degree_courses(CourseQuery::default(), usize::MAX) {
        if let Some(class) = class(course.class) {
            names.entry(class).or_default().push(Title::read(course.name));
        }
    }
    names
});

fn class_names(code: &str) -> &'static [Title] {
    class(code).and_then(|class| CLASS_NAMES.get(&class)).map_or(&[], Vec::as_slice)
}

fn same(one: &Title, other: &Title) -> bool {
    sorted(&one.words) == sorted(&other.words) || one.words.concat() == other.words.concat()
}

/// How a typed name may stand for another: doubt and notes; `None` when it cannot.
fn likeness(
    typed: &Title,
    known: &Title,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Option<(u32, Vec<Note>)> {
    let mut left: Vec<&str> = known.words.iter().map(String::as_str).collect();
    let mut rest: Vec<(&str, bool)> = Vec::new();
    for (word, short) in typed.words.iter().zip(&typed.short) {
        match left.iter().position(|other| other == word) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => rest.push((word, *short)),
        }
    }
    if rest.len() == typed.words.len()
        && rest.len() > 1
        && rest.iter().all(|(_, short)| !short)
        && left.len() > rest.len()
    {
        return None;
    }
    let (mut doubt, mut notes, mut extra) = (0u32, Vec::new(), 0usize);
    for (word, short) in rest {
        let found = left
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((self::word(word, short, other, lexicon, limits)?, at)))
            .min();
        match found {
            Some(((more, note), at)) => {
                doubt = doubt.saturating_add(more);
                notes.push(note);
                left.swap_remove(at);
            }
            None => extra = extra.saturating_add(1),
        }
    }
    if extra > 0 && (!left.is_empty() || extra >= known.words.len()) {
        return None;
    }
    if extra > 0 || !left.is_empty() {
        if left.len() == known.words.len() {
            return None;
        }
        doubt = doubt.saturating_add(limits.doubt.part_of_programme);
        notes.push(Note::PartOfName);
    }
    notes.sort_unstable();
    notes.dedup();
    Some((doubt, notes))
}

/// How a typed word may stand for another.
fn word(
    typed: &str,
    short: bool,
    known: &str,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Option<(u32, Note)> {
    if short && typed.len() >= 2 && typed.len() < known.len() && known.starts_with(typed) {
        return Some((0, Note::Abbreviation));
    }
    let ending = |word: &str| word.strip_suffix(['a', 'e', 'i', 'o', 's']).unwrap_or(word).to_owned();
    if typed.len() >= 6 && known.len() >= 6 && ending(typed) == ending(known) {
        return Some((limits.doubt.programme_slip, Note::Slip));
    }
    let count = edits(typed, known);
    if count > limits.slips(typed.len().min(known.len())) || lexicon.is_programme_word(typed) {
        return None;
    }
    let slips = u32::try_from(count).unwrap_or(u32::MAX);
    Some((limits.doubt.programme_slip.saturating_mul(slips), Note::Slip))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Holding;

    fn check(declared: &str) -> (Agreement, u32) {
        let record = Record {
            id: "r".into(),
            holding: Holding::Awarded,
            level: None,
            titles: vec!["Ingegneria Elettronica".into(), "Electronics Engineering".into()],
            synonyms: vec!["Elettronica".into()],
            class_code: "LM-29".into(),
            student_number: None,
            first_year: None,
            last_year: None,
            awarded_on: None,
            mark: None,
            exams: Vec::new(),
        };
        let lexicon = Lexicon::new([
            "Ingegneria Elettronica",
            "Electronics Engineering",
            "Elettronica",
            "Ingegneria Elettrica",
            "Ingegneria Meccanica",
        ]);
        let reason = compare(declared, &record, &lexicon, &Thresholds::default());
        (reason.agreement, reason.doubt)
    }

    #[test]
    fn a_programme_is_known_by_all_its_names() {
        use Agreement::{Agrees, AgreesNormalised as Same, Differs, Near};
        for (declared, expected) in [
            ("Ingegneria Elettronica", (Agrees, 0)),
            ("Laurea magistrale in INGEGNERIA ELETTRONICA (LM-29)", (Same, 0)),
            ("electronics engineering", (Same, 0)),
            ("Elettronica", (Same, 0)),
            ("Ing. elettronica", (Same, 0)),
            ("Ing. elettr.", (Near, 15)),
            ("LM-29", (Near, 1)),
            ("LM-28", (Differs, 0)),
            ("Ingegneria Elettronica LM-28", (Differs, 0)),
            ("Ingegneria Eletronica", (Near, 1)),
            ("Ingegneria Elettrica", (Differs, 0)),
            ("Ingegneria Elettronica e Robotica", (Near, 6)),
            ("Ingegneria", (Near, 21)),
            ("Filosofia", (Differs, 0)),
            ("", (Differs, 0)),
        ] {
            assert_eq!(check(declared), expected, "{declared}");
        }
    }
}
