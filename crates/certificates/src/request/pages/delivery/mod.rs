//! "Certificate delivery type selection": the three ways, and a page for the details of the post and of the counter.

mod counter;
mod form;
mod post;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Faults;
use people::form::Ctx;
use platform::{
    House, Stop,
    clock::{day_of, instant},
    web::{Go, Own, Page, Posted, Queried},
};
use serde::Deserialize;

use self::form::Form;
use super::{cart::is_changed, place::Typed, words};
use crate::{
    catalogue::Delivery,
    request::{Request, RequestState, cart::Chosen, flow, mine::RequestRow},
};

/// `?way=post`: the page that asks for the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::request::pages) struct Way {
    way: String,
}

/// The three ways, or the details of one.
pub(in crate::request::pages) async fn show(
    own: Own<RequestRow>,
    State(house): State<House>,
    Queried(query): Queried<Way>,
) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    if request.state != RequestState::Initial {
        return Ok(Go::to(format!("/certificates/requests/{}", request.id)).into_response());
    }
    let possible = flow::possible(request, &house.config().certificates);
    let way = Delivery::read(&query.way).filter(|way| possible.contains(way));
    let typed = first(request, way);
    let form =
        Form { house: &house, own: &own, typed: &typed, faults: &Faults::new(), version: request.version };
    Ok(match way {
        Some(Delivery::Post) => Page::ok(form.post().await?).into_response(),
        Some(Delivery::Office) => Page::ok(form.office().await?).into_response(),
        Some(Delivery::Download) | None => Page::ok(form.ways().await?).into_response(),
    })
}

/// What was chosen before.
fn first(request: &Request, way: Option<Delivery>) -> Typed {
    let appointment = request.appointment_at.clone().unwrap_or_default();
    let day = request.appointment_at.as_ref().map(|at| day_of(instant(at)).to_string());
    Typed {
        delivery: way.or(request.delivery).map(Delivery::code).unwrap_or_default().to_owned(),
        // An address of another letter was for that letter: it is typed again.
        address_kind: request.address_kind.clone().filter(|kind| kind != "new").unwrap_or_default(),
        counter: request.counter.clone().unwrap_or_default(),
        day: day.unwrap_or_default(),
        time: appointment,
        delegate_name: request.delegate_name.clone().unwrap_or_default(),
        delegate_document: request.delegate_document.clone().unwrap_or_default(),
        ..Typed::default()
    }
}

/// Chooses the way; post and counter ask for more on a page of their own.
pub(in crate::request::pages) async fn choose(
    own: Own<RequestRow>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    let path = format!("/certificates/requests/{}/delivery", request.id);
    let mut typed = form.typed.clone();
    let possible = flow::possible(request, &house.config().certificates);
    let way = Delivery::read(&typed.delivery).filter(|way| possible.contains(way));
    let version = form.version.unwrap_or(0);
    let mut faults = Faults::new();
    let details = !typed.details.is_empty();
    let chosen = match way {
        None => {
            faults.add("delivery", if typed.delivery.is_empty() { "required" } else { "unknown-choice" });
            Err(faults)
        }
        Some(Delivery::Download) => Ok(Chosen { delivery: way, ..Chosen::default() }),
        Some(way) if !details => return Ok(Go::to(format!("{path}?way={}", way.code())).into_response()),
        Some(_) if !typed.refresh.is_empty() => {
            typed.address = typed.address.settled();
            Err(faults)
        }
        Some(Delivery::Post) => {
            let profile = post::profile(&house, &own).await?;
            typed.post(&profile, &Ctx::of(&house), &house.config().certificates)
        }
        Some(Delivery::Office) => {
            let (counter, free) = counter::counter_of(&house, &typed.counter).await?;
            typed.office(counter.as_ref(), &free)
        }
    };
    let faults = match chosen {
        Err(faults) => faults,
        Ok(chosen) => {
            let saved = async {
                let mut tx = house.begin_once(&own, form.once.clone()).await?;
                flow::choose_delivery(&mut tx, &request.id, form.version, &chosen).await?;
                tx.go("/certificates/payment?done=certificates-delivery-chosen").await
            };
            match saved.await {
                Ok(go) => return Ok(go.into_response()),
                Err(stop) if is_changed(&stop) && request.state == RequestState::Initial => {
                    changed(&house, request)
                }
                Err(stop) => return Err(stop),
            }
        }
    };
    // What was changed meanwhile has been told: sent again, it counts.
    let version = if faults.iter().any(|fault| fault.code == "stale") { request.version } else { version };
    let again = Form { house: &house, own: &own, typed: &typed, faults: &faults, version };
    let quiet = faults.is_empty();
    Ok(match way.filter(|_| details) {
        Some(Delivery::Post) => answer(quiet, again.post().await?),
        Some(Delivery::Office) => answer(quiet, again.office().await?),
        Some(Delivery::Download) | None => answer(quiet, again.ways().await?),
    })
}

fn answer<T: Template>(quiet: bool, page: T) -> Response {
    if quiet { Page::ok(page).into_response() } else { Page::again(page).into_response() }
}

/// Another window changed the request: what it says now.
fn changed(house: &House, request: &Request) -> Faults {
    let voice = house.texts().voice(request.language);
    let stored = words::delivery(house, &voice, request).join(", ");
    let stored = if stored.is_empty() { "—".to_owned() } else { stored };
    let mut faults = Faults::new();
    let field = match request.delivery {
        Some(Delivery::Post) => "address_kind",
        Some(Delivery::Office) => "counter",
        Some(Delivery::Download) | None => "delivery",
    };
    faults.add_with(field, "stale", vec![("stored", stored)]);
    faults
}
