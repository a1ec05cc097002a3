//! The text drawn as a QR code of level M or better.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The least side of one module in millimetres, read at 150 dpi with room to spare: see docs/decisions/0011.
pub const MODULE_MM: f64 = 0.5;

/// White modules that must stay around the code.
const QUIET: i32 = 4;

/// The text needs a larger code than was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text does not fit into the code")]
pub struct CodeTooLarge;

/// A drawn code.
pub struct Code {
    drawn: QrCode,
}

impl Code {
    /// Draws the text in the smallest code that holds it, not larger than version `largest` (1 to 40). The address goes
    /// in as bytes, the digits after the `#` in the numeric mode.
    ///
    /// # Errors
    /// When it does not fit: leave the exams out ([`crate::Facts::without_exams`]).
    pub fn draw(text: &str, largest: u8) -> Result<Code, CodeTooLarge> {
        let largest = Version::new(largest.clamp(1, 40));
        let split = text.find('#').map_or(0, |at| at.saturating_add(1));
        let (address, digits) = text.split_at_checked(split).ok_or(CodeTooLarge)?;
        let tail = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            QrSegment::make_numeric(digits)
        } else {
            QrSegment::make_bytes(digits.as_bytes())
        };
        let segments = [QrSegment::make_bytes(address.as_bytes()), tail];
        // The best of the eight masks: with a fixed one, drawn much sooner, the trial of printed pages lost one.
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, largest, None, true)
            .map(|drawn| Code { drawn })
            .map_err(|_| CodeTooLarge)
    }

    /// The code's version, 1 to 40.
    pub fn version(&self) -> u8 {
        self.drawn.version().value()
    }

    /// Modules in a row, the white border not counted.
    pub fn size(&self) -> i32 {
        self.drawn.size()
    }

    /// Is the module dark? Outside of the code all are light.
    pub fn is_dark(&self, column: i32, row: i32) -> bool {
        self.drawn.get_module(column, row)
    }

    /// The side in millimetres when a module has the least side, with the white border that belongs to it.
    pub fn side_mm(&self) -> f64 {
        f64::from(self.with_border()) * MODULE_MM
    }

    /// The code as an SVG picture with one path, a run of modules a stroke; its white border included.
    pub fn svg(&self) -> String {
        let side = self.with_border();
        let mut path = String::new();
        for row in 0..self.size() {
            let mut column = 0;
            while column < self.size() {
                let run = self.run(column, row);
                if run > 0 {
                    let (x, y) = (column.saturating_add(QUIET), row.saturating_add(QUIET));
                    // Writing into a String cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                column = column.saturating_add(run.max(1));
            }
        }
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{path}"/></svg>"##
        )
    }

    fn run(&self, column: i32, row: i32) -> i32 {
        let dark = (column..self.size()).take_while(|at| self.is_dark(*at, row));
        i32::try_from(dark.count()).unwrap_or_default()
    }

    fn with_border(&self) -> i32 {
        self.size().saturating_add(QUIET.saturating_mul(2))
    }
}
