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
    site::{Site, client},
    town,
};
use enrolment::{application::rules::State, review::act::fees};
use jiff::civil::date;
use kernel::Cents;
use pagopa::{
    EntityCode, Moment, NoticeRef, Receipt, Station, Subject as Debtor,
    pa_for_node::client::read_send_receipt_response,
    receipt::{Outcome, Psp, ReceiptTransfer, SendReceiptRequest, Settled, write_request},
};
use payments::{Bilingual, Instalment, Line, LineKind, NewCharge, Reason, category};
use platform::{Config, Dice, House};
use sqlx::Row;

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
        let (address, accepted) = (format!("{}/pagopa/paForNode", site.base()), accepted.clone());
        platform.spawn(async move { deliver(&address, mine, &accepted).await });
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
    drained(&house, &running).await;
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
    let entity = EntityCode::parse(&config.institution.fiscal_code).unwrap();
    let transfer = ReceiptTransfer {
        id: 1,
        amount: Cents(FEE),
        entity: entity.clone(),
        company_name: Some("Università di Prova".into()),
        settled: Settled::Iban(config.pagopa.iban.clone()),
        remittance_information: "Prova".into(),
        category: category::ENROLMENT_FEE.into(),
        metadata: Vec::new(),
    };
    let receipt = Receipt {
        receipt_id: format!("{which}-{notice}"),
        notice: NoticeRef { fiscal_code: entity, notice_number: notice.to_owned() },
        outcome: Outcome::Ok,
        creditor_reference_id: notice[1..].to_owned(),
        amount: Cents(FEE),
        description: "Iscrizione".into(),
        company_name: "Università di Prova".into(),
        office_name: None,
        debtor: Debtor::person(None, "Anna Prova"),
        transfers: vec![transfer],
        psp: Psp {
            id: format!("PSP_{which}"),
            fiscal_code: None,
            vat_number: None,
            company_name: "Banca di Prova".into(),
            id_channel: "12345678903_01".into(),
            channel_description: "app".into(),
        },
        payer: None,
        payment_method: None,
        payment_note: None,
        fee: None,
        primary_ci_incurred_fee: None,
        id_bundle: None,
        id_ci_bundle: None,
        payment_date_time: Some(Moment::utc("2026-11-23T09:30:00Z".parse().unwrap())),
        application_date: None,
        transfer_date: None,
        metadata: Vec::new(),
        stand_in: None,
    };
    let station = Station {
        id_pa: config.institution.fiscal_code.clone(),
        id_broker_pa: config.pagopa.broker.clone(),
        id_station: config.pagopa.station.clone(),
    };
    write_request(&SendReceiptRequest { station, receipt }).unwrap()
}

/// Delivers each message until it is answered `OK`, as the platform does; how often it had to be tried.
async fn deliver(address: &str, messages: Vec<String>, accepted: &AtomicUsize) -> usize {
    let client = client().unwrap();
    let mut tries = 0;
    for message in messages {
        loop {
            tries += 1;
            let request = client
                .post(address)
                .header("content-type", "text/xml; charset=utf-8")
                .header("soapaction", "paSendRTV2")
                .timeout(Duration::from_secs(10));
            if is_ok(request.body(message.clone()).send().await).await {
                accepted.fetch_add(1, Ordering::Relaxed);
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
    tries
}

async fn is_ok(answer: reqwest::Result<reqwest::Response>) -> bool {
    let Ok(answer) = answer else { return false };
    let status = answer.status();
    let Ok(bytes) = answer.bytes().await else { return false };
    status.is_success() && matches!(read_send_receipt_response(&bytes), Ok(Ok(())))
}

/// The jobs of a worker that was killed are taken over when their lease has ended, by the database's clock. The test does
/// not wait for it: the fence is what keeps them from being done twice, not the minute.
async fn a_minute_passes(house: &House) {
    let mut tx = town::operator(house).await.unwrap();
    sqlx::query("update job set lease_until = null").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn drained(house: &House, running: &bench::site::Server) {
    let begun = Instant::now();
    while count(house, "select count(*) from job where kind in ('payments.apply-receipt', 'mail')").await > 0
    {
        assert!(begun.elapsed() < Duration::from_secs(60), "the jobs are not done:\n{}", running.log_end());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
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
    for (name, sql) in house.invariants() {
        assert_eq!(count(house, sql).await, 0, "invariant broken: {name}");
    }
}

async fn count(house: &House, sql: &str) -> i64 {
    let mut conn = house.db().read().await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap().try_get(0).unwrap()
}
