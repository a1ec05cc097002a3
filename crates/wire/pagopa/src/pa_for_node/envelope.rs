//! The SOAP 1.1 envelope: exactly one message in its body.

use quick_xml::escape::escape;

use super::SOAP;
use crate::{
    CannotRead,
    xml::{Element, parse},
};

/// What the station sends back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status: 200, or 500 for a SOAP fault (SOAP 1.1, section 6.2).
    pub status: u16,
    /// The body, `text/xml; charset=utf-8`.
    pub body: String,
}

/// The one message in the body of an envelope.
pub(crate) fn payload(bytes: &[u8]) -> Result<Element, CannotRead> {
    let envelope = parse(bytes)?;
    if envelope.name != "Envelope" || envelope.has_text() {
        return Err(CannotRead::NotSoap("no envelope"));
    }
    if envelope.space.as_deref() != Some(SOAP) {
        return Err(CannotRead::NotSoap("version"));
    }
    let mut parts = envelope.children.into_iter().peekable();
    if let Some(header) = parts.next_if(|part| part.is(SOAP, "Header")) {
        understand(&header)?;
    }
    let body = parts.next().filter(|part| part.is(SOAP, "Body") && !part.has_text());
    let mut entries = body.ok_or(CannotRead::NotSoap("no body"))?.children.into_iter();
    match (entries.next(), entries.next(), parts.next()) {
        (Some(message), None, None) => Ok(message),
        _ => Err(CannotRead::NotSoap("not one message")),
    }
}

/// No header is known here, so that none may insist (SOAP 1.1, section 4.2.3).
fn understand(header: &Element) -> Result<(), CannotRead> {
    let insists = |entry: &Element| {
        entry.attributes.iter().any(|(space, name, value)| {
            space.as_deref() == Some(SOAP)
                && name == "mustUnderstand"
                && matches!(value.as_str(), "1" | "true")
        })
    };
    if header.children.iter().any(insists) { Err(CannotRead::MustUnderstand) } else { Ok(()) }
}

/// A SOAP fault with HTTP status 500. The platform tries again, which for a receipt is what we want whenever it could
/// not be stored: a well-formed `KO` would be final.
pub fn soap_fault(code: &'static str, sentence: &str) -> Answer {
    let sentence = escape(sentence);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenv=\"{SOAP}\"><soapenv:Body>\
         <soapenv:Fault><faultcode>soapenv:{code}</faultcode><faultstring>{sentence}</faultstring></soapenv:Fault>\
         </soapenv:Body></soapenv:Envelope>"
    );
    Answer { status: 500, body }
}
