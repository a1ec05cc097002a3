//! The real program, killed with SIGKILL again and again while it works.

mod certificates;
mod post;
mod receipts;

use std::time::{Duration, Instant};

use ateneo::commands::bench::{site::Server, town};
use platform::House;
use sqlx::Row;

/// The jobs of a worker that was killed are taken over when their lease has ended, by the database's clock. The test does
/// not wait for it: the fence is what keeps them from being done twice, not the minute.
async fn a_minute_passes(house: &House) {
    let mut tx = town::operator(house).await.unwrap();
    sqlx::query("update job set lease_until = null").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Waits until the service has done all its jobs of these kinds.
async fn until_done(house: &House, running: &Server, kinds: &[&str]) {
    let begun = Instant::now();
    let left = format!("select count(*) from job where kind in ('{}')", kinds.join("', '"));
    while count(house, &left).await > 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the jobs are not done:\n{}", running.log_end());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn invariants_hold(house: &House) {
    for (name, sql) in house.invariants() {
        assert_eq!(count(house, sql).await, 0, "invariant broken: {name}");
    }
}

async fn count(house: &House, sql: &str) -> i64 {
    let mut conn = house.db().read().await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap().try_get(0).unwrap()
}
