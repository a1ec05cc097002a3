//! From the receipt of a payment to the document in the person's hands, when two hundred pay at the same moment: the
//! last of them waits until all the others have theirs.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use certificates::catalogue::Kind;
use jiff::Timestamp;
use payments::category;
use platform::House;
use reqwest::header;
use sqlx::Row;

use super::super::{
    Bench, Failure,
    figures::Times,
    graduates::{Due, asked, graduates},
    receipts::{self, Payment},
    report::{Report, Target},
    site::{Server, Site, client},
    town,
};

const WAITING: usize = 200;
/// The first ones wake what sleeps.
const WARM: usize = 5;
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?.with_seal()?;
    let house = site.house().await?;
    let told = |stop: platform::Stop| super::super::super::explain(&house, &stop);
    let count = bench.scaled(WAITING);
    bench.progress.begin(&format!("certificates: {count} who pay at once"), count);
    let people = graduates(&house, count.saturating_add(WARM), 2).await?;
    let tokens = town::sign_in(&house, &people).await.map_err(told)?;
    let due = asked(&house, &people, &[&[Kind::Award]]).await.map_err(told)?;
    house.settle().await.map_err(told)?;
    let running = site.serve(&bench.program).await?;
    let (first, rest) = due.split_at(WARM);
    pay(&site, first).await?;
    all_ready(&house, &running, WARM).await?;
    let accepted = pay(&site, rest).await?;
    all_ready(&house, &running, due.len()).await?;
    let ready = when_ready(&house).await?;
    let client = client()?;
    let (mut waited, mut downloaded) = (Times::default(), Times::default());
    for (due, token) in due.iter().zip(&tokens).skip(WARM) {
        let (Some(paid), Some(ready)) = (accepted.get(&due.request), ready.get(&due.request)) else {
            report.wrong(format!("request {} was not issued", due.request));
            continue;
        };
        let path = download_path(&house, &due.request).await?;
        let begun = Instant::now();
        let answer = client
            .get(format!("{}{path}", site.base()))
            .header(header::COOKIE, format!("session={token}; language=it"))
            .send()
            .await?;
        let status = answer.status();
        if !status.is_success() || !answer.bytes().await?.starts_with(b"%PDF-") {
            report.wrong(format!("{path} answered {status}"));
        }
        let took = begun.elapsed();
        downloaded.add(took);
        waited.add(Duration::try_from(ready.duration_since(*paid)).unwrap_or_default().saturating_add(took));
        bench.progress.done();
    }
    report.add(
        format!("certificate, {count} who pay at once: paid to downloaded, middle"),
        waited.p50(),
        "ms",
    );
    let what = format!("certificate, {count} who pay at once: paid to downloaded, 99 of 100 within");
    report.aim(what, waited.p99(), "ms", Target::AtMost(2000.0));
    report.add("certificate: the download alone, 99 of 100 within", downloaded.p99(), "ms");
    drop(running);
    house.db().close().await;
    drop(house);
    site.close().await
}

/// Sends the receipts all at once; when each was taken, by its request.
async fn pay(site: &Site, due: &[Due]) -> Result<BTreeMap<String, Timestamp>, Failure> {
    let client = client()?;
    let base: Arc<str> = site.base().into();
    let mut platform = tokio::task::JoinSet::new();
    for due in due {
        let payment = Payment {
            notice: &due.notice,
            amount: due.amount,
            category: category::STAMP_DUTY,
            which: "first",
        };
        let message = receipts::message(site.config(), payment)?;
        let (client, base, request) = (client.clone(), base.clone(), due.request.clone());
        platform.spawn(async move {
            while !receipts::send(&client, &base, message.clone()).await {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            (request, platform::Clock::system().now())
        });
    }
    let mut accepted = BTreeMap::new();
    while let Some(taken) = platform.join_next().await {
        accepted.extend([taken?]);
    }
    Ok(accepted)
}

async fn all_ready(house: &House, running: &Server, count: usize) -> Result<(), Failure> {
    let begun = Instant::now();
    while usize::try_from(ready_so_far(house).await?)? < count {
        if begun.elapsed() > PATIENCE {
            return Err(format!("the documents are not ready:\n{}", running.log_end()).into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn ready_so_far(house: &House) -> Result<i64, Failure> {
    let mut conn = house.db().read().await.map_err(|stop| super::super::super::explain(house, &stop))?;
    let row = sqlx::query("select count(*) from certificate_request where state = 'ready'")
        .fetch_one(&mut *conn)
        .await?;
    Ok(row.try_get(0)?)
}

/// When the documents of each request could be downloaded.
async fn when_ready(house: &House) -> Result<BTreeMap<String, Timestamp>, Failure> {
    let mut conn = house.db().read().await.map_err(|stop| super::super::super::explain(house, &stop))?;
    let rows = sqlx::query("select subject, at from event where kind = 'certificates.ready'")
        .fetch_all(&mut *conn)
        .await?;
    let mut ready = BTreeMap::new();
    for row in rows {
        let (subject, at): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let request = subject.rsplit([':', '/']).next().unwrap_or_default();
        ready.insert(request.to_owned(), at.parse()?);
    }
    Ok(ready)
}

async fn download_path(house: &House, request: &str) -> Result<String, Failure> {
    let mut conn = house.db().read().await.map_err(|stop| super::super::super::explain(house, &stop))?;
    let row = sqlx::query("select id from certificate_item where request_id = $1")
        .bind(request)
        .fetch_one(&mut *conn)
        .await?;
    let item: String = row.try_get(0)?;
    Ok(format!("/certificates/requests/{request}/documents/{item}"))
}
