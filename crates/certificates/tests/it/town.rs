//! A small university for the tests: people with careers, awards and examinations, an admission, payments.

use std::sync::{Arc, Mutex};

use certificates::{
    catalogue::{Duties, Duty},
    issue::Sealer,
    testing::PlainSealer,
};
use documents::{Renderer, testing::PlainRenderer};
use kernel::{Event, Language};
use platform::{
    Actor, Capability, Config, House, Ports, Stop, Subject, Tx,
    testing::{Answer, Browser, World},
};
use registry::{CareerKind, NewCareer};

pub fn rooms() -> Vec<Capability> {
    vec![
        people::capability(),
        registry::capability(),
        payments::capability(&Config::default()),
        certificates::capability(),
    ]
}

/// Admissions that a secretariat opened: person and duty.
#[derive(Default)]
pub struct Admissions(pub Mutex<Vec<(String, Duty)>>);

#[async_trait::async_trait]
impl Duties for Admissions {
    async fn of_person(&self, _: &House, person_id: &str) -> Result<Vec<Duty>, Stop> {
        let all = self.0.lock().unwrap();
        Ok(all.iter().filter(|(who, _)| who == person_id).map(|(_, duty)| duty.clone()).collect())
    }
}

pub async fn town() -> World {
    town_with(|_| {}).await
}

pub async fn town_with(change: impl FnOnce(&mut Config)) -> World {
    town_and_admissions(change).await.0
}

pub async fn town_and_admissions(change: impl FnOnce(&mut Config)) -> (World, Arc<Admissions>) {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    let admissions = Arc::new(Admissions::default());
    let duties: Arc<dyn Duties> = admissions.clone();
    let sealer: Arc<dyn Sealer> = Arc::new(PlainSealer);
    let ports = Ports::default().with(renderer).with(sealer).with(duties);
    let world = World::with(rooms, ports, change).await;
    (world, admissions)
}

pub async fn begin(world: &World) -> Tx {
    world.house.begin_as(Actor::System, "test").await.unwrap()
}

async fn commit(mut tx: Tx, what: &'static str) {
    tx.journal(&Subject::new("thing", "any"), Event::new(what)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody with a master that is under way and two examinations; gives the person and the career.
pub async fn student(world: &World, name: &str) -> (String, String, Browser) {
    let person = people::testing::person(world).named(name, "Rossi").create().await;
    let career = career(world, &person.id, &format!("a-{name}"), CareerKind::Master).await;
    let browser = world.person(&person.id).await;
    (person.id, career, browser)
}

/// Somebody whose master ended with its title.
pub async fn graduate(world: &World, name: &str) -> (String, String, Browser) {
    let (person, career, browser) = student(world, name).await;
    award(world, &career).await;
    (person, career, browser)
}

pub async fn career(world: &World, person: &str, application: &str, kind: CareerKind) -> String {
    let mut tx = begin(world).await;
    let new = NewCareer {
        application_id: application.into(),
        person_id: person.into(),
        kind,
        edition_id: "e1".into(),
        title_it: "Gestione del patrimonio culturale".into(),
        title_en: "Cultural Heritage Management".into(),
        year: "2025/26".into(),
    };
    registry::open_career(&mut tx, new).await.unwrap();
    let career = registry::of_application(tx.conn(), application).await.unwrap().unwrap().id;
    for (code, title) in [("054321", "Conservation"), ("054322", "Museums")] {
        let id = tx.new_id();
        sqlx::query(
            "insert into exam (id, career_id, code, title_it, title_en, sector, ects_tenths, points, out_of, honours, \
             passed_on, version) values ($1, $2, $3, $4, $5, 'ICAR/19', 60, 30, 30, 1, '2026-06-10', 1)",
        )
        .bind(id)
        .bind(&career)
        .bind(code)
        .bind(title)
        .bind(title)
        .execute(tx.conn())
        .await
        .unwrap();
    }
    commit(tx, "test.opened").await;
    career
}

pub async fn award(world: &World, career: &str) {
    let mut tx = begin(world).await;
    sqlx::query("update career set status = 'awarded', closed_on = '2026-10-20' where id = $1")
        .bind(career)
        .execute(tx.conn())
        .await
        .unwrap();
    sqlx::query(
        "insert into award (career_id, title_it, title_en, awarded_on, points, out_of, honours, thesis, version) \
         values ($1, 'Master di secondo livello', 'Second-level master', '2026-10-20', 110, 110, 1, '', 1)",
    )
    .bind(career)
    .execute(tx.conn())
    .await
    .unwrap();
    commit(tx, "test.awarded").await;
}

/// A stamped certificate for a private party in Italy.
pub const STAMPED: &[(&str, &str)] = &[
    ("recipient", "private"),
    ("purpose", "stamped"),
    ("tongue", "en"),
    ("residence_permit", "no"),
    ("destination", "italy"),
    ("footnote", ""),
    ("copies", "1"),
    ("note", ""),
    ("act", "reserve"),
];

/// The same form with other answers.
pub fn with<'a>(form: &[(&'a str, &'a str)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> =
        form.iter().filter(|(name, _)| !other.iter().any(|(key, _)| key == name)).copied().collect();
    fields.extend_from_slice(other);
    fields
}

/// Reserves a document of a career.
pub async fn reserve(browser: &mut Browser, career: &str, kind: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/certificates/{career}/{kind}");
    browser.get(&path).await.expect_status(200);
    browser.post(&path, fields).await
}

/// The request in the cart.
pub async fn in_cart(world: &World, person: &str) -> certificates::request::Request {
    let mut conn = world.house.db().read().await.unwrap();
    certificates::request::cart::of(&mut conn, person).await.unwrap().into_iter().next().unwrap()
}

pub async fn request(world: &World, id: &str) -> certificates::request::Request {
    let mut conn = world.house.db().read().await.unwrap();
    certificates::request::store::find(&mut conn, id).await.unwrap().unwrap()
}

/// Chooses a way of delivery that needs nothing more, or with its details.
pub async fn deliver(browser: &mut Browser, id: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/certificates/requests/{id}/delivery");
    let way = fields.iter().find(|(name, _)| *name == "delivery").map_or("", |(_, way)| way);
    let page = browser.get(&format!("{path}?way={way}")).await.expect_status(200);
    let version = page.input("version").unwrap();
    let mut all = vec![("version", version.as_str()), ("details", "yes")];
    all.extend_from_slice(fields);
    browser.post(&path, &all).await
}

/// Opens the slip and starts the payment.
pub async fn start_payment(browser: &mut Browser) -> Answer {
    let page = browser.get("/certificates/payment").await.expect_status(200);
    let version = page.input("version").unwrap();
    browser.post("/certificates/payment", &[("version", &version)]).await
}

/// Pays a charge on the platform, as the sandbox plays it: `pay`, `pay-twice`…
pub async fn pay(world: &World, browser: &mut Browser, charge: &str, how: &str) {
    browser.get(charge).await.expect_status(200);
    let to = browser.post(&format!("{charge}/pay"), &[]).await.expect_status(303);
    let session = to.location.clone().unwrap();
    browser.follow(to).await.expect_status(200);
    browser.post(&session, &[("action", how)]).await.expect_status(303);
    world.settle().await;
}

/// Goes from the document to the page of its payment. Gives the request and the charge's page.
pub async fn to_payment(
    world: &World,
    person: &str,
    career: &str,
    browser: &mut Browser,
) -> (String, String) {
    reserve(browser, career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(world, person).await.id;
    deliver(browser, &id, &[("delivery", "download")]).await.expect_status(303);
    let charge = start_payment(browser).await.expect_status(303).location.unwrap();
    (id, charge)
}

pub fn italian(browser: &Browser) -> Browser {
    browser.clone().speaks(Language::It)
}
