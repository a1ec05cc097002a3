//! A few days before a charge is due, its debtor is reminded by mail.

use futures::future::BoxFuture;
use kernel::Event;
use platform::{House, Stop, Subject, jobs::Claimed, mail::Mail};

use crate::{
    charge::{self, ChargeId},
    texts::day,
};

/// The kind of the job.
pub(crate) const JOB: &str = "payments.remind";

/// What makes two reminders of a charge one.
pub(crate) fn key(id: &ChargeId) -> String {
    format!("payments-remind-{id}")
}

/// Reminds the debtor, if the money is still owed.
pub(crate) fn remind(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let id: String = job.read()?;
        let (charge, person) = {
            let mut conn = house.db().read().await?;
            let Some(charge) = charge::find(&mut conn, &id).await?.filter(|charge| charge.state.is_owed())
            else {
                drop(conn);
                return job.done(&house).await;
            };
            let person = people::find(&mut conn, &charge.debtor).await?;
            (charge, person)
        };
        let Some(person) = person else { return job.done(&house).await };
        let mut tx = job.begin(&house).await?;
        let subject = Subject::new("charge", &id);
        let mail = Mail::new(person.email.as_str(), person.language, "payment-reminder")
            .with("name", person.name.as_str())
            .with("what", charge.description.pick(person.language))
            .with("amount", charge.amount.show(person.language))
            .with("due", day(charge.due_on))
            .link(charge.id.path())
            .about(&subject);
        tx.mail(mail).await?;
        tx.journal(&subject, Event::new("payments.reminded")).await?;
        tx.commit().await
    })
}
