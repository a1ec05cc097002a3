//! Keys by which candidates are found: equal texts, so that an index answers each at once, however large the registry
//! is. A registry keeps the keys of every person; a declaration asks for its own. Every key holds a day or an
//! identifier, or both names and a year, so that few people share one.
//!
//! Keys are personal data: whoever stores them may store a keyed digest instead, since they are only compared.

use std::collections::BTreeSet;

use kernel::Day;

use crate::{
    Candidate, Declared,
    birth::swapped,
    codes::clean,
    name::core,
    words::{consonants, letters, readings},
};

/// The keys under which a person of the registry is found.
pub fn keys_of_candidate(candidate: &Candidate) -> BTreeSet<String> {
    let surnames: Vec<&str> =
        std::iter::once(&candidate.surname).chain(&candidate.earlier_surnames).map(String::as_str).collect();
    let names: Vec<&str> =
        std::iter::once(&candidate.name).chain(&candidate.earlier_names).map(String::as_str).collect();
    let mut keys = person_keys(&surnames, &names, candidate.birth_day);
    keys.extend(candidate.fiscal_codes.iter().map(|code| format!("c:{}", clean(code))));
    let numbers = candidate.records.iter().filter_map(|record| record.student_number.as_deref());
    keys.extend(numbers.map(|number| format!("m:{}", clean(number))));
    keys
}

/// The keys that a declaration asks for: with names and surname in either field, the birth day as declared and with day
/// and month exchanged.
pub fn keys_of_declared(declared: &Declared) -> BTreeSet<String> {
    let (surname, name) = ([declared.surname.as_str()], [declared.name.as_str()]);
    let mut keys = BTreeSet::new();
    for day in std::iter::once(declared.birth_day).chain(swapped(declared.birth_day)) {
        keys.append(&mut person_keys(&surname, &name, day));
        keys.append(&mut person_keys(&name, &surname, day));
    }
    let code = declared.fiscal_code.as_deref().map(clean).filter(|code| !code.is_empty());
    keys.extend(code.map(|code| format!("c:{code}")));
    let number = declared.student_number.as_deref().map(clean).filter(|number| !number.is_empty());
    keys.extend(number.map(|number| format!("m:{number}")));
    keys
}

fn person_keys(surnames: &[&str], names: &[&str], day: Day) -> BTreeSet<String> {
    let (surnames, names) = (sounds(surnames), sounds(names));
    let iso = day.iso();
    let mut keys = BTreeSet::new();
    keys.extend(surnames.iter().map(|sound| format!("s:{sound}:{iso}")));
    keys.extend(names.iter().map(|sound| format!("n:{sound}:{iso}")));
    for surname in &surnames {
        for name in &names {
            keys.insert(format!("y:{surname}:{name}:{}", day.year()));
            keys.insert(format!("d:{surname}:{name}:{:02}-{:02}", day.month(), day.day()));
            let initial = |sound: &str| sound.chars().next().unwrap_or_default();
            keys.insert(format!("i:{}{}:{iso}", initial(surname), initial(name)));
        }
    }
    keys
}

/// The consonants of each word and of all words together, whatever their order; the word itself where it has none.
fn sounds(names: &[&str]) -> BTreeSet<String> {
    let mut sounds = BTreeSet::new();
    for words in names.iter().flat_map(|name| readings(name)) {
        let core = core(&words);
        let sound = |word: &str| {
            let sound = consonants(word);
            if sound.is_empty() { word.to_owned() } else { sound }
        };
        sounds.extend(core.iter().map(|word| sound(word)));
        // `De Luca` and `Deluca`, `Anna Maria` and `Annamaria`: their letters, in alphabetical order.
        sounds.insert(format!("={}", letters(&words).into_iter().collect::<String>()));
    }
    sounds
}
