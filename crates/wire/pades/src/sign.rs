//! Signing a document: what is to be signed, then the document with the signature in it (ETSI EN 319 142-1, levels B-B
//! and B-T). The key is elsewhere: it gets bytes and gives a signature.

use std::ops::Range;

use jiff::Timestamp;

use crate::{
    Algorithm, Certificate, Stamp,
    algorithm::{Hash, sha256},
    cms::{self, Written},
    oid,
    pdf::{NotOurs, Pdf, Update},
};

/// What the signature says beside its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent<'a> {
    /// Who signs, as readers show it: the university's name.
    pub name: &'a str,
    /// Why: shown by readers.
    pub reason: &'a str,
    /// What the signature is, for screen readers (PDF/UA wants each field described).
    pub description: &'a str,
    /// The instant that the signer claims; a time stamp proves one.
    pub at: Timestamp,
}

/// How much room is left for a time stamp, in bytes: enough for two certificates with long keys.
pub const STAMP_ROOM: usize = 8 * 1024;

/// Why a document cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// The document is not of the typesetter's making, or has a signature already.
    #[error(transparent)]
    Document(#[from] NotOurs),
    /// The certificate's key is not one that documents are signed with.
    #[error("the certificate's key is neither RSA nor P-256, or may not sign")]
    Certificate,
    /// The signature is not by the certificate's key: the key and the certificate do not belong together.
    #[error("the signature is not by the certificate's key")]
    Signature,
    /// The stamp is for another signature.
    #[error("the time stamp is for another signature")]
    Stamp,
    /// The stamp is longer than the room left for it.
    #[error("no room for the time stamp: {0} bytes too long")]
    Room(usize),
}

/// A document that only lacks its signature.
#[derive(Debug, Clone)]
pub struct Prepared {
    pdf: Vec<u8>,
    /// The hexadecimal digits of /Contents.
    digits: Range<usize>,
    attributes: Vec<u8>,
    certificates: Vec<Certificate>,
}

/// Adds an invisible signature field that certifies the document (DocMDP 2: nothing may change but further signatures
/// and their evidence). `certificates`: the signer's, then its issuers, without the one that readers trust anyway.
/// `stamp_room`: [`STAMP_ROOM`] where a time stamp will follow, else 0.
pub fn prepare(
    original: &[u8],
    intent: &Intent<'_>,
    certificates: &[Certificate],
    stamp_room: usize,
) -> Result<Prepared, CannotSign> {
    let holder = certificates.first().ok_or(CannotSign::Certificate)?;
    if holder.algorithm().is_none() || !holder.may_sign() {
        return Err(CannotSign::Certificate);
    }
    let room = container(holder, certificates, &[0; 32], &vec![0; holder.key.longest_signature()], None)
        .len()
        .saturating_add(stamp_room);
    let pdf = Pdf::read(original)?;
    if pdf.sections != 1 {
        return Err(NotOurs("it was added to").into());
    }
    let (catalogue_number, catalogue) = pdf.catalogue()?;
    if catalogue.get("/AcroForm").is_some() || catalogue.get("/Perms").is_some() {
        return Err(NotOurs("it has a form").into());
    }
    let (page_number, page) = pdf.first_page()?;

    let mut update = Update::of(&pdf)?;
    let [signature, field, form] = [update.number(), update.number(), update.number()];
    let (dictionary, gap) = signature_dictionary(intent, room);
    let begins = update.object(signature, &dictionary);
    update.object(
        field,
        format!(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU{}/V {signature} 0 R/F 132/Rect[0 0 0 0]/P {page_number} 0 R>>",
            text(intent.description)
        )
        .as_bytes(),
    );
    update.object(form, format!("<</Fields[{field} 0 R]/SigFlags 3>>").as_bytes());
    let annotations = match page.get("/Annots") {
        Some(value) => {
            let array = pdf.array(value)?;
            let kept = array.get(1..array.len().saturating_sub(1)).unwrap_or_default();
            [b"[", kept, format!(" {field} 0 R]").as_bytes()].concat()
        }
        None => format!("[{field} 0 R]").into_bytes(),
    };
    // PDF/UA-1, 7.18.3: pages with annotations are walked in the order of the structure.
    update.object(page_number, &page.with(&[("/Annots", &annotations), ("/Tabs", b"/S")]));
    update.object(
        catalogue_number,
        &catalogue.with(&[
            ("/AcroForm", format!("{form} 0 R").as_bytes()),
            ("/Perms", format!("<</DocMDP {signature} 0 R>>").as_bytes()),
        ]),
    );
    let mut pdf = update.finish();

    let gap = gap.start.saturating_add(begins)..gap.end.saturating_add(begins);
    let range = byte_range(&gap, pdf.len());
    let slot = gap.start.saturating_sub(CONTENTS.len()).saturating_sub(range.len());
    put_at(&mut pdf, slot, range.as_bytes())?;
    let digest = sha256(&signed_parts(&pdf, &gap));
    Ok(Prepared {
        attributes: cms::attributes(oid::DATA, &digest, holder),
        digits: gap.start.saturating_add(1)..gap.end.saturating_sub(1),
        certificates: certificates.to_vec(),
        pdf,
    })
}

impl Prepared {
    /// The bytes to sign (their SHA-256, by a key that takes digests).
    #[must_use]
    pub fn to_sign(&self) -> &[u8] {
        &self.attributes
    }

    /// How to sign them.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.certificates.first().and_then(Certificate::algorithm)
    }

    /// The document with its signature, and with the time stamp over it where there is one. A signature by another key
    /// is refused: such a document would leave the house as a forgery.
    pub fn finish(&self, signature: &[u8], stamp: Option<&Stamp>) -> Result<Vec<u8>, CannotSign> {
        let holder = self.certificates.first().ok_or(CannotSign::Certificate)?;
        let algorithm = holder.algorithm().ok_or(CannotSign::Certificate)?.identifier();
        if !holder.key.verifies(&algorithm, None, &self.attributes, signature) {
            return Err(CannotSign::Signature);
        }
        if stamp.is_some_and(|stamp| !stamp.is_over(signature)) {
            return Err(CannotSign::Stamp);
        }
        let whole = Written {
            content_type: oid::DATA,
            content: None,
            certificates: &self.certificates,
            hash: Hash::Sha256,
            attributes: &self.attributes,
            signature,
            stamp: stamp.map(Stamp::token),
        }
        .by(holder);
        let digits = hexadecimal(&whole);
        let over = digits.len().saturating_sub(self.digits.len());
        if over > 0 {
            return Err(CannotSign::Room(over.div_ceil(2)));
        }
        let mut pdf = self.pdf.clone();
        put_at(&mut pdf, self.digits.start, digits.as_bytes())?;
        Ok(pdf)
    }
}

fn container(
    holder: &Certificate,
    certificates: &[Certificate],
    digest: &[u8; 32],
    signature: &[u8],
    stamp: Option<&[u8]>,
) -> Vec<u8> {
    Written {
        content_type: oid::DATA,
        content: None,
        certificates,
        hash: Hash::Sha256,
        attributes: &cms::attributes(oid::DATA, digest, holder),
        signature,
        stamp,
    }
    .by(holder)
}

const CONTENTS: &str = "/Contents";

/// The dictionary, with room for `room` bytes; and where the value of /Contents is, brackets included.
fn signature_dictionary(intent: &Intent<'_>, room: usize) -> (Vec<u8>, Range<usize>) {
    let head = format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{})/Name{}/Reason{}\
         /Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]\
         /ByteRange{}{CONTENTS}",
        intent.at.strftime("%Y%m%d%H%M%S+00'00'"),
        text(intent.name),
        text(intent.reason),
        byte_range(&(0..0), 0),
    );
    let start = head.len();
    let digits = "0".repeat(room.saturating_mul(2));
    let end = start.saturating_add(digits.len()).saturating_add(2);
    (format!("{head}<{digits}>>>").into_bytes(), start..end)
}

/// The two ranges around the gap, always equally long.
pub(crate) fn byte_range(gap: &Range<usize>, length: usize) -> String {
    format!("[0 {:<10} {:<10} {:<10}]", gap.start, gap.end, length.saturating_sub(gap.end))
}

pub(crate) fn signed_parts<'a>(pdf: &'a [u8], gap: &Range<usize>) -> [&'a [u8]; 2] {
    [pdf.get(..gap.start).unwrap_or_default(), pdf.get(gap.end..).unwrap_or_default()]
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A text string: UTF-16 with its mark, in hexadecimal, so that nothing in it can be mistaken for PDF.
fn text(text: &str) -> String {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("<feff{}>", hexadecimal(&units))
}

fn put_at(pdf: &mut [u8], at: usize, bytes: &[u8]) -> Result<(), NotOurs> {
    let end = at.saturating_add(bytes.len());
    let slot = pdf.get_mut(at..end).ok_or(NotOurs("no room"))?;
    slot.copy_from_slice(bytes);
    Ok(())
}
