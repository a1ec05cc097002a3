//! The papers of an application, as the office looks at them: those of the titles and of the programme, the identity
//! documents and the scan of the tax code that came with the declaration, and what a university sent with its answer.

use kernel::text;
use people::Profile;
use platform::{
    Conn, Stop, Voice,
    files::{self, StoredFile},
};
use sqlx::Row;

use super::{
    check::store::{Check, Title},
    rounds::Round,
};
use crate::application::store::Application;

/// A paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name in addresses.
    pub id: String,
    /// Code of what it is.
    pub kind: String,
    /// What the applicant calls it, if the kind says too little.
    pub description: Option<String>,
    /// The title it belongs to.
    pub title: Option<String>,
    /// It identifies a person.
    pub identity: bool,
    /// The file.
    pub file: StoredFile,
}

impl Sheet {
    /// What it is, in words. Papers of titles and documents of programmes have texts of their own.
    pub fn label(&self, voice: &Voice) -> String {
        match (known_name(voice, &self.kind), &self.description) {
            (Some(name), Some(description)) => format!("{name}: {description}"),
            (Some(name), None) => name,
            (None, Some(description)) => description.clone(),
            (None, None) => self.kind.clone(),
        }
    }

    /// How many pages the viewer shows.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.file.pages.clamp(1, MOST_PAGES)).unwrap_or(1)
    }

    /// A name to keep the file under.
    pub fn name(&self) -> String {
        text::line(&self.file.name, 200).unwrap_or_else(|_| "file".to_owned())
    }
}

fn known_name(voice: &Voice, kind: &str) -> Option<String> {
    let known =
        [format!("review-sheet-{kind}"), format!("paper-{kind}"), format!("programme-document-{kind}")];
    known.iter().find_map(|key| voice.find(key))
}

/// What a kind of paper is called, with the course of the title that it belongs to.
pub fn name(voice: &Voice, kind: &str, course: Option<&str>) -> String {
    let name = known_name(voice, kind).unwrap_or_else(|| kind.to_owned());
    course.map_or_else(|| name.clone(), |course| format!("{name} – {course}"))
}

/// Pages that are shown as pictures; the original has them all.
pub const MOST_PAGES: i64 = 50;

/// All papers of an application that hold now.
///
/// # Errors
/// When the database fails.
pub async fn of(
    conn: &mut Conn,
    application: &Application,
    profiles: &[Option<Profile>],
    titles: &[(Title, Check)],
) -> Result<Vec<Sheet>, Stop> {
    let rows = sqlx::query(
        "select id, qualification_id, kind, description, file_id from paper \
         where application_id = $1 and replaced_at is null order by qualification_id, kind, id",
    )
    .bind(&application.id)
    .fetch_all(&mut *conn)
    .await?;
    let mut sheets = Vec::new();
    for row in &rows {
        let file_id: String = row.try_get("file_id")?;
        let Some(file) = files::find(&mut *conn, &file_id).await? else { continue };
        sheets.push(Sheet {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            description: row.try_get("description")?,
            title: row.try_get("qualification_id")?,
            identity: false,
            file,
        });
    }
    for profile in profiles.iter().flatten() {
        identity(profile, &mut sheets);
    }
    for (title, check) in titles {
        let Some(id) = &check.answer_file else { continue };
        let Some(file) = files::find(&mut *conn, id).await? else { continue };
        sheets.push(sheet(format!("answer-{}", title.id), "answer", Some(title.id.clone()), false, file));
    }
    Ok(sheets)
}

/// Papers that were declared and are not there any more: replaced or taken away when the application was sent again.
///
/// # Errors
/// When the database fails.
pub async fn earlier(conn: &mut Conn, rounds: &[Round], now: &[Sheet]) -> Result<Vec<Sheet>, Stop> {
    let before =
        rounds.iter().filter_map(|round| round.answer.as_ref()).flat_map(|(before, _)| &before.papers);
    let mut sheets: Vec<Sheet> = Vec::new();
    for paper in before {
        if now.iter().chain(&sheets).any(|sheet| sheet.id == paper.id) {
            continue;
        }
        let Some(file) = files::find(&mut *conn, &paper.file_id).await? else { continue };
        sheets.push(Sheet {
            id: paper.id.clone(),
            kind: paper.kind.clone(),
            description: paper.description.clone(),
            title: paper.qualification_id.clone(),
            identity: false,
            file,
        });
    }
    Ok(sheets)
}

/// The declared documents first, then those that the person has now, each once.
fn identity(profile: &Profile, sheets: &mut Vec<Sheet>) {
    let mut add = |sheet: Sheet| {
        if !sheets.iter().any(|there| there.id == sheet.id) {
            sheets.push(sheet);
        }
    };
    for document in &profile.documents {
        add(sheet(document.id.clone(), "identity-document", None, true, document.file.clone()));
    }
    if let Some(file) = &profile.tax_code_scan {
        add(sheet(format!("tax-code-{}", file.id), "tax-code", None, true, file.clone()));
    }
}

fn sheet(id: String, kind: &str, title: Option<String>, identity: bool, file: StoredFile) -> Sheet {
    Sheet { id, kind: kind.to_owned(), description: None, title, identity, file }
}
