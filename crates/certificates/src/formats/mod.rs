//! The same award in the formats of the field: a Verifiable Credential that is an Open Badge, the European Learning Model,
//! ELMO. All three are made with the paper, from the facts that were frozen for it; they travel inside the PDF and can be
//! downloaded beside it, the same bytes each time.
//!
//! A self-certification has none: there the person declares, and the university certifies nothing.

mod download;
pub mod store;
mod value;

use std::io::{Read as _, Write as _};

use base64::{Engine, engine::general_purpose::STANDARD};
use documents::certificate::{Attachment, Relationship};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use kernel::Language;
use platform::{House, Stop};

use crate::issue::{Facts, keys, log, store::Issued};

pub use download::routes;
pub use value::{addresses, credential};

/// A format of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// W3C Verifiable Credential 2.0 and Open Badges 3.0, signed.
    Credential,
    /// European Learning Model 3, JSON-LD.
    Elm,
    /// ELMO 1.7, XML.
    Elmo,
}

impl Format {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Format; 3] = [Format::Credential, Format::Elm, Format::Elmo];

    /// As stored, in addresses and in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            Format::Credential => "credential",
            Format::Elm => "elm",
            Format::Elmo => "elmo",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Credential => "application/vc+jwt",
            Format::Elm => "application/ld+json",
            Format::Elmo => "application/xml",
        }
    }

    /// The file's name inside the PDF.
    pub const fn file_name(self) -> &'static str {
        match self {
            Format::Credential => "credential.jwt",
            Format::Elm => "credential.jsonld",
            Format::Elmo => "elmo.xml",
        }
    }

    /// What it is, for readers of the PDF.
    const fn description(self, language: Language) -> &'static str {
        match (self, language) {
            (Format::Credential, Language::It) => "Credenziale verificabile (W3C) e Open Badge 3.0, firmata",
            (Format::Credential, Language::En) => "Verifiable credential (W3C) and Open Badge 3.0, signed",
            (Format::Elm, Language::It) => "Modello europeo di apprendimento (ELM), per Europass",
            (Format::Elm, Language::En) => "European Learning Model (ELM), for Europass",
            (Format::Elmo, Language::It) => "ELMO, per gli scambi tra università (EMREX)",
            (Format::Elmo, Language::En) => "ELMO, for exchanges between universities (EMREX)",
        }
    }
}

/// A format of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
    /// The same as it is stored.
    packed: String,
}

impl Made {
    fn new(format: Format, bytes: Vec<u8>) -> Result<Made, Stop> {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&bytes).map_err(Stop::broken)?;
        let packed = STANDARD.encode(zlib.finish().map_err(Stop::broken)?);
        Ok(Made { format, bytes, packed })
    }

    fn unpack(packed: &str) -> Result<Vec<u8>, Stop> {
        let zlib = STANDARD.decode(packed).map_err(Stop::broken)?;
        let mut bytes = Vec::new();
        ZlibDecoder::new(zlib.as_slice()).read_to_end(&mut bytes).map_err(Stop::broken)?;
        Ok(bytes)
    }

    /// As a file inside the PDF: the same in another form.
    pub(crate) fn attachment(&self, language: Language) -> Attachment {
        Attachment {
            name: self.format.file_name().to_owned(),
            media_type: self.format.media_type().to_owned(),
            description: self.format.description(language).to_owned(),
            relationship: Relationship::Alternative,
            bytes: self.bytes.clone(),
        }
    }
}

/// Makes the formats of a prepared document; none for what the university does not certify. It may take long.
///
/// # Errors
/// When the database fails or the key does not sign.
pub async fn make(house: &House, issued: &Issued, facts: &Facts) -> Result<Vec<Made>, Stop> {
    let (place, key) = {
        let mut conn = house.db().read().await?;
        let place = log::place_of(&mut conn, &issued.id).await?;
        (place, keys::printer(house, &mut conn, house.clock().now()).await?)
    };
    let Some(credential) = credential(house, issued, facts, place)? else { return Ok(Vec::new()) };
    let jwt = credentials::signed(&*key, &credential).map_err(Stop::broken)?;
    let elm = serde_json::to_vec_pretty(&credentials::elm(&credential))?;
    let elmo = credentials::elmo(&credential).map_err(Stop::broken)?;
    Ok(vec![
        Made::new(Format::Credential, jwt.into_bytes())?,
        Made::new(Format::Elm, elm)?,
        Made::new(Format::Elmo, elmo.into_bytes())?,
    ])
}
