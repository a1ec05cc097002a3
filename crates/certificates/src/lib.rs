//! Certificates and self-certifications: asked for, paid, signed and in the person's hands, and provable on paper.
//!
//! A person reserves documents of a career (`catalogue`), finds them in the cart (`request`), chooses how they are
//! delivered and pays; what needs no human is issued at once (`issue`), the rest goes to the office. What was issued
//! can be checked by anybody (`proof`).

pub mod catalogue;
pub mod issue;
pub mod request;
pub mod testing;

use kernel::Lifecycle;
use platform::Capability;

/// The texts of the room: (Italian, English).
pub const TEXTS: [(&str, &str); 2] = [
    (include_str!("texts.it.ftl"), include_str!("texts.en.ftl")),
    (include_str!("issue/texts.it.ftl"), include_str!("issue/texts.en.ftl")),
];

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room.
pub fn capability() -> Capability {
    Capability {
        migrations: Some(&MIGRATIONS),
        texts: TEXTS.to_vec(),
        jobs: vec![(issue::JOB, issue::run)],
        lifecycles: vec![
            ("certificate-request", request::RequestLife::diagram()),
            ("issued-document", issue::IssuedLife::diagram()),
        ],
        invariants: [request::INVARIANTS, issue::INVARIANTS].concat(),
        ..Capability::new("certificates")
    }
}
