//! Accounts: what a person or a member of staff signs in with. The account of a person has the person's identifier.

pub mod hashing;
pub mod owner;
pub mod password;
pub mod store;

pub use hashing::{Cost, Hashing};
pub use owner::Owner;
pub use store::{Account, Kind};

use platform::{House, Stop};

/// Hashes a new password, outside any transaction.
///
/// # Errors
/// 503 when too many wait already.
pub async fn hash(house: &House, password: &str) -> Result<String, Stop> {
    house.port::<Hashing>()?.hash(password, house.dice().bytes()).await
}

/// Compares a password with an account's; without an account it takes as long and answers no.
///
/// # Errors
/// 503 when too many wait already.
pub async fn verify(house: &House, password: &str, account: Option<&Account>) -> Result<bool, Stop> {
    // Longer than any password can be: compared with nothing, at the same cost.
    let fits = password.chars().count() <= password::MAX;
    let stored = account.and_then(|account| account.password_hash.as_deref()).filter(|_| fits);
    let typed: String = password.chars().take(password::MAX).collect();
    house.port::<Hashing>()?.verify(&typed, stored).await
}

/// Checks a new password: its length, then whether it is easy to guess. `None` when it is good, else field and code.
///
/// # Errors
/// 503 when too many wait already.
pub async fn judge(
    house: &House,
    password: &str,
    again: &str,
    second_factor: bool,
    mut context: Vec<String>,
) -> Result<Option<(&'static str, kernel::FaultCode)>, Stop> {
    if let Some(fault) = password::shape(password, again, second_factor) {
        return Ok(Some(fault));
    }
    let institution = &house.config().institution;
    context.push(institution.short_name.clone());
    context.extend(institution.mail_domains.iter().flat_map(|domain| domain.split('.').map(str::to_owned)));
    let verdict = house.port::<Hashing>()?.judge(password, context).await?;
    Ok(verdict.map(|code| ("password", code)))
}
