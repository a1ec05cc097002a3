//! The container of a signature: CMS SignedData (RFC 5652) with one signer, in the one form that we write.
//!
//! Only the attributes are signed; versions, algorithm names, the set of certificates are not. So what is read is
//! written again, and a container is only believed if both are equal: then no byte of it has a second possible value.
//! Answers of authorities are brought into that form when they arrive.

use x509_cert::der::asn1::ObjectIdentifier;

use crate::{
    Certificate,
    algorithm::{self, Hash, PublicKey, sha1, sha256},
    certificate::{NotACertificate, read_all},
    chain::MOST,
    der::{self, Cursor, NotDer, OCTET_STRING, OID, SEQUENCE, SET, Value, context, put, sequence, set_of},
    oid,
};

/// A container taken apart, nothing checked yet.
#[derive(Debug, Clone)]
pub(crate) struct Container<'a> {
    pub content_type: ObjectIdentifier,
    /// What is signed, where it is inside.
    pub content: Option<&'a [u8]>,
    pub certificates: Vec<Certificate>,
    /// The signed attributes, as the SET that is signed.
    pub attributes: Vec<u8>,
    pub signature: &'a [u8],
    /// The time stamp over the signature.
    pub stamp: Option<&'a [u8]>,
    signer: Value<'a>,
    hash: Hash,
    algorithm: &'a [u8],
}

/// Why a container is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadContainer {
    /// It is no CMS signature with one signer, or not in the one form that is accepted.
    #[error("the signature's container is not in its one form")]
    Form,
    /// The certificate that the signer names is not there, or its attributes name another one.
    #[error("the signature does not name its certificate")]
    Signer,
    /// What was signed is something else.
    #[error("the signature is over something else")]
    Digest,
    /// The signature is not by the certificate's key.
    #[error("the signature is not by the certificate's key")]
    Signature,
}

impl From<NotDer> for BadContainer {
    fn from(_: NotDer) -> Self {
        BadContainer::Form
    }
}

impl From<NotACertificate> for BadContainer {
    fn from(_: NotACertificate) -> Self {
        BadContainer::Form
    }
}

impl<'a> Container<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, BadContainer> {
        let mut info = der::only(bytes, SEQUENCE)?.open();
        expect_oid(&mut info, oid::SIGNED_DATA)?;
        let wrapped = info.take(context(0))?;
        info.end()?;
        let mut data = der::only(wrapped.body, SEQUENCE)?.open();
        data.take(der::INTEGER)?;
        data.take(SET)?;
        let mut content_info = data.take(SEQUENCE)?.open();
        let content_type = read_oid(&mut content_info)?;
        let content = match content_info.maybe(context(0))? {
            Some(content) => Some(der::only(content.body, OCTET_STRING)?.body),
            None => None,
        };
        content_info.end()?;
        let certificates = match data.maybe(context(0))? {
            Some(set) if set.open().all()?.len() > MOST => return Err(BadContainer::Form),
            Some(set) => read_all(set.open())?,
            None => Vec::new(),
        };
        data.maybe(context(1))?;
        let signers = data.take(SET)?;
        data.end()?;
        let mut info = der::only(signers.body, SEQUENCE)?.open();
        info.take(der::INTEGER)?;
        let signer = info.next()?;
        let hash = Hash::read(info.take(SEQUENCE)?)?;
        let attributes = put(SET, &[info.take(context(0))?.body]);
        let algorithm = info.take(SEQUENCE)?.raw;
        let signature = info.take(OCTET_STRING)?.body;
        let stamp = match info.maybe(context(1))? {
            Some(unsigned) => find(unsigned.open(), oid::TIME_STAMP_TOKEN)?.map(|token| token.raw),
            None => None,
        };
        info.end()?;
        Ok(Container {
            content_type,
            content,
            certificates,
            attributes,
            signature,
            stamp,
            signer,
            hash,
            algorithm,
        })
    }

    /// The certificate that made the signature, once all is checked: `content_type` and `content` are what the
    /// attributes must be about, `others` are certificates that need not be in the container.
    pub fn signer(
        &self,
        content_type: ObjectIdentifier,
        digest: impl Fn(Hash) -> Vec<u8>,
        others: &[Certificate],
    ) -> Result<Certificate, BadContainer> {
        let holder = self
            .certificates
            .iter()
            .chain(others)
            .find(|certificate| names(self.signer, certificate))
            .ok_or(BadContainer::Signer)?;
        let attributes = der::only(&self.attributes, SET)?.open();
        let stated = find(attributes, oid::CONTENT_TYPE)?.ok_or(BadContainer::Form)?;
        if self.content_type != content_type || stated.body != content_type.as_bytes() {
            return Err(BadContainer::Digest);
        }
        let stated = find(attributes, oid::MESSAGE_DIGEST)?.ok_or(BadContainer::Form)?;
        if stated.tag != OCTET_STRING || stated.body != digest(self.hash) {
            return Err(BadContainer::Digest);
        }
        if !binds(attributes, holder)? {
            return Err(BadContainer::Signer);
        }
        if !holder.key.verifies(self.algorithm, Some(self.hash), &self.attributes, self.signature) {
            return Err(BadContainer::Signature);
        }
        Ok(holder.clone())
    }

    /// The container in its one form, with these certificates and no others.
    pub fn rewritten(&self, holder: &Certificate, certificates: &[Certificate]) -> Vec<u8> {
        Written {
            content_type: self.content_type,
            content: self.content,
            certificates,
            hash: self.hash,
            attributes: &self.attributes,
            signature: self.signature,
            stamp: self.stamp,
        }
        .by(holder)
    }
}

/// What a container is written from.
pub(crate) struct Written<'a> {
    pub content_type: ObjectIdentifier,
    pub content: Option<&'a [u8]>,
    pub certificates: &'a [Certificate],
    pub hash: Hash,
    /// As the SET that is signed.
    pub attributes: &'a [u8],
    pub signature: &'a [u8],
    pub stamp: Option<&'a [u8]>,
}

impl Written<'_> {
    pub fn by(&self, holder: &Certificate) -> Vec<u8> {
        let version = if self.content_type == oid::DATA { 1 } else { 3 };
        let hash = self.hash.identifier();
        let content = self.content.map(|content| put(context(0), &[&put(OCTET_STRING, &[content])]));
        let content_info =
            sequence(&[&put(OID, &[self.content_type.as_bytes()]), content.as_deref().unwrap_or_default()]);
        let certificates = self.certificates.iter().map(|certificate| certificate.der().to_vec()).collect();
        let mut attributes = self.attributes.to_vec();
        if let Some(tag) = attributes.first_mut() {
            *tag = context(0);
        }
        let unsigned = self.stamp.map(|token| put(context(1), &[&attribute(oid::TIME_STAMP_TOKEN, token)]));
        let signer = sequence(&[
            &der::integer(&[1]),
            &sequence(&[&holder.issuer, &holder.serial]),
            &hash,
            &attributes,
            &holder.key.signs_with(self.hash),
            &put(OCTET_STRING, &[self.signature]),
            unsigned.as_deref().unwrap_or_default(),
        ]);
        let data = sequence(&[
            &der::integer(&[version]),
            &put(SET, &[&hash]),
            &content_info,
            &set_of(context(0), certificates),
            &put(SET, &[&signer]),
        ]);
        sequence(&[&put(OID, &[oid::SIGNED_DATA.as_bytes()]), &put(context(0), &[&data])])
    }
}

/// The attributes that a document's signature is over: what kind of content, its SHA-256, and the certificate. No
/// signing time: PAdES keeps it in the PDF (ETSI EN 319 142-1, 6.3).
pub(crate) fn attributes(content_type: ObjectIdentifier, digest: &[u8], holder: &Certificate) -> Vec<u8> {
    // ESSCertIDv2 (RFC 5035, 4): SHA-256 is the default and left out, as DER wants.
    let named = sequence(&[&put(OCTET_STRING, &[&holder.fingerprint()])]);
    set_of(
        SET,
        vec![
            attribute(oid::CONTENT_TYPE, &put(OID, &[content_type.as_bytes()])),
            attribute(oid::MESSAGE_DIGEST, &put(OCTET_STRING, &[digest])),
            attribute(oid::SIGNING_CERTIFICATE_V2, &sequence(&[&sequence(&[&named])])),
        ],
    )
}

fn attribute(kind: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    sequence(&[&put(OID, &[kind.as_bytes()]), &put(SET, &[value])])
}

/// The value of an attribute that may stand once, with one value.
fn find<'a>(mut attributes: Cursor<'a>, wanted: ObjectIdentifier) -> Result<Option<Value<'a>>, NotDer> {
    let mut found = None;
    while !attributes.is_empty() {
        let mut attribute = attributes.take(SEQUENCE)?.open();
        let kind = read_oid(&mut attribute)?;
        let values = attribute.take(SET)?;
        attribute.end()?;
        if kind == wanted {
            let mut values = values.open();
            let value = values.next()?;
            values.end()?;
            if found.replace(value).is_some() {
                return Err(NotDer);
            }
        }
    }
    Ok(found)
}

/// Whether the signed attributes name this very certificate (RFC 5035; RFC 2634 in the older stamps).
fn binds(attributes: Cursor<'_>, holder: &Certificate) -> Result<bool, NotDer> {
    let first = |value: Value<'_>| -> Result<Vec<Vec<u8>>, NotDer> {
        let mut certificates = value.open().take(SEQUENCE)?.open();
        let parts = certificates.take(SEQUENCE)?.open().all()?;
        Ok(parts.into_iter().map(|part| part.raw.to_vec()).collect())
    };
    if let Some(value) = find(attributes, oid::SIGNING_CERTIFICATE_V2)? {
        let parts = first(value)?;
        let (hash, rest) = match parts.split_first() {
            Some((head, rest)) if head.first() == Some(&SEQUENCE) => {
                (Hash::read(der::only(head, SEQUENCE)?)?, rest.first())
            }
            first => (Hash::Sha256, first.map(|(head, _)| head)),
        };
        let stated = der::only(rest.ok_or(NotDer)?, OCTET_STRING)?.body;
        return Ok(stated == hash.of(holder.der()));
    }
    if let Some(value) = find(attributes, oid::SIGNING_CERTIFICATE)? {
        let parts = first(value)?;
        let stated = der::only(parts.first().ok_or(NotDer)?, OCTET_STRING)?.body;
        return Ok(stated == sha1(holder.der()));
    }
    Ok(false)
}

/// Whether a SignerIdentifier means this certificate: by issuer and number, or by the key's name.
fn names(signer: Value<'_>, certificate: &Certificate) -> bool {
    match signer.tag {
        SEQUENCE => signer.raw == sequence(&[&certificate.issuer, &certificate.serial]),
        0x80 => certificate.key_name().as_deref() == Some(signer.body),
        _ => false,
    }
}

pub(crate) fn read_oid(cursor: &mut Cursor<'_>) -> Result<ObjectIdentifier, NotDer> {
    ObjectIdentifier::from_bytes(cursor.take(OID)?.body).map_err(|_| NotDer)
}

pub(crate) fn expect_oid(cursor: &mut Cursor<'_>, wanted: ObjectIdentifier) -> Result<(), NotDer> {
    if read_oid(cursor)? == wanted { Ok(()) } else { Err(NotDer) }
}

/// SHA-256 of parts, in the shape that [`Container::signer`] wants: other digests are not of our documents.
pub(crate) fn digest_of<'a>(parts: &'a [&'a [u8]]) -> impl Fn(Hash) -> Vec<u8> + 'a {
    move |hash| match hash {
        Hash::Sha256 => sha256(parts).to_vec(),
        Hash::Sha384 | Hash::Sha512 => hash.of(&parts.concat()),
    }
}

impl Hash {
    /// Its AlgorithmIdentifier, without parameters (RFC 5754, 2).
    pub fn identifier(self) -> Vec<u8> {
        let name = match self {
            Hash::Sha256 => oid::SHA256,
            Hash::Sha384 => oid::SHA384,
            Hash::Sha512 => oid::SHA512,
        };
        algorithm::identifier(name, &[])
    }
}

impl PublicKey {
    /// The AlgorithmIdentifier of its signatures with this digest.
    fn signs_with(&self, hash: Hash) -> Vec<u8> {
        let null: &[u8] = &[der::NULL, 0];
        let (name, parameters): (_, &[u8]) = match (self.is_rsa(), hash) {
            (true, Hash::Sha256) => (oid::RSA_SHA256, null),
            (true, Hash::Sha384) => (oid::RSA_SHA384, null),
            (true, Hash::Sha512) => (oid::RSA_SHA512, null),
            (false, Hash::Sha256) => (oid::ECDSA_SHA256, &[]),
            (false, Hash::Sha384) => (oid::ECDSA_SHA384, &[]),
            (false, Hash::Sha512) => (oid::ECDSA_SHA512, &[]),
        };
        algorithm::identifier(name, parameters)
    }
}
