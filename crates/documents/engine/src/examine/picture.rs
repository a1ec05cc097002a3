use std::io::Cursor;

use documents::{MediaType, RefusedFile, Verdict};
use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use memchr::memmem;

use super::{DAMAGED, is_archive};

/// Bytes that a decoded picture may take.
const MOST_BYTES: u64 = 256 << 20;

pub(super) fn examine(file: &[u8]) -> Result<Verdict, RefusedFile> {
    let (format, media_type) = format(file).ok_or(RefusedFile::NotAPicture)?;
    // Readers of PDF accept their mark anywhere in the first kilobyte.
    let start = file.get(..1024).unwrap_or(file);
    if is_archive(file) || memmem::find(start, b"%PDF-").is_some() {
        return Err(RefusedFile::NotAPicture);
    }
    let whole = match media_type {
        MediaType::Jpeg => jpeg_is_whole(file),
        MediaType::Png => png_is_whole(file),
        MediaType::Pdf => None,
    };
    whole.ok_or(DAMAGED)?;
    let picture = decode(file, format).map_err(|error| match error {
        ImageError::Limits(_) => RefusedFile::TooLargePicture,
        _ => DAMAGED,
    })?;
    Ok(Verdict { media_type, pages: 1, pixels: Some((picture.width(), picture.height())) })
}

/// What the first bytes say.
pub(crate) fn format(file: &[u8]) -> Option<(ImageFormat, MediaType)> {
    if file.starts_with(&[0xff, 0xd8, 0xff]) {
        Some((ImageFormat::Jpeg, MediaType::Jpeg))
    } else if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some((ImageFormat::Png, MediaType::Png))
    } else {
        None
    }
}

/// Decodes a picture within limits, turned the way the camera says.
pub(crate) fn decode(file: &[u8], format: ImageFormat) -> Result<image::DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(RefusedFile::MAX_SIDE);
    limits.max_image_height = Some(RefusedFile::MAX_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    // Not every decoder counts its own output: asked before a byte of it is set aside.
    if decoder.total_bytes() > MOST_BYTES {
        return Err(ImageError::Limits(image::error::LimitError::from_kind(
            image::error::LimitErrorKind::InsufficientMemory,
        )));
    }
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = image::DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Walks the chunks: the last one must be `IEND` and end the file.
fn png_is_whole(file: &[u8]) -> Option<()> {
    let mut rest = file.get(8..)?;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, _) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let next = after.get(length.checked_add(8)?..)?;
        if name == b"IEND" {
            return next.is_empty().then_some(());
        }
        rest = next;
    }
}

/// Walks the segments to the end mark. Behind it may stand filling bytes or another JPEG, as telephones write it (a
/// smaller copy, a map of brightness), and nothing else.
fn jpeg_is_whole(file: &[u8]) -> Option<()> {
    let mut rest = jpeg_end(file)?;
    while rest.starts_with(&[0xff, 0xd8]) {
        rest = jpeg_end(rest)?;
    }
    rest.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()).then_some(())
}

/// What stands behind the end mark of the JPEG at the start.
fn jpeg_end(file: &[u8]) -> Option<&[u8]> {
    let mut rest = file.get(2..)?;
    loop {
        let [0xff, marker, ..] = *rest else { return None };
        match marker {
            0xd9 => return rest.get(2..),
            0xff => rest = rest.get(1..)?,
            0x01 | 0xd0..=0xd7 => rest = rest.get(2..)?,
            _ => {
                let (length, _) = rest.get(2..)?.split_first_chunk::<2>()?;
                rest = rest.get(2..)?.get(usize::from(u16::from_be_bytes(*length)).max(2)..)?;
                if marker == 0xda {
                    rest = scan_end(rest)?;
                }
            }
        }
    }
}

/// Skips the packed pixels up to the next marker that is not one of theirs.
fn scan_end(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        rest = rest.get(memchr::memchr(0xff, rest)?..)?;
        match *rest.get(1)? {
            0x00 | 0xd0..=0xd7 => rest = rest.get(2..)?,
            0xff => rest = rest.get(1..)?,
            _ => return Some(rest),
        }
    }
}
