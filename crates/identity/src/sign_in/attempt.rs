//! One try with code and password. The same work is done and the same answer given for an account that does not
//! exist, a wrong password and an account without one.

use kernel::Event;
use platform::{House, Stop, Subject, Tx, clock::hash_token, web::Visitor};

use super::{
    lock,
    pending::{self, Stage},
};
use crate::{
    account::{self, Account, Hashing, Kind, store},
    factor,
};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// Person code or user name.
    pub login: String,
    /// Password.
    pub password: String,
    /// Code of the second factor, asked for together with the password while the account is locked.
    pub code: String,
    /// "Stay connected".
    pub stay_connected: bool,
    /// Where it leads.
    pub back: String,
    /// The device's token, if it has one.
    pub device: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// Signed in.
    In(Entered),
    /// The password was right; the code is asked for next.
    Code(String),
    /// The password was right; a second factor has to be enrolled next.
    Enrol(String),
    /// Code or password wrong.
    Wrong,
    /// Too many failures: wait so many seconds, or type the second factor's code too.
    Locked(i64),
    /// The password was right, and the account is disabled.
    Disabled,
}

/// A sign-in that is complete.
#[derive(Debug)]
pub struct Entered {
    /// The session's token.
    pub session: String,
    /// The device's token.
    pub device: String,
    /// "Stay connected".
    pub stay_connected: bool,
    /// Where it leads.
    pub to: String,
    /// It is a member of staff.
    pub staff: bool,
}

/// The login that was meant: spaces dropped, lower case.
pub fn normal(login: &str) -> String {
    login.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).take(64).collect()
}

/// Judges a try.
///
/// # Errors
/// 503 when too many wait for their password to be compared; when the database fails.
pub async fn judge(house: &House, visitor: &Visitor, typed: Attempt) -> Result<Outcome, Stop> {
    let login = normal(&typed.login);
    let device_hash = typed.device.as_deref().map(hash_token);
    let mut conn = house.db().read().await?;
    let lock = lock::of(house, &mut conn, &login).await?;
    let account = store::by_login(&mut conn, &login).await?;
    let (factor, known) = match &account {
        Some(account) => (
            factor::store::find(house, &mut conn, &account.id).await?,
            match &device_hash {
                Some(hash) => lock::knows_device(&mut conn, &account.id, hash).await?,
                None => false,
            },
        ),
        None => (None, false),
    };
    drop(conn);

    let now = house.clock().now();
    let locked = lock.until.filter(|_| !known);
    if let Some(until) = locked
        && typed.code.trim().is_empty()
    {
        return Ok(Outcome::Locked(until.duration_since(now).as_secs().max(1)));
    }
    let right = account::verify(house, &typed.password, account.as_ref()).await?;
    let rehashed = match &account {
        Some(account) if right => renewed(house, account, &typed.password).await?,
        _ => None,
    };
    // While locked, the password counts only together with the code: neither tells whether the other was right.
    let step = factor.as_ref().filter(|factor| factor.failures < factor::store::MOST_FAILURES);
    let step = step.and_then(|factor| factor::store::fresh_step(factor, &typed.code, now));

    let mut tx = house.begin(visitor).await?;
    let entry = match (&account, right) {
        (Some(account), true) => account,
        (account, _) => {
            if let (Some(account), true, Some(hash)) = (account, known, &device_hash) {
                lock::count_device(&mut tx, &account.id, hash).await?;
            }
            lock::count(&mut tx, &lock.key).await?;
            tx.commit().await?;
            return Ok(refused(locked, now));
        }
    };
    if locked.is_some() && (step.is_none() || !take_step(&mut tx, &entry.id, step).await?) {
        factor::store::count_failure(&mut tx, &entry.id).await?;
        lock::count(&mut tx, &lock.key).await?;
        tx.commit().await?;
        return Ok(refused(locked, now));
    }
    // Guesses made at the same moment all began before the lock: those that end after it count for nothing.
    let again = lock::of(house, tx.conn(), &login).await?;
    if !known && locked.is_none() && again.until.is_some() {
        lock::count(&mut tx, &lock.key).await?;
        tx.commit().await?;
        return Ok(Outcome::Wrong);
    }
    if entry.disabled_at.is_some() {
        tx.journal(&Subject::new("account", &entry.id), Event::new("identity.disabled-account-tried"))
            .await?;
        tx.commit().await?;
        return Ok(Outcome::Disabled);
    }
    if let (Some(old), Some(new)) = (&entry.password_hash, &rehashed) {
        store::rehash(&mut tx, &entry.id, old, new).await?;
    }
    let about = Subject::new("account", &entry.id);
    if locked.is_none() && (factor.is_some() || entry.kind == Kind::Staff || entry.factor_required) {
        let stage = if factor.is_some() { Stage::Code } else { Stage::Enrol };
        let token = pending::begin(&mut tx, &entry.id, stage, typed.stay_connected, &typed.back).await?;
        tx.journal(&about, Event::new("identity.password-accepted")).await?;
        tx.commit().await?;
        return Ok(if stage == Stage::Code { Outcome::Code(token) } else { Outcome::Enrol(token) });
    }
    let entered =
        enter(&mut tx, entry, typed.device, typed.stay_connected, factor.is_some(), &typed.back).await?;
    tx.commit().await?;
    Ok(Outcome::In(entered))
}

fn refused(locked: Option<jiff::Timestamp>, now: jiff::Timestamp) -> Outcome {
    locked.map_or(Outcome::Wrong, |until| Outcome::Locked(until.duration_since(now).as_secs().max(1)))
}

async fn take_step(tx: &mut Tx, account_id: &str, step: Option<i64>) -> Result<bool, Stop> {
    match step {
        Some(step) => factor::store::take_step(tx, account_id, step).await,
        None => Ok(false),
    }
}

/// A hash at today's cost, when the stored one was made at another.
async fn renewed(house: &House, account: &Account, password: &str) -> Result<Option<String>, Stop> {
    let hashing = house.port::<Hashing>()?;
    match &account.password_hash {
        Some(stored) if hashing.is_outdated(stored) => {
            Ok(Some(hashing.hash(password, house.dice().bytes()).await?))
        }
        _ => Ok(None),
    }
}

/// Opens the session of somebody who proved everything that was asked.
///
/// # Errors
/// When the database fails.
pub async fn enter(
    tx: &mut Tx,
    account: &Account,
    device: Option<String>,
    stay_connected: bool,
    second_factor: bool,
    back: &str,
) -> Result<Entered, Stop> {
    let (session, owner) = account::owner::open_session(tx, account, stay_connected, second_factor).await?;
    let device = device.unwrap_or_else(|| tx.house().dice().token());
    lock::remember_device(tx, &account.id, &hash_token(&device)).await?;
    let key = tx.house().keys().mac("identity-login", &account.login);
    lock::forget(tx, &key).await?;
    let event = Event::new("identity.signed-in")
        .with("second-factor", if second_factor { "yes" } else { "no" })
        .with("stay-connected", if stay_connected { "yes" } else { "no" });
    tx.journal(&Subject::new("account", &account.id), event).await?;
    // Somebody who has not sent a document yet continues there.
    let newcomer = owner.standing == platform::web::Standing::Newcomer;
    let back = crate::guard::local(back);
    // A newcomer has one page; what they had typed there may come back with its address.
    let elsewhere = newcomer && !back.starts_with("/registration/document?");
    let to = if elsewhere { "/registration/document" } else { back }.to_owned();
    let staff = owner.standing == platform::web::Standing::Staff;
    Ok(Entered { session, device, stay_connected, to, staff })
}
