//! SQLite or PostgreSQL behind one SQL text. The dialect points (opening, locking, the database's clock) stand here
//! and nowhere else.

mod conn;
mod embedded;

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    AnyConnection, Connection as _, Executor,
    any::{AnyPoolOptions, install_default_drivers},
};

pub use self::conn::Conn;
pub(crate) use self::embedded::Shelf;
pub use crate::line::Reading;
use crate::{
    flush::Flusher,
    line::{Line, Writing},
    stop::Stop,
};

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Embedded, the default.
    Sqlite,
    /// A server.
    Postgres,
}

/// Who is working: each lane has its own connections, so that one rush cannot starve the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// People.
    Public,
    /// Background jobs and the sealer.
    Worker,
    /// The payment platform, which must be answered within two seconds.
    Gateway,
}

/// How long people and jobs wait in line for a connection. A rush at a deadline is served late rather than turned away;
/// what takes longer is told "busy" well before the request's own end.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the payment platform waits: it wants an answer within two seconds, whatever it says.
const GATEWAY_PATIENCE: Duration = Duration::from_secs(2);

/// How long a database may take to let somebody in.
const TO_CONNECT: Duration = Duration::from_secs(2);

/// The database.
#[derive(Clone, Debug)]
pub struct Db {
    kind: Kind,
    url: String,
    readers: Arc<Line>,
    writers: Arc<Line>,
    workers: Arc<Line>,
    gateway: Arc<Line>,
    flusher: Option<Arc<Flusher>>,
}

impl Db {
    /// Opens a database: `sqlite:FILE` (made when absent) or `postgres://…`.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn open(url: &str, durable: bool) -> Result<Self, sqlx::Error> {
        install_default_drivers();
        if let Some(file) = url.strip_prefix("sqlite:") {
            if let Some(folder) = Path::new(file).parent() {
                std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
            }
            let url = format!("sqlite:{file}?mode=rwc");
            let shelf = Shelf::new(file, durable);
            // What cannot be opened is told now.
            drop(shelf.lend()?);
            // One writer: SQLite has one anyway, and a queue in front of it beats SQLITE_BUSY behind it.
            let writers = Arc::new(Line::embedded(shelf.clone(), 1));
            let readers = Arc::new(Line::embedded(shelf, 4));
            let workers = writers.clone();
            let gateway = writers.clone();
            let flusher = durable.then(|| Arc::new(Flusher::new(file)));
            return Ok(Self { kind: Kind::Sqlite, url, readers, writers, workers, gateway, flusher });
        }
        Ok(Self {
            kind: Kind::Postgres,
            url: url.to_owned(),
            readers: postgres_pool(url, 8).await?,
            writers: postgres_pool(url, 8).await?,
            workers: postgres_pool(url, 4).await?,
            gateway: postgres_pool(url, 4).await?,
            flusher: None,
        })
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`Stop`] 503 when none is free within ten seconds, or the database is away.
    pub async fn read(&self) -> Result<Reading, Stop> {
        self.readers.acquire(PATIENCE).await
    }

    /// Begins a write transaction. Only [`crate::Tx`] calls this, so that nothing is written without its event.
    pub(crate) async fn begin(&self, lane: Lane) -> Result<Writing, Stop> {
        let (line, patience) = match lane {
            Lane::Public => (&self.writers, PATIENCE),
            Lane::Worker => (&self.workers, PATIENCE),
            Lane::Gateway => (&self.gateway, GATEWAY_PATIENCE),
        };
        line.begin(patience).await
    }

    /// Returns when everything that was committed before survives a power cut.
    ///
    /// # Errors
    /// [`Stop`] when the disk cannot be written.
    pub(crate) async fn flushed(&self) -> Result<(), Stop> {
        match &self.flusher {
            Some(flusher) => flusher.wait().await.map_err(Stop::broken),
            None => Ok(()),
        }
    }

    /// The end of a statement that claims rows for one worker.
    pub(crate) fn skip_locked(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite => "",
            Kind::Postgres => " for update skip locked",
        }
    }

    /// The database's own clock as stored text: leases are judged by one clock however many nodes there are.
    pub(crate) fn clock_sql(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite => "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')",
            Kind::Postgres => {
                "to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
            }
        }
    }

    /// Runs a room's migrations.
    ///
    /// # Errors
    /// When a migration fails; the database is left as before it.
    pub async fn migrate(
        &self,
        migrator: &sqlx::migrate::Migrator,
    ) -> Result<(), sqlx::migrate::MigrateError> {
        let mut migrator = sqlx::migrate::Migrator { ..clone_migrator(migrator) };
        migrator.set_ignore_missing(true);
        let mut connection = AnyConnection::connect(&self.url).await?;
        migrator.run(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        for line in [&self.readers, &self.gateway, &self.workers, &self.writers] {
            line.close().await;
        }
    }
}

fn clone_migrator(of: &sqlx::migrate::Migrator) -> sqlx::migrate::Migrator {
    let mut copy = sqlx::migrate::Migrator::DEFAULT;
    copy.migrations = of.migrations.clone();
    copy
}

async fn postgres_pool(url: &str, size: u32) -> Result<Arc<Line>, sqlx::Error> {
    let pool = AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(TO_CONNECT)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection
                    .execute(
                        "set statement_timeout = '5s'; set lock_timeout = '2s'; \
                         set idle_in_transaction_session_timeout = '10s'; set client_min_messages = warning",
                    )
                    .await?;
                Ok(())
            })
        })
        .connect_lazy(url)?;
    Ok(Arc::new(Line::server(pool, size)))
}
