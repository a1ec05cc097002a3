//! Is this PDF what was signed, all of it, and by whom? Made for bytes from anywhere: it neither panics nor does more
//! work than the file is long.
//!
//! A document of ours has no byte that could be another: what the signature covers is covered; its container, its stamp
//! and the evidence after it are written again from what was read and compared. So every change is found, also those
//! that other programs take for the same (upper case in a hexadecimal string, a second name for an algorithm).

mod evidence;
mod found;

use jiff::Timestamp;

use crate::{
    Anchors, BadContainer, Certificate, NotAStamp, Untrusted,
    algorithm::sha256,
    chain::{self, Chain},
    cms::{Container, digest_of},
    oid,
    pdf::NotOurs,
    sign::signed_parts,
    stamp::{Stamp, known_to},
};
pub use evidence::BadEvidence;
use found::Found;

/// Whom the reader believes, and what time it is.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// For the documents' signatures.
    pub signers: &'a Anchors,
    /// For time stamps.
    pub authorities: &'a Anchors,
    /// Now: certificates must be valid then, unless a time stamp proves an earlier instant.
    pub now: Timestamp,
}

/// The levels of ETSI EN 319 142-1 that this crate knows, each with all of those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// B-B: a signature with its certificate.
    Basic,
    /// B-T: a time stamp proves when.
    Stamped,
    /// B-LT: evidence that all certificates were good then.
    Evidenced,
}

impl Level {
    /// Its name in the standard: `B-B`, `B-T`, `B-LT`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Basic => "B-B",
            Level::Stamped => "B-T",
            Level::Evidenced => "B-LT",
        }
    }
}

/// The signature that was found.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The level that was reached without a fault.
    pub level: Level,
    /// When the signer says it was.
    pub claimed_at: Option<Timestamp>,
    /// When an authority says it was.
    pub stamped_at: Option<Timestamp>,
    /// Whether the document is certified: nothing may change but further signatures (DocMDP).
    pub certifies: bool,
    /// How many bytes, from the start, the signature speaks for.
    pub covers: usize,
    /// The signer, its issuers, the trusted one last; the signer alone while no chain was found.
    pub chain: Vec<Certificate>,
    /// The same of the time-stamp authority; empty without a stamp.
    pub stamp_chain: Vec<Certificate>,
}

/// Something that speaks against the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No signature is in it.
    #[error("no signature")]
    Unsigned,
    /// A signature is in it, but the document is not in the form that Ateneo writes: it was changed, or made elsewhere.
    #[error(transparent)]
    Form(#[from] NotOurs),
    /// The signature's container.
    #[error(transparent)]
    Container(#[from] BadContainer),
    /// The signer's certificate.
    #[error("the signer is not trusted: {0}")]
    Signer(Untrusted),
    /// The time stamp.
    #[error("the time stamp does not count: {0}")]
    Stamp(#[from] NotAStamp),
    /// The evidence.
    #[error("the evidence does not count: {0}")]
    Evidence(#[from] BadEvidence),
    /// Bytes were added after the signed part: the part before is as signed, the document as shown may not be. Where
    /// the signature certifies, adding is what it forbids.
    #[error("{0} bytes were added after the signature")]
    AddedAfter(usize),
}

/// What was found, and what speaks against it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The signature, as far as it could be read.
    pub signature: Option<Signature>,
    /// All faults; none means that the document is sound.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether the document is signed by someone trusted and is, all of it, as it was signed.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.signature.is_some() && self.faults.is_empty()
    }

    /// Whether the content is as it was signed by the certificate's key, whoever that is believed to be.
    #[must_use]
    pub fn is_unaltered(&self) -> bool {
        self.signature.is_some() && self.faults.iter().all(|fault| matches!(fault, Fault::Signer(_)))
    }

    fn refused(fault: impl Into<Fault>) -> Self {
        Report { signature: None, faults: vec![fault.into()] }
    }
}

/// Looks for the first signature, checks it, and what comes after it.
#[must_use]
pub fn verify(pdf: &[u8], trust: Trust<'_>) -> Report {
    let found = match Found::first(pdf) {
        Ok(Some(found)) => found,
        Ok(None) => return Report::refused(Fault::Unsigned),
        Err(fault) => return Report::refused(fault),
    };
    judge(pdf, &found, trust).unwrap_or_else(Report::refused)
}

fn judge(pdf: &[u8], found: &Found<'_>, trust: Trust<'_>) -> Result<Report, Fault> {
    let parts = signed_parts(found.covered, &found.gap);
    let (bytes, padding) = found.container()?;
    let container = Container::read(&bytes)?;
    if container.content.is_some() || padding.iter().any(|&byte| byte != 0) {
        return Err(BadContainer::Form.into());
    }
    let holder = container.signer(oid::DATA, digest_of(&parts), trust.signers.all())?;
    let mut faults = Vec::new();

    let stamp = match container.stamp {
        Some(token) => Some(strictly(token, container.signature, trust.authorities)),
        None => None,
    };
    let stamp = match stamp {
        Some(Ok(stamp)) => Some(stamp),
        Some(Err(fault)) => {
            faults.push(fault.into());
            None
        }
        None => None,
    };
    let at = stamp.as_ref().map_or(trust.now, Stamp::at);
    let chain = chain::build(&holder, &container.certificates, trust.signers, at)
        .and_then(|chain| if holder.may_sign() { Ok(chain) } else { Err(Untrusted::WrongUse) });
    let chain = match chain {
        Ok(chain) => chain,
        Err(untrusted) => {
            faults.push(Fault::Signer(untrusted));
            Chain(vec![holder.clone()])
        }
    };
    // Without a chain nothing vouches for the certificates beside the signer's, but their number and order do not matter
    // to whoever only asks whether the content is unaltered.
    let known = if faults.is_empty() {
        known_to(&chain, trust.signers, &container.certificates)
    } else {
        container.certificates.clone()
    };
    if container.rewritten(&holder, &known) != bytes {
        return Err(BadContainer::Form.into());
    }
    let mut level = if stamp.is_some() { Level::Stamped } else { Level::Basic };
    if pdf.len() > found.covered.len() {
        let chains: Vec<&Chain> =
            std::iter::once(&chain).chain(stamp.as_ref().map(|stamp| &stamp.chain)).collect();
        match evidence::judge(pdf, found.covered, &chains, at) {
            Ok(()) if stamp.is_some() => level = Level::Evidenced,
            Ok(()) => {}
            Err(fault) => faults.push(fault),
        }
    }
    Ok(Report {
        signature: Some(Signature {
            level,
            claimed_at: found.claimed_at,
            stamped_at: stamp.as_ref().map(Stamp::at),
            certifies: found.certifies,
            covers: found.covered.len(),
            chain: chain.0,
            stamp_chain: stamp.map(|stamp| stamp.chain.0).unwrap_or_default(),
        }),
        faults,
    })
}

/// The stamp over a signature, in the form that documents carry and in no other.
fn strictly(token: &[u8], signature: &[u8], anchors: &Anchors) -> Result<Stamp, NotAStamp> {
    let stamp = Stamp::read(token, sha256(&[signature]), anchors)?;
    if stamp.token() == token { Ok(stamp) } else { Err(NotAStamp::Form) }
}
