use kernel::{Lifecycle, Step};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The office has to answer.
    Open,
    /// The office answered; the person can write again.
    Answered,
    /// Done.
    Closed,
}

impl Status {
    /// All of them, in the order of the filter.
    pub const ALL: [Status; 3] = [Status::Open, Status::Answered, Status::Closed];

    /// As stored; `assistance-status-<code>` is its name.
    pub fn code(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Answered => "answered",
            Status::Closed => "closed",
        }
    }

    /// The status with a code.
    pub fn from_code(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The office writes to the person.
    Answer,
    /// The person writes again.
    Reply,
    /// The office is done.
    Close,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// Who asked.
    Person,
    /// The assistance desk.
    Office,
}

/// What must be true first: nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {}

/// The life of a request.
#[derive(Debug)]
pub struct RequestLifecycle;

impl Lifecycle for RequestLifecycle {
    type State = Status;
    type Action = Action;
    type Role = Desk;
    type Need = Need;

    const STEPS: &'static [Step<Status, Action, Desk, Need>] = &[
        Step { from: Status::Open, action: Action::Answer, to: Status::Answered, by: &[Desk::Office], needs: &[] },
        Step { from: Status::Open, action: Action::Reply, to: Status::Open, by: &[Desk::Person], needs: &[] },
        Step { from: Status::Open, action: Action::Close, to: Status::Closed, by: &[Desk::Office], needs: &[] },
        Step { from: Status::Answered, action: Action::Answer, to: Status::Answered, by: &[Desk::Office], needs: &[] },
        Step { from: Status::Answered, action: Action::Reply, to: Status::Open, by: &[Desk::Person], needs: &[] },
        Step { from: Status::Answered, action: Action::Close, to: Status::Closed, by: &[Desk::Office], needs: &[] },
        Step { from: Status::Closed, action: Action::Reply, to: Status::Open, by: &[Desk::Person], needs: &[] },
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_only_the_person_opens_again() {
        assert_eq!(RequestLifecycle::reachable(Status::Open).len(), 3);
        assert_eq!(RequestLifecycle::actions(Status::Closed, Desk::Office), []);
        assert_eq!(RequestLifecycle::actions(Status::Closed, Desk::Person), [Action::Reply]);
    }
}
