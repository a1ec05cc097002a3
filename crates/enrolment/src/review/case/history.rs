use jiff::Timestamp;
use kernel::Day;
use platform::{
    Arg, Voice,
    clock::rome,
    journal::Entry,
    texts::own_args,
    web::field::{Moment, Tone},
};

use super::{Case, changes::item_label};
use crate::review::{officers, sheets};

/// What happened, newest first, with the names of who did it. The applicant's own page speaks to the applicant; here
/// the office reads of them, and of which paper or item.
pub fn moments(voice: &Voice, case: &Case) -> Vec<Moment> {
    let applicant = (case.application.person_id.as_str(), case.application.applicant_name.as_str());
    case.history
        .iter()
        .rev()
        .map(|entry| {
            let who = who(voice, &entry.actor, &case.names, applicant);
            Moment::new(tone(&entry.kind), entry.at.to_string(), when(entry.at), what(voice, case, entry))
                .who(who)
        })
        .collect()
}

/// The office's sentence of an event, or the one that everybody reads.
fn what(voice: &Voice, case: &Case, entry: &Entry) -> String {
    let facts: Vec<(String, String)> = entry
        .facts
        .iter()
        .map(|(name, value)| (name.replace('_', "-"), shown(voice, case, name, value)))
        .collect();
    let args: Vec<(&str, Arg)> = own_args(&facts);
    let own = format!("office-{}", entry.text_key());
    let key = if voice.find(&own).is_some() { own } else { entry.text_key() };
    voice.with(&key, &args)
}

/// Days as people write them; officers, papers, items, titles and stages by name.
fn shown(voice: &Voice, case: &Case, name: &str, value: &str) -> String {
    match name {
        "to" => officers::name_of(voice, &case.names, value),
        "kind" => sheets::name(voice, value, None),
        "items" => {
            let items: Vec<String> = value.split(',').map(|code| item_label(voice, case, code)).collect();
            items.join("; ")
        }
        "qualification" => case.title(value).map(super::title_heading).unwrap_or_default(),
        "stage" => voice.say(&format!("application-stage-{value}")),
        _ => value.parse::<Day>().map_or_else(|_| value.to_owned(), |day| day.to_string()),
    }
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
