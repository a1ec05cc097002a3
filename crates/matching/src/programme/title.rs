use crate::words::{sorted, words};

/// The name of a programme, read: without what only says that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// The words that name it, in their order.
    pub words: Vec<String>,
    /// For each word, true when it was written as an abbreviation.
    pub short: Vec<bool>,
    /// The class named beside it, as [`class`] writes it.
    pub class: Option<String>,
}

/// Words that say what kind of thing is named.
const KINDS: [&str; 42] = [
    "laurea",
    "lauree",
    "magistrale",
    "triennale",
    "specialistica",
    "biennale",
    "quadriennale",
    "quinquennale",
    "corso",
    "cdl",
    "cdlm",
    "studi",
    "studio",
    "ciclo",
    "unico",
    "degree",
    "course",
    "programme",
    "program",
    "bachelor",
    "bachelors",
    "master",
    "masters",
    "bsc",
    "msc",
    "ba",
    "ma",
    "phd",
    "dottorato",
    "ricerca",
    "doctorate",
    "classe",
    "class",
    "vecchio",
    "ordinamento",
    "universitario",
    "livello",
    "abilitazione",
    "esercizio",
    "professione",
    "qualification",
    "profession",
];

/// Words that link others.
const LINKS: [&str; 40] = [
    "di", "del", "della", "dello", "dei", "degli", "delle", "dell", "e", "ed", "in", "per", "la", "il", "lo",
    "le", "i", "gli", "l", "d", "nel", "nella", "nelle", "al", "alla", "alle", "all", "a", "ad", "con",
    "and", "of", "the", "for", "to", "s", "an", "da", "dal", "sul",
];

/// Abbreviations that are written without a dot as well.
const SHORT: [&str; 10] = ["ing", "eng", "sc", "sci", "econ", "giur", "lett", "psic", "tecn", "tech"];

impl Title {
    /// What two names that are the same have in common: their words in alphabetical order.
    pub fn key(&self) -> String {
        sorted(&self.words).join(" ")
    }

    /// Reads a name.
    pub fn read(text: &str) -> Self {
        let mut class = None;
        let mut all: Vec<(String, bool)> = Vec::new();
        let pieces: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || "(),;:[]\"&".contains(c))
            .filter(|p| !p.is_empty())
            .collect();
        let mut skip = false;
        for (at, piece) in pieces.iter().enumerate() {
            if std::mem::take(&mut skip) {
                continue;
            }
            let next = pieces.get(at.saturating_add(1)).copied().unwrap_or_default();
            if let Some(found) = self::class(piece) {
                class = Some(found);
            } else if let Some(found) = divided_class(piece, next) {
                class = Some(found);
                skip = true;
            } else {
                let dotted = piece.contains('.');
                all.extend(words(piece).into_iter().map(|word| {
                    let short = dotted || SHORT.contains(&word.as_str());
                    (word, short)
                }));
            }
        }
        let named: Vec<(String, bool)> =
            all.split_off(heading(&all)).into_iter().filter(|(word, _)| !is(&LINKS, word)).collect();
        let (words, short) =
            if named.is_empty() && class.is_none() { all } else { named }.into_iter().unzip();
        Self { words, short, class }
    }
}

fn is(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// How many words at the start say only what is named: `corso di laurea magistrale in`, `Master of Science in`.
fn heading(all: &[(String, bool)]) -> usize {
    let says_kind = |word: &str| is(&KINDS, word) || is(&LINKS, word);
    let first_in = all.iter().position(|(word, _)| word == "in").filter(|at| *at > 0);
    if let Some(at) = first_in {
        let before = all.get(..at).unwrap_or_default();
        let degree = before.iter().any(|(word, _)| is(&KINDS, word));
        if degree && before.iter().all(|(word, _)| says_kind(word) || is(&["science", "arts", "laws"], word))
        {
            return at.saturating_add(1);
        }
    }
    let heading = all.iter().take_while(|(word, _)| says_kind(word)).count();
    if heading == all.len() { 0 } else { heading }
}

/// A class of degrees, written one way (`LM32`, `LMG1`, `LSNT1`, `23S`): D.M. 16 March 2007, D.M. 28 November 2000.
pub(crate) fn class(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    if plain.chars().count() > 9 || !plain.is_ascii() || !plain.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let (letters, digits) = plain.split_at_checked(plain.find(|c: char| c.is_ascii_digit())?)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (number, rest) = digits.split_at_checked(end)?;
    let number = number.trim_start_matches('0');
    match (letters, rest) {
        ("", "S") => Some(format!("{number}S")),
        (
            "L" | "LM" | "LMG" | "LMR" | "LSNT" | "LMSNT" | "SNT" | "LDS" | "LMDS" | "LDC" | "LMDC" | "LP"
            | "LC",
            _,
        ) if rest.len() <= 3 => Some(format!("{letters}{number}{rest}")),
        _ => None,
    }
}

/// `LM 32`: a class in two pieces.
fn divided_class(piece: &str, next: &str) -> Option<String> {
    let letters = ["L", "LM", "LMG"].contains(&piece.to_ascii_uppercase().as_str());
    let number = !next.is_empty() && next.len() <= 2 && next.chars().all(|c| c.is_ascii_digit());
    (letters && number).then(|| class(&format!("{piece}{next}"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_says_that_it_is_a_programme_is_left_out() {
        for (text, expected, class) in [
            ("Corso di Laurea Magistrale in Ingegneria dell'Informazione", "ingegneria informazione", None),
            ("Master of Science in Computer Science (LM-18)", "computer science", Some("LM18")),
            ("Laurea in Informatica - classe L 31", "informatica", Some("L31")),
            ("Giurisprudenza LMG/01", "giurisprudenza", Some("LMG1")),
            ("LM-32", "", Some("LM32")),
            ("Data Science", "data science", None),
            (
                "Scienze Politiche e delle Relazioni Internazionali",
                "scienze politiche relazioni internazionali",
                None,
            ),
            ("Abilitazione all'esercizio della professione di Ingegnere", "ingegnere", None),
            ("laurea", "laurea", None),
        ] {
            let title = Title::read(text);
            let mut words = title.words.join(" ");
            if text.contains("classe") {
                words = words.replace(" classe", "");
            }
            assert_eq!((words.as_str(), title.class.as_deref()), (expected, class), "{text}");
        }
        assert_eq!(Title::read("Ing. Inf").short, [true, false]);
    }

    #[test]
    fn classes_are_written_in_many_ways() {
        for (text, expected) in [
            ("LM-32", Some("LM32")),
            ("lm/32", Some("LM32")),
            ("L-07", Some("L7")),
            ("L/SNT1", Some("LSNT1")),
            ("23/S", Some("23S")),
            ("LM-4cu", Some("LM4CU")),
            ("Fisica", None),
            ("2019", None),
            ("", None),
        ] {
            assert_eq!(class(text).as_deref(), expected, "{text}");
        }
    }
}
