//! A thousand receipts, each delivered up to three times, shuffled, several at once, with a shop that fails now and then.

use jiff::SignedDuration;
use pagopa::{NoticeNumber, receipt::SendReceiptRequest};
use platform::Dice;

use crate::town::*;

/// Charges that are paid rightly; the first hundred of them are paid twice.
const RIGHT: usize = 800;
const TWICE: usize = 100;
/// Of these kinds, each.
const WRONG: usize = 25;

#[tokio::test]
async fn a_thousand_shuffled_receipts_are_each_counted_once() {
    let world = town().await;
    let anna = register(&world, "Anna", None).await;
    let mut papers: Vec<SendReceiptRequest> = Vec::new();
    let mut tx = begin(&world).await;
    for n in 0..RIGHT + WRONG {
        let id = payments::charge(&mut tx, fee_and_duty(&anna, &format!("storm-{n}"))).await.unwrap();
        let charge = payments::find(tx.conn(), id.as_str()).await.unwrap().unwrap();
        let notice = charge.notice.to_string();
        let cents = if n < RIGHT { 121_600 } else { 5 };
        papers.push(receipt(&world, &notice, &format!("first-{n}"), cents));
        if n < TWICE {
            papers.push(receipt(&world, &notice, &format!("second-{n}"), cents));
        }
        if n % 40 == 7 {
            shop_fails(&format!("storm-{n}"), 2);
        }
    }
    tx.commit().await.unwrap();
    for n in 0..WRONG {
        let ours = NoticeNumber::build(48, n as u64).unwrap().to_string();
        let others = NoticeNumber::build(47, n as u64).unwrap().to_string();
        papers.push(receipt(&world, &ours, &format!("unknown-{n}"), 100));
        papers.push(receipt(&world, &others, &format!("others-{n}"), 100));
        let mut altered = papers[n].clone();
        altered.receipt.description = "Altro".into();
        papers.push(altered);
    }
    assert_eq!(papers.len(), 1_000);
    let dice = Dice::seeded(42);
    let mut deliveries = Vec::new();
    for paper in &papers {
        let message = message(paper);
        for _ in 0..=dice.below(3) {
            deliveries.push(message.clone());
        }
    }
    for at in (1..deliveries.len()).rev() {
        deliveries.swap(at, dice.below(at as u64 + 1) as usize);
    }
    for (at, some) in deliveries.chunks(8).enumerate() {
        let answers = some.iter().map(|message| payments::gateway::receive(&world.house, message.as_bytes()));
        for answer in futures::future::join_all(answers).await {
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert!(answer.body.contains("<outcome>OK</outcome>"), "{}", answer.body);
        }
        if at % 20 == 0 {
            world.settle().await;
        }
    }
    world.settle().await;
    for _ in 0..5 {
        world.pass(SignedDuration::from_mins(5)).await;
    }
    let right = RIGHT as i64;
    // An altered receipt that came first is the receipt, and the other one the alarm: the money is the same.
    for (sql, expected) in [
        ("select count(*) from charge where state = 'paid'", right),
        ("select count(*) from charge where state = 'draft'", WRONG as i64),
        ("select count(*) from event where kind = 'payments.settled'", right),
        ("select count(*) from event where kind = 'shop.paid'", right),
        ("select count(*) from career", right),
        ("select max(number) from career", 900_000 + right),
        ("select count(*) from demo_mail", right),
        ("select count(*) from receipt where state = 'applied'", right),
        ("select count(*) from receipt where state = 'received'", 0),
        ("select count(*) from receipt where state = 'not-ours'", WRONG as i64),
        ("select count(*) from payment_exception where kind = 'double'", TWICE as i64),
        ("select count(*) from payment_exception where kind = 'unknown'", WRONG as i64),
        ("select count(*) from payment_exception where kind = 'wrong-amount'", WRONG as i64),
        ("select count(*) from payment_exception where kind = 'altered'", WRONG as i64),
        ("select count(*) from job where kind = 'payments.apply-receipt'", 0),
    ] {
        assert_eq!(count(&world, sql).await, expected, "{sql}");
    }
    assert_eq!(
        count(&world, "select count(*) from gateway_event where part = 'REQ'").await,
        deliveries.len() as i64
    );
    let report = payments::check(&world.house).await.unwrap();
    assert!(report.iter().all(|finding| !finding.wrong || finding.count == 0), "{report:?}");
    world.finish().await;
}
