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
    let (tone, icon) = match state {
        State::Draft | State::Reopened => (Tone::Warning, "pencil"),
        State::Submitted => (Tone::Info, "mail"),
        State::Conditional => (Tone::Warning, "sign"),
        State::AwaitingPayment => (Tone::Warning, "card"),
        State::Confirmed => (Tone::Success, "check-circle"),
        State::Rejected => (Tone::Danger, "close-circle"),
        State::Cancelled => (Tone::Neutral, "ban"),
    };
    Badge::new(tone, voice.say(state.status_key())).icon(icon)
}

/// What each status means and who has to act: the legend of the guide ("Legenda").
pub fn legend(voice: &Voice) -> Vec<(Badge, String)> {
    LEGEND
        .into_iter()
        .map(|state| (badge(voice, state), voice.say(&format!("{}-meaning", state.status_key()))))
        .collect()
}
