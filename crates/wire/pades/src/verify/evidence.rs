//! Does the evidence after the signature prove that all certificates were good, and is it all that was added?

use jiff::Timestamp;

use super::Fault;
use crate::{
    Certificate,
    chain::Chain,
    evidence::{self, Evidence},
    pdf::Pdf,
    revocation::{Checked, Status, ocsp_answer, revocation_list},
};

/// Why evidence does not prove that the certificates were good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEvidence {
    /// About one certificate it says nothing that counts.
    #[error("it says nothing about {0}")]
    Missing(String),
    /// A certificate was withdrawn before the document was signed.
    #[error("{0} was withdrawn before")]
    Revoked(String),
    /// Something is in it that proves nothing, or that is not in the form in which it was put there.
    #[error("something in it proves nothing")]
    Unneeded,
}

/// More links than this are not followed: two chains and the responders of each.
const MOST_LINKS: usize = 48;

/// Judges what follows `signed` in `pdf`.
pub(super) fn judge(pdf: &[u8], signed: &[u8], chains: &[&Chain], at: Timestamp) -> Result<(), Fault> {
    let added = Fault::AddedAfter(pdf.len().saturating_sub(signed.len()));
    let read = Pdf::read(pdf).and_then(|pdf| evidence::read(&pdf));
    let Ok(evidence) = read else { return Err(added) };
    if evidence::append(signed, &evidence).as_deref() != Ok(pdf) {
        return Err(added);
    }
    proves(&evidence, chains, at).map_err(Fault::Evidence)
}

fn proves(evidence: &Evidence, chains: &[&Chain], at: Timestamp) -> Result<(), BadEvidence> {
    let mut known: Vec<Certificate> = chains.iter().flat_map(|chain| chain.0.clone()).collect();
    let mut links: Vec<(Certificate, Certificate)> = chains
        .iter()
        .flat_map(|chain| chain.links().map(|(of, issuer)| (of.clone(), issuer.clone())))
        .collect();
    let mut used = vec![false; evidence.answers.len().saturating_add(evidence.lists.len())];
    let mut next = 0;
    while let Some((of, issuer)) = links.get(next).cloned() {
        next = next.saturating_add(1);
        if next > MOST_LINKS {
            return Err(BadEvidence::Unneeded);
        }
        if of.needs_no_check() {
            continue;
        }
        let answers = evidence.answers.iter().map(|der| (der, ocsp_answer(der, &of, &issuer)));
        let lists = evidence.lists.iter().map(|der| (der, revocation_list(der, &of, &issuer)));
        let mut told = false;
        for ((der, checked), used) in answers.chain(lists).zip(&mut used) {
            let Ok(checked) = checked else { continue };
            if checked.der != *der || checked.covers(at).is_err() {
                continue;
            }
            *used = true;
            told = true;
            if withdrawn(&checked, at) {
                return Err(BadEvidence::Revoked(of.common_name()));
            }
            if let Some(responder) = checked.responder.filter(|responder| !known.contains(responder)) {
                known.push(responder.clone());
                links.push((responder, issuer.clone()));
            }
        }
        if !told {
            return Err(BadEvidence::Missing(of.common_name()));
        }
    }
    let mut rest = evidence.certificates.iter();
    let certificates = rest.by_ref().all(|certificate| known.contains(certificate));
    if certificates && used.iter().all(|used| *used) { Ok(()) } else { Err(BadEvidence::Unneeded) }
}

/// A certificate that was withdrawn after the stamp was good when it counted.
fn withdrawn(checked: &Checked, at: Timestamp) -> bool {
    match checked.status {
        Status::Good => false,
        Status::Revoked(since) => since <= at,
    }
}
