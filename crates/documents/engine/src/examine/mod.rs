//! Reads an uploaded file whole and says what it is. What it accepts is one thing only, complete, and does nothing.

mod carried;
mod pdf;
pub(crate) mod picture;

use documents::{Examined, MediaType, RefusedFile};

/// Examines a file that is said to be of a type. Cheap for a PDF (its objects and page contents are read, nothing is
/// drawn); a picture is decoded.
pub fn examine(file: Vec<u8>, declared: MediaType) -> Examined {
    let verdict = match declared {
        MediaType::Pdf => pdf::examine(file),
        MediaType::Jpeg | MediaType::Png => picture::examine(&file),
    };
    verdict.map_or_else(Examined::Refused, Examined::Accepted)
}

/// True when the file is a ZIP archive as well: its directory is at the end, so it can hide behind anything.
fn is_archive(file: &[u8]) -> bool {
    const DIRECTORY_END: &[u8] = b"PK\x05\x06";
    const LENGTH: usize = 22;
    let tail =
        file.get(file.len().saturating_sub(LENGTH.saturating_add(usize::from(u16::MAX)))..).unwrap_or(file);
    memchr::memmem::find_iter(tail, DIRECTORY_END).any(|at| {
        let comment = at.checked_add(20).and_then(|from| tail.get(from..from.checked_add(2)?));
        let Some([low, high]) = comment else { return false };
        let comment = usize::from(u16::from_le_bytes([*low, *high]));
        at.saturating_add(LENGTH).saturating_add(comment) == tail.len()
    })
}

/// The same answer for everything that cannot be read whole.
const DAMAGED: RefusedFile = RefusedFile::Damaged;
