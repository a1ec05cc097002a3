//! From the start of the process to the first page, and what an idle service uses.

use std::time::{Duration, Instant};

use super::{
    Bench, Failure,
    figures::Times,
    report::{Report, Target},
    site::{Site, client},
    town,
};

/// How often the service is started.
const STARTS: usize = 5;

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?;
    bench.progress.begin("start: an empty house", STARTS);
    let first = site.serve(&bench.program).await?;
    report.add("start: the first time, tables are made", first.ready_after.as_secs_f64(), "s");
    drop(first);
    started(bench, &site, "empty", report).await?;
    bench.progress.begin("start: making 10,000 programmes", bench.programmes());
    let house = site.house().await?;
    town::programmes(&house, bench.programmes())
        .await
        .map_err(|stop| super::super::explain(&house, &stop))?;
    house.settle().await.map_err(|stop| super::super::explain(&house, &stop))?;
    house.db().close().await;
    drop(house);
    started(bench, &site, "10,000 programmes", report).await?;
    site.close().await
}

async fn started(bench: &Bench, site: &Site, what: &str, report: &mut Report) -> Result<(), Failure> {
    let (mut ready, mut page, mut memory) = (Times::default(), Times::default(), 0.0_f64);
    let client = client()?;
    for _ in 0..STARTS {
        let running = site.serve(&bench.program).await?;
        let begun = Instant::now();
        let answer = client.get(format!("{}/programmes", site.base())).send().await?;
        if !answer.status().is_success() {
            report.wrong(format!("/programmes answered {}", answer.status()));
        }
        answer.bytes().await?;
        ready.add(running.ready_after);
        page.add(running.ready_after.saturating_add(begun.elapsed()));
        tokio::time::sleep(Duration::from_millis(300)).await;
        memory = memory.max(running.memory().now);
        bench.progress.done();
    }
    report.aim(format!("start: ready, {what} (p50)"), ready.p50() / 1000.0, "s", Target::AtMost(0.5));
    report.add(format!("start: list of programmes shown, {what} (p50)"), page.p50() / 1000.0, "s");
    report.aim(format!("start: resident after it, {what}"), memory, "MB", Target::AtMost(100.0));
    Ok(())
}
