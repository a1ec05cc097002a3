//! What somebody signed in can see and change of their own sign-in: sessions, password, second factor.

mod pages;
mod password;
mod second;

pub(crate) use pages::when;
pub(crate) use password::{new_password_fields, replace_password};

use platform::{Stop, Tx};

use crate::factor::store;

pub(crate) fn routes() -> platform::web::Routes {
    pages::routes().merge(password::routes()).merge(second::routes())
}

/// Uses up a code of the second factor, or a recovery code, as proof that somebody has it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn proves(tx: &mut Tx, account_id: &str, typed: &str) -> Result<bool, Stop> {
    let house = tx.house().clone();
    let Some(factor) = store::find(&house, tx.conn(), account_id).await? else { return Ok(false) };
    let now = tx.now();
    if let Some(step) = store::fresh_step(&factor, typed, now)
        && store::take_step(tx, account_id, step).await?
    {
        return Ok(true);
    }
    store::take_recovery_code(tx, account_id, typed).await
}
