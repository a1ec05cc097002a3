//! Names and surnames. Order, case, accents, hyphens, joined or divided words and the field they were typed in never
//! count; particles, second names and slips count a little; a slip that makes another name counts much.

use crate::{
    Agreement, Field, Lexicon, Note, Reason, Thresholds,
    words::{consonants, edits, letters, orders, readings, sorted},
};

/// Small words of surnames: Italian, Romance, Germanic and Arabic.
const PARTICLES: [&str; 46] = [
    "di", "de", "del", "della", "dello", "dei", "degli", "delle", "dell", "d", "da", "dal", "dalla", "dallo",
    "dai", "dagli", "dall", "do", "dos", "das", "du", "des", "la", "lo", "le", "li", "l", "los", "las", "y",
    "e", "o", "von", "van", "der", "den", "zu", "zur", "ter", "ten", "al", "el", "ul", "bin", "ibn", "ben",
];

/// Name and surname of a declaration held against one name and one surname of a candidate.
pub(crate) fn compare(
    declared: (&str, &str),
    registered: (&str, &str),
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> (Reason, Reason) {
    let (surname, name) = declared;
    let straight = (
        compare_one(Field::Surname, surname, registered.0, lexicon, limits),
        compare_one(Field::Name, name, registered.1, lexicon, limits),
    );
    if straight.0.agreement.is_same() && straight.1.agreement.is_same() {
        return straight;
    }
    let crossed = [(name, registered.0), (surname, registered.1)].iter().all(|(one, other)| same(one, other));
    let divided = || same(&format!("{surname} {name}"), &format!("{} {}", registered.0, registered.1));
    let doubt = if crossed {
        0
    } else if divided() {
        limits.doubt.names_divided_otherwise
    } else {
        return straight;
    };
    let moved = |field| Reason::new(field, Agreement::AgreesNormalised).note(Note::NamesInOtherFields);
    (moved(Field::Surname), moved(Field::Name).doubt(doubt))
}

/// True when both have the same words, in any order and division.
fn same(one: &str, other: &str) -> bool {
    readings(one).iter().any(|one| readings(other).iter().any(|other| same_words(one, other)))
}

fn same_words(one: &[String], other: &[String]) -> bool {
    sorted(one) == sorted(other) || (letters(one) == letters(other) && joined(one, other, |a, b| a == b))
}

/// True when some order of the words of one, written together, stands so to some order of the other.
fn joined(one: &[String], other: &[String], so: impl Fn(&str, &str) -> bool) -> bool {
    let others: Vec<String> = orders(other).into_iter().map(|order| order.concat()).collect();
    orders(one).into_iter().any(|order| {
        let one = order.concat();
        others.iter().any(|other| so(&one, other))
    })
}

fn compare_one(
    field: Field,
    declared: &str,
    registered: &str,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Reason {
    if declared.trim() == registered.trim() {
        return Reason::new(field, Agreement::Agrees);
    }
    let pair = Pair { field, lexicon, limits };
    readings(declared)
        .iter()
        .flat_map(|one| {
            readings(registered).into_iter().map(|other| pair.compare(one, &other)).collect::<Vec<_>>()
        })
        .min_by_key(Reason::rank)
        .unwrap_or_else(|| Reason::new(field, Agreement::Differs))
}

/// How one word stands to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Likeness {
    doubt: u32,
    notes: Vec<Note>,
}

struct Pair<'a> {
    field: Field,
    lexicon: &'a Lexicon,
    limits: &'a Thresholds,
}

impl Pair<'_> {
    fn compare(&self, declared: &[String], registered: &[String]) -> Reason {
        let near = |likeness: Likeness| {
            Reason::new(self.field, Agreement::Near).notes(&likeness.notes).doubt(likeness.doubt)
        };
        let weights = &self.limits.doubt;
        if declared.is_empty() || registered.is_empty() {
            let empty = declared.is_empty() && registered.is_empty();
            return Reason::new(self.field, if empty { Agreement::NotKnown } else { Agreement::Differs });
        }
        if same_words(declared, registered) {
            return Reason::new(self.field, Agreement::AgreesNormalised);
        }
        let (one, other) = (core(declared), core(registered));
        if same_words(&one, &other) {
            return near(Likeness { doubt: weights.particle, notes: vec![Note::Particle] });
        }
        let particle =
            u32::from(particles(declared) != particles(registered)).saturating_mul(weights.particle);
        let mut found = self.assign(&one, &other).or_else(|| self.written_together(&one, &other));
        if let Some(likeness) = &mut found {
            if particle > 0 && !likeness.notes.contains(&Note::PartMissing) {
                likeness.notes.push(Note::Particle);
                likeness.doubt = likeness.doubt.saturating_add(particle);
            }
            let only_part = likeness.notes == [Note::PartMissing];
            let agreement = if only_part { Agreement::AgreesNormalised } else { Agreement::Near };
            return Reason::new(self.field, agreement).notes(&likeness.notes).doubt(likeness.doubt);
        }
        if self.field == Field::Name && one.iter().any(|word| other.contains(word)) {
            return near(Likeness { doubt: weights.another_name, notes: vec![Note::OtherSecondName] });
        }
        Reason::new(self.field, Agreement::Differs)
    }

    /// Gives each word of the shorter name one of the longer, with the least doubt; `None` when one has none.
    fn assign(&self, declared: &[String], registered: &[String]) -> Option<Likeness> {
        if declared.len().max(registered.len()) > 6 {
            return None;
        }
        let swapped = declared.len() > registered.len();
        let (short, long) = if swapped { (registered, declared) } else { (declared, registered) };
        let word = |short: &str, long: &str| {
            if swapped { self.word(long, short) } else { self.word(short, long) }
        };
        let mut best = best_assignment(short, &long.iter().map(String::as_str).collect::<Vec<_>>(), &word)?;
        if long.len() > short.len() {
            best.doubt = best.doubt.saturating_add(self.limits.doubt.part_missing);
            best.notes.push(Note::PartMissing);
        }
        best.notes.sort_unstable();
        best.notes.dedup();
        Some(best)
    }

    /// `Annamria` for `Anna Maria`: a slip in words that are divided otherwise.
    fn written_together(&self, declared: &[String], registered: &[String]) -> Option<Likeness> {
        if declared.len() == registered.len() || declared.len().max(registered.len()) > 3 {
            return None;
        }
        let count: usize = registered.iter().map(|word| word.len()).sum();
        let allowed = self.limits.slips(count).min(1);
        joined(declared, registered, |one, other| edits(one, other) <= allowed)
            .then(|| Likeness { doubt: self.limits.doubt.rare_name_slip, notes: vec![Note::Slip] })
    }

    fn word(&self, declared: &str, registered: &str) -> Option<Likeness> {
        if declared == registered {
            return Some(Likeness::default());
        }
        let weights = &self.limits.doubt;
        let count = edits(declared, registered);
        let allowed = self.limits.slips(declared.len().min(registered.len()));
        let (each, note) = if self.field == Field::Name {
            if self.lexicon.is_name(declared) {
                (weights.another_name, Note::AnotherName)
            } else if self.lexicon.is_common_name(registered) {
                (weights.name_slip, Note::Slip)
            } else {
                (weights.rare_name_slip, Note::Slip)
            }
        } else if self.lexicon.is_surname(declared) {
            (weights.another_surname, Note::AnotherName)
        } else {
            (weights.surname_slip, Note::Slip)
        };
        if count <= allowed {
            let slips = u32::try_from(count).unwrap_or(u32::MAX);
            return Some(Likeness { doubt: each.saturating_mul(slips), notes: vec![note] });
        }
        let skeleton = consonants(declared);
        (skeleton.len() >= self.limits.shared_consonants && skeleton == consonants(registered)).then(|| {
            Likeness { doubt: each.max(weights.transliteration), notes: vec![Note::Transliteration] }
        })
    }
}

fn best_assignment(
    short: &[String],
    long: &[&str],
    word: &impl Fn(&str, &str) -> Option<Likeness>,
) -> Option<Likeness> {
    let Some((first, rest)) = short.split_first() else { return Some(Likeness::default()) };
    long.iter()
        .enumerate()
        .filter_map(|(at, other)| {
            let mut likeness = word(first, other)?;
            let left: Vec<&str> =
                long.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, word)| *word).collect();
            let others = best_assignment(rest, &left, word)?;
            likeness.doubt = likeness.doubt.saturating_add(others.doubt);
            likeness.notes.extend(others.notes);
            likeness.notes.sort_unstable();
            Some(likeness)
        })
        .min_by(|one, other| (one.doubt, &one.notes).cmp(&(other.doubt, &other.notes)))
}

/// The words without particles; all of them when there is nothing else, as in `Li` or `Lo`.
pub(crate) fn core(words: &[String]) -> Vec<String> {
    let core: Vec<String> =
        words.iter().filter(|word| !PARTICLES.contains(&word.as_str())).cloned().collect();
    if core.is_empty() { words.to_vec() } else { core }
}

fn particles(words: &[String]) -> Vec<&str> {
    let mut found: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| PARTICLES.contains(word)).collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(declared: (&str, &str), registered: (&str, &str)) -> [(Agreement, u32); 2] {
        let mut lexicon = Lexicon::default();
        lexicon.add_surname("Ferraro");
        let (surname, name) = compare(declared, registered, &lexicon, &Thresholds::default());
        [(surname.agreement, surname.doubt), (name.agreement, name.doubt)]
    }

    use Agreement::{Agrees, AgreesNormalised as Same, Differs, Near};

    #[test]
    fn ways_of_writing_a_surname_are_the_same() {
        for (declared, registered) in [
            ("ROSSI", "Rossi"),
            ("D’ANGELO", "D'Angelo"),
            ("Dangelo", "D'Angelo"),
            ("De Luca", "Deluca"),
            ("Bianchi Rossi", "Rossi-Bianchi"),
            ("Nicolò", "Nicolo'"),
            ("Mueller", "Müller"),
            ("Muller", "Müller"),
            ("Шевченко", "Shevchenko"),
            ("Al-Masri", "Almasri"),
            ("Nguyen", "Nguyễn"),
        ] {
            assert_eq!(
                check((declared, "Anna"), (registered, "Anna")),
                [(Same, 0), (Agrees, 0)],
                "{declared}"
            );
        }
    }

    #[test]
    fn small_deviations_of_a_surname_weigh_little() {
        for (declared, registered, expected) in [
            ("Luca", "De Luca", (Near, 1)),
            ("Di Luca", "De Luca", (Near, 1)),
            ("Garcia", "García López", (Same, 1)),
            ("Rosi", "Rossi", (Near, 1)),
            ("Russo", "Rossi", (Differs, 0)),
            ("Ferraro", "Ferrari", (Near, 2)),
            ("Li", "Lo", (Differs, 0)),
            ("Rossi Verdi", "Rossi Bianchi", (Differs, 0)),
            ("Abdulrhaman", "Abdulrahman", (Near, 1)),
            ("Bianchi", "Rossi", (Differs, 0)),
        ] {
            let [surname, _] = check((declared, "Anna"), (registered, "Anna"));
            assert_eq!(surname, expected, "{declared} {registered}");
        }
    }

    #[test]
    fn a_name_that_is_another_name_weighs_more_than_a_slip() {
        for (declared, registered, expected) in [
            ("Mraco", "Marco", (Near, 1)),
            ("Mario", "Marco", (Near, 5)),
            ("Maria", "Marta", (Near, 5)),
            ("Luisa", "Maria Luisa", (Same, 1)),
            ("Maria Teresa", "Maria Luisa", (Near, 5)),
            ("Annamaria", "Maria Anna", (Same, 0)),
            ("Annamria", "Anna Maria", (Near, 2)),
            ("Muhammad", "Mohamed", (Near, 5)),
            ("Giulia", "Marta", (Differs, 0)),
        ] {
            let [_, name] = check(("Rossi", declared), ("Rossi", registered));
            assert_eq!(name, expected, "{declared} {registered}");
        }
    }

    #[test]
    fn name_and_surname_may_stand_in_each_others_field() {
        assert_eq!(check(("Anna", "ROSSI"), ("Rossi", "Anna")), [(Same, 0), (Same, 0)]);
        assert_eq!(check(("Maria Rossi", "Anna"), ("Rossi", "Anna Maria")), [(Same, 1), (Same, 1)]);
    }
}
