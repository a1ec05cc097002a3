//! A small university for the tests: a shop that opens a career for whoever pays, people, charges, receipts.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use documents::{Renderer, testing::PlainRenderer};
use futures::future::BoxFuture;
use jiff::civil::{Date, date};
use kernel::{Cents, Day, Email, Event, FiscalCode, Gender, Language, PersonName, Telephone};
use pagopa::{
    EntityCode, Moment, NoticeRef, Receipt, Station, Subject as Debtor,
    receipt::{Outcome, Psp, ReceiptTransfer, SendReceiptRequest, Settled, write_request},
};
use payments::{Bilingual, Charge, ChargeId, Instalment, Line, LineKind, NewCharge, Reason, category};
use people::{NewAddress, NewPerson, PersonalData, Phones};
use platform::{
    Actor, Capability, Config, Ports, Stop, Subject, Tx,
    testing::{Browser, World},
};
use registry::{CareerKind, NewCareer};

/// How often the shop fails for a thing, by the thing's identifier.
static FAILURES: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// The shop fails so many times when this thing is paid.
pub fn shop_fails(id: &str, times: u32) {
    FAILURES.lock().unwrap().get_or_insert_default().insert(id.to_owned(), times);
}

fn fails_now(id: &str) -> bool {
    let mut failures = FAILURES.lock().unwrap();
    match failures.get_or_insert_default().get_mut(id) {
        Some(times) if *times > 0 => {
            *times -= 1;
            true
        }
        _ => false,
    }
}

/// What enrolment does: when everything is paid, a career is opened. It breaks after it has written, where it should.
fn on_settled<'a>(tx: &'a mut Tx, _: &'a Subject, event: &'a Event) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let fact = |name: &str| {
            event.facts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()).unwrap()
        };
        let thing = fact("reason_id");
        let told =
            Event::new("shop.paid").with("instalment", fact("instalment")).with("all_paid", fact("all_paid"));
        tx.journal(&Subject::new("thing", &thing), told).await?;
        if fact("all_paid") == "yes" {
            let career = NewCareer {
                application_id: thing.clone(),
                person_id: "p".into(),
                kind: CareerKind::Master,
                edition_id: "e".into(),
                title_it: "Corso".into(),
                title_en: "Course".into(),
                year: "2026/27".into(),
            };
            registry::open_career(tx, career).await?;
        }
        if fails_now(&thing) { Err(Stop::broken("the shop fails on purpose")) } else { Ok(()) }
    })
}

pub fn rooms() -> Vec<Capability> {
    let shop = Capability { listeners: vec![(payments::SETTLED, on_settled)], ..Capability::new("shop") };
    vec![people::capability(), registry::capability(), payments::capability(&Config::default()), shop]
}

fn rooms_without_sandbox() -> Vec<Capability> {
    let mut config = Config::default();
    config.pagopa.mode = "async".into();
    vec![people::capability(), registry::capability(), payments::capability(&config)]
}

fn ports() -> Ports {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    Ports::default().with(renderer)
}

pub async fn town() -> World {
    World::with(rooms, ports(), |_| {}).await
}

/// A town whose payment platform is somewhere else.
pub async fn town_without_sandbox() -> World {
    World::with(rooms_without_sandbox, ports(), |config| config.pagopa.mode = "async".into()).await
}

pub async fn begin(world: &World) -> Tx {
    world.house.begin_as(Actor::System, "test").await.unwrap()
}

/// Registers a person; gives the identifier.
pub async fn register(world: &World, name: &str, fiscal_code: Option<&str>) -> String {
    let address = NewAddress {
        country: "IT".into(),
        province: Some("RM".into()),
        town: "Roma".into(),
        town_code: Some("H501".into()),
        postcode: "00100".into(),
        street: "Via delle Prove".into(),
        number: "1".into(),
        district: None,
        care_of: None,
        from: Day::parse("01/01/2020").unwrap(),
    };
    let personal = PersonalData {
        surname: PersonName::parse("Rossi").unwrap(),
        name: PersonName::parse(name).unwrap(),
        gender: Gender::F,
        birth_day: Day::parse("10/12/1985").unwrap(),
        birth_country: "IT".into(),
        birth_place: Some("A562".into()),
        birth_place_name: "San Giuliano Terme".into(),
        citizenship: "IT".into(),
        fiscal_code: fiscal_code.map(|code| FiscalCode::parse(code).unwrap()),
    };
    let new = NewPerson {
        personal,
        email: Email::parse(&format!("{}@example.org", name.to_lowercase())).unwrap(),
        language: Language::En,
        phones: Phones { mobile: Some(Telephone::parse("+39 333 1234567").unwrap()), ..Phones::default() },
        residence: Some(address),
        contact: None,
    };
    let mut tx = begin(world).await;
    let person = people::register(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

/// Anna, signed in.
pub async fn anna(world: &World) -> (String, Browser) {
    let id = register(world, "Anna", Some("RSSMRA85T10A562S")).await;
    let browser = world.person(&id).await;
    (id, browser)
}

pub fn line(kind: LineKind, cents: i64) -> Line {
    let (it, en, category) = match kind {
        LineKind::Fee => ("Contributo di iscrizione", "Tuition fee", category::ENROLMENT_FEE),
        LineKind::StampDuty => ("Imposta di bollo", "Stamp duty", category::STAMP_DUTY),
    };
    Line { kind, text: Bilingual::new(it, en), amount: Cents(cents), category: category.into() }
}

pub fn fee_and_duty(debtor: &str, thing: &str) -> NewCharge {
    NewCharge {
        reason: Reason::new("enrolment-fee", thing),
        instalment: Instalment::WHOLE,
        debtor: debtor.to_owned(),
        description: Bilingual::new("Iscrizione al Master in Prove", "Enrolment in the Master in Trials"),
        lines: vec![line(LineKind::Fee, 120_000), line(LineKind::StampDuty, 1_600)],
        due_on: due(),
        origin: format!("/applications/{thing}"),
    }
}

pub fn due() -> Date {
    date(2027, 1, 15)
}

/// Makes a charge.
pub async fn charged(world: &World, new: NewCharge) -> Charge {
    let mut tx = begin(world).await;
    let id = payments::charge(&mut tx, new).await.unwrap();
    tx.journal(&Subject::new("thing", "any"), Event::new("shop.asked")).await.unwrap();
    tx.commit().await.unwrap();
    charge_of(world, &id).await
}

pub async fn charge_of(world: &World, id: &ChargeId) -> Charge {
    let mut conn = world.house.db().read().await.unwrap();
    payments::find(&mut conn, id.as_str()).await.unwrap().unwrap()
}

pub const STUDENT: &[(&str, &str)] = &[
    ("holder", "student"),
    ("fiscal_code", "RSSMRA85T10A562S"),
    ("address", "Via delle Prove, 1"),
    ("city", "Roma (RM)"),
    ("postcode", "00100"),
    ("email", "anna@example.org"),
    ("telephone", "+39 333 1234567"),
];

/// A charge of Anna's whose billing data are there.
pub async fn open_charge(world: &World, browser: &mut Browser, debtor: &str, thing: &str) -> Charge {
    let charge = charged(world, fee_and_duty(debtor, thing)).await;
    let path = format!("{}/billing", charge.id.path());
    browser.fill(&path, &path, STUDENT).await.expect_status(303);
    charge_of(world, &charge.id).await
}

pub fn station(world: &World) -> Station {
    let config = world.house.config();
    Station {
        id_pa: config.institution.fiscal_code.clone(),
        id_broker_pa: config.pagopa.broker.clone(),
        id_station: config.pagopa.station.clone(),
    }
}

/// A receipt to be varied.
pub fn receipt(world: &World, notice: &str, id: &str, cents: i64) -> SendReceiptRequest {
    let entity = EntityCode::parse(&world.house.config().institution.fiscal_code).unwrap();
    let transfer = ReceiptTransfer {
        id: 1,
        amount: Cents(cents),
        entity: entity.clone(),
        company_name: Some("Università di Prova".into()),
        settled: Settled::Iban("IT60X0542811101000000123456".into()),
        remittance_information: "Prova".into(),
        category: category::ENROLMENT_FEE.into(),
        metadata: Vec::new(),
    };
    let receipt = Receipt {
        receipt_id: id.to_owned(),
        notice: NoticeRef { fiscal_code: entity, notice_number: notice.to_owned() },
        outcome: Outcome::Ok,
        creditor_reference_id: notice[1..].to_owned(),
        amount: Cents(cents),
        description: "Iscrizione".into(),
        company_name: "Università di Prova".into(),
        office_name: None,
        debtor: Debtor::person(Some("RSSMRA85T10A562S"), "Anna Rossi"),
        transfers: vec![transfer],
        psp: Psp {
            id: "PSP_DI_PROVA".into(),
            fiscal_code: None,
            vat_number: None,
            company_name: "Banca di Prova".into(),
            id_channel: "12345678903_01".into(),
            channel_description: "app".into(),
        },
        payer: None,
        payment_method: None,
        payment_note: None,
        fee: None,
        primary_ci_incurred_fee: None,
        id_bundle: None,
        id_ci_bundle: None,
        payment_date_time: Some(Moment::utc("2026-11-23T09:30:00Z".parse().unwrap())),
        application_date: None,
        transfer_date: None,
        metadata: Vec::new(),
        stand_in: None,
    };
    SendReceiptRequest { station: station(world), receipt }
}

pub fn message(request: &SendReceiptRequest) -> String {
    write_request(request).unwrap()
}

/// Delivers a receipt and stops the test unless the door says that it has it.
pub async fn deliver(world: &World, request: &SendReceiptRequest) {
    let answer = payments::gateway::receive(&world.house, message(request).as_bytes()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    pagopa::pa_for_node::client::read_send_receipt_response(answer.body.as_bytes()).unwrap().unwrap();
}

pub async fn count(world: &World, sql: &str) -> i64 {
    world.count(sql).await
}
