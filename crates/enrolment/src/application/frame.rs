//! What every page of an application has: the chosen programme, the stages, and what the office asked for.

use platform::{
    House, Voice,
    web::{Go, Shell, Visitor, field::Step},
};

use super::{
    dossier::{Dossier, today},
    flow,
    items::{Part, opens},
    missing::{Missing, Stage, missing},
    rules::State,
};

/// The parts of a page around its stage.
#[derive(Clone, Debug)]
pub struct Frame {
    /// "1234 /2025 - Title".
    pub programme: String,
    /// The stages.
    pub steps: Vec<Step>,
    /// What the office asked for, while it waits for it.
    pub asked: Option<Asked>,
    /// The overview.
    pub home: String,
}

/// An open request for corrections, for people.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the officer wrote.
    pub message: String,
    /// The last day to answer.
    pub due: String,
    /// What is asked for.
    pub items: Vec<AskedItem>,
    /// All is answered: it can be sent.
    pub ready: bool,
    /// What is still missing of what is open.
    pub lacking: Vec<(String, String)>,
}

impl Asked {
    /// The first item that is not answered.
    pub fn to_do(&self) -> Option<&AskedItem> {
        self.items.iter().find(|item| !item.done)
    }
}

/// One item of it.
#[derive(Clone, Debug)]
pub struct AskedItem {
    /// What.
    pub label: String,
    /// What the officer wrote about it.
    pub note: String,
    /// Where it is answered.
    pub href: String,
    /// Answered.
    pub done: bool,
}

impl Frame {
    /// The frame of a stage, or of another page of the application.
    pub fn of(house: &House, voice: &Voice, dossier: &Dossier, current: Option<Stage>) -> Frame {
        let register_from = house.config().terms.anis_first_year;
        let lacking = missing(dossier, today(house), register_from);
        Frame {
            programme: dossier.programme.full_title(voice.language),
            steps: steps(voice, dossier, current, &lacking),
            asked: asked(house, voice, dossier),
            home: dossier.path(""),
        }
    }
}

fn steps(voice: &Voice, dossier: &Dossier, current: Option<Stage>, lacking: &[Missing]) -> Vec<Step> {
    let application = &dossier.application;
    Stage::ALL
        .into_iter()
        .map(|stage| {
            let confirmed = match stage {
                Stage::Personal => application.personal_confirmed_at.is_some(),
                Stage::Qualification => application.qualification_confirmed_at.is_some(),
                Stage::Upload => application.upload_confirmed_at.is_some(),
                Stage::Confirm => false,
            };
            Step::new(voice.say(&format!("application-stage-{}", stage.code())))
                .href(dossier.path(stage.code()))
                .current(current == Some(stage))
                .done(confirmed && !lacking.iter().any(|one| one.stage() == stage))
        })
        .collect()
}

fn asked(house: &House, voice: &Voice, dossier: &Dossier) -> Option<Asked> {
    let correction = dossier.correction.as_ref().filter(|_| dossier.application.state == State::Reopened)?;
    let items = correction.items.iter().map(|item| AskedItem {
        label: item_label(voice, dossier, &item.code),
        note: item.note.clone(),
        href: dossier.path(&item_page(&item.code)),
        done: item.answered_at.is_some(),
    });
    let (day, register_from) = (today(house), house.config().terms.anis_first_year);
    Some(Asked {
        message: correction.message.clone(),
        due: correction.due_on.to_string(),
        items: items.collect(),
        ready: flow::is_answered(dossier, day, register_from),
        lacking: flow::open_missing(dossier, day, register_from)
            .iter()
            .map(|one| (one.words(voice), dossier.path(&one.page())))
            .collect(),
    })
}

/// The words of an item of a request.
pub fn item_label(voice: &Voice, dossier: &Dossier, code: &str) -> String {
    let line = |id: &str| dossier.title(id).map(super::title::Title::line).unwrap_or_default();
    let mut words = code.split(':');
    match (words.next(), words.next(), words.next()) {
        (Some("qualification"), Some(id), None) => {
            format!("{}: {}", voice.say("application-stage-qualification"), line(id))
        }
        (Some("paper"), Some(kind), title) => {
            let paper = paper_label(voice, kind);
            title
                .map(line)
                .filter(|line| !line.is_empty())
                .map_or(paper.clone(), |line| format!("{paper}: {line}"))
        }
        (Some("personal"), ..) => voice.say("application-stage-personal"),
        (Some("qualifications"), ..) => voice.say("application-stage-qualification"),
        _ => voice.say("application-stage-upload"),
    }
}

/// The name of a paper, by its stored kind.
pub fn paper_label(voice: &Voice, kind: &str) -> String {
    match super::papers::Kind::from_code(kind) {
        Some(kind) => voice.say(&kind.key()),
        None => voice.say(&format!("programme-document-{kind}")),
    }
}

fn item_page(code: &str) -> String {
    let mut words = code.split(':');
    match (words.next(), words.next(), words.next()) {
        (Some("personal"), ..) => "personal".to_owned(),
        (Some("qualifications"), ..) => "qualification".to_owned(),
        (Some("qualification"), Some(id), _) => format!("qualification/{id}"),
        (Some("paper"), Some(kind), Some(id)) => format!("qualification/{id}#{kind}"),
        (Some("paper"), Some(kind), None) if super::papers::Kind::from_code(kind).is_none() => {
            "upload#attach".to_owned()
        }
        (Some("paper"), Some(kind), None) => format!("upload#{kind}"),
        _ => "upload".to_owned(),
    }
}

/// The stage where an item of a request is answered.
pub fn stage_of(code: &str) -> Stage {
    let page = item_page(code);
    let first = page.split(['/', '#']).next().unwrap_or_default();
    Stage::ALL.into_iter().find(|stage| stage.code() == first).unwrap_or(Stage::Upload)
}

/// The shell of a page of an application.
pub fn shell(house: &House, visitor: &Visitor, dossier: &Dossier, title_key: &str) -> Shell {
    Shell::new(house, visitor, title_key)
        .crumb("shell-services", "/")
        .crumb("applications-title", "/applications")
        .crumb_titled(dossier.programme.label(), &dossier.path(""))
        .crumb(title_key, "")
}

/// Leads away from a stage of an application that was sent: its overview says where it is.
pub fn leave_if_sent(dossier: &Dossier) -> Option<Go> {
    let open = matches!(dossier.application.state, State::Draft | State::Reopened);
    (!open).then(|| Go::to(format!("{}?done=application-sent-already", dossier.path(""))))
}

/// True when any item of the open request is about a part.
pub fn is_asked(dossier: &Dossier, part: &Part<'_>) -> bool {
    dossier.correction.iter().flat_map(|correction| &correction.items).any(|item| opens(&item.code, part))
}
