//! What goes with printed documents.

use documents::{AddressLabels, CoverSheet, Delegation};
use serde_json::{Value, json};

use crate::typeset::words::{day, day_in_rome};

pub(super) fn delegation(it: &Delegation) -> Value {
    json!({
        "prepared": day(day_in_rome(it.prepared_at), it.language),
        "request": it.request,
        "person": it.person,
        "born-on": day(it.born_on, it.language),
        "born-in": it.born_in,
        "matricola": it.matricola,
        "delegate": it.delegate,
        "delegate-document": it.delegate_document,
        "counter": it.counter,
        "appointment": it.appointment,
        "documents": it.documents,
    })
}

pub(super) fn cover_sheet(it: &CoverSheet) -> Value {
    let sheets: Vec<Value> = std::iter::once(it).chain(&it.next).map(sheet).collect();
    json!({ "sheets": sheets })
}

fn sheet(it: &CoverSheet) -> Value {
    json!({
        "printed": day(day_in_rome(it.printed_at), it.language),
        "request": it.request,
        "person": it.person,
        "address": it.address,
        "counter": it.counter,
        "registered-number": it.registered_number,
        "documents": it.documents,
    })
}

pub(super) fn address_labels(it: &AddressLabels) -> Value {
    json!({
        "printed": day(day_in_rome(it.printed_at), it.language),
        "skip": it.skip.min(23),
        "labels": it.labels,
    })
}
