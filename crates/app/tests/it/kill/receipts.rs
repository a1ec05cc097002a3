//! A thousand receipts, delivered by several at once, twice and in any order, to a service that is killed again and
//! again while it works: nothing is lost and nothing is done twice.
//!
//! The control: the receipt's transaction is committed before it is answered `OK` (`payments::gateway`), one row is kept
//! of each receipt (`on conflict (entity, receipt_id)`), and a receipt is applied in the one transaction that also
//! finishes its job (`Claimed::begin`). Take any of the three away (answer first and store afterwards; insert without
//! the conflict; finish the job in a transaction of its own before the effect) and this fails.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may fail where it stands"
)]

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use ateneo::commands::bench::{
    self, Application,
    receipts::{self, Payment, deliver},
    site::{Site, client},
    town,
};
use enrolment::{application::rules::State, review::act::fees};
use jiff::civil::date;
use kernel::Cents;
use payments::{Bilingual, Instalment, Line, LineKind, NewCharge, Reason, category};
use platform::{Config, Dice, House};

use super::{a_minute_passes, count, invariants_hold, until_done};

const APPLICATIONS: usize = 250;
/// Notices that are paid a second time, by another receipt.
const TWICE: usize = 100;
const DELIVERIES: usize = 1_000;
const KILLS: usize = 8;
const AT_ONCE: usize = 8;
const FEE: i64 = 301_600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_receipts_survive_a_service_that_is_killed_again_and_again() {
    let server = std::env::var("ATENEO_TEST_DATABASE").ok().filter(|server| !server.is_empty());
    let site = Site::new(server.as_deref()).await.unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_ateneo"));
    let house = site.house().await.unwrap();
    let notices = applications_that_wait_for_payment(&house).await;
    let deliveries = shuffled(site.config(), &notices);
    assert_eq!(deliveries.len(), DELIVERIES);

    let accepted = Arc::new(AtomicUsize::new(0));
    let mut running = site.serve(program).await.unwrap();
    let mut platform = tokio::task::JoinSet::new();
    for lane in 0..AT_ONCE {
        let mine: Vec<String> = deliveries.iter().skip(lane).step_by(AT_ONCE).cloned().collect();
        let (base, accepted) = (site.base().to_owned(), accepted.clone());
        platform.spawn(async move { deliver(&client().unwrap(), &base, mine, &accepted).await });
    }
    let dice = Dice::seeded(9);
    let begun = Instant::now();
    for kill in 1..=KILLS {
        while accepted.load(Ordering::Relaxed) < kill * DELIVERIES / (KILLS + 1) {
            assert!(
                begun.elapsed() < Duration::from_secs(120),
                "the deliveries stand still:\n{}",
                running.log_end()
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Some die while receipts come in, others while they are applied.
        tokio::time::sleep(Duration::from_millis(dice.below(40))).await;
        running.kill().unwrap();
        a_minute_passes(&house).await;
        running = site.serve(program).await.unwrap();
    }
    let mut tries = 0;
    while let Some(done) = platform.join_next().await {
        tries += done.unwrap();
    }
    assert_eq!(accepted.load(Ordering::Relaxed), DELIVERIES);
    assert!(tries > DELIVERIES, "no delivery was cut off by a kill: this run proves nothing");
    until_done(&house, &running, &["payments.apply-receipt", "mail"]).await;
    drop(running);
    house.settle().await.unwrap();
    nothing_is_lost_and_nothing_is_doubled(&house).await;
    let verdict = site.command(program, &["audit", "verify"]).output().unwrap();
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stdout));
    house.db().close().await;
    site.close().await.unwrap();
}

/// People whose applications were approved, each with what they have to pay; the notice numbers.
async fn applications_that_wait_for_payment(house: &House) -> Vec<String> {
    let programmes = town::programmes(house, 5).await.unwrap();
    let people = town::people(house, 0, APPLICATIONS, &Dice::seeded(4)).await.unwrap();
    let now = platform::clock::stamp(house.clock().now());
    let mut tx = town::operator(house).await.unwrap();
    let rows: Vec<Application> = people
        .iter()
        .enumerate()
        .map(|(place, person)| Application {
            id: tx.new_id(),
            person: person.id.clone(),
            programme: programmes[place % programmes.len()].clone(),
            state: State::AwaitingPayment,
            sent_at: now.clone(),
            place,
            name: "Anna Prova".into(),
            code: person.code.to_string(),
        })
        .collect();
    bench::write(&mut tx, &rows).await.unwrap();
    let mut notices = Vec::new();
    for row in &rows {
        let id = payments::charge(&mut tx, enrolment_fee(row)).await.unwrap();
        let charge = payments::find(tx.conn(), id.as_str()).await.unwrap().unwrap();
        assert_eq!(charge.amount, Cents(FEE));
        notices.push(charge.notice.to_string());
    }
    tx.commit().await.unwrap();
    notices
}

fn enrolment_fee(row: &Application) -> NewCharge {
    let line = |kind, amount, category: &str| Line {
        kind,
        text: Bilingual::new("Tassa", "Fee"),
        amount: Cents(amount),
        category: category.into(),
    };
    NewCharge {
        reason: Reason::new(fees::ENROLMENT, &row.id),
        instalment: Instalment::WHOLE,
        debtor: row.person.clone(),
        description: Bilingual::new("Iscrizione", "Enrolment"),
        lines: vec![
            line(LineKind::Fee, 300_000, category::ENROLMENT_FEE),
            line(LineKind::StampDuty, 1_600, category::STAMP_DUTY),
        ],
        due_on: date(2027, 6, 30),
        origin: format!("/applications/{}", row.id),
    }
}

/// Each notice's receipt, a second one for some, and repetitions of any of them, in any order.
fn shuffled(config: &Config, notices: &[String]) -> Vec<String> {
    let first = notices.iter().map(|notice| message(config, notice, "first"));
    let second = notices.iter().take(TWICE).map(|notice| message(config, notice, "second"));
    let mut all: Vec<String> = first.chain(second).collect();
    let (dice, different) = (Dice::seeded(8), all.len());
    while all.len() < DELIVERIES {
        all.push(all[dice.below(different as u64) as usize].clone());
    }
    for at in (1..all.len()).rev() {
        all.swap(at, dice.below(at as u64 + 1) as usize);
    }
    all
}

fn message(config: &Config, notice: &str, which: &str) -> String {
    let payment = Payment { notice, amount: Cents(FEE), category: category::ENROLMENT_FEE, which };
    receipts::message(config, payment).unwrap()
}

async fn nothing_is_lost_and_nothing_is_doubled(house: &House) {
    let (all, twice) = (APPLICATIONS as i64, TWICE as i64);
    for (sql, expected) in [
        ("select count(*) from receipt", all + twice),
        ("select count(*) from receipt where state = 'applied'", all),
        ("select count(*) from receipt where state = 'exception'", twice),
        ("select count(*) from payment_exception where kind = 'double' and decided_at is null", twice),
        ("select count(*) from charge where state = 'paid'", all),
        ("select count(*) from application where state = 'confirmed'", all),
        ("select count(*) from event where kind = 'enrolment.confirmed'", all),
        ("select count(distinct subject) from event where kind = 'enrolment.confirmed'", all),
        ("select count(*) from event where kind = 'payments.settled'", all),
        ("select count(*) from career", all),
        ("select count(distinct application_id) from career", all),
        ("select count(distinct matricola) from career", all),
        ("select min(number) from career", 900_001),
        ("select max(number) from career", 900_000 + all),
        (
            "select count(*) from application a join career c on c.application_id = a.id and c.matricola = a.matricola",
            all,
        ),
        // Each one is thanked for the payment and told the student number, once.
        ("select count(*) from demo_mail", 2 * all),
        ("select count(distinct recipient) from demo_mail", all),
        ("select count(*) from job where dead_at is not null", 0),
    ] {
        assert_eq!(count(house, sql).await, expected, "{sql}");
    }
    invariants_hold(house).await;
}
