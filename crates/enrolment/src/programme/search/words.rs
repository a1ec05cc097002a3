//! Words as people type them: folded, and how far two are from each other.

/// Words of a query that say nothing about a title.
const SMALL: &[&str] = &[
    "a", "al", "and", "con", "da", "dei", "del", "della", "delle", "di", "e", "for", "gli", "i", "il", "in",
    "l", "la", "le", "lo", "nel", "of", "on", "per", "the", "to", "un", "una",
];

/// The most words of a query that are looked at.
const MOST: usize = 8;

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    kernel::text::fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The words of a query: small ones only when there are no others.
pub fn query_words(query: &str) -> Vec<String> {
    let query: String = query.chars().take(200).collect();
    let mut all = words(&query);
    if all.iter().any(|word| !SMALL.contains(&word.as_str())) {
        all.retain(|word| !SMALL.contains(&word.as_str()));
    }
    all.truncate(MOST);
    all
}

/// How many slips a word of a length is forgiven.
pub fn forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Which letters and digits occur in a word, as bits: two words within one slip differ in at most two of them.
pub fn letters(word: &[char]) -> u64 {
    word.iter().fold(0, |mask, letter| {
        let bit = match letter {
            'a'..='z' => u32::from(*letter).saturating_sub(u32::from('a')),
            '0'..='9' => u32::from(*letter).saturating_sub(u32::from('0')).saturating_add(26),
            _ => 36,
        };
        mask | 1_u64.checked_shl(bit).unwrap_or(0)
    })
}

/// How many letters have to be put in, taken out, replaced or exchanged with their neighbour to make one word of the
/// other; `None` when it is more than `most`. With `prefix`, the rest of `word` after what was typed costs nothing.
pub fn distance(typed: &[char], word: &[char], most: usize, prefix: bool) -> Option<usize> {
    let longer = typed.len().saturating_sub(word.len());
    let shorter = word.len().saturating_sub(typed.len());
    if longer > most || (!prefix && shorter > most) {
        return None;
    }
    // Beyond this many letters of the word, what was typed cannot reach.
    let reach = typed.len().saturating_add(most).min(word.len());
    let word = word.get(..reach)?;
    // Three lines of the table take turns.
    let mut before_last_but_one: Vec<usize> = Vec::new();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    let mut previous = None;
    for (row, letter) in typed.iter().enumerate() {
        let mut now = std::mem::take(&mut before_last_but_one);
        now.clear();
        now.push(row.saturating_add(1));
        let mut left = None;
        for (column, other) in word.iter().enumerate() {
            let at = |line: &[usize], back: usize| {
                column
                    .saturating_add(1)
                    .checked_sub(back)
                    .and_then(|index| line.get(index))
                    .copied()
                    .unwrap_or(usize::MAX)
            };
            let replaced = at(&last, 1).saturating_add(usize::from(letter != other));
            let put_in = at(&now, 1).saturating_add(1);
            let taken_out = at(&last, 0).saturating_add(1);
            let mut best = replaced.min(put_in).min(taken_out);
            if previous == Some(other) && left == Some(letter) {
                best = best.min(at(&before_last, 2).saturating_add(1));
            }
            now.push(best);
            left = Some(other);
        }
        if now.iter().min().is_none_or(|least| *least > most)
            && before_last.iter().min().is_none_or(|least| *least > most)
        {
            return None;
        }
        previous = Some(letter);
        before_last_but_one = std::mem::replace(&mut before_last, std::mem::replace(&mut last, now));
    }
    let cost = if prefix { last.iter().min().copied() } else { last.last().copied() };
    cost.filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, most: usize, prefix: bool, expected: Option<usize>) {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars(typed), &chars(word), most, prefix), expected, "{typed} {word}");
    }

    #[test]
    fn slips_are_counted() {
        check("design", "design", 1, false, Some(0));
        check("desing", "design", 1, false, Some(1));
        check("desgn", "design", 1, false, Some(1));
        check("dessign", "design", 1, false, Some(1));
        check("desihn", "design", 1, false, Some(1));
        check("dsgn", "design", 1, false, None);
        check("dsgn", "design", 2, false, Some(2));
        check("archittetura", "architettura", 2, false, Some(1));
        check("", "a", 1, false, Some(1));
        check("sustanab", "sustainability", 2, true, Some(1));
        check("sustanab", "sustainability", 2, false, None);
        check("economics", "eco", 2, true, None);
    }

    #[test]
    fn small_words_count_only_alone() {
        assert_eq!(query_words("Economia della Città"), ["economia", "citta"]);
        assert_eq!(query_words("di"), ["di"]);
        assert_eq!(query_words("  ??  "), Vec::<String>::new());
        assert_eq!(query_words(&"parola ".repeat(500)).len(), MOST);
    }
}
