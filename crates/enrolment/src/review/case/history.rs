use jiff::Timestamp;
use kernel::Day;
use platform::{
    Arg, Voice,
    clock::rome,
    journal::Entry,
    texts::own_args,
    web::field::{Moment, Tone},
};

use crate::review::officers;

/// What happened, newest first, with the names of who did it.
pub fn moments(
    voice: &Voice,
    entries: &[Entry],
    names: &[(String, String)],
    applicant: (&str, &str),
) -> Vec<Moment> {
    entries
        .iter()
        .rev()
        .map(|entry| {
            let facts: Vec<(String, String)> = entry
                .facts
                .iter()
                .map(|(name, value)| (name.replace('_', "-"), shown(voice, names, name, value)))
                .collect();
            let args: Vec<(&str, Arg)> = own_args(&facts);
            let what = voice.with(&entry.text_key(), &args);
            Moment::new(tone(&entry.kind), entry.at.to_string(), when(entry.at), what).who(who(
                voice,
                &entry.actor,
                names,
                applicant,
            ))
        })
        .collect()
}

/// Days as people write them, officers by name.
fn shown(voice: &Voice, names: &[(String, String)], name: &str, value: &str) -> String {
    if name == "to" {
        return officers::name_of(voice, names, value);
    }
    value.parse::<Day>().map_or_else(|_| value.to_owned(), |day| day.to_string())
}

fn who(voice: &Voice, actor: &str, names: &[(String, String)], applicant: (&str, &str)) -> String {
    match actor.strip_prefix("account:") {
        Some(id) if id == applicant.0 => applicant.1.to_owned(),
        Some(id) => officers::name_of(voice, names, id),
        None => voice.say(match actor {
            "visitor" => "review-actor-visitor",
            "gateway" => "review-actor-gateway",
            "operator" => "review-actor-operator",
            _ => "review-actor-system",
        }),
    }
}

fn tone(kind: &str) -> Tone {
    match kind {
        "enrolment.rejected"
        | "enrolment.cancelled"
        | "enrolment.lapsed"
        | "enrolment.qualification-refused" => Tone::Danger,
        "enrolment.corrections-requested"
        | "enrolment.payment-asked"
        | "enrolment.enrolled-conditionally" => Tone::Warning,
        "enrolment.data-accepted" | "enrolment.confirmed" | "enrolment.qualification-confirmed" => {
            Tone::Success
        }
        "enrolment.seen" | "enrolment.noted" | "enrolment.assigned" | "platform.mail-sent" => Tone::Neutral,
        _ => Tone::Info,
    }
}

/// Day and time at the office.
pub fn when(at: Timestamp) -> String {
    at.to_zoned(rome()).strftime("%d/%m/%Y %H:%M").to_string()
}
