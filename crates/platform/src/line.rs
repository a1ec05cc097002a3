//! Connections, and the line of those who wait for one. Whoever waits is served in the order of coming and has patience;
//! a database that is away is another matter: nobody waits in line for it.

use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use kernel::Problem;
use sqlx::{Any, AnyPool, Transaction, pool::PoolConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{db::Conn, stop::Stop};

/// How long it is believed that the database is away before somebody looks again.
const AWAY: Duration = Duration::from_secs(1);

/// Connections of one lane. Each who holds one has a place; the others wait for a place, not for the database.
#[derive(Debug)]
pub(crate) struct Line {
    pool: AnyPool,
    places: Arc<Semaphore>,
    /// When a connection was last asked for in vain.
    away: Mutex<Option<Instant>>,
}

impl Line {
    /// In front of a pool of this size.
    pub fn new(pool: AnyPool, size: u32) -> Self {
        let places = Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1)));
        Self { pool, places, away: Mutex::new(None) }
    }

    /// The connections, for who needs no place: migrations, and the end.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// A connection.
    ///
    /// # Errors
    /// [`Stop`] 503 when no place is free in time, or the database is away.
    pub async fn acquire(&self, patience: Duration) -> Result<Reading, Stop> {
        let place = self.place(patience).await?;
        let inner = self.noted(self.pool.acquire().await)?;
        Ok(Reading { inner, _place: place })
    }

    /// A transaction.
    ///
    /// # Errors
    /// As [`Line::acquire`].
    pub async fn begin(&self, with: &'static str, patience: Duration) -> Result<Writing, Stop> {
        let place = self.place(patience).await?;
        let inner = self.noted(self.pool.begin_with(with).await)?;
        Ok(Writing { inner, _place: place })
    }

    async fn place(&self, patience: Duration) -> Result<OwnedSemaphorePermit, Stop> {
        let place = tokio::time::timeout(patience, self.places.clone().acquire_owned()).await;
        let busy = || Stop::Problem(Problem::new(503, "busy"));
        let Ok(place) = place else {
            tracing::warn!("nobody gave a connection back in time");
            return Err(busy());
        };
        let away = *self.away.lock().unwrap_or_else(PoisonError::into_inner);
        if away.is_some_and(|since| since.elapsed() < AWAY) {
            return Err(busy());
        }
        place.map_err(Stop::broken)
    }

    fn noted<T>(&self, got: Result<T, sqlx::Error>) -> Result<T, Stop> {
        let away = match &got {
            Err(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) => Some(Instant::now()),
            _ => None,
        };
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = away;
        Ok(got?)
    }
}

/// A connection for reading; it goes back when this is dropped.
#[derive(Debug)]
pub struct Reading {
    inner: PoolConnection<Any>,
    _place: OwnedSemaphorePermit,
}

impl Deref for Reading {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.inner
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.inner
    }
}

/// A transaction; dropped without a commit it changes nothing.
#[derive(Debug)]
pub(crate) struct Writing {
    inner: Transaction<'static, Any>,
    _place: OwnedSemaphorePermit,
}

impl Writing {
    /// Commits.
    pub async fn commit(self) -> Result<(), Stop> {
        Ok(self.inner.commit().await?)
    }
}

impl Deref for Writing {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.inner
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.inner
    }
}
