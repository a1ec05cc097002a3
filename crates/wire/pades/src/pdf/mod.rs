//! A strict reader of what our typesetter writes and of what this crate adds to it: classic cross-reference tables, no
//! object streams, no encryption. Everything else is refused rather than guessed at.

pub(crate) mod token;
mod update;

use std::collections::BTreeMap;

use token::{Dictionary, Scan};
pub(crate) use update::Update;

/// The bytes are not a PDF of our own making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a PDF in the form that Ateneo writes: {0}")]
pub struct NotOurs(pub(crate) &'static str);

/// More objects than this are refused.
const MOST_OBJECTS: usize = 200_000;
/// The document, its signature, its evidence.
const MOST_SECTIONS: usize = 3;

/// A PDF whose tables were read.
#[derive(Debug, Clone)]
pub(crate) struct Pdf<'a> {
    pub bytes: &'a [u8],
    offsets: BTreeMap<usize, usize>,
    pub trailer: Dictionary<'a>,
    /// Where the newest table begins.
    pub table: usize,
    /// How many tables there are: one, and one for each addition.
    pub sections: usize,
}

struct Section<'a> {
    entries: Vec<(usize, usize)>,
    trailer: Dictionary<'a>,
    end: usize,
}

impl<'a> Pdf<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, NotOurs> {
        if !bytes.starts_with(b"%PDF-1.7") {
            return Err(NotOurs("no header"));
        }
        let table = last_table(bytes).ok_or(NotOurs("no end"))?;
        let mut offsets = BTreeMap::new();
        let mut newest: Option<Dictionary<'a>> = None;
        let mut next = Some(table);
        let mut sections = 0_usize;
        let mut limit = bytes.len();
        while let Some(at) = next {
            let section = section(bytes, at).ok_or(NotOurs("no cross-reference table"))?;
            // Each table lies before the next, so this ends.
            if sections >= MOST_SECTIONS || section.end > limit {
                return Err(NotOurs("tables out of order"));
            }
            limit = at;
            sections = sections.saturating_add(1);
            for (number, offset) in section.entries {
                offsets.entry(number).or_insert(offset);
            }
            next = match section.trailer.get("/Prev") {
                Some(_) => Some(section.trailer.number("/Prev").ok_or(NotOurs("bad trailer"))?),
                None => None,
            };
            newest.get_or_insert(section.trailer);
        }
        let trailer = newest.ok_or(NotOurs("no trailer"))?;
        if trailer.get("/Encrypt").is_some() || trailer.get("/XRefStm").is_some() {
            return Err(NotOurs("encrypted or compressed"));
        }
        Ok(Pdf { bytes, offsets, trailer, table, sections })
    }

    /// The number after the last object's.
    pub fn size(&self) -> Result<usize, NotOurs> {
        self.trailer.number("/Size").filter(|size| *size <= MOST_OBJECTS).ok_or(NotOurs("no size"))
    }

    /// Where the value of an object begins.
    fn scan(&self, number: usize) -> Result<Scan<'a>, NotOurs> {
        let at = *self.offsets.get(&number).ok_or(NotOurs("an object is missing"))?;
        let mut scan = Scan::new(self.bytes, at);
        let header = format!("{number} 0 obj");
        scan.word(header.as_bytes()).ok_or(NotOurs("an object is not where the table says"))?;
        scan.spaces();
        Ok(scan)
    }

    pub fn dictionary(&self, number: usize) -> Result<Dictionary<'a>, NotOurs> {
        let mut scan = self.scan(number)?;
        let dictionary = Dictionary::read(&mut scan).ok_or(NotOurs("no dictionary"))?;
        scan.spaces();
        scan.word(b"endobj").ok_or(NotOurs("an object does not end"))?;
        Ok(dictionary)
    }

    /// The bytes of an array that stands in a dictionary or in an object of its own.
    pub fn array(&self, value: &'a [u8]) -> Result<&'a [u8], NotOurs> {
        let mut scan = Scan::new(value, 0);
        let array = match scan.reference() {
            Some(number) => self.scan(number)?.value(0).ok_or(NotOurs("no array"))?,
            None => value,
        };
        if array.first() == Some(&b'[') { Ok(array) } else { Err(NotOurs("no array")) }
    }

    /// The bytes of a stream that is not compressed, as this crate writes them.
    pub fn stream(&self, number: usize) -> Result<&'a [u8], NotOurs> {
        let mut scan = self.scan(number)?;
        let dictionary = Dictionary::read(&mut scan).ok_or(NotOurs("no stream"))?;
        let length = dictionary.number("/Length").ok_or(NotOurs("no length"))?;
        scan.word(b"\nstream\n").ok_or(NotOurs("no stream"))?;
        let end = scan.at.checked_add(length).ok_or(NotOurs("no stream"))?;
        let data = self.bytes.get(scan.at..end).ok_or(NotOurs("no stream"))?;
        Scan::new(self.bytes, end).word(b"\nendstream").ok_or(NotOurs("no stream"))?;
        Ok(data)
    }

    /// The catalogue's number and entries.
    pub fn catalogue(&self) -> Result<(usize, Dictionary<'a>), NotOurs> {
        let number = self.trailer.reference("/Root").ok_or(NotOurs("no catalogue"))?;
        let catalogue = self.dictionary(number)?;
        if catalogue.get("/Type") != Some(b"/Catalog") {
            return Err(NotOurs("no catalogue"));
        }
        Ok((number, catalogue))
    }

    /// The first page's number and entries.
    pub fn first_page(&self) -> Result<(usize, Dictionary<'a>), NotOurs> {
        let (_, catalogue) = self.catalogue()?;
        let mut number = catalogue.reference("/Pages").ok_or(NotOurs("no pages"))?;
        for _ in 0..16 {
            let node = self.dictionary(number)?;
            if node.get("/Type") == Some(b"/Page") {
                return Ok((number, node));
            }
            let kids = node.get("/Kids").ok_or(NotOurs("no pages"))?;
            let kids = token::references(kids).ok_or(NotOurs("no pages"))?;
            number = *kids.first().ok_or(NotOurs("no pages"))?;
        }
        Err(NotOurs("no pages"))
    }
}

/// Where the last table is said to begin: `startxref`, the number, `%%EOF` and the end of the file.
fn last_table(bytes: &[u8]) -> Option<usize> {
    let tail_at = bytes.len().saturating_sub(64);
    let tail = bytes.get(tail_at..)?;
    let word = b"startxref\n";
    let found = tail.windows(word.len()).rposition(|window| window == word)?;
    let mut scan = Scan::new(bytes, tail_at.checked_add(found)?.checked_add(word.len())?);
    let table = scan.number()?;
    scan.word(b"\n%%EOF")?;
    let _ = scan.word(b"\n");
    (scan.at == bytes.len()).then_some(table)
}

fn section(bytes: &[u8], at: usize) -> Option<Section<'_>> {
    let mut scan = Scan::new(bytes, at);
    scan.word(b"xref\n")?;
    let mut entries = Vec::new();
    while scan.word(b"trailer\n").is_none() {
        let first = scan.number()?;
        scan.word(b" ")?;
        let count = scan.number()?;
        scan.word(b"\n")?;
        if count == 0 || entries.len().checked_add(count)? > MOST_OBJECTS {
            return None;
        }
        for number in first..first.checked_add(count)? {
            let entry = bytes.get(scan.at..scan.at.checked_add(20)?)?;
            let mut fields = Scan::new(entry, 0);
            let offset = fields.number()?;
            fields.word(b" ")?;
            let generation = fields.number()?;
            if fields.word(b" n\r\n").is_some() {
                if generation != 0 {
                    return None;
                }
                entries.push((number, offset));
            } else {
                fields.word(b" f\r\n")?;
            }
            scan.at = scan.at.checked_add(20)?;
        }
    }
    let trailer = Dictionary::read(&mut scan)?;
    scan.word(b"\nstartxref\n")?;
    if scan.number()? != at {
        return None;
    }
    scan.word(b"\n%%EOF")?;
    Some(Section { entries, trailer, end: scan.at })
}
