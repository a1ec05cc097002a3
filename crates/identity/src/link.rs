//! Links sent by mail: 256 random bits, of which only the digest is stored; bound to a purpose and a subject; used
//! once. Opening one shows a page (mail scanners open links), sending its form uses it.

use jiff::SignedDuration;
use kernel::Email;
use platform::{
    Conn, House, Stop, Tx,
    clock::{hash_token, stamp},
};
use sqlx::Row;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A forgotten password: a new one can be chosen. The subject is the account.
    Recovery,
    /// The first password of a member of staff. The subject is the account.
    StaffActivation,
    /// Reading an assistance request and answering it. The subject is the request; it may be used again.
    Request,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Purpose::Recovery => "recovery",
            Purpose::StaffActivation => "staff-activation",
            Purpose::Request => "request",
        }
    }
}

/// Makes a link and returns its token, which goes into the mail and nowhere else.
///
/// # Errors
/// When the database fails.
pub async fn make(
    tx: &mut Tx,
    purpose: Purpose,
    subject: &str,
    valid: SignedDuration,
) -> Result<String, Stop> {
    let token = tx.house().dice().token();
    let now = tx.now();
    sqlx::query(
        "insert into link (token_hash, purpose, subject, created_at, expires_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(hash_token(&token))
    .bind(purpose.code())
    .bind(subject)
    .bind(stamp(now))
    .bind(stamp(now.saturating_add(valid).unwrap_or(now)))
    .execute(tx.conn())
    .await?;
    crate::sweep::soon(tx).await?;
    Ok(token)
}

/// The subject of a link that is still good.
///
/// # Errors
/// When the database fails.
pub async fn peek(
    house: &House,
    conn: &mut Conn,
    purpose: Purpose,
    token: &str,
) -> Result<Option<String>, Stop> {
    let row =
        sqlx::query("select subject from link where token_hash = $1 and purpose = $2 and expires_at > $3")
            .bind(hash_token(token))
            .bind(purpose.code())
            .bind(stamp(house.clock().now()))
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Uses a link up. Of two who try at once, one gets the subject.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, purpose: Purpose, token: &str) -> Result<Option<String>, Stop> {
    let now = tx.stamp();
    let row = sqlx::query(
        "delete from link where token_hash = $1 and purpose = $2 and expires_at > $3 returning subject",
    )
    .bind(hash_token(token))
    .bind(purpose.code())
    .bind(now)
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Makes all links of a purpose for a subject void.
///
/// # Errors
/// When the database fails.
pub async fn void(tx: &mut Tx, purpose: Purpose, subject: &str) -> Result<(), Stop> {
    sqlx::query("delete from link where purpose = $1 and subject = $2")
        .bind(purpose.code())
        .bind(subject)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A keyed digest of an address: to find and to count by, without the address.
pub fn address_key(house: &House, email: &Email) -> String {
    house.keys().mac("identity-address", &email.as_str().to_lowercase())
}

/// Counts a mail with a link to an address: at most one an hour for each purpose. False when it is too soon; people
/// are not told, since that would tell a stranger that the address is known.
///
/// # Errors
/// When the database fails.
pub async fn may_send(tx: &mut Tx, purpose: &str, address_key: &str) -> Result<bool, Stop> {
    let now = tx.now();
    let hour_ago = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    let counted = sqlx::query(
        "insert into sent_link (purpose, address_key, at) values ($1, $2, $3) \
         on conflict (purpose, address_key) do update set at = excluded.at where sent_link.at <= $4",
    )
    .bind(purpose)
    .bind(address_key)
    .bind(stamp(now))
    .bind(stamp(hour_ago))
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(counted == 1)
}
