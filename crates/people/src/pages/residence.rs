//! Where a person lives and where letters go. A change always starts from the residence: its page asks whether letters
//! go there too.

use askama::Template;
use axum::extract::State;
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    web::{
        Applicant, Go, Page, Posted, Queried, Shell,
        field::{Cell, Choice, Fact, Field, FieldFault, Head, Table},
    },
};
use serde::Deserialize;

use super::{Answer, Sent, begin, ctx, frame, note_stale, summary_of, today};
use crate::{
    address::{self, Address, AddressKind, NewAddress},
    back::Back,
    blocks::address_facts,
    form::{AddressFields, AddressTyped},
    profile::{self, Profile},
};

#[derive(Template)]
#[template(path = "pages/residence.html")]
pub struct ResidencePage {
    shell: Shell,
    residence: Option<Vec<Fact>>,
    history: Option<Table>,
    contact: Option<Vec<Fact>>,
    contact_history: Option<Table>,
    question: Field,
    action: String,
    new_residence: String,
    new_contact: String,
    back: String,
    version: i64,
    faults: Vec<FieldFault>,
}

/// The residence, the question, the contact address.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<ResidencePage>, Stop> {
    let mine = mine(&house, &who).await?;
    page(&house, &who, &back, &mine, &Faults::new()).await.map(Page::ok)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Coincides {
    coincides: String,
}

/// The answer to the question alone: "Yes" ends the contact address, "No" goes on to it.
pub async fn coincide(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<Coincides>,
) -> Sent<ResidencePage> {
    let mine = mine(&house, &who).await?;
    let answer = coincides(&form.typed.coincides);
    let mut faults = Faults::new();
    match answer {
        Err(code) => {
            faults.add("coincides", code);
        }
        Ok(true) if mine.residence.is_none() => {
            faults.add("coincides", "no-residence");
        }
        Ok(false) => return Ok(Answer::Go(Go::to(back.through("/profile/contact/new")))),
        Ok(true) if mine.contact.is_none() => {
            return Ok(Answer::Go(Go::to(back.through_done("/profile/residence", "profile-saved"))));
        }
        Ok(true) => {
            let Some(mut tx) = begin(&house, &who, form.once.clone(), form.version).await? else {
                let mine = self::mine(&house, &who).await?;
                note_stale(&mut faults, "coincides", &one_line(&who, mine.delivery()));
                return page(&house, &who, &back, &mine, &faults).await.map(Answer::again);
            };
            end_contact(&mut tx, &who, today(&house)).await?;
            return tx.go(back.through_done("/profile/residence", "profile-saved")).await.map(Answer::Go);
        }
    }
    page(&house, &who, &back, &mine, &faults).await.map(Answer::again)
}

async fn end_contact(tx: &mut platform::Tx, who: &Applicant, day: kernel::Day) -> Result<(), Stop> {
    let id = &who.session.account_id;
    if address::close(tx, id, AddressKind::Contact, day).await? {
        tx.journal(&Subject::new("person", id), Event::new("people.contact-ended")).await?;
    }
    Ok(())
}

async fn mine(house: &House, who: &Applicant) -> Result<Profile, Stop> {
    let mut conn = house.db().read().await?;
    profile::profile(&mut conn, &who.session.account_id).await?.ok_or_else(Stop::not_found)
}

fn coincides(typed: &str) -> Result<bool, kernel::FaultCode> {
    match typed {
        "yes" => Ok(true),
        "no" => Ok(false),
        "" => Err("required"),
        _ => Err("unknown-choice"),
    }
}

fn question(shell: &Shell, key: &str, value: &str, faults: &Faults) -> Field {
    let fault = faults.of("coincides").map(|fault| shell.voice().fault(fault));
    Field::new("coincides", shell.t(key))
        .choices(vec![
            Choice::new("yes", shell.t("answer-yes")).detail(shell.t("coincides-yes")),
            Choice::new("no", shell.t("answer-no")).detail(shell.t("coincides-no")),
        ])
        .value(value)
        .required()
        .fault(fault)
}

fn one_line(who: &Applicant, address: Option<&Address>) -> String {
    address.map(|address| address.in_one_line(who.language)).unwrap_or_default()
}

async fn page(
    house: &House,
    who: &Applicant,
    back: &Back,
    mine: &Profile,
    faults: &Faults,
) -> Result<ResidencePage, Stop> {
    let shell = frame(house, who, "profile-residence", back);
    let mut conn = house.db().read().await?;
    let homes = address::addresses(&mut conn, &mine.person.id, AddressKind::Residence).await?;
    let contacts = address::addresses(&mut conn, &mine.person.id, AddressKind::Contact).await?;
    drop(conn);
    let facts = |address: &Address| address_facts(shell.voice(), address);
    let answer = if mine.contact.is_some() { "no" } else { "yes" };
    let question = question(&shell, "coincides-now", answer, faults);
    Ok(ResidencePage {
        residence: mine.residence.as_ref().map(facts),
        history: history(&shell, "address-former", &homes),
        contact: mine.contact.as_ref().map(facts),
        contact_history: history(&shell, "contact-former", &contacts),
        faults: summary_of(&[&question]),
        question,
        action: back.through("/profile/residence"),
        new_residence: back.through("/profile/residence/new"),
        new_contact: back.through("/profile/contact/new"),
        back: back.href().to_owned(),
        version: mine.person.version,
        shell,
    })
}

/// The addresses that ended.
fn history(shell: &Shell, caption: &str, addresses: &[Address]) -> Option<Table> {
    let heads = ["address-from", "address-until", "address-street"];
    let table = Table::new(shell.t(caption), heads.into_iter().map(|key| Head::new(shell.t(key))).collect());
    let ended: Vec<_> = addresses.iter().filter(|address| address.until.is_some()).collect();
    let row = |table: Table, address: &&Address| {
        table.row(vec![
            Cell::text(address.from.to_string()),
            Cell::text(address.until.map(|day| day.to_string()).unwrap_or_default()),
            Cell::text(address.in_one_line(shell.lang)),
        ])
    };
    (!ended.is_empty()).then(|| ended.iter().fold(table, row))
}

/// What the form of an address sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    coincides: String,
    refresh: String,
    #[serde(flatten)]
    address: AddressTyped,
}

#[derive(Template)]
#[template(path = "pages/address.html")]
pub struct AddressPage {
    shell: Shell,
    question: Option<Field>,
    fields: AddressFields,
    action: String,
    back: String,
    version: i64,
    faults: Vec<FieldFault>,
}

/// The form of a new residence.
pub async fn new_residence(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<AddressPage>, Stop> {
    new(&house, &who, &back, AddressKind::Residence).await
}

/// Saves a new residence, which ends the former one.
pub async fn save_residence(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<Typed>,
) -> Sent<AddressPage> {
    save(&house, &who, &back, form, AddressKind::Residence).await
}

/// The form of a new contact address.
pub async fn new_contact(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<AddressPage>, Stop> {
    new(&house, &who, &back, AddressKind::Contact).await
}

/// Saves a new contact address, which ends the former one.
pub async fn save_contact(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<Typed>,
) -> Sent<AddressPage> {
    save(&house, &who, &back, form, AddressKind::Contact).await
}

async fn new(
    house: &House,
    who: &Applicant,
    back: &Back,
    kind: AddressKind,
) -> Result<Page<AddressPage>, Stop> {
    let mine = mine(house, who).await?;
    let typed = Typed { address: AddressTyped::new(today(house)), ..Typed::default() };
    Ok(Page::ok(address_page(house, who, back, kind, mine.person.version, &typed, &Faults::new())))
}

async fn save(
    house: &House,
    who: &Applicant,
    back: &Back,
    form: Posted<Typed>,
    kind: AddressKind,
) -> Sent<AddressPage> {
    let (typed, version) = (&form.typed, form.version.unwrap_or(0));
    if !typed.refresh.is_empty() {
        let settled = Typed { address: typed.address.clone().settled(), ..typed.clone() };
        return Ok(Answer::Page(Box::new(Page::ok(address_page(
            house,
            who,
            back,
            kind,
            version,
            &settled,
            &Faults::new(),
        )))));
    }
    let mine = mine(house, who).await?;
    let again = |version, faults: &Faults| {
        let settled = Typed { address: typed.address.clone().settled(), ..typed.clone() };
        Ok(Answer::again(address_page(house, who, back, kind, version, &settled, faults)))
    };
    let current = match kind {
        AddressKind::Residence => mine.residence.as_ref(),
        AddressKind::Contact => mine.contact.as_ref(),
    };
    let (address, same) = match check(house, typed, kind, current) {
        Ok(checked) => checked,
        Err(faults) => return again(version, &faults),
    };
    let Some(mut tx) = begin(house, who, form.once.clone(), form.version).await? else {
        let mut faults = Faults::new();
        note_stale(&mut faults, "street", &one_line(who, current));
        return again(mine.person.version, &faults);
    };
    let id = &who.session.account_id;
    address::insert(&mut tx, id, kind, &address).await?;
    if same {
        end_contact(&mut tx, who, address.from).await?;
    }
    // "No" without a contact address: the next page asks for it.
    if kind == AddressKind::Residence && !same && mine.contact.is_none() {
        return tx.go(back.through_done("/profile/contact/new", "residence-saved")).await.map(Answer::Go);
    }
    tx.go(back.through_done("/profile/residence", "profile-saved")).await.map(Answer::Go)
}

/// The address, and whether letters go there too.
fn check(
    house: &House,
    typed: &Typed,
    kind: AddressKind,
    current: Option<&Address>,
) -> Result<(NewAddress, bool), Faults> {
    let (address, mut faults) = match typed.address.check(&ctx(house)) {
        Ok(address) => (Some(address), Faults::new()),
        Err(faults) => (None, faults),
    };
    let same = match kind {
        AddressKind::Residence => faults.keep("coincides", coincides(&typed.coincides)).unwrap_or_default(),
        AddressKind::Contact => false,
    };
    if let (Some(address), Some(current)) = (&address, current)
        && address.from < current.from
    {
        faults.add_with("from", "before-current-address", vec![("day", current.from.to_string())]);
    }
    match address {
        Some(address) if faults.is_empty() => Ok((address, same)),
        _ => Err(faults),
    }
}

fn address_page(
    house: &House,
    who: &Applicant,
    back: &Back,
    kind: AddressKind,
    version: i64,
    typed: &Typed,
    faults: &Faults,
) -> AddressPage {
    let (title, path) = match kind {
        AddressKind::Residence => ("address-new", "/profile/residence/new"),
        AddressKind::Contact => ("contact-new", "/profile/contact/new"),
    };
    let shell = Shell::new(house, who, title)
        .crumb("shell-services", "/")
        .crumb("profile-title", &back.through("/profile"))
        .crumb("profile-residence", &back.through("/profile/residence"))
        .crumb(title, "");
    let fields = typed.address.fields(shell.voice(), faults);
    let question = (kind == AddressKind::Residence)
        .then(|| question(&shell, "coincides-question", &typed.coincides, faults));
    let all: Vec<&Field> = question.iter().chain(fields.all()).collect();
    AddressPage {
        faults: summary_of(&all),
        question,
        fields,
        action: back.through(path),
        back: back.through("/profile/residence"),
        version,
        shell,
    }
}
