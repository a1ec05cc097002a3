//! Questions to authorities over HTTP. All answers are signed, so plain `http://` is usual and harmless; each has a limit
//! of time and of length, and no redirection is followed.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use pades_wire::{
    Anchors, Certificate, NotAStamp, Stamp,
    revocation::{Checked, NoStatus, ocsp_answer, ocsp_question, revocation_list},
    stamp::Question,
};

/// Why an authority gave nothing that can be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotAsk {
    /// It does not answer, or not in time, or with an error of HTTP: it may answer later.
    #[error("{address} is not available: {why}")]
    AuthorityUnavailable {
        /// Whom we asked.
        address: String,
        /// What happened, for the log.
        why: String,
    },
    /// The time-stamp authority answered something that is no time stamp.
    #[error("{address} gave no time stamp: {cause}")]
    NotAStamp {
        /// Whom we asked.
        address: String,
        /// What is wrong with it.
        #[source]
        cause: NotAStamp,
    },
    /// The issuer's service answered something that says nothing about the certificate.
    #[error("{address} says nothing about {holder}: {cause}")]
    NoStatus {
        /// Whom we asked.
        address: String,
        /// About whom.
        holder: String,
        /// What is wrong with it.
        #[source]
        cause: NoStatus,
    },
    /// The certificate does not say where to ask about it.
    #[error("the certificate of {0} does not say where to ask about it")]
    NoAddress(String),
}

impl CannotAsk {
    /// Whether the same question may be answered later without anybody changing the settings.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            CannotAsk::AuthorityUnavailable { .. } => true,
            // Authorities say so when they are overloaded.
            CannotAsk::NotAStamp { cause, .. } => matches!(cause, NotAStamp::Refused { .. }),
            CannotAsk::NoStatus { cause, .. } => {
                matches!(cause, NoStatus::Refused(_) | NoStatus::OutOfDate)
            }
            CannotAsk::NoAddress(_) => false,
        }
    }
}

/// An answer of an authority fits into this many bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
/// A revocation list fits into this many bytes.
const LONGEST_LIST: usize = 16 * 1024 * 1024;
/// How long an answer about a certificate serves for further documents.
const KEPT: SignedDuration = SignedDuration::from_mins(10);

/// Asks authorities, and remembers for a while what they said about certificates: when it was asked, and the answer.
#[derive(Debug)]
pub struct Authorities {
    http: reqwest::Client,
    kept: Mutex<BTreeMap<Asked, (Timestamp, Vec<u8>)>>,
}

/// The address, and the fingerprint of the certificate that was asked about.
type Asked = (String, [u8; 32]);

impl Authorities {
    /// With this limit of time for each question.
    pub fn new(patience: Duration) -> Result<Self, CannotAsk> {
        let http = reqwest::Client::builder()
            .timeout(patience)
            .connect_timeout(patience)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("Ateneo")
            .build()
            .map_err(|error| unavailable("the network", &error))?;
        Ok(Authorities { http, kept: Mutex::default() })
    }

    /// Asks a time-stamp authority for the time of a signature.
    pub async fn stamp(
        &self,
        address: &str,
        question: &Question,
        anchors: &Anchors,
    ) -> Result<Stamp, CannotAsk> {
        let request = self
            .http
            .post(address)
            .header("content-type", "application/timestamp-query")
            .header("accept", "application/timestamp-reply")
            .body(question.to_der());
        let answer = fetch(address, request, LONGEST_ANSWER).await?;
        let answered = question.answered(&answer, anchors);
        answered.map_err(|cause| CannotAsk::NotAStamp { address: address.to_owned(), cause })
    }

    /// Asks whether a certificate was withdrawn: by OCSP where it says that its issuer answers, else by the list. An
    /// answer that was had within the last ten minutes serves again.
    pub async fn status(
        &self,
        of: &Certificate,
        issuer: &Certificate,
        now: Timestamp,
    ) -> Result<(Checked, Kind), CannotAsk> {
        let (address, kind) = match (of.ocsp_address(), of.crl_address()) {
            (Some(address), _) => (address, Kind::Answer),
            (None, Some(address)) => (address, Kind::List),
            (None, None) => return Err(CannotAsk::NoAddress(of.common_name())),
        };
        let read = |bytes: &[u8]| match kind {
            Kind::Answer => ocsp_answer(bytes, of, issuer),
            Kind::List => revocation_list(bytes, of, issuer),
        };
        let known = (address.clone(), of.fingerprint());
        if let Some(checked) = self.remembered(&known, now).and_then(|bytes| read(&bytes).ok())
            && checked.covers(now).is_ok()
        {
            return Ok((checked, kind));
        }
        let (request, most) = match kind {
            Kind::Answer => {
                let request = self.http.post(&address).header("content-type", "application/ocsp-request");
                (request.body(ocsp_question(of, issuer)), LONGEST_ANSWER)
            }
            Kind::List => (self.http.get(&address), LONGEST_LIST),
        };
        let bytes = fetch(&address, request, most).await?;
        let checked = read(&bytes)
            .and_then(|checked| checked.covers(now).map(|()| checked))
            .map_err(|cause| CannotAsk::NoStatus { address, holder: of.common_name(), cause })?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (asked, _)| now.duration_since(*asked) < KEPT);
        kept.insert(known, (now, bytes));
        Ok((checked, kind))
    }

    fn remembered(&self, known: &Asked, now: Timestamp) -> Option<Vec<u8>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(known).filter(|(asked, _)| now.duration_since(*asked) < KEPT).map(|(_, bytes)| bytes.clone())
    }
}

/// How a status was had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An OCSP answer.
    Answer,
    /// A revocation list.
    List,
}

fn unavailable(address: &str, why: &dyn std::fmt::Display) -> CannotAsk {
    CannotAsk::AuthorityUnavailable { address: address.to_owned(), why: why.to_string() }
}

async fn fetch(address: &str, request: reqwest::RequestBuilder, most: usize) -> Result<Vec<u8>, CannotAsk> {
    // The error's own text would repeat the address; its cause says more.
    let failed = |error: reqwest::Error| {
        let error = error.without_url();
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        unavailable(address, &format!("{error}{cause}"))
    };
    let mut response = request.send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(unavailable(address, &response.status()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(unavailable(address, &"its answer is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
