//! Two bits a document, the first document in the lowest bits of the first byte.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

/// Bits that one state takes.
pub(crate) const BITS: u64 = 2;
const IN_A_BYTE: u64 = 4;
/// No list of ours is larger: 64 million documents.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it was issued.
    Valid = 0,
    /// Withdrawn (`INVALID`).
    Withdrawn = 1,
    /// Being looked into (`SUSPENDED`).
    Suspended = 2,
    /// A corrected document took its place (`APPLICATION_SPECIFIC`).
    Superseded = 3,
}

/// The list cannot be read, or has no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a status list of ours")]
pub struct BadList;

/// The states of all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    bytes: Vec<u8>,
}

impl StatusList {
    /// A list in which `places`, rounded up to four, are all valid. Most will never be given to a document.
    ///
    /// # Errors
    /// Beyond 64 million places.
    pub fn empty(places: u64) -> Result<StatusList, BadList> {
        let bytes = places.div_ceil(IN_A_BYTE);
        if bytes > LARGEST {
            return Err(BadList);
        }
        Ok(StatusList { bytes: vec![0; usize::try_from(bytes).map_err(|_| BadList)?] })
    }

    /// How many places it has.
    pub fn places(&self) -> u64 {
        u64::try_from(self.bytes.len()).unwrap_or_default().saturating_mul(IN_A_BYTE)
    }

    /// The state at a place, if there is such a place.
    pub fn state(&self, index: u64) -> Option<State> {
        let byte = self.bytes.get(usize::try_from(index / IN_A_BYTE).ok()?)?;
        Some(match (byte >> shift(index)) & 3 {
            0 => State::Valid,
            1 => State::Withdrawn,
            2 => State::Suspended,
            _ => State::Superseded,
        })
    }

    /// Writes the state at a place.
    ///
    /// # Errors
    /// When there is no such place.
    pub fn set(&mut self, index: u64, state: State) -> Result<(), BadList> {
        let place = usize::try_from(index / IN_A_BYTE).ok().and_then(|at| self.bytes.get_mut(at));
        let byte = place.ok_or(BadList)?;
        *byte = (*byte & !(3 << shift(index))) | ((state as u8) << shift(index));
        Ok(())
    }

    /// The list in zlib's form.
    pub fn compress(&self) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        // Writing into memory cannot fail; if it could, the signature would be over an empty list, which nobody accepts.
        let _ = encoder.write_all(&self.bytes);
        encoder.finish().unwrap_or_default()
    }

    /// Reads zlib's form.
    ///
    /// # Errors
    /// When it is none, or larger than any list of ours.
    pub fn decompress(bytes: &[u8]) -> Result<StatusList, BadList> {
        let mut list = Vec::new();
        let limit = LARGEST.saturating_add(1);
        ZlibDecoder::new(bytes).take(limit).read_to_end(&mut list).map_err(|_| BadList)?;
        if u64::try_from(list.len()).is_ok_and(|length| length <= LARGEST) {
            Ok(StatusList { bytes: list })
        } else {
            Err(BadList)
        }
    }
}

fn shift(index: u64) -> u32 {
    u32::try_from((index % IN_A_BYTE).saturating_mul(BITS)).unwrap_or_default()
}
