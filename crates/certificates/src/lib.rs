//! Certificates and self-certifications: asked for, paid, signed and in the person's hands, and provable on paper.
//!
//! A person reserves documents of a career (`catalogue`), finds them in the cart (`request`), chooses how they are
//! delivered and pays; what needs no human is issued at once (`issue`), the rest goes to the office (`office`). What was
//! issued can be checked by anybody (`proof`), and travels in the formats of the field too (`formats`).

pub mod catalogue;
pub mod formats;
pub mod issue;
pub mod office;
pub mod proof;
pub mod request;
pub mod testing;

use kernel::Lifecycle;
use platform::Capability;

/// The texts of the room: (Italian, English).
pub const TEXTS: [(&str, &str); 8] = [
    (include_str!("texts.it.ftl"), include_str!("texts.en.ftl")),
    (include_str!("catalogue/kinds.it.ftl"), include_str!("catalogue/kinds.en.ftl")),
    (include_str!("catalogue/texts.it.ftl"), include_str!("catalogue/texts.en.ftl")),
    (include_str!("request/texts.it.ftl"), include_str!("request/texts.en.ftl")),
    (include_str!("issue/texts.it.ftl"), include_str!("issue/texts.en.ftl")),
    (include_str!("formats/texts.it.ftl"), include_str!("formats/texts.en.ftl")),
    (include_str!("office/texts.it.ftl"), include_str!("office/texts.en.ftl")),
    (include_str!("proof/texts.it.ftl"), include_str!("proof/texts.en.ftl")),
];

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room.
pub fn capability() -> Capability {
    let mut jobs = request::flow::jobs();
    jobs.push((issue::JOB, issue::run));
    Capability {
        routes: catalogue::pages::routes()
            .merge(request::pages::routes())
            .merge(office::routes())
            .merge(formats::routes())
            .merge(proof::routes()),
        listeners: vec![(payments::SETTLED, request::flow::on_settled)],
        migrations: Some(&MIGRATIONS),
        texts: TEXTS.to_vec(),
        jobs,
        lifecycles: vec![
            ("certificate-request", request::RequestLife::diagram()),
            ("issued-document", issue::IssuedLife::diagram()),
        ],
        invariants: [request::INVARIANTS, issue::INVARIANTS].concat(),
        ..Capability::new("certificates")
    }
}
