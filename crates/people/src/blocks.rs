//! A profile as blocks of a page: on `/profile`, and wherever an application shows the same data.

use kernel::{Day, Language};
use platform::{
    Voice,
    web::{
        Shell,
        field::{Action, Badge, Cell, Fact, Head, Table, Tone},
    },
};

use crate::{
    address::{Address, country_name},
    back::Back,
    document::IdentityDocument,
    email_change::{PendingEmail, when},
    person::{Person, Phones},
    profile::Profile,
};

/// Where the links of the blocks lead.
#[derive(Clone, Debug)]
pub struct Links {
    back: Back,
    files: String,
    manage: bool,
}

impl Links {
    /// For the person: "Manage" leads to the pages of the profile, which lead back to a path of ours.
    pub fn own(back: &str) -> Self {
        Self { back: Back::to(back), files: "/profile/files".to_owned(), manage: true }
    }

    /// For somebody else, who only looks: a file opens at this path followed by `/` and its identifier.
    pub fn read_only(files: &str) -> Self {
        Self { back: Back::default(), files: files.to_owned(), manage: false }
    }

    fn manage(&self, path: &str) -> Option<String> {
        self.manage.then(|| self.back.through(path))
    }

    fn file(&self, id: &str) -> String {
        format!("{}/{id}", self.files)
    }
}

/// A block of facts, with where "Manage" leads.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its title.
    pub title: String,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What its link says, and where it leads; nobody to whom it is not offered.
    pub manage: Option<(String, String)>,
}

/// The blocks of a profile, for the macro `blocks` of `profile_blocks.html`.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// Who the person is.
    pub personal: Block,
    /// The scan of the tax code.
    pub tax_code: Block,
    /// Identity documents: title, "Manage", and the list.
    pub documents: Block,
    /// The list; none when there is no document.
    pub document_list: Option<Table>,
    /// Personal e-mail.
    pub email: Block,
    /// Telephone contacts.
    pub phones: Block,
    /// Where the person lives.
    pub residence: Block,
    /// Where letters go.
    pub contact: Block,
}

/// The blocks of a profile in the page's language.
pub fn blocks(shell: &Shell, profile: &Profile, today: Day, links: &Links) -> Blocks {
    let voice = shell.voice();
    let manage = |path: &str, key: &str| links.manage(path).map(|href| (voice.say(key), href));
    let block = |key: &str, facts: Vec<Fact>, manage| Block { title: voice.say(key), facts, manage };
    let no_code = profile.person.fiscal_code.is_none();
    let scan = profile.tax_code_scan.as_ref().map_or_else(
        || Fact::new(voice.say("profile-file"), voice.say("shell-no-document")),
        |file| Fact::new(voice.say("profile-file"), open(voice, &file.name)).href(links.file(&file.id)),
    );
    let add_code = manage("/profile/fiscal-code", "profile-add-fiscal-code").filter(|_| no_code);
    Blocks {
        personal: block("profile-personal", person_facts(voice, &profile.person), add_code),
        tax_code: block("profile-tax-code", vec![scan], manage("/profile/tax-code", "shell-manage")),
        documents: block("profile-documents", Vec::new(), manage("/profile/documents", "shell-manage")),
        document_list: (!profile.documents.is_empty()).then(|| {
            let rows = profile.documents.iter();
            let list = document_table(voice, "profile-documents");
            rows.fold(list, |list, document| list.row(document_cells(voice, document, today, links)))
        }),
        email: block(
            "profile-email",
            vec![Fact::new(voice.say("person-email"), profile.person.email.as_str())],
            manage("/profile/email", "profile-change-email"),
        ),
        phones: block(
            "profile-phones",
            phone_facts(voice, &profile.phones),
            manage("/profile/phones", "shell-manage"),
        ),
        residence: block(
            "profile-residence",
            profile.residence.as_ref().map_or_else(
                || vec![Fact::new(voice.say("address-street"), "")],
                |address| address_facts(voice, address),
            ),
            manage("/profile/residence", "shell-manage"),
        ),
        contact: block(
            "profile-contact",
            profile.contact.as_ref().map_or_else(
                || vec![Fact::new(voice.say("address-street"), voice.say("profile-contact-same"))],
                |contact| address_facts(voice, contact),
            ),
            manage("/profile/residence", "shell-manage"),
        ),
    }
}

impl Blocks {
    /// Says that a new e-mail address waits for its confirmation.
    pub fn pending(mut self, shell: &Shell, pending: Option<&PendingEmail>) -> Self {
        if let Some(pending) = pending {
            let until = when(&pending.expires_at);
            let waiting = shell.t2("email-pending-short", "email", pending.email.as_str(), "until", until);
            let badge = Badge::new(Tone::Warning, waiting);
            self.email.facts.push(Fact::state(shell.t("email-pending-label"), badge));
        }
        self
    }
}

fn open(voice: &Voice, name: &str) -> String {
    format!("{} ({name})", voice.say("shell-open"))
}

fn person_facts(voice: &Voice, person: &Person) -> Vec<Fact> {
    let language = voice.language;
    let place = match person.birth_country.as_str() {
        "IT" => person.birth_place_name.clone(),
        country => format!("{} ({})", person.birth_place_name, country_name(country, language)),
    };
    let code =
        person.fiscal_code.as_ref().map_or_else(|| voice.say("profile-no-fiscal-code"), ToString::to_string);
    vec![
        Fact::new(voice.say("shell-person-code"), person.code.to_string()),
        Fact::new(voice.say("person-surname"), person.surname.as_str()),
        Fact::new(voice.say("person-name"), person.name.as_str()),
        Fact::new(voice.say("person-gender"), voice.say(&format!("person-gender-{}", person.gender.code()))),
        Fact::new(voice.say("person-birth-day"), person.birth_day.to_string()),
        Fact::new(voice.say("person-birth-place"), place),
        Fact::new(voice.say("person-citizenship"), country_name(&person.citizenship, language)),
        Fact::new(voice.say("person-fiscal-code"), code),
    ]
}

fn phone_facts(voice: &Voice, phones: &Phones) -> Vec<Fact> {
    [
        ("phone-mobile", &phones.mobile),
        ("phone-residence", &phones.residence),
        ("phone-contact", &phones.contact),
    ]
    .into_iter()
    .map(|(key, phone)| {
        Fact::new(voice.say(key), phone.as_ref().map(ToString::to_string).unwrap_or_default())
    })
    .collect()
}

/// An address as facts, "From" first.
pub(crate) fn address_facts(voice: &Voice, address: &Address) -> Vec<Fact> {
    let language: Language = voice.language;
    let mut facts = vec![
        Fact::new(voice.say("address-from"), address.from.to_string()),
        Fact::new(voice.say("address-country"), country_name(&address.country, language)),
    ];
    let optional = [
        ("address-province", address.province.clone().unwrap_or_default()),
        ("address-town", address.town.clone()),
        ("address-postcode", address.postcode.clone()),
        ("address-street", address.street.clone()),
        ("address-number", address.number.clone()),
        ("address-district", address.district.clone().unwrap_or_default()),
        ("address-care-of", address.care_of.clone().unwrap_or_default()),
    ];
    facts.extend(
        optional
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| Fact::new(voice.say(key), value)),
    );
    facts
}

/// The head of a list of identity documents.
pub(crate) fn document_table(voice: &Voice, caption: &str) -> Table {
    let keys = [
        "profile-file",
        "profile-type",
        "document-issuer",
        "document-number",
        "document-issued-on",
        "document-expires-on",
        "profile-state",
    ];
    Table::new(voice.say(caption), keys.into_iter().map(|key| Head::new(voice.say(key))).collect())
}

/// A row of a list of identity documents.
pub(crate) fn document_cells(
    voice: &Voice,
    document: &IdentityDocument,
    today: Day,
    links: &Links,
) -> Vec<Cell> {
    let kind = voice.say(&document.kind.text_key());
    let state = if document.replaced_at.is_some() {
        Badge::new(Tone::Neutral, voice.say("document-replaced"))
    } else if document.is_expired(today) {
        Badge::new(Tone::Danger, voice.say("document-expired"))
    } else {
        Badge::new(Tone::Success, voice.say("document-valid"))
    };
    let of = format!("{kind} {}", document.number);
    vec![
        Cell::Actions(vec![Action::link(voice.say("shell-open"), of, links.file(&document.file.id))]),
        Cell::text(kind),
        Cell::text(&document.issuer),
        Cell::code(&document.number),
        Cell::text(document.issued_on.to_string()),
        Cell::text(document.expires_on.to_string()),
        Cell::State(state),
    ]
}
