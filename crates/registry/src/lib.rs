//! The registry of students: who is a student of what, since when, under which number.
//!
//! Enrolment opens a career in the transaction in which a payment is applied ([`open_career`]); the number is taken
//! last from a gap-free series, so that a transaction that fails leaves no gap.

mod career;
mod flow;
pub mod import;
mod office;
mod pages;
mod record;
mod store;

use kernel::Lifecycle;
use platform::Capability;

pub use career::{
    Career, CareerAction, CareerKind, CareerLife, CareerParty, CareerStatus, Matricola, NewCareer,
};
pub use flow::{close_career, open_career};
pub use office::Records;
pub use pages::career::CareerRecord;
pub use record::{Award, Ects, Exam, Mark, Record};
pub use store::{by_matricola, find, of_application, of_person};

/// The texts of the room, for each feature: (Italian, English).
pub const TEXTS: [(&str, &str); 3] = [
    (include_str!("texts.it.ftl"), include_str!("texts.en.ftl")),
    (include_str!("import/texts.it.ftl"), include_str!("import/texts.en.ftl")),
    (include_str!("office/texts.it.ftl"), include_str!("office/texts.en.ftl")),
];

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room.
pub fn capability() -> Capability {
    Capability {
        routes: pages::routes().merge(office::routes()),
        migrations: Some(&MIGRATIONS),
        texts: TEXTS.to_vec(),
        lifecycles: vec![("career", CareerLife::diagram())],
        invariants: vec![
            (
                "student numbers leave no gap",
                "select count(*) from (select max(number) - min(number) + 1 - count(number) as gap from career) span \
                 where gap <> 0",
            ),
            (
                "every student number given is in the registry",
                "select count(*) from counter \
                 where series = 'matricola' and value <> (select count(number) from career)",
            ),
            (
                "a career that ended has its last day",
                "select count(*) from career where (status <> 'active') <> (closed_on is not null)",
            ),
            (
                "a career is awarded when its award is recorded",
                "select count(*) from career c where (c.status = 'awarded') <> exists \
                 (select 1 from award a where a.career_id = c.id)",
            ),
            (
                "an awarded career ends on the day of its award",
                "select count(*) from career c join award a on a.career_id = c.id where c.closed_on <> a.awarded_on",
            ),
            (
                "every correction belongs to a career and is in the journal",
                "select count(*) from record_correction k where not exists (select 1 from event e \
                 where e.subject = 'career:' || k.career_id and e.kind = 'registry.record-corrected')",
            ),
            (
                "examinations and awards belong to a career",
                "select (select count(*) from exam e where not exists (select 1 from career c where c.id = e.career_id)) \
                 + (select count(*) from award a where not exists (select 1 from career c where c.id = a.career_id))",
            ),
        ],
        ..Capability::new("registry")
    }
}
