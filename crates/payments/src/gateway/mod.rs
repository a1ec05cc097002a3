//! The door of the payment platform: three messages of `paForNode`, answered from what is owed.
//!
//! [`receive`] is the door itself, for the route that the platform calls and for the sandbox that plays the platform.
//! A receipt is answered `OK` when it is stored, whatever it means; what could not be stored is answered with a SOAP
//! fault and HTTP 500, after which the platform tries again (SANP 3.12: 48 times, one an hour). A `KO` would be final.

mod answer;
mod event;
mod knock;
mod log;

use axum::{
    body::Body,
    extract::{Request as HttpRequest, State},
    http::{StatusCode, header},
    response::Response,
};
use pagopa::{
    EntityCode,
    pa_for_node::{Answer, Fault, PaaCode, Rejection, Request, read_request, soap_fault},
};
use platform::{
    House, Stop,
    web::{Gateway, Routes},
};

pub(crate) use log::{PURGE, Said, of_notice, purge};

/// Most bytes of a message; the reader of messages has the same limit.
const MOST: usize = 1 << 20;

pub(crate) fn routes() -> Routes {
    Routes::new().post("/pagopa/paForNode", pa_for_node)
}

async fn pa_for_node(_: Gateway, State(house): State<House>, request: HttpRequest) -> Response {
    if !knock::is_known(house.config(), request.headers()) {
        let body = soap_fault("Client", "the door is for the payment platform").body;
        return respond(Answer { status: 403, body });
    }
    let answer = match axum::body::to_bytes(request.into_body(), MOST).await {
        Ok(bytes) => receive(&house, &bytes).await,
        Err(_) => soap_fault("Client", "the message is too large or was cut off"),
    };
    respond(answer)
}

fn respond(answer: Answer) -> Response {
    Response::builder()
        .status(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header(header::CONTENT_TYPE, "text/xml; charset=utf-8")
        .body(Body::from(answer.body))
        .unwrap_or_default()
}

/// Takes a message of the platform and answers it.
pub async fn receive(house: &House, bytes: &[u8]) -> Answer {
    match serve(house, bytes).await {
        Ok(answer) => answer,
        Err(stop) => {
            tracing::error!(why = ?stop, "a message of the payment platform could not be served");
            soap_fault("Server", "try again later")
        }
    }
}

async fn serve(house: &House, bytes: &[u8]) -> Result<Answer, Stop> {
    let entity = EntityCode::parse(&house.config().institution.fiscal_code).map_err(Stop::broken)?;
    let request = match read_request(bytes) {
        Ok(request) => request,
        Err(rejection) => return Ok(reject(&rejection, &entity)),
    };
    match request {
        Request::Verify(asked) => answer::verify(house, &entity, &asked).await,
        Request::GetPayment(asked) => answer::get_payment(house, &entity, &asked).await,
        Request::SendReceipt(sent) => answer::send_receipt(house, bytes, &sent).await,
    }
}

fn reject(rejection: &Rejection, entity: &EntityCode) -> Answer {
    tracing::warn!(operation = ?rejection.operation, why = %rejection, "a message at the payment platform's door was refused");
    rejection.answer(entity)
}

/// A refusal of ours.
fn fault(code: PaaCode, entity: &EntityCode) -> Fault {
    Fault::of(code, entity)
}
