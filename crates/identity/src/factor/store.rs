//! The rows of second factors, recovery codes and emergency codes.

use jiff::SignedDuration;
use platform::{Conn, House, Stop, Tx, clock::stamp};
use sqlx::Row;

use super::{codes, totp};
use crate::sealed;

/// Wrong codes a day with the right password while the account is locked, before codes are refused too.
pub const MOST_FAILURES: i64 = 20;
/// Validity of an emergency code.
pub const EMERGENCY_HOURS: i64 = 24;

/// A second factor.
#[derive(Clone, Debug)]
pub struct Factor {
    /// The secret, opened.
    pub secret: String,
    /// When it was enrolled.
    pub enrolled_at: String,
    /// The last step that was accepted.
    pub last_step: i64,
    /// Wrong codes since the last right one, today.
    pub failures: i64,
}

/// The second factor of an account.
///
/// # Errors
/// When the database fails or the secret cannot be opened.
pub async fn find(house: &House, conn: &mut Conn, account_id: &str) -> Result<Option<Factor>, Stop> {
    let row = sqlx::query(
        "select secret, enrolled_at, last_step, failures, failed_at from second_factor where account_id = $1",
    )
    .bind(account_id)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let sealed: String = row.try_get("secret")?;
    let secret = sealed::open(house, "totp", account_id, &sealed)
        .ok_or_else(|| Stop::broken("the secret of a second factor cannot be opened"))?;
    let now = house.clock().now();
    let day_ago = stamp(now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now));
    let failed_at: Option<String> = row.try_get("failed_at")?;
    let recent = failed_at.is_some_and(|at| at > day_ago);
    Ok(Some(Factor {
        secret,
        enrolled_at: row.try_get("enrolled_at")?,
        last_step: row.try_get("last_step")?,
        failures: if recent { row.try_get("failures")? } else { 0 },
    }))
}

/// True when the account has a second factor.
///
/// # Errors
/// When the database fails.
pub async fn exists(conn: &mut Conn, account_id: &str) -> Result<bool, Stop> {
    let row = sqlx::query("select 1 from second_factor where account_id = $1")
        .bind(account_id)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Stores a second factor whose first code was accepted at a step, in place of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn enrol(tx: &mut Tx, account_id: &str, secret: &str, step: i64) -> Result<(), Stop> {
    let sealed = sealed::seal(tx.house(), "totp", account_id, secret)?;
    let now = tx.stamp();
    sqlx::query(
        "insert into second_factor (account_id, secret, enrolled_at, last_step, failures) values ($1, $2, $3, $4, 0) \
         on conflict (account_id) do update set secret = excluded.secret, enrolled_at = excluded.enrolled_at, \
         last_step = excluded.last_step, failures = 0, failed_at = null",
    )
    .bind(account_id)
    .bind(sealed)
    .bind(now)
    .bind(step)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the second factor and its recovery codes away.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, account_id: &str) -> Result<(), Stop> {
    sqlx::query("delete from second_factor where account_id = $1")
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    sqlx::query("delete from recovery_code where account_id = $1")
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Uses a step up. Of two who try the same code at once, one is right.
///
/// # Errors
/// When the database fails.
pub async fn take_step(tx: &mut Tx, account_id: &str, step: i64) -> Result<bool, Stop> {
    let taken = sqlx::query(
        "update second_factor set last_step = $1, failures = 0, failed_at = null \
         where account_id = $2 and last_step < $3",
    )
    .bind(step)
    .bind(account_id)
    .bind(step)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(taken == 1)
}

/// Counts a wrong code that came with the right password.
///
/// # Errors
/// When the database fails.
pub async fn count_failure(tx: &mut Tx, account_id: &str) -> Result<(), Stop> {
    let now = tx.now();
    let day_ago = stamp(now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now));
    sqlx::query(
        "update second_factor set failures = case when failed_at > $1 then failures + 1 else 1 end, failed_at = $2 \
         where account_id = $3",
    )
    .bind(day_ago)
    .bind(stamp(now))
    .bind(account_id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes new recovery codes in place of the old ones, and returns them to be shown once.
///
/// # Errors
/// When the database fails.
pub async fn new_recovery_codes(tx: &mut Tx, account_id: &str) -> Result<Vec<String>, Stop> {
    sqlx::query("delete from recovery_code where account_id = $1")
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    let mut shown = Vec::with_capacity(codes::RECOVERY_CODES);
    for _ in 0..codes::RECOVERY_CODES {
        let code = codes::new_code(tx.house().dice());
        let digest = codes::digest(tx.house(), account_id, &code);
        sqlx::query("insert into recovery_code (account_id, digest) values ($1, $2)")
            .bind(account_id)
            .bind(digest)
            .execute(tx.conn())
            .await?;
        shown.push(code);
    }
    Ok(shown)
}

/// How many recovery codes are left.
///
/// # Errors
/// When the database fails.
pub async fn recovery_codes_left(conn: &mut Conn, account_id: &str) -> Result<i64, Stop> {
    Ok(sqlx::query("select count(*) from recovery_code where account_id = $1 and used_at is null")
        .bind(account_id)
        .fetch_one(conn)
        .await?
        .try_get(0)?)
}

/// Uses a recovery code up. Of two who try it at once, one is right.
///
/// # Errors
/// When the database fails.
pub async fn take_recovery_code(tx: &mut Tx, account_id: &str, typed: &str) -> Result<bool, Stop> {
    let (digest, now) = (codes::digest(tx.house(), account_id, typed), tx.stamp());
    let taken = sqlx::query(
        "update recovery_code set used_at = $1 where account_id = $2 and digest = $3 and used_at is null",
    )
    .bind(now)
    .bind(account_id)
    .bind(digest)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(taken == 1)
}

/// Issues an emergency code in place of earlier ones, and returns it to be told to the person.
///
/// # Errors
/// When the database fails.
pub async fn issue_emergency_code(
    tx: &mut Tx,
    account_id: &str,
    officer: &str,
    identity_check: &str,
) -> Result<String, Stop> {
    sqlx::query("delete from emergency_code where account_id = $1 and used_at is null")
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    let code = codes::new_code(tx.house().dice());
    let (id, now, digest) = (tx.new_id(), tx.now(), codes::digest(tx.house(), account_id, &code));
    sqlx::query(
        "insert into emergency_code (id, account_id, digest, issued_by, issued_at, expires_at, identity_check) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(account_id)
    .bind(digest)
    .bind(officer)
    .bind(stamp(now))
    .bind(stamp(now.saturating_add(SignedDuration::from_hours(EMERGENCY_HOURS)).unwrap_or(now)))
    .bind(identity_check)
    .execute(tx.conn())
    .await?;
    Ok(code)
}

/// Uses an emergency code up. Of two who try it at once, one is right.
///
/// # Errors
/// When the database fails.
pub async fn take_emergency_code(tx: &mut Tx, account_id: &str, typed: &str) -> Result<bool, Stop> {
    let (digest, now) = (codes::digest(tx.house(), account_id, typed), tx.stamp());
    let taken = sqlx::query(
        "update emergency_code set used_at = $1 \
         where account_id = $2 and digest = $3 and used_at is null and expires_at > $4",
    )
    .bind(&now)
    .bind(account_id)
    .bind(digest)
    .bind(&now)
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(taken == 1)
}

/// The step of a typed code, if it is right and was not accepted before.
pub fn fresh_step(factor: &Factor, typed: &str, now: jiff::Timestamp) -> Option<i64> {
    totp::matched_step(&factor.secret, typed, now).filter(|step| *step > factor.last_step)
}
