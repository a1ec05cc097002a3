//! A request for corrections or additions, as the officer writes it: which items, what is wrong with each, one
//! message, one term.

use kernel::{Day, Faults, text};

/// Longest note of an item, in characters.
pub const NOTE: usize = 500;
/// Longest message, in characters.
pub const MESSAGE: usize = 2000;
/// Farthest term, in days.
const FARTHEST: i32 = 365;

/// An item that can be asked for: its code (`personal`, `qualifications`, `qualification:<id>`,
/// `paper:<kind>[:<qualification id>]`, `attachments`) and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Code.
    pub code: String,
    /// Words.
    pub label: String,
    /// What it stands under in the form.
    pub group: String,
}

/// As typed: pairs, because each item has a note of its own.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of a name.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// True when the item is ticked.
    pub fn has(&self, item: &str) -> bool {
        self.0.iter().any(|(key, value)| key == "items" && value == item)
    }
}

/// A request, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Code and note of each item.
    pub items: Vec<(String, String)>,
    /// Message.
    pub message: String,
    /// Last day to answer.
    pub due_on: Day,
}

/// The name of an item's note in the form.
pub fn note_name(item: &str) -> String {
    format!("note-{item}")
}

/// Checks a request against what can be asked for.
///
/// # Errors
/// Every fault at once: no item, an unknown item, a note or message that is missing or too long, a day that is not
/// one, not after today or too far.
pub fn check(typed: &Typed, offered: &[Item], today: Day) -> Result<Request, Faults> {
    let mut faults = Faults::new();
    let chosen: Vec<&str> =
        typed.0.iter().filter(|(name, _)| name == "items").map(|(_, value)| value.as_str()).collect();
    if chosen.is_empty() {
        faults.add("items", "review-no-item");
    } else if chosen.iter().any(|code| !offered.iter().any(|item| item.code == *code)) {
        faults.add("items", "unknown-choice");
    }
    let mut items = Vec::new();
    for item in offered.iter().filter(|item| chosen.contains(&item.code.as_str())) {
        let name = note_name(&item.code);
        match text::paragraph(typed.get(&name), NOTE) {
            Ok(note) => items.push((item.code.clone(), note)),
            Err(code) => {
                faults.add_with(name, code, vec![("max", NOTE.to_string())]);
            }
        }
    }
    let message = match text::paragraph(typed.get("message"), MESSAGE) {
        Ok(message) => Some(message),
        Err(code) => {
            faults.add_with("message", code, vec![("max", MESSAGE.to_string())]);
            None
        }
    };
    let due_on = match Day::parse(typed.get("due")) {
        Ok(day) if day <= today => {
            faults.add("due", "review-not-after-today");
            None
        }
        Ok(day) if today.days_until(day) > FARTHEST => {
            faults.add("due", "review-too-far");
            None
        }
        Ok(day) => Some(day),
        Err("malformed") => {
            faults.add("due", "not-a-date");
            None
        }
        Err(code) => {
            faults.add("due", code);
            None
        }
    };
    match (message, due_on) {
        (Some(message), Some(due_on)) if faults.is_empty() => Ok(Request { items, message, due_on }),
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered() -> Vec<Item> {
        ["personal", "paper:certificate:q1"]
            .map(|code| Item { code: code.into(), label: code.into(), group: String::new() })
            .into()
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn codes(pairs: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let today = Day::parse("23/11/2026").unwrap();
        let faults = check(&typed(pairs), &offered(), today).unwrap_err();
        faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect()
    }

    #[test]
    fn a_request_names_items_with_notes_a_message_and_a_day() {
        let good = typed(&[
            ("items", "paper:certificate:q1"),
            ("note-paper:certificate:q1", "The second page is missing."),
            ("note-personal", "not ticked, so not asked"),
            ("message", "Please complete it."),
            ("due", "8/12/2026"),
        ]);
        let request = check(&good, &offered(), Day::parse("23/11/2026").unwrap()).unwrap();
        assert_eq!(
            request.items,
            [("paper:certificate:q1".to_owned(), "The second page is missing.".to_owned())]
        );
        assert_eq!(request.due_on.iso(), "2026-12-08");
    }

    #[test]
    fn every_fault_is_told_at_once() {
        assert_eq!(
            codes(&[]),
            [("items".into(), "review-no-item"), ("message".into(), "required"), ("due".into(), "required")]
        );
        assert_eq!(
            codes(&[("items", "personal"), ("message", "m"), ("due", "tomorrow")]),
            [("note-personal".into(), "required"), ("due".into(), "not-a-date")]
        );
        assert_eq!(
            codes(&[("items", "nonsense"), ("message", "a\u{202e}b"), ("due", "23/11/2026")]),
            [
                ("items".into(), "unknown-choice"),
                ("message".into(), "forbidden-characters"),
                ("due".into(), "review-not-after-today")
            ]
        );
        let long = "x".repeat(MESSAGE + 1);
        assert_eq!(
            codes(&[("items", "personal"), ("note-personal", "n"), ("message", &long), ("due", "1/1/2030")]),
            [("message".into(), "too-long"), ("due".into(), "review-too-far")]
        );
    }
}
