//! Whom an account belongs to, read from where that is known: the room of people, or the staff's own rows.

use kernel::Language;
use platform::{
    Conn, Stop, Tx,
    web::{Grant, NewSession, Role, Standing},
};
use sqlx::Row;

use super::{Account, Kind};

/// Who an account belongs to, as sessions and mails need it.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Name to show.
    pub display_name: String,
    /// Words that anybody who knows the owner would try as a password.
    pub words: Vec<String>,
    /// Address.
    pub email: String,
    /// Language.
    pub language: Language,
    /// How far they have come.
    pub standing: Standing,
    /// Roles.
    pub grants: Vec<Grant>,
}

impl Owner {
    /// A session for the owner of an account.
    pub fn session(&self, account: &Account, stay_connected: bool, second_factor: bool) -> NewSession {
        NewSession {
            account_id: account.id.clone(),
            person_code: account.login.clone(),
            display_name: self.display_name.clone(),
            standing: self.standing,
            grants: self.grants.clone(),
            language: self.language,
            stay_connected,
            second_factor,
        }
    }
}

/// The owner of an account; `None` when the person or the member of staff is gone.
///
/// # Errors
/// When the database fails.
pub async fn of(conn: &mut Conn, account: &Account) -> Result<Option<Owner>, Stop> {
    match account.kind {
        Kind::Person => person(conn, account).await,
        Kind::Staff => staff(conn, account).await,
    }
}

async fn person(conn: &mut Conn, account: &Account) -> Result<Option<Owner>, Stop> {
    let Some(person) = people::find(conn, &account.id).await? else { return Ok(None) };
    let email = person.email.to_string();
    Ok(Some(Owner {
        display_name: format!("{} {}", person.name, person.surname),
        words: vec![
            person.name.to_string(),
            person.surname.to_string(),
            person.birth_day.year().to_string(),
            account.login.clone(),
            email.split('@').next().unwrap_or("").to_owned(),
        ],
        email,
        language: person.language,
        standing: if person.completed_at.is_some() { Standing::Person } else { Standing::Newcomer },
        grants: Vec::new(),
    }))
}

async fn staff(conn: &mut Conn, account: &Account) -> Result<Option<Owner>, Stop> {
    let row = sqlx::query("select surname, name, email, language from staff_member where account_id = $1")
        .bind(&account.id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (surname, name): (String, String) = (row.try_get("surname")?, row.try_get("name")?);
    Ok(Some(Owner {
        display_name: format!("{name} {surname}"),
        words: vec![name, surname, account.login.clone()],
        email: row.try_get("email")?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        standing: Standing::Staff,
        grants: grants(conn, &account.id).await?,
    }))
}

/// The roles of a member of staff.
///
/// # Errors
/// When the database fails.
pub async fn grants(conn: &mut Conn, account_id: &str) -> Result<Vec<Grant>, Stop> {
    let rows =
        sqlx::query("select role, programme from staff_grant where account_id = $1 order by role, programme")
            .bind(account_id)
            .fetch_all(conn)
            .await?;
    let mut grants = Vec::with_capacity(rows.len());
    for row in &rows {
        let programme: String = row.try_get("programme")?;
        if let Some(role) = Role::from_code(&row.try_get::<String, _>("role")?) {
            grants.push(Grant { role, programme: (!programme.is_empty()).then_some(programme) });
        }
    }
    Ok(grants)
}

/// Opens a session for an account inside a transaction: what it may do is read in the same one.
///
/// # Errors
/// When the database fails, or the owner is gone.
pub async fn open_session(
    tx: &mut Tx,
    account: &Account,
    stay_connected: bool,
    second_factor: bool,
) -> Result<(String, Owner), Stop> {
    let owner = of(tx.conn(), account).await?.ok_or_else(|| Stop::broken("an account without its owner"))?;
    let token =
        platform::web::open_session(tx, owner.session(account, stay_connected, second_factor)).await?;
    Ok((token, owner))
}
