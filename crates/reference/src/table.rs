//! Reading the tables, and the forgiving search that all of them share.

use std::cmp::Ordering;

use kernel::text::fold;

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

/// What a person typed into a search field, ready to be compared with folded names.
pub struct Search {
    whole: String,
}

impl Search {
    pub fn new(typed: &str) -> Self {
        Self { whole: fold(typed) }
    }

    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// How well a folded text answers, the lower the better: it is the text, begins with it, contains it at the
    /// start of a word, or has all its words, each at the start of a word. `None` when it does not answer.
    pub fn rank(&self, folded: &str) -> Option<u8> {
        if let Some(rest) = folded.strip_prefix(self.whole.as_str()) {
            return Some(if rest.is_empty() { 0 } else { 1 });
        }
        if starts_a_word(folded, &self.whole) {
            return Some(2);
        }
        self.whole.split(' ').all(|word| starts_a_word(folded, word)).then_some(3)
    }
}

fn starts_a_word(folded: &str, part: &str) -> bool {
    folded
        .match_indices(part)
        .any(|(at, _)| folded.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
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
