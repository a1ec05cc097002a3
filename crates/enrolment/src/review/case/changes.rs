use kernel::Day;
use platform::{
    Voice,
    clock::instant,
    web::field::{Badge, Tone},
};

use super::{Case, history, title_heading};
use crate::{
    application::rules::State,
    review::{
        officers,
        rounds::{Change, Round, Value, changes},
        sheets,
    },
};

/// A request for corrections and what came of it.
pub struct RoundBlock {
    pub heading: String,
    pub badge: Badge,
    pub message: String,
    pub items: Vec<ItemBlock>,
}

/// An item that was asked for, and what changed of it.
pub struct ItemBlock {
    pub label: String,
    pub note: String,
    pub changes: Vec<Line>,
    /// It was sent again as it was.
    pub unchanged: bool,
}

/// A change: what was, what is.
pub struct Line {
    pub label: String,
    pub old: Option<(String, Option<String>)>,
    pub new: Option<(String, Option<String>)>,
}

/// The requests, the newest first.
pub fn blocks(voice: &Voice, base: &str, case: &Case) -> Vec<RoundBlock> {
    case.rounds.iter().map(|round| block(voice, base, case, round)).collect()
}

/// When the application was sent again, while the office has still to look at it.
pub fn to_look_at(case: &Case) -> Option<String> {
    let waits = case.application.state == State::Submitted && case.application.data_accepted_at.is_none();
    let round = case.rounds.first().filter(|round| waits && round.answer.is_some())?;
    round.closed_at.as_deref().map(|at| history::when(instant(at)))
}

fn block(voice: &Voice, base: &str, case: &Case, round: &Round) -> RoundBlock {
    let made = match &round.answer {
        Some((before, after)) => changes(voice, before, after, &round.items),
        None => Vec::new(),
    };
    let due = round.due_on.map(|day| day.to_string()).unwrap_or_default();
    let (tone, key, at) = match (&round.answer, &round.closed_at) {
        (Some(_), Some(at)) => (Tone::Success, "review-round-answered", history::when(instant(at))),
        (_, Some(at)) => (Tone::Neutral, "review-round-closed", history::when(instant(at))),
        (_, None) => (Tone::Warning, "review-round-open", due),
    };
    let heading = [
        ("day", Day::from(platform::clock::day_of(instant(&round.requested_at))).to_string().into()),
        ("officer", officers::name_of(voice, &case.names, &round.officer).into()),
    ];
    let mut items: Vec<ItemBlock> = round
        .items
        .iter()
        .map(|(code, note)| {
            let own: Vec<Line> =
                made.iter().filter(|change| change.item == *code).map(|change| line(base, change)).collect();
            ItemBlock {
                label: item_label(voice, case, code),
                note: note.clone(),
                unchanged: round.answer.is_some() && own.is_empty(),
                changes: own,
            }
        })
        .collect();
    let known = |change: &&Change| !round.items.iter().any(|(code, _)| *code == change.item);
    let others: Vec<Line> = made.iter().filter(known).map(|change| line(base, change)).collect();
    if !others.is_empty() {
        let label = voice.say("review-round-other");
        items.push(ItemBlock { label, note: String::new(), changes: others, unchanged: false });
    }
    RoundBlock {
        heading: voice.with("review-round", &heading),
        badge: Badge::new(tone, voice.with(key, &[("at", at.into())])),
        message: round.message.clone(),
        items,
    }
}

fn line(base: &str, change: &Change) -> Line {
    let shown = |value: &Option<Value>| {
        value.as_ref().map(|value| {
            (value.text.clone(), value.paper.as_ref().map(|id| format!("{base}?sheet={id}#viewer")))
        })
    };
    Line { label: change.label.clone(), old: shown(&change.old), new: shown(&change.new) }
}

/// The words of an item of a request, as the office asks for it.
pub fn item_label(voice: &Voice, case: &Case, code: &str) -> String {
    let mut words = code.split(':');
    match (words.next(), words.next(), words.next()) {
        (Some("qualification"), Some(id), None) => {
            let heading = case.title(id).map(title_heading).unwrap_or_default();
            voice.with("review-item-title", &[("title", heading.into())])
        }
        (Some("paper"), Some(kind), title) => {
            let course = title.and_then(|id| case.title(id)).map(|title| title.course.as_str());
            sheets::name(voice, kind, course)
        }
        (Some("personal"), ..) => voice.say("review-item-personal"),
        (Some("qualifications"), ..) => voice.say("review-item-qualifications"),
        _ => voice.say("review-item-attachments"),
    }
}
