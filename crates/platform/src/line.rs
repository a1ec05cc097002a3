//! Connections, and the line of those who wait for one. Whoever waits is served in the order of coming and has patience;
//! a database that is away is another matter: nobody waits in line for it.

use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use kernel::Problem;
use sqlx::AnyPool;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    db::{Conn, Shelf},
    stop::Stop,
};

/// How long it is believed that the database is away before somebody looks again.
const AWAY: Duration = Duration::from_secs(1);

/// How long those who hold a connection at the end may take to give it back.
const TO_LEAVE: Duration = Duration::from_secs(10);

/// How long the writer pauses while another process writes to the embedded database.
const PAUSE: Duration = Duration::from_millis(5);

/// Connections of one lane. Each who holds one has a place; the others wait for a place, not for the database.
#[derive(Debug)]
pub(crate) struct Line {
    source: Source,
    size: u32,
    places: Arc<Semaphore>,
    /// When a connection was last asked for in vain.
    away: Mutex<Option<Instant>>,
}

#[derive(Debug)]
enum Source {
    Embedded(Arc<Shelf>),
    Server(AnyPool),
}

impl Line {
    /// In front of so many connections to the embedded database.
    pub fn embedded(shelf: Arc<Shelf>, size: u32) -> Self {
        Self::new(Source::Embedded(shelf), size)
    }

    /// In front of a pool of this size.
    pub fn server(pool: AnyPool, size: u32) -> Self {
        Self::new(Source::Server(pool), size)
    }

    fn new(source: Source, size: u32) -> Self {
        let places = Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1)));
        Self { source, size, places, away: Mutex::new(None) }
    }

    /// Waits for those who hold a connection, for a while, and lets nobody in any more.
    pub async fn close(&self) {
        let all = tokio::time::timeout(TO_LEAVE, self.places.acquire_many(self.size)).await;
        self.places.close();
        drop(all);
        match &self.source {
            Source::Embedded(shelf) => shelf.close(),
            Source::Server(pool) => pool.close().await,
        }
    }

    /// A connection.
    ///
    /// # Errors
    /// [`Stop`] 503 when no place is free in time, or the database is away.
    pub async fn acquire(&self, patience: Duration) -> Result<Reading, Stop> {
        let place = self.place(patience).await?;
        let inner = self.noted(match &self.source {
            Source::Embedded(shelf) => shelf.lend().map(Conn::from),
            Source::Server(pool) => pool.acquire().await.map(Conn::from),
        })?;
        Ok(Reading { inner, _place: place })
    }

    /// A transaction.
    ///
    /// # Errors
    /// As [`Line::acquire`].
    pub async fn begin(&self, patience: Duration) -> Result<Writing, Stop> {
        let since = Instant::now();
        let place = self.place(patience).await?;
        let inner = match &self.source {
            Source::Embedded(shelf) => {
                let mut lent = self.noted(shelf.lend())?;
                while !lent.begin()? {
                    if since.elapsed() > patience {
                        tracing::warn!("another process did not cease to write in time");
                        return Err(Stop::Problem(Problem::new(503, "busy")));
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                lent.into()
            }
            Source::Server(pool) => self.noted(pool.begin().await)?.into(),
        };
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
        // Closed: the house is being left.
        place.map_err(|_closed| busy())
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
    inner: Conn,
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
    inner: Conn,
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
