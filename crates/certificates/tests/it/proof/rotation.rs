//! Keys change; what they signed stays proven.

use certificates::{
    issue,
    proof::{
        audit, by_code, by_text,
        keys::{Rotation, rotate},
    },
};
use jiff::SignedDuration;
use keys::Status;
use platform::testing::World;

use super::{issued, withdraw};
use crate::issue::of_item;

async fn statuses(world: &World) -> Vec<Status> {
    let mut conn = world.house.db().read().await.unwrap();
    let set = issue::keys::printed_keys(&mut conn).await.unwrap();
    set.keys().iter().map(|key| key.status(world.house.clock().now())).collect()
}

#[tokio::test]
async fn a_new_key_signs_from_its_day_on_and_the_old_papers_stay_good() {
    let (world, all) = issued().await;
    let at = world.house.clock().now() + SignedDuration::from_hours(48);
    let (name, from) =
        rotate(&world.house, Rotation { at: Some(at), compromised_since: None }).await.unwrap();
    assert_eq!((from, statuses(&world).await), (at, vec![Status::Active, Status::Coming]));
    assert!(rotate(&world.house, Rotation::default()).await.is_err(), "one at a time");
    world.pass(SignedDuration::from_hours(49)).await;
    assert_eq!(statuses(&world).await, [Status::Retired, Status::Active]);
    withdraw(&world, &all[0], "supersede").await;
    let corrected = of_item(&world, "i1").await.unwrap();
    assert_eq!(corrected.key_id, name);
    assert_ne!(all[0].key_id, name);
    for document in [&all[1], &corrected] {
        assert!(by_text(&world.house, &document.printed).await.unwrap().is_ok());
        assert!(by_code(&world.house, &document.code).await.unwrap().is_ok());
    }
    assert!(audit::verify(&world.house, None).await.unwrap().is_whole());
    world.guest().get("/v").await.expect_status(200);
    assert!(rotate(&world.house, Rotation { at: Some(at), compromised_since: None }).await.is_err());
    world.finish().await;
}

#[tokio::test]
async fn of_a_stolen_key_only_the_papers_that_the_log_has_are_believed() {
    let (world, all) = issued().await;
    world.pass(SignedDuration::from_hours(5)).await;
    let since = world.house.clock().now() - SignedDuration::from_hours(1);
    let stolen = Rotation { at: None, compromised_since: Some(since) };
    rotate(&world.house, stolen).await.unwrap();
    assert_eq!(statuses(&world).await, [Status::Compromised, Status::Active]);
    assert!(
        by_text(&world.house, &all[0].printed).await.unwrap().is_ok(),
        "older than the theft, and in the log"
    );
    assert!(audit::verify(&world.house, None).await.unwrap().is_whole());
    let page = world.guest().get("/.well-known/ateneo-keys.json").await.expect_status(200);
    assert!(page.body.contains("\"revoked\":{\"reason\":\"compromised\""), "{}", page.body);
    // The list is signed with the new key at once.
    world.guest().get("/.well-known/certificates/status").await.expect_status(200);
    withdraw(&world, &all[0], "supersede").await;
    assert!(by_text(&world.house, &of_item(&world, "i1").await.unwrap().printed).await.unwrap().is_ok());
    world.finish().await;
}
