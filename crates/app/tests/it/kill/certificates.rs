//! Two hundred times the service is killed while it makes certificates that were paid: between receipt, number, setting,
//! signature, storage and mail. Each is issued once, under one number, and told once.
//!
//! The control: the number, the code and the place in the log are given in one transaction, once for a reserved document
//! (`issue::prepare`); everything slow stands between it and the transaction that names the file, moves the request and
//! asks for the mail, which also finishes the job (`Claimed::begin`). Prepare anew when a job runs again, or finish the
//! job before its effect, and this fails.

#![allow(clippy::arithmetic_side_effects, reason = "a test may fail where it stands")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use ateneo::commands::bench::{
    graduates::{Due, asked, graduates},
    receipts::{self, Payment, deliver},
    site::{Site, client},
};
use certificates::{
    catalogue::Kind,
    issue::{self, IssuedState, store::Issued},
};
use pades_wire::{Anchors, Trust};
use payments::category;
use platform::{Dice, House, clock};
use sqlx::Row;

use super::{a_minute_passes, count, invariants_hold, post::Sink, until_done};

const REQUESTS: usize = 150;
/// Every third request has two documents.
const DOCUMENTS: i64 = 200;
const KILLS: usize = 200;
/// A life of the service lasts so many milliseconds at most, from when it is ready.
const LIFE: u64 = 500;
/// So long does one last at most that is to end when a file was kept.
const LONG_LIFE: Duration = Duration::from_secs(4);
/// In each place between two steps the service has to be killed so often at least, or the run proves little.
const OFTEN: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paid_certificates_are_issued_once_by_a_service_that_is_killed_two_hundred_times() {
    let server = std::env::var("ATENEO_TEST_DATABASE").ok().filter(|server| !server.is_empty());
    let sink = Sink::open().await;
    let site = Site::new(server.as_deref()).await.unwrap().with_seal().unwrap().with_post(&sink.address());
    let program = Path::new(env!("CARGO_BIN_EXE_ateneo"));
    let house = site.house().await.unwrap();
    let people = graduates(&house, REQUESTS, 2).await.unwrap();
    let turns: [&[Kind]; 3] = [&[Kind::Award], &[Kind::Award, Kind::Path], &[Kind::Path]];
    let due = asked(&house, &people, &turns).await.unwrap();
    let message = |due: &Due| {
        let (amount, category) = (due.amount, category::STAMP_DUTY);
        let payment = Payment { notice: &due.notice, amount, category, which: "first" };
        receipts::message(site.config(), payment).unwrap()
    };

    let (accepted, dice) = (Arc::new(AtomicUsize::new(0)), Dice::seeded(7));
    let mut platform = tokio::task::JoinSet::new();
    let mut to_send = due.iter().map(message);
    let (mut met, mut numbered, mut nobodys) = (BTreeMap::new(), BTreeMap::new(), 0);
    for kill in 0..KILLS {
        let mut running = site.serve(program).await.unwrap();
        // Spread over the lives; each is sent until it is taken, whichever life takes it.
        let so_far = (kill + 1) * REQUESTS / KILLS - kill * REQUESTS / KILLS;
        let (base, mine) = (site.base().to_owned(), to_send.by_ref().take(so_far).collect());
        let accepted = accepted.clone();
        platform.spawn(async move { deliver(&client().unwrap(), &base, mine, &accepted).await });
        match kill % 5 {
            4 => a_file_is_kept(site.folder()).await,
            _ => tokio::time::sleep(Duration::from_millis(dice.below(LIFE))).await,
        }
        running.kill().unwrap();
        for place in places(&house, site.folder(), &mut nobodys).await {
            *met.entry(place).or_insert(0) += 1;
        }
        same_numbers_as_before(&house, &mut numbered).await;
        a_minute_passes(&house).await;
    }
    eprintln!(
        "{} of {DOCUMENTS} issued between {KILLS} kills, which met {met:?}",
        issued_so_far(&house).await
    );
    let running = site.serve(program).await.unwrap();
    while platform.join_next().await.is_some() {}
    assert_eq!(accepted.load(Ordering::Relaxed), REQUESTS);
    until_done(&house, &running, &["payments.apply-receipt", issue::JOB, "mail"]).await;
    drop(running);
    house.settle().await.unwrap();
    for place in Place::ALL {
        let often = met.get(&place).copied().unwrap_or(0);
        assert!(often >= OFTEN, "killed {often} times {place:?}: {met:?}");
    }
    same_numbers_as_before(&house, &mut numbered).await;
    each_is_issued_once(&house).await;
    each_file_is_whole(&house, site.folder()).await;
    each_mail_left(&sink, &house).await;
    for arguments in [["log", "verify"], ["audit", "verify"]] {
        let verdict = site.command(program, &arguments).output().unwrap();
        assert!(verdict.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&verdict.stdout));
    }
    house.db().close().await;
    site.close().await.unwrap();
}

/// Where the service can be killed: after what stands there, before what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The receipt was taken, and not applied.
    Received,
    /// Paid, and without a number.
    Paid,
    /// It has its number; it was being set or signed.
    Numbered,
    /// The signed file was kept, and no row names it.
    Kept,
    /// Issued, and the mail had not left.
    Issued,
}

impl Place {
    const ALL: [Place; 5] = [Place::Received, Place::Paid, Place::Numbered, Place::Kept, Place::Issued];
}

/// Where the service was when it was killed; `nobodys` are the kept files without a row, so far.
async fn places(house: &House, folder: &Path, nobodys: &mut i64) -> BTreeSet<Place> {
    let jobs = |kind: &str| format!("select count(*) from job where kind = '{kind}'");
    let received = count(house, &jobs("payments.apply-receipt")).await;
    let unfinished = count(house, &jobs(issue::JOB)).await;
    let numbered = count(house, "select count(*) from issued where state = 'prepared'").await;
    let mails = count(house, &jobs("mail")).await;
    let before = *nobodys;
    *nobodys = files_in(&folder.join("files")) - count(house, "select count(*) from stored_file").await;
    let there = [
        (Place::Received, received > 0),
        (Place::Paid, unfinished > numbered),
        (Place::Numbered, numbered > 0),
        (Place::Kept, *nobodys > before),
        (Place::Issued, mails > 0),
    ];
    there.into_iter().filter(|(_, there)| *there).map(|(place, _)| place).collect()
}

/// Waits until one more file is there: between a file and its row there are few moments, which a moment taken at random
/// seldom meets.
async fn a_file_is_kept(folder: &Path) {
    let (folder, begun) = (folder.join("files"), Instant::now());
    let before = files_in(&folder);
    while begun.elapsed() < LONG_LIFE && files_in(&folder) == before {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Files that were written to their end; one that was being written has another name.
fn files_in(folder: &Path) -> i64 {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let whole = |entry: std::fs::DirEntry| match entry.file_type().unwrap().is_dir() {
        true => files_in(&entry.path()),
        false => i64::from(entry.file_name().len() == 36),
    };
    entries.map(whole).sum()
}

/// What was numbered once keeps its number, its code and what is printed, whoever goes on with it; what was issued keeps
/// its file.
async fn same_numbers_as_before(house: &House, known: &mut BTreeMap<String, Issued>) {
    for now in all_issued(house).await {
        let item = now.item_id.clone().unwrap();
        let Some(before) = known.insert(item, now.clone()) else { continue };
        let fixed = |issued: &Issued| {
            (
                issued.id.clone(),
                issued.number,
                issued.code.clone(),
                issued.printed.clone(),
                issued.facts.clone(),
            )
        };
        assert_eq!(fixed(&before), fixed(&now));
        if before.state == IssuedState::Issued {
            assert_eq!(before, now);
        }
    }
}

async fn all_issued(house: &House) -> Vec<Issued> {
    let mut conn = house.db().read().await.unwrap();
    let rows = sqlx::query("select id from issued order by number").fetch_all(&mut *conn).await.unwrap();
    let mut all = Vec::new();
    for row in rows {
        let id: String = row.try_get(0).unwrap();
        all.push(issue::store::find(&mut conn, &id).await.unwrap().unwrap());
    }
    all
}

async fn issued_so_far(house: &House) -> i64 {
    count(house, "select count(*) from issued where state = 'issued'").await
}

async fn each_is_issued_once(house: &House) {
    let requests = REQUESTS as i64;
    for (sql, expected) in [
        ("select count(*) from certificate_request where state = 'ready'", requests),
        ("select count(*) from charge where state = 'paid'", requests),
        ("select count(*) from certificate_item", DOCUMENTS),
        ("select count(*) from issued where state = 'issued'", DOCUMENTS),
        ("select count(*) from issued", DOCUMENTS),
        ("select count(distinct item_id) from issued", DOCUMENTS),
        ("select count(distinct number) from issued", DOCUMENTS),
        ("select count(distinct code) from issued", DOCUMENTS),
        ("select count(distinct file_id) from issued", DOCUMENTS),
        ("select min(number) from issued", 1),
        ("select max(number) from issued", DOCUMENTS),
        ("select count(*) from log_leaf", DOCUMENTS),
        ("select max(place) from log_leaf", DOCUMENTS - 1),
        ("select count(*) from event where kind = 'certificates.prepared'", DOCUMENTS),
        ("select count(*) from event where kind = 'certificates.issued'", DOCUMENTS),
        ("select count(distinct subject) from event where kind = 'certificates.issued'", DOCUMENTS),
        ("select count(*) from event where kind = 'certificates.paid'", requests),
        ("select count(*) from event where kind = 'certificates.ready'", requests),
        ("select count(distinct subject) from event where kind = 'certificates.ready'", requests),
        ("select count(*) from job where dead_at is not null", 0),
    ] {
        assert_eq!(count(house, sql).await, expected, "{sql}");
    }
    invariants_hold(house).await;
}

/// Each file is there, is the one that its row names, and bears a seal that fits.
async fn each_file_is_whole(house: &House, folder: &Path) {
    let root = std::fs::read_to_string(folder.join("keys/seal/root.pem")).unwrap();
    let anchors: Anchors = pades_wire::Certificate::from_pem(&root).unwrap().into_iter().collect();
    for issued in all_issued(house).await {
        let (file, pdf) = issue::file(house, &issued).await.unwrap();
        assert_eq!(Some(clock::hex(&clock::sha256(&pdf))), issued.sha256);
        assert_eq!(Some(file.sha256), issued.sha256);
        let trust = Trust { signers: &anchors, authorities: &anchors, now: house.clock().now() };
        let report = pades_wire::verify(&pdf, trust);
        assert!(report.is_sound(), "document {}: {:?}", issued.number, report.faults);
    }
}

/// Each person is told once that the payment arrived, and once that the documents are ready. A mail that the server took from a service that was
/// killed before it could note so is sent once more, and is the same one to every mailbox, by its Message-ID (RFC 5322).
async fn each_mail_left(sink: &Sink, house: &House) {
    let (mut mails, mut to) = (BTreeMap::new(), BTreeMap::<String, BTreeSet<String>>::new());
    for letter in sink.letters() {
        let same = mails.entry(letter.id.clone()).or_insert_with(|| letter.content.clone());
        assert_eq!(*same, letter.content, "{} says different things", letter.id);
        to.entry(letter.to).or_default().insert(letter.id);
    }
    assert_eq!(to.len(), REQUESTS);
    for (address, ids) in to {
        assert_eq!(ids.len(), 2, "{address} was sent {ids:?}");
    }
    let told = "select count(*) from event where kind = 'platform.mail-sent'";
    assert_eq!(count(house, told).await, 2 * REQUESTS as i64);
}
