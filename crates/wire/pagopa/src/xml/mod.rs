//! XML as far as these messages need it: a small tree with strict limits, a cursor over its fields, a writer.

mod fields;
mod tree;
mod write;

pub(crate) use fields::Fields;
pub(crate) use tree::{Element, parse};
pub(crate) use write::Writer;

use std::fmt;

use kernel::FaultCode;

/// The largest message that is read. The largest of the real ones, a receipt with five digital stamps, has some 100 kB.
pub(crate) const MOST_BYTES: usize = 1024 * 1024;

/// Why a message could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotRead {
    /// Over one mebibyte.
    #[error("the message is too large")]
    TooLarge,
    /// Not XML 1.0 in UTF-8; the word says where it stopped being so.
    #[error("the message is not well-formed XML: {0}")]
    NotXml(&'static str),
    /// Well-formed, but with something that no honest message has: a document type, deep nesting, thousands of
    /// comments.
    #[error("the message holds what is not allowed: {0}")]
    Forbidden(&'static str),
    /// Not a SOAP 1.1 envelope with one body entry (SOAP 1.1, section 4).
    #[error("the message is not a SOAP 1.1 envelope: {0}")]
    NotSoap(&'static str),
    /// A header that must be understood and is not (SOAP 1.1, section 4.2.3).
    #[error("a SOAP header must be understood and is not")]
    MustUnderstand,
    /// The body is none of the messages expected here.
    #[error("the body holds no known message")]
    Unexpected,
    /// The message is a known one that this station does not offer.
    #[error("this station offers version 2 of the operation")]
    NotOffered,
    /// The other side answered with a SOAP fault; its text, which is theirs and stays out of logs.
    #[error("the other side answered with a fault: {0}")]
    SoapFault(String),
    /// A field does not keep to the schema.
    #[error(transparent)]
    Field(#[from] FieldFault),
}

/// What is wrong with one field of a message. Holds no value: values are personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FieldFault {
    /// Where, from the message down: `receipt/transferList/transfer/IBAN`.
    pub path: String,
    /// What: `required`, `unexpected`, `too-long`, `malformed`, `out-of-range`, `forbidden-characters`,
    /// `sum-differs`, `repeated`.
    pub code: FaultCode,
}

impl fmt::Display for FieldFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.code)
    }
}
