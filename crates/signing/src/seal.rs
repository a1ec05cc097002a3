//! The one call: a document in, the sealed document out.

use std::sync::Arc;

use jiff::Timestamp;
use pades_wire::{
    Anchors, Certificate, Evidence, Fault, Level, Stamp, Trust, evidence,
    revocation::Checked,
    sign::{self, CannotSign, Intent, Prepared, STAMP_ROOM},
    stamp::Question,
    verify,
};

use crate::{
    ask::{Authorities, CannotAsk, Kind},
    key::{CannotUseKey, Key},
    own::OwnAuthority,
};

/// Where time stamps come from.
#[derive(Debug, Clone)]
pub enum Stamps {
    /// A time-stamp authority at this address (RFC 3161 over HTTP).
    At(String),
    /// The authority inside the program.
    Own(Arc<OwnAuthority>),
}

/// What the seal says, in the document's language.
#[derive(Debug, Clone)]
pub struct Words {
    /// Who seals: the university's name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// What it is, for screen readers.
    pub description: String,
}

/// A document that was sealed.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Its bytes; never made twice the same, so they must be kept.
    pub pdf: Vec<u8>,
    /// The level that was reached: the one that was asked for.
    pub level: Level,
    /// When the authority says it was; absent without a time stamp.
    pub stamped_at: Option<Timestamp>,
}

/// Why a document cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum CannotSeal {
    /// The document, or the certificate.
    #[error(transparent)]
    Document(#[from] CannotSign),
    /// The key.
    #[error(transparent)]
    Key(#[from] CannotUseKey),
    /// An authority.
    #[error(transparent)]
    Authority(#[from] CannotAsk),
    /// What came out would not be believed: the settings name the wrong certificates, or one is out of date.
    #[error("the sealed document would not be believed: {0}")]
    Unsound(Fault),
    /// The work was cut off.
    #[error("sealing was interrupted")]
    Interrupted,
}

impl CannotSeal {
    /// Whether the same document may be sealed later without anybody changing anything: then it waits.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            CannotSeal::Authority(error) => error.may_pass(),
            CannotSeal::Key(CannotUseKey::Device(_)) | CannotSeal::Interrupted => true,
            CannotSeal::Key(CannotUseKey::NoKey(_)) | CannotSeal::Document(_) | CannotSeal::Unsound(_) => {
                false
            }
        }
    }
}

/// The university's seal: one key with its certificate, and whom to ask.
#[derive(Debug)]
pub struct Seal {
    pub(crate) key: Arc<dyn Key>,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) level: Level,
    pub(crate) stamps: Option<Stamps>,
    pub(crate) signers: Anchors,
    pub(crate) authorities: Anchors,
    pub(crate) asking: Authorities,
}

impl Seal {
    /// A seal of the authority inside the program.
    #[must_use]
    pub fn own(authority: &Arc<OwnAuthority>, key: Arc<dyn Key>, level: Level, asking: Authorities) -> Self {
        Seal {
            key,
            certificates: vec![authority.sealing().certificate.clone()],
            level,
            stamps: (level > Level::Basic).then(|| Stamps::Own(Arc::clone(authority))),
            signers: authority.anchors(),
            authorities: authority.anchors(),
            asking,
        }
    }

    /// A seal with a key, its certificates (its own first, then its issuers, without the one that readers trust) and the
    /// certificates that readers trust for signatures and for time stamps.
    #[must_use]
    pub fn new(
        key: Arc<dyn Key>,
        certificates: Vec<Certificate>,
        level: Level,
        stamps: Option<Stamps>,
        (signers, authorities): (Anchors, Anchors),
        asking: Authorities,
    ) -> Self {
        Seal { key, certificates, level, stamps, signers, authorities, asking }
    }

    /// The certificate that documents are sealed with.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificates.first()
    }

    /// Whom readers of these documents trust, at an instant: for [`verify`].
    #[must_use]
    pub fn trust(&self, now: Timestamp) -> Trust<'_> {
        Trust { signers: &self.signers, authorities: &self.authorities, now }
    }

    /// Seals a document at the level of the settings, never below. `nonce` ties the time stamp to this question. What
    /// comes out was verified as a reader would.
    pub async fn seal(
        &self,
        document: &[u8],
        words: &Words,
        now: Timestamp,
        nonce: [u8; 8],
    ) -> Result<Sealed, CannotSeal> {
        let room = if self.level > Level::Basic { STAMP_ROOM } else { 0 };
        let intent =
            Intent { name: &words.name, reason: &words.reason, description: &words.description, at: now };
        let prepared = sign::prepare(document, &intent, &self.certificates, room)?;
        let signature = self.signature(&prepared).await?;
        let stamp = match &self.stamps {
            Some(stamps) if self.level > Level::Basic => {
                Some(self.stamp(stamps, &signature, now, nonce).await?)
            }
            _ => None,
        };
        let mut pdf = prepared.finish(&signature, stamp.as_ref())?;
        if self.level == Level::Evidenced {
            let evidence = self.evidence(&pdf, now).await?;
            pdf = evidence::append(&pdf, &evidence).map_err(CannotSign::from)?;
        }
        let report = verify(&pdf, self.trust(now));
        if let Some(fault) = report.faults.into_iter().next() {
            return Err(CannotSeal::Unsound(fault));
        }
        let stamped_at = stamp.as_ref().map(Stamp::at);
        Ok(Sealed { pdf, level: self.level, stamped_at })
    }

    /// The key may be slow, so it gets a thread where waiting is allowed.
    async fn signature(&self, prepared: &Prepared) -> Result<Vec<u8>, CannotSeal> {
        if prepared.algorithm() != Some(self.key.algorithm()) {
            return Err(CannotSign::Signature.into());
        }
        let (key, message) = (Arc::clone(&self.key), prepared.to_sign().to_vec());
        let signing = tokio::task::spawn_blocking(move || key.sign(&message));
        Ok(signing.await.map_err(|_| CannotSeal::Interrupted)??)
    }

    async fn stamp(
        &self,
        stamps: &Stamps,
        signature: &[u8],
        now: Timestamp,
        nonce: [u8; 8],
    ) -> Result<Stamp, CannotSeal> {
        let question = Question::about(signature, nonce);
        match stamps {
            Stamps::At(address) => Ok(self.asking.stamp(address, &question, &self.authorities).await?),
            Stamps::Own(authority) => authority.stamp(&question, now).map_err(|cause| {
                CannotAsk::NotAStamp { address: "the own authority".to_owned(), cause }.into()
            }),
        }
    }

    /// Asks about every certificate of both chains, and about who answers.
    async fn evidence(&self, signed: &[u8], now: Timestamp) -> Result<Evidence, CannotSeal> {
        let report = verify(signed, self.trust(now));
        if let Some(fault) = report.faults.into_iter().next() {
            return Err(CannotSeal::Unsound(fault));
        }
        let signature = report.signature.ok_or(CannotSeal::Unsound(Fault::Unsigned))?;
        let mut found = Gathered::default();
        let mut links = Vec::new();
        for chain in [&signature.chain, &signature.stamp_chain] {
            for (of, issuer) in chain.iter().zip(chain.iter().skip(1)) {
                found.certificate(of);
                links.push((of.clone(), issuer.clone()));
            }
        }
        let mut next = 0;
        while let Some((of, issuer)) = links.get(next).cloned() {
            next = next.saturating_add(1);
            if of.needs_no_check() {
                continue;
            }
            let (checked, kind) = self.status(&of, &issuer, now).await?;
            if let Some(responder) = found.status(checked, kind) {
                links.push((responder, issuer));
            }
        }
        Ok(found.0)
    }

    async fn status(
        &self,
        of: &Certificate,
        issuer: &Certificate,
        now: Timestamp,
    ) -> Result<(Checked, Kind), CannotSeal> {
        match &self.stamps {
            Some(Stamps::Own(authority)) if authority.issued(of) => {
                let list = authority.list(of, now).map_err(|cause| CannotAsk::NoStatus {
                    address: "the own authority".to_owned(),
                    holder: of.common_name(),
                    cause,
                })?;
                Ok((list, Kind::List))
            }
            _ => Ok(self.asking.status(of, issuer, now).await?),
        }
    }
}

/// Evidence in the making, each piece once.
#[derive(Default)]
struct Gathered(Evidence);

impl Gathered {
    fn certificate(&mut self, certificate: &Certificate) -> bool {
        let new = !self.0.certificates.contains(certificate);
        if new {
            self.0.certificates.push(certificate.clone());
        }
        new
    }

    /// Keeps an answer; gives who made it, if nobody asked about them yet.
    fn status(&mut self, checked: Checked, kind: Kind) -> Option<Certificate> {
        let pile = match kind {
            Kind::Answer => &mut self.0.answers,
            Kind::List => &mut self.0.lists,
        };
        if !pile.contains(&checked.der) {
            pile.push(checked.der);
        }
        checked.responder.filter(|responder| self.certificate(responder))
    }
}
