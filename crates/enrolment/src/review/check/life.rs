//! The lifecycle of a verification, as a table.

use kernel::{Lifecycle, Problem, Step};
use platform::{
    Explain, Voice,
    web::field::{Badge, Tone},
};

/// The verification of a title, as far as its lifecycle goes.
pub struct QualificationCheck;

/// Where a verification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody has been asked.
    NotStarted,
    /// The issuing university has been asked.
    Asked,
    /// It has answered.
    Answered,
    /// The title is confirmed.
    Confirmed,
    /// The title is not confirmed.
    Refused,
}

/// What can be done with a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask the issuing university, or ask it again.
    Ask,
    /// Answer through the link.
    Answer,
    /// The title is proven.
    Confirm,
    /// The title is not proven.
    Refuse,
    /// The applicant changes the title: begin anew.
    Reopen,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The secretariat.
    Secretary,
    /// The university that issued the title.
    University,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The link has not expired.
    LinkValid,
    /// The officer says why.
    ReasonGiven,
}

const fn step(
    from: State,
    action: Action,
    to: State,
    by: &'static [Party],
    needs: &'static [Need],
) -> Step<State, Action, Party, Need> {
    Step { from, action, to, by, needs }
}

impl Lifecycle for QualificationCheck {
    type State = State;
    type Action = Action;
    type Role = Party;
    type Need = Need;

    const STEPS: &'static [Step<State, Action, Party, Need>] = {
        use Action::{Answer, Ask, Confirm, Refuse, Reopen};
        use State::{Answered, Asked, Confirmed, NotStarted, Refused};
        const OFFICE: &[Party] = &[Party::Secretary];
        &[
            step(NotStarted, Ask, Asked, OFFICE, &[]),
            step(NotStarted, Confirm, Confirmed, OFFICE, &[Need::ReasonGiven]),
            step(NotStarted, Refuse, Refused, OFFICE, &[Need::ReasonGiven]),
            step(Asked, Ask, Asked, OFFICE, &[]),
            step(Asked, Answer, Answered, &[Party::University], &[Need::LinkValid]),
            step(Asked, Confirm, Confirmed, OFFICE, &[Need::ReasonGiven]),
            step(Asked, Refuse, Refused, OFFICE, &[Need::ReasonGiven]),
            step(Asked, Reopen, NotStarted, OFFICE, &[]),
            step(Answered, Ask, Asked, OFFICE, &[]),
            step(Answered, Confirm, Confirmed, OFFICE, &[Need::ReasonGiven]),
            step(Answered, Refuse, Refused, OFFICE, &[Need::ReasonGiven]),
            step(Answered, Reopen, NotStarted, OFFICE, &[]),
            step(Confirmed, Reopen, NotStarted, OFFICE, &[]),
            step(Refused, Ask, Asked, OFFICE, &[]),
            step(Refused, Confirm, Confirmed, OFFICE, &[Need::ReasonGiven]),
            step(Refused, Reopen, NotStarted, OFFICE, &[]),
        ]
    };
}

impl State {
    /// All states.
    pub const ALL: [State; 5] =
        [State::NotStarted, State::Asked, State::Answered, State::Confirmed, State::Refused];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            State::NotStarted => "not-started",
            State::Asked => "asked",
            State::Answered => "answered",
            State::Confirmed => "confirmed",
            State::Refused => "refused",
        }
    }

    /// The state of a stored code.
    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Icon, colour and words.
    pub fn badge(self, voice: &Voice) -> Badge {
        let (tone, icon) = match self {
            State::NotStarted => (Tone::Neutral, "less-circle"),
            State::Asked => (Tone::Warning, "mail"),
            State::Answered => (Tone::Info, "comment"),
            State::Confirmed => (Tone::Success, "check-circle"),
            State::Refused => (Tone::Danger, "close-circle"),
        };
        Badge::new(tone, voice.say(&format!("check-state-{}", self.code()))).icon(icon)
    }
}

/// Why a verification does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotCheck {
    /// It is not where this can be done, or somebody was faster.
    NotNow,
    /// The application is not being assessed.
    NotAssessed,
}

impl Explain for CannotCheck {
    fn explain(&self) -> Problem {
        Problem::conflict(match self {
            CannotCheck::NotNow => "check-not-now",
            CannotCheck::NotAssessed => "check-not-assessed",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_university_answers_and_only_once() {
        for state in State::ALL {
            let by = |party| QualificationCheck::decide(state, Action::Answer, party, |_| true);
            assert_eq!(by(Party::University).is_ok(), state == State::Asked, "{state:?}");
            assert!(by(Party::Secretary).is_err());
        }
        assert!(
            QualificationCheck::decide(State::Asked, Action::Answer, Party::University, |_| false).is_err()
        );
    }

    #[test]
    fn the_university_never_decides() {
        for row in QualificationCheck::STEPS.iter().filter(|row| row.by.contains(&Party::University)) {
            assert_eq!(row.to, State::Answered);
        }
    }

    #[test]
    fn a_decision_has_a_reason_and_a_certificate_can_be_enough() {
        for row in QualificationCheck::STEPS {
            let decides = matches!(row.action, Action::Confirm | Action::Refuse);
            assert_eq!(row.needs.contains(&Need::ReasonGiven), decides, "{row:?}");
        }
        let met = |_| true;
        assert_eq!(
            QualificationCheck::decide(State::NotStarted, Action::Confirm, Party::Secretary, met),
            Ok(State::Confirmed)
        );
    }

    #[test]
    fn states_are_all_reached_and_read_back() {
        assert_eq!(QualificationCheck::reachable(State::NotStarted).len(), State::ALL.len());
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }
}
