//! What is done with requests. Each function is one action inside the caller's transaction: it takes the cart or the
//! row first, asks the lifecycle's table, writes, and tells the journal.

mod at_once;
mod cart;
mod delivery;
mod issuing;
mod pay;
mod reserve;
mod settled;
mod term;

use kernel::{Event, Lifecycle, Outcome, Problem, Refusal};
use platform::{
    Explain, Stop,
    jobs::{Handler, Job},
};

pub use at_once::at_once;
pub use cart::{empty, remove, save_communications};
pub use delivery::{choose_delivery, possible};
pub use issuing::issuing;
pub use pay::{Started, back_to_cart, start_payment};
pub use reserve::{Reserve, reserve};
pub use settled::on_settled;
pub use term::expire;

use super::{Request, RequestAction, RequestLife, RequestNeed, RequestParty, RequestState};
use crate::catalogue::Delivery;

/// Why an action cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotDo {
    /// The request is somewhere else by now, or it is not for this party.
    NotNow,
    /// Something must be true first that is not.
    NotReady,
    /// The cart is not as the page showed it.
    CartChanged,
    /// The cart holds as many documents as it may.
    CartFull,
    /// The stamp duty of this enrolment was reserved already.
    DutyReserved,
    /// Nothing in the cart has a way of delivery.
    NothingToSend,
    /// The career has this document no more; the request's number.
    NotOffered(i64),
    /// Somebody else has the appointment by now; the request's number.
    SlotTaken(i64),
    /// A payment may be under way.
    UnderWay,
}

impl Explain for CannotDo {
    fn explain(&self) -> Problem {
        match self {
            CannotDo::NotNow => Problem::conflict("certificates-changed-meanwhile"),
            CannotDo::NotReady => Problem::conflict("certificates-not-ready"),
            CannotDo::CartChanged => Problem::conflict("certificates-cart-changed"),
            CannotDo::CartFull => Problem::conflict("certificates-cart-full")
                .with("max", super::cart::MAX_DOCUMENTS.to_string()),
            CannotDo::DutyReserved => Problem::conflict("certificates-duty-reserved"),
            CannotDo::NothingToSend => Problem::conflict("certificates-nothing-to-send"),
            CannotDo::NotOffered(number) => {
                Problem::conflict("certificates-not-offered").with("number", number.to_string())
            }
            CannotDo::SlotTaken(number) => {
                Problem::conflict("certificates-slot-taken").with("number", number.to_string())
            }
            CannotDo::UnderWay => Problem::conflict("certificates-payment-under-way"),
        }
    }
}

/// The jobs of requests and who does them.
pub(crate) fn jobs() -> Vec<(&'static str, Handler)> {
    vec![(term::EXPIRE, term::expire_job), (term::PAYMENT_TERM, term::payment_term)]
}

/// What the table says of an action on a request, in `paid` when a receipt paid it. What only the office can know is not
/// met here.
pub(crate) fn decide(
    request: &Request,
    action: RequestAction,
    party: RequestParty,
    paid: bool,
    event: Event,
) -> Result<Outcome<RequestState>, CannotDo> {
    decide_with(request, action, party, paid, &[], event)
}

/// What the table says of an action of the office, with what the office brings along.
pub(crate) fn decide_office(
    request: &Request,
    action: RequestAction,
    given: &[RequestNeed],
    event: Event,
) -> Result<Outcome<RequestState>, CannotDo> {
    decide_with(request, action, RequestParty::Office, false, given, event)
}

fn decide_with(
    request: &Request,
    action: RequestAction,
    party: RequestParty,
    paid: bool,
    given: &[RequestNeed],
    event: Event,
) -> Result<Outcome<RequestState>, CannotDo> {
    let met = |need: RequestNeed| match need {
        RequestNeed::DeliveryChosen => match request.delivery {
            None => false,
            Some(Delivery::Download) => true,
            Some(Delivery::Post) => request.address.is_some(),
            Some(Delivery::Office) => request.counter.is_some(),
        },
        RequestNeed::SomethingToPay => request.total().0 > 0,
        RequestNeed::Settled => paid || request.total().0 == 0,
        RequestNeed::NothingToDecide => request.nothing_to_decide(),
        RequestNeed::ByDownload => request.delivery == Some(Delivery::Download),
        RequestNeed::OnPaper => matches!(request.delivery, Some(Delivery::Post | Delivery::Office)),
        RequestNeed::AtCounter => request.delivery == Some(Delivery::Office),
        RequestNeed::RegisteredNumber => {
            request.delivery == Some(Delivery::Post) && given.contains(&RequestNeed::RegisteredNumber)
        }
        RequestNeed::FootnotesDecided
        | RequestNeed::ReasonGiven
        | RequestNeed::AnswerGiven
        | RequestNeed::IdentityChecked => given.contains(&need),
    };
    let after = RequestLife::decide(request.state, action, party, met).map_err(|refusal| match refusal {
        Refusal::NotFrom(_) | Refusal::NotYours => CannotDo::NotNow,
        Refusal::Needs(_) => CannotDo::NotReady,
    })?;
    Ok(Outcome { before: request.state, after, event })
}

/// The instant so many days after another.
fn days_after(at: jiff::Timestamp, days: i64) -> jiff::Timestamp {
    let hours = days.clamp(0, 3650).saturating_mul(24);
    at.saturating_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(at)
}

/// The job that gives a request up.
fn expiry(id: &str, at: jiff::Timestamp) -> Result<Job, Stop> {
    Ok(Job::new(term::EXPIRE, &id)?.at(at).once(expiry_key(id)))
}

fn expiry_key(id: &str) -> String {
    format!("certificates-expire-{id}")
}

fn term_key(order_id: &str) -> String {
    format!("certificates-payment-term-{order_id}")
}
