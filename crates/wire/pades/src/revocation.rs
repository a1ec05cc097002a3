//! Was a certificate withdrawn? Answers by OCSP (RFC 6960) and revocation lists (RFC 5280, 5), asked for and read.

use jiff::Timestamp;

use crate::{
    Certificate,
    algorithm::{identifier, sha1},
    certificate::{NotACertificate, read_all},
    cms::{expect_oid, read_oid},
    der::{self, BIT_STRING, Cursor, NotDer, OCTET_STRING, SEQUENCE, Value, context, put, sequence},
    oid,
};

/// What an authority says about a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not withdrawn when the answer was made.
    Good,
    /// Withdrawn since this instant.
    Revoked(Timestamp),
}

/// Why an answer or a list says nothing about the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoStatus {
    /// The responder answered that it cannot (OCSPResponseStatus, RFC 6960, 4.2.1).
    #[error("the responder could not answer: status {0}")]
    Refused(u8),
    /// It is not in the form of its standard, or uses what this program does not heed.
    #[error("the answer is not in an accepted form")]
    Form,
    /// It is about other certificates.
    #[error("the answer is about something else")]
    Other,
    /// It is not signed by the issuer, nor by one whom the issuer lets answer.
    #[error("the answer is not signed by the issuer")]
    Signature,
    /// It was out of date at the instant that counts.
    #[error("the answer is out of date")]
    OutOfDate,
}

impl From<NotDer> for NoStatus {
    fn from(_: NotDer) -> Self {
        NoStatus::Form
    }
}

impl From<NotACertificate> for NoStatus {
    fn from(_: NotACertificate) -> Self {
        NoStatus::Form
    }
}

/// An answer or a list that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its bytes, in the one form that documents carry.
    pub der: Vec<u8>,
    /// What it says.
    pub status: Status,
    /// Who answered, where the issuer lets another certificate answer.
    pub responder: Option<Certificate>,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
}

impl Checked {
    /// Whether it was made, and not yet to be replaced, for an instant: known by then or later, and not stale before.
    pub fn covers(&self, at: Timestamp) -> Result<(), NoStatus> {
        let made_later = self.this_update >= at;
        let fresh = self.next_update.is_none_or(|next| next >= at);
        if made_later || fresh { Ok(()) } else { Err(NoStatus::OutOfDate) }
    }
}

fn certificate_id(of: &Certificate, issuer: &Certificate) -> Vec<u8> {
    sequence(&[
        // SHA-1 is only a name here, and the one that every responder knows (RFC 5019, 2.1.1).
        &identifier(oid::SHA1, &[der::NULL, 0]),
        &put(OCTET_STRING, &[&sha1(&issuer.subject)]),
        &put(OCTET_STRING, &[&sha1(issuer.key.bits())]),
        &of.serial,
    ])
}

/// The bytes to post as `application/ocsp-request`.
#[must_use]
pub fn ocsp_question(of: &Certificate, issuer: &Certificate) -> Vec<u8> {
    sequence(&[&sequence(&[&sequence(&[&sequence(&[&certificate_id(of, issuer)])])])])
}

/// Reads a responder's answer about a certificate.
pub fn ocsp_answer(bytes: &[u8], of: &Certificate, issuer: &Certificate) -> Result<Checked, NoStatus> {
    let mut fields = der::only(bytes, SEQUENCE)?.open();
    match fields.take(der::ENUMERATED)?.body {
        [0] => {}
        [status] => return Err(NoStatus::Refused(*status)),
        _ => return Err(NoStatus::Form),
    }
    let mut inside = der::only(fields.take(context(0))?.body, SEQUENCE)?.open();
    fields.end()?;
    expect_oid(&mut inside, oid::OCSP_BASIC)?;
    let basic = inside.take(OCTET_STRING)?;
    inside.end()?;
    let mut basic = der::only(basic.body, SEQUENCE)?.open();
    let signed = basic.take(SEQUENCE)?;
    let algorithm = basic.take(SEQUENCE)?.raw;
    let signature = basic.take(BIT_STRING)?.bits()?;
    let certificates = match basic.maybe(context(0))? {
        Some(set) => read_all(der::only(set.body, SEQUENCE)?.open())?,
        None => Vec::new(),
    };
    basic.end()?;
    let verifies = |by: &Certificate| by.key.verifies(algorithm, None, signed.raw, signature);
    let responder = if verifies(issuer) {
        None
    } else {
        let delegated = |by: &&Certificate| by.may_answer() && by.issued_by(issuer) && by.understood();
        Some(
            certificates.iter().filter(delegated).find(|by| verifies(by)).ok_or(NoStatus::Signature)?.clone(),
        )
    };
    let (status, this_update, next_update, produced) = single(signed, &certificate_id(of, issuer))?;
    if responder.as_ref().is_some_and(|responder| !responder.valid_at(produced)) {
        return Err(NoStatus::Signature);
    }
    let carried = responder.as_ref().map(|by| put(context(0), &[&sequence(&[by.der()])]));
    let basic = sequence(&[
        signed.raw,
        algorithm,
        &der::bit_string(signature),
        carried.as_deref().unwrap_or_default(),
    ]);
    let whole = sequence(&[
        &put(der::ENUMERATED, &[&[0]]),
        &put(
            context(0),
            &[&sequence(&[&put(der::OID, &[oid::OCSP_BASIC.as_bytes()]), &put(OCTET_STRING, &[&basic])])],
        ),
    ]);
    Ok(Checked { der: whole, status, responder, this_update, next_update })
}

type Single = (Status, Timestamp, Option<Timestamp>, Timestamp);

/// The one answer among those of the responder that is about this certificate.
fn single(signed: Value<'_>, wanted: &[u8]) -> Result<Single, NoStatus> {
    let mut fields = signed.open();
    fields.maybe(context(0))?;
    fields.next()?;
    let produced = fields.take(der::GENERALIZED_TIME)?.time()?;
    for answer in fields.take(SEQUENCE)?.open().all()? {
        let mut answer = answer.open();
        if answer.take(SEQUENCE)?.raw != wanted {
            continue;
        }
        let said = answer.next()?;
        let status = match said.tag {
            0x80 if said.body.is_empty() => Status::Good,
            0xa1 => Status::Revoked(said.open().take(der::GENERALIZED_TIME)?.time()?),
            0x82 => return Err(NoStatus::Other),
            _ => return Err(NoStatus::Form),
        };
        let this_update = answer.take(der::GENERALIZED_TIME)?.time()?;
        let next_update = match answer.maybe(context(0))? {
            Some(next) => Some(der::only(next.body, der::GENERALIZED_TIME)?.time()?),
            None => None,
        };
        return Ok((status, this_update, next_update, produced));
    }
    Err(NoStatus::Other)
}

/// Reads an issuer's revocation list for what it says about one of its certificates.
pub fn revocation_list(bytes: &[u8], of: &Certificate, issuer: &Certificate) -> Result<Checked, NoStatus> {
    let mut outer = der::only(bytes, SEQUENCE)?.open();
    let signed = outer.take(SEQUENCE)?;
    let algorithm = outer.take(SEQUENCE)?.raw;
    let signature = outer.take(BIT_STRING)?.bits()?;
    outer.end()?;
    let mut list = signed.open();
    list.maybe(der::INTEGER)?;
    if list.take(SEQUENCE)?.raw != algorithm {
        return Err(NoStatus::Form);
    }
    if list.take(SEQUENCE)?.raw != issuer.subject || of.issuer != issuer.subject {
        return Err(NoStatus::Other);
    }
    let this_update = list.next()?.time()?;
    let mut next_update = None;
    for tag in [der::UTC_TIME, der::GENERALIZED_TIME] {
        if let Some(time) = list.maybe(tag)? {
            next_update = Some(time.time()?);
        }
    }
    let revoked = list.maybe(SEQUENCE)?;
    if let Some(extensions) = list.maybe(context(0))? {
        heeds(der::only(extensions.body, SEQUENCE)?.open(), of)?;
    }
    list.end()?;
    if !issuer.may_sign_lists() || !issuer.key.verifies(algorithm, None, signed.raw, signature) {
        return Err(NoStatus::Signature);
    }
    let mut status = Status::Good;
    let mut entries = revoked.map_or(Cursor::new(&[]), |entries| entries.open());
    while !entries.is_empty() {
        let mut entry = entries.take(SEQUENCE)?.open();
        if entry.take(der::INTEGER)?.raw == of.serial {
            status = Status::Revoked(entry.next()?.time()?);
            break;
        }
    }
    Ok(Checked { der: bytes.to_vec(), status, responder: None, this_update, next_update })
}

/// No critical extension but what is heeded: numbers, names of keys, and for which certificates the list speaks.
fn heeds(mut extensions: Cursor<'_>, of: &Certificate) -> Result<(), NoStatus> {
    while !extensions.is_empty() {
        let mut extension = extensions.take(SEQUENCE)?.open();
        let name = read_oid(&mut extension)?;
        let critical = extension.maybe(der::BOOLEAN)?.is_some_and(|flag| flag.body != [0]);
        let value = extension.take(OCTET_STRING)?;
        match name {
            oid::LIST_SCOPE => speaks_for(der::only(value.body, SEQUENCE)?.open(), of)?,
            oid::CRL_NUMBER | oid::AUTHORITY_KEY => {}
            _ if critical => return Err(NoStatus::Form),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a list that is not for all certificates of its issuer is for this one (RFC 5280, 5.2.5): published where the
/// certificate says, and for its kind. Lists of some reasons only, or of several issuers, are not heeded.
fn speaks_for(mut scope: Cursor<'_>, of: &Certificate) -> Result<(), NoStatus> {
    while !scope.is_empty() {
        let part = scope.next()?;
        let fits = match part.tag {
            0xa0 => {
                let names = der::only(part.body, context(0))?.open().all()?;
                let wanted = of.crl_address().ok_or(NoStatus::Other)?;
                names.iter().any(|name| name.tag == 0x86 && name.body == wanted.as_bytes())
            }
            0x81 => part.body == [0] || !of.may_issue(0),
            0x82 => part.body == [0] || of.may_issue(0),
            0x84 | 0x85 => part.body == [0],
            _ => false,
        };
        if !fits {
            return Err(NoStatus::Other);
        }
    }
    Ok(())
}
