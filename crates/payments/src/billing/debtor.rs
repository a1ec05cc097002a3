use platform::{Stop, Tx};

use super::{BillingTyped, Holder, pages::give};
use crate::charge::{self, ChargeId};

/// Says that who owes is to be invoiced, with what the university knows of them, so that small amounts are paid without
/// a form in between. False when something is missing: the person is asked, as always. They may change it until they pay.
///
/// # Errors
/// Absent; when the charge is not owed any more; when the database fails.
pub async fn bill_debtor(tx: &mut Tx, id: &ChargeId) -> Result<bool, Stop> {
    let charge = charge::find(tx.conn(), id.as_str()).await?.ok_or_else(Stop::not_found)?;
    let Some(profile) = people::profile(tx.conn(), &charge.debtor).await? else { return Ok(false) };
    let typed =
        BillingTyped { holder: Holder::Student.code().to_owned(), ..BillingTyped::prefilled(&profile) };
    match typed.check(&profile.person.full_name()) {
        Ok(billing) => {
            give(tx, &charge, &billing).await?;
            Ok(true)
        }
        Err(_) => Ok(false),
    }
}
