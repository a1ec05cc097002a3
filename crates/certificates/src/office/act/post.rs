use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{FaultCode, Faults};
use platform::{
    House, Stop,
    web::{Page, Posted},
};
use serde::Deserialize;

use super::{
    ask::{Ask, Asked, Control},
    back, begin, offered, stale,
};
use crate::{
    office::{Case, flow},
    request::RequestAction,
};

/// A number, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    registered_number: String,
}

/// The number of a registered letter: 8 to 20 letters and digits, as national and foreign posts number them (UPU S10 has
/// thirteen); blanks and hyphens between them do not count.
fn number(typed: &str) -> Result<String, FaultCode> {
    let number: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    if number.is_empty() {
        return Err("required");
    }
    let fits = (8..=20).contains(&number.len())
        && number.chars().all(|sign| sign.is_ascii_alphanumeric())
        && number.chars().any(|sign| sign.is_ascii_digit());
    if fits { Ok(number.to_ascii_uppercase()) } else { Err("office-certificates-registered-number") }
}

fn page(house: &House, who: &Case, typed: &Typed, faults: &Faults) -> Ask {
    let request = &who.it.0;
    let asked =
        Asked { house, visitor: &who.visitor, request, end: "post", key: "post", version: request.version };
    let address = request.address.as_deref().unwrap_or_default().lines().collect::<Vec<_>>().join(", ");
    let field = asked
        .field("registered_number", "registered-number", faults)
        .value(&typed.registered_number)
        .required()
        .maxlength(40);
    asked.page(vec![address], vec![Control::Line(field)])
}

/// "Given to the post": the page.
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<Ask>, Stop> {
    offered(&who.it.0, RequestAction::Post)?;
    Ok(Page::ok(page(&house, &who, &Typed::default(), &Faults::new())))
}

/// "Given to the post".
pub(in crate::office) async fn send(
    who: Case,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    offered(&who.it.0, RequestAction::Post)?;
    let mut faults = Faults::new();
    let number = faults.keep("registered_number", number(&form.typed.registered_number));
    stale(&mut faults, "registered_number", who.it.0.version, form.version);
    let Some(number) = number.filter(|_| faults.is_empty()) else {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults)).into_response());
    };
    flow::post(&mut tx, &who.it.0, &number).await?;
    Ok(tx.go(back(&who.it.0, "post")).await?.into_response())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_number_of_a_registered_letter_is_read_as_people_write_it() {
        assert_eq!(number(" 15012345678-9 "), Ok("150123456789".to_owned()));
        assert_eq!(number("rr 473 124 829 it"), Ok("RR473124829IT".to_owned()));
        assert_eq!(number("  "), Err("required"));
        for wrong in ["1234567", "ABCDEFGHIJ", "12345678901234567890X", "1501234567\u{202e}8", "١٢٣٤٥٦٧٨٩"]
        {
            assert_eq!(number(wrong), Err("office-certificates-registered-number"), "{wrong}");
        }
    }
}
