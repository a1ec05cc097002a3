//! Requests: what is in the cart, what was paid, where it is.

pub mod cart;
pub mod flow;
mod life;
pub mod mine;
pub mod order;
pub(crate) mod pages;
pub mod price;
pub mod slot;
pub mod store;

use kernel::{Cents, Language};

use crate::catalogue::{Choice, Delivery, Kind};

pub use life::{RequestAction, RequestLife, RequestNeed, RequestParty, RequestState};

/// What a charge for documents is called in the payments room; its identifier is the order's.
pub const REASON: &str = "certificates";

/// A request: documents of one career that are delivered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Identifier.
    pub id: String,
    /// The ID that people see, from 1, without gaps.
    pub number: i64,
    /// Whose.
    pub person_id: String,
    /// Which career; the admission's programme has none yet for an enrolment's stamp duty: then empty.
    pub career_id: String,
    /// The programme of the career: whose secretariat looks after it. None when the career is of no edition of ours.
    pub programme_id: Option<String>,
    /// The person's language.
    pub language: Language,
    /// Where it is.
    pub state: RequestState,
    /// "Communications to the office".
    pub communications: String,
    /// How it is delivered, once chosen.
    pub delivery: Option<Delivery>,
    /// `delivery`, `residence` or `new`: which address, for the post.
    pub address_kind: Option<String>,
    /// The address as it is written on the label, lines parted by line feeds.
    pub address: Option<String>,
    /// ISO 3166-1 code of the address's country.
    pub address_country: Option<String>,
    /// What the post costs.
    pub postage: Cents,
    /// The counter's code.
    pub counter: Option<String>,
    /// When the person wants to come to the counter, RFC 3339.
    pub appointment_at: Option<String>,
    /// Who may collect in the person's place.
    pub delegate_name: Option<String>,
    /// The delegate's identity document.
    pub delegate_document: Option<String>,
    /// What it is paid with.
    pub order_id: Option<String>,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When the cart gives it up, RFC 3339.
    pub expires_at: String,
    /// When it was paid, or sent when it was free.
    pub submitted_at: Option<String>,
    /// The officer in charge.
    pub officer_id: Option<String>,
    /// What the office answered.
    pub answer: Option<String>,
    /// Number of the registered mail.
    pub registered_number: Option<String>,
    /// When the office printed it.
    pub printed_at: Option<String>,
    /// What has to be given back to the person, when it was refused after it was paid.
    pub refund: Option<Cents>,
    /// Who it was handed to, when not to the person.
    pub handed_to: Option<String>,
    /// Grows with each change.
    pub version: i64,
    /// Its documents, in the order in which they were reserved.
    pub items: Vec<Item>,
}

/// One document of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// What.
    pub kind: Kind,
    /// Its parameters.
    pub choice: Choice,
    /// Whether its footnote is printed.
    pub footnote: Footnote,
    /// What it costs, all copies.
    pub amount: Cents,
    /// The admission, for an enrolment's stamp duty.
    pub duty_id: Option<String>,
}

/// Whether a footnote is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footnote {
    /// None was asked for.
    None,
    /// The office has to decide.
    Asked,
    /// It is printed.
    Approved,
    /// It is not printed.
    Refused,
}

impl Footnote {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Footnote::None => "none",
            Footnote::Asked => "asked",
            Footnote::Approved => "approved",
            Footnote::Refused => "refused",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        [Footnote::None, Footnote::Asked, Footnote::Approved, Footnote::Refused]
            .into_iter()
            .find(|footnote| footnote.code() == code)
    }
}

impl Request {
    /// What the journal calls it.
    pub fn subject(&self) -> platform::Subject {
        platform::Subject::new("certificate-request", &self.id)
    }

    /// What all its documents cost.
    pub fn amount(&self) -> Cents {
        self.items.iter().map(|item| item.amount).sum()
    }

    /// What there is to pay: documents and post.
    pub fn total(&self) -> Cents {
        [self.amount(), self.postage].into_iter().sum()
    }

    /// True when no footnote and no note asks for a decision of the office.
    pub fn nothing_to_decide(&self) -> bool {
        self.communications.is_empty()
            && self.items.iter().all(|item| item.footnote == Footnote::None && item.choice.note.is_empty())
    }
}

/// What must hold in the tables at every moment.
pub const INVARIANTS: &[(&str, &str)] = &[
    (
        "numbers of requests leave no gap",
        "select count(*) from counter where series = 'certificate-request' \
         and value <> (select count(*) from certificate_request)",
    ),
    (
        "a request has documents",
        "select count(*) from certificate_request r where r.state <> 'expired' and not exists \
         (select 1 from certificate_item i where i.request_id = r.id)",
    ),
    (
        "a request that waits for money has an order",
        "select count(*) from certificate_request where state = 'awaiting-payment' and order_id is null",
    ),
    (
        "what left the cart has a way of delivery",
        "select count(*) from certificate_request where state not in ('initial', 'expired') and delivery is null",
    ),
    (
        "an order that was paid has left the cart with all its requests",
        "select count(*) from certificate_order o join certificate_request r on r.order_id = o.id \
         where o.settled_at is not null and r.state in ('initial', 'awaiting-payment', 'expired')",
    ),
    (
        "an appointment belongs to a request that left the cart",
        "select count(*) from certificate_slot s where not exists (select 1 from certificate_request r \
         where r.id = s.request_id and r.state not in ('initial', 'expired'))",
    ),
    (
        "an order is what its requests cost",
        "select count(*) from certificate_order o where o.withdrawn_at is null and o.amount <> \
         (select cast(coalesce(sum(r.postage + (select cast(coalesce(sum(i.amount), 0) as bigint) \
         from certificate_item i where i.request_id = r.id)), 0) as bigint) \
         from certificate_request r where r.order_id = o.id)",
    ),
    (
        "the queue's tallies count the requests",
        "select count(*) from certificate_tally t where t.n <> \
         (select count(*) from certificate_request r where r.state = t.state \
         and coalesce(r.programme_id, '') = t.programme_id)",
    ),
    (
        "what was posted has its number, and what was refused its reason",
        "select count(*) from certificate_request where (state = 'posted' and registered_number is null) \
         or (state = 'refused' and answer is null)",
    ),
    (
        "what was handed over was handed to somebody whose identity was checked",
        "select count(*) from certificate_request \
         where state = 'handed-over' and (handed_at is null or identity_kind is null)",
    ),
    (
        "no footnote waits for a decision once its document is issued",
        "select count(*) from certificate_item i join issued d on d.item_id = i.id where i.footnote_state = 'asked'",
    ),
];
