//! What was declared, frozen at the moment of sending: the office assesses this, whatever the person changes later.

use people::Profile;
use platform::{Conn, Stop, Tx};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::{dossier::Dossier, paper::Paper, title::Title};

/// A frozen application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Protocol number.
    pub protocol: String,
    /// When it was sent (stored instant).
    pub submitted_at: String,
    /// When it was last sent again after corrections (stored instant).
    pub resubmitted_at: Option<String>,
    /// When the policy was accepted (stored instant).
    pub privacy_accepted_at: String,
    /// "1234 /2025 - Title", in Italian.
    pub programme_it: String,
    /// The same, in English.
    pub programme_en: String,
    /// Personal data, contacts and documents.
    pub profile: Profile,
    /// Academic titles.
    pub titles: Vec<Title>,
    /// Papers, with the digest of each file.
    pub papers: Vec<Paper>,
}

impl Snapshot {
    /// What is declared now.
    pub fn of(dossier: &Dossier, protocol: &str, now: &str) -> Snapshot {
        let accepted = dossier.application.privacy_accepted_at.as_deref();
        Snapshot {
            protocol: protocol.to_owned(),
            submitted_at: now.to_owned(),
            resubmitted_at: None,
            privacy_accepted_at: accepted.unwrap_or(now).to_owned(),
            programme_it: dossier.programme.full_title(kernel::Language::It),
            programme_en: dossier.programme.full_title(kernel::Language::En),
            profile: dossier.profile.clone(),
            titles: dossier.titles.clone(),
            papers: dossier.papers.clone(),
        }
    }

    /// What is declared after corrections: personal data stay as they were sent unless they were asked for.
    pub fn again(self, dossier: &Dossier, now: &str) -> Snapshot {
        let asked = dossier.correction.as_ref().is_some_and(super::correction::Correction::asks_personal);
        Snapshot {
            resubmitted_at: Some(now.to_owned()),
            profile: if asked { dossier.profile.clone() } else { self.profile },
            titles: dossier.titles.clone(),
            papers: dossier.papers.clone(),
            ..self
        }
    }
}

/// What an application declared when it was last sent.
///
/// # Errors
/// When the database fails.
pub async fn snapshot(conn: &mut Conn, application_id: &str) -> Result<Option<Snapshot>, Stop> {
    let row = sqlx::query("select snapshot from application where id = $1")
        .bind(application_id)
        .fetch_optional(conn)
        .await?;
    let stored: Option<String> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    Ok(stored.map(|stored| serde_json::from_str(&stored)).transpose()?)
}

/// Writes it.
pub(super) async fn freeze(tx: &mut Tx, application_id: &str, snapshot: &Snapshot) -> Result<(), Stop> {
    sqlx::query("update application set snapshot = $1 where id = $2")
        .bind(serde_json::to_string(snapshot)?)
        .bind(application_id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
