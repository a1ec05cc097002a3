use kernel::{Email, FiscalCode, PersonCode};
use people::{KnownBy, NewPerson, PersonalData, testing};
use platform::{Actor, testing::World};

use crate::{profile, rooms};

async fn known(world: &World, who: &PersonalData) -> Option<people::Known> {
    let mut conn = world.house.db().read().await.unwrap();
    people::known(&mut conn, who).await.unwrap()
}

#[tokio::test]
async fn a_person_gets_an_eight_digit_code_and_is_found_by_it_and_by_address() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).email("Anna@Personal.example").create().await;
    let bruno = testing::person(&world).named("Bruno", "Verdi").email("anna@personal.example").create().await;
    assert_ne!(anna.code, bruno.code);
    assert_eq!(PersonCode::parse(&anna.code.to_string()), Ok(anna.code));
    let mut conn = world.house.db().read().await.unwrap();
    assert_eq!(people::by_code(&mut conn, &bruno.code).await.unwrap().unwrap().id, bruno.id);
    let email = Email::parse("ANNA@personal.example").unwrap();
    let found = people::by_email(&mut conn, &email).await.unwrap();
    assert_eq!(found.iter().map(|person| &person.id).collect::<Vec<_>>(), [&anna.id, &bruno.id]);
    assert!(people::find(&mut conn, "nobody").await.unwrap().is_none());
    drop(conn);
    let history = world.history("person", &anna.id).await;
    assert_eq!(
        history,
        [
            "people.registered",
            "people.address-added",
            "people.document-added",
            "people.completed",
            "people.tax-code-scan-saved"
        ]
    );
    world.finish().await;
}

#[tokio::test]
async fn who_registered_before_is_known_by_code_or_by_name_and_birth() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).named("Anna Lucia", "D'Angelo").create().await;
    let stored = profile(&world, &anna.id).await.person.personal;
    let same = known(&world, &stored).await.unwrap();
    assert_eq!((same.by, &same.person_id), (KnownBy::FiscalCode, &anna.id));
    let without_code = PersonalData {
        fiscal_code: None,
        surname: "D’ANGELO".parse().unwrap(),
        name: "anna  lucia".parse().unwrap(),
        ..stored.clone()
    };
    let same = known(&world, &without_code).await.unwrap();
    assert_eq!((same.by, &same.person_id), (KnownBy::NameAndBirth, &anna.id));
    // A namesake born on the same day elsewhere, or with a fiscal code of their own, is somebody else.
    let elsewhere = PersonalData { birth_country: "FR".into(), ..without_code.clone() };
    assert_eq!(known(&world, &elsewhere).await, None);
    let other_code = FiscalCode::parse("RSSMRA85T10A562S").unwrap();
    let namesake = PersonalData { fiscal_code: Some(other_code), ..stored };
    assert_eq!(known(&world, &namesake).await, None);
    world.finish().await;
}

#[tokio::test]
async fn one_fiscal_code_cannot_be_registered_twice() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).create().await;
    let stored = profile(&world, &anna.id).await;
    let again = NewPerson {
        personal: stored.person.personal.clone(),
        email: stored.person.email.clone(),
        language: stored.person.language,
        phones: stored.phones.clone(),
        residence: None,
        contact: None,
    };
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let faults = people::register(&mut tx, again).await.unwrap_err().faults().unwrap();
    assert_eq!(faults.of("fiscal_code").unwrap().code, "known");
    drop(tx);
    assert_eq!(world.count("select count(*) from person").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_frozen_profile_is_read_back_as_it_was() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).create().await;
    let profile = profile(&world, &anna.id).await;
    let frozen = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<people::Profile>(&frozen).unwrap(), profile);
    assert_eq!(profile.person.full_name(), "Anna Rossi");
    world.finish().await;
}
