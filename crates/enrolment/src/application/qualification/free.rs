//! What the reference data do not have is written freely: one form for the university and for the course.

use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Faults, Language, text};
use platform::{
    House, Stop, Voice,
    web::{
        Own, Page, Shell,
        field::{Field, FieldFault},
    },
};

use super::super::{
    dossier::OwnTitle,
    draft::{Draft, Form, draft},
    frame::{Frame, shell},
    missing::Stage,
};

/// What is written.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// "University not found".
    University,
    /// "Programme/PhD not found".
    Course,
}

impl What {
    /// The end of its path, and the name of its draft.
    const fn code(self) -> &'static str {
        match self {
            What::University => "university",
            What::Course => "course",
        }
    }

    fn form(self, who: &Own<OwnTitle>) -> Form {
        Form::of_title(who.it.key(), self.code())
    }

    /// What was being typed.
    pub(super) async fn draft(self, house: &House, who: &Own<OwnTitle>) -> Result<Draft, Stop> {
        let mut conn = house.db().read().await?;
        draft(&mut conn, &who.it.dossier.application.id, &self.form(who)).await
    }
}

/// How the form is shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown {
    /// The draft's version.
    pub version: i64,
    /// It is what was being typed.
    pub kept: bool,
    /// Another window was faster.
    pub stale: bool,
}

/// Its fields: a choice, then lines.
pub(super) trait Fields {
    fn fields(&self, voice: &Voice, language: Language, faults: &Faults) -> (Field, Vec<Field>);
}

/// The form.
#[derive(Template)]
#[template(path = "application/qualification/free.html")]
pub struct Free {
    shell: Shell,
    frame: Frame,
    intro: String,
    action: String,
    autosave: String,
    version: i64,
    kept: bool,
    stale: bool,
    select: Field,
    texts: Vec<Field>,
    faults: Vec<FieldFault>,
    back: String,
}

/// The form with what was typed.
pub(super) fn page(
    house: &House,
    who: &Own<OwnTitle>,
    what: What,
    typed: &impl Fields,
    faults: &Faults,
    shown: Shown,
) -> Free {
    let code = what.code();
    let shell = shell(house, who, &who.it.dossier, &format!("title-{code}-free"));
    let voice = shell.voice().clone();
    let (select, texts) = typed.fields(&voice, shell.lang, faults);
    let all: Vec<&Field> = std::iter::once(&select).chain(&texts).collect();
    Free {
        frame: Frame::of(house, &voice, &who.it.dossier, Some(Stage::Qualification)),
        intro: voice.say(&format!("title-{code}-free-intro")),
        action: who.it.path(&format!("{code}/other")),
        autosave: what.form(who).path(&who.it.dossier.application.id),
        version: shown.version,
        kept: shown.kept,
        stale: shown.stale,
        faults: Field::summary_of(&all),
        select,
        texts,
        back: who.it.path(code),
        shell,
    }
}

/// The form again when another window was faster; any other answer as it is.
pub(super) async fn unless_stale(
    house: &House,
    who: &Own<OwnTitle>,
    what: What,
    typed: &impl Fields,
    answer: Result<Response, Stop>,
) -> Result<Response, Stop> {
    match answer {
        Err(stop) if stop.problem().is_some_and(|problem| problem.code == "stale") => {
            let now = what.draft(house, who).await?;
            let shown = Shown { version: now.version, stale: true, ..Shown::default() };
            Ok(Page::status(page(house, who, what, typed, &Faults::new(), shown), 409).into_response())
        }
        other => other,
    }
}

/// The path of the form with what was typed into the search: nobody types it twice.
pub(super) fn path(who: &Own<OwnTitle>, what: What, typed: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in typed.iter().filter(|(_, value)| !value.trim().is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    let path = who.it.path(&format!("{}/other", what.code()));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// A line of text, or its fault.
pub(super) fn line(faults: &mut Faults, field: &'static str, typed: &str, max: usize) -> Option<String> {
    match text::line(typed, max) {
        Ok(line) => Some(line),
        Err(code) => {
            faults.add_with(field, code, vec![("max", max.to_string())]);
            None
        }
    }
}
