//! The picture that the European model wants of each credential: a card with its words, and no more.

use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};

use crate::{Credential, elmo::printable};

/// Longer lines would leave the card.
const LETTERS: usize = 60;

/// The card as SVG.
pub(crate) fn card(it: &Credential) -> Vec<u8> {
    let full = format!("{} {}", it.holder.given_names, it.holder.family_name);
    let lines = [
        (it.say(&it.issuer.name), 60, 28),
        (it.say(it.title()), 130, 24),
        (full.as_str(), 200, 24),
        (it.number.as_str(), 260, 18),
    ];
    let mut out = Writer::new(Vec::new());
    let frame = BytesStart::new("svg").with_attributes([
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", "0 0 840 300"),
        ("font-family", "serif"),
    ]);
    // Writing into memory cannot fail.
    let _ = out.write_event(Event::Start(frame));
    for (words, y, size) in lines {
        let (y, size) = (y.to_string(), size.to_string());
        let text = BytesStart::new("text").with_attributes([
            ("x", "40"),
            ("y", y.as_str()),
            ("font-size", size.as_str()),
        ]);
        let _ = out.write_event(Event::Start(text));
        let _ = out.write_event(Event::Text(BytesText::new(&cut(&printable(words)))));
        let _ = out.write_event(Event::End(BytesEnd::new("text")));
    }
    let _ = out.write_event(Event::End(BytesEnd::new("svg")));
    out.into_inner()
}

fn cut(words: &str) -> String {
    if words.chars().count() <= LETTERS {
        return words.to_owned();
    }
    words.chars().take(LETTERS.saturating_sub(1)).chain(['…']).collect()
}
