//! Which documents a career has, and which choices go together. Impossible ones are not offered, so they need no
//! refusal; a form that sends one all the same is refused field by field.

use platform::config::Certificates;
use registry::{CareerKind, CareerStatus, Record};

use super::{Delivery, Destination, Kind, Purpose, Tongue};

/// The documents that a career has by its state. The payment of an enrolment's stamp duty is not among them: it
/// belongs to an admission, which may have no career yet.
pub fn offered(record: &Record) -> Vec<Kind> {
    let career = &record.career;
    let awarded = career.status == CareerStatus::Awarded && record.award.is_some();
    let path = !record.exams.is_empty();
    let supplement = awarded && career.kind != CareerKind::Postgraduate;
    let mut kinds = Vec::new();
    for (kind, has) in [
        (Kind::Award, awarded),
        (Kind::Path, path),
        (Kind::Enrolment, career.status == CareerStatus::Active),
        (Kind::SelfAward, awarded),
        (Kind::SelfPath, path),
        (Kind::SelfEnrolment, career.status == CareerStatus::Active),
        (Kind::Supplement, supplement),
    ] {
        if has {
            kinds.push(kind);
        }
    }
    kinds
}

/// The uses of a document: self-certifications are for the person's own use and free, the supplement is free once
/// (circular 1/E of the Revenue Agency has it outside the duty), certificates are stamped unless a law exempts them.
pub fn purposes(kind: Kind, config: &Certificates) -> Vec<Purpose> {
    if kind.is_self_certification() || kind == Kind::Supplement {
        return vec![Purpose::Own];
    }
    if kind == Kind::EnrolmentDuty {
        return vec![Purpose::Stamped];
    }
    let exempt = config.exemptions.iter().map(|exemption| Purpose::Exempt(exemption.code.clone()));
    std::iter::once(Purpose::Stamped).chain(exempt).collect()
}

/// The languages of a document. A self-certification is for Italian offices: Italian, or both; the supplement is
/// bilingual by its European model.
pub fn tongues(kind: Kind) -> Vec<Tongue> {
    match kind {
        Kind::Award | Kind::Path | Kind::Enrolment => Tongue::ALL.to_vec(),
        Kind::SelfAward | Kind::SelfPath | Kind::SelfEnrolment => vec![Tongue::Italian, Tongue::Bilingual],
        Kind::Supplement => vec![Tongue::Bilingual],
        Kind::EnrolmentDuty => vec![Tongue::Italian],
    }
}

/// Where it is used. A certificate for a residence permit goes to an Italian police station; a self-certification has
/// a value only in Italy.
pub fn destinations(kind: Kind, residence_permit: bool) -> Vec<Destination> {
    if residence_permit || kind.is_self_certification() || kind == Kind::EnrolmentDuty {
        vec![Destination::Italy]
    } else {
        Destination::ALL.to_vec()
    }
}

/// True when a footnote may be asked for: "only for auto use".
pub fn may_have_footnote(kind: Kind) -> bool {
    kind.is_self_certification()
}

/// The most copies. A self-certification is signed by the person: one.
pub fn max_copies(kind: Kind) -> i64 {
    match kind {
        Kind::Award | Kind::Path | Kind::Enrolment => 10,
        Kind::SelfAward | Kind::SelfPath | Kind::SelfEnrolment | Kind::Supplement | Kind::EnrolmentDuty => 1,
    }
}

/// How the documents of one request can be delivered together: each with its copies. Copies are of paper: two of a file
/// are one file. What the person signs needs no envelope: it is downloaded.
pub fn deliveries(documents: &[(Kind, i64)], config: &Certificates) -> Vec<Delivery> {
    let signed_by_us = documents.iter().any(|(kind, _)| !kind.is_self_certification());
    if !signed_by_us || documents.iter().any(|(kind, _)| *kind == Kind::EnrolmentDuty) {
        return vec![Delivery::Download];
    }
    let copies = documents.iter().any(|(_, copies)| *copies > 1);
    Delivery::ALL
        .into_iter()
        .filter(|delivery| match delivery {
            Delivery::Download => !copies,
            Delivery::Post => true,
            Delivery::Office => !config.counters.is_empty(),
        })
        .collect()
}
