//! The rows of members of staff and their roles.

use kernel::Event;
use platform::{
    Conn, Stop, Subject, Tx,
    web::{Grant, Standing, update_sessions},
};
use sqlx::{Row, any::AnyRow};

use super::NewStaff;
use crate::account::{self, Kind};

/// A member of staff as the list shows them.
#[derive(Clone, Debug)]
pub struct Member {
    /// The account.
    pub id: String,
    /// User name.
    pub login: String,
    /// Name and surname.
    pub name: String,
    /// Address.
    pub email: String,
    /// Language.
    pub language: kernel::Language,
    /// When a password was chosen.
    pub activated_at: Option<String>,
    /// When disabled.
    pub disabled_at: Option<String>,
}

const MEMBERS: &str = "select a.id, a.login, a.activated_at, a.disabled_at, s.name, s.surname, s.email, s.language \
                       from account a join staff_member s on s.account_id = a.id";

fn read(row: &AnyRow) -> Result<Member, Stop> {
    let (name, surname): (String, String) = (row.try_get("name")?, row.try_get("surname")?);
    Ok(Member {
        id: row.try_get("id")?,
        login: row.try_get("login")?,
        name: format!("{name} {surname}"),
        email: row.try_get("email")?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        activated_at: row.try_get("activated_at")?,
        disabled_at: row.try_get("disabled_at")?,
    })
}

/// All members of staff, by user name.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut Conn) -> Result<Vec<Member>, Stop> {
    let sql = format!("{MEMBERS} order by a.login limit 2000");
    sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(conn).await?.iter().map(read).collect()
}

/// A member of staff.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Member>, Stop> {
    let sql = format!("{MEMBERS} where a.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a member of staff without a password, with roles, and tells the journal. Returns the account.
///
/// # Errors
/// A fault of the field `login` when the user name is taken; when the database fails.
pub async fn insert(tx: &mut Tx, new: &NewStaff) -> Result<String, Stop> {
    let id = tx.new_id();
    account::store::insert(tx, &id, Kind::Staff, &new.login, None).await?;
    sqlx::query(
        "insert into staff_member (account_id, surname, name, email, language) values ($1, $2, $3, $4, $5)",
    )
    .bind(&id)
    .bind(new.surname.as_str())
    .bind(new.name.as_str())
    .bind(new.email.as_str())
    .bind(new.language.code())
    .execute(tx.conn())
    .await?;
    tx.journal(&Subject::new("account", &id), Event::new("identity.staff-added")).await?;
    for grant in &new.grants {
        give(tx, &id, grant).await?;
    }
    Ok(id)
}

/// Gives a role, and brings open sessions up to date. False when the member had it.
///
/// # Errors
/// When the database fails.
pub async fn give(tx: &mut Tx, id: &str, grant: &Grant) -> Result<bool, Stop> {
    let given = sqlx::query(
        "insert into staff_grant (account_id, role, programme) values ($1, $2, $3) \
         on conflict (account_id, role, programme) do nothing",
    )
    .bind(id)
    .bind(grant.role.code())
    .bind(grant.programme.as_deref().unwrap_or(""))
    .execute(tx.conn())
    .await?
    .rows_affected();
    told(tx, id, Event::new("identity.role-given"), grant).await?;
    Ok(given == 1)
}

/// Takes a role away, and brings open sessions up to date.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, id: &str, grant: &Grant) -> Result<bool, Stop> {
    let taken = sqlx::query("delete from staff_grant where account_id = $1 and role = $2 and programme = $3")
        .bind(id)
        .bind(grant.role.code())
        .bind(grant.programme.as_deref().unwrap_or(""))
        .execute(tx.conn())
        .await?
        .rows_affected();
    told(tx, id, Event::new("identity.role-taken"), grant).await?;
    Ok(taken == 1)
}

async fn told(tx: &mut Tx, id: &str, event: Event, grant: &Grant) -> Result<(), Stop> {
    let event =
        event.with("role", grant.role.code()).with("programme", grant.programme.clone().unwrap_or_default());
    tx.journal(&Subject::new("account", id), event).await?;
    let Some(account) = account::store::find(tx.conn(), id).await? else { return Ok(()) };
    if let Some(owner) = account::owner::of(tx.conn(), &account).await? {
        update_sessions(tx, id, &owner.display_name, Standing::Staff, &owner.grants, owner.language).await?;
    }
    Ok(())
}
