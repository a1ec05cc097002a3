//! The papers of an application and their rows. One that is replaced stays in the history.

use platform::{Conn, Stop, Tx, files::Kept};
use serde::{Deserialize, Serialize};
use sqlx::{Row, any::AnyRow};

/// A paper that was uploaded and not replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Identifier.
    pub id: String,
    /// The title it belongs to.
    pub qualification_id: Option<String>,
    /// A code of [`super::papers::Kind`] or of [`crate::programme::DocumentKind`].
    pub kind: String,
    /// Keywords, for a paper of another kind.
    pub description: Option<String>,
    /// The file.
    pub file_id: String,
    /// The name it came with.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes as uploaded.
    pub sha256: String,
    /// When it was uploaded (stored instant).
    pub uploaded_at: String,
}

/// The owner's name under which an application's files are kept.
pub fn owner(application_id: &str) -> String {
    format!("application:{application_id}")
}

/// The papers of an application that were not replaced, in the order in which they were uploaded.
///
/// # Errors
/// When the database fails.
pub async fn papers(conn: &mut Conn, application_id: &str) -> Result<Vec<Paper>, Stop> {
    sqlx::query(
        "select p.id, p.qualification_id, p.kind, p.description, p.file_id, f.name, f.media_type, f.size, f.sha256, \
         p.uploaded_at from paper p join stored_file f on f.id = p.file_id \
         where p.application_id = $1 and p.replaced_at is null order by p.uploaded_at, p.id",
    )
    .bind(application_id)
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &AnyRow) -> Result<Paper, Stop> {
    Ok(Paper {
        id: row.try_get("id")?,
        qualification_id: row.try_get("qualification_id")?,
        kind: row.try_get("kind")?,
        description: row.try_get("description")?,
        file_id: row.try_get("file_id")?,
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        size: row.try_get("size")?,
        sha256: row.try_get("sha256")?,
        uploaded_at: row.try_get("uploaded_at")?,
    })
}

/// A paper about to be written.
pub(super) struct NewPaper<'a> {
    pub application_id: &'a str,
    pub qualification_id: Option<&'a str>,
    pub kind: &'a str,
    pub description: Option<&'a str>,
    /// Takes the place of the one of its kind and title.
    pub replaces: bool,
}

/// Names the kept file and writes its paper; the one whose place it takes goes into the history.
pub(super) async fn insert(tx: &mut Tx, new: NewPaper<'_>, kept: &Kept) -> Result<String, Stop> {
    platform::files::name(tx, kept).await?;
    let (id, now) = (tx.new_id(), tx.stamp());
    if new.replaces {
        sqlx::query(
            "update paper set replaced_at = $1 where application_id = $2 and kind = $3 \
             and coalesce(qualification_id, '') = $4 and replaced_at is null",
        )
        .bind(&now)
        .bind(new.application_id)
        .bind(new.kind)
        .bind(new.qualification_id.unwrap_or(""))
        .execute(tx.conn())
        .await?;
    }
    sqlx::query(
        "insert into paper (id, application_id, qualification_id, kind, description, file_id, uploaded_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&id)
    .bind(new.application_id)
    .bind(new.qualification_id)
    .bind(new.kind)
    .bind(new.description)
    .bind(kept.id())
    .bind(&now)
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Takes a paper away: it goes into the history.
pub(super) async fn remove(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update paper set replaced_at = $1 where id = $2 and replaced_at is null")
        .bind(now)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
