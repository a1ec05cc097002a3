//! What an officer asks of the queue, read from the address of the page. What cannot be read is as if it were not
//! there: a link that somebody kept still opens.

use platform::web::Scope;
use serde::Deserialize;

use crate::{catalogue::Delivery, request::RequestState};

/// States that the office sees: everything between the payment and the ends.
pub(in crate::office) const LISTED: [RequestState; 9] = [
    RequestState::Submitted,
    RequestState::InCharge,
    RequestState::Issuing,
    RequestState::ToPrint,
    RequestState::Collectable,
    RequestState::Posted,
    RequestState::Ready,
    RequestState::HandedOver,
    RequestState::Refused,
];

/// Those in which the office has to do something.
pub(super) const WAITING: [RequestState; 4] =
    [RequestState::Submitted, RequestState::InCharge, RequestState::ToPrint, RequestState::Collectable];

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    /// Code of a state, `all`, or nothing for those that wait for the office.
    pub status: String,
    /// Code of a way of delivery, or nothing.
    pub delivery: String,
    /// Identifier of a programme, or nothing.
    pub programme: String,
    /// `me`, `nobody` or nothing.
    pub officer: String,
    /// Words to look for.
    pub q: String,
    /// Instant and identifier after which the page begins: `<submitted_at>_<id>`.
    pub after: String,
}

/// In whose hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Charge {
    #[default]
    Anyone,
    Nobody,
    Officer(String),
}

/// What is asked of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only these programmes; `None` is all of them, and what is of no programme.
    pub programmes: Option<Vec<String>>,
    /// Only these states.
    pub states: Vec<RequestState>,
    /// Only this way of delivery.
    pub delivery: Option<Delivery>,
    /// In whose hands.
    pub charge: Charge,
    /// Words to look for.
    pub wanted: Option<String>,
    /// The page begins after this row: its stored instant and identifier.
    pub after: Option<(String, String)>,
}

impl Typed {
    /// The filter, within what the officer may see.
    pub(super) fn filter(&self, scope: &Scope, officer: &str) -> Filter {
        let chosen = (!self.programme.is_empty()).then(|| vec![self.programme.clone()]);
        let programmes = match scope {
            Scope::All => chosen,
            // A programme outside the scope is an empty list, not a wider one.
            Scope::Programmes(ids) => Some(
                ids.iter().filter(|id| chosen.as_ref().is_none_or(|one| one.contains(id))).cloned().collect(),
            ),
        };
        let wanted = Some(self.q.trim().to_owned()).filter(|words| !words.is_empty() && words.len() <= 200);
        let one = LISTED.into_iter().find(|state| state.code() == self.status);
        let states = match one {
            Some(state) => vec![state],
            // Looking for somebody means wherever they are.
            None if self.status == "all" || (self.status.is_empty() && wanted.is_some()) => LISTED.to_vec(),
            None => WAITING.to_vec(),
        };
        Filter {
            programmes,
            states,
            delivery: Delivery::read(&self.delivery),
            charge: match self.officer.as_str() {
                "me" => Charge::Officer(officer.to_owned()),
                "nobody" => Charge::Nobody,
                _ => Charge::Anyone,
            },
            wanted,
            after: self.after.split_once('_').map(|(at, id)| (at.to_owned(), id.to_owned())),
        }
    }

    /// The address of the queue with these words, without the place in it.
    pub(super) fn href(&self) -> String {
        let pairs = [
            ("status", &self.status),
            ("delivery", &self.delivery),
            ("programme", &self.programme),
            ("officer", &self.officer),
            ("q", &self.q),
        ];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escape(value)))
            .collect();
        format!("/office/certificates?{}", query.join("&"))
    }
}

/// Percent-encoding for a query: everything but letters and digits.
fn escape(text: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_what_waits_for_the_office() {
        let filter = Typed::default().filter(&Scope::All, "me");
        assert_eq!((filter.states, filter.programmes), (WAITING.to_vec(), None));
    }

    #[test]
    fn a_filter_never_leaves_the_scope() {
        let scope = Scope::Programmes(vec!["p1".into(), "p2".into()]);
        let asked = |programme: &str| Typed { programme: programme.into(), ..Typed::default() };
        let programmes = |programme: &str| asked(programme).filter(&scope, "me").programmes;
        assert_eq!(programmes(""), Some(vec!["p1".into(), "p2".into()]));
        assert_eq!(programmes("p2"), Some(vec!["p2".into()]));
        assert_eq!(programmes("p3"), Some(vec![]));
    }

    #[test]
    fn words_are_looked_for_in_every_state_and_no_cart_is_ever_listed() {
        let asked = |status: &str| Typed { status: status.into(), q: "rossi".into(), ..Typed::default() };
        assert_eq!(asked("").filter(&Scope::All, "me").states, LISTED);
        assert_eq!(asked("posted").filter(&Scope::All, "me").states, [RequestState::Posted]);
        assert_eq!(asked("initial").filter(&Scope::All, "me").states, WAITING);
    }

    #[test]
    fn an_address_keeps_the_filter() {
        let asked = Typed { status: "all".into(), officer: "me".into(), q: "a&b".into(), ..Typed::default() };
        assert_eq!(asked.href(), "/office/certificates?status=all&officer=me&q=a%26b");
    }
}
