use jiff::SignedDuration;
use kernel::Event;
use payments::{ChargeState, Instalment, NewCharge, Reason};
use platform::Subject;

use crate::town::*;

#[tokio::test]
async fn the_same_reason_asked_for_twice_is_one_charge() {
    let world = town().await;
    let (anna, _) = anna(&world).await;
    let first = charged(&world, fee_and_duty(&anna, "t1")).await;
    let again = charged(&world, fee_and_duty(&anna, "t1")).await;
    let other = charged(&world, fee_and_duty(&anna, "t2")).await;
    assert_eq!(first, again);
    assert_ne!(first.notice, other.notice);
    assert_eq!((first.amount.0, first.state, first.lines.len()), (121_600, ChargeState::Draft, 2));
    assert_eq!(first.notice.segregation(), 48);
    world.finish().await;
}

#[tokio::test]
async fn what_cannot_be_a_payment_is_not_asked_for() {
    let world = town().await;
    let lines = |count: usize, cents| vec![line(payments::LineKind::Fee, cents); count];
    let base = fee_and_duty("p", "t1");
    for new in [
        NewCharge { lines: lines(0, 1), ..base.clone() },
        NewCharge { lines: lines(6, 1), ..base.clone() },
        NewCharge { lines: lines(1, 0), ..base.clone() },
        NewCharge { instalment: Instalment { number: 3, of: 2 }, ..base.clone() },
        NewCharge { instalment: Instalment { number: 0, of: 2 }, ..base.clone() },
    ] {
        let mut tx = begin(&world).await;
        assert!(payments::charge(&mut tx, new).await.is_err());
    }
    world.finish().await;
}

#[tokio::test]
async fn a_cancelled_charge_makes_room_for_another_with_another_number() {
    let world = town().await;
    let (anna, _) = anna(&world).await;
    let first = charged(&world, fee_and_duty(&anna, "t1")).await;
    for _ in 0..2 {
        let mut tx = begin(&world).await;
        payments::cancel(&mut tx, &first.id).await.unwrap();
        tx.journal(&Subject::new("thing", "t1"), Event::new("shop.withdrawn")).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(world.history("charge", first.id.as_str()).await, ["payments.charged", "payments.cancelled"]);
    let second = charged(&world, fee_and_duty(&anna, "t1")).await;
    assert_ne!((&first.id, first.notice), (&second.id, second.notice));
    let mut conn = world.house.db().read().await.unwrap();
    let both = payments::of_reason(&mut conn, &Reason::new("enrolment-fee", "t1")).await.unwrap();
    assert_eq!(
        both.iter().map(|charge| charge.state).collect::<Vec<_>>(),
        [ChargeState::Cancelled, ChargeState::Draft]
    );
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn what_is_paid_is_not_cancelled() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    let mut tx = begin(&world).await;
    let stop = payments::cancel(&mut tx, &charge.id).await.unwrap_err();
    assert_eq!(stop.problem().map(|problem| problem.code), Some("charge-paid"));
    let left = payments::cancel_of_reason(&mut tx, &charge.reason).await.unwrap();
    assert_eq!(left, 0);
    drop(tx);
    world.finish().await;
}

#[tokio::test]
async fn a_reminder_goes_out_before_the_day_and_only_while_money_is_owed() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let paid = open_charge(&world, &mut browser, &anna, "t1").await;
    let owed = open_charge(&world, &mut browser, &anna, "t2").await;
    deliver(&world, &receipt(&world, &paid.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    // Due on 15 January: three days before is the 12th.
    world.pass(SignedDuration::from_hours(24 * 49)).await;
    let subjects =
        |mails: Vec<platform::mail::Received>| mails.into_iter().map(|mail| mail.subject).collect::<Vec<_>>();
    assert_eq!(subjects(world.mails().await), ["Payment received"]);
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    let mails = world.mails().await;
    let reminder = mails.first().unwrap();
    assert!(reminder.text.contains("€1,216.00") && reminder.text.contains("15/01/2027"), "{}", reminder.text);
    assert!(reminder.links.iter().any(|link| link.ends_with(&owed.id.path())), "{:?}", reminder.links);
    assert_eq!(subjects(mails), ["Reminder: payment due by 15/01/2027", "Payment received"]);
    world.finish().await;
}
