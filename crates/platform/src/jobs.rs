//! Work after the event, at least once. A job is a row written in the transaction that asks for it; a worker claims
//! it with a lease and a fencing token, and finishes it in the transaction of its own effect, so that a job whose
//! worker was killed runs again and one that finished never does.

use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sqlx::Row;

use crate::{
    clock::stamp,
    db::{Conn, Kind, Lane},
    house::House,
    journal::Actor,
    stop::Stop,
    tx::Tx,
};

/// How often a job is tried before it is laid aside for people to look at.
const MAX_ATTEMPTS: i64 = 12;
/// How long a worker may take, in seconds.
const LEASE_SECONDS: i64 = 60;

/// Work to be done.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which handler does it.
    pub kind: &'static str,
    /// What it needs, as JSON.
    pub payload: String,
    /// Not before this instant; at once when `None`.
    pub run_at: Option<Timestamp>,
    /// Two jobs with the same key are one.
    pub dedup: Option<String>,
}

impl Job {
    /// A job to be done at once.
    ///
    /// # Errors
    /// When the payload cannot be written as JSON.
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Result<Self, Stop> {
        Ok(Self { kind, payload: serde_json::to_string(payload)?, run_at: None, dedup: None })
    }

    /// Not before this instant (a deadline, a reminder).
    pub fn at(mut self, at: Timestamp) -> Self {
        self.run_at = Some(at);
        self
    }

    /// Two jobs with the same key are one; the first stands.
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.dedup = Some(key.into());
        self
    }

    pub(crate) async fn insert(&self, conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), Stop> {
        sqlx::query(
            "insert into job (id, kind, payload, run_at, attempts, fence, dedup) values ($1, $2, $3, $4, 0, 0, $5) \
             on conflict (dedup) do nothing",
        )
        .bind(id)
        .bind(self.kind)
        .bind(&self.payload)
        .bind(stamp(self.run_at.unwrap_or(now)))
        .bind(self.dedup.as_deref())
        .execute(conn)
        .await?;
        Ok(())
    }
}

/// A job in a worker's hands.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Identifier: the fixed part of anything sent outside (a mail's Message-ID).
    pub id: String,
    /// What it needs.
    pub payload: String,
    fence: i64,
}

impl Claimed {
    /// Reads the payload.
    ///
    /// # Errors
    /// When it is not what the handler expects.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Stop> {
        Ok(serde_json::from_str(&self.payload)?)
    }

    /// Begins the transaction of the job's effect; it finishes the job too. Stops if another worker took over.
    ///
    /// # Errors
    /// When the database fails or the lease was lost.
    pub async fn begin(&self, house: &House) -> Result<Tx, Stop> {
        let mut tx = Tx::begin(house, Lane::Worker, Actor::System, format!("job:{}", self.id), None).await?;
        self.delete(tx.conn()).await?;
        Ok(tx)
    }

    /// Finishes a job that had nothing to change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn done(&self, house: &House) -> Result<(), Stop> {
        let mut tx = house.db().begin(Lane::Worker).await?;
        self.delete(&mut tx).await?;
        tx.commit().await
    }

    async fn delete(&self, conn: &mut Conn) -> Result<(), Stop> {
        let mine = sqlx::query("delete from job where id = $1 and fence = $2")
            .bind(&self.id)
            .bind(self.fence)
            .execute(conn)
            .await?
            .rows_affected();
        if mine == 1 { Ok(()) } else { Err(Stop::broken("the job was taken over by another worker")) }
    }
}

/// Does the jobs of one kind. It must finish the job: through [`Claimed::begin`] and a commit, or [`Claimed::done`].
pub type Handler = fn(House, Claimed) -> BoxFuture<'static, Result<(), Stop>>;

/// Does the jobs that are due, up to 20 in one call. Returns how many were claimed.
///
/// # Errors
/// When jobs cannot be claimed.
pub async fn work(house: &House) -> Result<usize, Stop> {
    let claimed = claim(house).await?;
    let count = claimed.len();
    let mut running = tokio::task::JoinSet::new();
    for (kind, job) in claimed {
        let house = house.clone();
        running.spawn(async move {
            let outcome = match house.job_handler(&kind) {
                Some(handler) => handler(house.clone(), job.clone()).await,
                None => Err(Stop::broken(format!("no handler for jobs of kind {kind}"))),
            };
            if let Err(stop) = outcome {
                put_back(&house, &kind, &job, &stop).await;
            }
        });
    }
    while running.join_next().await.is_some() {}
    Ok(count)
}

/// Ends the leases of workers that are no more, so that what a killed process had begun is done at once by the next. An
/// embedded database has one service at a time; on a server another node may be at work, and leases end by themselves.
///
/// # Errors
/// When the database fails.
pub(crate) async fn take_over(house: &House) -> Result<(), Stop> {
    if house.db().kind() != Kind::Sqlite {
        return Ok(());
    }
    let mut tx = house.db().begin(Lane::Worker).await?;
    sqlx::query("update job set lease_until = null where lease_until is not null").execute(&mut *tx).await?;
    tx.commit().await
}

async fn claim(house: &House) -> Result<Vec<(String, Claimed)>, Stop> {
    let now = stamp(house.clock().now());
    let due = format!(
        "select id from job where dead_at is null and run_at <= $1 and (lease_until is null or lease_until < {}) \
         order by run_at, id limit 20",
        house.db().clock_sql()
    );
    {
        let mut conn = house.db().read().await?;
        if sqlx::query(sqlx::AssertSqlSafe(due.clone()))
            .bind(&now)
            .fetch_optional(&mut *conn)
            .await?
            .is_none()
        {
            return Ok(Vec::new());
        }
    }
    let mut tx = house.db().begin(Lane::Worker).await?;
    let due = format!("{due}{}", house.db().skip_locked());
    let ids = sqlx::query(sqlx::AssertSqlSafe(due)).bind(&now).fetch_all(&mut *tx).await?;
    // Leases are judged by the database's clock, which the demo's moved clock does not touch.
    let database_now: String = sqlx::query(sqlx::AssertSqlSafe(format!("select {}", house.db().clock_sql())))
        .fetch_one(&mut *tx)
        .await?
        .try_get(0)?;
    let until = crate::clock::instant(&database_now).saturating_add(SignedDuration::from_secs(LEASE_SECONDS));
    let until = stamp(until.unwrap_or(Timestamp::UNIX_EPOCH));
    let mut claimed = Vec::with_capacity(ids.len());
    for row in &ids {
        let id: String = row.try_get(0)?;
        let row = sqlx::query(
            "update job set fence = fence + 1, attempts = attempts + 1, lease_until = $1 where id = $2 \
             returning kind, payload, fence",
        )
        .bind(&until)
        .bind(&id)
        .fetch_one(&mut *tx)
        .await?;
        let job = Claimed { id, payload: row.try_get("payload")?, fence: row.try_get("fence")? };
        claimed.push((row.try_get("kind")?, job));
    }
    tx.commit().await?;
    Ok(claimed)
}

/// Gives a failed job back, later each time; after the last attempt it is laid aside for people.
async fn put_back(house: &House, kind: &str, job: &Claimed, why: &Stop) {
    tracing::warn!(job = %job.id, kind, why = ?why, "a job failed");
    let result: Result<(), Stop> = async {
        let mut tx = house.db().begin(Lane::Worker).await?;
        let row = sqlx::query("select attempts from job where id = $1 and fence = $2")
            .bind(&job.id)
            .bind(job.fence)
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else { return Ok(()) };
        let attempts: i64 = row.try_get(0)?;
        let now = house.clock().now();
        let wait = SignedDuration::from_secs(1_i64.checked_shl(u32::try_from(attempts).unwrap_or(12)).unwrap_or(4096).min(3600));
        let dead = (attempts >= MAX_ATTEMPTS).then(|| stamp(now));
        sqlx::query(
            "update job set run_at = $1, lease_until = null, last_error = $2, dead_at = $3 where id = $4 and fence = $5",
        )
        .bind(stamp(now.saturating_add(wait).unwrap_or(now)))
        .bind(format!("{why:?}"))
        .bind(dead)
        .bind(&job.id)
        .bind(job.fence)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }
    .await;
    if let Err(stop) = result {
        tracing::error!(job = %job.id, kind, why = ?stop, "a failed job could not be put back; its lease will end");
    }
}

/// A job that failed.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried again.
    pub run_at: String,
    /// It was laid aside.
    pub dead: bool,
    /// Why it failed.
    pub last_error: String,
}

/// Jobs that failed at least once and are not done, the laid aside first.
///
/// # Errors
/// When the database fails.
pub async fn troubled(conn: &mut Conn) -> Result<Vec<Waiting>, Stop> {
    let rows = sqlx::query(
        "select id, kind, attempts, run_at, dead_at, last_error from job where last_error is not null \
         order by case when dead_at is null then 1 else 0 end, run_at limit 200",
    )
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                id: row.try_get("id")?,
                kind: row.try_get("kind")?,
                attempts: row.try_get("attempts")?,
                run_at: row.try_get("run_at")?,
                dead: row.try_get::<Option<String>, _>("dead_at")?.is_some(),
                last_error: row.try_get("last_error")?,
            })
        })
        .collect()
}

/// Tries a laid aside job again from the start.
///
/// # Errors
/// 404 when there is no such job.
pub async fn revive(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    let revived = sqlx::query(
        "update job set dead_at = null, attempts = 0, run_at = $1, lease_until = null where id = $2 and last_error is not null",
    )
    .bind(now)
    .bind(id)
    .execute(tx.conn())
    .await?
    .rows_affected();
    if revived == 1 { Ok(()) } else { Err(Stop::not_found()) }
}
