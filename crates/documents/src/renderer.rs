use async_trait::async_trait;
use kernel::Problem;

use crate::{Document, Examined, MediaType};

/// Makes papers and looks into uploaded files. Rooms hold an `Arc<dyn Renderer>`.
#[async_trait]
pub trait Renderer: Send + Sync {
    /// Sets a paper: PDF/A-3a and PDF/UA-1, the same bytes for the same data.
    ///
    /// # Errors
    /// When no worker is free, or the paper cannot be set.
    async fn render(&self, document: Document) -> Result<Pdf, CannotRender>;

    /// Pictures of the first `max_pages` pages of an uploaded file, `width_px` wide, for people who must look at it
    /// without opening it. A picture is drawn again from its pixels, so nothing of the original file is left in it.
    ///
    /// # Errors
    /// When no worker is free, or the file cannot be shown.
    async fn pages(
        &self,
        file: &[u8],
        media_type: MediaType,
        max_pages: u32,
        width_px: u32,
    ) -> Result<Vec<Png>, CannotRender>;

    /// Reads an uploaded file whole and says what it is, or why it is refused.
    ///
    /// # Errors
    /// When no worker is free. A file that breaks two workers is refused as damaged.
    async fn examine(&self, file: &[u8], declared: MediaType) -> Result<Examined, CannotRender>;
}

/// A paper, set.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters that no font has; the paper shows `□` in their place and says so at its end.
    pub replaced: String,
}

/// A picture of a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why nothing was rendered. Never quotes what was in the paper or file.
#[derive(Debug, thiserror::Error)]
pub enum CannotRender {
    /// The queue is full.
    #[error("too many documents are waiting to be set")]
    Busy,
    /// The job took longer than it may, and its worker was stopped.
    #[error("the document took too long")]
    TimedOut,
    /// The worker ended while it worked.
    #[error("the worker ended while it worked")]
    Crashed,
    /// The file cannot be shown as pictures.
    #[error("the file cannot be read")]
    Unreadable,
    /// The paper's template and its data do not fit: a defect of this program.
    #[error("the document could not be set: {reason}")]
    Failed {
        /// What the typesetter said, without quotations.
        reason: String,
    },
    /// No worker could be started.
    #[error("no worker could be started")]
    NoWorker(#[source] std::io::Error),
}

impl CannotRender {
    /// How it is told to people and programs.
    pub fn problem(&self) -> Problem {
        match self {
            CannotRender::Busy => Problem::new(503, "documents-busy"),
            CannotRender::Unreadable => Problem::new(422, "file-unreadable"),
            CannotRender::TimedOut
            | CannotRender::Crashed
            | CannotRender::Failed { .. }
            | CannotRender::NoWorker(_) => Problem::new(503, "documents-unavailable"),
        }
    }
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pdf({} bytes)", self.bytes.len())
    }
}

impl std::fmt::Debug for Png {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Png({}x{}, {} bytes)", self.width, self.height, self.bytes.len())
    }
}
