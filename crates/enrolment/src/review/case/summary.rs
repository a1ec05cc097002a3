use kernel::Day;
use platform::{
    Voice,
    clock::{day_of, instant},
    web::field::Fact,
};

use super::{Case, history};
use crate::{application::rules::Action, review::officers};

/// An action of one button.
pub struct Button {
    pub end: &'static str,
    pub action: String,
    pub label: String,
    pub look: &'static str,
    pub help: String,
}

pub fn facts(voice: &Voice, case: &Case, today: Day) -> Vec<Fact> {
    let application = &case.application;
    let fact = |key: &str, value: String| Fact::new(voice.say(key), value);
    let sent = application.submitted_at.as_deref().map(instant);
    let days = sent.map(|at| Day::from(day_of(at)).days_until(today).max(0).to_string());
    let officer = application.assigned_to.as_ref().map(|id| officers::name_of(voice, &case.names, id));
    let due = application.due_on.as_deref().and_then(|day| day.parse::<Day>().ok());
    let mut facts = vec![
        fact("review-fact-programme", case.programme.full_title(voice.language))
            .href(format!("/office/applications?programme={}", application.programme_id)),
        fact("review-fact-protocol", application.protocol.clone().unwrap_or_default()),
        fact("review-fact-code", application.applicant_code.clone()),
        fact("review-fact-sent", sent.map(history::when).unwrap_or_default()),
        fact("review-fact-days", days.unwrap_or_default()),
        fact("review-fact-officer", officer.unwrap_or_else(|| voice.say("review-nobody"))),
    ];
    if let Some(due) = due {
        facts.push(fact("review-fact-due", due.to_string()));
    }
    if let Some(at) = &application.data_accepted_at {
        facts.push(fact("review-fact-accepted", history::when(instant(at))));
    }
    if let Some(reason) = &application.reason {
        facts.push(fact("review-fact-reason", reason.clone()));
    }
    if let Some(matricola) = &application.matricola {
        facts.push(fact("review-fact-matricola", matricola.clone()));
    }
    facts
}

pub fn buttons(voice: &Voice, base: &str, actions: &[Action]) -> Vec<Button> {
    let of = |action: &Action| match action {
        Action::AcceptData => Some(("accept", "primary")),
        Action::EnrolConditionally => Some(("conditional", "outline-primary")),
        Action::AskPayment => Some(("payment", "primary")),
        _ => None,
    };
    actions
        .iter()
        .filter_map(of)
        .map(|(end, look)| Button {
            end,
            look,
            action: format!("{base}/{end}"),
            label: voice.say(&format!("review-do-{end}")),
            help: voice.say(&format!("review-do-{end}-help")),
        })
        .collect()
}

/// Actions that ask for more have a page of their own.
pub fn links(voice: &Voice, base: &str, actions: &[Action]) -> Vec<(String, String, &'static str)> {
    let of = |action: &Action| match action {
        Action::RequestCorrections => Some(("corrections", "outline-primary")),
        Action::Reject => Some(("reject", "outline-danger")),
        Action::Cancel => Some(("cancel", "outline-danger")),
        _ => None,
    };
    actions
        .iter()
        .filter_map(of)
        .map(|(end, look)| (voice.say(&format!("review-do-{end}")), format!("{base}/{end}"), look))
        .collect()
}

/// Who acts now, and what keeps the application from going on.
pub fn waiting(voice: &Voice, case: &Case) -> Option<String> {
    use crate::application::rules::State;
    let key = match case.application.state {
        State::Reopened => "review-waits-applicant",
        State::AwaitingPayment => "review-waits-payment",
        State::Submitted if !case.truth.data_accepted => "review-waits-data",
        State::Submitted | State::Conditional if !case.truth.qualification_confirmed => {
            "review-waits-qualification"
        }
        State::Submitted | State::Conditional => "review-waits-decision",
        State::Draft | State::Confirmed | State::Rejected | State::Cancelled => return None,
    };
    Some(voice.say(key))
}
