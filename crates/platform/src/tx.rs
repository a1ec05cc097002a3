//! One action, one transaction: the change, its event, the jobs and mails that follow, and the answer to a repeated
//! request are committed together or not at all. There is no other way to write.

use futures::future::BoxFuture;
use jiff::Timestamp;
use kernel::Event;
use sqlx::Row;

use crate::{
    clock::stamp,
    db::{Conn, Lane},
    house::House,
    jobs::Job,
    journal::{self, Actor, Subject},
    line::Writing,
    mail::Mail,
    stop::Stop,
    web::{Go, Once},
};

/// A write transaction.
pub struct Tx {
    inner: Writing,
    house: House,
    actor: Actor,
    request_id: String,
    now: Timestamp,
    once: Option<Once>,
    events: usize,
    jobs: usize,
}

/// A room's reaction to another room's event, run inside the event's own transaction: both happen or neither.
pub type Listener = for<'a> fn(&'a mut Tx, &'a Subject, &'a Event) -> BoxFuture<'a, Result<(), Stop>>;

impl Tx {
    pub(crate) async fn begin(
        house: &House,
        lane: Lane,
        actor: Actor,
        request_id: String,
        once: Option<Once>,
    ) -> Result<Self, Stop> {
        let inner = house.db().begin(lane).await?;
        let mut tx = Self {
            inner,
            house: house.clone(),
            actor,
            request_id,
            now: house.clock().now(),
            once: None,
            events: 0,
            jobs: 0,
        };
        if let Some(once) = once {
            tx.claim(&once).await?;
            tx.once = Some(once);
        }
        Ok(tx)
    }

    /// Takes the request's key, or stops with the answer that the same request got before.
    async fn claim(&mut self, once: &Once) -> Result<(), Stop> {
        let now = stamp(self.now);
        let fresh = sqlx::query(
            "insert into idempotency (principal, request, answer, at) values ($1, $2, '', $3) \
             on conflict (principal, request) do nothing",
        )
        .bind(&once.principal)
        .bind(&once.request)
        .bind(&now)
        .execute(&mut *self.inner)
        .await?
        .rows_affected();
        if fresh == 1 {
            return Ok(());
        }
        let answer = sqlx::query("select answer from idempotency where principal = $1 and request = $2")
            .bind(&once.principal)
            .bind(&once.request)
            .fetch_one(&mut *self.inner)
            .await?
            .try_get(0)?;
        // The first one may still wait for the disk.
        self.house.db().flushed().await?;
        Err(Stop::Replay(answer))
    }

    /// The connection, for store functions.
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.inner
    }

    /// The house: configuration, dice, keys.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The instant of the action.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The instant of the action as stored text.
    pub fn stamp(&self) -> String {
        stamp(self.now)
    }

    /// A new identifier.
    pub fn new_id(&self) -> String {
        self.house.dice().id(self.now)
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Tells the journal what happened, and lets the rooms that listen for this kind react in the same transaction.
    ///
    /// # Errors
    /// When the database or a reaction fails.
    pub async fn journal(&mut self, subject: &Subject, event: Event) -> Result<(), Stop> {
        let id = self.new_id();
        journal::append(&mut self.inner, &id, self.now, &self.actor, &self.request_id, subject, &event)
            .await?;
        self.events = self.events.saturating_add(1);
        for listener in self.house.listeners(event.kind) {
            listener(self, subject, &event).await?;
        }
        Ok(())
    }

    /// Enqueues work to be done after the commit, at least once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue(&mut self, job: Job) -> Result<(), Stop> {
        let id = self.new_id();
        job.insert(&mut self.inner, &id, self.now).await?;
        self.jobs = self.jobs.saturating_add(1);
        Ok(())
    }

    /// Takes back work that has not been done, by its deduplication key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unschedule(&mut self, dedup: &str) -> Result<(), Stop> {
        sqlx::query("delete from job where dedup = $1").bind(dedup).execute(&mut *self.inner).await?;
        Ok(())
    }

    /// Sends a mail after the commit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail(&mut self, mail: Mail) -> Result<(), Stop> {
        self.enqueue(mail.into_job()?).await
    }

    /// The next number of a gap-free series (protocol, student number). Take it last: the row stays locked until the
    /// commit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_number(&mut self, series: &str) -> Result<i64, Stop> {
        Ok(sqlx::query(
            "insert into counter (series, value) values ($1, 1) \
             on conflict (series) do update set value = counter.value + 1 returning value",
        )
        .bind(series)
        .fetch_one(&mut *self.inner)
        .await?
        .try_get(0)?)
    }

    /// Commits.
    ///
    /// # Errors
    /// When the database fails, or when nothing was told to the journal: a change without its event is a bug.
    pub async fn commit(self) -> Result<(), Stop> {
        self.finish("").await
    }

    /// Commits and sends the person on; the same request gets the same answer from now on.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn go(self, to: impl Into<String>) -> Result<Go, Stop> {
        let to = to.into();
        self.finish(&to).await?;
        Ok(Go::to(to))
    }

    async fn finish(mut self, answer: &str) -> Result<(), Stop> {
        if self.events == 0 {
            return Err(Stop::broken("a transaction was committed without an event"));
        }
        if let Some(once) = &self.once {
            sqlx::query("update idempotency set answer = $1 where principal = $2 and request = $3")
                .bind(answer)
                .bind(&once.principal)
                .bind(&once.request)
                .execute(&mut *self.inner)
                .await?;
        }
        self.inner.commit().await?;
        // Nobody is answered, and no work is begun, before what was done is on disk.
        self.house.db().flushed().await?;
        self.house.wake(self.jobs > 0);
        Ok(())
    }
}
