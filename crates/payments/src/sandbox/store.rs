use jiff::Timestamp;
use platform::{
    Conn, House, Stop, Tx,
    clock::instant,
    web::{Owned, Params},
};
use sqlx::{Row, any::AnyRow};

use crate::charge::{self, Charge, ChargeId};

/// What the person chooses on the sandbox's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Pay,
    Fail,
    Abandon,
    Late,
    Twice,
}

impl Choice {
    pub const ALL: [Choice; 5] = [Choice::Pay, Choice::Fail, Choice::Abandon, Choice::Late, Choice::Twice];

    pub const fn code(self) -> &'static str {
        match self {
            Choice::Pay => "pay",
            Choice::Fail => "fail",
            Choice::Abandon => "abandon",
            Choice::Late => "late",
            Choice::Twice => "twice",
        }
    }

    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }

    /// True when money moves.
    pub const fn pays(self) -> bool {
        matches!(self, Choice::Pay | Choice::Late | Choice::Twice)
    }

    /// The word that the platform adds to the address when it sends the person back.
    pub const fn outcome(self) -> &'static str {
        match self {
            Choice::Pay | Choice::Late | Choice::Twice => "ok",
            Choice::Fail => "error",
            Choice::Abandon => "cancel",
        }
    }
}

/// A person at the sandbox's counter.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub id: String,
    pub charge_id: String,
    pub notice_number: String,
    pub opened_at: Timestamp,
    pub choice: Option<Choice>,
    pub chosen_at: Option<Timestamp>,
    /// The answer of our door when the platform asked for the payment.
    pub payment: Option<String>,
}

/// A session of the person who asks.
#[derive(Clone, Debug)]
pub(super) struct MySession(pub Session);

impl Owned for MySession {
    const OBJECT: &'static str = "sandbox-session";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let Some(session) = find(&mut conn, params.get("session")).await? else { return Ok(None) };
        let charge = charge::find(&mut conn, &session.charge_id).await?;
        Ok(charge.filter(|charge| charge.debtor == account_id).map(|_| MySession(session)))
    }
}

pub(super) async fn open(tx: &mut Tx, id: &str, charge: &Charge) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "insert into sandbox_session (id, charge_id, notice_number, opened_at) values ($1, $2, $3, $4)",
    )
    .bind(id)
    .bind(charge.id.as_str())
    .bind(charge.notice.to_string())
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn find(conn: &mut Conn, id: &str) -> Result<Option<Session>, Stop> {
    let row = sqlx::query(
        "select id, charge_id, notice_number, opened_at, choice, chosen_at, payment from sandbox_session where id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Writes the choice; false when one was made before.
pub(super) async fn choose(
    tx: &mut Tx,
    session: &Session,
    choice: Choice,
    payment: Option<&str>,
) -> Result<bool, Stop> {
    let now = tx.stamp();
    let rows = sqlx::query(
        "update sandbox_session set choice = $1, chosen_at = $2, payment = $3 where id = $4 and choice is null",
    )
    .bind(choice.code())
    .bind(now)
    .bind(payment)
    .bind(&session.id)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// True when a receipt is on its way for a notice: the platform locks a notice while a payment token lives.
pub(super) async fn is_locked(conn: &mut Conn, session: &Session) -> Result<bool, Stop> {
    let row = sqlx::query(
        "select id from sandbox_session where notice_number = $1 and id <> $2 and choice in ('pay', 'late', 'twice')",
    )
    .bind(&session.notice_number)
    .bind(&session.id)
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}

pub(super) fn charge_of(session: &Session) -> ChargeId {
    ChargeId::new(&session.charge_id)
}

fn read(row: &AnyRow) -> Result<Session, Stop> {
    let choice: Option<String> = row.try_get("choice")?;
    Ok(Session {
        id: row.try_get("id")?,
        charge_id: row.try_get("charge_id")?,
        notice_number: row.try_get("notice_number")?,
        opened_at: instant(&row.try_get::<String, _>("opened_at")?),
        choice: choice.as_deref().and_then(Choice::read),
        chosen_at: row.try_get::<Option<String>, _>("chosen_at")?.map(|at| instant(&at)),
        payment: row.try_get("payment")?,
    })
}
