use kernel::Event;
use platform::{Stop, Subject, Tx, jobs::Job};

use super::decide;
use crate::{
    catalogue::Kind,
    issue,
    request::{Item, Request, RequestAction, RequestParty, store},
};

/// What follows when a request begins to be issued, from wherever it came: a job for each document. The stamp duty of an
/// enrolment makes no paper: whoever opened the admission is told in this transaction; a request of nothing else is ready.
///
/// # Errors
/// When the database fails.
pub async fn issuing(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    for item in &request.items {
        match &item.duty_id {
            Some(duty) => {
                let event =
                    Event::new("certificates.duty-paid").with("duty", duty).with("request", &request.id);
                tx.journal(&Subject::new("admission", duty), event).await?;
            }
            None => {
                tx.enqueue(Job::new(issue::JOB, &item.id)?.once(format!("certificates-issue-{}", item.id)))
                    .await?;
            }
        }
    }
    let is_duty = |item: &Item| item.kind == Kind::EnrolmentDuty;
    if request.items.iter().all(is_duty)
        && let Some(now) = store::find(tx.conn(), &request.id).await?
    {
        let event = Event::new("certificates.duty-settled");
        let outcome = decide(&now, RequestAction::Complete, RequestParty::System, true, event)?;
        store::settle(tx, &now, outcome).await?;
    }
    Ok(())
}
