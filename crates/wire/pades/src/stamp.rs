//! Time stamps (RFC 3161): the question to an authority, its answer, and the answer of the one that the demonstration
//! carries inside.

use jiff::Timestamp;

use crate::{
    Anchors, Certificate, Untrusted,
    algorithm::{Hash, sha256},
    certificate::NotACertificate,
    chain::{self, Chain},
    cms::{self, BadContainer, Container, Written, digest_of},
    der::{self, Cursor, NotDer, OCTET_STRING, SEQUENCE, put, sequence},
    oid,
};

/// A question for a time-stamp authority about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    imprint: [u8; 32],
    nonce: Vec<u8>,
}

/// Why an authority's answer is no time stamp for the signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAStamp {
    /// The authority did not grant one: its status and what it said about it.
    #[error("the authority refused with status {status}: {said}")]
    Refused {
        /// PKIStatus (RFC 3161, 2.4.2); 2 is rejection.
        status: u8,
        /// The authority's own words; may be empty.
        said: String,
    },
    /// It is not an answer in the form of RFC 3161.
    #[error("the answer is not in the form of RFC 3161")]
    Form,
    /// It answers another question: another nonce or another signature.
    #[error("the time stamp is for something else")]
    Other,
    /// The stamp's own signature.
    #[error("the time stamp is not signed well: {0}")]
    Signature(BadContainer),
    /// The authority's certificate.
    #[error("the time-stamp authority is not trusted: {0}")]
    Authority(Untrusted),
}

impl From<NotDer> for NotAStamp {
    fn from(_: NotDer) -> Self {
        NotAStamp::Form
    }
}

impl From<NotACertificate> for NotAStamp {
    fn from(_: NotACertificate) -> Self {
        NotAStamp::Form
    }
}

impl Question {
    /// Asks for the time of this signature; the nonce, eight random bytes, ties the answer to the question.
    #[must_use]
    pub fn about(signature: &[u8], nonce: [u8; 8]) -> Self {
        Question { imprint: sha256(&[signature]), nonce: der::integer(&nonce) }
    }

    /// The bytes to post as `application/timestamp-query`.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        sequence(&[
            &der::integer(&[1]),
            &imprint(&self.imprint),
            &self.nonce,
            // certReq: the stamp carries its certificate.
            &put(der::BOOLEAN, &[&[0xff]]),
        ])
    }

    /// Takes the question from its bytes, as an authority does.
    pub fn from_der(bytes: &[u8]) -> Result<Self, NotAStamp> {
        let mut fields = der::only(bytes, SEQUENCE)?.open();
        fields.take(der::INTEGER)?;
        let imprint = read_imprint(&mut fields)?;
        let nonce = fields.maybe(der::INTEGER)?.ok_or(NotAStamp::Form)?.raw.to_vec();
        Ok(Question { imprint, nonce })
    }

    /// Checks the authority's answer and gives the stamp in the form that documents carry.
    pub fn answered(&self, answer: &[u8], anchors: &Anchors) -> Result<Stamp, NotAStamp> {
        let mut fields = der::only(answer, SEQUENCE)?.open();
        let mut status = fields.take(SEQUENCE)?.open();
        let granted = status.take(der::INTEGER)?.body;
        // granted, or granted with changes (RFC 3161, 2.4.2)
        if !matches!(granted, [0 | 1]) {
            let said = status
                .maybe(SEQUENCE)?
                .and_then(|texts| texts.open().next().ok())
                .map(|text| String::from_utf8_lossy(text.body).chars().take(200).collect())
                .unwrap_or_default();
            return Err(NotAStamp::Refused { status: granted.last().copied().unwrap_or(2), said });
        }
        let token = fields.take(SEQUENCE)?.raw;
        fields.end()?;
        let stamp = Stamp::read(token, self.imprint, anchors)?;
        if stamp.nonce.as_ref() == Some(&self.nonce) { Ok(stamp) } else { Err(NotAStamp::Other) }
    }
}

/// A time stamp that was checked.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The token, in the one form that documents carry.
    token: Vec<u8>,
    imprint: [u8; 32],
    at: Timestamp,
    nonce: Option<Vec<u8>>,
    pub(crate) chain: Chain,
}

impl Stamp {
    /// The instant that the authority vouches for.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The token's bytes.
    #[must_use]
    pub fn token(&self) -> &[u8] {
        &self.token
    }

    /// Whether it stamps this signature.
    #[must_use]
    pub fn is_over(&self, signature: &[u8]) -> bool {
        self.imprint == sha256(&[signature])
    }

    /// The authority's certificate, its issuers, the trusted one last.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain.0
    }

    /// Checks a token whatever its form, for the SHA-256 of a signature.
    pub(crate) fn read(token: &[u8], imprint: [u8; 32], anchors: &Anchors) -> Result<Self, NotAStamp> {
        let container = Container::read(token).map_err(NotAStamp::Signature)?;
        let content = container.content.ok_or(NotAStamp::Form)?;
        let mut info = der::only(content, SEQUENCE)?.open();
        if info.take(der::INTEGER)?.body != [1] {
            return Err(NotAStamp::Form);
        }
        info.take(der::OID)?;
        if read_imprint(&mut info)? != imprint {
            return Err(NotAStamp::Other);
        }
        info.take(der::INTEGER)?;
        let at = info.take(der::GENERALIZED_TIME)?.time()?;
        info.maybe(SEQUENCE)?;
        info.maybe(der::BOOLEAN)?;
        let nonce = info.maybe(der::INTEGER)?.map(|nonce| nonce.raw.to_vec());
        let holder = container
            .signer(oid::TST_INFO, digest_of(&[content]), anchors.all())
            .map_err(NotAStamp::Signature)?;
        if !holder.may_stamp() {
            return Err(NotAStamp::Authority(Untrusted::WrongUse));
        }
        let chain =
            chain::build(&holder, &container.certificates, anchors, at).map_err(NotAStamp::Authority)?;
        let token = container.rewritten(&holder, &known_to(&chain, anchors, &container.certificates));
        Ok(Stamp { token, imprint, at, nonce, chain })
    }
}

/// Those certificates of a container that the chain needs or that the reader trusts anyway: nothing else is carried.
pub(crate) fn known_to(chain: &Chain, anchors: &Anchors, certificates: &[Certificate]) -> Vec<Certificate> {
    certificates.iter().filter(|one| chain.0.contains(one) || anchors.hold(one)).cloned().collect()
}

fn imprint(digest: &[u8; 32]) -> Vec<u8> {
    sequence(&[&Hash::Sha256.identifier(), &put(OCTET_STRING, &[digest])])
}

fn read_imprint(fields: &mut Cursor<'_>) -> Result<[u8; 32], NotAStamp> {
    let mut inside = fields.take(SEQUENCE)?.open();
    if Hash::read(inside.take(SEQUENCE)?)? != Hash::Sha256 {
        return Err(NotAStamp::Other);
    }
    let digest = inside.take(OCTET_STRING)?.body;
    inside.end()?;
    digest.try_into().map_err(|_| NotAStamp::Other)
}

/// An authority's answer in the making: what it signs, then the whole.
#[derive(Debug, Clone)]
pub struct Answer {
    info: Vec<u8>,
    attributes: Vec<u8>,
}

impl Answer {
    /// Grants the question under a policy (dotted numbers), with the authority's serial number for it.
    pub fn to(
        question: &Question,
        policy: &str,
        serial: u64,
        at: Timestamp,
        holder: &Certificate,
    ) -> Result<Self, NotAStamp> {
        let policy = x509_cert::der::asn1::ObjectIdentifier::new(policy).map_err(|_| NotAStamp::Form)?;
        let info = sequence(&[
            &der::integer(&[1]),
            &put(der::OID, &[policy.as_bytes()]),
            &imprint(&question.imprint),
            &der::integer(&serial.to_be_bytes()),
            &der::generalized_time(at),
            &question.nonce,
        ]);
        let attributes = cms::attributes(oid::TST_INFO, &sha256(&[&info]), holder);
        Ok(Answer { info, attributes })
    }

    /// The bytes to sign with the authority's key, by RSA or ECDSA with SHA-256.
    #[must_use]
    pub fn to_sign(&self) -> &[u8] {
        &self.attributes
    }

    /// The answer's bytes; `certificates` are the authority's, its own first.
    #[must_use]
    pub fn signed(&self, signature: &[u8], certificates: &[Certificate]) -> Vec<u8> {
        let Some(holder) = certificates.first() else { return refusal() };
        let token = Written {
            content_type: oid::TST_INFO,
            content: Some(&self.info),
            certificates,
            hash: Hash::Sha256,
            attributes: &self.attributes,
            signature,
            stamp: None,
        }
        .by(holder);
        sequence(&[&sequence(&[&der::integer(&[0])]), &token])
    }
}

/// The answer of an authority that does not grant a stamp.
#[must_use]
pub fn refusal() -> Vec<u8> {
    sequence(&[&sequence(&[&der::integer(&[2])])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_its_bytes_and_the_nonce_counts() {
        let asked = Question::about(b"signature", [0, 0, 9, 8, 7, 6, 5, 4]);
        assert_eq!(Question::from_der(&asked.to_der()).unwrap(), asked);
        assert_ne!(asked, Question::about(b"signature", [1; 8]));
        assert!(Question::from_der(&asked.to_der()[1..]).is_err());
    }

    #[test]
    fn a_refusal_says_its_status() {
        let asked = Question::about(b"signature", [1; 8]);
        let refused = asked.answered(&refusal(), &Anchors::default()).unwrap_err();
        assert_eq!(refused, NotAStamp::Refused { status: 2, said: String::new() });
    }
}
