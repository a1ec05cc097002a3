//! An incremental update (ISO 32000-1, 7.5.6): the file as it is, then new objects, a table of them, and the trailer
//! with everything that stood in the last one.

use std::collections::BTreeMap;

use super::{NotOurs, Pdf};

/// An addition in the making.
pub(crate) struct Update<'a> {
    base: &'a Pdf<'a>,
    pub out: Vec<u8>,
    offsets: BTreeMap<usize, usize>,
    next: usize,
}

impl<'a> Update<'a> {
    pub fn of(base: &'a Pdf<'a>) -> Result<Self, NotOurs> {
        let mut out = Vec::with_capacity(base.bytes.len().saturating_add(32 * 1024));
        out.extend_from_slice(base.bytes);
        if out.last() != Some(&b'\n') {
            out.push(b'\n');
        }
        Ok(Update { base, out, offsets: BTreeMap::new(), next: base.size()? })
    }

    /// A number that no object has.
    pub fn number(&mut self) -> usize {
        let number = self.next;
        self.next = number.saturating_add(1);
        number
    }

    /// Writes an object; gives where its value begins.
    pub fn object(&mut self, number: usize, value: &[u8]) -> usize {
        self.offsets.insert(number, self.out.len());
        self.out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        let begins = self.out.len();
        self.out.extend_from_slice(value);
        self.out.extend_from_slice(b"\nendobj\n");
        begins
    }

    /// Writes a stream as it is and gives its number.
    pub fn stream(&mut self, data: &[u8]) -> usize {
        let number = self.number();
        let mut value = format!("<</Length {}>>\nstream\n", data.len()).into_bytes();
        value.extend_from_slice(data);
        value.extend_from_slice(b"\nendstream");
        self.object(number, &value);
        number
    }

    /// Writes table and trailer.
    pub fn finish(mut self) -> Vec<u8> {
        let table = self.out.len();
        let mut text = String::from("xref\n");
        let numbers: Vec<usize> = self.offsets.keys().copied().collect();
        for run in numbers.chunk_by(|a, b| a.checked_add(1) == Some(*b)) {
            text.push_str(&format!("{} {}\n", run.first().copied().unwrap_or_default(), run.len()));
            for number in run {
                let offset = self.offsets.get(number).copied().unwrap_or_default();
                text.push_str(&format!("{offset:010} 00000 n\r\n"));
            }
        }
        self.out.extend_from_slice(text.as_bytes());
        let trailer = self.base.trailer.with(&[
            ("/Size", self.next.to_string().as_bytes()),
            ("/Prev", self.base.table.to_string().as_bytes()),
        ]);
        self.out.extend_from_slice(b"trailer\n");
        self.out.extend_from_slice(&trailer);
        self.out.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
        self.out
    }
}
