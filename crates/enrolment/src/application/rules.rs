//! The lifecycle of an application: one table. Buttons, checks, the diagram in the documentation and the tests of
//! every step with every role are read from it.

use kernel::{Lifecycle, Step};

/// An application, as far as its lifecycle goes.
pub struct Application;

/// Where an application is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Being filled in.
    Draft,
    /// Sent; the secretariat has to assess it.
    Submitted,
    /// Sent back for corrections or additions, which have a term.
    Reopened,
    /// Enrolled under condition while the university verifies the qualification.
    Conditional,
    /// Approved; fee and duty have to be paid.
    AwaitingPayment,
    /// Enrolled.
    Confirmed,
    /// Not accepted.
    Rejected,
    /// Cancelled: by the applicant, by the secretariat, or because a term passed.
    Cancelled,
}

/// What can be done with an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Confirm and submit.
    Submit,
    /// Give it up.
    Withdraw,
    /// The data are in order.
    AcceptData,
    /// Ask for corrections or additions.
    RequestCorrections,
    /// Send the corrections.
    Resubmit,
    /// Enrol under condition while the qualification is verified.
    EnrolConditionally,
    /// Ask for fee and duty.
    AskPayment,
    /// Fee and duty were paid.
    Confirm,
    /// Do not accept.
    Reject,
    /// Cancel.
    Cancel,
    /// A term passed.
    Lapse,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The person who applies.
    Applicant,
    /// The secretariat of the programme, or the central one.
    Secretary,
    /// A term.
    Term,
    /// The payments room, on a receipt.
    Payments,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The programme takes applications today.
    WindowOpen,
    /// The programme takes no applications any more.
    WindowClosed,
    /// Nothing of the check list is missing.
    NothingMissing,
    /// "I have read the policy".
    PrivacyAccepted,
    /// Each item that was asked for is answered.
    CorrectionsAnswered,
    /// The term has passed.
    TermPassed,
    /// The secretariat accepted the data.
    DataAccepted,
    /// The qualification is proven: by its certificate, or by the issuing university.
    QualificationConfirmed,
    /// A reason is given.
    ReasonGiven,
    /// A message and a day are given.
    TermGiven,
    /// Nothing was paid.
    NothingPaid,
    /// Fee and duty of the enrolment are paid.
    FeePaid,
}

use Action as A;
use Need as N;
use Role as R;
use State as S;

const fn step(
    from: State,
    action: Action,
    to: State,
    by: &'static [Role],
    needs: &'static [Need],
) -> Step<State, Action, Role, Need> {
    Step { from, action, to, by, needs }
}

impl Lifecycle for Application {
    type State = State;
    type Action = Action;
    type Role = Role;
    type Need = Need;

    const STEPS: &'static [Step<State, Action, Role, Need>] = &[
        step(
            S::Draft,
            A::Submit,
            S::Submitted,
            &[R::Applicant],
            &[N::WindowOpen, N::NothingMissing, N::PrivacyAccepted],
        ),
        step(S::Draft, A::Withdraw, S::Cancelled, &[R::Applicant], &[]),
        step(S::Draft, A::Lapse, S::Cancelled, &[R::Term], &[N::WindowClosed]),
        step(S::Submitted, A::AcceptData, S::Submitted, &[R::Secretary], &[]),
        step(S::Submitted, A::RequestCorrections, S::Reopened, &[R::Secretary], &[N::TermGiven]),
        step(S::Submitted, A::EnrolConditionally, S::Conditional, &[R::Secretary], &[N::DataAccepted]),
        step(
            S::Submitted,
            A::AskPayment,
            S::AwaitingPayment,
            &[R::Secretary],
            &[N::DataAccepted, N::QualificationConfirmed],
        ),
        step(S::Submitted, A::Reject, S::Rejected, &[R::Secretary], &[N::ReasonGiven]),
        step(S::Submitted, A::Cancel, S::Cancelled, &[R::Secretary], &[N::ReasonGiven]),
        step(S::Submitted, A::Withdraw, S::Cancelled, &[R::Applicant], &[]),
        step(S::Reopened, A::Resubmit, S::Submitted, &[R::Applicant], &[N::CorrectionsAnswered]),
        step(S::Reopened, A::Lapse, S::Cancelled, &[R::Term], &[N::TermPassed]),
        step(S::Reopened, A::Cancel, S::Cancelled, &[R::Secretary], &[N::ReasonGiven]),
        step(S::Reopened, A::Withdraw, S::Cancelled, &[R::Applicant], &[]),
        step(S::Conditional, A::RequestCorrections, S::Reopened, &[R::Secretary], &[N::TermGiven]),
        step(
            S::Conditional,
            A::AskPayment,
            S::AwaitingPayment,
            &[R::Secretary],
            &[N::DataAccepted, N::QualificationConfirmed],
        ),
        step(S::Conditional, A::Reject, S::Rejected, &[R::Secretary], &[N::ReasonGiven]),
        step(S::Conditional, A::Cancel, S::Cancelled, &[R::Secretary], &[N::ReasonGiven]),
        step(S::Conditional, A::Withdraw, S::Cancelled, &[R::Applicant], &[]),
        step(S::AwaitingPayment, A::Confirm, S::Confirmed, &[R::Payments], &[N::FeePaid]),
        step(S::AwaitingPayment, A::Cancel, S::Cancelled, &[R::Secretary], &[N::ReasonGiven, N::NothingPaid]),
        step(S::AwaitingPayment, A::Withdraw, S::Cancelled, &[R::Applicant], &[N::NothingPaid]),
    ];
}

impl State {
    /// All states.
    pub const ALL: [State; 8] = [
        S::Draft,
        S::Submitted,
        S::Reopened,
        S::Conditional,
        S::AwaitingPayment,
        S::Confirmed,
        S::Rejected,
        S::Cancelled,
    ];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            S::Draft => "draft",
            S::Submitted => "submitted",
            S::Reopened => "reopened",
            S::Conditional => "conditional",
            S::AwaitingPayment => "awaiting-payment",
            S::Confirmed => "confirmed",
            S::Rejected => "rejected",
            S::Cancelled => "cancelled",
        }
    }

    /// The state of a stored code.
    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The key of the status that people read. The guides know seven: an application that was sent back is, to its
    /// applicant, not complete.
    pub fn status_key(self) -> &'static str {
        match self {
            S::Draft | S::Reopened => "status-not-completed",
            S::Submitted => "status-sent-and-complete",
            S::Conditional => "status-conditional",
            S::AwaitingPayment => "status-awaiting-payment",
            S::Confirmed => "status-confirmed",
            S::Rejected => "status-not-accepted",
            S::Cancelled => "status-cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Refusal;

    const ACTIONS: [Action; 11] = [
        A::Submit,
        A::Withdraw,
        A::AcceptData,
        A::RequestCorrections,
        A::Resubmit,
        A::EnrolConditionally,
        A::AskPayment,
        A::Confirm,
        A::Reject,
        A::Cancel,
        A::Lapse,
    ];
    const ROLES: [Role; 4] = [R::Applicant, R::Secretary, R::Term, R::Payments];

    #[test]
    fn every_state_is_reached_and_codes_are_read_back() {
        let reached = Application::reachable(State::Draft);
        for state in State::ALL {
            assert!(reached.contains(&state), "{state:?}");
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn every_action_by_every_role_in_every_state_is_allowed_or_refused_by_the_table() {
        for state in State::ALL {
            for action in ACTIONS {
                for role in ROLES {
                    let row = Application::STEPS.iter().find(|row| row.from == state && row.action == action);
                    let met = Application::decide(state, action, role, |_| true);
                    let unmet = Application::decide(state, action, role, |_| false);
                    match row {
                        None => assert_eq!(met, Err(Refusal::NotFrom(state))),
                        Some(row) if !row.by.contains(&role) => assert_eq!(met, Err(Refusal::NotYours)),
                        Some(row) => {
                            assert_eq!(met, Ok(row.to));
                            if row.needs.is_empty() {
                                assert_eq!(unmet, Ok(row.to));
                            } else {
                                assert_eq!(unmet, Err(Refusal::Needs(row.needs.to_vec())));
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_leaves_an_end_and_only_a_payment_confirms() {
        for state in [S::Confirmed, S::Rejected, S::Cancelled] {
            assert!(Application::STEPS.iter().all(|row| row.from != state));
        }
        for row in Application::STEPS.iter().filter(|row| row.to == S::Confirmed) {
            assert_eq!((row.by, row.needs), ([R::Payments].as_slice(), [N::FeePaid].as_slice()));
        }
    }
}
