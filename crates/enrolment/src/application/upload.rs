//! Stage 4, "Upload": documents that the programme asks for or that the applicant adds, and the privacy flag.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, FaultCode, Faults, text};
use platform::{
    House, Stop, Voice,
    files::{Accept, examine},
    web::{
        Go, Own, Page, Posted, Shell, Uploaded,
        field::{Choice, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    dossier::{Dossier, today},
    draft::{Form, draft, keep},
    flow,
    frame::{Frame, leave_if_sent, paper_label, shell},
    items::Part,
    missing::{Missing, Stage},
    paper::{self, NewPaper},
    papers::Kind,
    slot::{self, Slot, current},
};
use crate::programme::DocumentKind;

/// Longest description, in characters.
const DESCRIPTION: usize = 200;
/// Most attached documents.
const MOST: usize = 30;

/// The attached documents, the way to add one, and the privacy flag.
#[derive(Template)]
#[template(path = "application/upload.html")]
pub struct Upload {
    shell: Shell,
    frame: Frame,
    wanted: Vec<Wanted>,
    /// Some document of this page must be there.
    obliged: bool,
    lacking: Vec<(String, String)>,
    permit: Option<Slot>,
    papers: String,
    attached: Vec<Attached>,
    open: bool,
    add: String,
    autosave: String,
    version: i64,
    kept: bool,
    kind: Field,
    file: Field,
    description: Field,
    faults: Vec<FieldFault>,
    action: String,
    policy: Field,
    back: String,
}

/// A document that the programme asks for.
struct Wanted {
    label: String,
    note: String,
    required: bool,
    there: bool,
}

/// A document that is attached.
struct Attached {
    label: String,
    name: String,
    detail: String,
    href: String,
    remove: Option<String>,
}

/// What was sent and refused.
#[derive(Default)]
pub struct Sent<'a> {
    typed: Option<Typed>,
    faults: Faults,
    /// The slot whose file was refused, and why.
    slot: Option<(&'a str, FaultCode)>,
}

impl<'a> Sent<'a> {
    /// A file that was refused for a slot.
    pub fn refused(slot: &'a str, code: FaultCode) -> Self {
        Self { slot: Some((slot, code)), ..Self::default() }
    }
}

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    kind: String,
    description: String,
}

/// The documents.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    Ok(Page::ok(page(&house, &who, Sent::default()).await?).into_response())
}

/// The page, as it is stored or as it was sent.
pub async fn page(house: &House, who: &Own<Dossier>, sent: Sent<'_>) -> Result<Upload, Stop> {
    let dossier = &who.it;
    let form = Form::upload();
    let mut conn = house.db().read().await?;
    let draft = draft(&mut conn, &dossier.application.id, &form).await?;
    drop(conn);
    let kept = sent.typed.is_none() && draft.is_pending();
    let typed = sent.typed.unwrap_or_else(|| Typed {
        kind: draft.get("kind").to_owned(),
        description: draft.get("description").to_owned(),
    });
    let shell = shell(house, who, dossier, "application-stage-upload");
    let voice = shell.voice().clone();
    let faults = &sent.faults;
    let open: Vec<DocumentKind> =
        DocumentKind::ALL.iter().copied().filter(|kind| dossier.may_edit(&part_of(kind.code()))).collect();
    // When the office asked for one document, it is the one that is added.
    let only = match open.as_slice() {
        [one] => one.code(),
        _ => "",
    };
    let kinds = open.iter().map(|kind| Choice::new(kind.code(), voice.say(kind.key())));
    let kind = Field::new("kind", voice.say("application-attached-kind"))
        .choices(kinds.collect())
        .value(if typed.kind.is_empty() { only } else { &typed.kind })
        .required()
        .told(faults, &voice);
    let file = Field::new("file", voice.say("application-attached-file"))
        .hint(voice.say("application-pdf-only"))
        .accept("application/pdf", house.config().files.max_bytes)
        .required()
        .told(faults, &voice);
    let description = Field::new("description", voice.say("application-attached-description"))
        .hint(voice.say("application-attached-description-hint"))
        .value(&typed.description)
        .maxlength(200)
        .told(faults, &voice);
    let policy = Field::new("policy", voice.say("application-policy"))
        .checked(dossier.application.privacy_accepted_at.is_some())
        .required()
        .told(faults, &voice);
    let wanted = wanted(&shell, dossier);
    let permit = slot::permit(house, &shell, dossier, sent.slot);
    Ok(Upload {
        frame: Frame::of(house, &voice, dossier, Some(Stage::Upload)),
        obliged: permit.is_some() || wanted.iter().any(|document| document.required),
        lacking: lacking(house, &voice, dossier),
        wanted,
        permit,
        papers: dossier.path("papers"),
        attached: attached(&shell, dossier),
        open: !open.is_empty(),
        add: dossier.path("upload/add"),
        autosave: form.path(&dossier.application.id),
        version: draft.version,
        kept,
        faults: Field::summary_of(&[&kind, &file, &description, &policy]),
        kind,
        file,
        description,
        action: dossier.path("upload"),
        policy,
        back: dossier.path("qualification"),
        shell,
    })
}

/// The documents of this page that the application cannot be sent without and that are not there.
fn lacking(house: &House, voice: &Voice, dossier: &Dossier) -> Vec<(String, String)> {
    flow::open_missing(dossier, today(house), house.config().terms.anis_first_year)
        .iter()
        .filter(|one| one.stage() == Stage::Upload && !matches!(one, Missing::Privacy))
        .map(|one| (one.words(voice), dossier.path(&one.page())))
        .collect()
}

fn wanted(shell: &Shell, dossier: &Dossier) -> Vec<Wanted> {
    let documents = dossier.programme.details.documents.iter();
    documents
        .map(|document| Wanted {
            label: shell.t(document.kind.key()),
            note: document.note.of(shell.lang).to_owned(),
            required: document.required,
            there: dossier.papers.iter().any(|paper| paper.kind == document.kind.code()),
        })
        .collect()
}

fn attached(shell: &Shell, dossier: &Dossier) -> Vec<Attached> {
    let papers = dossier.papers.iter().filter(|paper| Kind::from_code(&paper.kind).is_none());
    papers
        .map(|paper| {
            let file = current(dossier, paper);
            let label = paper_label(shell.voice(), &paper.kind);
            Attached {
                label: paper.description.as_ref().map_or(label.clone(), |words| format!("{label}: {words}")),
                name: file.name,
                detail: file.detail.unwrap_or_default(),
                href: file.href,
                remove: dossier
                    .may_edit(&part_of(&paper.kind))
                    .then(|| dossier.path(&format!("papers/{}/remove", paper.id))),
            }
        })
        .collect()
}

/// What has to be open to add or take away a document: its own item, or all attachments.
pub fn part_of(kind: &str) -> Part<'_> {
    Part::Paper(kind, None)
}

/// "Add attached file".
pub async fn add(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Uploaded<Typed>,
) -> Result<Response, Stop> {
    let typed = &form.form.typed;
    let mut faults = Faults::new();
    let kind = faults.keep("kind", typed.kind.parse::<DocumentKind>());
    if let Some(kind) = kind {
        who.it.edit(&part_of(kind.code()))?;
    } else if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    if who.it.papers.iter().filter(|paper| Kind::from_code(&paper.kind).is_none()).count() >= MOST {
        faults.add_with("file", "application-too-many-files", vec![("max", MOST.to_string())]);
    }
    let description = match text::optional_line(&typed.description, DESCRIPTION) {
        Ok(None) if kind == Some(DocumentKind::Other) => {
            faults.add("description", "required");
            None
        }
        Ok(description) => description,
        Err(code) => {
            faults.add_with("description", code, vec![("max", DESCRIPTION.to_string())]);
            None
        }
    };
    let examined = match form.file("file") {
        Some(upload) => match examine(&house, upload, Accept::Pdf).await? {
            Ok(examined) => Some(examined),
            Err(code) => {
                faults.add("file", code);
                None
            }
        },
        None => {
            faults.add("file", "file-required");
            None
        }
    };
    let (Some(kind), Some(examined), true) = (kind, examined, faults.is_empty()) else {
        let sent = Sent { typed: Some(typed.clone()), faults, slot: None };
        return Ok(Page::again(page(&house, &who, sent).await?).into_response());
    };
    let id = &who.it.application.id;
    let kept = house.files().keep(&house, &paper::owner(id), examined).await?;
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    let dossier = who.it.again(&mut tx).await?;
    let new = NewPaper {
        application_id: id,
        qualification_id: None,
        kind: kind.code(),
        description: description.as_deref(),
        replaces: false,
    };
    let paper = paper::insert(&mut tx, new, &kept).await?;
    let now = draft(tx.conn(), id, &Form::upload()).await?;
    if now.is_pending() {
        keep(&mut tx, id, &Form::upload(), now.version, &Vec::new()).await?;
    }
    let event = Event::new("enrolment.paper-uploaded").with("paper", paper).with("kind", kind.code());
    flow::changed(&mut tx, &dossier, &part_of(kind.code()), event).await?;
    let to = format!("{}?done=application-paper-saved#attached", dossier.path("upload"));
    Ok(tx.go(to).await?.into_response())
}

/// The privacy flag.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Policy {
    policy: String,
}

/// "Confirm and proceed": the privacy flag is all that is needed.
pub async fn confirm(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Posted<Policy>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    if form.typed.policy != "yes" {
        let mut faults = Faults::new();
        faults.add("policy", "application-policy-required");
        let sent = Sent { faults, ..Sent::default() };
        return Ok(Page::again(page(&house, &who, sent).await?).into_response());
    }
    let next = who.it.path("confirm");
    if !who.it.may_edit(&Part::Attachments) {
        return Ok(Go::to(next).into_response());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.again(&mut tx).await?;
    let now = tx.stamp();
    sqlx::query(
        "update application set upload_confirmed_at = $1, privacy_accepted_at = coalesce(privacy_accepted_at, $1) \
         where id = $2",
    )
    .bind(now)
    .bind(&dossier.application.id)
    .execute(tx.conn())
    .await?;
    let event = Event::new("enrolment.stage-confirmed").with("stage", Stage::Upload.code());
    flow::changed(&mut tx, &dossier, &Part::Attachments, event).await?;
    Ok(tx.go(next).await?.into_response())
}
