//! How an admission looks, to the office and to the person.

use jiff::Timestamp;
use platform::{
    Voice,
    clock::rome,
    journal::Entry,
    texts::own_args,
    web::field::{Badge, Moment, Tone},
};

use super::rules::State;

/// The state: icon, colour and words.
pub fn badge(voice: &Voice, state: State) -> Badge {
    let (tone, icon) = match state {
        State::Open => (Tone::Due, "card"),
        State::Paid => (Tone::Success, "check-circle"),
        State::Withdrawn => (Tone::Neutral, "ban"),
        State::PaidLate => (Tone::Warning, "warning-circle"),
    };
    Badge::new(tone, voice.say(&format!("admission-state-{}", state.code()))).icon(icon)
}

/// Day and time at the office.
pub fn when(at: Timestamp) -> String {
    at.to_zoned(rome()).strftime("%d/%m/%Y %H:%M").to_string()
}

/// What happened, the newest first. What has no sentence here is told elsewhere.
pub fn moments(voice: &Voice, entries: &[Entry]) -> Vec<Moment> {
    let told = entries.iter().rev().filter_map(|entry| {
        voice.find(&entry.text_key())?;
        let what = voice.with(&entry.text_key(), &own_args(&entry.facts));
        Some(Moment::new(tone(&entry.kind), entry.at.to_string(), when(entry.at), what))
    });
    told.collect()
}

fn tone(kind: &str) -> Tone {
    match kind {
        "enrolment.admission-paid" | "enrolment.admission-admitted" => Tone::Success,
        "enrolment.admission-opened" | "enrolment.admission-paid-late" => Tone::Warning,
        "enrolment.admission-withdrawn" | "enrolment.admission-fell" => Tone::Danger,
        _ => Tone::Info,
    }
}
