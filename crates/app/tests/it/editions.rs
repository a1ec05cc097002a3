//! A programme secretary makes an edition: catalogue and accounts in one transaction.

use enrolment::programme;
use kernel::Language;
use platform::{
    Actor,
    web::{Grant, Role},
};

use crate::world;

#[tokio::test]
async fn what_a_secretary_makes_they_look_after_at_once() {
    let world = world().await;
    let secret = Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let staff = identity::seed::credentials(&world.house, "a-password-for-the-walk", secret).await.unwrap();
    let file = include_bytes!("../../../enrolment/data/demo-programmes.csv");
    let options = programme::ImportOptions { relative_days: true, ..Default::default() };
    programme::import(&world.house, file.as_slice(), options, |_, _| {}).await.unwrap();
    let own = {
        let mut conn = world.house.db().read().await.unwrap();
        programme::open_list(&mut conn, world.house.clock().today().into()).await.unwrap().remove(0)
    };
    let grants = vec![Grant { role: Role::ProgrammeSecretary, programme: Some(own.id.clone()) }];
    let new = identity::NewStaff {
        login: "sara".into(),
        name: "Sara".parse().unwrap(),
        surname: "Sarti".parse().unwrap(),
        email: "staff@ateneo.example".parse().unwrap(),
        language: Language::En,
        grants,
    };
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let id = identity::seed::staff(&mut tx, &new, &staff).await.unwrap();
    tx.commit().await.unwrap();
    let mut sara = world.officer(&id, &[(Role::ProgrammeSecretary, Some(own.id.as_str()))]).await;
    let path = format!("/office/programmes/{}", own.id);
    sara.get(&path).await.expect_status(200);
    let answer = sara.post(&format!("{path}/next-year"), &[]).await.expect_status(303);
    let made = answer.location.clone().unwrap();
    sara.follow(answer).await.expect_status(200).expect_text("saved as a draft");
    // Asked for again, it is the same one; it stays theirs after the next sign-in, and nobody else's.
    sara.get(&path).await;
    let again = sara.post(&format!("{path}/next-year"), &[]).await.expect_status(303);
    assert_eq!(again.location.as_deref(), made.split('?').next());
    let granted = format!("select count(*) from staff_grant where account_id = '{id}'");
    assert_eq!(world.count(&granted).await, 2);
    let mut other = world.officer("other", &[(Role::ProgrammeSecretary, Some(own.id.as_str()))]).await;
    other.get(made.split('?').next().unwrap()).await.expect_status(404);
    world.finish().await;
}
