//! Reads bytes into a small tree, and refuses what could hurt: document types (hence entities), deep nesting, many
//! elements, endless comments.

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
    name::{Namespace, NamespaceResolver, ResolveResult},
};

use super::{CannotRead, MOST_BYTES};
use crate::facet::is_xml;

/// The deepest real message has nine levels (envelope, body, message, receipt, list, transfer, metadata, entry, key).
const MOST_LEVELS: usize = 16;
/// A receipt with five transfers and all its metadata has some 400 elements.
const MOST_ELEMENTS: usize = 2_000;
/// Comments and processing instructions: honest messages have none or a handful.
const MOST_ASIDES: usize = 50;
/// Attributes, namespace declarations included, of one element.
const MOST_ATTRIBUTES: usize = 32;

/// An element with its own text and its children.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// The namespace, or none.
    pub(crate) space: Option<String>,
    /// The name without its prefix.
    pub(crate) name: String,
    /// Namespace, name and value of each attribute that is not a declaration.
    pub(crate) attributes: Vec<(Option<String>, String, String)>,
    /// In their order.
    pub(crate) children: Vec<Element>,
    /// The text directly inside, joined.
    pub(crate) text: String,
}

impl Element {
    /// True for the element of that namespace and name.
    pub(crate) fn is(&self, space: &str, name: &str) -> bool {
        self.space.as_deref() == Some(space) && self.name == name
    }

    /// True when something else than white space stands directly inside.
    pub(crate) fn has_text(&self) -> bool {
        !self.text.chars().all(|c| c.is_ascii_whitespace())
    }
}

/// Reads a whole message.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, CannotRead> {
    if bytes.len() > MOST_BYTES {
        return Err(CannotRead::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CannotRead::NotXml("not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.chars().all(is_xml) {
        return Err(CannotRead::NotXml("control characters"));
    }
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut grower = Grower::default();
    loop {
        let event = reader.read_event().map_err(|_| CannotRead::NotXml("syntax"))?;
        if matches!(event, Event::Eof) {
            return grower.finish();
        }
        grower.grow(event, reader.resolver())?;
    }
}

/// The tree while it grows.
#[derive(Default)]
struct Grower {
    root: Option<Element>,
    open: Vec<Element>,
    elements: usize,
    asides: usize,
    started: bool,
}

impl Grower {
    fn grow(&mut self, event: Event<'_>, names: &NamespaceResolver) -> Result<(), CannotRead> {
        let first = !std::mem::replace(&mut self.started, true);
        match event {
            Event::Decl(declaration) if first => check_encoding(declaration.encoding()),
            Event::Decl(_) => Err(CannotRead::NotXml("declaration")),
            Event::DocType(_) => Err(CannotRead::Forbidden("document type")),
            Event::Comment(_) | Event::PI(_) => self.aside(),
            Event::Start(start) => self.enter(&start, names),
            Event::Empty(start) => self.enter(&start, names).and_then(|()| self.leave()),
            Event::End(_) => self.leave(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) if !self.open.is_empty() => self.text(&text.xml10_content()),
            Event::CData(_) => Err(CannotRead::NotXml("text outside the root")),
            Event::GeneralRef(reference) => self.text(character(&reference)?.encode_utf8(&mut [0; 4])),
            Event::Eof => Ok(()),
        }
    }

    fn enter(&mut self, start: &BytesStart<'_>, names: &NamespaceResolver) -> Result<(), CannotRead> {
        self.elements = self.elements.saturating_add(1);
        if self.elements > MOST_ELEMENTS {
            return Err(CannotRead::Forbidden("too many elements"));
        }
        if self.open.len() >= MOST_LEVELS {
            return Err(CannotRead::Forbidden("deep nesting"));
        }
        if self.root.is_some() {
            return Err(CannotRead::NotXml("second root"));
        }
        self.open.push(element(start, names)?);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), CannotRead> {
        let done = self.open.pop().ok_or(CannotRead::NotXml("end without start"))?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => self.root = Some(done),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), CannotRead> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.chars().all(|c| c.is_ascii_whitespace()) => {}
            None => return Err(CannotRead::NotXml("text outside the root")),
        }
        Ok(())
    }

    fn aside(&mut self) -> Result<(), CannotRead> {
        self.asides = self.asides.saturating_add(1);
        if self.asides > MOST_ASIDES { Err(CannotRead::Forbidden("too many comments")) } else { Ok(()) }
    }

    fn finish(self) -> Result<Element, CannotRead> {
        match self.root {
            Some(root) if self.open.is_empty() => Ok(root),
            _ => Err(CannotRead::NotXml("unfinished")),
        }
    }
}

/// Only UTF-8 (US-ASCII is a part of it): other encodings would be read as something else than was signed off.
fn check_encoding<E>(said: Option<Result<std::borrow::Cow<'_, str>, E>>) -> Result<(), CannotRead> {
    match said {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii") => {
            Ok(())
        }
        Some(_) => Err(CannotRead::NotXml("encoding")),
    }
}

fn element(start: &BytesStart<'_>, names: &NamespaceResolver) -> Result<Element, CannotRead> {
    let (space, local) = names.resolve_element(start.name());
    let mut element =
        Element { space: namespace(space)?, name: local.as_ref().to_owned(), ..Element::default() };
    for (count, attribute) in start.attributes().enumerate() {
        let attribute = attribute.map_err(|_| CannotRead::NotXml("attribute"))?;
        if count >= MOST_ATTRIBUTES {
            return Err(CannotRead::Forbidden("too many attributes"));
        }
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (space, local) = names.resolve_attribute(attribute.key);
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| CannotRead::NotXml("attribute"))?;
        element.attributes.push((namespace(space)?, local.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn namespace(found: ResolveResult<'_>) -> Result<Option<String>, CannotRead> {
    match found {
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Bound(Namespace(name)) => Ok(Some(name.to_owned())),
        ResolveResult::Unknown(_) => Err(CannotRead::NotXml("prefix")),
    }
}

/// A character reference or one of the five names of XML; no document type, hence no other entity.
fn character(reference: &BytesRef<'_>) -> Result<char, CannotRead> {
    let found = match reference.resolve_char_ref().map_err(|_| CannotRead::NotXml("character"))? {
        Some(character) => Some(character),
        None => match reference.xml10_content().as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => None,
        },
    };
    found.filter(|c| is_xml(*c)).ok_or(CannotRead::NotXml("character"))
}
