use platform::{
    Voice,
    clock::stamp,
    journal::Entry,
    texts::own_args,
    web::field::{Moment, Tone},
};

use super::load::Loaded;
use crate::{
    office::officers,
    request::{Request, pages::words},
};

/// What happened, the newest first, with the names of who did it.
pub(super) fn moments(voice: &Voice, request: &Request, case: &Loaded) -> Vec<Moment> {
    let told = case.history.iter().rev().filter_map(|entry| {
        let what = what(voice, case, entry)?;
        let who = who(voice, request, case, &entry.actor);
        let when = words::when_exactly(&stamp(entry.at));
        Some(Moment::new(tone(&entry.kind), entry.at.to_string(), when, what).who(who))
    });
    told.collect()
}

/// The office's sentence of an event, or the one that everybody reads; none for what has no sentence.
fn what(voice: &Voice, case: &Loaded, entry: &Entry) -> Option<String> {
    let shown = |name: &str, value: &str| match (name, entry.kind.as_str()) {
        ("to", "certificates.taken") => officers::name_of(voice, &case.names, value),
        _ => value.to_owned(),
    };
    let facts: Vec<(String, String)> =
        entry.facts.iter().map(|(name, value)| (name.replace('_', "-"), shown(name, value))).collect();
    let own = format!("office-{}", entry.text_key());
    let key = if voice.find(&own).is_some() { own } else { entry.text_key() };
    voice.find(&key)?;
    Some(voice.with(&key, &own_args(&facts)))
}

fn who(voice: &Voice, request: &Request, case: &Loaded, actor: &str) -> String {
    match actor.strip_prefix("account:") {
        Some(id) if id == request.person_id => {
            case.person.as_ref().map(|person| person.full_name()).unwrap_or_default()
        }
        Some(id) => officers::name_of(voice, &case.names, id),
        None => voice.say("office-certificates-by-itself"),
    }
}

fn tone(kind: &str) -> Tone {
    match kind {
        "certificates.refused" | "certificates.revoked" => Tone::Danger,
        "certificates.superseded" | "certificates.refund-due" | "certificates.seal-waits" => Tone::Warning,
        "certificates.paid"
        | "certificates.issued"
        | "certificates.ready"
        | "certificates.posted"
        | "certificates.handed-over" => Tone::Success,
        _ => Tone::Info,
    }
}
