//! Words as they are compared: lower case, without accents, in Latin letters (transliterated by `deunicode`, Sean M.
//! Burke's tables), divided at spaces, hyphens and apostrophes. What the tables leave out (soft signs, ayn) is no letter.

use deunicode::deunicode_char;

/// The words of a text, in its order.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => flat.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => flat.push(' '),
            '\u{2018}' | '\u{2019}' | '\u{b4}' | '\u{2bc}' | '\u{2010}'..='\u{2015}' | '\u{b7}' => {
                flat.push(' ')
            }
            c => {
                let latin = deunicode_char(c).unwrap_or(" ");
                flat.extend(
                    latin
                        .chars()
                        .filter(|c| c.is_ascii_alphanumeric() || *c == ' ')
                        .map(|c| c.to_ascii_lowercase()),
                );
            }
        }
    }
    flat.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The ways a name may be written in plain letters: as [`words`], and with the digraphs of German and the Nordic
/// languages (`Müller` is `muller` and `mueller`), as passports write them (ICAO Doc 9303, part 3, section 6).
pub(crate) fn readings(text: &str) -> Vec<Vec<String>> {
    let plain = words(text);
    let digraphs: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ä' | 'æ' => "ae".to_owned(),
            'ö' | 'ø' | 'œ' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'å' => "aa".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let other = words(&digraphs);
    if other == plain { vec![plain] } else { vec![plain, other] }
}

/// Edits between two words: letters missing, too many, other, or two neighbours exchanged (Damerau-Levenshtein).
pub(crate) fn edits(one: &str, other: &str) -> usize {
    if one == other { 0 } else { strsim::damerau_levenshtein(one, other) }
}

/// The consonants of a word, written one way: what is left of a name in most transliterations, and of most slips.
pub(crate) fn consonants(word: &str) -> String {
    let mut skeleton = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let sound = match (c, next) {
            ('p', Some('h')) => {
                chars.next();
                'f'
            }
            ('c' | 'k' | 'g', Some('h')) => {
                chars.next();
                if c == 'g' { 'g' } else { 'k' }
            }
            ('s', Some('h')) => {
                chars.next();
                's'
            }
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j', _) => continue,
            ('c' | 'q', _) => 'k',
            ('w', _) => 'v',
            ('z', _) => 's',
            (other, _) => other,
        };
        if !skeleton.ends_with(sound) {
            skeleton.push(sound);
        }
    }
    skeleton
}

/// Every order of a few words; only the given one when there are more than four.
pub(crate) fn orders(words: &[String]) -> Vec<Vec<&str>> {
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    if all.len() > 4 {
        let mut sorted = all;
        sorted.sort_unstable();
        return vec![sorted];
    }
    let mut found = vec![Vec::new()];
    for word in all {
        found = found
            .into_iter()
            .flat_map(|order: Vec<&str>| {
                (0..=order.len()).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, word);
                    longer
                })
            })
            .collect();
    }
    found
}

/// The letters of all words, sorted: equal for any order and division.
pub(crate) fn letters(words: &[String]) -> Vec<char> {
    let mut letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    letters.sort_unstable();
    letters
}

/// A copy in alphabetical order.
pub(crate) fn sorted(words: &[String]) -> Vec<String> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_latin_letters() {
        for (text, expected) in [
            ("  D’Angelo ", "d angelo"),
            ("Agne\u{300}s-José", "agnes jose"),
            ("Łukasz Øster ß", "lukasz oster ss"),
            ("Ольга", "olga"),
            ("Γεωργίου", "georgiou"),
            ("王小明", "wang xiao ming"),
            ("Nicolo'", "nicolo"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
        assert_eq!(readings("Müller"), [["muller"], ["mueller"]]);
        assert_eq!(readings("Rossi"), [["rossi"]]);
    }

    #[test]
    fn consonants_survive_transliteration() {
        for (one, other) in
            [("mohamed", "muhammad"), ("yusuf", "yousef"), ("chiara", "kiara"), ("walter", "valter")]
        {
            assert_eq!(consonants(one), consonants(other), "{one} {other}");
        }
        assert_ne!(consonants("rossi"), consonants("russo bianchi"));
    }

    #[test]
    fn an_exchange_of_neighbours_is_one_edit() {
        assert_eq!(edits("marco", "mraco"), 1);
        assert_eq!(edits("marco", "marco"), 0);
        assert_eq!(orders(&["a".into(), "b".into(), "c".into()]).len(), 6);
    }
}
