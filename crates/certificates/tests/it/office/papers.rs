//! An issued document is corrected, or revoked; whoever checks it reads it at once.

use certificates::issue::{self, code};

use super::*;

async fn check(world: &World, code: &str) -> String {
    world.guest().fill("/verify", "/verify", &[("code", code)]).await.expect_status(200).body
}

async fn stands(world: &World, item: &str) -> issue::store::Issued {
    let mut conn = world.house.db().read().await.unwrap();
    issue::store::of_item(&mut conn, item).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_correction_and_a_revocation_are_confirmed_and_seen_at_once() {
    let world = town().await;
    let (_, id, mut anna) = signed(&world, "Anna", DOWNLOAD).await;
    let item = request(&world, &id).await.items[0].id.clone();
    let old = stands(&world, &item).await;
    let valid = "The document is authentic and valid";
    assert!(check(&world, &code::show(&old.code)).await.contains(valid));
    let mut officer = secretary(&world).await;
    officer.get(&path(&id)).await.expect_status(200).expect_text("Correct").expect_text("Revoke");
    let (correct, revoke) = (format!("documents/{item}/supersede"), format!("documents/{item}/revoke"));
    officer.get(&format!("{}/{correct}", path(&id))).await.expect_text("new number and a new code");
    officer.get(&format!("{}/{revoke}", path(&id))).await.expect_text("No other takes its place");
    for end in [&correct, &revoke] {
        act(&mut officer, &id, end, &[("reason", " ")]).await.expect_status(422).expect_text("#reason");
    }
    let reason = [("reason", "The mark was wrong")];
    act(&mut officer, &id, &correct, &reason).await.expect_status(303);
    assert!(!check(&world, &code::show(&old.code)).await.contains(valid), "at once");
    // Until the new one is signed nothing else can be done with it.
    officer.get(&format!("{}/{revoke}", path(&id))).await.expect_status(409).expect_text("neither replaced");
    world.settle().await;
    let new = stands(&world, &item).await;
    assert_ne!(new.code, old.code);
    assert!(check(&world, &code::show(&new.code)).await.contains(valid));
    assert!(subjects(&world).await.contains(&"A document was corrected".into()));
    officer.get(&path(&id)).await.expect_text("The mark was wrong").expect_text("no longer valid");
    let page = officer.get(&format!("{}/{revoke}", path(&id))).await.expect_status(200);
    let version = page.input("version").unwrap();
    let stale = [("version", "1"), ("reason", "Wrong person")];
    officer
        .post(&format!("{}/{revoke}", path(&id)), &stale)
        .await
        .expect_status(422)
        .expect_text("Wrong person");
    for _ in 0..2 {
        let fields = [("version", version.as_str()), ("reason", "Wrong person")];
        officer.post(&format!("{}/{revoke}", path(&id)), &fields).await.expect_status(303);
    }
    assert!(!check(&world, &code::show(&new.code)).await.contains(valid));
    assert_eq!(world.count("select count(*) from event where kind = 'certificates.revoked'").await, 1);
    anna.get(&format!("/certificates/requests/{id}")).await.expect_text("WITHDRAWN");
    assert!(subjects(&world).await.contains(&"A document was revoked".into()));
    // Another programme's secretary does not even know that it is there.
    let mut other = world.officer("other", &[(Role::ProgrammeSecretary, Some("e2"))]).await;
    for end in ["", "/supersede", "/revoke"] {
        other.get(&format!("{}/documents/{item}{end}", path(&id))).await.expect_status(404);
    }
    other.get("/").await;
    for end in [&correct, &revoke] {
        other.post(&format!("{}/{end}", path(&id)), &reason).await.expect_status(404);
    }
    world.finish().await;
}
