//! Reading the tables, and the forgiving search that all of them share.

use std::cmp::Ordering;

use kernel::text::fold;
use memchr::memmem::Finder;

/// The rows of a table as cells, without the header. A missing cell is empty.
pub fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// A cell that may be empty.
pub fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// A name as searches read it: folded, and with a space before each word, the first one too. Empty stays empty.
pub fn spaced(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() { folded } else { format!(" {folded}") }
}

/// What a person typed into a search field, ready to be compared with spaced names.
pub struct Search {
    whole: String,
    /// The whole of it, then each word: prepared once, looked for in thousands of names.
    anywhere: Finder<'static>,
    words: Vec<Finder<'static>>,
}

impl Search {
    pub fn new(typed: &str) -> Self {
        let whole = spaced(typed);
        let finder = |part: &str| Finder::new(part).into_owned();
        let mut words: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
        // Long words are rare: most names are left at the first one.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words = words.into_iter().map(|word| finder(&format!(" {word}"))).collect();
        Self { anywhere: finder(&whole), words, whole }
    }

    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// True when a spaced name has all the words, each at the start of a word.
    pub fn is_in(&self, spaced: &str) -> bool {
        self.words.iter().all(|word| word.find(spaced.as_bytes()).is_some())
    }

    /// How well a spaced name answers, the lower the better: it is the text, begins with it, contains it at the start
    /// of a word, or has all its words, each at the start of a word. `None` when it does not answer.
    pub fn rank(&self, spaced: &str) -> Option<u8> {
        if let Some(rest) = spaced.strip_prefix(self.whole.as_str()) {
            return Some(if rest.is_empty() { 0 } else { 1 });
        }
        if self.anywhere.find(spaced.as_bytes()).is_some() {
            return Some(2);
        }
        self.is_in(spaced).then_some(3)
    }
}

/// The best `limit` of ranked items; among equals, in the given order.
pub fn best<T>(
    found: impl Iterator<Item = (u8, T)>,
    order: impl Fn(&T, &T) -> Ordering,
    limit: usize,
) -> Vec<T> {
    let mut found: Vec<(u8, T)> = found.collect();
    let order = |a: &(u8, T), b: &(u8, T)| a.0.cmp(&b.0).then_with(|| order(&a.1, &b.1));
    // Thousands may answer a word such as "university": only those that are shown are put in order.
    if let Some(last) = limit.checked_sub(1).filter(|last| *last < found.len()) {
        found.select_nth_unstable_by(last, order);
    }
    found.truncate(limit);
    found.sort_unstable_by(order);
    found.into_iter().map(|(_, item)| item).collect()
}
