use kernel::Day;
use platform::{
    Voice,
    clock::instant,
    web::field::{Badge, Fact},
};

use super::history;
use crate::review::{
    check::{
        life::State as CheckState,
        store::{Check, Title},
    },
    declared::country,
};

/// A title with its verification.
pub struct TitleBlock {
    pub heading: String,
    pub facts: Vec<Fact>,
    pub badge: Badge,
    pub answer: Vec<Fact>,
    pub ask: Option<String>,
    pub decide: Option<String>,
}

/// Course and university.
pub fn title_heading(title: &Title) -> String {
    format!("{} – {}", title.course, title.university)
}

/// What was declared of a title.
pub fn title_facts(voice: &Voice, title: &Title) -> Vec<Fact> {
    let fact = |key: &str, value: Option<String>| Fact::new(voice.say(key), value.unwrap_or_default());
    let day =
        title.graduated_on.as_deref().and_then(|day| day.parse::<Day>().ok()).map(|day| day.to_string());
    let level = title
        .level
        .parse::<reference::Level>()
        .map_or_else(|()| title.level.clone(), |level| level.label(voice.language).to_owned());
    vec![
        fact("review-title-course", Some(title.course.clone())),
        fact("review-title-level", Some(level)),
        fact("review-title-university", Some(title.university.clone())),
        fact("review-title-town", title.town.clone()),
        fact("review-title-country", Some(country(&title.country, voice.language))),
        fact(
            "review-title-attained",
            Some(voice.say(if title.attained { "review-yes" } else { "review-not-yet" })),
        ),
        fact("review-title-year", title.academic_year.clone()),
        fact("review-title-day", day),
        fact("review-title-mark", title.mark.clone()),
    ]
}

pub fn title_block(voice: &Voice, base: &str, title: &Title, check: &Check) -> TitleBlock {
    let fact = |key: &str, value: &Option<String>| {
        value.as_ref().map(|value| Fact::new(voice.say(key), value.clone()))
    };
    let time = |stored: &Option<String>| stored.as_deref().map(|at| history::when(instant(at)));
    let until = check.answer_by.as_deref().and_then(|day| day.parse::<Day>().ok()).map(|day| day.to_string());
    let answer = check.answer.as_ref().map(|answer| voice.say(&format!("check-answer-{answer}")));
    let asked = check.state != CheckState::NotStarted;
    let answer = [
        fact("check-email", &check.email).filter(|_| asked),
        fact("check-asked-at", &time(&check.asked_at)).filter(|_| asked),
        fact("check-until", &until).filter(|_| check.state == CheckState::Asked),
        fact("check-answered-at", &time(&check.answered_at)),
        fact("check-answer", &answer),
        fact("check-who", &check.answer_who),
        fact("check-note", &check.answer_note),
        fact("check-decision-note", &check.decision_note),
    ];
    let open = check.state != CheckState::Confirmed;
    TitleBlock {
        heading: title_heading(title),
        facts: title_facts(voice, title),
        badge: check.state.badge(voice),
        answer: answer.into_iter().flatten().collect(),
        ask: open.then(|| format!("{base}/titles/{}/ask", title.id)),
        decide: open.then(|| format!("{base}/titles/{}/decide", title.id)),
    }
}
