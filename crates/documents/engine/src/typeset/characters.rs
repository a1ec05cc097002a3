//! Characters that cannot be printed are replaced: a name in a rare script must never stop a receipt.

use std::collections::BTreeSet;

use serde_json::Value;

/// Printed in place of a character that no font has.
pub(super) const REPLACEMENT: char = '□';

/// Which characters are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// What any of the fonts has.
    AllFonts,
    /// What the body font has.
    BodyFont,
    /// Latin letters with the common accents.
    Latin,
}

/// Cleans every text of the data and returns the characters that were replaced, each once, in order.
pub(super) fn clean(data: &mut Value, reaches: impl Fn(char) -> bool) -> String {
    let mut replaced = BTreeSet::new();
    walk(data, &reaches, &mut replaced);
    replaced.into_iter().collect()
}

fn walk(value: &mut Value, reaches: &impl Fn(char) -> bool, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => *text = line(text, reaches, replaced),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, reaches, replaced)),
        Value::Object(map) => map.values_mut().for_each(|item| walk(item, reaches, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn line(text: &str, reaches: &impl Fn(char) -> bool, replaced: &mut BTreeSet<char>) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => cleaned.push('\n'),
            c if c.is_control() => cleaned.push(' '),
            c if is_invisible(c) => {}
            c if c.is_ascii() || c == '\u{a0}' || reaches(c) => cleaned.push(c),
            c => {
                replaced.insert(c);
                cleaned.push(REPLACEMENT);
            }
        }
    }
    cleaned
}

/// Characters that are no ink: direction and joining marks, variation selectors, tags.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}'
    )
}
