//! Erasing what has lost its use: a job that is asked for whenever something that expires is made.

use futures::future::BoxFuture;
use jiff::SignedDuration;
use kernel::Event;
use platform::{
    House, Stop, Subject, Tx,
    jobs::{Claimed, Job},
};

use crate::account::store;

/// The kind of the job.
pub const JOB: &str = "identity-sweep";

/// Asks for a sweep tomorrow; one is enough.
///
/// # Errors
/// When the database fails.
pub async fn soon(tx: &mut Tx) -> Result<(), Stop> {
    let tomorrow = tx.now().saturating_add(SignedDuration::from_hours(24)).unwrap_or(tx.now());
    tx.enqueue(Job::new(JOB, &())?.at(tomorrow).once(JOB)).await
}

/// Erases everything that expired; asks for the next sweep while something is left.
pub fn run(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let mut tx = job.begin(&house).await?;
        let erased = store::sweep(&mut tx).await?;
        tx.journal(
            &Subject::new("sweep", "identity"),
            Event::new("identity.swept").with("rows", erased.to_string()),
        )
        .await?;
        if store::is_anything_left(tx.conn()).await? {
            soon(&mut tx).await?;
        }
        tx.commit().await
    })
}
