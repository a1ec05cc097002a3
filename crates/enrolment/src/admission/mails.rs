//! Mails of an admission: to the person, each with the page that says the same; to the contact person who opened it.

use std::sync::Arc;

use kernel::Language;
use people::Person;
use platform::{Stop, Tx, mail::Mail};

use super::store::Admission;
use crate::{
    programme::{self, Programme, career_kind},
    review::officers::{Address, Addresses},
};

/// A mail to the person, in their language.
pub(super) fn to(person: &Person, programme: &Programme, admission: &Admission, key: &str) -> Mail {
    let kind = career_kind(programme.details.kind);
    Mail::new(person.email.as_str(), person.language, &format!("{key}-{}", family(kind, key)))
        .with("name", person.full_name())
        .with("programme", programme.full_title(person.language))
        .link(admission.path())
        .about(&admission.subject())
}

/// Only the mail that says what to select names the kind of programme, in the words of the list.
fn family(kind: registry::CareerKind, key: &str) -> &'static str {
    match (key, kind) {
        ("admission-opened", registry::CareerKind::Specialist) => "specialist",
        ("admission-opened", registry::CareerKind::Postgraduate) => "postgraduate",
        ("admission-opened", _) => "master",
        _ => "person",
    }
}

/// Writes to the contact person: the officer who opened the admission, or the secretariat of the programme when their
/// account is gone.
pub(super) async fn tell_contact(
    tx: &mut Tx,
    admission: &Admission,
    key: &str,
    matricola: &str,
) -> Result<(), Stop> {
    let Some(programme) = programme::find(tx.conn(), &admission.programme_id).await? else { return Ok(()) };
    // A house without staff accounts has no addresses of officers.
    let officer = match tx.house().port::<Arc<dyn Addresses>>().ok() {
        Some(addresses) => addresses.of(tx.conn(), &admission.opened_by).await?,
        None => None,
    };
    let secretariat = &programme.details.secretariat;
    let to = officer.unwrap_or_else(|| Address {
        name: secretariat.name.clone(),
        email: secretariat.email.to_string(),
        language: Language::It,
    });
    let mail = Mail::new(to.email.as_str(), to.language, &format!("{key}-contact"))
        .with("name", &to.name)
        .with("person", &admission.person_name)
        .with("programme", programme.full_title(to.language))
        .with("matricola", matricola)
        .link(admission.office_path())
        .about(&admission.subject());
    tx.mail(mail).await
}
