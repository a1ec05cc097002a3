//! Files inside a PDF (ISO 32000-1, 7.11.4). What only holds data may pass: texts, tables, JSON, XML, pictures, and PDFs
//! that do nothing themselves; our own certificates carry such files. Everything else is refused, by its name and by its
//! bytes: what a file is called is what whoever saves it will open it with.

use documents::RefusedFile;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream, String as PdfString};
use memchr::memmem;

use super::{pdf, picture};

/// Files that a PDF may carry.
const MOST_FILES: usize = 64;

/// Bytes that all of them may have when they are unpacked.
const MOST_BYTES: usize = 64 << 20;

/// Under these keys a file has its names and its contents, on the systems that there were.
const SYSTEMS: [&str; 5] = ["F", "UF", "DOS", "Mac", "Unix"];

/// Whatever was refused among the files.
const REFUSED: RefusedFile = RefusedFile::ActiveContent;

/// The files of a PDF, as its objects are read.
#[derive(Default)]
pub(super) struct Carried<'a> {
    named: Vec<Dict<'a>>,
    streams: Vec<ObjectIdentifier>,
}

/// What a file is by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Json,
    Xml,
    Picture,
    Pdf,
}

impl<'a> Carried<'a> {
    /// How often the bytes speak of an embedded file, also where our reader finds no object and another one might.
    pub(super) fn mentioned(file: &[u8]) -> usize {
        const WORD: &[u8] = b"/EmbeddedFile";
        let of_one = |at: &usize| {
            let next = at.checked_add(WORD.len()).and_then(|next| file.get(next));
            !next.is_some_and(u8::is_ascii_alphanumeric)
        };
        memmem::find_iter(file, WORD).filter(of_one).count()
    }

    /// Notes a stream that calls itself an embedded file.
    pub(super) fn see(&mut self, stream: &Stream<'a>) {
        let kind = stream.dict().get::<Object<'_>>("Type").and_then(Object::into_name);
        if kind.is_some_and(|name| name.as_ref() == b"EmbeddedFile") {
            self.streams.push(stream.obj_id());
        }
    }

    /// Notes what names a file, inside this PDF or beside it.
    pub(super) fn name(&mut self, dict: &Dict<'a>) {
        let kind = dict.get::<Object<'_>>("Type").and_then(Object::into_name);
        let is_file =
            kind.is_some_and(|name| matches!(name.as_ref(), b"Filespec" | b"F")) || dict.contains_key("EF");
        if is_file {
            self.named.push(dict.clone());
        }
    }

    /// Are they all passive?
    pub(super) fn check(&self, mentioned: usize, levels: usize) -> Result<(), RefusedFile> {
        if self.named.len() > MOST_FILES || mentioned > self.streams.len() {
            return Err(REFUSED);
        }
        let (mut checked, mut left) = (Vec::new(), MOST_BYTES);
        for named in &self.named {
            let kind = kind_of(named)?;
            let Some(files) = named.get::<Object<'_>>("EF") else { continue };
            let files = files.into_dict().ok_or(REFUSED)?;
            for (system, value) in files.entries() {
                if !SYSTEMS.iter().any(|known| known.as_bytes() == system.as_ref()) {
                    return Err(REFUSED);
                }
                // Contents are a stream, which always is an object of its own.
                let MaybeRef::Ref(_) = value else { return Err(REFUSED) };
                let stream = files.get::<Stream<'_>>(system.as_ref()).ok_or(REFUSED)?;
                if checked.contains(&(stream.obj_id(), kind)) {
                    continue;
                }
                let bytes = stream.decoded().map_err(|_| REFUSED)?;
                left = left.checked_sub(bytes.len()).ok_or(REFUSED)?;
                passive(kind, &bytes, levels)?;
                checked.push((stream.obj_id(), kind));
            }
        }
        // One that nothing names would be saved under any name.
        let known = |id: &ObjectIdentifier| checked.iter().any(|(other, _)| other == id);
        if self.streams.iter().all(known) { Ok(()) } else { Err(REFUSED) }
    }
}

/// What the names of a file promise: the same on every system, and something passive.
fn kind_of(named: &Dict<'_>) -> Result<Kind, RefusedFile> {
    let mut promised = None;
    for system in SYSTEMS {
        if !named.contains_key(system) {
            continue;
        }
        let name = named.get::<PdfString<'_>>(system).ok_or(REFUSED)?;
        let kind = by_name(&read(name.as_bytes())).ok_or(REFUSED)?;
        if promised.is_some_and(|other| other != kind) {
            return Err(REFUSED);
        }
        promised = Some(kind);
    }
    promised.ok_or(REFUSED)
}

/// A text string (ISO 32000-1, 7.9.2.2), as far as the end of a name needs it.
fn read(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|unit| unit.unwrap_or('\0')).collect()
        }
        None => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned(),
    }
}

/// By the ending; a name with signs that hide or cut its ending promises nothing.
fn by_name(name: &str) -> Option<Kind> {
    let tricky = |sign: char| {
        sign.is_control()
            || matches!(sign, ':' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if name.contains(tricky) || name.ends_with(['.', ' ']) {
        return None;
    }
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" | "csv" | "jwt" => Kind::Text,
        "json" | "jsonld" => Kind::Json,
        "xml" => Kind::Xml,
        "png" | "jpg" | "jpeg" => Kind::Picture,
        "pdf" => Kind::Pdf,
        _ => return None,
    })
}

/// Is it what its name promises, and nothing that runs?
fn passive(kind: Kind, bytes: &[u8], levels: usize) -> Result<(), RefusedFile> {
    let good = match kind {
        Kind::Text => text(bytes).is_some(),
        Kind::Json => text(bytes).is_some_and(|text| text.trim_start().starts_with(['{', '['])),
        Kind::Xml => text(bytes).is_some_and(xml),
        Kind::Picture => picture::examine(bytes).is_ok(),
        Kind::Pdf => match levels.checked_sub(1) {
            Some(levels) => pdf::within(bytes.to_vec(), levels).is_ok(),
            None => false,
        },
    };
    if good { Ok(()) } else { Err(REFUSED) }
}

/// UTF-8 without signs that no text has; no script for a shell.
fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let odd = |sign: char| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}');
    (!text.starts_with("#!") && !text.contains(odd)).then_some(text)
}

/// XML that no browser would take for a page or a program: no declarations of entities, no style sheets, no XHTML, no SVG.
fn xml(text: &str) -> bool {
    const ACTIVE: [&str; 5] = [
        "<!doctype",
        "<?xml-stylesheet",
        "www.w3.org/1999/xhtml",
        "www.w3.org/2000/svg",
        "www.w3.org/1999/xsl",
    ];
    let small = text.to_ascii_lowercase();
    // A name of a space may be written with references to characters; an honest one is not.
    let hidden =
        small.split("xmlns").skip(1).any(|rest| rest.split('>').next().is_some_and(|tag| tag.contains('&')));
    text.trim_start().starts_with('<') && !hidden && !ACTIVE.iter().any(|word| small.contains(word))
}
