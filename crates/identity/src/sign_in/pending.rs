//! A sign-in whose password was right and that waits: for the second factor, or for one to be enrolled.

use jiff::SignedDuration;
use platform::{
    Conn, House, Stop, Tx,
    clock::{hash_token, stamp},
};
use sqlx::{Row, any::AnyRow};

/// Tries of a code before the sign-in begins anew.
pub const TRIES: i64 = 5;
const MINUTES: i64 = 30;

/// What a sign-in waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The code of the second factor.
    Code,
    /// A second factor to be enrolled; nothing else can be done with it.
    Enrol,
}

impl Stage {
    fn code(self) -> &'static str {
        match self {
            Stage::Code => "code",
            Stage::Enrol => "enrol",
        }
    }
}

/// A sign-in that waits.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Digest of its token.
    pub token_hash: String,
    /// The account.
    pub account_id: String,
    /// "Stay connected" was ticked.
    pub stay_connected: bool,
    /// Where it leads.
    pub back: String,
    /// Codes tried so far.
    pub tries: i64,
}

/// Begins to wait, and returns the token for the cookie.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    tx: &mut Tx,
    account_id: &str,
    stage: Stage,
    stay_connected: bool,
    back: &str,
) -> Result<String, Stop> {
    let token = tx.house().dice().token();
    let now = tx.now();
    sqlx::query(
        "insert into pending_sign_in (token_hash, account_id, stage, stay_connected, back, tries, expires_at) \
         values ($1, $2, $3, $4, $5, 0, $6)",
    )
    .bind(hash_token(&token))
    .bind(account_id)
    .bind(stage.code())
    .bind(i64::from(stay_connected))
    .bind(back)
    .bind(stamp(now.saturating_add(SignedDuration::from_mins(MINUTES)).unwrap_or(now)))
    .execute(tx.conn())
    .await?;
    crate::sweep::soon(tx).await?;
    Ok(token)
}

/// The sign-in that waits in a stage.
///
/// # Errors
/// When the database fails.
pub async fn find(
    house: &House,
    conn: &mut Conn,
    token_hash: &str,
    stage: Stage,
) -> Result<Option<Pending>, Stop> {
    let row = sqlx::query(
        "select token_hash, account_id, stay_connected, back, tries from pending_sign_in \
         where token_hash = $1 and stage = $2 and expires_at > $3 and tries < $4",
    )
    .bind(token_hash)
    .bind(stage.code())
    .bind(stamp(house.clock().now()))
    .bind(TRIES)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Counts a try before it is judged, so that tries at the same moment are counted too. `None` when none is left.
///
/// # Errors
/// When the database fails.
pub async fn count_try(tx: &mut Tx, token_hash: &str) -> Result<Option<Pending>, Stop> {
    let now = tx.stamp();
    let row = sqlx::query(
        "update pending_sign_in set tries = tries + 1 \
         where token_hash = $1 and stage = 'code' and expires_at > $2 and tries < $3 \
         returning token_hash, account_id, stay_connected, back, tries",
    )
    .bind(token_hash)
    .bind(now)
    .bind(TRIES)
    .fetch_optional(tx.conn())
    .await?;
    row.as_ref().map(read).transpose()
}

/// Ends the waiting. Of two who end it at once, one did.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, token_hash: &str) -> Result<bool, Stop> {
    let ended = sqlx::query("delete from pending_sign_in where token_hash = $1")
        .bind(token_hash)
        .execute(tx.conn())
        .await?
        .rows_affected();
    Ok(ended == 1)
}

/// Ends every waiting sign-in of an account: a new password, a disabled account.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &mut Tx, account_id: &str) -> Result<(), Stop> {
    sqlx::query("delete from pending_sign_in where account_id = $1")
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Pending, Stop> {
    Ok(Pending {
        token_hash: row.try_get("token_hash")?,
        account_id: row.try_get("account_id")?,
        stay_connected: row.try_get::<i64, _>("stay_connected")? != 0,
        back: row.try_get("back")?,
        tries: row.try_get("tries")?,
    })
}
