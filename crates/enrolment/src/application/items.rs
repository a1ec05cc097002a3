//! What of an application can be changed now: everything while it is being filled in, only what the office asked for
//! when it was sent back, nothing otherwise.

use super::rules::State;

/// A part of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Personal data.
    Personal,
    /// The list of titles: adding and removing.
    Titles,
    /// One title.
    Title(&'a str),
    /// A paper, with the title it belongs to.
    Paper(&'a str, Option<&'a str>),
    /// Attached documents.
    Attachments,
}

/// An item of a request for corrections, as the office names it: `personal`, `qualifications`, `qualification:<id>`,
/// `paper:<kind>[:<qualification id>]`, `attachments`.
pub fn opens(item: &str, part: &Part<'_>) -> bool {
    let mut words = item.split(':');
    match (words.next(), words.next(), words.next()) {
        (Some("personal"), None, _) => *part == Part::Personal,
        (Some("qualifications"), None, _) => match part {
            Part::Titles | Part::Title(_) => true,
            Part::Paper(_, title) => title.is_some(),
            Part::Personal | Part::Attachments => false,
        },
        (Some("qualification"), Some(id), None) => match part {
            Part::Title(title) => *title == id,
            Part::Paper(_, title) => *title == Some(id),
            Part::Personal | Part::Titles | Part::Attachments => false,
        },
        (Some("paper"), Some(kind), title) => *part == Part::Paper(kind, title),
        (Some("attachments"), None, _) => match part {
            Part::Attachments => true,
            Part::Paper(_, title) => title.is_none(),
            Part::Personal | Part::Titles | Part::Title(_) => false,
        },
        _ => false,
    }
}

/// True when a part can be changed in a state; `items` are those of the open request for corrections.
pub fn is_editable<'i>(state: State, items: impl IntoIterator<Item = &'i str>, part: &Part<'_>) -> bool {
    match state {
        State::Draft => true,
        State::Reopened => items.into_iter().any(|item| opens(item, part)),
        State::Submitted
        | State::Conditional
        | State::AwaitingPayment
        | State::Confirmed
        | State::Rejected
        | State::Cancelled => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part<'static>; 9] = [
        Part::Personal,
        Part::Titles,
        Part::Title("t1"),
        Part::Title("t2"),
        Part::Paper("certificate", Some("t1")),
        Part::Paper("transcript", Some("t1")),
        Part::Paper("certificate", Some("t2")),
        Part::Paper("residence-permit", None),
        Part::Attachments,
    ];

    #[test]
    fn an_item_opens_what_it_names_and_nothing_else() {
        for (item, opened) in [
            ("personal", vec![0]),
            ("qualifications", vec![1, 2, 3, 4, 5, 6]),
            ("qualification:t1", vec![2, 4, 5]),
            ("paper:certificate:t1", vec![4]),
            ("paper:residence-permit", vec![7]),
            ("attachments", vec![7, 8]),
            ("", vec![]),
            ("paper", vec![]),
            ("qualification:", vec![]),
            ("nonsense:t1", vec![]),
        ] {
            let found: Vec<usize> = (0..PARTS.len()).filter(|at| opens(item, &PARTS[*at])).collect();
            assert_eq!(found, opened, "{item}");
        }
    }

    #[test]
    fn a_draft_is_open_a_reopened_one_in_part_and_the_rest_is_shut() {
        for state in State::ALL {
            for part in &PARTS {
                let open = is_editable(state, ["personal"], part);
                let expected = match state {
                    State::Draft => true,
                    State::Reopened => *part == Part::Personal,
                    _ => false,
                };
                assert_eq!(open, expected, "{state:?} {part:?}");
            }
        }
    }
}
