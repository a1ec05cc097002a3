//! From facts to paper: the real one with its number and code, and the preview without them.

use std::sync::Arc;

use documents::{
    Certificate, Document, Pdf, Renderer, Supplement,
    certificate::{Attachment, Proof, Relationship},
};
use jiff::Timestamp;
use platform::{House, Stop, clock};
use registry::Record;
use serde_json::json;

use super::{
    code,
    facts::{Facts, Source},
    log, payload,
    store::Issued,
};
use crate::{
    catalogue::{Choice, Kind},
    formats,
};

/// The paper as it would be issued now, marked as a preview, without number and code.
///
/// # Errors
/// When the record does not have what it would say, or no worker is free.
pub async fn preview(house: &House, record: &Record, kind: Kind, choice: &Choice) -> Result<Pdf, Stop> {
    let profile = {
        let mut conn = house.db().read().await?;
        people::profile(&mut conn, &record.career.person_id).await?.ok_or_else(Stop::not_found)?
    };
    let source = Source {
        config: house.config(),
        profile: &profile,
        record,
        kind,
        choice,
        footnote: &choice.footnote,
        delivery: None,
    };
    let document = document(house, source.facts()?, None, house.clock().now(), Vec::new())?;
    render(house, document).await
}

/// Sets a document.
///
/// # Errors
/// When no worker is free.
pub async fn render(house: &House, document: Document) -> Result<Pdf, Stop> {
    let renderer = house.port::<Arc<dyn Renderer>>()?;
    renderer.render(document).await.map_err(|error| error.problem().into())
}

/// The paper of an issued document, with what travels inside it.
///
/// # Errors
/// When the database fails or the facts cannot be read.
pub(super) async fn of(house: &House, issued: &Issued, formats: &[formats::Made]) -> Result<Document, Stop> {
    let facts: Facts = serde_json::from_str(&issued.facts)?;
    let proof = Proof {
        number: issued.number.to_string(),
        code: code::show(&issued.code),
        address: payload::address(house),
        square: payload::draw(&issued.printed).map_err(Stop::broken)?,
    };
    let attachments = attachments(house, issued, &facts, formats).await?;
    document(house, facts, Some(proof), clock::instant(&issued.issued_at), attachments)
}

fn document(
    house: &House,
    facts: Facts,
    proof: Option<Proof>,
    issued_at: Timestamp,
    attachments: Vec<Attachment>,
) -> Result<Document, Stop> {
    let kind = facts.kind()?;
    let certificate = Box::new(Certificate {
        tongue: facts.tongue,
        institution: facts.institution,
        university: facts.university,
        says: facts.says,
        issued_at,
        proof,
        person: facts.person,
        studies: facts.studies,
        award: facts.award,
        exams: facts.exams,
        stamp: facts.stamp,
        destination: facts.destination,
        footnote: facts.footnote,
        copies: facts.copies,
        attachments,
    });
    Ok(match kind {
        Kind::Award | Kind::Path | Kind::Enrolment => Document::Certificate(certificate),
        Kind::SelfAward | Kind::SelfPath | Kind::SelfEnrolment => Document::SelfCertificate(certificate),
        Kind::Supplement => Document::Supplement(Box::new(Supplement {
            certificate: *certificate,
            more: house.config().base_url.clone(),
        })),
        Kind::EnrolmentDuty => return Err(Stop::broken("a stamp duty has no paper")),
    })
}

/// What travels inside the PDF: the printed code as text, the facts, the proof that the log has it, the formats of the
/// field.
async fn attachments(
    house: &House,
    issued: &Issued,
    facts: &Facts,
    formats: &[formats::Made],
) -> Result<Vec<Attachment>, Stop> {
    let language = facts.tongue.first();
    let attached = |name: &str, media_type: &str, (it, en): (&str, &str), relationship, bytes| Attachment {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        description: language.pick(it, en).to_owned(),
        relationship,
        bytes,
    };
    let record = json!({
        "number": issued.number,
        "code": issued.code,
        "issued_at": issued.issued_at,
        "verify": payload::address(house),
        "facts": facts,
    });
    let proof = log::proof(house, &issued.id).await?;
    let own = vec![
        attached(
            "codes.txt",
            "text/plain",
            ("Il codice stampato su ogni pagina", "The code printed on each page"),
            Relationship::Alternative,
            format!("{}\n", issued.printed).into_bytes(),
        ),
        attached(
            "record.json",
            "application/json",
            ("I dati certificati", "The certified data"),
            Relationship::Data,
            serde_json::to_vec_pretty(&record)?,
        ),
        attached(
            "log-proof.txt",
            "text/plain",
            ("Prova di iscrizione nel registro pubblico", "Proof of inclusion in the public log"),
            Relationship::Supplement,
            proof.into_bytes(),
        ),
    ];
    Ok(own.into_iter().chain(formats.iter().map(|made| made.attachment(language))).collect())
}
