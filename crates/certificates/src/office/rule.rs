//! What the office can do with a request now: the lifecycle's table, less what its way of delivery rules out.

use kernel::Lifecycle;

use crate::{
    catalogue::Delivery,
    request::{Request, RequestAction, RequestLife, RequestNeed, RequestParty},
};

/// The actions that are offered. What an officer still has to write or to check is asked by the action's own page.
pub(super) fn offered(request: &Request) -> Vec<RequestAction> {
    let fits = |action: &RequestAction| {
        let steps =
            RequestLife::STEPS.iter().filter(|step| step.from == request.state && step.action == *action);
        steps.flat_map(|step| step.needs).all(|need| match need {
            RequestNeed::RegisteredNumber => request.delivery == Some(Delivery::Post),
            RequestNeed::AtCounter => request.delivery == Some(Delivery::Office),
            _ => true,
        })
    };
    RequestLife::actions(request.state, RequestParty::Office).into_iter().filter(fits).collect()
}

/// The last part of an action's address, which is also how its texts are called; none when the office has no such action.
pub(super) const fn end(action: RequestAction) -> Option<&'static str> {
    match action {
        RequestAction::TakeCharge => Some("take"),
        RequestAction::Answer => Some("answer"),
        RequestAction::Release => Some("release"),
        RequestAction::Refuse => Some("refuse"),
        RequestAction::MarkPrinted => Some("printed"),
        RequestAction::Post => Some("post"),
        RequestAction::LayReady => Some("lay-ready"),
        RequestAction::HandOver => Some("hand-over"),
        RequestAction::StartPayment
        | RequestAction::BackToCart
        | RequestAction::Issue
        | RequestAction::Submit
        | RequestAction::Complete
        | RequestAction::Print
        | RequestAction::Empty
        | RequestAction::Expire => None,
    }
}
