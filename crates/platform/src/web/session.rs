//! Sessions: a row per sign-in; the cookie holds 256 random bits, the row their digest. What the session may do is
//! written in the row, so that a request costs one read and a change of roles closes or changes rows at once.

use jiff::{SignedDuration, Timestamp};
use kernel::Language;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::{
    clock::{hash_token, instant, stamp},
    config::Config,
    db::Conn,
    stop::Stop,
    tx::Tx,
};

/// How far a person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Activated, but no identity document yet.
    Newcomer,
    /// A person whose registration is complete.
    Person,
    /// A member of staff.
    Staff,
}

/// What staff do. Each role has its duties; some are for one programme only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Secretary of some programmes.
    ProgrammeSecretary,
    /// Central secretariat: all programmes.
    CentralSecretariat,
    /// Authentication assistance.
    AssistanceDesk,
    /// Payments and reconciliation.
    Finance,
    /// Administrator of the service.
    Administrator,
    /// Reads the journal.
    Auditor,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 6] = [
        Role::ProgrammeSecretary,
        Role::CentralSecretariat,
        Role::AssistanceDesk,
        Role::Finance,
        Role::Administrator,
        Role::Auditor,
    ];

    /// Stable code, and `role-<code>` is its name for people.
    pub fn code(self) -> &'static str {
        match self {
            Role::ProgrammeSecretary => "programme-secretary",
            Role::CentralSecretariat => "central-secretariat",
            Role::AssistanceDesk => "assistance-desk",
            Role::Finance => "finance",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The role with a code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A role, for everything or for one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Programme identifier; `None` for all.
    pub programme: Option<String>,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Digest of the token: the session's identifier.
    pub token_hash: String,
    /// The account.
    pub account_id: String,
    /// The 8-digit person code.
    pub person_code: String,
    /// Name to show at the top of the page.
    pub display_name: String,
    /// How far the person has come.
    pub standing: Standing,
    /// Roles.
    pub grants: Vec<Grant>,
    /// The person's language.
    pub language: Language,
    /// When it began.
    pub started_at: Timestamp,
    /// Last use, to within five minutes.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// When the second factor was given.
    pub second_factor_at: Option<Timestamp>,
}

/// What a new session is made of.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The account.
    pub account_id: String,
    /// The person code.
    pub person_code: String,
    /// Name to show.
    pub display_name: String,
    /// Standing.
    pub standing: Standing,
    /// Roles.
    pub grants: Vec<Grant>,
    /// Language.
    pub language: Language,
    /// "Stay connected": a whole day, idle or not.
    pub stay_connected: bool,
    /// The second factor was given just now.
    pub second_factor: bool,
}

/// Opens a session and returns the token for the cookie. Each sign-in and each step up gets a new one.
///
/// # Errors
/// When the database fails.
pub async fn open_session(tx: &mut Tx, new: NewSession) -> Result<String, Stop> {
    let token = tx.house().dice().token();
    let terms = tx.house().config().terms.clone();
    let hours = SignedDuration::from_hours(terms.stay_connected_hours);
    let idle =
        if new.stay_connected { terms.stay_connected_hours.saturating_mul(60) } else { terms.idle_minutes };
    let now = tx.now();
    let stamp_now = stamp(now);
    sqlx::query(
        "insert into session (token_hash, account_id, person_code, display_name, standing, grants, language, \
         started_at, seen_at, expires_at, idle_minutes, second_factor_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(hash_token(&token))
    .bind(&new.account_id)
    .bind(&new.person_code)
    .bind(&new.display_name)
    .bind(standing_code(new.standing))
    .bind(serde_json::to_string(&new.grants)?)
    .bind(new.language.code())
    .bind(&stamp_now)
    .bind(&stamp_now)
    .bind(stamp(now.saturating_add(hours).unwrap_or(now)))
    .bind(idle)
    .bind(new.second_factor.then_some(stamp_now.as_str()))
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// The cookie of a session; it carries no expiry unless the person stays connected.
pub fn session_cookie(config: &Config, token: &str, stay_connected: bool) -> String {
    let age = if stay_connected {
        format!("; Max-Age={}", config.terms.stay_connected_hours.saturating_mul(3600))
    } else {
        String::new()
    };
    let secure = if is_https(config) { "; Secure" } else { "" };
    format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", cookie_name(config))
}

pub(crate) fn cookie_name(config: &Config) -> &'static str {
    // Browsers refuse the `__Host-` prefix without TLS, which the demo does not have.
    if is_https(config) { "__Host-session" } else { "session" }
}

fn is_https(config: &Config) -> bool {
    config.base_url.starts_with("https://")
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn close_session(tx: &mut Tx, token_hash: &str) -> Result<(), Stop> {
    sqlx::query("delete from session where token_hash = $1").bind(token_hash).execute(tx.conn()).await?;
    Ok(())
}

/// Ends all sessions of an account, except one if named: sign out everywhere, a new password, a disabled account.
///
/// # Errors
/// When the database fails.
pub async fn close_sessions(tx: &mut Tx, account_id: &str, except: Option<&str>) -> Result<u64, Stop> {
    Ok(sqlx::query("delete from session where account_id = $1 and token_hash <> $2")
        .bind(account_id)
        .bind(except.unwrap_or(""))
        .execute(tx.conn())
        .await?
        .rows_affected())
}

/// Brings what the sessions of an account may do up to date.
///
/// # Errors
/// When the database fails.
pub async fn update_sessions(
    tx: &mut Tx,
    account_id: &str,
    display_name: &str,
    standing: Standing,
    grants: &[Grant],
    language: Language,
) -> Result<(), Stop> {
    sqlx::query(
        "update session set display_name = $1, standing = $2, grants = $3, language = $4 where account_id = $5",
    )
    .bind(display_name)
    .bind(standing_code(standing))
    .bind(serde_json::to_string(grants)?)
    .bind(language.code())
    .bind(account_id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The open sessions of an account, newest first.
///
/// # Errors
/// When the database fails.
pub async fn sessions_of(conn: &mut Conn, account_id: &str) -> Result<Vec<Session>, Stop> {
    let rows = sqlx::query("select * from session where account_id = $1 order by started_at desc limit 100")
        .bind(account_id)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(read(row)?.0)).collect()
}

/// The session of a token, if it is still open.
pub(crate) async fn find_session(
    conn: &mut Conn,
    token: &str,
    now: Timestamp,
) -> Result<Option<Session>, Stop> {
    let row = sqlx::query("select * from session where token_hash = $1")
        .bind(hash_token(token))
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (session, idle) = read(&row)?;
    let idle_end = session.seen_at.saturating_add(SignedDuration::from_mins(idle)).unwrap_or(now);
    Ok((now < session.expires_at && now < idle_end).then_some(session))
}

/// Digest and account of the session that a token belonged to and that is over, as long as its row is there. It gives no
/// authority: it only says whose form it was.
pub(super) async fn owner_of_ended(conn: &mut Conn, token: &str) -> Result<Option<(String, String)>, Stop> {
    let row = sqlx::query("select token_hash, account_id from session where token_hash = $1")
        .bind(hash_token(token))
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok((row.try_get("token_hash")?, row.try_get("account_id")?))).transpose()
}

fn read(row: &sqlx::any::AnyRow) -> Result<(Session, i64), Stop> {
    let time = |column: &str| -> Result<Timestamp, Stop> { Ok(instant(&row.try_get::<String, _>(column)?)) };
    let session = Session {
        token_hash: row.try_get("token_hash")?,
        account_id: row.try_get("account_id")?,
        person_code: row.try_get("person_code")?,
        display_name: row.try_get("display_name")?,
        standing: match row.try_get::<String, _>("standing")?.as_str() {
            "staff" => Standing::Staff,
            "person" => Standing::Person,
            _ => Standing::Newcomer,
        },
        grants: serde_json::from_str(&row.try_get::<String, _>("grants")?)?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        started_at: time("started_at")?,
        seen_at: time("seen_at")?,
        expires_at: time("expires_at")?,
        second_factor_at: row.try_get::<Option<String>, _>("second_factor_at")?.as_deref().map(instant),
    };
    Ok((session, row.try_get("idle_minutes")?))
}

fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Newcomer => "newcomer",
        Standing::Person => "person",
        Standing::Staff => "staff",
    }
}
