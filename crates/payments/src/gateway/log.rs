use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use kernel::Event;
use platform::{
    Conn, House, Stop, Subject, Tx,
    clock::{instant, stamp},
    jobs::{Claimed, Job},
};
use sqlx::Row;

use super::event::Exchange;

/// The kind of the job that forgets old rows of the log.
pub(crate) const PURGE: &str = "payments.purge-log";

/// 24 months (SANP, service levels), and a little.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 740);

/// Writes a request and its answer into the log of events, and tells the journal.
pub(super) async fn write(tx: &mut Tx, exchange: &Exchange<'_>, outcome: &str) -> Result<(), Stop> {
    let at = tx.stamp();
    for (part, outcome) in [("REQ", ""), ("RESP", outcome)] {
        let id = tx.new_id();
        insert(tx.conn(), &id, &at, exchange, part, outcome).await?;
    }
    let month = at.get(..7).unwrap_or_default().to_owned();
    let later = tx.now().saturating_add(SignedDuration::from_hours(24 * 31)).map_err(Stop::broken)?;
    tx.enqueue(Job::new(PURGE, &month)?.at(later).once(format!("payments-purge-{month}"))).await
}

/// Tells the journal that a notice was asked about.
pub(super) async fn tell(tx: &mut Tx, exchange: &Exchange<'_>, outcome: &str) -> Result<(), Stop> {
    let event =
        Event::new("payments.notice-asked").with("operation", exchange.operation).with("outcome", outcome);
    tx.journal(&Subject::new("notice", exchange.notice), event).await
}

async fn insert(
    conn: &mut Conn,
    id: &str,
    at: &str,
    exchange: &Exchange<'_>,
    part: &str,
    outcome: &str,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into gateway_event (id, at, entity, notice_number, iuv, token, psp, station, operation, part, outcome) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id)
    .bind(at)
    .bind(exchange.entity)
    .bind(exchange.notice)
    .bind(exchange.notice.get(1..).unwrap_or_default())
    .bind(exchange.token)
    .bind(exchange.psp)
    .bind(exchange.station)
    .bind(exchange.operation)
    .bind(part)
    .bind(outcome)
    .execute(conn)
    .await?;
    Ok(())
}

/// A row of the log, read back.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub at: Timestamp,
    pub operation: String,
    pub part: String,
    pub outcome: String,
    pub psp: String,
    pub token: String,
}

/// What was said about a notice, the first first.
pub(crate) async fn of_notice(conn: &mut Conn, notice_number: &str) -> Result<Vec<Said>, Stop> {
    let rows = sqlx::query(
        "select at, operation, part, outcome, psp, token from gateway_event where notice_number = $1 \
         order by id limit 200",
    )
    .bind(notice_number)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Said {
                at: instant(&row.try_get::<String, _>("at")?),
                operation: row.try_get("operation")?,
                part: row.try_get("part")?,
                outcome: row.try_get("outcome")?,
                psp: row.try_get("psp")?,
                token: row.try_get("token")?,
            })
        })
        .collect()
}

/// Forgets what is older than the term.
pub(crate) fn purge(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let before = house.clock().now().saturating_sub(KEPT).map_err(Stop::broken)?;
        let mut tx = job.begin(&house).await?;
        let gone = sqlx::query("delete from gateway_event where at < $1")
            .bind(stamp(before))
            .execute(tx.conn())
            .await?
            .rows_affected();
        let event = Event::new("payments.log-purged").with("rows", gone.to_string());
        tx.journal(&Subject::new("payments", "log"), event).await?;
        tx.commit().await
    })
}
