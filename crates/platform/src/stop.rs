//! What ends a request early: a problem that a person can act on, or a breakage that is ours. Handlers use `?` and
//! never name a status; the web layer renders it as a page or as problem+json.

use axum::response::{IntoResponse, Response};
use kernel::{Faults, Problem};

/// Implemented by each feature's errors (`CannotSubmit` …): how they are told to people and programs.
pub trait Explain {
    /// The problem to show.
    fn explain(&self) -> Problem;
}

/// Why a request ends without what it asked for.
#[derive(Debug)]
pub enum Stop {
    /// Something the visitor can act on.
    Problem(Problem),
    /// The visitor has to sign in first, and comes back to where they were.
    SignIn,
    /// The visitor has to pass the second factor first.
    SecondFactor,
    /// The same request was answered before: the same answer again.
    Replay(String),
    /// Our fault; logged once, answered 500 with the request id.
    Broken(Broken),
}

/// A failure inside: the database, a file, a bug.
pub struct Broken(Box<dyn std::error::Error + Send + Sync>);

impl Broken {
    /// Wraps a cause. It must not carry personal data: it goes to the log.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl std::fmt::Debug for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

impl Stop {
    /// A breakage with its cause.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Stop::Broken(Broken::new(cause))
    }

    /// No such thing, or not for this visitor.
    pub fn not_found() -> Self {
        Stop::Problem(Problem::not_found())
    }

    /// Not allowed; used only where the page itself is no secret.
    pub fn forbidden() -> Self {
        Stop::Problem(Problem::new(403, "forbidden"))
    }

    /// The problem, when it is one: flows that show faults beside their fields take them from here.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Stop::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// The faults of a form, or the stop itself when it is about something else.
    ///
    /// # Errors
    /// The stop, when it carries no faults.
    pub fn faults(self) -> Result<Faults, Stop> {
        match self {
            Stop::Problem(problem) if !problem.faults.is_empty() => Ok(problem.faults),
            other => Err(other),
        }
    }
}

impl<E: Explain> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Problem(error.explain())
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Stop::Problem(problem)
    }
}

impl From<Faults> for Stop {
    fn from(faults: Faults) -> Self {
        Stop::Problem(faults.into())
    }
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Stop::Broken(broken)
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => busy(&error),
            // SQLITE_BUSY, SQLITE_FULL; PostgreSQL: lock or statement time-out, disk full, shutting down, too many.
            sqlx::Error::Database(inner)
                if matches!(
                    inner.code().as_deref(),
                    Some("5" | "13" | "55P03" | "57014" | "53100" | "57P01" | "57P02" | "57P03" | "53300")
                ) =>
            {
                busy(&error)
            }
            _ => Stop::broken(error),
        }
    }
}

fn busy(error: &sqlx::Error) -> Stop {
    tracing::warn!(error = %error, "the database is busy or away");
    Stop::Problem(Problem::new(503, "busy"))
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Stop::broken(error)
    }
}

impl IntoResponse for Stop {
    /// Leaves the stop on the response for the layer that knows the visitor's language and what they accept.
    fn into_response(self) -> Response {
        let status = match &self {
            Stop::Problem(problem) => problem.status,
            Stop::SignIn | Stop::SecondFactor | Stop::Replay(_) => 303,
            Stop::Broken(_) => 500,
        };
        let mut response = axum::http::StatusCode::from_u16(status)
            .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(StopNote(std::sync::Arc::new(self)));
        response
    }
}

/// How a stop travels on a response.
#[derive(Clone, Debug)]
pub(crate) struct StopNote(pub std::sync::Arc<Stop>);

/// Says which field a unique index belongs to, where the statement is.
pub trait OnUnique<T> {
    /// Turns a violation of a unique index into a fault of a field.
    ///
    /// # Errors
    /// The fault, or the stop for any other error.
    fn on_unique(self, field: &'static str, code: kernel::FaultCode) -> Result<T, Stop>;
}

impl<T> OnUnique<T> for Result<T, sqlx::Error> {
    fn on_unique(self, field: &'static str, code: kernel::FaultCode) -> Result<T, Stop> {
        self.map_err(|error| {
            if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) {
                let mut faults = Faults::new();
                faults.add(field, code);
                faults.into()
            } else {
                error.into()
            }
        })
    }
}
