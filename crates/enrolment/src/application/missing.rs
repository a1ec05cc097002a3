//! The check list: what an application still needs before it can be sent, each with the page that mends it. One pure
//! function; the overview, the stages and the submission all ask it.

use kernel::Day;
use platform::Voice;

use super::{dossier::Dossier, papers::Kind};
use crate::programme::{DocumentKind, is_open, requirement};

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Of the personal data: a code of `people::missing`.
    Personal(&'static str),
    /// So many more titles.
    Titles(usize),
    /// Course, day or mark of a title.
    Details {
        /// Which.
        title: String,
        /// Its line.
        line: String,
    },
    /// The titles do not make up the minimum entry requirement.
    Requirement,
    /// A paper.
    Paper {
        /// Which.
        kind: Kind,
        /// Of which title.
        title: Option<String>,
        /// The title's line.
        line: String,
    },
    /// A document that the programme asks for.
    Document(DocumentKind),
    /// "Confirm and proceed" of a stage: the applicant has looked at it.
    Unconfirmed(Stage),
    /// "I have read the policy".
    Privacy,
    /// The application window is not open.
    Window,
}

/// The stages of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Personal Data.
    Personal,
    /// Qualification.
    Qualification,
    /// Upload.
    Upload,
    /// Confirm.
    Confirm,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Stage; 4] = [Stage::Personal, Stage::Qualification, Stage::Upload, Stage::Confirm];

    /// The end of its path, and of its text's key.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Personal => "personal",
            Stage::Qualification => "qualification",
            Stage::Upload => "upload",
            Stage::Confirm => "confirm",
        }
    }
}

impl Missing {
    /// The stage where it is mended.
    pub fn stage(&self) -> Stage {
        match self {
            Missing::Personal(_) => Stage::Personal,
            Missing::Titles(_) | Missing::Details { .. } | Missing::Requirement => Stage::Qualification,
            Missing::Paper { title: Some(_), .. } => Stage::Qualification,
            Missing::Paper { title: None, .. } | Missing::Document(_) | Missing::Privacy => Stage::Upload,
            Missing::Unconfirmed(stage) => *stage,
            Missing::Window => Stage::Confirm,
        }
    }

    /// The page where it is mended, below the application's own.
    pub fn page(&self) -> String {
        match self {
            Missing::Details { title, .. } => format!("qualification/{title}"),
            Missing::Paper { kind, title: Some(title), .. } => {
                format!("qualification/{title}#{}", kind.code())
            }
            Missing::Paper { kind, title: None, .. } => format!("upload#{}", kind.code()),
            Missing::Document(_) => "upload#attach".to_owned(),
            Missing::Personal(_)
            | Missing::Titles(_)
            | Missing::Requirement
            | Missing::Unconfirmed(_)
            | Missing::Privacy
            | Missing::Window => self.stage().code().to_owned(),
        }
    }

    /// Its words.
    pub fn words(&self, voice: &Voice) -> String {
        match self {
            Missing::Personal(code) => voice.say(&format!("missing-{code}")),
            Missing::Titles(n) => voice.with("application-missing-titles", &[("n", n.into())]),
            Missing::Details { line, .. } => {
                voice.with("application-missing-details", &[("title", line.into())])
            }
            Missing::Requirement => voice.say("application-missing-requirement"),
            Missing::Paper { kind, title: Some(_), line } => voice.with(
                "application-missing-paper-of",
                &[("paper", voice.say(&kind.key()).into()), ("title", line.into())],
            ),
            Missing::Paper { kind, title: None, .. } => {
                voice.with("application-missing-paper", &[("paper", voice.say(&kind.key()).into())])
            }
            Missing::Document(kind) => {
                voice.with("application-missing-paper", &[("paper", voice.say(kind.key()).into())])
            }
            Missing::Unconfirmed(stage) => {
                let stage = voice.say(&format!("application-stage-{}", stage.code()));
                voice.with("application-missing-unconfirmed", &[("stage", stage.into())])
            }
            Missing::Privacy => voice.say("application-missing-privacy"),
            Missing::Window => voice.say("application-missing-window"),
        }
    }
}

/// What is missing on a day; `register_from` is the first year of the national register of titles.
pub fn missing(dossier: &Dossier, today: Day, register_from: i16) -> Vec<Missing> {
    let mut list: Vec<Missing> =
        people::missing(&dossier.profile, today).into_iter().map(Missing::Personal).collect();
    if dossier.application.personal_confirmed_at.is_none() {
        list.push(Missing::Unconfirmed(Stage::Personal));
    }
    of_titles(dossier, register_from, &mut list);
    if dossier.application.qualification_confirmed_at.is_none() {
        list.push(Missing::Unconfirmed(Stage::Qualification));
    }
    if dossier.needs_permit() && dossier.paper(Kind::ResidencePermit, None).is_none() {
        list.push(Missing::Paper { kind: Kind::ResidencePermit, title: None, line: String::new() });
    }
    for document in dossier.programme.details.documents.iter().filter(|document| document.required) {
        if !dossier.papers.iter().any(|paper| paper.kind == document.kind.code()) {
            list.push(Missing::Document(document.kind));
        }
    }
    if dossier.application.privacy_accepted_at.is_none() {
        list.push(Missing::Privacy);
    }
    if !is_open(&dossier.programme, today) {
        list.push(Missing::Window);
    }
    list
}

fn of_titles(dossier: &Dossier, register_from: i16, list: &mut Vec<Missing>) {
    let requirement = requirement(&dossier.programme);
    let lacking = requirement.titles.saturating_sub(dossier.titles.len());
    for title in &dossier.titles {
        let line = title.line();
        if !title.is_complete() {
            list.push(Missing::Details { title: title.id.clone(), line });
            continue;
        }
        for wanted in title.proof(register_from).papers().iter().filter(|wanted| wanted.required) {
            if dossier.paper(wanted.kind, Some(&title.id)).is_none() {
                let (kind, title) = (wanted.kind, Some(title.id.clone()));
                list.push(Missing::Paper { kind, title, line: line.clone() });
            }
        }
    }
    if lacking > 0 {
        list.push(Missing::Titles(lacking));
    } else if dossier.titles.iter().all(super::title::Title::is_complete) {
        let levels: Vec<_> = dossier.titles.iter().filter_map(super::title::Title::level).collect();
        if !requirement.is_met_by(&levels) {
            list.push(Missing::Requirement);
        }
    }
}
