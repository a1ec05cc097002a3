//! The square code that payment apps scan, as a drawing.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

/// An SVG of the text's QR code (ISO/IEC 18004, error correction M), one unit for each module, without quiet zone;
/// `None` when the text is too long.
pub(super) fn drawing(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let size = code.size;
    let mut path = String::new();
    for y in 0..size {
        let row = code.data.get(y.checked_mul(size)?..y.checked_add(1)?.checked_mul(size)?)?;
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.value() == b.value()) {
            let width = run.len();
            if run.first()?.value() {
                write!(path, "M{x} {y}h{width}v1h-{width}z").ok()?;
            }
            x = width.checked_add(x)?;
        }
    }
    Some(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>"#
    ))
}
