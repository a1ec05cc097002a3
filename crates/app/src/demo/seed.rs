//! Fills the demonstration: the catalogue from its file, people and staff through the rooms' front doors, applications
//! by walking through the service's own doors, as the people would.

use axum::Router;
use documents::{Document, Renderer, SelfCertification};
use identity::seed::Credentials;
use kernel::{Day, Event, FiscalCode, Language, PersonData};
use people::{NewAddress, NewPerson, PersonRef, PersonalData, Phones, Sample};
use platform::{
    Actor, House, Subject,
    files::{Examined, Kept},
    testing::Browser,
    web::{self, Grant, NewSession, Role, Standing},
};
use std::sync::Arc;

use super::people::{
    Card, PEOPLE, PERSON_PASSWORD, Place, STAFF, STAFF_PASSWORD, Somebody, TOTP_SECRET, Until,
};
use crate::walk::{self, Apply, Door};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The catalogue of the demonstration.
const PROGRAMMES: &[u8] = include_bytes!("../../../enrolment/data/demo-programmes.csv");

/// Fills an empty house and says who can sign in.
///
/// # Errors
/// When something cannot be written or a door does not open.
pub async fn fill(house: &House) -> Result<Vec<Card>, Failure> {
    let told = |stop: platform::Stop| crate::commands::explain(house, &stop);
    let options = enrolment::programme::ImportOptions { relative_days: true, ..Default::default() };
    enrolment::programme::import(house, PROGRAMMES, options, |_, _| {}).await.map_err(told)?;
    let renderer: Arc<dyn Renderer> = house.port().map_err(told)?;
    let sheet =
        renderer.render(Document::SelfCertification(SelfCertification::sample(Language::It))).await?.bytes;

    let mut cards = Vec::new();
    let today: Day = house.clock().today().into();
    let mut conn = house.db().read().await.map_err(told)?;
    let open = enrolment::programme::open_list(&mut conn, today).await.map_err(told)?;
    drop(conn);
    // Programmes that ask for no more than a curriculum and a first-level degree.
    let plain: Vec<_> = open
        .iter()
        .filter(|programme| {
            programme.details.minimum_entry == enrolment::programme::MinimumEntry::FirstLevel
                && programme.details.documents.iter().all(|document| {
                    !document.required || document.kind == enrolment::programme::DocumentKind::Cv
                })
        })
        .collect();
    let first = plain.first().ok_or("the catalogue has no programme for the demonstration")?;

    let credentials =
        identity::seed::credentials(house, STAFF_PASSWORD, Some(TOTP_SECRET)).await.map_err(told)?;
    for (login, name, surname, role) in STAFF {
        let grants = match role {
            Role::ProgrammeSecretary => plain
                .iter()
                .take(6)
                .map(|programme| Grant { role, programme: Some(programme.id.clone()) })
                .collect(),
            role => vec![Grant { role, programme: None }],
        };
        cards.push(staff(house, login, name, surname, role, grants, &credentials).await?);
    }
    let credentials = identity::seed::credentials(house, PERSON_PASSWORD, None).await.map_err(told)?;
    cards.extend(super::record::fill(house, &sheet, &credentials).await?);
    let router = web::assemble(house, crate::assembly::rooms(house.config()), Router::new());
    let mut officer = officer(house, &router).await?;
    for (index, somebody) in PEOPLE.iter().enumerate() {
        let person = person(house, somebody, &sheet, &credentials).await?;
        let programme = plain.get(index.checked_rem(plain.len().min(6)).unwrap_or(0)).unwrap_or(first);
        if somebody.until == Until::Admitted {
            admit(&mut officer, &person.code.to_string(), &programme.id, house.clock().today().into())
                .await
                .map_err(|error| format!("{}: {error}", somebody.surname))?;
        } else if somebody.until != Until::Nothing {
            let mut browser = signed_in(house, &router, &person, somebody).await?;
            let with = Apply {
                programme: &programme.id,
                search: &programme.details.number.to_string(),
                university: ("IT", "università degli studi di milano"),
                course: "scienze e tecnologie informatiche",
                graduated_on: if somebody.until == Until::Conditional { "12/07/2006" } else { "18/07/2021" },
                academic_year: if somebody.until == Until::Conditional { "2005/2006" } else { "2020/2021" },
                mark: "106/110",
                sheet: ("documento.pdf", &sheet),
                leave_as_draft: somebody.until == Until::Draft,
            };
            let id = walk::apply(&mut browser, &with)
                .await
                .map_err(|error| format!("{}: {error}", somebody.surname))?;
            go_on(house, &mut browser, &mut officer, &id, somebody.until)
                .await
                .map_err(|error| format!("{}: {error}", somebody.surname))?;
        }
        cards.push(card(somebody, &person));
    }
    let mut tx = house.begin_as(Actor::Operator, "demo").await.map_err(told)?;
    web::close_sessions(&mut tx, DEMO_OFFICER, None).await.map_err(told)?;
    tx.journal(&Subject::new("demo", "people"), Event::new("demo.filled")).await.map_err(told)?;
    tx.commit().await.map_err(told)?;
    house.settle().await.map_err(told)?;
    Ok(cards)
}

/// The contact person's part: admits somebody whose qualification documents came by e-mail.
async fn admit(officer: &mut Browser, code: &str, programme: &str, today: Day) -> Result<(), Failure> {
    let page =
        walk::open(officer, &format!("/office/admissions/new?code={code}&programme={programme}")).await?;
    let form = walk::form(&page, "/office/admissions")?
        .with("documents", "yes")
        .with("received_on", &today.to_string())
        .with("received", "Diploma di laurea con esami, attestato di comparabilità CIMEA.")
        .with("permit", "yes");
    walk::send(officer, &form).await?;
    Ok(())
}

/// The office's part and the payment, as far as the story goes.
async fn go_on(
    house: &House,
    person: &mut Browser,
    officer: &mut Browser,
    id: &str,
    until: Until,
) -> Result<(), Failure> {
    let case = format!("/office/applications/{id}");
    let act = |ending: &str| format!("{case}/{ending}");
    match until {
        Until::Nothing | Until::Admitted | Until::Draft | Until::Sent => return Ok(()),
        Until::Reopened => {
            let page = walk::open(officer, &act("corrections")).await?;
            let form = walk::form(&page, "/corrections")?
                .with("items", "attachments")
                .with("note-attachments", "Il curriculum è del 2019: allega quello aggiornato.")
                .with(
                    "message",
                    "Gentile candidata, per completare la valutazione serve un curriculum aggiornato.",
                );
            let due = format!("{}", Day::from(house.clock().today()).plus_days(12).ok_or("no such day")?);
            walk::send(officer, &form.with("due", &due)).await?;
            return Ok(());
        }
        Until::Rejected | Until::Cancelled => {
            let ending = if until == Until::Rejected { "reject" } else { "cancel" };
            let page = walk::open(officer, &act(ending)).await?;
            let form = walk::form(&page, &format!("/{ending}"))?;
            walk::send(
                officer,
                &form.with("reason", "Il titolo di studio non è tra quelli richiesti dal bando."),
            )
            .await?;
            return Ok(());
        }
        Until::Conditional | Until::AwaitingPayment | Until::Confirmed => {}
    }
    let page = walk::open(officer, &case).await?;
    walk::send(officer, &walk::form(&page, "/accept")?).await?;
    let page = walk::open(officer, &case).await?;
    if until == Until::Conditional {
        walk::send(officer, &walk::form(&page, "/conditional")?).await?;
        return Ok(());
    }
    if let Some(title) = page.split("/titles/").nth(1).and_then(|rest| rest.split('/').next()) {
        let decide = walk::open(officer, &act(&format!("titles/{title}/decide"))).await?;
        let form = walk::form(&decide, "/decide")?
            .with("decision", "confirm")
            .with("note", "Attestazione ANIS verificata.");
        walk::send(officer, &form).await?;
    }
    let page = walk::open(officer, &case).await?;
    walk::send(officer, &walk::form(&page, "/payment")?).await?;
    if until == Until::Confirmed {
        let page = walk::open(person, &format!("/applications/{id}")).await?;
        let pay = page
            .split("href=\"/payments/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .ok_or("the application does not lead to its payment")?
            .to_owned();
        let billing = walk::open(person, &format!("/payments/{pay}/billing")).await?;
        let form = walk::form(&billing, "/billing")?;
        let form = ["fiscal_code", "address", "city", "postcode", "email", "telephone"].iter().fold(
            form,
            |form, name| {
                let value = form.first(name).unwrap_or_default();
                form.with(name, &value)
            },
        );
        let charge = walk::send(person, &form.with("holder", "student")).await?;
        let page = walk::open(person, &charge).await?;
        let checkout = walk::send(person, &walk::form(&page, "/pay")?).await?;
        let page = walk::open(person, &checkout).await?;
        let choose = walk::forms(&page).pop().ok_or("the checkout has no form")?;
        walk::send(person, &choose.with("action", "pay")).await?;
        house.settle().await.map_err(|stop| crate::commands::explain(house, &stop))?;
        let page = Door::get(person, &format!("/applications/{id}")).await?.body;
        if !page.contains("IMMATRICOLAZIONE CONFERMATA") {
            return Err("the payment did not confirm the enrolment".into());
        }
    }
    Ok(())
}

async fn staff(
    house: &House,
    login: &str,
    name: &str,
    surname: &str,
    role: Role,
    grants: Vec<Grant>,
    credentials: &Credentials,
) -> Result<Card, Failure> {
    let told = |stop: platform::Stop| crate::commands::explain(house, &stop);
    let email = format!(
        "{login}@{}",
        house.config().institution.mail_domains.first().map_or("ateneo.example", String::as_str)
    );
    let new = identity::NewStaff {
        login: login.to_owned(),
        name: name.parse().map_err(|code| format!("{name}: {code}"))?,
        surname: surname.parse().map_err(|code| format!("{surname}: {code}"))?,
        email: email.parse().map_err(|code| format!("{email}: {code}"))?,
        language: Language::It,
        grants,
    };
    let mut tx = house.begin_as(Actor::Operator, "demo").await.map_err(told)?;
    identity::seed::staff(&mut tx, &new, credentials).await.map_err(told)?;
    tx.commit().await.map_err(told)?;
    Ok(Card {
        name: format!("{name} {surname}"),
        login: login.to_owned(),
        password: STAFF_PASSWORD.to_owned(),
        totp_secret: Some(TOTP_SECRET.to_owned()),
        roles: vec![role.code().to_owned()],
        see: format!("demo-see-{}", role.code()),
        email,
    })
}

pub(super) async fn person(
    house: &House,
    somebody: &Somebody,
    sheet: &[u8],
    credentials: &Credentials,
) -> Result<PersonRef, Failure> {
    let told = |stop: platform::Stop| crate::commands::explain(house, &stop);
    let id = house.dice().id(house.clock().now());
    let today: Day = house.clock().today().into();
    let scan = keep(house, &id, sheet).await?;
    let tax_code_scan = match somebody.place {
        Place::Italy(..) => Some(keep(house, &id, sheet).await?),
        Place::Abroad(..) => None,
    };
    let number = format!("CA{:05}AA", house.dice().below(100_000));
    let document = Some((people::sample_document(today, &number), scan));
    let sample = Sample { id, person: new_person(somebody, today)?, document, tax_code_scan };
    let mut tx = house.begin_as(Actor::Operator, "demo").await.map_err(told)?;
    let person = people::seed(&mut tx, sample).await.map_err(told)?;
    identity::seed::person(&mut tx, &person, credentials).await.map_err(told)?;
    tx.commit().await.map_err(told)?;
    Ok(person)
}

async fn keep(house: &House, person_id: &str, sheet: &[u8]) -> Result<Kept, Failure> {
    let scan = Examined {
        bytes: sheet.to_vec().into(),
        name: "documento.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        pages: 1,
    };
    let kept = house.files().keep(house, &people::owner(person_id), scan).await;
    kept.map_err(|stop| crate::commands::explain(house, &stop))
}

fn new_person(somebody: &Somebody, today: Day) -> Result<NewPerson, Failure> {
    let bad = |code: &'static str| -> Failure { format!("{}: {code}", somebody.surname).into() };
    let birth_day: Day = somebody.born.parse().map_err(bad)?;
    let (country, belfiore, town, province, postcode) = match somebody.place {
        Place::Italy(belfiore, town, province, postcode) => {
            ("IT", Some(belfiore), town, Some(province), postcode)
        }
        Place::Abroad(country, town) => (country, None, town, None, "69001"),
    };
    let fiscal_code = belfiore.and_then(|place| {
        FiscalCode::compute(&PersonData {
            name: somebody.name,
            surname: somebody.surname,
            gender: somebody.gender,
            birth_day,
            place_belfiore: Some(place),
        })
    });
    Ok(NewPerson {
        personal: PersonalData {
            surname: somebody.surname.parse().map_err(bad)?,
            name: somebody.name.parse().map_err(bad)?,
            gender: somebody.gender,
            birth_day,
            birth_country: country.to_owned(),
            birth_place: belfiore.map(str::to_owned),
            birth_place_name: town.to_owned(),
            citizenship: country.to_owned(),
            fiscal_code,
        },
        email: address(somebody).parse().map_err(bad)?,
        language: somebody.language,
        phones: Phones { mobile: Some("+39 333 5550123".parse().map_err(bad)?), ..Phones::default() },
        residence: Some(NewAddress {
            country: country.to_owned(),
            province: province.map(str::to_owned),
            town: town.to_owned(),
            town_code: belfiore.map(str::to_owned),
            postcode: postcode.to_owned(),
            street: "Via dei Glicini".to_owned(),
            number: "12".to_owned(),
            district: None,
            care_of: None,
            from: today.plus_months(-20).unwrap_or(today),
        }),
        contact: None,
    })
}

fn address(somebody: &Somebody) -> String {
    let local = kernel::text::fold(&format!("{}.{}", somebody.name, somebody.surname)).replace(' ', ".");
    format!("{local}@posta.example")
}

pub(super) fn card(somebody: &Somebody, person: &PersonRef) -> Card {
    let see = match somebody.until {
        Until::Nothing => "nothing",
        Until::Admitted => "admitted",
        Until::Draft => "draft",
        Until::Sent => "sent",
        Until::Reopened => "reopened",
        Until::Conditional => "conditional",
        Until::AwaitingPayment => "awaiting-payment",
        Until::Confirmed => "confirmed",
        Until::Rejected => "rejected",
        Until::Cancelled => "cancelled",
    };
    Card {
        name: format!("{} {}", somebody.name, somebody.surname),
        login: person.code.to_string(),
        password: PERSON_PASSWORD.to_owned(),
        totp_secret: None,
        roles: Vec::new(),
        see: format!("demo-see-{see}"),
        email: address(somebody),
    }
}

const DEMO_OFFICER: &str = "demo-officer";

async fn officer(house: &House, router: &Router) -> Result<Browser, Failure> {
    let session = NewSession {
        account_id: DEMO_OFFICER.to_owned(),
        person_code: String::new(),
        display_name: "Roberto Sala".to_owned(),
        standing: Standing::Staff,
        grants: vec![Grant { role: Role::CentralSecretariat, programme: None }],
        language: Language::It,
        stay_connected: false,
        second_factor: true,
    };
    browser(house, router, session).await
}

async fn signed_in(
    house: &House,
    router: &Router,
    person: &PersonRef,
    somebody: &Somebody,
) -> Result<Browser, Failure> {
    let session = NewSession {
        account_id: person.id.clone(),
        person_code: person.code.to_string(),
        display_name: format!("{} {}", somebody.name, somebody.surname),
        standing: Standing::Person,
        grants: Vec::new(),
        language: somebody.language,
        stay_connected: false,
        second_factor: false,
    };
    browser(house, router, session).await
}

async fn browser(house: &House, router: &Router, session: NewSession) -> Result<Browser, Failure> {
    let told = |stop: platform::Stop| crate::commands::explain(house, &stop);
    let language = session.language;
    let account = session.account_id.clone();
    let mut tx = house.begin_as(Actor::Operator, "demo").await.map_err(told)?;
    let token = web::open_session(&mut tx, session).await.map_err(told)?;
    tx.journal(&Subject::new("account", &account), Event::new("demo.walked")).await.map_err(told)?;
    tx.commit().await.map_err(told)?;
    let mut browser = Browser::new(router.clone(), language);
    browser.set_cookie("session", &token);
    Ok(browser)
}
