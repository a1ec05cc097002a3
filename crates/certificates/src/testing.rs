//! For tests of this room and of others: a seal without keys.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::issue::{CannotSeal, SealWords, Sealed, Sealer};

/// Writes one line behind the PDF and calls it sealed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainSealer;

#[async_trait]
impl Sealer for PlainSealer {
    async fn seal(&self, mut pdf: Vec<u8>, at: Timestamp, words: SealWords) -> Result<Sealed, CannotSeal> {
        pdf.extend(format!("% sealed by {} at {at}: {}\n", words.name, words.reason).bytes());
        Ok(Sealed { bytes: pdf, level: "B-B".into() })
    }
}
