//! Careers and their numbers, through the whole house.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

mod import;
mod pages;

use kernel::{Event, Language};
use platform::{Actor, Capability, Subject, Tx, testing::World};
use registry::{CareerKind, CareerStatus, NewCareer};

fn rooms() -> Vec<Capability> {
    vec![registry::capability()]
}

fn new(application: &str, person: &str) -> NewCareer {
    NewCareer {
        application_id: application.into(),
        person_id: person.into(),
        kind: CareerKind::Master,
        edition_id: "e1".into(),
        title_it: "Gestione del patrimonio culturale".into(),
        title_en: "Cultural Heritage Management".into(),
        year: "2026/27".into(),
    }
}

async fn begin(world: &World) -> Tx {
    world.house.begin_as(Actor::System, "test").await.unwrap()
}

async fn open(world: &World, application: &str, person: &str) -> String {
    let mut tx = begin(world).await;
    let matricola = registry::open_career(&mut tx, new(application, person)).await.unwrap();
    tx.journal(&Subject::new("application", application), Event::new("test.confirmed")).await.unwrap();
    tx.commit().await.unwrap();
    matricola.as_str().to_owned()
}

#[tokio::test]
async fn an_application_leads_to_one_career_with_the_next_number() {
    let world = World::new(rooms).await;
    assert_eq!(open(&world, "a1", "p1").await, "900001");
    assert_eq!(open(&world, "a2", "p2").await, "900002");
    assert_eq!(open(&world, "a1", "p1").await, "900001");
    assert_eq!(world.count("select count(*) from event where kind = 'registry.career-opened'").await, 2);
    world.finish().await;
}

#[tokio::test]
async fn a_transaction_that_fails_leaves_no_gap() {
    let world = World::new(rooms).await;
    open(&world, "a1", "p1").await;
    let mut tx = begin(&world).await;
    registry::open_career(&mut tx, new("a2", "p2")).await.unwrap();
    drop(tx);
    assert_eq!(open(&world, "a3", "p3").await, "900002");
    world.finish().await;
}

#[tokio::test]
async fn many_at_once_get_different_numbers_without_a_gap() {
    let world = World::new(rooms).await;
    // Two ask for each application at once: who comes second waits, and finds it or is told to try again.
    let ask = |n: usize| {
        let world = &world;
        async move {
            let application = format!("a{}", n % 20);
            for _ in 0..50 {
                let mut tx = begin(world).await;
                let opened = registry::open_career(&mut tx, new(&application, "p1")).await;
                let Ok(matricola) = opened else { continue };
                tx.journal(&Subject::new("application", &application), Event::new("test.confirmed"))
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                return matricola.as_str().to_owned();
            }
            panic!("no number after fifty attempts");
        }
    };
    let mut numbers = futures::future::join_all((0..40).map(ask)).await;
    numbers.sort();
    numbers.dedup();
    let expected: Vec<String> = (900_001..900_021).map(|number: i64| number.to_string()).collect();
    assert_eq!(numbers, expected);
    world.finish().await;
}

#[tokio::test]
async fn the_first_number_is_what_the_university_sets() {
    let change = |config: &mut platform::Config| config.institution.first_matricola = 42;
    let world = World::with(rooms, platform::Ports::default(), change).await;
    assert_eq!(open(&world, "a1", "p1").await, "000042");
    world.finish().await;
}

#[tokio::test]
async fn a_career_is_closed_once_and_keeps_its_number() {
    let world = World::new(rooms).await;
    open(&world, "a1", "p1").await;
    for _ in 0..2 {
        let mut tx = begin(&world).await;
        registry::close_career(&mut tx, "a1").await.unwrap();
        registry::close_career(&mut tx, "never").await.unwrap();
        tx.journal(&Subject::new("application", "a1"), Event::new("test.refused")).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(world.count("select count(*) from event where kind = 'registry.career-closed'").await, 1);
    let mut conn = world.house.db().read().await.unwrap();
    let careers = registry::of_person(&mut conn, "p1").await.unwrap();
    drop(conn);
    assert_eq!(
        careers.iter().map(|career| (career.status, career.matricola.as_str())).collect::<Vec<_>>(),
        [(CareerStatus::Closed, "900001")]
    );
    assert_eq!(open(&world, "a2", "p2").await, "900002");
    world.finish().await;
}

#[tokio::test]
async fn my_careers_are_mine_and_in_my_language() {
    let world = World::new(rooms).await;
    open(&world, "a1", "p1").await;
    let mut mine = world.person("p1").await;
    let page = mine.get("/careers").await.expect_status(200);
    for words in [
        "CAREER IDENTIFICATION NUMBER",
        "CAREER STATUS",
        "CATEGORY",
        "900001",
        "ACTIVE",
        "Specializing master",
    ] {
        page.clone().expect_text(words);
    }
    let mut italian = mine.clone().speaks(Language::It);
    let page = italian.get("/careers").await.expect_status(200);
    page.expect_text("MATRICOLA")
        .expect_text("ATTIVO")
        .expect_text("Gestione del patrimonio culturale (2026/27)");
    let mut other = world.person("p2").await;
    let page = other.get("/careers").await.expect_status(200).expect_text("You have no career yet");
    assert!(!page.body.contains("900001"));
    world.guest().get("/careers").await.expect_status(303);
    world.finish().await;
}

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in registry::TEXTS {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}
