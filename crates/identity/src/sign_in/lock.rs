//! The soft lock: failed tries with a login make the next one wait, longer each time. It is counted by what was typed,
//! so that a login nobody has is answered alike. It never keeps the owner out: a device that signed in before, or
//! the code of the second factor typed together with the password, passes.

use jiff::{SignedDuration, Timestamp};
use kernel::Event;
use platform::{
    Conn, House, Stop, Subject, Tx,
    clock::{instant, stamp},
};
use sqlx::Row;

/// Tries before waiting begins.
const FREE: i64 = 5;
/// The longest wait, in seconds: seventy-two tries a day, below the hundred that a day may see.
const LONGEST: i64 = 1200;
/// Failures with one device before it is forgotten.
const DEVICE_FAILURES: i64 = 10;

/// How long the next try has to wait after so many failures.
pub fn wait(failures: i64) -> SignedDuration {
    let Some(beyond) = failures.checked_sub(FREE).filter(|beyond| *beyond >= 0) else {
        return SignedDuration::ZERO;
    };
    let doubled = 1_i64.checked_shl(u32::try_from(beyond.min(10)).unwrap_or(10)).unwrap_or(LONGEST);
    SignedDuration::from_secs(doubled.saturating_mul(30).min(LONGEST))
}

/// What is known of the failures with a login.
#[derive(Clone, Debug)]
pub struct Lock {
    /// The key of the login.
    pub key: String,
    /// When the next try may be made, if it has to wait.
    pub until: Option<Timestamp>,
}

/// The lock of a login.
///
/// # Errors
/// When the database fails.
pub async fn of(house: &House, conn: &mut Conn, login: &str) -> Result<Lock, Stop> {
    let key = house.keys().mac("identity-login", login);
    let now = stamp(house.clock().now());
    let row =
        sqlx::query("select locked_until from sign_in_failure where login_key = $1 and locked_until > $2")
            .bind(&key)
            .bind(now)
            .fetch_optional(conn)
            .await?;
    let until = row.map(|row| row.try_get::<String, _>(0)).transpose()?.map(|until| instant(&until));
    Ok(Lock { key, until })
}

/// Counts a failure; after a day without one, counting begins anew.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, key: &str) -> Result<(), Stop> {
    let now = tx.now();
    let day_ago = stamp(now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now));
    let failures: i64 = sqlx::query(
        "insert into sign_in_failure (login_key, failures, last_at, locked_until) values ($1, 1, $2, $3) \
         on conflict (login_key) do update set last_at = excluded.last_at, \
         failures = case when sign_in_failure.last_at > $4 then sign_in_failure.failures + 1 else 1 end \
         returning failures",
    )
    .bind(key)
    .bind(stamp(now))
    .bind(stamp(now))
    .bind(day_ago)
    .fetch_one(tx.conn())
    .await?
    .try_get(0)?;
    sqlx::query("update sign_in_failure set locked_until = $1 where login_key = $2")
        .bind(stamp(now.saturating_add(wait(failures)).unwrap_or(now)))
        .bind(key)
        .execute(tx.conn())
        .await?;
    crate::sweep::soon(tx).await?;
    let account = Subject::new("sign-in", key.get(..16).unwrap_or(key));
    tx.journal(&account, Event::new("identity.sign-in-failed").with("failures", failures.to_string())).await
}

/// Forgets the failures: the owner is in.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, key: &str) -> Result<(), Stop> {
    sqlx::query("delete from sign_in_failure where login_key = $1").bind(key).execute(tx.conn()).await?;
    Ok(())
}

/// True when the device signed in with this account before.
///
/// # Errors
/// When the database fails.
pub async fn knows_device(conn: &mut Conn, account_id: &str, device_hash: &str) -> Result<bool, Stop> {
    let row =
        sqlx::query("select 1 from known_device where token_hash = $1 and account_id = $2 and failures < $3")
            .bind(device_hash)
            .bind(account_id)
            .bind(DEVICE_FAILURES)
            .fetch_optional(conn)
            .await?;
    Ok(row.is_some())
}

/// Counts a failure with a known device: a stolen one must not be a way around the lock.
///
/// # Errors
/// When the database fails.
pub async fn count_device(tx: &mut Tx, account_id: &str, device_hash: &str) -> Result<(), Stop> {
    sqlx::query("update known_device set failures = failures + 1 where token_hash = $1 and account_id = $2")
        .bind(device_hash)
        .bind(account_id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Remembers a device that signed in.
///
/// # Errors
/// When the database fails.
pub async fn remember_device(tx: &mut Tx, account_id: &str, device_hash: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "insert into known_device (token_hash, account_id, used_at, failures) values ($1, $2, $3, 0) \
         on conflict (token_hash, account_id) do update set used_at = excluded.used_at, failures = 0",
    )
    .bind(device_hash)
    .bind(account_id)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets all devices of an account: after a new password everybody has to show it.
///
/// # Errors
/// When the database fails.
pub async fn forget_devices(tx: &mut Tx, account_id: &str) -> Result<(), Stop> {
    sqlx::query("delete from known_device where account_id = $1").bind(account_id).execute(tx.conn()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_begins_after_five_failures_and_doubles_up_to_twenty_minutes() {
        let seconds: Vec<i64> = (0..14).map(|failures| wait(failures).as_secs()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1200, 1200, 1200]);
    }

    #[test]
    fn fewer_than_a_hundred_tries_reach_an_account_in_a_day() {
        let (mut tries, mut clock) = (0, 0);
        while clock < 86_400 {
            tries += 1;
            clock += wait(tries).as_secs();
        }
        assert!(tries <= 100, "{tries}");
    }
}
