//! A request to the desk: its kind, its state, and who takes it from one state to the next.

use kernel::{Language, Lifecycle, Step};
use platform::web::{
    Shell,
    field::{Badge, Tone},
};

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// "Emergency 2FA deactivation".
    Deactivate2fa,
    /// Credentials that cannot be recovered by mail.
    Credentials,
    /// Registration and activation of the account.
    Registration,
    /// Anything else about signing in.
    Information,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 4] =
        [Kind::Deactivate2fa, Kind::Credentials, Kind::Registration, Kind::Information];

    /// Stable code; `assistance-kind-<code>` is its name for people.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Deactivate2fa => "deactivate-2fa",
            Kind::Credentials => "credentials",
            Kind::Registration => "registration",
            Kind::Information => "information",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its name.
    pub fn text_key(self) -> String {
        format!("assistance-kind-{}", self.code())
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The desk's.
    Open,
    /// The person's.
    Answered,
    /// Nobody's.
    Closed,
}

impl Status {
    /// All of them, in the order of the filter.
    pub const ALL: [Status; 3] = [Status::Open, Status::Answered, Status::Closed];

    /// Stable code; `assistance-status-<code>` is its name for people.
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

    /// As people see it.
    pub fn badge(self, shell: &Shell) -> Badge {
        let tone = match self {
            Status::Open => Tone::Warning,
            Status::Answered => Tone::Info,
            Status::Closed => Tone::Success,
        };
        Badge::new(tone, shell.t(&format!("assistance-status-{}", self.code())))
    }
}

/// What is done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person adds something.
    Write,
    /// The desk answers.
    Answer,
    /// The desk ends it.
    Close,
    /// The desk takes it up again.
    Reopen,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever sent the request, through the link in the mail.
    Person,
    /// The desk.
    Desk,
}

/// Nothing else is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {}

/// The lifecycle of a request.
#[derive(Debug)]
pub struct RequestLifecycle;

const fn step(from: Status, action: Action, to: Status, by: &'static [By]) -> Step<Status, Action, By, Need> {
    Step { from, action, to, by, needs: &[] }
}

impl Lifecycle for RequestLifecycle {
    type State = Status;
    type Action = Action;
    type Role = By;
    type Need = Need;
    const STEPS: &'static [Step<Status, Action, By, Need>] = &[
        step(Status::Open, Action::Write, Status::Open, &[By::Person]),
        step(Status::Answered, Action::Write, Status::Open, &[By::Person]),
        step(Status::Closed, Action::Write, Status::Open, &[By::Person]),
        step(Status::Open, Action::Answer, Status::Answered, &[By::Desk]),
        step(Status::Answered, Action::Answer, Status::Answered, &[By::Desk]),
        step(Status::Open, Action::Close, Status::Closed, &[By::Desk]),
        step(Status::Answered, Action::Close, Status::Closed, &[By::Desk]),
        step(Status::Closed, Action::Reopen, Status::Open, &[By::Desk]),
    ];
}

/// What the desk or the person can do with a request, and the state it leads to; `None` when not now.
pub fn next(from: Status, action: Action, by: By) -> Option<Status> {
    RequestLifecycle::decide(from, action, by, |need| match need {}).ok()
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Identifier.
    pub id: String,
    /// The number that people quote.
    pub number: String,
    /// What it is about.
    pub kind: Kind,
    /// Whose turn it is.
    pub status: Status,
    /// The language it was written in; answers leave in it.
    pub language: Language,
    /// Name as typed.
    pub name: String,
    /// Address as typed; nobody has proved that it is the person's.
    pub email: String,
    /// Person code as typed.
    pub person_code: Option<String>,
    /// The first message.
    pub message: String,
    /// The attachment.
    pub file_id: Option<String>,
    /// When it was sent (stored instant).
    pub created_at: String,
    /// When something last happened (stored instant).
    pub changed_at: String,
    /// Counts changes.
    pub version: i64,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The desk.
    Answer,
    /// The person.
    Reply,
}

impl Said {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Said::Answer => "answer",
            Said::Reply => "reply",
        }
    }
}

/// A message after the first.
#[derive(Clone, Debug)]
pub struct Message {
    /// When (stored instant).
    pub at: String,
    /// Account of the officer; empty for the person.
    pub author: String,
    /// Whose.
    pub said: Said,
    /// The text.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_answers_and_closes_what_is_open_and_reopens_what_is_closed() {
        assert_eq!(next(Status::Open, Action::Answer, By::Desk), Some(Status::Answered));
        assert_eq!(next(Status::Answered, Action::Close, By::Desk), Some(Status::Closed));
        assert_eq!(next(Status::Closed, Action::Answer, By::Desk), None);
        assert_eq!(next(Status::Closed, Action::Reopen, By::Desk), Some(Status::Open));
        assert_eq!(next(Status::Open, Action::Close, By::Person), None);
    }

    #[test]
    fn whatever_the_person_writes_puts_the_request_before_the_desk() {
        for status in Status::ALL {
            assert_eq!(next(status, Action::Write, By::Person), Some(Status::Open), "{status:?}");
        }
    }
}
