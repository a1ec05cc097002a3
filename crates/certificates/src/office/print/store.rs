use platform::{Conn, Stop, web::Scope};
use sqlx::Row;

use crate::request::{Request, RequestState, store as requests};

/// Requests of a page to choose from; a batch has no more.
pub(super) const MOST: usize = 100;

/// The requests of a batch, by their numbers.
pub(in crate::office) async fn of_batch(conn: &mut Conn, batch: &str) -> Result<Vec<Request>, Stop> {
    let rows = sqlx::query("select * from certificate_request where batch_id = $1 order by number limit 100")
        .bind(batch)
        .fetch_all(&mut *conn)
        .await?;
    requests::with_items(conn, rows, |_| true).await
}

/// What waits to be printed within a scope, the longest waiting first.
pub(super) async fn to_print(conn: &mut Conn, scope: &Scope) -> Result<Vec<Request>, Stop> {
    let state = RequestState::ToPrint.code();
    let mut rows = Vec::new();
    match scope {
        Scope::All => {
            rows = sqlx::query(
                "select * from certificate_request where state = $1 and printed_at is null \
                 order by submitted_at, id limit 100",
            )
            .bind(state)
            .fetch_all(&mut *conn)
            .await?;
        }
        Scope::Programmes(ids) => {
            for id in ids {
                let some = sqlx::query(
                    "select * from certificate_request where programme_id = $1 and state = $2 \
                     and printed_at is null order by submitted_at, id limit 100",
                )
                .bind(id)
                .bind(state)
                .fetch_all(&mut *conn)
                .await?;
                rows.extend(some);
            }
        }
    }
    let mut found = requests::with_items(conn, rows, |_| true).await?;
    found.sort_by(|a, b| (&a.submitted_at, &a.id).cmp(&(&b.submitted_at, &b.id)));
    found.truncate(MOST);
    Ok(found)
}

pub(super) async fn insert(conn: &mut Conn, id: &str, officer: &str, at: &str) -> Result<(), Stop> {
    sqlx::query("insert into certificate_batch (id, officer_id, made_at) values ($1, $2, $3)")
        .bind(id)
        .bind(officer)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts a request that still waits to be printed into a batch; false when it does not wait any more.
pub(super) async fn put(conn: &mut Conn, batch: &str, request: &str) -> Result<bool, Stop> {
    let rows = sqlx::query("update certificate_request set batch_id = $1 where id = $2 and state = $3")
        .bind(batch)
        .bind(request)
        .bind(RequestState::ToPrint.code())
        .execute(conn)
        .await?
        .rows_affected();
    Ok(rows == 1)
}

/// The numbers of the documents that stand for the items of a request, by item.
pub(super) async fn numbers(conn: &mut Conn, request: &Request) -> Result<Vec<(String, i64)>, Stop> {
    let rows = sqlx::query(
        "select d.item_id, d.number from issued d join certificate_item i on i.id = d.item_id \
         where i.request_id = $1 and d.state in ('issued', 'prepared') order by d.number",
    )
    .bind(&request.id)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
