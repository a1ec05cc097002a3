use kernel::{FaultCode, Faults, text};
use platform::{
    House, Voice,
    web::field::{Choice, Field},
};
use serde::Deserialize;

use super::{Ctx, Draw, keep, keep_day};
use crate::document::{DocumentChecked, DocumentKind};

/// An identity document, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DocumentTyped {
    /// Code of a [`DocumentKind`].
    pub document_type: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number.
    pub document_number: String,
    /// dd/mm/yyyy.
    pub issued_on: String,
    /// dd/mm/yyyy.
    pub expires_on: String,
}

/// The fields of [`DocumentTyped`] and the file `scan`, for the macro `document` of `people_document.html`.
#[derive(Clone, Debug)]
pub struct DocumentFields {
    /// Document type.
    pub document_type: Field,
    /// Issuing body.
    pub issuer: Field,
    /// Document number.
    pub document_number: Field,
    /// Issue date.
    pub issued_on: Field,
    /// Expiry date.
    pub expires_on: Field,
    /// Scan of the document: the upload's field `scan`.
    pub scan: Field,
}

impl DocumentFields {
    /// All of them in the order of the page.
    pub fn all(&self) -> Vec<&Field> {
        vec![
            &self.document_type,
            &self.issuer,
            &self.document_number,
            &self.issued_on,
            &self.expires_on,
            &self.scan,
        ]
    }
}

/// The longest name of an issuing body, and the longest number.
const ISSUER_MAX: usize = 100;
const NUMBER_MAX: usize = 30;

impl DocumentTyped {
    /// Checks everything but the scan, which `platform::files::examine` checks. An expired document is refused.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, ctx: &Ctx) -> Result<DocumentChecked, Faults> {
        let mut faults = Faults::new();
        let kind = match self.document_type.as_str() {
            "" => Err("required"),
            code => code.parse::<DocumentKind>().map_err(|()| "unknown-choice"),
        };
        let kind = faults.keep("document_type", kind);
        let issuer = keep(&mut faults, "issuer", ISSUER_MAX, text::line(&self.issuer, ISSUER_MAX));
        let number = keep(&mut faults, "document_number", NUMBER_MAX, number(&self.document_number));
        let issued_on = keep_day(&mut faults, "issued_on", &self.issued_on);
        let expires_on = keep_day(&mut faults, "expires_on", &self.expires_on);
        if issued_on.is_some_and(|day| day > ctx.today) {
            faults.add("issued_on", "in-the-future");
        }
        if let Some(day) = expires_on.filter(|day| *day < ctx.today) {
            faults.add_with("expires_on", "document-expired", vec![("day", day.to_string())]);
        } else if let (Some(issued), Some(expires)) = (issued_on, expires_on)
            && expires <= issued
        {
            faults.add("expires_on", "expires-before-issue");
        }
        let (Some(kind), Some(issuer), Some(number), Some(issued_on), Some(expires_on)) =
            (kind, issuer, number, issued_on, expires_on)
        else {
            return Err(faults);
        };
        faults.into_result().map(|()| DocumentChecked { kind, issuer, number, issued_on, expires_on })
    }

    /// The fields in a language, with their faults; fault codes of the upload belong to the field `scan`.
    pub fn fields(&self, house: &House, voice: &Voice, faults: &Faults) -> DocumentFields {
        let draw = Draw { voice, faults, prefix: "" };
        let kinds = DocumentKind::ALL.map(|kind| Choice::new(kind.code(), voice.say(&kind.text_key())));
        DocumentFields {
            document_type: draw
                .field("document_type", "document-type", &self.document_type)
                .choices(kinds.to_vec())
                .required(),
            issuer: draw
                .field("issuer", "document-issuer", &self.issuer)
                .hint(voice.say("document-issuer-hint"))
                .required(),
            document_number: draw
                .field("document_number", "document-number", &self.document_number)
                .required(),
            issued_on: draw.field("issued_on", "document-issued-on", &self.issued_on).required(),
            expires_on: draw.field("expires_on", "document-expires-on", &self.expires_on).required(),
            scan: scan_field(house, voice, faults, "document-scan"),
        }
    }
}

/// The file box `scan`, which takes PDF, JPEG and PNG.
pub fn scan_field(house: &House, voice: &Voice, faults: &Faults, label: &str) -> Field {
    let max = house.config().files.max_bytes;
    let megabytes = i64::try_from(max / (1024 * 1024)).unwrap_or(i64::MAX);
    let draw = Draw { voice, faults, prefix: "" };
    draw.field("scan", label, "")
        .hint(voice.with("document-scan-hint", &[("megabytes", megabytes.into())]))
        .accept("application/pdf,image/jpeg,image/png", max)
        .required()
}

/// Letters, digits and the marks that stand between them.
fn number(typed: &str) -> Result<String, FaultCode> {
    let number = text::line(typed, NUMBER_MAX)?.to_uppercase();
    let mark = |c: char| matches!(c, ' ' | '-' | '/' | '.');
    let valid =
        number.chars().all(|c| c.is_alphanumeric() || mark(c)) && number.chars().any(char::is_alphanumeric);
    if valid { Ok(number) } else { Err("malformed") }
}
