//! What the office does with a request: who asks, what they typed, one flow call, where they go. An action that asks for
//! something has a page of its own; the others are a button.

pub(super) mod answer;
mod ask;
pub(super) mod document;
pub(super) mod hand_over;
pub(super) mod post;
pub(super) mod press;
pub(super) mod refuse;
pub(super) mod release;

use kernel::{FaultCode, Faults, text};
use platform::{
    House, Stop, Tx,
    web::{Once, Session, Visitor},
};

use super::{path, rule};
use crate::request::{Request, RequestAction, flow::CannotDo, store::ChangedMeanwhile};

/// Longest answer or reason, in characters.
const LONGEST: usize = 2000;

/// Begins an officer's action.
pub(super) async fn begin(
    house: &House,
    visitor: &Visitor,
    session: &Session,
    once: Once,
) -> Result<Tx, Stop> {
    let mut tx = house.begin_once(visitor, once).await?;
    super::officers::remember(&mut tx, session).await?;
    Ok(tx)
}

/// Stops when the page that was sent showed an older version.
fn fresh(request: &Request, version: Option<i64>) -> Result<(), ChangedMeanwhile> {
    if version == Some(request.version) { Ok(()) } else { Err(ChangedMeanwhile) }
}

/// Stops when the table does not offer the action now.
fn offered(request: &Request, action: RequestAction) -> Result<(), CannotDo> {
    if rule::offered(request).contains(&action) { Ok(()) } else { Err(CannotDo::NotNow) }
}

/// The request's page, saying what was done.
fn back(request: &Request, end: &str) -> String {
    format!("{}?done=office-certificates-{end}", path(request))
}

/// A text of several lines; a fault of it is kept.
fn paragraph(faults: &mut Faults, field: &'static str, typed: &str) -> String {
    text::paragraph(typed, LONGEST).unwrap_or_else(|code| {
        keep(faults, field, code, LONGEST);
        String::new()
    })
}

fn keep(faults: &mut Faults, field: &'static str, code: FaultCode, max: usize) {
    faults.add_with(field, code, vec![("max", max.to_string())]);
}

/// Somebody changed the request since the page was opened: said at a field, so that what was typed stays.
fn stale(faults: &mut Faults, field: &'static str, now: i64, version: Option<i64>) {
    if version != Some(now) {
        faults.add(field, "office-certificates-stale");
    }
}
