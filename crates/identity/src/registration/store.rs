use jiff::SignedDuration;
use platform::{
    Conn, House, Stop, Tx,
    clock::{hash_token, stamp},
};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::form::Checked;
use crate::sealed;

/// A registration that waits for its link to be used.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// What the person said.
    pub checked: Checked,
    /// Hash of the password they chose.
    pub password_hash: String,
}

/// Keeps a registration until its link is used or expires, and returns the link's token.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, pending: &Pending) -> Result<String, Stop> {
    let (id, now, token) = (tx.new_id(), tx.now(), tx.house().dice().token());
    let data = sealed::seal(tx.house(), "registration", &id, &serde_json::to_string(pending)?)?;
    let address_key = crate::link::address_key(tx.house(), &pending.checked.email);
    let expires = expiry(tx);
    sqlx::query(
        "insert into registration (id, token_hash, address_key, data, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(hash_token(&token))
    .bind(address_key)
    .bind(data)
    .bind(stamp(now))
    .bind(expires)
    .execute(tx.conn())
    .await?;
    crate::sweep::soon(tx).await?;
    Ok(token)
}

fn expiry(tx: &Tx) -> String {
    let days = tx.house().config().terms.activation_days;
    let until = tx.now().saturating_add(SignedDuration::from_hours(days.saturating_mul(24)));
    stamp(until.unwrap_or(tx.now()))
}

/// True when a link is still good.
///
/// # Errors
/// When the database fails.
pub async fn exists(house: &House, conn: &mut Conn, token: &str) -> Result<bool, Stop> {
    let row = sqlx::query("select 1 from registration where token_hash = $1 and expires_at > $2")
        .bind(hash_token(token))
        .bind(stamp(house.clock().now()))
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Uses a link up. Of two who try at once, one gets the registration.
///
/// # Errors
/// When the database fails, or the data cannot be opened.
pub async fn take(tx: &mut Tx, token: &str) -> Result<Option<Pending>, Stop> {
    let now = tx.stamp();
    let row =
        sqlx::query("delete from registration where token_hash = $1 and expires_at > $2 returning id, data")
            .bind(hash_token(token))
            .bind(now)
            .fetch_optional(tx.conn())
            .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(read(tx.house(), &row.try_get::<String, _>("id")?, &row.try_get::<String, _>("data")?)?))
}

fn read(house: &House, id: &str, data: &str) -> Result<Pending, Stop> {
    let json = sealed::open(house, "registration", id, data)
        .ok_or_else(|| Stop::broken("a pending registration cannot be opened"))?;
    Ok(serde_json::from_str(&json)?)
}

/// The registrations that wait for a link sent to an address: identifier and data.
///
/// # Errors
/// When the database fails.
pub async fn pending_of(
    house: &House,
    conn: &mut Conn,
    address_key: &str,
) -> Result<Vec<(String, Pending)>, Stop> {
    let rows = sqlx::query(
        "select id, data from registration where address_key = $1 and expires_at > $2 order by id desc limit 10",
    )
    .bind(address_key)
    .bind(stamp(house.clock().now()))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let id: String = row.try_get("id")?;
            let pending = read(house, &id, &row.try_get::<String, _>("data")?)?;
            Ok((id, pending))
        })
        .collect()
}

/// Gives a pending registration a new link in place of the earlier one.
///
/// # Errors
/// When the database fails.
pub async fn new_token(tx: &mut Tx, id: &str) -> Result<String, Stop> {
    let (token, expires) = (tx.house().dice().token(), expiry(tx));
    sqlx::query("update registration set token_hash = $1, expires_at = $2 where id = $3")
        .bind(hash_token(&token))
        .bind(expires)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(token)
}
