//! The parts that several messages share: who is asked, which notice, a person or body, metadata.

use std::fmt;

use kernel::FaultCode;

use crate::{
    FieldFault, NoticeNumber,
    facet::{digits, email, text, two_letters},
    xml::{Fields, Writer},
};

/// The fiscal code of a creditor institution: eleven digits (`stFiscalCodePA`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityCode(String);

impl EntityCode {
    /// Reads eleven digits.
    ///
    /// # Errors
    /// `malformed` otherwise.
    pub fn parse(value: &str) -> Result<Self, FaultCode> {
        digits(11)(value).map(EntityCode)
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom the platform asks: the head of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// `idPA`: the institution, by its fiscal code.
    pub id_pa: String,
    /// `idBrokerPA`: the technical intermediary; the institution itself when it has its own station.
    pub id_broker_pa: String,
    /// `idStation`: the station, as registered with the platform.
    pub id_station: String,
}

impl Station {
    pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        Ok(Station {
            id_pa: fields.required("idPA", text(35))?,
            id_broker_pa: fields.required("idBrokerPA", text(35))?,
            id_station: fields.required("idStation", text(35))?,
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.leaf("idPA", &self.id_pa, text(35));
        writer.leaf("idBrokerPA", &self.id_broker_pa, text(35));
        writer.leaf("idStation", &self.id_station, text(35));
    }
}

/// The notice that a request is about (`qrCode`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRef {
    /// The institution of the notice.
    pub fiscal_code: EntityCode,
    /// Eighteen digits as received: perhaps of no notice of ours, perhaps with a wrong check.
    pub notice_number: String,
}

impl NoticeRef {
    /// The number, if it can be one of ours; otherwise the answer is "unknown notice".
    ///
    /// # Errors
    /// As [`NoticeNumber::parse`].
    pub fn number(&self) -> Result<NoticeNumber, FaultCode> {
        NoticeNumber::parse(&self.notice_number)
    }

    pub(crate) fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let notice = NoticeRef {
            fiscal_code: fields.required("fiscalCode", EntityCode::parse)?,
            notice_number: fields.required("noticeNumber", digits(18))?,
        };
        fields.end()?;
        Ok(notice)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.group("qrCode", |w| {
            w.leaf("fiscalCode", &self.fiscal_code, EntityCode::parse);
            w.leaf("noticeNumber", &self.notice_number, digits(18));
        });
    }
}

/// Natural person or legal person (`stEntityUniqueIdentifierType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKind {
    /// `F`: a human being.
    Natural,
    /// `G`: a company, a body.
    Legal,
}

impl PersonKind {
    fn read(value: &str) -> Result<Self, FaultCode> {
        match value {
            "F" => Ok(PersonKind::Natural),
            "G" => Ok(PersonKind::Legal),
            _ => Err("malformed"),
        }
    }

    fn letter(self) -> char {
        match self {
            PersonKind::Natural => 'F',
            PersonKind::Legal => 'G',
        }
    }
}

/// Who owes or who paid (`ctSubject`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Natural or legal person.
    pub kind: PersonKind,
    /// Italian fiscal code, VAT number, or [`Subject::ANONYMOUS`]; 2 to 16 characters.
    pub identifier: String,
    /// At most 70 characters.
    pub full_name: String,
    /// At most 70 characters.
    pub street: Option<String>,
    /// At most 16 characters.
    pub civic_number: Option<String>,
    /// At most 16 characters.
    pub postal_code: Option<String>,
    /// At most 35 characters.
    pub city: Option<String>,
    /// At most 35 characters.
    pub province: Option<String>,
    /// Two capital letters.
    pub country: Option<String>,
    /// Left out of what we write when it does not fit the platform's narrow pattern.
    pub email: Option<String>,
}

impl Subject {
    /// The identifier of a debtor without an Italian fiscal code (SANP, debtor; never printed on a notice).
    pub const ANONYMOUS: &'static str = "ANONIMO";

    /// A natural person of whom only code and name are told; the name is cut to fit. Without a code the debtor is
    /// anonymous.
    pub fn person(fiscal_code: Option<&str>, full_name: &str) -> Subject {
        Subject {
            kind: PersonKind::Natural,
            identifier: fiscal_code.unwrap_or(Subject::ANONYMOUS).to_owned(),
            full_name: crate::fit(full_name, 70),
            street: None,
            civic_number: None,
            postal_code: None,
            city: None,
            province: None,
            country: None,
            email: None,
        }
    }

    pub(crate) fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let mut identity = fields.group("uniqueIdentifier")?;
        let kind = identity.required("entityUniqueIdentifierType", PersonKind::read)?;
        let identifier = identity.required("entityUniqueIdentifierValue", identifier)?;
        identity.end()?;
        let subject = Subject {
            kind,
            identifier,
            full_name: fields.required("fullName", text(70))?,
            street: fields.optional("streetName", text(70))?,
            civic_number: fields.optional("civicNumber", text(16))?,
            postal_code: fields.optional("postalCode", text(16))?,
            city: fields.optional("city", text(35))?,
            province: fields.optional("stateProvinceRegion", text(35))?,
            country: fields.optional("country", two_letters)?,
            email: fields.optional("e-mail", email)?,
        };
        fields.end()?;
        Ok(subject)
    }

    pub(crate) fn write(&self, name: &'static str, writer: &mut Writer) {
        writer.group(name, |w| {
            w.group("uniqueIdentifier", |w| {
                w.leaf("entityUniqueIdentifierType", self.kind.letter(), PersonKind::read);
                w.leaf("entityUniqueIdentifierValue", &self.identifier, identifier);
            });
            w.leaf("fullName", &self.full_name, text(70));
            w.maybe("streetName", self.street.as_ref(), text(70));
            w.maybe("civicNumber", self.civic_number.as_ref(), text(16));
            w.maybe("postalCode", self.postal_code.as_ref(), text(16));
            w.maybe("city", self.city.as_ref(), text(35));
            w.maybe("stateProvinceRegion", self.province.as_ref(), text(35));
            w.maybe("country", self.country.as_ref(), two_letters);
            w.maybe("e-mail", self.email.as_ref().filter(|e| email(e).is_ok()), email);
        });
    }
}

/// `stEntityUniqueIdentifierValue`: 2 to 16 characters.
fn identifier(value: &str) -> Result<String, FaultCode> {
    match value.chars().count() {
        1 => Err("malformed"),
        _ => text(16)(value),
    }
}

/// Keys and values that travel with a payment (`ctMetadata`, at most fifteen).
pub(crate) fn read_metadata(fields: &mut Fields<'_>) -> Result<Vec<(String, String)>, FieldFault> {
    let Some(mut list) = fields.maybe_group("metadata")? else { return Ok(Vec::new()) };
    let mut entries = Vec::new();
    for mut entry in list.groups("mapEntry", 15)? {
        entries.push((entry.required("key", text(140))?, entry.required("value", text(140))?));
        entry.end()?;
    }
    list.end()?;
    Ok(entries)
}

/// Nothing when there are no entries: the schema wants at least one.
pub(crate) fn write_metadata(entries: &[(String, String)], writer: &mut Writer) {
    if entries.is_empty() {
        return;
    }
    if entries.len() > 15 {
        writer.fault("metadata", "out-of-range");
    }
    writer.group("metadata", |w| {
        for (key, value) in entries {
            w.group("mapEntry", |w| {
                w.leaf("key", key, text(140));
                w.leaf("value", value, text(140));
            });
        }
    });
}
