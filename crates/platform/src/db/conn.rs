//! One connection as the rooms see it: `sqlx::query(…)` runs on it, whichever database stands behind.

use futures::{
    StreamExt as _, TryStreamExt as _,
    future::{BoxFuture, ready},
    stream::{self, BoxStream},
};
use sqlx::{
    Any, AnyConnection, Describe, Either, Error, Execute, Executor, SqlStr, Transaction,
    any::{AnyArguments, AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo},
    pool::PoolConnection,
};

use super::embedded::Lent;

/// A connection, in or out of a transaction: what store functions take.
#[derive(Debug)]
pub struct Conn(Behind);

#[derive(Debug)]
enum Behind {
    Embedded(Lent),
    Server(PoolConnection<Any>),
    ServerTransaction(Transaction<'static, Any>),
}

/// Where a statement runs: here, in this process, or there, on the server.
enum Place<'c> {
    Here(&'c mut Lent),
    There(&'c mut AnyConnection),
}

impl From<Lent> for Conn {
    fn from(lent: Lent) -> Self {
        Self(Behind::Embedded(lent))
    }
}

impl From<PoolConnection<Any>> for Conn {
    fn from(connection: PoolConnection<Any>) -> Self {
        Self(Behind::Server(connection))
    }
}

impl From<Transaction<'static, Any>> for Conn {
    fn from(transaction: Transaction<'static, Any>) -> Self {
        Self(Behind::ServerTransaction(transaction))
    }
}

impl Conn {
    /// Commits what was begun on this connection.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.0 {
            Behind::Embedded(lent) => lent.commit(),
            Behind::ServerTransaction(transaction) => transaction.commit().await,
            Behind::Server(_) => Ok(()),
        }
    }

    fn place(&mut self) -> Place<'_> {
        match &mut self.0 {
            Behind::Embedded(lent) => Place::Here(lent),
            Behind::Server(connection) => Place::There(connection),
            Behind::ServerTransaction(transaction) => Place::There(transaction),
        }
    }
}

/// The words and the values of a query.
fn taken<'q>(mut query: impl Execute<'q, Any>) -> Result<(SqlStr, Option<AnyArguments>), Error> {
    let arguments = query.take_arguments().map_err(Error::Encode)?;
    Ok((query.sql(), arguments))
}

impl<'c> Executor<'c> for &'c mut Conn {
    type Database = Any;

    fn execute<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<AnyQueryResult, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match self.place() {
            Place::There(connection) => connection.execute(query),
            Place::Here(lent) => Box::pin(async move {
                let (sql, arguments) = taken(query)?;
                tokio::task::coop::consume_budget().await;
                match arguments {
                    Some(arguments) => Ok(lent.run(sql.as_str(), arguments, 0)?.0),
                    None => lent.run_all(sql.as_str()),
                }
            }),
        }
    }

    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, Result<Either<AnyQueryResult, AnyRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match self.place() {
            Place::There(connection) => connection.fetch_many(query),
            Place::Here(lent) => stream::once(async move {
                let (sql, arguments) = taken(query)?;
                tokio::task::coop::consume_budget().await;
                let (result, rows) = lent.run(sql.as_str(), arguments.unwrap_or_default(), usize::MAX)?;
                let end = stream::iter([Either::Left(result)]);
                Ok::<_, Error>(stream::iter(rows.into_iter().map(Either::Right)).chain(end).map(Ok))
            })
            .try_flatten()
            .boxed(),
        }
    }

    fn fetch_all<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Vec<AnyRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match self.place() {
            Place::There(connection) => connection.fetch_all(query),
            Place::Here(lent) => Box::pin(async move {
                let (sql, arguments) = taken(query)?;
                tokio::task::coop::consume_budget().await;
                Ok(lent.run(sql.as_str(), arguments.unwrap_or_default(), usize::MAX)?.1)
            }),
        }
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        match self.place() {
            Place::There(connection) => connection.fetch_optional(query),
            Place::Here(lent) => Box::pin(async move {
                let (sql, arguments) = taken(query)?;
                tokio::task::coop::consume_budget().await;
                Ok(lent.run(sql.as_str(), arguments.unwrap_or_default(), 1)?.1.pop())
            }),
        }
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [AnyTypeInfo],
    ) -> BoxFuture<'e, Result<AnyStatement, Error>>
    where
        'c: 'e,
    {
        match self.place() {
            Place::There(connection) => connection.prepare_with(sql, parameters),
            Place::Here(_) => Box::pin(ready(Err(nobody_asks()))),
        }
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Any>, Error>>
    where
        'c: 'e,
    {
        match self.place() {
            Place::There(connection) => connection.describe(sql),
            Place::Here(_) => Box::pin(ready(Err(nobody_asks()))),
        }
    }
}

/// For what sqlx offers to its macros, which the rooms do not use.
fn nobody_asks() -> Error {
    Error::Protocol("a statement of the embedded database is only run".into())
}
