//! The lifecycle of an admission: one table. Buttons, checks and the diagram in the documentation are read from it.

use kernel::{Lifecycle, Step};

/// An admission, as far as its lifecycle goes.
pub struct AdmissionLife;

/// Where an admission is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Opened; the stamp duty has to be paid. The enrolment is not valid yet.
    Open,
    /// The stamp duty is paid: the person is a student.
    Paid,
    /// Taken back before it was paid.
    Withdrawn,
    /// Paid, but taken back before: the money was on its way. The secretariat decides.
    PaidLate,
}

/// What can be done with an admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take it back.
    Withdraw,
    /// The application that it came from ended: it falls with it.
    Fall,
    /// The stamp duty was paid.
    Pay,
    /// Enrol although it had been taken back.
    Admit,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The secretariat of the programme (its contact person), or the central one.
    Secretary,
    /// The application that it came from.
    Application,
    /// The payments room, on a receipt.
    Payments,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A reason is given.
    ReasonGiven,
    /// It was opened by person code: one that came from an application ends with the application.
    ByPersonCode,
    /// The person has no other way into the edition: no other admission, no application.
    NoOtherWay,
}

use Action as A;
use Need as N;
use Role as R;
use State as S;

impl Lifecycle for AdmissionLife {
    type State = State;
    type Action = Action;
    type Role = Role;
    type Need = Need;

    const STEPS: &'static [Step<State, Action, Role, Need>] = &[
        Step { from: S::Open, action: A::Pay, to: S::Paid, by: &[R::Payments], needs: &[] },
        Step {
            from: S::Open,
            action: A::Withdraw,
            to: S::Withdrawn,
            by: &[R::Secretary],
            needs: &[N::ReasonGiven, N::ByPersonCode],
        },
        Step { from: S::Open, action: A::Fall, to: S::Withdrawn, by: &[R::Application], needs: &[] },
        Step { from: S::Withdrawn, action: A::Pay, to: S::PaidLate, by: &[R::Payments], needs: &[] },
        Step {
            from: S::PaidLate,
            action: A::Admit,
            to: S::Paid,
            by: &[R::Secretary],
            needs: &[N::NoOtherWay],
        },
    ];
}

impl State {
    /// All states, in the order of the filter.
    pub const ALL: [State; 4] = [S::Open, S::PaidLate, S::Paid, S::Withdrawn];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            S::Open => "open",
            S::Paid => "paid",
            S::Withdrawn => "withdrawn",
            S::PaidLate => "paid-late",
        }
    }

    /// The state of a stored code.
    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Refusal;

    const ACTIONS: [Action; 4] = [A::Withdraw, A::Fall, A::Pay, A::Admit];
    const ROLES: [Role; 3] = [R::Secretary, R::Application, R::Payments];

    #[test]
    fn every_state_is_reached_and_codes_are_read_back() {
        let reached = AdmissionLife::reachable(S::Open);
        for state in State::ALL {
            assert!(reached.contains(&state), "{state:?}");
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(State::from_code("lost"), None);
    }

    #[test]
    fn every_action_by_every_role_in_every_state_is_allowed_or_refused_by_the_table() {
        let mut allowed = 0;
        for state in State::ALL {
            for action in ACTIONS {
                for role in ROLES {
                    let row =
                        AdmissionLife::STEPS.iter().find(|row| row.from == state && row.action == action);
                    let met = AdmissionLife::decide(state, action, role, |_| true);
                    match row {
                        None => assert_eq!(met, Err(Refusal::NotFrom(state))),
                        Some(row) if !row.by.contains(&role) => assert_eq!(met, Err(Refusal::NotYours)),
                        Some(row) => {
                            allowed += 1;
                            assert_eq!(met, Ok(row.to));
                            let unmet = AdmissionLife::decide(state, action, role, |_| false);
                            assert_eq!(unmet.is_ok(), row.needs.is_empty());
                        }
                    }
                }
            }
        }
        assert_eq!(allowed, AdmissionLife::STEPS.len());
    }

    #[test]
    fn what_is_paid_stays_paid_and_nobody_is_enrolled_without_a_payment() {
        assert!(AdmissionLife::STEPS.iter().all(|row| row.from != S::Paid));
        assert_eq!(AdmissionLife::decide(S::Open, A::Pay, R::Payments, |_| true), Ok(S::Paid));
        assert_eq!(AdmissionLife::decide(S::Withdrawn, A::Pay, R::Payments, |_| true), Ok(S::PaidLate));
        assert!(AdmissionLife::decide(S::PaidLate, A::Pay, R::Payments, |_| true).is_err(), "told twice");
        assert!(AdmissionLife::decide(S::Open, A::Admit, R::Secretary, |_| true).is_err());
    }
}
