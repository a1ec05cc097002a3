//! Pictures of an uploaded file, drawn from nothing but its ink: what an officer looks at can do nothing.

use std::io::Cursor;

use documents::{MediaType, Png};
use hayro::{
    RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, vello_cpu::color::palette::css::WHITE,
};
use hayro_syntax::Pdf;
use image::{DynamicImage, ImageFormat, RgbaImage, imageops::FilterType};

use crate::examine::picture;

/// The file cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file cannot be shown")]
pub struct CannotShow;

/// Pages at most, whatever is asked.
const MOST_PAGES: u32 = 50;
/// Widest picture, whatever is asked.
const WIDEST: u32 = 3_000;
/// A page may be so many times higher than wide; what is longer is drawn narrower.
const TALLEST: f32 = 3.0;

/// Draws the first pages, `width_px` wide; a picture is never made larger than it is.
///
/// # Errors
/// When the file cannot be read.
pub fn pages(
    file: Vec<u8>,
    media_type: MediaType,
    max_pages: u32,
    width_px: u32,
) -> Result<Vec<Png>, CannotShow> {
    let width = width_px.clamp(16, WIDEST);
    match media_type {
        MediaType::Pdf => pdf(file, max_pages.min(MOST_PAGES), width),
        MediaType::Jpeg | MediaType::Png => photo(&file, width).map(|page| vec![page]),
    }
}

fn pdf(file: Vec<u8>, max_pages: u32, width: u32) -> Result<Vec<Png>, CannotShow> {
    let pdf = Pdf::new(file).map_err(|_| CannotShow)?;
    let settings = InterpreterSettings { render_annotations: true, ..InterpreterSettings::default() };
    let cache = RenderCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter().take(usize::try_from(max_pages).unwrap_or(0)) {
        let (page_width, page_height) = page.render_dimensions();
        if !(page_width >= 1.0 && page_height >= 1.0) {
            return Err(CannotShow);
        }
        // Both fit 16 bits: the width is at most WIDEST, the height at most TALLEST times that.
        #[expect(clippy::cast_precision_loss, reason = "at most WIDEST")]
        let most = width as f32;
        let scale = (most / page_width).min(most * TALLEST / page_height);
        let drawn = hayro::render(
            page,
            &cache,
            &settings,
            &RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() },
        );
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let drawn =
            RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec()).ok_or(CannotShow)?;
        pages.push(png(&DynamicImage::from(drawn).into_rgb8().into())?);
    }
    if pages.is_empty() { Err(CannotShow) } else { Ok(pages) }
}

fn photo(file: &[u8], width: u32) -> Result<Png, CannotShow> {
    let (format, _) = picture::format(file).ok_or(CannotShow)?;
    let picture = picture::decode(file, format).map_err(|_| CannotShow)?;
    let fits = picture.width() <= width;
    let picture = if fits { picture } else { picture.resize(width, u32::MAX, FilterType::Triangle) };
    // Eight bits and no profile: nothing of the original's container is carried over.
    let plain =
        if picture.color().has_alpha() { picture.into_rgba8().into() } else { picture.into_rgb8().into() };
    png(&plain)
}

fn png(picture: &DynamicImage) -> Result<Png, CannotShow> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_| CannotShow)?;
    Ok(Png { bytes: bytes.into_inner(), width: picture.width(), height: picture.height() })
}
