//! The files of a batch. They are set anew each time, outside any transaction: nothing is kept.

use axum::extract::State;
use documents::{AddressLabels, CoverSheet, Document, certificate::Enclosed};
use kernel::Language;
use platform::{
    House, Stop,
    web::{Desk, File},
};
use registry::CareerKind;

use super::store;
use crate::{
    catalogue::Delivery,
    issue,
    office::{
        Certificates, OfficeBatch, flow,
        queue::{About, names_of},
    },
    request::{
        Request,
        pages::{delegation::institution, words},
    },
};

type Batch = Desk<Certificates, OfficeBatch>;

/// Lines of an address as they are written on an envelope.
fn address(request: &Request) -> Vec<String> {
    let lines = request.address.as_deref().filter(|_| request.delivery == Some(Delivery::Post));
    lines.map(|lines| lines.lines().map(str::to_owned).collect()).unwrap_or_default()
}

fn cover(
    house: &House,
    language: Language,
    about: &About,
    request: &Request,
    numbers: &[(String, i64)],
) -> CoverSheet {
    let voice = house.texts().voice(language);
    let kind = about.career(request).map_or(CareerKind::Graduate, |career| career.kind);
    let enclosed = request.items.iter().map(|item| Enclosed {
        title: voice.say(&item.kind.title_key(kind)),
        number: numbers
            .iter()
            .find(|(id, _)| *id == item.id)
            .map(|(_, number)| number.to_string())
            .unwrap_or_default(),
        copies: item.choice.copies,
    });
    let counter = words::counter(house, request).filter(|_| request.delivery == Some(Delivery::Office));
    CoverSheet {
        language,
        institution: institution(house, language),
        printed_at: house.clock().now(),
        request: request.number.to_string(),
        person: about.person(request),
        address: address(request),
        counter: counter.map(|one| language.pick(&one.name_it, &one.name_en).to_owned()).unwrap_or_default(),
        registered_number: request.registered_number.clone().unwrap_or_default(),
        documents: enclosed.collect(),
        next: Vec::new(),
    }
}

/// The cover sheets of a batch, one file.
pub(in crate::office) async fn papers(who: Batch, State(house): State<House>) -> Result<File, Stop> {
    let mut conn = house.db().read().await?;
    let about = names_of(&mut conn, &who.it.requests).await?;
    let mut sheets = Vec::new();
    for request in &who.it.requests {
        let numbers = store::numbers(&mut conn, request).await?;
        sheets.push(cover(&house, who.visitor.language, &about, request, &numbers));
    }
    drop(conn);
    let mut sheets = sheets.into_iter();
    let mut first = sheets.next().ok_or_else(Stop::not_found)?;
    first.next = sheets.collect();
    set(&house, Document::CoverSheet(first), who.visitor.language.pick("fogli", "cover-sheets")).await
}

/// The labels of a batch's envelopes; 404 when nothing of it goes by the post.
pub(in crate::office) async fn labels(who: Batch, State(house): State<House>) -> Result<File, Stop> {
    let language = who.visitor.language;
    let labels: Vec<Vec<String>> =
        who.it.requests.iter().filter(|request| flow::by_post(request)).map(address).collect();
    if labels.is_empty() {
        return Err(Stop::not_found());
    }
    let paper = AddressLabels {
        language,
        institution: institution(&house, language),
        printed_at: house.clock().now(),
        skip: 0,
        labels,
    };
    set(&house, Document::AddressLabels(paper), language.pick("etichette", "labels")).await
}

async fn set(house: &House, paper: Document, name: &str) -> Result<File, Stop> {
    let pdf = issue::render(house, paper).await?;
    Ok(File {
        bytes: pdf.bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{name}.pdf"),
        inline: true,
    })
}
