//! The seven statuses as people see them: icon, colour and words, and the legend that explains them. The words are
//! those of the university's guide; the two states that are "not completed" share one.

use platform::{
    Voice,
    web::field::{Badge, Tone},
};

use crate::application::rules::State;

/// The states of the legend, one for each status, in the order of the guide.
const LEGEND: [State; 7] = [
    State::Draft,
    State::Submitted,
    State::Conditional,
    State::Cancelled,
    State::Rejected,
    State::AwaitingPayment,
    State::Confirmed,
];

/// The status of an application: icon, colour and words in the reader's language.
pub fn badge(voice: &Voice, state: State) -> Badge {
    let (tone, icon) = look(state);
    Badge::new(tone, voice.say(state.status_key())).icon(icon)
}

/// Colour and icon: no two statuses share either.
const fn look(state: State) -> (Tone, &'static str) {
    match state {
        State::Draft | State::Reopened => (Tone::Warning, "pencil"),
        State::Submitted => (Tone::Info, "mail"),
        State::Conditional => (Tone::Stamp, "sign"),
        State::AwaitingPayment => (Tone::Due, "card"),
        State::Confirmed => (Tone::Success, "check-circle"),
        State::Rejected => (Tone::Danger, "close-circle"),
        State::Cancelled => (Tone::Neutral, "ban"),
    }
}

/// What each status means and who has to act: the legend of the guide ("Legenda").
pub fn legend(voice: &Voice) -> Vec<(Badge, String)> {
    LEGEND
        .into_iter()
        .map(|state| (badge(voice, state), voice.say(&format!("{}-meaning", state.status_key()))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_statuses_look_alike() {
        for (at, one) in LEGEND.iter().enumerate() {
            for other in LEGEND.iter().skip(at + 1) {
                let ((tone, icon), (other_tone, other_icon)) = (look(*one), look(*other));
                assert!(tone != other_tone && icon != other_icon, "{one:?} and {other:?}");
            }
        }
        assert_eq!(look(State::Draft), look(State::Reopened), "one status of the guide");
    }
}
