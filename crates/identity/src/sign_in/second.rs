//! The second factor of a sign-in: a code of the app, a recovery code, or an emergency code of the assistance desk.

use kernel::Event;
use platform::{House, Stop, Subject, mail::Mail, web::Visitor};

use super::{
    attempt::{Entered, enter},
    lock,
    pending::{self, Stage},
};
use crate::{
    account::{owner, store},
    factor::store as factors,
};

/// What came of a code.
#[derive(Debug)]
pub enum Outcome {
    /// Signed in.
    In(Entered),
    /// An emergency code: a new factor has to be enrolled, and nothing else can be done.
    Enrol(String),
    /// Wrong; so many tries are left.
    Wrong(i64),
    /// The sign-in has to begin anew.
    Over,
}

/// Judges a code for the sign-in that waits.
///
/// # Errors
/// When the database fails.
pub async fn judge(
    house: &House,
    visitor: &Visitor,
    token_hash: &str,
    typed: &str,
    device: Option<String>,
) -> Result<Outcome, Stop> {
    let mut tx = house.begin(visitor).await?;
    let Some(waiting) = pending::count_try(&mut tx, token_hash).await? else { return Ok(Outcome::Over) };
    let Some(account) = store::find(tx.conn(), &waiting.account_id).await? else { return Ok(Outcome::Over) };
    let factor = factors::find(house, tx.conn(), &account.id).await?;
    if account.disabled_at.is_some() || factor.is_none() {
        return Ok(Outcome::Over);
    }
    let about = Subject::new("account", &account.id);
    let now = tx.now();
    let step = factor.as_ref().and_then(|factor| factors::fresh_step(factor, typed, now));
    let by_app = match step {
        Some(step) => factors::take_step(&mut tx, &account.id, step).await?,
        None => false,
    };
    let by_recovery = !by_app && factors::take_recovery_code(&mut tx, &account.id, typed).await?;
    if by_app || by_recovery {
        pending::end(&mut tx, token_hash).await?;
        if by_recovery {
            let owner = owner::of(tx.conn(), &account).await?.ok_or_else(Stop::not_found)?;
            let left = factors::recovery_codes_left(tx.conn(), &account.id).await?;
            tx.journal(&about, Event::new("identity.recovery-code-used").with("left", left.to_string()))
                .await?;
            let mail =
                Mail::new(owner.email, owner.language, "recovery-code-used").with("name", owner.display_name);
            tx.mail(mail.with("left", left.to_string()).link("/security").about(&about)).await?;
        }
        let entered = enter(&mut tx, &account, device, waiting.stay_connected, true, &waiting.back).await?;
        tx.commit().await?;
        return Ok(Outcome::In(entered));
    }
    if factors::take_emergency_code(&mut tx, &account.id, typed).await? {
        pending::end(&mut tx, token_hash).await?;
        let token =
            pending::begin(&mut tx, &account.id, Stage::Enrol, waiting.stay_connected, &waiting.back).await?;
        let owner = owner::of(tx.conn(), &account).await?.ok_or_else(Stop::not_found)?;
        tx.journal(&about, Event::new("identity.emergency-code-used")).await?;
        let mail =
            Mail::new(owner.email, owner.language, "emergency-code-used").with("name", owner.display_name);
        tx.mail(mail.link("/assistance").about(&about)).await?;
        tx.commit().await?;
        return Ok(Outcome::Enrol(token));
    }
    let key = house.keys().mac("identity-login", &account.login);
    lock::count(&mut tx, &key).await?;
    let left = pending::TRIES.saturating_sub(waiting.tries);
    if left <= 0 {
        pending::end(&mut tx, token_hash).await?;
    }
    tx.commit().await?;
    Ok(if left > 0 { Outcome::Wrong(left) } else { Outcome::Over })
}
