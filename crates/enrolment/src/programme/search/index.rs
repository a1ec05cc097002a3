//! The titles in memory. A query compares its words with the vocabulary of all titles (some thousands of words), not
//! with each title, so that it stays quick when there are many.

use std::{cmp::Reverse, collections::HashMap};

use kernel::{Day, Language};

use super::words::{distance, forgiven, letters, query_words, words};
use crate::programme::model::{Bilingual, Kind, State};

/// What the list needs to know of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Identifier.
    pub id: String,
    /// The "Id" of the list.
    pub number: i64,
    /// The year.
    pub year: i16,
    /// What kind of programme it is.
    pub kind: Kind,
    /// Draft, published or closed.
    pub state: State,
    /// Title.
    pub title: Bilingual,
    /// First day of the window.
    pub opens_on: Day,
    /// Last day of the window.
    pub closes_on: Day,
    /// The change of the catalogue that wrote it last.
    pub changed: i64,
}

/// The titles in memory, up to a change of the catalogue.
#[derive(Default)]
pub struct Index {
    /// The last change that is in it.
    pub changed: i64,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
    vocabulary: Vec<Word>,
    word_places: HashMap<String, usize>,
    // By language: what each entry is sorted by, the entries in that order, and where each stands in it.
    titles: [Vec<(String, i64, i16)>; 2],
    orders: [Vec<usize>; 2],
    ranks: [Vec<usize>; 2],
}

struct Word {
    text: String,
    chars: Vec<char>,
    letters: u64,
    entries: Vec<usize>,
}

impl Index {
    /// Takes in what changed, up to the latest change that was made before it was read.
    pub fn apply(&mut self, latest: i64, changes: Vec<Entry>) {
        self.changed = self.changed.max(latest);
        if changes.is_empty() {
            return;
        }
        for entry in changes {
            self.changed = self.changed.max(entry.changed);
            self.put(entry);
        }
        for ((order, ranks), titles) in self.orders.iter_mut().zip(&mut self.ranks).zip(&self.titles) {
            order.extend(order.len()..titles.len());
            // All but what changed stands in order already, which this sort makes use of.
            order.sort_by(|one, other| titles.get(*one).cmp(&titles.get(*other)));
            ranks.resize(order.len(), 0);
            for (rank, at) in order.iter().enumerate() {
                if let Some(place) = ranks.get_mut(*at) {
                    *place = rank;
                }
            }
        }
    }

    fn put(&mut self, entry: Entry) {
        let at = match self.places.get(&entry.id) {
            Some(at) => *at,
            None => {
                self.places.insert(entry.id.clone(), self.entries.len());
                self.entries.len()
            }
        };
        let old = self.entries.get(at).map(searched).unwrap_or_default();
        let new = searched(&entry);
        if old != new {
            for word in old {
                if let Some(place) = self.word_places.get(&word)
                    && let Some(word) = self.vocabulary.get_mut(*place)
                {
                    word.entries.retain(|other| *other != at);
                }
            }
            for word in new {
                self.learn(word, at);
            }
        }
        for (language, titles) in Language::ALL.into_iter().zip(&mut self.titles) {
            let title = (kernel::text::fold(entry.title.of(language)), entry.number, entry.year);
            match titles.get_mut(at) {
                Some(place) => *place = title,
                None => titles.push(title),
            }
        }
        match self.entries.get_mut(at) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
    }

    fn learn(&mut self, text: String, at: usize) {
        let place = *self.word_places.entry(text.clone()).or_insert(self.vocabulary.len());
        if place == self.vocabulary.len() {
            let chars: Vec<char> = text.chars().collect();
            self.vocabulary.push(Word { text, letters: letters(&chars), chars, entries: Vec::new() });
        }
        if let Some(word) = self.vocabulary.get_mut(place) {
            word.entries.push(at);
        }
    }

    /// The entries that fit a query and a condition, the best first: those in which most words of the query are found
    /// (at least half of them), by how well, then by title.
    pub fn search(&self, query: &str, language: Language, wanted: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        let typed = query_words(query);
        let [italian, english] = &self.orders;
        let [italian_ranks, english_ranks] = &self.ranks;
        let (order, ranks) = match language {
            Language::It => (italian, italian_ranks),
            Language::En => (english, english_ranks),
        };
        if typed.is_empty() {
            // Signs alone are a query that nothing fits; nothing at all asks for the whole list.
            let all = if query.trim().is_empty() { order.as_slice() } else { &[] };
            return all.iter().filter_map(|at| self.entries.get(*at)).filter(|entry| wanted(entry)).collect();
        }
        let mut found = vec![(0_usize, 0_u32); self.entries.len()];
        for word in &typed {
            for (sum, score) in found.iter_mut().zip(self.fitting(word)).filter(|(_, score)| *score > 0) {
                *sum = (sum.0.saturating_add(1), sum.1.saturating_add(score));
            }
        }
        let found: Vec<(usize, (usize, u32), &Entry)> = found
            .into_iter()
            .zip(&self.entries)
            .enumerate()
            .filter(|(_, ((words, _), entry))| *words > 0 && wanted(entry))
            .map(|(at, (sum, entry))| (at, sum, entry))
            .collect();
        let most = found.iter().map(|(_, (words, _), _)| *words).max().unwrap_or(0);
        if most.saturating_mul(2) < typed.len() {
            return Vec::new();
        }
        let mut best: Vec<(Reverse<u32>, usize, &Entry)> = found
            .into_iter()
            .filter(|(_, (words, _), _)| *words == most)
            .map(|(at, (_, total), entry)| {
                (Reverse(total), ranks.get(at).copied().unwrap_or(usize::MAX), entry)
            })
            .collect();
        best.sort_unstable_by_key(|(score, rank, _)| (*score, *rank));
        best.into_iter().map(|(_, _, entry)| entry).collect()
    }

    /// How like this word the likest word of each entry is; 0 when none is.
    fn fitting(&self, typed: &str) -> Vec<u32> {
        let chars: Vec<char> = typed.chars().collect();
        let mask = letters(&chars);
        let mut scores = vec![0; self.entries.len()];
        for word in self.vocabulary.iter().filter(|word| !word.entries.is_empty()) {
            let Some(score) = likeness(typed, &chars, mask, word) else { continue };
            for at in &word.entries {
                if let Some(best) = scores.get_mut(*at) {
                    *best = score.max(*best);
                }
            }
        }
        scores
    }
}

/// How like a typed word a word of the vocabulary is. Numbers are found by their beginning and forgive nothing.
fn likeness(typed: &str, chars: &[char], mask: u64, word: &Word) -> Option<u32> {
    if word.text == typed {
        return Some(20);
    }
    if word.text.starts_with(typed) {
        return Some(14);
    }
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if chars.len() >= 4 && word.text.contains(typed) {
        return Some(10);
    }
    let most = forgiven(chars.len());
    let over =
        |letters: u64, most: usize| usize::try_from(letters.count_ones()).is_ok_and(|count| count > most);
    if most == 0 || over(mask & !word.letters, most) {
        return None;
    }
    if !over(word.letters & !mask, most)
        && let Some(slips) = distance(chars, &word.chars, most, false)
    {
        return Some(if slips == 1 { 8 } else { 5 });
    }
    // The beginning of a longer word with a slip: the person is still typing.
    let begun = chars.len() >= 5 && chars.len() < word.chars.len() && chars.first() == word.chars.first();
    (begun && distance(chars, &word.chars, 1, true).is_some()).then_some(3)
}

/// The words by which an entry is found: title in both languages, number, year.
fn searched(entry: &Entry) -> Vec<String> {
    let mut all = words(&entry.title.it);
    all.extend(words(&entry.title.en));
    all.push(entry.number.to_string());
    all.push(entry.year.to_string());
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: i64, it: &str, en: &str) -> Entry {
        Entry {
            id: format!("id-{number}"),
            number,
            year: 2026,
            kind: Kind::FirstLevelMaster,
            state: State::Published,
            title: Bilingual { it: it.into(), en: en.into() },
            opens_on: Day::new(2026, 1, 1).unwrap(),
            closes_on: Day::new(2026, 12, 31).unwrap(),
            changed: number,
        }
    }

    fn index() -> Index {
        let mut index = Index::default();
        index.apply(
            0,
            vec![
                entry(1201, "Progettazione dell'Interazione", "Interaction Design"),
                entry(1202, "Architettura degli Interni", "Interior Architecture"),
                entry(1203, "Economia della Città", "Urban Economics"),
                entry(1210, "Gestione dell'Energia", "Energy Management"),
                entry(2012, "Diritto dell'Energia", "Energy Law"),
            ],
        );
        index
    }

    fn check(query: &str, expected: &[i64]) {
        let index = index();
        let found: Vec<i64> =
            index.search(query, Language::En, |_| true).iter().map(|entry| entry.number).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn titles_are_found_with_accents_slips_and_parts() {
        check("design", &[1201]);
        check("desing", &[1201]);
        check("interction design", &[1201]);
        check("citta", &[1203]);
        check("CITTÀ", &[1203]);
        check("architetura", &[1202]);
        check("archit", &[1202]);
        check("energia", &[2012, 1210]);
        check("master in energy law", &[2012]);
        check("conomics", &[1203]);
        check("quantum", &[]);
        check("???", &[]);
    }

    #[test]
    fn identifiers_are_found_whole_or_begun() {
        check("1201", &[1201]);
        check("1201/2026", &[1201]);
        check("1201 /2026", &[1201]);
        check("12", &[1210, 1201, 1202, 1203]);
        check("9999", &[]);
    }

    #[test]
    fn nothing_asked_is_the_whole_list_by_title() {
        check("", &[2012, 1210, 1201, 1202, 1203]);
    }

    #[test]
    fn a_changed_title_is_found_under_its_new_words_only() {
        let mut index = index();
        let mut changed = entry(1201, "Robotica", "Robotics");
        changed.changed = 3000;
        index.apply(3000, vec![changed]);
        let count = |query| index.search(query, Language::It, |_| true).len();
        assert_eq!((count("robotica"), count("interazione"), count(""), index.changed), (1, 0, 5, 3000));
    }
}
