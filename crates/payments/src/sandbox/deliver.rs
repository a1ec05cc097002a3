use futures::future::BoxFuture;
use pagopa::pa_for_node::client::read_send_receipt_response;
use platform::{House, Stop, jobs::Claimed};
use serde::{Deserialize, Serialize};

use super::{platform_side, store};
use crate::gateway;

/// The kind of the job that sends a receipt to our door.
pub(crate) const JOB: &str = "payments.sandbox-deliver";

/// Which receipt of which session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Delivery {
    pub session: String,
    pub nth: u8,
}

/// Sends a receipt. What is not answered `OK` is sent again later, with the same bytes.
pub(crate) fn deliver(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let Delivery { session, nth } = job.read()?;
        let session = {
            let mut conn = house.db().read().await?;
            store::find(&mut conn, &session).await?
        };
        let Some(session) = session else { return job.done(&house).await };
        let paid_at = session.chosen_at.unwrap_or(session.opened_at);
        let message = platform_side::receipt(house.config(), &session, nth, paid_at)?;
        let answer = gateway::receive(&house, message.as_bytes()).await;
        match read_send_receipt_response(answer.body.as_bytes()) {
            Ok(Ok(())) => job.done(&house).await,
            Ok(Err(fault)) => Err(Stop::broken(format!("our door refused a receipt: {}", fault.code))),
            Err(error) => Err(Stop::broken(error)),
        }
    })
}
