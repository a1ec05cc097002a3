//! Who people are: personal data, addresses, contacts, identity documents. The room below identity, enrolment,
//! payments and the registry, which ask it and never write its tables.
//!
//! A person changes their own data on `/profile`; each change is told in the journal without the data themselves.
//! Residence is where a person lives; contact (recapito) is where letters go, when it is elsewhere.

mod address;
mod back;
mod blocks;
mod document;
mod email_change;
pub mod form;
mod pages;
mod person;
mod profile;
mod register;
mod seed;
#[cfg(feature = "testing")]
pub mod testing;

pub use address::{Address, AddressKind, NewAddress, addresses, current as current_address};
pub use back::Back;
pub use blocks::{Block, Blocks, Links, blocks};
pub use document::{
    DocumentChecked, DocumentKind, IdentityDocument, documents, file_of, owner, save_document,
    save_tax_code_scan, tax_code_scan,
};
pub use email_change::{PendingEmail, pending_email};
pub use person::{
    Person, PersonalData, Phones, by_birth, by_code, by_email, by_fiscal_code, by_name, find, set_language,
};
pub use profile::{Profile, missing, profile};
pub use register::{Known, KnownBy, NewPerson, PersonRef, complete, known, register};
pub use seed::{Sample, sample_document, seed};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room's texts: (Italian, English).
pub const TEXTS: [(&str, &str); 2] = [
    (include_str!("form/form.it.ftl"), include_str!("form/form.en.ftl")),
    (include_str!("pages/pages.it.ftl"), include_str!("pages/pages.en.ftl")),
];

/// The room.
pub fn capability() -> platform::Capability {
    platform::Capability {
        migrations: Some(&MIGRATIONS),
        routes: pages::routes(),
        texts: TEXTS.to_vec(),
        invariants: vec![
            (
                "a person has one residence and one contact address at most",
                "select count(*) from (select person_id, kind from address where until_day is null \
                 group by person_id, kind having count(*) > 1) twice",
            ),
            (
                "every address ends after it began",
                "select count(*) from address where until_day is not null and until_day < from_day",
            ),
            (
                "every scan is a file of its person",
                "select (select count(*) from identity_document d left join stored_file f on f.id = d.file_id \
                 where f.owner is null or f.owner <> 'person:' || d.person_id) \
                 + (select count(*) from tax_code_scan s left join stored_file f on f.id = s.file_id \
                 where f.owner is null or f.owner <> 'person:' || s.person_id)",
            ),
            (
                "who completed registration has an identity document",
                "select count(*) from person p where p.completed_at is not null \
                 and not exists (select 1 from identity_document d where d.person_id = p.id)",
            ),
        ],
        ..platform::Capability::new("people")
    }
}
