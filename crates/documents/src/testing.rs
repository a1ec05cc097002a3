//! A renderer for the tests of the rooms above: no typesetter, no processes.

use async_trait::async_trait;

use crate::{CannotRender, Document, Examined, MediaType, Pdf, Png, RefusedFile, Renderer, Verdict};

/// Writes a tiny PDF whose bytes contain the paper's data, so that a test can look for a name in it. Uploaded files are
/// told apart by their first bytes alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainRenderer;

/// The smallest picture: one white pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0x0f, 0x00, 0x01, 0x01, 0x01, 0x00,
    0x1c, 0xb0, 0x8c, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[async_trait]
impl Renderer for PlainRenderer {
    async fn render(&self, document: Document) -> Result<Pdf, CannotRender> {
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| CannotRender::Failed { reason: error.to_string() })?;
        let comment: String = text.lines().map(|line| format!("% {line}\n")).collect();
        let bytes = format!(
            "%PDF-1.7\n{comment}1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
             2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
             trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
        );
        Ok(Pdf { bytes: bytes.into_bytes(), replaced: String::new() })
    }

    async fn pages(
        &self,
        file: &[u8],
        media_type: MediaType,
        _max_pages: u32,
        _width_px: u32,
    ) -> Result<Vec<Png>, CannotRender> {
        match self.examine(file, media_type).await? {
            Examined::Accepted(_) => Ok(vec![Png { bytes: PIXEL.to_vec(), width: 1, height: 1 }]),
            Examined::Refused(_) => Err(CannotRender::Unreadable),
        }
    }

    async fn examine(&self, file: &[u8], declared: MediaType) -> Result<Examined, CannotRender> {
        let found = [
            (MediaType::Pdf, b"%PDF-".as_slice()),
            (MediaType::Jpeg, &[0xff, 0xd8, 0xff]),
            (MediaType::Png, &[0x89, b'P', b'N', b'G']),
        ]
        .into_iter()
        .find(|(_, mark)| file.starts_with(mark))
        .map(|(media_type, _)| media_type);
        Ok(match (declared, found) {
            (MediaType::Pdf, Some(MediaType::Pdf)) => {
                Examined::Accepted(Verdict { media_type: MediaType::Pdf, pages: 1, pixels: None })
            }
            (MediaType::Jpeg | MediaType::Png, Some(media_type @ (MediaType::Jpeg | MediaType::Png))) => {
                Examined::Accepted(Verdict { media_type, pages: 1, pixels: Some((1, 1)) })
            }
            (MediaType::Pdf, _) => Examined::Refused(RefusedFile::NotAPdf),
            (MediaType::Jpeg | MediaType::Png, _) => Examined::Refused(RefusedFile::NotAPicture),
        })
    }
}
