//! What the secretariat may do with an application: the lifecycle's table, with what is true of the application.

use kernel::{Event, Lifecycle, Outcome, Problem, Refusal};
use platform::Explain;

use crate::application::rules::{Action, Application, Need, Role, State};

/// What is true of an application and of what the officer sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// The data were accepted.
    pub data_accepted: bool,
    /// Each title is confirmed.
    pub qualification_confirmed: bool,
    /// A reason was given.
    pub reason_given: bool,
    /// A message and a day were given.
    pub term_given: bool,
    /// Something was paid already.
    pub paid: bool,
}

/// Why the secretariat cannot do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAct {
    /// The application is not where this can be done.
    NotNow,
    /// The data have to be accepted first.
    DataNotAccepted,
    /// The qualification has to be confirmed first.
    QualificationNotConfirmed,
    /// Something was paid: a refund is another act.
    Paid,
    /// The form lacks its reason, message or day.
    Incomplete,
    /// The programme has neither fee nor stamp duty.
    NothingToPay,
    /// The person is admitted to the edition already, and asked for the stamp duty there.
    Admitted,
}

impl Explain for CannotAct {
    fn explain(&self) -> Problem {
        Problem::conflict(match self {
            CannotAct::NotNow => "review-not-now",
            CannotAct::DataNotAccepted => "review-data-not-accepted",
            CannotAct::QualificationNotConfirmed => "review-qualification-not-confirmed",
            CannotAct::Paid => "review-paid",
            CannotAct::Incomplete => "review-incomplete",
            CannotAct::NothingToPay => "review-nothing-to-pay",
            CannotAct::Admitted => "review-admitted",
        })
    }
}

/// The state that an action of the secretariat leads to, or why not.
///
/// # Errors
/// [`CannotAct`], the first need that is not met.
pub fn decide(from: State, action: Action, truth: Truth, event: Event) -> Result<Outcome<State>, CannotAct> {
    let met = |need: Need| match need {
        Need::DataAccepted => truth.data_accepted,
        Need::QualificationConfirmed => truth.qualification_confirmed,
        Need::ReasonGiven => truth.reason_given,
        Need::TermGiven => truth.term_given,
        Need::NothingPaid => !truth.paid,
        // Needs of the applicant's, the terms' and the payments' steps.
        Need::WindowOpen
        | Need::WindowClosed
        | Need::NothingMissing
        | Need::PrivacyAccepted
        | Need::CorrectionsAnswered
        | Need::TermPassed
        | Need::FeePaid => false,
    };
    match Application::decide(from, action, Role::Secretary, met) {
        Ok(after) => Ok(Outcome { before: from, after, event }),
        Err(Refusal::NotFrom(_) | Refusal::NotYours) => Err(CannotAct::NotNow),
        Err(Refusal::Needs(needs)) => Err(match needs.first() {
            Some(Need::DataAccepted) => CannotAct::DataNotAccepted,
            Some(Need::QualificationConfirmed) => CannotAct::QualificationNotConfirmed,
            Some(Need::NothingPaid) => CannotAct::Paid,
            _ => CannotAct::Incomplete,
        }),
    }
}

/// What the page offers: actions of the table whose needs can be met from here. Reason and message are asked for by
/// the action's own form.
pub fn offered(from: State, truth: Truth) -> Vec<Action> {
    let hopeful = Truth { reason_given: true, term_given: true, ..truth };
    Application::actions(from, Role::Secretary)
        .into_iter()
        .filter(|action| decide(from, *action, hopeful, Event::new("enrolment.offered")).is_ok())
        // Data that were accepted are not accepted again.
        .filter(|action| !(*action == Action::AcceptData && truth.data_accepted))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Truth = Truth {
        data_accepted: true,
        qualification_confirmed: true,
        reason_given: true,
        term_given: true,
        paid: false,
    };

    fn outcome(from: State, action: Action, truth: Truth) -> Result<State, CannotAct> {
        decide(from, action, truth, Event::new("enrolment.test")).map(|outcome| outcome.after)
    }

    #[test]
    fn each_need_that_is_not_met_is_named() {
        let check = |truth, action, expected| {
            assert_eq!(outcome(State::Submitted, action, truth), expected, "{truth:?}");
        };
        check(ALL, Action::AskPayment, Ok(State::AwaitingPayment));
        check(Truth { data_accepted: false, ..ALL }, Action::AskPayment, Err(CannotAct::DataNotAccepted));
        check(
            Truth { qualification_confirmed: false, ..ALL },
            Action::AskPayment,
            Err(CannotAct::QualificationNotConfirmed),
        );
        check(
            Truth { qualification_confirmed: false, ..ALL },
            Action::EnrolConditionally,
            Ok(State::Conditional),
        );
        check(Truth { reason_given: false, ..ALL }, Action::Reject, Err(CannotAct::Incomplete));
        check(Truth { term_given: false, ..ALL }, Action::RequestCorrections, Err(CannotAct::Incomplete));
    }

    #[test]
    fn what_was_paid_is_not_cancelled() {
        let paid = Truth { paid: true, ..ALL };
        assert_eq!(outcome(State::AwaitingPayment, Action::Cancel, paid), Err(CannotAct::Paid));
        assert_eq!(outcome(State::AwaitingPayment, Action::Cancel, ALL), Ok(State::Cancelled));
    }

    #[test]
    fn the_secretariat_does_nobody_elses_steps() {
        for state in State::ALL {
            for action in [Action::Submit, Action::Withdraw, Action::Resubmit, Action::Confirm, Action::Lapse]
            {
                assert_eq!(outcome(state, action, ALL), Err(CannotAct::NotNow), "{state:?} {action:?}");
            }
        }
    }

    #[test]
    fn buttons_are_what_can_be_done_now() {
        let fresh = Truth::default();
        assert_eq!(
            offered(State::Submitted, fresh),
            [Action::AcceptData, Action::RequestCorrections, Action::Reject, Action::Cancel]
        );
        assert_eq!(
            offered(State::Submitted, Truth { data_accepted: true, ..fresh }),
            [Action::RequestCorrections, Action::EnrolConditionally, Action::Reject, Action::Cancel]
        );
        assert_eq!(
            offered(State::Conditional, ALL),
            [Action::RequestCorrections, Action::AskPayment, Action::Reject, Action::Cancel]
        );
        assert_eq!(offered(State::Reopened, fresh), [Action::Cancel]);
        assert_eq!(offered(State::AwaitingPayment, Truth { paid: true, ..fresh }), []);
        for state in [State::Draft, State::Confirmed, State::Rejected, State::Cancelled] {
            assert_eq!(offered(state, ALL), []);
        }
    }
}
