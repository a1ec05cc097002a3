//! Mails to the applicant: each says that something happened and leads to the page that says the same.

use platform::mail::Mail;

use super::dossier::Dossier;

/// A mail about an application, in the person's language, with a page of it.
pub(super) fn to(dossier: &Dossier, key: &str, page: &str) -> Mail {
    let person = &dossier.profile.person;
    Mail::new(person.email.as_str(), person.language, key)
        .with("name", person.name.as_str())
        .with("programme", dossier.programme.full_title(person.language))
        .link(dossier.path(page))
        .about(&dossier.application.subject())
}
