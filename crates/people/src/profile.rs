//! Everything the office asks of a person, gathered: what enrolment shows, checks and freezes.

use kernel::Day;
use platform::{Conn, Stop, files::StoredFile};
use serde::{Deserialize, Serialize};

use crate::{
    address::{self, Address},
    document::{self, IdentityDocument},
    person::{self, Person, Phones},
};

/// A person with their contacts and documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who they are.
    pub person: Person,
    /// Where they live.
    pub residence: Option<Address>,
    /// Where letters go; none when it is the residence.
    pub contact: Option<Address>,
    /// Telephone contacts.
    pub phones: Phones,
    /// The identity documents that were not replaced, the newest first.
    pub documents: Vec<IdentityDocument>,
    /// The scan of the tax code.
    pub tax_code_scan: Option<StoredFile>,
}

impl Profile {
    /// Where letters go.
    pub fn delivery(&self) -> Option<&Address> {
        self.contact.as_ref().or(self.residence.as_ref())
    }
}

/// The profile of a person.
///
/// # Errors
/// When the database fails.
pub async fn profile(conn: &mut Conn, id: &str) -> Result<Option<Profile>, Stop> {
    let row = sqlx::query("select * from person where id = $1").bind(id).fetch_optional(&mut *conn).await?;
    let Some(row) = row else { return Ok(None) };
    let documents = document::documents(&mut *conn, id).await?;
    let [residence, contact] = address::both(&mut *conn, id).await?;
    Ok(Some(Profile {
        person: person::read(&row)?,
        phones: person::read_phones(&row)?,
        residence,
        contact,
        documents: documents.into_iter().filter(|document| document.replaced_at.is_none()).collect(),
        tax_code_scan: document::tax_code_scan(&mut *conn, id).await?,
    }))
}

/// What enrolment still needs: codes whose sentence is `missing-<code>`, in the order of the page. Empty when nothing
/// is missing. The tax code's scan is asked of who has an Italian fiscal code.
pub fn missing(profile: &Profile, today: Day) -> Vec<&'static str> {
    let valid = profile.documents.iter().any(|document| !document.is_expired(today));
    let checks = [
        ("identity-document", profile.documents.is_empty()),
        ("expired-document", !profile.documents.is_empty() && !valid),
        ("tax-code-scan", profile.person.fiscal_code.is_some() && profile.tax_code_scan.is_none()),
        ("mobile", profile.phones.mobile.is_none()),
        ("residence", profile.residence.is_none()),
    ];
    checks.into_iter().filter(|(_, missing)| *missing).map(|(code, _)| code).collect()
}
