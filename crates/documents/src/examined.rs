use std::{fmt, str::FromStr};

use kernel::FaultCode;
use serde::{Deserialize, Serialize};

/// What people may upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MediaType {
    /// A PDF file.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A photograph or scan.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture or scan.
    #[serde(rename = "image/png")]
    Png,
}

impl MediaType {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MediaType {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "application/pdf" => Ok(MediaType::Pdf),
            "image/jpeg" => Ok(MediaType::Jpeg),
            "image/png" => Ok(MediaType::Png),
            _ => Err(()),
        }
    }
}

/// The answer of an examination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Examined {
    /// The file can be kept.
    Accepted(Verdict),
    /// The file must not be kept.
    Refused(RefusedFile),
}

/// What an accepted file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What the bytes are; for pictures it may differ from what was declared.
    pub media_type: MediaType,
    /// Number of pages; 1 for a picture.
    pub pages: u32,
    /// Width and height of a picture in pixels.
    pub pixels: Option<(u32, u32)>,
}

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedFile {
    /// It was declared a PDF and is something else, or two things at once.
    NotAPdf,
    /// It was declared a picture and is no JPEG or PNG.
    NotAPicture,
    /// It is protected by a password or by rights.
    Encrypted,
    /// It holds scripts, commands to start programs, embedded files, forms that fill themselves.
    ActiveContent,
    /// It cannot be read whole: cut, broken, or with something else behind its end.
    Damaged,
    /// A PDF of more than [`RefusedFile::MAX_PAGES`] pages.
    TooManyPages,
    /// A picture of more than [`RefusedFile::MAX_SIDE`] pixels on a side, or too large once decoded.
    TooLargePicture,
}

impl RefusedFile {
    /// Pages that a PDF may have.
    pub const MAX_PAGES: u32 = 200;
    /// Pixels that each side of a picture may have.
    pub const MAX_SIDE: u32 = 12_000;

    /// Stable code; its text is `fault-<code>` (see [`crate::texts`]).
    pub const fn code(self) -> FaultCode {
        match self {
            RefusedFile::NotAPdf => "not-a-pdf",
            RefusedFile::NotAPicture => "not-a-picture",
            RefusedFile::Encrypted => "encrypted",
            RefusedFile::ActiveContent => "active-content",
            RefusedFile::Damaged => "damaged",
            RefusedFile::TooManyPages => "too-many-pages",
            RefusedFile::TooLargePicture => "too-large-picture",
        }
    }

    /// Values for the text of the code, as [`kernel::Faults::add_with`] takes them.
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            RefusedFile::TooManyPages => vec![("max", Self::MAX_PAGES.to_string())],
            RefusedFile::TooLargePicture => vec![("max", Self::MAX_SIDE.to_string())],
            RefusedFile::NotAPdf
            | RefusedFile::NotAPicture
            | RefusedFile::Encrypted
            | RefusedFile::ActiveContent
            | RefusedFile::Damaged => Vec::new(),
        }
    }
}
