//! What a receipt does, as a table of stories.

use jiff::SignedDuration;
use pagopa::{NoticeNumber, receipt::Outcome};
use payments::{ChargeState, Instalment, NewCharge};

use crate::town::*;

const EXCEPTIONS: &str = "select count(*) from payment_exception where decided_at is null and kind = ";

async fn exceptions(world: &platform::testing::World, kind: &str) -> i64 {
    count(world, &format!("{EXCEPTIONS}'{kind}'")).await
}

#[tokio::test]
async fn a_receipt_pays_and_everything_that_follows_happens_once() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t-once").await;
    let paper = receipt(&world, &charge.notice.to_string(), "r1", 121_600);
    for _ in 0..3 {
        deliver(&world, &paper).await;
        world.settle().await;
    }
    let after = charge_of(&world, &charge.id).await;
    assert_eq!(after.state, ChargeState::Paid);
    assert_eq!(after.paid_at.map(|at| at.to_string()).as_deref(), Some("2026-11-23T09:30:00Z"));
    assert_eq!(world.history("thing", "t-once").await, ["shop.paid"]);
    assert_eq!(count(&world, "select count(*) from career where matricola = '900001'").await, 1);
    assert_eq!(count(&world, "select count(*) from receipt").await, 1);
    assert_eq!(count(&world, "select count(*) from payment_exception").await, 0);
    assert_eq!(count(&world, "select count(*) from gateway_event where part = 'REQ'").await, 3);
    assert_eq!(world.mails().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_receipt_is_answered_before_it_is_applied() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Open, "stored, not applied");
    assert_eq!(count(&world, "select count(*) from receipt where state = 'received'").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_second_payment_is_kept_for_a_refund() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let notice = charge.notice.to_string();
    deliver(&world, &receipt(&world, &notice, "r1", 121_600)).await;
    deliver(&world, &receipt(&world, &notice, "r2", 121_600)).await;
    deliver(&world, &receipt(&world, &notice, "r2", 121_600)).await;
    world.settle().await;
    assert_eq!(world.history("thing", "t1").await, ["shop.paid"]);
    assert_eq!(exceptions(&world, "double").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn the_same_receipt_with_other_words_raises_one_alarm_and_changes_nothing() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let paper = receipt(&world, &charge.notice.to_string(), "r1", 121_600);
    deliver(&world, &paper).await;
    world.settle().await;
    let mut altered = paper.clone();
    altered.receipt.amount = kernel::Cents(1);
    for _ in 0..5 {
        deliver(&world, &altered).await;
        world.settle().await;
    }
    assert_eq!(exceptions(&world, "altered").await, 1);
    assert_eq!(
        count(&world, "select count(*) from receipt where amount = 121600 and state = 'applied'").await,
        1
    );
    world.finish().await;
}

#[tokio::test]
async fn what_does_not_fit_goes_to_the_queue_and_pays_nothing() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let gone = open_charge(&world, &mut browser, &anna, "t2").await;
    let mut tx = begin(&world).await;
    payments::cancel(&mut tx, &gone.id).await.unwrap();
    tx.commit().await.unwrap();
    let never = NoticeNumber::build(48, 1).unwrap().to_string();
    let others = NoticeNumber::build(11, 1).unwrap().to_string();
    let mut failed = receipt(&world, &charge.notice.to_string(), "r5", 121_600);
    failed.receipt.outcome = Outcome::Ko;
    let mut elsewhere = receipt(&world, &charge.notice.to_string(), "r6", 121_600);
    elsewhere.receipt.notice.fiscal_code = pagopa::EntityCode::parse("12345678903").unwrap();
    for paper in [
        receipt(&world, &charge.notice.to_string(), "r1", 121_599),
        receipt(&world, &gone.notice.to_string(), "r2", 121_600),
        receipt(&world, &never, "r3", 100),
        receipt(&world, &others, "r4", 100),
        failed,
        elsewhere,
    ] {
        deliver(&world, &paper).await;
    }
    world.settle().await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Open);
    for kind in ["wrong-amount", "cancelled", "unknown"] {
        assert_eq!(exceptions(&world, kind).await, 1, "{kind}");
    }
    assert_eq!(count(&world, "select count(*) from payment_exception").await, 3);
    assert_eq!(count(&world, "select count(*) from receipt where state = 'not-ours'").await, 2);
    assert_eq!(count(&world, "select count(*) from receipt where state = 'void'").await, 1);
    assert_eq!(count(&world, "select count(*) from career").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_receipt_for_a_former_station_and_for_a_draft_pays_too() {
    let world = town().await;
    let (anna, _) = anna(&world).await;
    let charge = charged(&world, fee_and_duty(&anna, "t1")).await;
    let mut paper = receipt(&world, &charge.notice.to_string(), "r1", 121_600);
    paper.station.id_station = "80213750583_99".into();
    deliver(&world, &paper).await;
    world.settle().await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Paid);
    world.finish().await;
}

#[tokio::test]
async fn all_is_paid_with_the_last_instalment_in_any_order() {
    let world = town().await;
    let (anna, _) = anna(&world).await;
    let mut parts = Vec::new();
    for number in 1..=3 {
        let part = NewCharge { instalment: Instalment { number, of: 3 }, ..fee_and_duty(&anna, "t1") };
        parts.push(charged(&world, part).await);
    }
    for (at, id) in [(2, "r3"), (0, "r1"), (1, "r2")] {
        let part: &payments::Charge = &parts[at];
        deliver(&world, &receipt(&world, &part.notice.to_string(), id, 121_600)).await;
        world.settle().await;
        let careers = count(&world, "select count(*) from career").await;
        assert_eq!(careers, i64::from(id == "r2"), "{id}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_listener_that_fails_undoes_everything_until_it_succeeds() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t-fails").await;
    shop_fails("t-fails", 3);
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    for _ in 0..2 {
        assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Open);
        assert_eq!(count(&world, "select count(*) from career").await, 0);
        assert_eq!(count(&world, "select count(*) from counter where series = 'matricola'").await, 0);
        assert_eq!(world.history("thing", "t-fails").await, Vec::<String>::new());
        assert_eq!(world.mails().await.len(), 0);
        world.pass(SignedDuration::from_secs(8)).await;
    }
    world.pass(SignedDuration::from_mins(5)).await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Paid);
    assert_eq!(world.history("thing", "t-fails").await, ["shop.paid"]);
    assert_eq!(count(&world, "select count(*) from career where matricola = '900001'").await, 1);
    assert_eq!(world.mails().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_worker_that_dies_with_the_job_in_hand_loses_nothing() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    // A worker claimed the job and was killed: its lease is over.
    let mut conn = world.house.db().read().await.unwrap();
    sqlx::query(
        "update job set fence = fence + 1, attempts = 1, lease_until = '2020-01-01T00:00:00.000000Z' \
         where kind = 'payments.apply-receipt'",
    )
    .execute(&mut *conn)
    .await
    .unwrap();
    drop(conn);
    world.settle().await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Paid);
    assert_eq!(world.history("thing", "t1").await, ["shop.paid"]);
    world.finish().await;
}
