use jiff::Timestamp;
use kernel::Cents;
use platform::{Conn, Stop, clock::instant};
use sqlx::{Row, any::AnyRow};

use super::judge::ExceptionKind;

/// Where a receipt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReceiptState {
    /// Kept, not yet applied.
    Received,
    /// It paid its charge.
    Applied,
    /// People have to look at it, or have.
    Exception,
    /// For a notice of somebody else.
    NotOurs,
    /// It tells of no payment.
    Void,
}

impl ReceiptState {
    const ALL: [ReceiptState; 5] = [
        ReceiptState::Received,
        ReceiptState::Applied,
        ReceiptState::Exception,
        ReceiptState::NotOurs,
        ReceiptState::Void,
    ];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            ReceiptState::Received => "received",
            ReceiptState::Applied => "applied",
            ReceiptState::Exception => "exception",
            ReceiptState::NotOurs => "not-ours",
            ReceiptState::Void => "void",
        }
    }
}

/// A receipt as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub id: String,
    pub entity: String,
    pub receipt_id: String,
    pub digest: String,
    pub notice_number: String,
    pub amount: Cents,
    pub succeeded: bool,
    pub psp: String,
    pub paid_at: Timestamp,
    pub received_at: Timestamp,
    pub state: ReceiptState,
    pub charge_id: Option<String>,
}

pub(crate) struct NewReceipt<'a> {
    pub id: &'a str,
    pub entity: &'a str,
    pub receipt_id: &'a str,
    pub digest: &'a str,
    pub message: &'a str,
    pub notice_number: &'a str,
    pub amount: Cents,
    pub outcome: &'a str,
    pub psp: &'a str,
    pub paid_at: &'a str,
    pub received_at: &'a str,
}

macro_rules! receipt_columns {
    () => {
        "id, entity, receipt_id, digest, notice_number, amount, outcome, psp, paid_at, received_at, state, charge_id"
    };
}

/// Keeps a receipt; false when one of its identity is held already.
pub(super) async fn insert(conn: &mut Conn, new: &NewReceipt<'_>) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "insert into receipt (id, entity, receipt_id, digest, message, notice_number, amount, outcome, psp, paid_at, \
         received_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'received') \
         on conflict (entity, receipt_id) do nothing",
    )
    .bind(new.id)
    .bind(new.entity)
    .bind(new.receipt_id)
    .bind(new.digest)
    .bind(new.message)
    .bind(new.notice_number)
    .bind(new.amount.0)
    .bind(new.outcome)
    .bind(new.psp)
    .bind(new.paid_at)
    .bind(new.received_at)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

pub(super) async fn by_identity(
    conn: &mut Conn,
    entity: &str,
    receipt_id: &str,
) -> Result<Option<Stored>, Stop> {
    let row = sqlx::query(concat!(
        "select ",
        receipt_columns!(),
        " from receipt where entity = $1 and receipt_id = $2"
    ))
    .bind(entity)
    .bind(receipt_id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn find(conn: &mut Conn, id: &str) -> Result<Option<Stored>, Stop> {
    let row = sqlx::query(concat!("select ", receipt_columns!(), " from receipt where id = $1"))
        .bind(id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The receipts that came for a notice, the first one first.
pub(crate) async fn of_notice(conn: &mut Conn, notice_number: &str) -> Result<Vec<Stored>, Stop> {
    let rows = sqlx::query(concat!(
        "select ",
        receipt_columns!(),
        " from receipt where notice_number = $1 order by id limit 100"
    ))
    .bind(notice_number)
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// The message as it came.
pub(crate) async fn message(conn: &mut Conn, id: &str) -> Result<String, Stop> {
    Ok(sqlx::query("select message from receipt where id = $1").bind(id).fetch_one(conn).await?.try_get(0)?)
}

/// Writes where a receipt stands now, over the state that was read.
pub(crate) async fn set_state(
    conn: &mut Conn,
    stored: &Stored,
    to: ReceiptState,
    charge_id: Option<&str>,
) -> Result<(), Stop> {
    let rows = sqlx::query("update receipt set state = $1, charge_id = $2 where id = $3 and state = $4")
        .bind(to.code())
        .bind(charge_id)
        .bind(&stored.id)
        .bind(stored.state.code())
        .execute(conn)
        .await?
        .rows_affected();
    if rows == 1 { Ok(()) } else { Err(Stop::broken("a receipt changed its state")) }
}

/// Opens an exception; false when the same one was opened before.
#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub(crate) async fn open_exception(
    conn: &mut Conn,
    id: &str,
    receipt: &str,
    kind: ExceptionKind,
    charge_id: Option<&str>,
    digest: &str,
    evidence: Option<&str>,
    at: &str,
) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "insert into payment_exception (id, receipt_key, kind, charge_id, digest, evidence, opened_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, 1) on conflict (receipt_key, kind, digest) do nothing",
    )
    .bind(id)
    .bind(receipt)
    .bind(kind.code())
    .bind(charge_id)
    .bind(digest)
    .bind(evidence)
    .bind(at)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

fn read(row: &AnyRow) -> Result<Stored, Stop> {
    let state: String = row.try_get("state")?;
    let outcome: String = row.try_get("outcome")?;
    Ok(Stored {
        id: row.try_get("id")?,
        entity: row.try_get("entity")?,
        receipt_id: row.try_get("receipt_id")?,
        digest: row.try_get("digest")?,
        notice_number: row.try_get("notice_number")?,
        amount: Cents(row.try_get("amount")?),
        succeeded: outcome == "ok",
        psp: row.try_get("psp")?,
        paid_at: instant(&row.try_get::<String, _>("paid_at")?),
        received_at: instant(&row.try_get::<String, _>("received_at")?),
        state: ReceiptState::ALL
            .into_iter()
            .find(|known| known.code() == state)
            .ok_or_else(|| Stop::broken("a receipt in an unknown state"))?,
        charge_id: row.try_get("charge_id")?,
    })
}
