//! Sets a paper: data and templates in, PDF out.

mod characters;
mod code;
mod view;
mod words;
mod world;

use documents::{Document, Templates};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;
use typst::{
    World, WorldExt,
    diag::{SourceDiagnostic, Warned},
    foundations::{Bytes, Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp as PdfTimestamp};

pub use self::world::Press;
use self::{characters::Reach, world::Sheet};

/// A paper, set.
pub struct Set {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// The characters that no font has.
    pub replaced: String,
    /// What the typesetter found doubtful; empty for a good template.
    pub warnings: Vec<String>,
}

/// Why a paper could not be set: its template and its data do not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct CannotSet {
    /// What the typesetter said, without quotations.
    pub reason: String,
}

impl Press {
    /// Sets a paper. The same paper gives the same bytes.
    ///
    /// # Errors
    /// When template and data do not fit. A character without glyph is no error: it is replaced and noted.
    pub fn set(&mut self, document: &Document) -> Result<Set, CannotSet> {
        self.set_with(document, &Templates::default())
    }

    /// Sets a paper with the university's own templates.
    ///
    /// # Errors
    /// As [`Press::set`]; the reason names the template and its line.
    pub fn set_with(&mut self, document: &Document, templates: &Templates) -> Result<Set, CannotSet> {
        let data = view::of(document);
        let identifier =
            format!("{}:{}", document.kind(), serde_json::to_string(document).unwrap_or_default());
        let code = match document {
            Document::PaymentNotice(notice) => code::drawing(&notice.code()),
            other => {
                other.certificate().and_then(|it| it.proof.as_ref()).map(|proof| proof.square.svg.clone())
            }
        };
        let logo = templates.find("logo.svg").is_some();
        // A font may have a character and yet fail to join it to its neighbours; the second try keeps to what every
        // font can do.
        let mut outcome = Err(CannotSet { reason: String::new() });
        for reach in [Reach::AllFonts, Reach::BodyFont, Reach::Latin] {
            let mut data = data.clone();
            let replaced = characters::clean(&mut data, |c| self.reaches(reach, c));
            if let Value::Object(map) = &mut data {
                let points = replaced.chars().map(|c| Value::String(format!("U+{:04X}", u32::from(c))));
                map.insert("replaced".into(), points.collect());
                map.insert("logo".into(), logo.into());
            }
            let sheet = Sheet::new(self, document, &data, code.as_deref(), templates)?;
            outcome = export(&sheet, identifier.clone(), document.dated()).map(|(bytes, warnings)| Set {
                bytes,
                replaced,
                warnings,
            });
            typst::comemo::evict(5);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    /// Sets a bare template without data.
    ///
    /// # Errors
    /// When the template is wrong.
    pub fn set_template(&mut self, source: &str) -> Result<Set, CannotSet> {
        let sheet = Sheet::bare(self, source);
        let outcome = export(&sheet, "template".into(), Timestamp::UNIX_EPOCH);
        typst::comemo::evict(0);
        outcome.map(|(bytes, warnings)| Set { bytes, replaced: String::new(), warnings })
    }
}

/// Lays out and writes: archivable (PDF/A-3a) and accessible (PDF/UA-1).
fn export(
    sheet: &Sheet<'_>,
    identifier: String,
    dated: Timestamp,
) -> Result<(Vec<u8>, Vec<String>), CannotSet> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(sheet);
    let document = output.map_err(|errors| refusal(sheet, &errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| CannotSet { reason: error.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(identifier),
        creator: Smart::Custom(Some("Ateneo".into())),
        timestamp: pdf_timestamp(dated),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refusal(sheet, &errors))?;
    Ok((bytes, warnings.iter().map(|warning| warning.message.to_string()).collect()))
}

fn pdf_timestamp(instant: Timestamp) -> Option<PdfTimestamp> {
    let utc = instant.to_zoned(TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).ok();
    let moment = Datetime::from_ymd_hms(
        i32::from(utc.year()),
        part(utc.month())?,
        part(utc.day())?,
        part(utc.hour())?,
        part(utc.minute())?,
        part(utc.second())?,
    )?;
    Some(PdfTimestamp::new_utc(moment))
}

/// Where the first error is, and what it is up to its first quotation, which could be of the data.
fn refusal(sheet: &Sheet<'_>, errors: &[SourceDiagnostic]) -> CannotSet {
    let Some(error) = errors.first() else { return CannotSet { reason: String::new() } };
    let message = error.message.split(['`', '"', '“']).next().unwrap_or_default().trim();
    let place = error.span.id().and_then(|id| {
        let source = sheet.source(id).ok()?;
        let line = source.lines().byte_to_line(sheet.range(error.span)?.start)?.saturating_add(1);
        Some(format!("{}, line {line}: ", id.vpath().get_without_slash()))
    });
    CannotSet { reason: format!("{}{message}", place.unwrap_or_default()) }
}

/// Bytes of a text, as the typesetter holds files.
fn bytes(text: String) -> Bytes {
    Bytes::from_string(text)
}
