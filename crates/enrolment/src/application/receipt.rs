//! The receipt of an application: a page that says the same as the mail, and the PDF, both from what was frozen.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use documents::{Applicant, ApplicationReceipt, Document, ListedFile, Renderer, Row, Section};
use people::Profile;
use platform::{
    House, Stop, Voice,
    clock::instant,
    web::{File, Own, Page, Shell, field::Fact},
};

use super::{
    dossier::Dossier,
    frame::{paper_label, shell},
    qualification::{self, declaration::institution},
    slot::day_of,
    snapshot::{Snapshot, snapshot},
};

/// The receipt.
#[derive(Template)]
#[template(path = "application/receipt.html")]
pub struct Receipt {
    shell: Shell,
    programme: String,
    facts: Vec<Fact>,
    pdf: String,
    status: String,
}

/// The page of the receipt.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Page<Receipt>, Stop> {
    let frozen = frozen(&house, &who.it).await?;
    let shell = shell(&house, &who, &who.it, "application-receipt-title");
    let mut facts = vec![
        Fact::new(shell.t("application-protocol"), frozen.protocol.clone()),
        Fact::new(shell.t("application-sent-on"), when(&frozen.submitted_at)),
        Fact::new(shell.t("application-programme"), programme(&frozen, shell.lang)),
        Fact::new(shell.t("application-applicant"), frozen.profile.person.full_name()),
    ];
    if let Some(at) = &frozen.resubmitted_at {
        facts.push(Fact::new(shell.t("application-resent-on"), when(at)));
    }
    Ok(Page::ok(Receipt {
        programme: programme(&frozen, shell.lang),
        facts,
        pdf: who.it.path("receipt.pdf"),
        status: who.it.path(""),
        shell,
    }))
}

async fn frozen(house: &House, dossier: &Dossier) -> Result<Snapshot, Stop> {
    let mut conn = house.db().read().await?;
    snapshot(&mut conn, &dossier.application.id).await?.ok_or_else(Stop::not_found)
}

fn programme(frozen: &Snapshot, language: kernel::Language) -> String {
    language.pick(&frozen.programme_it, &frozen.programme_en).to_owned()
}

/// Day and time at the office.
pub fn when(stored: &str) -> String {
    let at = instant(stored).to_zoned(platform::clock::rome());
    format!("{} {:02}:{:02}", day_of(stored), at.hour(), at.minute())
}

/// The receipt as a PDF, set anew from what was frozen.
pub async fn pdf(who: Own<Dossier>, State(house): State<House>) -> Result<File, Stop> {
    let frozen = frozen(&house, &who.it).await?;
    let voice = who.voice(&house);
    let language = voice.language;
    let receipt = ApplicationReceipt {
        language,
        institution: institution(&house, &who.it, language),
        protocol: frozen.protocol.clone(),
        submitted_at: instant(&frozen.submitted_at),
        programme: programme(&frozen, language),
        applicant: Applicant {
            name: frozen.profile.person.full_name(),
            person_code: frozen.profile.person.code.to_string(),
        },
        sections: sections(&voice, &frozen),
        files: frozen
            .papers
            .iter()
            .map(|paper| ListedFile {
                paper: paper_label(&voice, &paper.kind),
                name: paper.name.clone(),
                bytes: u64::try_from(paper.size).unwrap_or(0),
                sha256: paper.sha256.clone(),
            })
            .collect(),
        privacy_read_at: instant(&frozen.privacy_accepted_at),
    };
    let renderer = house.port::<Arc<dyn Renderer>>()?;
    let pdf = renderer
        .render(Document::ApplicationReceipt(receipt))
        .await
        .map_err(|error| Stop::from(error.problem()))?;
    Ok(File {
        bytes: pdf.bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{}.pdf", frozen.protocol.replace('/', "-")),
        inline: false,
    })
}

fn sections(voice: &Voice, frozen: &Snapshot) -> Vec<Section> {
    let mut sections = vec![Section {
        title: voice.say("application-stage-personal"),
        rows: personal(voice, &frozen.profile),
    }];
    for title in &frozen.titles {
        sections.push(Section {
            title: voice.say("application-stage-qualification"),
            rows: qualification::facts(voice, title)
                .into_iter()
                .filter(|fact| !fact.value.is_empty())
                .map(|fact| Row::new(fact.label, fact.value))
                .collect(),
        });
    }
    sections
}

fn personal(voice: &Voice, profile: &Profile) -> Vec<Row> {
    let person = &profile.person;
    let country = |code: &str| {
        reference::country(code).map_or(code.to_owned(), |country| country.name(voice.language).to_owned())
    };
    let address = |address: Option<&people::Address>| {
        address.map(|address| address.in_one_line(voice.language)).unwrap_or_default()
    };
    let rows = [
        ("person-surname", person.surname.to_string()),
        ("person-name", person.name.to_string()),
        ("person-birth-day", person.birth_day.to_string()),
        ("person-birth-place", format!("{} ({})", person.birth_place_name, country(&person.birth_country))),
        ("person-citizenship", country(&person.citizenship)),
        ("person-fiscal-code", person.fiscal_code.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("person-email", person.email.to_string()),
        ("phone-mobile", profile.phones.mobile.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("profile-residence", address(profile.residence.as_ref())),
        ("profile-contact", address(profile.contact.as_ref())),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| Row::new(voice.say(key), value))
        .collect()
}
