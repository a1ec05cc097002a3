//! DER (X.690), read without copying and written by hand.
//!
//! Signatures are over bytes as they came, so what is read keeps its bytes; and every byte that is not signed must have
//! one possible value, so only the shortest definite length is accepted and nothing may follow the last element. The
//! crate `der` reads what is inside certificates; this module reads CMS, time stamps, OCSP answers and revocation lists.

use jiff::{Timestamp, civil, tz::TimeZone};

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The tag of `[number]`, constructed: EXPLICIT, or IMPLICIT over something constructed. Numbers below 31.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The bytes are not DER, or not the element that was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the expected DER")]
pub struct NotDer;

/// One element: its tag, all its bytes, and those of its content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    pub tag: u8,
    pub raw: &'a [u8],
    pub body: &'a [u8],
}

impl<'a> Value<'a> {
    /// What is inside a constructed element.
    pub fn open(&self) -> Cursor<'a> {
        Cursor { rest: self.body }
    }

    /// The bytes of a bit string that fills whole octets.
    pub fn bits(&self) -> Result<&'a [u8], NotDer> {
        match (self.tag, self.body.split_first()) {
            (BIT_STRING, Some((0, bits))) => Ok(bits),
            _ => Err(NotDer),
        }
    }

    /// UTCTime or GeneralizedTime, always in UTC and with seconds; a fraction is dropped (RFC 3161 allows one).
    pub fn time(&self) -> Result<Timestamp, NotDer> {
        let text = std::str::from_utf8(self.body).map_err(|_| NotDer)?.strip_suffix('Z').ok_or(NotDer)?;
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let full = match (self.tag, whole.len()) {
            // RFC 5280, 4.1.2.5.1: two digits below 50 are of this century.
            (UTC_TIME, 12) if !text.contains('.') => {
                format!("{}{whole}", if whole < "50" { "20" } else { "19" })
            }
            (GENERALIZED_TIME, 14) => whole.to_owned(),
            _ => return Err(NotDer),
        };
        if !digits(&full) || !digits(fraction) {
            return Err(NotDer);
        }
        civil::DateTime::strptime("%Y%m%d%H%M%S", &full)
            .and_then(|at| at.to_zoned(TimeZone::UTC))
            .map(|at| at.timestamp())
            .map_err(|_| NotDer)
    }
}

/// Reads one element after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Cursor { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, whatever it is.
    pub fn next(&mut self) -> Result<Value<'a>, NotDer> {
        let (&tag, after_tag) = self.rest.split_first().ok_or(NotDer)?;
        if tag & 0x1f == 0x1f {
            return Err(NotDer);
        }
        let (&first, after_first) = after_tag.split_first().ok_or(NotDer)?;
        let (length, after_length) = match first {
            0..=0x7f => (usize::from(first), after_first),
            0x81..=0x84 => {
                let (bytes, after) = after_first.split_at_checked(usize::from(first & 0x7f)).ok_or(NotDer)?;
                let length = bytes.iter().fold(0_usize, |sum, &byte| (sum << 8) | usize::from(byte));
                // Neither a leading zero nor what would fit in fewer bytes.
                if length < 0x80 || bytes.first() == Some(&0) {
                    return Err(NotDer);
                }
                (length, after)
            }
            _ => return Err(NotDer),
        };
        let (body, rest) = after_length.split_at_checked(length).ok_or(NotDer)?;
        let raw = self.rest.get(..self.rest.len().saturating_sub(rest.len())).ok_or(NotDer)?;
        self.rest = rest;
        Ok(Value { tag, raw, body })
    }

    /// The next element, which must have this tag.
    pub fn take(&mut self, tag: u8) -> Result<Value<'a>, NotDer> {
        self.next().and_then(|value| if value.tag == tag { Ok(value) } else { Err(NotDer) })
    }

    /// The next element if it has this tag.
    pub fn maybe(&mut self, tag: u8) -> Result<Option<Value<'a>>, NotDer> {
        if self.rest.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<(), NotDer> {
        if self.rest.is_empty() { Ok(()) } else { Err(NotDer) }
    }

    /// All elements that are left.
    pub fn all(mut self) -> Result<Vec<Value<'a>>, NotDer> {
        let mut values = Vec::new();
        while !self.is_empty() {
            values.push(self.next()?);
        }
        Ok(values)
    }
}

/// The one element that the bytes are, nothing before or after.
pub(crate) fn only(bytes: &[u8], tag: u8) -> Result<Value<'_>, NotDer> {
    let mut cursor = Cursor::new(bytes);
    let value = cursor.take(tag)?;
    cursor.end()?;
    Ok(value)
}

/// An element of these parts.
pub(crate) fn put(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length.saturating_add(6));
    out.push(tag);
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes = length.to_be_bytes();
            let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
            let significant = bytes.get(zeros..).unwrap_or_default();
            out.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
            out.extend_from_slice(significant);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// SEQUENCE of these elements.
pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    put(SEQUENCE, parts)
}

/// The elements of a SET OF, in the order that DER wants (X.690, 11.6), under the given tag.
pub(crate) fn set_of(tag: u8, mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    put(tag, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A positive INTEGER from its big-endian bytes.
pub(crate) fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    match bytes.get(zeros..).unwrap_or_default() {
        [] => put(INTEGER, &[&[0]]),
        digits @ [first, ..] if *first >= 0x80 => put(INTEGER, &[&[0], digits]),
        digits => put(INTEGER, &[digits]),
    }
}

/// A bit string of whole octets.
pub(crate) fn bit_string(bytes: &[u8]) -> Vec<u8> {
    put(BIT_STRING, &[&[0], bytes])
}

/// GeneralizedTime in UTC, whole seconds.
pub(crate) fn generalized_time(at: Timestamp) -> Vec<u8> {
    let text = at.strftime("%Y%m%d%H%M%SZ").to_string();
    put(GENERALIZED_TIME, &[text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shortest_length_is_read() {
        for bad in [
            &[0x04, 0x81, 0x01, 0x00][..],
            &[0x04, 0x82, 0x00, 0x80],
            &[0x30, 0x80, 0, 0],
            &[0x1f, 0x01, 0],
            &[0x04, 0x02, 0],
            &[0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[],
        ] {
            assert_eq!(Cursor::new(bad).next().map(|value| value.tag), Err(NotDer), "{bad:x?}");
        }
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let written = put(OCTET_STRING, &[&vec![7; length]]);
            assert_eq!(only(&written, OCTET_STRING).unwrap().body.len(), length);
        }
    }

    #[test]
    fn times_are_read_in_both_forms_and_nothing_else() {
        let read = |tag, text: &str| {
            let bytes = put(tag, &[text.as_bytes()]);
            only(&bytes, tag).unwrap().time().map(|at| at.to_string())
        };
        assert_eq!(read(UTC_TIME, "260131235959Z").as_deref(), Ok("2026-01-31T23:59:59Z"));
        assert_eq!(read(UTC_TIME, "991231235959Z").as_deref(), Ok("1999-12-31T23:59:59Z"));
        assert_eq!(read(GENERALIZED_TIME, "20260131235959.25Z").as_deref(), Ok("2026-01-31T23:59:59Z"));
        for (tag, bad) in [
            (UTC_TIME, "2601312359Z"),
            (UTC_TIME, "260131235959+0100"),
            (UTC_TIME, "26013123595 Z"),
            (GENERALIZED_TIME, "20261331235959Z"),
            (GENERALIZED_TIME, "20260131235959.Z"),
            (INTEGER, "260131235959Z"),
        ] {
            assert_eq!(read(tag, bad), Err(NotDer), "{bad}");
        }
    }
}
