//! The rows of accounts.

use platform::{Conn, Stop, Tx, clock::stamp};
use sqlx::{Row, any::AnyRow};

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person's.
    Person,
    /// Of a member of staff.
    Staff,
}

impl Kind {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Staff => "staff",
        }
    }
}

/// An account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Identifier: the person's for persons.
    pub id: String,
    /// Whose.
    pub kind: Kind,
    /// Person code, or the user name of a member of staff.
    pub login: String,
    /// Hash of the password; none until one was chosen.
    pub password_hash: Option<String>,
    /// When it was disabled, if it is.
    pub disabled_at: Option<String>,
    /// When its link was used and a password chosen.
    pub activated_at: Option<String>,
    /// A second factor must be enrolled before anything else.
    pub factor_required: bool,
    /// Counts changes.
    pub version: i64,
}

const COLUMNS: &str = "id, kind, login, password_hash, disabled_at, activated_at, factor_required, version";

fn read(row: &AnyRow) -> Result<Account, Stop> {
    Ok(Account {
        id: row.try_get("id")?,
        kind: if row.try_get::<String, _>("kind")? == "staff" { Kind::Staff } else { Kind::Person },
        login: row.try_get("login")?,
        password_hash: row.try_get("password_hash")?,
        disabled_at: row.try_get("disabled_at")?,
        activated_at: row.try_get("activated_at")?,
        factor_required: row.try_get::<i64, _>("factor_required")? != 0,
        version: row.try_get("version")?,
    })
}

/// The account with an identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Account>, Stop> {
    let sql = format!("select {COLUMNS} from account where id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The account that signs in with a person code or a user name.
///
/// # Errors
/// When the database fails.
pub async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<Account>, Stop> {
    let sql = format!("select {COLUMNS} from account where login = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(login).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// Adds an account, activated when it has a password.
///
/// # Errors
/// A fault of the field `login` when the login is taken.
pub async fn insert(
    tx: &mut Tx,
    id: &str,
    kind: Kind,
    login: &str,
    password_hash: Option<&str>,
) -> Result<(), Stop> {
    use platform::OnUnique;
    let now = tx.stamp();
    sqlx::query(
        "insert into account (id, kind, login, password_hash, password_at, created_at, activated_at, factor_required, \
         version) values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(id)
    .bind(kind.code())
    .bind(login)
    .bind(password_hash)
    .bind(password_hash.map(|_| now.as_str()))
    .bind(&now)
    .bind(password_hash.map(|_| now.as_str()))
    .bind(i64::from(kind == Kind::Staff))
    .execute(tx.conn())
    .await
    .on_unique("login", "login-taken")?;
    Ok(())
}

/// Sets a password, and activates an account that had none.
///
/// # Errors
/// When the database fails.
pub async fn set_password(tx: &mut Tx, id: &str, hash: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "update account set password_hash = $1, password_at = $2, activated_at = coalesce(activated_at, $3), \
         version = version + 1 where id = $4",
    )
    .bind(hash)
    .bind(&now)
    .bind(&now)
    .bind(id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Replaces a hash by one of the same password at today's cost.
///
/// # Errors
/// When the database fails.
pub async fn rehash(tx: &mut Tx, id: &str, old: &str, new: &str) -> Result<(), Stop> {
    sqlx::query("update account set password_hash = $1 where id = $2 and password_hash = $3")
        .bind(new)
        .bind(id)
        .bind(old)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Disables or enables an account. False when it was so already.
///
/// # Errors
/// When the database fails.
pub async fn set_disabled(tx: &mut Tx, id: &str, disabled: bool) -> Result<bool, Stop> {
    let (now, sql) = (
        tx.stamp(),
        if disabled {
            "update account set disabled_at = $1, version = version + 1 where id = $2 and disabled_at is null"
        } else {
            "update account set disabled_at = null, version = version + 1 where id = $2 and disabled_at <= $1"
        },
    );
    let changed = sqlx::query(sql).bind(now).bind(id).execute(tx.conn()).await?.rows_affected();
    Ok(changed == 1)
}

/// Says whether a second factor must be enrolled before anything else.
///
/// # Errors
/// When the database fails.
pub async fn set_factor_required(tx: &mut Tx, id: &str, required: bool) -> Result<(), Stop> {
    sqlx::query("update account set factor_required = $1, version = version + 1 where id = $2")
        .bind(i64::from(required))
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Erases what has lost its use: expired links, pending sign-ins and registrations, old counters. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn sweep(tx: &mut Tx) -> Result<u64, Stop> {
    let now = tx.now();
    let day_ago = stamp(now.saturating_sub(jiff::SignedDuration::from_hours(24)).unwrap_or(now));
    let year_ago = stamp(now.saturating_sub(jiff::SignedDuration::from_hours(24 * 365)).unwrap_or(now));
    let now = stamp(now);
    let mut erased = 0_u64;
    for (sql, until) in [
        ("delete from registration where expires_at <= $1", &now),
        ("delete from link where expires_at <= $1", &now),
        ("delete from pending_sign_in where expires_at <= $1", &now),
        ("delete from sign_in_failure where last_at <= $1", &day_ago),
        ("delete from sent_link where at <= $1", &day_ago),
        ("delete from known_device where used_at <= $1", &year_ago),
        ("delete from session where expires_at <= $1", &now),
        ("delete from kept_form where until <= $1", &now),
    ] {
        erased =
            erased.saturating_add(sqlx::query(sql).bind(until).execute(tx.conn()).await?.rows_affected());
    }
    Ok(erased)
}

/// True while rows are left that will expire.
///
/// # Errors
/// When the database fails.
pub async fn is_anything_left(conn: &mut Conn) -> Result<bool, Stop> {
    let row = sqlx::query(
        "select (select count(*) from registration) + (select count(*) from link) \
         + (select count(*) from pending_sign_in) + (select count(*) from sign_in_failure)",
    )
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}
