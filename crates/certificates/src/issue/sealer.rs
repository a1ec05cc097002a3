//! Who seals. The assembly brings the real seal; this room knows what it asks of it.

use async_trait::async_trait;
use jiff::Timestamp;

/// Seals documents for the university. A room holds an `Arc<dyn Sealer>`.
#[async_trait]
pub trait Sealer: Send + Sync {
    /// Seals a PDF. It may take long (a device, an authority over the network) and must not block the thread it is asked on.
    ///
    /// # Errors
    /// [`CannotSeal::Waits`] for what may pass by itself, [`CannotSeal::Refused`] for what somebody has to change.
    async fn seal(&self, pdf: Vec<u8>, at: Timestamp, words: SealWords) -> Result<Sealed, CannotSeal>;
}

/// What a seal says, in the document's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealWords {
    /// Who seals: the university's name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// What it is, for screen readers.
    pub description: String,
}

/// A sealed document.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Its bytes: never made twice the same, so they must be kept.
    pub bytes: Vec<u8>,
    /// `B-B`, `B-T` or `B-LT`.
    pub level: String,
}

/// Why there is no seal. The reasons go to the log and to the office, so they quote no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSeal {
    /// An authority or a device is away: the document waits.
    #[error("the seal has to wait: {0}")]
    Waits(String),
    /// The settings, the key or the certificate are wrong.
    #[error("the seal is refused: {0}")]
    Refused(String),
}
