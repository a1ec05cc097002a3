//! The form by which somebody else collects the documents, to be printed and signed. It can be opened once the request
//! is paid.

use axum::extract::State;
use documents::{Delegation, Document, Institution, certificate::Enclosed};
use kernel::Language;
use platform::{
    House, Stop,
    web::{File, Own},
};

use super::words::{self, Known};
use crate::{
    catalogue::Delivery,
    issue,
    request::{Request, RequestState, mine::RequestRow},
};

/// True once the form is of use: the documents are paid and come to a counter.
pub(super) fn is_open(request: &Request) -> bool {
    let closed = matches!(
        request.state,
        RequestState::Initial
            | RequestState::AwaitingPayment
            | RequestState::HandedOver
            | RequestState::Expired
            | RequestState::Refused
    );
    !closed && request.delivery == Some(Delivery::Office)
}

/// The form, with what is known filled in.
pub(super) async fn form(own: Own<RequestRow>, State(house): State<House>) -> Result<File, Stop> {
    let RequestRow(request) = &own.it;
    if !is_open(request) {
        return Err(Stop::not_found());
    }
    let known = Known::of(&house, &own.session.account_id).await?;
    let person = {
        let mut conn = house.db().read().await?;
        people::find(&mut conn, &own.session.account_id).await?.ok_or_else(Stop::not_found)?
    };
    let voice = own.voice(&house);
    let counter = request.counter.as_deref().unwrap_or_default();
    let counter = house.config().certificates.counters.iter().find(|one| one.code == counter);
    let enclosed = |item: &crate::request::Item| Enclosed {
        title: known.title(&voice, request, item.kind),
        number: String::new(),
        copies: item.choice.copies,
    };
    let paper = Document::Delegation(Delegation {
        language: own.language,
        institution: institution(&house, own.language),
        prepared_at: house.clock().now(),
        request: request.number.to_string(),
        person: person.full_name(),
        born_on: person.birth_day.date(),
        born_in: person.birth_place_name.clone(),
        matricola: known.matricola(request),
        delegate: request.delegate_name.clone().unwrap_or_default(),
        delegate_document: request.delegate_document.clone().unwrap_or_default(),
        counter: counter
            .map(|one| own.language.pick(&one.name_it, &one.name_en).to_owned())
            .unwrap_or_default(),
        appointment: request.appointment_at.as_deref().map(words::when).unwrap_or_default(),
        documents: request.items.iter().map(enclosed).collect(),
    });
    let pdf = issue::render(&house, paper).await?;
    Ok(File {
        bytes: pdf.bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{}-{}.pdf", own.language.pick("delega", "delegation"), request.number),
        inline: true,
    })
}

/// The institution as it is printed on what goes with documents.
pub(crate) fn institution(house: &House, language: Language) -> Institution {
    let ours = &house.config().institution;
    Institution {
        name: ours.name(language).to_owned(),
        office: String::new(),
        address: ours.address.clone(),
        fiscal_code: ours.fiscal_code.clone(),
        contacts: vec![ours.contact_email.clone()],
    }
}
