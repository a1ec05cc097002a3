//! What proves later that the certificates were good when the document was signed (level B-LT): certificates, OCSP
//! answers, revocation lists, in a document security store that is added after the signature (ETSI EN 319 142-1, 5.4).

use crate::{
    Certificate,
    certificate::NotACertificate,
    chain::MOST,
    pdf::{NotOurs, Pdf, Update, token},
};

/// The evidence that a document carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Certificates of the chains, without the trusted ones.
    pub certificates: Vec<Certificate>,
    /// OCSP answers, as [`crate::revocation::Checked`] gives them.
    pub answers: Vec<Vec<u8>>,
    /// Revocation lists.
    pub lists: Vec<Vec<u8>>,
}

/// Adds evidence to a signed document. The same evidence always makes the same bytes, which is how [`crate::verify`]
/// knows that nothing else was added.
pub fn append(signed: &[u8], evidence: &Evidence) -> Result<Vec<u8>, NotOurs> {
    let pdf = Pdf::read(signed)?;
    let (catalogue_number, catalogue) = pdf.catalogue()?;
    let taken = ["/DSS", "/Extensions"].iter().any(|key| catalogue.get(key).is_some());
    if pdf.sections != 2 || catalogue.get("/AcroForm").is_none() || taken {
        return Err(NotOurs("it is not just signed"));
    }
    let mut update = Update::of(&pdf)?;
    let mut kept = |data: &mut dyn Iterator<Item = &[u8]>| -> String {
        data.map(|data| format!("{} 0 R", update.stream(data))).collect::<Vec<_>>().join(" ")
    };
    let certificates = kept(&mut evidence.certificates.iter().map(Certificate::der));
    let answers = kept(&mut evidence.answers.iter().map(Vec::as_slice));
    let lists = kept(&mut evidence.lists.iter().map(Vec::as_slice));
    let store = update.number();
    update.object(
        store,
        format!("<</Type/DSS/Certs[{certificates}]/OCSPs[{answers}]/CRLs[{lists}]>>").as_bytes(),
    );
    update.object(
        catalogue_number,
        &catalogue.with(&[
            ("/DSS", format!("{store} 0 R").as_bytes()),
            // ISO 32000-1 knows no store; the extension says whose it is (ETSI EN 319 142-1, 5.6).
            ("/Extensions", b"<</ESIC<</BaseVersion/1.7/ExtensionLevel 1>>>>"),
        ]),
    );
    Ok(update.finish())
}

/// The evidence in a document that was signed and added to by this crate.
pub(crate) fn read(pdf: &Pdf<'_>) -> Result<Evidence, NotOurs> {
    let (_, catalogue) = pdf.catalogue()?;
    let store = pdf.dictionary(catalogue.reference("/DSS").ok_or(NotOurs("no evidence"))?)?;
    let streams = |key: &str| -> Result<Vec<Vec<u8>>, NotOurs> {
        let numbers = store.get(key).and_then(token::references).ok_or(NotOurs("no evidence"))?;
        // Each stream once, or a short file could ask for a lot of memory.
        let mut once = numbers.clone();
        once.sort_unstable();
        once.dedup();
        if once.len() != numbers.len() || numbers.len() > MOST {
            return Err(NotOurs("too much evidence"));
        }
        numbers.into_iter().map(|number| pdf.stream(number).map(<[u8]>::to_vec)).collect()
    };
    let certificates = streams("/Certs")?
        .iter()
        .map(|der| Certificate::from_der(der).map_err(|NotACertificate| NotOurs("bad evidence")))
        .collect::<Result<_, _>>()?;
    Ok(Evidence { certificates, answers: streams("/OCSPs")?, lists: streams("/CRLs")? })
}
