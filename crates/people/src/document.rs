//! Identity documents and the scan of the tax code. What is replaced stays in the history.

use kernel::{Day, Event};
use platform::{
    Conn, Stop, Subject, Tx,
    files::{self, Kept, StoredFile},
};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::person::{self, text};

/// What a person can be identified with (D.P.R. 445/2000, article 35).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Identity card.
    IdCard,
    /// Passport.
    Passport,
    /// Driving licence.
    DrivingLicence,
    /// Residence permit.
    ResidencePermit,
    /// Another card with a photograph, issued by a state.
    Other,
}

impl DocumentKind {
    /// All of them, in the order of the form.
    pub const ALL: [DocumentKind; 5] = [
        DocumentKind::IdCard,
        DocumentKind::Passport,
        DocumentKind::DrivingLicence,
        DocumentKind::ResidencePermit,
        DocumentKind::Other,
    ];

    /// Stable code; `document-kind-<code>` is its name for people.
    pub const fn code(self) -> &'static str {
        match self {
            DocumentKind::IdCard => "id-card",
            DocumentKind::Passport => "passport",
            DocumentKind::DrivingLicence => "driving-licence",
            DocumentKind::ResidencePermit => "residence-permit",
            DocumentKind::Other => "other",
        }
    }

    /// The key of its name.
    pub fn text_key(self) -> String {
        format!("document-kind-{}", self.code())
    }
}

impl std::str::FromStr for DocumentKind {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        DocumentKind::ALL.into_iter().find(|kind| kind.code() == code).ok_or(())
    }
}

/// What a person says of an identity document, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentChecked {
    /// What it is.
    pub kind: DocumentKind,
    /// Who issued it.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    pub issued_on: Day,
    /// The last day on which it is valid.
    pub expires_on: Day,
}

/// An identity document of a person. Its [`DocumentChecked`] is read as if its fields were here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityDocument {
    /// Identifier.
    pub id: String,
    /// What it says.
    #[serde(flatten)]
    pub said: DocumentChecked,
    /// Its scan.
    pub file: StoredFile,
    /// When it was added (stored instant).
    pub added_at: String,
    /// When another took its place (stored instant).
    pub replaced_at: Option<String>,
}

impl std::ops::Deref for IdentityDocument {
    type Target = DocumentChecked;
    fn deref(&self) -> &DocumentChecked {
        &self.said
    }
}

impl IdentityDocument {
    /// True from the day after the last on which it is valid.
    pub fn is_expired(&self, today: Day) -> bool {
        self.expires_on < today
    }
}

/// The owner's name under which a person's files are kept: `house.files().keep(&house, &people::owner(id), …)`.
pub fn owner(person_id: &str) -> String {
    format!("person:{person_id}")
}

/// Adds an identity document with its scan, which was kept under [`owner`]. Returns its identifier.
///
/// # Errors
/// When the scan was kept for somebody else, or the database fails.
pub async fn save_document(
    tx: &mut Tx,
    person_id: &str,
    document: &DocumentChecked,
    scan: &Kept,
) -> Result<String, Stop> {
    let id = insert(tx, person_id, document, scan).await?;
    let event = Event::new("people.document-added").with("document", &id).with("type", document.kind.code());
    tx.journal(&Subject::new("person", person_id), event).await?;
    Ok(id)
}

/// Puts a document in the place of another, which stays in the history; `None` when that was replaced before.
pub(crate) async fn replace_document(
    tx: &mut Tx,
    person_id: &str,
    former: &str,
    document: &DocumentChecked,
    scan: &Kept,
) -> Result<Option<String>, Stop> {
    let (id, at) = (insert(tx, person_id, document, scan).await?, tx.stamp());
    let done = sqlx::query(
        "update identity_document set replaced_at = $1, replaced_by = $2 \
         where id = $3 and person_id = $4 and replaced_at is null",
    )
    .bind(at)
    .bind(&id)
    .bind(former)
    .bind(person_id)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    let event = Event::new("people.document-replaced")
        .with("document", &id)
        .with("former", former)
        .with("type", document.kind.code());
    tx.journal(&Subject::new("person", person_id), event).await?;
    Ok(Some(id))
}

async fn insert(
    tx: &mut Tx,
    person_id: &str,
    document: &DocumentChecked,
    scan: &Kept,
) -> Result<String, Stop> {
    name_own(tx, person_id, scan).await?;
    let (id, at) = (tx.new_id(), tx.stamp());
    sqlx::query(
        "insert into identity_document (id, person_id, kind, issuer, number, issued_on, expires_on, file_id, added_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&id)
    .bind(person_id)
    .bind(document.kind.code())
    .bind(&document.issuer)
    .bind(&document.number)
    .bind(document.issued_on.iso())
    .bind(document.expires_on.iso())
    .bind(scan.id())
    .bind(at)
    .execute(tx.conn())
    .await?;
    Ok(id)
}

async fn name_own(tx: &mut Tx, person_id: &str, scan: &Kept) -> Result<(), Stop> {
    if scan.file().owner != owner(person_id) {
        return Err(Stop::broken("a scan was kept for somebody else"));
    }
    person::bump(tx, person_id).await?;
    files::name(tx, scan).await
}

/// Saves the scan of the tax code, in the place of the former one if any, which stays in the history.
///
/// # Errors
/// When the scan was kept for somebody else, or the database fails.
pub async fn save_tax_code_scan(tx: &mut Tx, person_id: &str, scan: &Kept) -> Result<(), Stop> {
    name_own(tx, person_id, scan).await?;
    let (id, at) = (tx.new_id(), tx.stamp());
    sqlx::query("update tax_code_scan set replaced_at = $1 where person_id = $2 and replaced_at is null")
        .bind(&at)
        .bind(person_id)
        .execute(tx.conn())
        .await?;
    sqlx::query("insert into tax_code_scan (id, person_id, file_id, added_at) values ($1, $2, $3, $4)")
        .bind(&id)
        .bind(person_id)
        .bind(scan.id())
        .bind(&at)
        .execute(tx.conn())
        .await?;
    let event = Event::new("people.tax-code-scan-saved").with("scan", id);
    tx.journal(&Subject::new("person", person_id), event).await
}

/// All identity documents of a person, those that were replaced too; the newest first.
///
/// # Errors
/// When the database fails.
pub async fn documents(conn: &mut Conn, person_id: &str) -> Result<Vec<IdentityDocument>, Stop> {
    sqlx::query(
        "select d.*, f.owner, f.name, f.media_type, f.size, f.pages, f.sha256, f.stored_at \
         from identity_document d join stored_file f on f.id = d.file_id \
         where d.person_id = $1 order by d.added_at desc, d.id desc limit 200",
    )
    .bind(person_id)
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The scan of the tax code that holds now.
///
/// # Errors
/// When the database fails.
pub async fn tax_code_scan(conn: &mut Conn, person_id: &str) -> Result<Option<StoredFile>, Stop> {
    sqlx::query(
        "select s.file_id, f.owner, f.name, f.media_type, f.size, f.pages, f.sha256, f.stored_at \
         from tax_code_scan s join stored_file f on f.id = s.file_id \
         where s.person_id = $1 and s.replaced_at is null",
    )
    .bind(person_id)
    .fetch_optional(conn)
    .await?
    .as_ref()
    .map(read_file)
    .transpose()
}

/// A file of a person's identity documents or tax code, of today or of the history; none when it is another's. Who
/// may see it is for the caller to know, and to tell the journal.
///
/// # Errors
/// When the database fails.
pub async fn file_of(conn: &mut Conn, person_id: &str, file_id: &str) -> Result<Option<StoredFile>, Stop> {
    sqlx::query(
        "select f.id as file_id, f.owner, f.name, f.media_type, f.size, f.pages, f.sha256, f.stored_at \
         from stored_file f where f.id = $1 and f.erased_at is null and (\
         exists (select 1 from identity_document d where d.file_id = f.id and d.person_id = $2) \
         or exists (select 1 from tax_code_scan s where s.file_id = f.id and s.person_id = $2))",
    )
    .bind(file_id)
    .bind(person_id)
    .fetch_optional(conn)
    .await?
    .as_ref()
    .map(read_file)
    .transpose()
}

fn read(row: &sqlx::any::AnyRow) -> Result<IdentityDocument, Stop> {
    let said = DocumentChecked {
        kind: text(row, "kind")?,
        issuer: row.try_get("issuer")?,
        number: row.try_get("number")?,
        issued_on: text(row, "issued_on")?,
        expires_on: text(row, "expires_on")?,
    };
    Ok(IdentityDocument {
        id: row.try_get("id")?,
        said,
        file: read_file(row)?,
        added_at: row.try_get("added_at")?,
        replaced_at: row.try_get("replaced_at")?,
    })
}

fn read_file(row: &sqlx::any::AnyRow) -> Result<StoredFile, Stop> {
    Ok(StoredFile {
        id: row.try_get("file_id")?,
        owner: row.try_get("owner")?,
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        size: row.try_get("size")?,
        pages: row.try_get("pages")?,
        sha256: row.try_get("sha256")?,
        stored_at: row.try_get("stored_at")?,
    })
}
