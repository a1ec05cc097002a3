//! What an officer asks of the queue, read from the address of the page. What cannot be read is as if it were not
//! there: a link that somebody kept still opens.

use kernel::Day;
use platform::{
    clock::{end_of, stamp},
    web::Scope,
};
use serde::Deserialize;

use crate::application::rules::State;

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Identifier of a programme.
    pub programme: String,
    /// Code of a state, `all`, or nothing for those that wait for the office.
    pub status: String,
    /// `me`, `nobody` or nothing.
    pub assigned: String,
    /// Name, person code or protocol.
    pub q: String,
    /// Sent on this day or earlier.
    pub until: String,
    /// Instant and identifier after which the page begins: `<submitted_at>_<id>`.
    pub after: String,
}

/// In whose hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Charge {
    /// Anybody's or nobody's.
    #[default]
    Anyone,
    /// Nobody's.
    Nobody,
    /// This officer's.
    Officer(String),
}

/// Words to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A person code.
    Code(String),
    /// A protocol number.
    Protocol(String),
    /// Words of a name, folded; each has to begin a word of the name.
    Name(Vec<String>),
}

/// What an officer asks of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these programmes; `None` is all of them.
    pub programmes: Option<Vec<String>>,
    /// Only these states; never [`State::Draft`], which is nobody's business but the applicant's.
    pub states: Vec<State>,
    /// In whose hands.
    pub charge: Charge,
    /// Words.
    pub wanted: Option<Wanted>,
    /// Sent at this stored instant or earlier.
    pub until: Option<String>,
    /// The page begins after this row: its stored instant and identifier.
    pub after: Option<(String, String)>,
}

/// States that the office can list, in the order of the filter.
pub const LISTED: [State; 7] = [
    State::Submitted,
    State::Reopened,
    State::Conditional,
    State::AwaitingPayment,
    State::Confirmed,
    State::Rejected,
    State::Cancelled,
];

impl Typed {
    /// The filter, within what the officer may see.
    pub fn filter(&self, scope: &Scope, officer: &str) -> Filter {
        let chosen = (!self.programme.is_empty()).then(|| vec![self.programme.clone()]);
        let programmes = match scope {
            Scope::All => chosen,
            // A programme outside the scope is an empty list, not a wider one.
            Scope::Programmes(ids) => Some(
                ids.iter().filter(|id| chosen.as_ref().is_none_or(|c| c.contains(id))).cloned().collect(),
            ),
        };
        let one = LISTED.into_iter().find(|state| state.code() == self.status);
        let wanted = wanted(&self.q);
        let states = match one {
            Some(state) => vec![state],
            // Looking for somebody means wherever they are.
            None if self.status == "all" || (self.status.is_empty() && wanted.is_some()) => LISTED.to_vec(),
            None => vec![State::Submitted],
        };
        Filter {
            programmes,
            states,
            charge: match self.assigned.as_str() {
                "me" => Charge::Officer(officer.to_owned()),
                "nobody" => Charge::Nobody,
                _ => Charge::Anyone,
            },
            wanted,
            until: Day::parse(&self.until).ok().map(|day| stamp(end_of(day.date()))),
            after: self.after.split_once('_').map(|(at, id)| (at.to_owned(), id.to_owned())),
        }
    }

    /// The address of the queue with these words, without the place in it.
    pub fn href(&self) -> String {
        let pairs = [
            ("programme", &self.programme),
            ("status", &self.status),
            ("assigned", &self.assigned),
            ("q", &self.q),
            ("until", &self.until),
        ];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escape(value)))
            .collect();
        format!("/office/applications?{}", query.join("&"))
    }
}

/// Eight digits are a person code; letters and digits with a slash or a dash and a figure are a protocol; the rest is
/// a name.
fn wanted(typed: &str) -> Option<Wanted> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Wanted::Code(typed.to_owned()));
    }
    if typed.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(Wanted::Protocol(typed.to_owned()));
    }
    let words: Vec<String> = words(typed).into_iter().take(4).collect();
    Some(Wanted::Name(words))
}

/// The words of a name as they are kept and looked for.
pub fn words(name: &str) -> Vec<String> {
    kernel::text::fold(name).split_whitespace().map(|word| word.chars().take(60).collect()).collect()
}

/// Percent-encoding for a query: everything but letters and digits.
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(status: &str, q: &str) -> Typed {
        Typed { status: status.into(), q: q.into(), ..Typed::default() }
    }

    #[test]
    fn nothing_typed_is_what_waits_for_the_office() {
        let filter = Typed::default().filter(&Scope::All, "me");
        assert_eq!((filter.states, filter.programmes), (vec![State::Submitted], None));
    }

    #[test]
    fn a_filter_never_leaves_the_scope() {
        let scope = Scope::Programmes(vec!["p1".into(), "p2".into()]);
        let mut asked = Typed::default();
        assert_eq!(asked.filter(&scope, "me").programmes, Some(vec!["p1".into(), "p2".into()]));
        asked.programme = "p2".into();
        assert_eq!(asked.filter(&scope, "me").programmes, Some(vec!["p2".into()]));
        asked.programme = "p3".into();
        assert_eq!(asked.filter(&scope, "me").programmes, Some(vec![]));
    }

    #[test]
    fn words_are_told_from_codes_and_protocols() {
        assert_eq!(wanted(" 10000001 "), Some(Wanted::Code("10000001".into())));
        assert_eq!(wanted("2026/0000012"), Some(Wanted::Protocol("2026/0000012".into())));
        assert_eq!(
            wanted("Müller  D'Angelo"),
            Some(Wanted::Name(vec!["muller".into(), "d".into(), "angelo".into()]))
        );
        assert_eq!(wanted("  "), None);
    }

    #[test]
    fn looking_for_somebody_looks_in_every_status_and_no_draft_is_ever_listed() {
        assert_eq!(typed("", "rossi").filter(&Scope::All, "me").states, LISTED);
        assert_eq!(typed("conditional", "rossi").filter(&Scope::All, "me").states, [State::Conditional]);
        assert_eq!(typed("draft", "").filter(&Scope::All, "me").states, [State::Submitted]);
    }

    #[test]
    fn an_address_keeps_the_filter() {
        let mut asked = typed("all", "a&b");
        asked.assigned = "me".into();
        assert_eq!(asked.href(), "/office/applications?status=all&assigned=me&q=a%26b");
    }
}
