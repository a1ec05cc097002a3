//! A cursor over the children of an element, in the order of the schema's sequence.
//!
//! `paForNode.xsd` has no `elementFormDefault`: children are in no namespace, and a child in one is unexpected.
//! The order makes duplicates unexpected too.

use kernel::FaultCode;

use super::{Element, FieldFault};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The fields of one element that are still to be read.
pub(crate) struct Fields<'a> {
    path: String,
    rest: std::slice::Iter<'a, Element>,
}

impl<'a> Fields<'a> {
    /// The fields of the message itself.
    pub(crate) fn of(message: &'a Element) -> Result<Self, FieldFault> {
        Fields::inside(message, message.name.clone())
    }

    fn inside(element: &'a Element, path: String) -> Result<Self, FieldFault> {
        if element.has_text() || !plain(element) {
            return Err(FieldFault { path, code: "unexpected" });
        }
        Ok(Fields { path, rest: element.children.iter() })
    }

    /// The next field, which must have this name.
    pub(crate) fn required<T>(
        &mut self,
        name: &str,
        read: impl Fn(&str) -> Result<T, FaultCode>,
    ) -> Result<T, FieldFault> {
        self.optional(name, read)?.ok_or_else(|| self.missing(name))
    }

    /// The next field if it has this name.
    pub(crate) fn optional<T>(
        &mut self,
        name: &str,
        read: impl Fn(&str) -> Result<T, FaultCode>,
    ) -> Result<Option<T>, FieldFault> {
        let Some(element) = self.next_named(name) else { return Ok(None) };
        if !element.children.is_empty() || !plain(element) {
            return Err(self.fault(name, "unexpected"));
        }
        read(&element.text).map(Some).map_err(|code| self.fault(name, code))
    }

    /// The fields inside the next element, which must have this name.
    pub(crate) fn group(&mut self, name: &str) -> Result<Fields<'a>, FieldFault> {
        self.maybe_group(name)?.ok_or_else(|| self.missing(name))
    }

    /// The fields inside the next element if it has this name.
    pub(crate) fn maybe_group(&mut self, name: &str) -> Result<Option<Fields<'a>>, FieldFault> {
        let path = format!("{}/{name}", self.path);
        self.next_named(name).map(|element| Fields::inside(element, path)).transpose()
    }

    /// From one to `most` groups of this name.
    pub(crate) fn groups(&mut self, name: &str, most: usize) -> Result<Vec<Fields<'a>>, FieldFault> {
        let mut groups = vec![self.group(name)?];
        while let Some(group) = self.maybe_group(name)? {
            groups.push(group);
        }
        if groups.len() > most { Err(self.fault(name, "out-of-range")) } else { Ok(groups) }
    }

    /// Nothing may be left over.
    pub(crate) fn end(mut self) -> Result<(), FieldFault> {
        match self.rest.next() {
            None => Ok(()),
            Some(_) => Err(FieldFault { path: self.path, code: "unexpected" }),
        }
    }

    /// A fault of a field, for the rules between fields.
    pub(crate) fn fault(&self, name: &str, code: FaultCode) -> FieldFault {
        FieldFault { path: format!("{}/{name}", self.path), code }
    }

    /// A field that should stand here: missing, unless another stands in its place.
    fn missing(&self, name: &str) -> FieldFault {
        self.fault(name, "required")
    }

    fn next_named(&mut self, name: &str) -> Option<&'a Element> {
        let next = self.rest.as_slice().first().filter(|e| e.space.is_none() && e.name == name)?;
        self.rest.next();
        Some(next)
    }
}

/// The schema gives no attributes; only the hints of XML Schema itself may stand there, and nothing may be nil.
fn plain(element: &Element) -> bool {
    element.attributes.iter().all(|(space, name, _)| space.as_deref() == Some(XSI) && name != "nil")
}
