//! What the program and its workers say to each other: one frame there, one frame back.
//!
//! A frame is the length of its header and the length of its body (each four bytes, the highest first), the header as
//! JSON, and the body as it is. Both sides are the same build, so the form may change freely.

use serde::{Deserialize, Serialize};

use crate::{Document, Examined, MediaType, Templates};

/// The argument that makes the program a worker: `<program> typeset-worker`.
pub const SUBCOMMAND: &str = "typeset-worker";

/// The longest header that either side accepts.
pub const MAX_HEADER: usize = 8 << 20;
/// The longest body that either side accepts.
pub const MAX_BODY: usize = 256 << 20;

/// What a worker is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "kebab-case")]
pub enum Job {
    /// Set a paper.
    Render {
        /// The paper.
        document: Box<Document>,
        /// The university's own templates.
        templates: Templates,
    },
    /// Draw the first pages of the body.
    Pages {
        /// What the body is.
        media_type: MediaType,
        /// How many pages at most.
        max_pages: u32,
        /// How wide each picture is.
        width_px: u32,
    },
    /// Examine the body.
    Examine {
        /// What the body is said to be.
        declared: MediaType,
    },
    /// Set a bare template. Refused by the program's own workers; for the engine's tests of hostile layouts.
    Template {
        /// The template's text.
        source: String,
    },
}

/// What a worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The body is a PDF.
    Pdf {
        /// The characters that no font has.
        replaced: String,
    },
    /// The body is the PNG files, one after the other.
    Pages {
        /// Their sizes, in order.
        sizes: Vec<PageSize>,
    },
    /// What an uploaded file is.
    Examined {
        /// Accepted or refused.
        examined: Examined,
    },
    /// The uploaded file cannot be shown.
    Unreadable,
    /// The paper could not be set.
    Failed {
        /// What the typesetter said, without quotations.
        reason: String,
    },
}

/// One picture in the body.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PageSize {
    /// Length of its file.
    pub bytes: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Lengths of a frame's header and body, from its first eight bytes; `None` when one is longer than accepted.
pub fn lengths(prefix: [u8; 8]) -> Option<(usize, usize)> {
    let [a, b, c, d, e, f, g, h] = prefix;
    let header = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?;
    let body = usize::try_from(u32::from_be_bytes([e, f, g, h])).ok()?;
    (header <= MAX_HEADER && body <= MAX_BODY).then_some((header, body))
}

/// The first part of a frame, up to its body; `None` when it would be longer than accepted.
pub fn opening(header: &impl Serialize, body_length: usize) -> Option<Vec<u8>> {
    let header = serde_json::to_vec(header).ok()?;
    if header.len() > MAX_HEADER || body_length > MAX_BODY {
        return None;
    }
    let mut opening = Vec::with_capacity(header.len().saturating_add(8));
    opening.extend(u32::try_from(header.len()).ok()?.to_be_bytes());
    opening.extend(u32::try_from(body_length).ok()?.to_be_bytes());
    opening.extend(header);
    Some(opening)
}
