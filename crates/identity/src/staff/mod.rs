//! Members of staff: their accounts, their roles, for all programmes or some. Added by the command line or by an
//! administrator; a change of roles reaches open sessions in the same transaction.

pub mod activate;
mod form;
mod member;
mod office;
mod programmes;
pub mod store;

pub use form::NewStaff;
pub use programmes::{NoProgrammes, ProgrammeNames};

use futures::future::BoxFuture;
use jiff::SignedDuration;
use kernel::Event;
use platform::{
    Actor, House, Listener, Stop, Subject, Tx,
    web::{Duty, Grant, Role, Routes},
};

use crate::link::{self, Purpose};

/// Who looks after the staff's accounts.
#[derive(Debug)]
pub struct Administration;
impl Duty for Administration {
    const NAME: &'static str = "administration";
    const ROLES: &'static [Role] = &[Role::Administrator];
}

pub(crate) fn routes() -> Routes {
    office::routes().merge(member::routes()).merge(activate::routes())
}

/// The room's reactions to what happens to programmes.
pub(crate) fn listeners() -> Vec<(&'static str, Listener)> {
    vec![("enrolment.programme-created", on_programme_created)]
}

/// A secretary of some programmes made an edition: they look after it from the same transaction on, in the sessions that
/// are open too.
fn on_programme_created<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    event: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let made_by = event.facts.iter().find(|(name, _)| *name == "secretary");
        let programme = subject.as_str().strip_prefix("programme:");
        let (Some((_, account)), Some(programme)) = (made_by, programme) else { return Ok(()) };
        if store::find(tx.conn(), account).await?.is_none() {
            return Ok(());
        }
        let grant = Grant { role: Role::ProgrammeSecretary, programme: Some(programme.to_owned()) };
        store::give(tx, account, &grant).await?;
        Ok(())
    })
}

/// Adds a member of staff from the command line and returns the address at which they choose their password.
///
/// # Errors
/// A fault of the field `login` when the user name is taken; when the database fails.
pub async fn add(house: &House, new: &NewStaff) -> Result<String, Stop> {
    let mut tx = house.begin_as(Actor::Operator, "command line").await?;
    let id = store::insert(&mut tx, new).await?;
    let path = activation_path(&mut tx, &id).await?;
    tx.commit().await?;
    Ok(format!("{}{path}", house.config().base_url))
}

/// A fresh activation link in place of earlier ones; tells the journal.
pub(crate) async fn activation_path(tx: &mut Tx, id: &str) -> Result<String, Stop> {
    let days = tx.house().config().terms.activation_days;
    link::void(tx, Purpose::StaffActivation, id).await?;
    let valid = SignedDuration::from_hours(days.saturating_mul(24));
    let token = link::make(tx, Purpose::StaffActivation, id, valid).await?;
    tx.journal(&Subject::new("account", id), Event::new("identity.staff-activation-made")).await?;
    Ok(format!("/activate/staff/{token}"))
}
