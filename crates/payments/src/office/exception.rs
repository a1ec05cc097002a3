use jiff::{Timestamp, civil::Date};
use kernel::Cents;
use platform::{
    Conn, House, Stop, Tx,
    clock::instant,
    web::{Overseen, Params, Scope},
};
use sqlx::{Row, any::AnyRow};

use crate::receipt::ExceptionKind;

/// Something at which people have to look, with what they decided.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub id: String,
    pub receipt_key: String,
    pub kind: ExceptionKind,
    pub charge_id: Option<String>,
    /// The other words of an altered receipt.
    pub evidence: Option<String>,
    pub opened_at: Timestamp,
    pub decision: Option<Decision>,
    pub decided_at: Option<Timestamp>,
    pub version: i64,
    pub notice_number: String,
    pub amount: Cents,
    pub psp: String,
    pub receipt_id: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The money was given back, outside the platform.
    Refund { amount: Cents, iban: String, on: Date, reason: String },
    /// The receipt was taken as the payment of a charge.
    Match { reason: String },
    /// Nothing is to be done.
    Close { reason: String },
}

impl Decision {
    pub const fn code(&self) -> &'static str {
        match self {
            Decision::Refund { .. } => "refund",
            Decision::Match { .. } => "match",
            Decision::Close { .. } => "close",
        }
    }

    pub fn reason(&self) -> &str {
        match self {
            Decision::Refund { reason, .. } | Decision::Match { reason } | Decision::Close { reason } => {
                reason
            }
        }
    }
}

impl Overseen for Exception {
    const OBJECT: &'static str = "payment-exception";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        if *scope != Scope::All {
            return Ok(None);
        }
        let mut conn = house.db().read().await?;
        find(&mut conn, params.get("exception")).await
    }
}

const SELECT: &str = "select e.id, e.receipt_key, e.kind, e.charge_id, e.evidence, e.opened_at, e.decision, e.reason, \
     e.refund_amount, e.refund_iban, e.refund_on, e.decided_at, e.version, r.notice_number, r.amount, r.psp, \
     r.receipt_id from payment_exception e join receipt r on r.id = e.receipt_key";

pub(super) async fn find(conn: &mut Conn, id: &str) -> Result<Option<Exception>, Stop> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} where e.id = $1")))
        .bind(id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The exceptions of a charge or of its notice.
pub(super) async fn of_notice(conn: &mut Conn, notice_number: &str) -> Result<Vec<Exception>, Stop> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "{SELECT} where r.notice_number = $1 order by e.id limit 100"
    )))
    .bind(notice_number)
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// The queue: what is open, the oldest first; or what was decided, the newest first.
pub(super) async fn queue(
    conn: &mut Conn,
    open: bool,
    size: i64,
    offset: i64,
) -> Result<Vec<Exception>, Stop> {
    let which = if open {
        "where e.decided_at is null order by e.opened_at, e.id"
    } else {
        "where e.decided_at is not null order by e.decided_at desc, e.id desc"
    };
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} {which} limit $1 offset $2")))
        .bind(size)
        .bind(offset)
        .fetch_all(conn)
        .await?;
    rows.iter().map(read).collect()
}

/// How many wait for a decision.
pub(super) async fn open_count(conn: &mut Conn) -> Result<i64, Stop> {
    count(conn, true).await
}

pub(super) async fn count(conn: &mut Conn, open: bool) -> Result<i64, Stop> {
    let sql = if open {
        "select count(*) from payment_exception where decided_at is null"
    } else {
        "select count(*) from payment_exception where decided_at is not null"
    };
    Ok(sqlx::query(sql).fetch_one(conn).await?.try_get(0)?)
}

/// Writes a decision over the version that was looked at; false when somebody was faster.
pub(super) async fn decide(
    tx: &mut Tx,
    exception: &Exception,
    version: i64,
    decision: &Decision,
    by: &str,
) -> Result<bool, Stop> {
    let now = tx.stamp();
    let (amount, iban, on) = match decision {
        Decision::Refund { amount, iban, on, .. } => {
            (Some(amount.0), Some(iban.as_str()), Some(on.to_string()))
        }
        Decision::Match { .. } | Decision::Close { .. } => (None, None, None),
    };
    let rows = sqlx::query(
        "update payment_exception set decision = $1, reason = $2, refund_amount = $3, refund_iban = $4, \
         refund_on = $5, decided_at = $6, decided_by = $7, version = version + 1 \
         where id = $8 and version = $9 and decided_at is null",
    )
    .bind(decision.code())
    .bind(decision.reason())
    .bind(amount)
    .bind(iban)
    .bind(on)
    .bind(now)
    .bind(by)
    .bind(&exception.id)
    .bind(version)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(rows == 1)
}

fn read(row: &AnyRow) -> Result<Exception, Stop> {
    let kind: String = row.try_get("kind")?;
    Ok(Exception {
        id: row.try_get("id")?,
        receipt_key: row.try_get("receipt_key")?,
        kind: ExceptionKind::read(&kind).ok_or_else(|| Stop::broken("an exception of an unknown kind"))?,
        charge_id: row.try_get("charge_id")?,
        evidence: row.try_get("evidence")?,
        opened_at: instant(&row.try_get::<String, _>("opened_at")?),
        decision: decision(row)?,
        decided_at: row.try_get::<Option<String>, _>("decided_at")?.map(|at| instant(&at)),
        version: row.try_get("version")?,
        notice_number: row.try_get("notice_number")?,
        amount: Cents(row.try_get("amount")?),
        psp: row.try_get("psp")?,
        receipt_id: row.try_get("receipt_id")?,
    })
}

fn decision(row: &AnyRow) -> Result<Option<Decision>, Stop> {
    let reason = row.try_get::<Option<String>, _>("reason")?.unwrap_or_default();
    Ok(match row.try_get::<Option<String>, _>("decision")?.as_deref() {
        Some("refund") => Some(Decision::Refund {
            amount: Cents(row.try_get::<Option<i64>, _>("refund_amount")?.unwrap_or_default()),
            iban: row.try_get::<Option<String>, _>("refund_iban")?.unwrap_or_default(),
            on: row
                .try_get::<Option<String>, _>("refund_on")?
                .unwrap_or_default()
                .parse()
                .map_err(Stop::broken)?,
            reason,
        }),
        Some("match") => Some(Decision::Match { reason }),
        Some(_) => Some(Decision::Close { reason }),
        None => None,
    })
}
