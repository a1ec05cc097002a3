//! Known people for the demo and for tests: accounts with passwords and second factors that are no secret. Nothing of
//! it is reached from a route.

use people::PersonRef;
use platform::{House, Stop, Tx};

use crate::{
    account::{self, Kind, store},
    factor,
    staff::{self, NewStaff},
};

/// Credentials made ready outside the transaction that stores them.
#[derive(Clone, Debug)]
pub struct Credentials {
    hash: String,
    secret: Option<String>,
}

/// Hashes a known password once, for any number of accounts; with a known TOTP secret (base32) if they have one.
///
/// # Errors
/// When too many wait for the hashing threads already.
pub async fn credentials(house: &House, password: &str, secret: Option<&str>) -> Result<Credentials, Stop> {
    Ok(Credentials { hash: account::hash(house, password).await?, secret: secret.map(str::to_owned) })
}

/// Gives a registered person an account.
///
/// # Errors
/// When there is one already, or the database fails.
pub async fn person(tx: &mut Tx, person: &PersonRef, credentials: &Credentials) -> Result<(), Stop> {
    store::insert(tx, &person.id, Kind::Person, &person.code.to_string(), Some(&credentials.hash)).await?;
    enrol(tx, &person.id, credentials).await
}

/// Adds a member of staff who can sign in at once, and returns the account's identifier.
///
/// # Errors
/// When the user name is taken, or the database fails.
pub async fn staff(tx: &mut Tx, new: &NewStaff, credentials: &Credentials) -> Result<String, Stop> {
    let id = staff::store::insert(tx, new).await?;
    store::set_password(tx, &id, &credentials.hash).await?;
    enrol(tx, &id, credentials).await?;
    Ok(id)
}

async fn enrol(tx: &mut Tx, id: &str, credentials: &Credentials) -> Result<(), Stop> {
    match &credentials.secret {
        Some(secret) => factor::store::enrol(tx, id, secret, -1).await,
        None => Ok(()),
    }
}
