//! SQLite inside the process. A statement runs where it is asked for, on the thread that asks: it takes some tens of
//! microseconds, and to hand it to another thread and wait for the answer costs more than that. What takes long is kept
//! away from here: the disk is flushed by [`crate::flush`], and the log is moved into the database on a thread of its own.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::{
    Connection, Statement, ToSql,
    types::{ToSqlOutput, ValueRef},
};
use sqlx::{
    Error,
    any::{AnyArguments, AnyQueryResult, AnyRow, AnyTypeInfo, AnyTypeInfoKind, AnyValue},
    error::{DatabaseError, ErrorKind},
};
use sqlx_core::{
    any::{AnyColumn, AnyValueKind},
    ext::ustr::UStr,
};

/// Prepared statements kept by one connection.
const STATEMENTS: usize = 100;

/// After how many commits the log is moved into the database: some thousand pages.
const COMMITS: u64 = 128;

/// How long a statement waits while another process, as an import from the command line, writes.
const BUSY: Duration = Duration::from_secs(5);

/// The connections of one database file that nobody uses now.
#[derive(Debug)]
pub(crate) struct Shelf {
    file: PathBuf,
    durable: bool,
    idle: Mutex<Vec<Embedded>>,
    closed: AtomicBool,
    commits: AtomicU64,
    moving: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Embedded {
    connection: Connection,
    shapes: HashMap<Box<str>, Arc<Shape>>,
}

/// What is known of a statement before it runs.
#[derive(Debug)]
struct Shape {
    names: Arc<sqlx_core::HashMap<UStr, usize>>,
    columns: Vec<AnyColumn>,
    /// For each parameter of SQLite, which numbers them as they come, the value that it means: `$2` may come first.
    values: Vec<usize>,
}

impl Shelf {
    /// For the database in this file, which is made when it is first asked for.
    pub fn new(file: &str, durable: bool) -> Arc<Self> {
        Arc::new(Self {
            file: file.into(),
            durable,
            idle: Mutex::default(),
            closed: AtomicBool::new(false),
            commits: AtomicU64::new(0),
            moving: Arc::default(),
        })
    }

    /// A connection; it comes back by itself.
    pub fn lend(self: &Arc<Self>) -> Result<Lent, Error> {
        if self.closed.load(Ordering::SeqCst) {
            return Err(Error::PoolClosed);
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let inner = match idle {
            Some(inner) => inner,
            None => self.open()?,
        };
        Ok(Lent { inner: Some(inner), shelf: self.clone() })
    }

    /// Lends nothing any more.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn open(&self) -> Result<Embedded, Error> {
        let connection = Connection::open(&self.file).map_err(refused)?;
        connection.busy_timeout(BUSY).map_err(refused)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Small caches: what is not in them is in the system's, which all connections share.
        // NORMAL, and a flush before the answer: a commit that was answered survives a power cut, not only a killed
        // process. The log is moved by `committed`; the automatic move stays for when that one is not heard.
        let synchronous = if self.durable {
            "pragma synchronous = normal; pragma wal_autocheckpoint = 20000; pragma cache_size = -1000"
        } else {
            "pragma synchronous = off"
        };
        connection
            .execute_batch(&format!(
                "pragma journal_mode = wal; {synchronous}; pragma foreign_keys = on; pragma temp_store = memory"
            ))
            .map_err(refused)?;
        Ok(Embedded { connection, shapes: HashMap::new() })
    }

    /// Counts a commit; now and then the log is moved into the database, which waits for the disk, beside all else.
    fn committed(&self) {
        let count = self.commits.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if !self.durable || !count.is_multiple_of(COMMITS) || self.moving.swap(true, Ordering::SeqCst) {
            return;
        }
        let (file, moving) = (self.file.clone(), self.moving.clone());
        tokio::task::spawn_blocking(move || {
            let moved = Connection::open(file).and_then(|it| {
                it.execute_batch("pragma synchronous = normal; pragma wal_checkpoint(passive)")
            });
            if let Err(error) = moved {
                tracing::warn!(%error, "the log was not moved into the database");
            }
            moving.store(false, Ordering::SeqCst);
        });
    }
}

/// A connection that somebody uses. Dropped, it goes back, and a transaction that was not committed is undone.
#[derive(Debug)]
pub(crate) struct Lent {
    /// There until it is dropped.
    inner: Option<Embedded>,
    shelf: Arc<Shelf>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(inner) = self.inner.take() else { return };
        if !inner.connection.is_autocommit() && inner.connection.execute_batch("rollback").is_err() {
            return;
        }
        if !self.shelf.closed.load(Ordering::SeqCst) {
            self.shelf.idle.lock().unwrap_or_else(PoisonError::into_inner).push(inner);
        }
    }
}

impl Lent {
    /// Begins to write. `false` when another process writes.
    pub fn begin(&mut self) -> Result<bool, Error> {
        let connection = &self.embedded()?.connection;
        // Whoever asks waits without holding the thread; only what comes after may wait here.
        connection.busy_timeout(Duration::ZERO).map_err(refused)?;
        // IMMEDIATE takes the write lock at once: a transaction that reads first would fail when it writes.
        let begun = connection.execute_batch("begin immediate");
        connection.busy_timeout(BUSY).map_err(refused)?;
        match begun {
            Ok(()) => Ok(true),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(false),
            Err(error) => Err(refused(error)),
        }
    }

    /// Commits, and gives the connection back.
    pub fn commit(mut self) -> Result<(), Error> {
        self.embedded()?.connection.execute_batch("commit").map_err(refused)?;
        self.shelf.committed();
        Ok(())
    }

    /// Runs one statement and gives up to so many of its rows.
    pub fn run(
        &mut self,
        sql: &str,
        arguments: AnyArguments,
        most: usize,
    ) -> Result<(AnyQueryResult, Vec<AnyRow>), Error> {
        let Embedded { connection, shapes } = self.embedded()?;
        let mut statement = connection.prepare_cached(sql).map_err(refused)?;
        let shape = match shapes.get(sql) {
            Some(shape) if shape.columns.len() == statement.column_count() => shape.clone(),
            _ => {
                if shapes.len() >= STATEMENTS {
                    shapes.clear();
                }
                let shape = Arc::new(Shape::of(&statement)?);
                shapes.insert(sql.into(), shape.clone());
                shape
            }
        };
        let values = arguments.values.0;
        for (number, value) in (1_usize..).zip(&shape.values) {
            let value = values.get(*value).ok_or_else(|| Error::Protocol("a value is missing".into()))?;
            statement.raw_bind_parameter(number, Given(value)).map_err(refused)?;
        }
        let changes = !statement.readonly();
        let mut rows = Vec::new();
        let mut answers = statement.raw_query();
        while let Some(row) = answers.next().map_err(refused)? {
            if rows.len() < most {
                rows.push(shape.read(row)?);
            }
            if rows.len() == most && !changes {
                break;
            }
        }
        drop(answers);
        let rows_affected = if changes { connection.changes() } else { 0 };
        Ok((AnyQueryResult { rows_affected, last_insert_id: None }, rows))
    }

    /// Runs statements that take no values.
    pub fn run_all(&mut self, sql: &str) -> Result<AnyQueryResult, Error> {
        let connection = &self.embedded()?.connection;
        connection.execute_batch(sql).map_err(refused)?;
        Ok(AnyQueryResult { rows_affected: connection.changes(), last_insert_id: None })
    }

    fn embedded(&mut self) -> Result<&mut Embedded, Error> {
        self.inner.as_mut().ok_or(Error::PoolClosed)
    }
}

impl Shape {
    fn of(statement: &Statement<'_>) -> Result<Self, Error> {
        let mut names = sqlx_core::HashMap::default();
        let mut columns = Vec::with_capacity(statement.column_count());
        for (ordinal, name) in statement.column_names().into_iter().enumerate() {
            let name = UStr::new(name);
            names.insert(name.clone(), ordinal);
            columns.push(AnyColumn { ordinal, name, type_info: AnyTypeInfo { kind: AnyTypeInfoKind::Null } });
        }
        let values = (1..=statement.parameter_count())
            .map(|number| {
                let name = statement.parameter_name(number);
                name.and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok()?.checked_sub(1))
                    .ok_or_else(|| Error::Protocol("values are called $1, $2, …".into()))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { names: Arc::new(names), columns, values })
    }

    fn read(&self, row: &rusqlite::Row<'_>) -> Result<AnyRow, Error> {
        let values = (0..self.columns.len())
            .map(|column| {
                let kind = match row.get_ref(column).map_err(refused)? {
                    ValueRef::Null => AnyValueKind::Null(AnyTypeInfoKind::Null),
                    ValueRef::Integer(number) => AnyValueKind::BigInt(number),
                    ValueRef::Real(number) => AnyValueKind::Double(number),
                    ValueRef::Text(text) => {
                        let text = str::from_utf8(text).map_err(|error| Error::Decode(error.into()))?;
                        AnyValueKind::Text(Arc::new(text.to_owned()))
                    }
                    ValueRef::Blob(bytes) => AnyValueKind::Blob(Arc::new(bytes.to_vec())),
                };
                Ok(AnyValue { kind })
            })
            .collect::<Result<_, Error>>()?;
        Ok(AnyRow { column_names: self.names.clone(), columns: self.columns.clone(), values })
    }
}

/// A value on its way in.
struct Given<'a>(&'a AnyValueKind);

impl ToSql for Given<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self.0 {
            AnyValueKind::Null(_) => ValueRef::Null,
            AnyValueKind::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
            AnyValueKind::SmallInt(number) => ValueRef::Integer(i64::from(*number)),
            AnyValueKind::Integer(number) => ValueRef::Integer(i64::from(*number)),
            AnyValueKind::BigInt(number) => ValueRef::Integer(*number),
            AnyValueKind::Real(number) => ValueRef::Real(f64::from(*number)),
            AnyValueKind::Double(number) => ValueRef::Real(*number),
            AnyValueKind::Text(text) => ValueRef::Text(text.as_bytes()),
            AnyValueKind::TextSlice(text) => ValueRef::Text(text.as_bytes()),
            AnyValueKind::Blob(bytes) => ValueRef::Blob(bytes),
            _ => return Err(rusqlite::Error::ToSqlConversionFailure("a value of no known kind".into())),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// What SQLite said no to.
#[derive(Debug)]
struct Refused {
    message: String,
    /// Extended, as SQLite numbers them.
    code: i32,
}

/// SQLite's error as the rooms know errors of databases.
fn refused(error: rusqlite::Error) -> Error {
    match error.sqlite_error() {
        Some(inner) => {
            let code = inner.extended_code;
            Error::Database(Box::new(Refused { message: error.to_string(), code }))
        }
        None => Error::Protocol(error.to_string()),
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Refused {}

impl DatabaseError for Refused {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        use rusqlite::ffi;
        match self.code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => ErrorKind::UniqueViolation,
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKeyViolation,
            ffi::SQLITE_CONSTRAINT_NOTNULL => ErrorKind::NotNullViolation,
            ffi::SQLITE_CONSTRAINT_CHECK => ErrorKind::CheckViolation,
            _ => ErrorKind::Other,
        }
    }
}
