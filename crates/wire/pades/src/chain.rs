//! From a certificate to one that is trusted (RFC 5280, 6.1, for the few kinds of chain that signatures here have).

use jiff::Timestamp;

use crate::Certificate;

/// More authorities than this between a holder and an anchor are not looked for.
const LONGEST: usize = 6;
/// More certificates than this in one container are not looked at.
pub(crate) const MOST: usize = 32;

/// The certificates that are believed because the reader chose them.
#[derive(Debug, Clone, Default)]
pub struct Anchors(Vec<Certificate>);

impl Anchors {
    /// These certificates.
    #[must_use]
    pub fn new(certificates: Vec<Certificate>) -> Self {
        Anchors(certificates)
    }

    /// Whether this very certificate is one of them.
    #[must_use]
    pub fn hold(&self, certificate: &Certificate) -> bool {
        self.0.contains(certificate)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Certificate] {
        &self.0
    }
}

impl FromIterator<Certificate> for Anchors {
    fn from_iter<I: IntoIterator<Item = Certificate>>(iter: I) -> Self {
        Anchors(iter.into_iter().collect())
    }
}

/// Why a certificate is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// No chain leads to a trusted certificate.
    #[error("no chain of certificates leads to a trusted one")]
    NoAnchor,
    /// A chain exists, but one of its certificates was not yet or no longer valid at the instant that counts.
    #[error("a certificate of the chain was not valid at that time")]
    OutOfDate,
    /// The certificate is for something else.
    #[error("the certificate is not meant for this use")]
    WrongUse,
}

/// A chain: its holder, then each one's issuer, an anchor last. The anchor alone where the holder itself is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain(pub Vec<Certificate>);

impl Chain {
    /// Each certificate that somebody else vouches for, with its issuer.
    pub fn links(&self) -> impl Iterator<Item = (&Certificate, &Certificate)> {
        self.0.iter().zip(self.0.iter().skip(1))
    }
}

/// Finds the chain from `holder` over `pool` to one of the anchors, valid at `at`.
pub(crate) fn build(
    holder: &Certificate,
    pool: &[Certificate],
    anchors: &Anchors,
    at: Timestamp,
) -> Result<Chain, Untrusted> {
    if anchors.hold(holder) {
        return if holder.valid_at(at) { Ok(Chain(vec![holder.clone()])) } else { Err(Untrusted::OutOfDate) };
    }
    let mut chain = vec![holder.clone()];
    extend(&mut chain, pool.get(..MOST.min(pool.len())).unwrap_or_default(), anchors)?;
    // The anchor's own dates count as little as its signature: it is believed because it was chosen (RFC 5280, 6.1.1 d).
    let dated = chain.iter().rev().skip(1).all(|certificate| certificate.valid_at(at));
    let heeded = chain.iter().rev().skip(1).all(Certificate::understood);
    match (dated, heeded) {
        (_, false) => Err(Untrusted::WrongUse),
        (false, true) => Err(Untrusted::OutOfDate),
        (true, true) => Ok(Chain(chain)),
    }
}

/// Follows issuers; the pool is small and each certificate is used once, so this ends.
fn extend(chain: &mut Vec<Certificate>, pool: &[Certificate], anchors: &Anchors) -> Result<(), Untrusted> {
    let Some(last) = chain.last().cloned() else { return Err(Untrusted::NoAnchor) };
    let below = chain.len().saturating_sub(1);
    let issues = |issuer: &&Certificate| issuer.may_issue(below) && last.issued_by(issuer);
    if let Some(anchor) = anchors.all().iter().find(issues) {
        chain.push(anchor.clone());
        return Ok(());
    }
    if chain.len() >= LONGEST {
        return Err(Untrusted::NoAnchor);
    }
    let next = pool.iter().filter(|candidate| !chain.contains(candidate)).find(issues).cloned();
    chain.push(next.ok_or(Untrusted::NoAnchor)?);
    extend(chain, pool, anchors)
}
