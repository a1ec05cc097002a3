//! Where the signature is: the part of the file that it speaks for, read strictly, and the gap in it.

use std::ops::Range;

use jiff::{Timestamp, civil, tz::TimeZone};

use super::Fault;
use crate::{
    BadContainer, der,
    pdf::{
        NotOurs, Pdf,
        token::{Scan, references},
    },
    sign::byte_range,
};

/// A signature and what it covers.
pub(super) struct Found<'a> {
    /// From the start of the file to the end of the signed part, the gap included.
    pub covered: &'a [u8],
    /// Where the container is, angle brackets included.
    pub gap: Range<usize>,
    pub claimed_at: Option<Timestamp>,
    pub certifies: bool,
}

const MARK: &[u8] = b"/ByteRange[0 ";
/// A document may quote the mark, in its title for example; more quotations than this are not followed.
const MOST: usize = 16;

impl<'a> Found<'a> {
    /// The first signature of the file whose own part of the file says that it is one. What comes later in the file can
    /// change neither that part nor where it ends.
    pub fn first(pdf: &'a [u8]) -> Result<Option<Self>, Fault> {
        let mut refused = None;
        let marks = pdf.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
        for (at, _) in marks.take(MOST) {
            match Self::at(pdf, at) {
                Ok(found) => return Ok(Some(found)),
                Err(fault) => refused = refused.or(Some(fault)),
            }
        }
        refused.map_or(Ok(None), |fault| Err(fault.into()))
    }

    fn at(pdf: &'a [u8], mark: usize) -> Result<Self, NotOurs> {
        let (gap, length) = ranges(pdf, mark).ok_or(NotOurs("no byte range"))?;
        let covered = pdf.get(..length).ok_or(NotOurs("it is cut off"))?;
        let signed = Pdf::read(covered)?;
        let (_, catalogue) = signed.catalogue()?;
        let form = catalogue.reference("/AcroForm").ok_or(NotOurs("no form"))?;
        let fields = signed.dictionary(form)?.get("/Fields").and_then(references).unwrap_or_default();
        let [field] = fields.as_slice() else { return Err(NotOurs("not one field")) };
        let field = signed.dictionary(*field)?;
        let number = field.reference("/V").ok_or(NotOurs("no signature"))?;
        let dictionary = signed.dictionary(number)?;
        let stated = byte_range(&gap, length);
        let form = [
            (field.get("/FT"), &b"/Sig"[..]),
            (dictionary.get("/Type"), b"/Sig"),
            (dictionary.get("/Filter"), b"/Adobe.PPKLite"),
            (dictionary.get("/SubFilter"), b"/ETSI.CAdES.detached"),
            (dictionary.get("/ByteRange"), stated.as_bytes()),
        ];
        if signed.sections != 2 || form.iter().any(|(found, wanted)| *found != Some(wanted)) {
            return Err(NotOurs("another kind of signature"));
        }
        // The gap is the value of /Contents and nothing more, or something could hide in it.
        let contents = dictionary.located("/Contents").map(|(at, value)| at..at.saturating_add(value.len()));
        if contents != Some(gap.clone()) {
            return Err(NotOurs("the gap is elsewhere"));
        }
        let permissions =
            catalogue.get("/Perms").map(|value| value == format!("<</DocMDP {number} 0 R>>").as_bytes());
        Ok(Found {
            covered,
            gap,
            claimed_at: dictionary.get("/M").and_then(moment),
            certifies: permissions == Some(true) && dictionary.get("/Reference").is_some(),
        })
    }

    /// The container's bytes and what fills the rest of its room.
    pub fn container(&self) -> Result<(Vec<u8>, Vec<u8>), BadContainer> {
        let digits = self
            .covered
            .get(self.gap.start.saturating_add(1)..self.gap.end.saturating_sub(1))
            .ok_or(BadContainer::Form)?;
        let mut bytes = digits
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some((digit(*high)? << 4) | digit(*low)?),
                _ => None,
            })
            .collect::<Option<Vec<u8>>>()
            .ok_or(BadContainer::Form)?;
        let length = der::Cursor::new(&bytes).next().map_err(|_| BadContainer::Form)?.raw.len();
        let padding = bytes.split_off(length);
        Ok((bytes, padding))
    }
}

/// One hexadecimal digit in the only case that is written.
fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => byte.checked_sub(b'0'),
        b'a'..=b'f' => byte.checked_sub(b'a')?.checked_add(10),
        _ => None,
    }
}

/// The gap, and where the signed part ends.
fn ranges(pdf: &[u8], mark: usize) -> Option<(Range<usize>, usize)> {
    let mut scan = Scan::new(pdf, mark.checked_add(MARK.len())?);
    let mut next = || {
        let number = scan.number();
        scan.spaces();
        number
    };
    let (start, end, rest) = (next()?, next()?, next()?);
    let length = end.checked_add(rest)?;
    (mark < start && start < end && length <= pdf.len()).then_some((start..end, length))
}

/// `(D:20260131235959+00'00')`: always in UTC, as this crate writes it.
fn moment(value: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(value).ok()?.strip_prefix("(D:")?.strip_suffix("+00'00')")?;
    let at = civil::DateTime::strptime("%Y%m%d%H%M%S", text).ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
