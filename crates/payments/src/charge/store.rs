use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use kernel::Cents;
use pagopa::NoticeNumber;
use platform::{
    Conn, Stop,
    clock::{instant, stamp},
};
use sqlx::{Row, any::AnyRow};

use super::{Bilingual, Charge, ChargeId, ChargeState, Instalment, Line, LineKind, NewCharge, Reason};

/// The columns of a charge, for every statement that reads one.
macro_rules! charge_columns {
    () => {
        "id, reason_kind, reason_id, instalment, instalments, debtor_id, description_it, description_en, amount, \
         due_on, state, notice_number, origin, receipt_key, paid_at, created_at, version"
    };
}

/// The same, for statements that are put together.
pub(crate) const COLUMNS: &str = charge_columns!();

/// The charge that stands for a reason and instalment.
pub(super) async fn standing(
    conn: &mut Conn,
    reason: &Reason,
    instalment: i64,
) -> Result<Option<ChargeId>, Stop> {
    let row = sqlx::query(
        "select id from charge \
         where reason_kind = $1 and reason_id = $2 and instalment = $3 and state <> 'cancelled'",
    )
    .bind(&reason.kind)
    .bind(&reason.id)
    .bind(instalment)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.map(ChargeId))
}

pub(super) async fn notice_taken(conn: &mut Conn, number: NoticeNumber) -> Result<bool, Stop> {
    let row = sqlx::query("select id from charge where notice_number = $1")
        .bind(number.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Inserts a charge with its lines; false when one stands already for the reason and instalment.
pub(super) async fn insert(
    conn: &mut Conn,
    id: &ChargeId,
    new: &NewCharge,
    notice: NoticeNumber,
    now: Timestamp,
) -> Result<bool, Stop> {
    let amount: Cents = new.lines.iter().map(|line| line.amount).sum();
    let made = sqlx::query(
        "insert into charge (id, reason_kind, reason_id, instalment, instalments, debtor_id, description_it, \
         description_en, amount, due_on, state, notice_number, origin, created_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1) \
         on conflict (reason_kind, reason_id, instalment) where state <> 'cancelled' do nothing",
    )
    .bind(id.as_str())
    .bind(&new.reason.kind)
    .bind(&new.reason.id)
    .bind(new.instalment.number)
    .bind(new.instalment.of)
    .bind(&new.debtor)
    .bind(&new.description.it)
    .bind(&new.description.en)
    .bind(amount.0)
    .bind(new.due_on.to_string())
    .bind(ChargeState::Draft.code())
    .bind(notice.to_string())
    .bind(&new.origin)
    .bind(stamp(now))
    .execute(&mut *conn)
    .await?
    .rows_affected();
    if made == 0 {
        return Ok(false);
    }
    for (position, line) in (1_i64..).zip(&new.lines) {
        insert_line(conn, id, position, line).await?;
    }
    Ok(true)
}

async fn insert_line(conn: &mut Conn, id: &ChargeId, position: i64, line: &Line) -> Result<(), Stop> {
    sqlx::query(
        "insert into charge_line (charge_id, position, kind, text_it, text_en, amount, category) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(position)
    .bind(line.kind.code())
    .bind(&line.text.it)
    .bind(&line.text.en)
    .bind(line.amount.0)
    .bind(&line.category)
    .execute(conn)
    .await?;
    Ok(())
}

/// A charge by its identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Charge>, Stop> {
    let row = sqlx::query(concat!("select ", charge_columns!(), " from charge where id = $1"))
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
    Ok(with_lines(conn, row.into_iter().collect()).await?.pop())
}

/// A charge by the number of its notice.
pub(crate) async fn by_notice(conn: &mut Conn, number: &str) -> Result<Option<Charge>, Stop> {
    let row = sqlx::query(concat!("select ", charge_columns!(), " from charge where notice_number = $1"))
        .bind(number)
        .fetch_optional(&mut *conn)
        .await?;
    Ok(with_lines(conn, row.into_iter().collect()).await?.pop())
}

/// The charges of a reason, cancelled ones too, in the order of their instalments.
///
/// # Errors
/// When the database fails.
pub async fn of_reason(conn: &mut Conn, reason: &Reason) -> Result<Vec<Charge>, Stop> {
    let rows = sqlx::query(concat!(
        "select ",
        charge_columns!(),
        " from charge where reason_kind = $1 and reason_id = $2 order by instalment, id"
    ))
    .bind(&reason.kind)
    .bind(&reason.id)
    .fetch_all(&mut *conn)
    .await?;
    with_lines(conn, rows).await
}

/// What a person owes and has paid, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Charge>, Stop> {
    let rows = sqlx::query(concat!(
        "select ",
        charge_columns!(),
        " from charge where debtor_id = $1 order by due_on desc, id desc limit 200"
    ))
    .bind(person_id)
    .fetch_all(&mut *conn)
    .await?;
    with_lines(conn, rows).await
}

/// Locks a charge for the rest of the transaction and reads it. Where several charges of one reason are decided
/// together, [`lock_reason`] comes first.
pub(crate) async fn lock(conn: &mut Conn, id: &ChargeId) -> Result<Option<Charge>, Stop> {
    let row = sqlx::query(concat!(
        "update charge set version = version + 1 where id = $1 returning ",
        charge_columns!()
    ))
    .bind(id.as_str())
    .fetch_optional(&mut *conn)
    .await?;
    Ok(with_lines(conn, row.into_iter().collect()).await?.pop())
}

/// Lets one transaction at a time decide about the charges of a reason: two last instalments paid at the same moment
/// must not each believe that the other is still owed. The oldest charge of the reason is the lock.
pub(crate) async fn lock_reason(conn: &mut Conn, reason: &Reason) -> Result<(), Stop> {
    sqlx::query(
        "update charge set version = version + 1 \
         where id = (select min(id) from charge where reason_kind = $1 and reason_id = $2)",
    )
    .bind(&reason.kind)
    .bind(&reason.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes a state that the lifecycle decided, over a charge that was locked.
pub(crate) async fn set_state(conn: &mut Conn, charge: &Charge, to: ChargeState) -> Result<(), Stop> {
    let rows =
        sqlx::query("update charge set state = $1, version = version + 1 where id = $2 and state = $3")
            .bind(to.code())
            .bind(charge.id.as_str())
            .bind(charge.state.code())
            .execute(conn)
            .await?
            .rows_affected();
    if rows == 1 { Ok(()) } else { Err(Stop::broken("a locked charge changed its state")) }
}

/// Writes that a locked charge was paid by a receipt.
pub(crate) async fn set_paid(
    conn: &mut Conn,
    charge: &Charge,
    receipt_key: &str,
    paid_at: Timestamp,
) -> Result<(), Stop> {
    let rows = sqlx::query(
        "update charge set state = 'paid', receipt_key = $1, paid_at = $2, version = version + 1 \
         where id = $3 and state = $4",
    )
    .bind(receipt_key)
    .bind(stamp(paid_at))
    .bind(charge.id.as_str())
    .bind(charge.state.code())
    .execute(conn)
    .await?
    .rows_affected();
    if rows == 1 { Ok(()) } else { Err(Stop::broken("a locked charge changed its state")) }
}

/// Reads charges from their rows, and their lines with one statement for up to a hundred.
pub(crate) async fn with_lines(conn: &mut Conn, rows: Vec<AnyRow>) -> Result<Vec<Charge>, Stop> {
    let mut charges = rows.iter().map(charge_of).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<&str> = charges.iter().map(|charge| charge.id.as_str()).collect();
    let mut lines: HashMap<String, Vec<Line>> = HashMap::new();
    for some in ids.chunks(100) {
        let marks: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select charge_id, kind, text_it, text_en, amount, category from charge_line \
             where charge_id in ({}) order by charge_id, position",
            marks.join(", ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for id in some {
            query = query.bind((*id).to_owned());
        }
        for row in query.fetch_all(&mut *conn).await? {
            lines.entry(row.try_get("charge_id")?).or_default().push(line_of(&row)?);
        }
    }
    for charge in &mut charges {
        charge.lines = lines.remove(charge.id.as_str()).unwrap_or_default();
    }
    Ok(charges)
}

fn charge_of(row: &AnyRow) -> Result<Charge, Stop> {
    let state: String = row.try_get("state")?;
    let due_on: String = row.try_get("due_on")?;
    let notice: String = row.try_get("notice_number")?;
    Ok(Charge {
        id: ChargeId(row.try_get("id")?),
        reason: Reason { kind: row.try_get("reason_kind")?, id: row.try_get("reason_id")? },
        instalment: Instalment { number: row.try_get("instalment")?, of: row.try_get("instalments")? },
        debtor: row.try_get("debtor_id")?,
        description: Bilingual { it: row.try_get("description_it")?, en: row.try_get("description_en")? },
        lines: Vec::new(),
        amount: Cents(row.try_get("amount")?),
        due_on: due_on.parse::<Date>().map_err(Stop::broken)?,
        state: ChargeState::read(&state).ok_or_else(|| Stop::broken("a charge in an unknown state"))?,
        notice: NoticeNumber::parse(&notice).map_err(Stop::broken)?,
        origin: row.try_get("origin")?,
        receipt_key: row.try_get("receipt_key")?,
        paid_at: row.try_get::<Option<String>, _>("paid_at")?.map(|at| instant(&at)),
        created_at: instant(&row.try_get::<String, _>("created_at")?),
        version: row.try_get("version")?,
    })
}

fn line_of(row: &AnyRow) -> Result<Line, Stop> {
    let kind: String = row.try_get("kind")?;
    Ok(Line {
        kind: LineKind::read(&kind).ok_or_else(|| Stop::broken("a line of an unknown kind"))?,
        text: Bilingual { it: row.try_get("text_it")?, en: row.try_get("text_en")? },
        amount: Cents(row.try_get("amount")?),
        category: row.try_get("category")?,
    })
}
