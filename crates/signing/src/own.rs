//! An authority inside the program: a root, a sealing certificate, a time-stamp authority and a revocation list, so that
//! the demonstration signs, stamps and proves without anything from outside. Its documents are as well made as any, but
//! nobody but this installation trusts them: a university uses the certificate of a trust service provider.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use pades_wire::{
    Algorithm, Anchors, Certificate, NotAStamp, Stamp,
    issue::{self, Use, Wanted},
    revocation::{self, Checked, NoStatus},
    stamp::{Answer, Question},
};

use crate::key::{CannotUseKey, FileKey, Key};

/// A certificate with its key.
#[derive(Debug)]
pub struct Holder {
    /// The key.
    pub key: FileKey,
    /// The certificate.
    pub certificate: Certificate,
}

/// The authority: three holders, of which the first issued all.
#[derive(Debug)]
pub struct OwnAuthority {
    root: Holder,
    sealing: Holder,
    stamping: Holder,
    stamps: AtomicU64,
}

/// Why the authority cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// A file.
    #[error("the authority's files: {0}")]
    Files(#[from] io::Error),
    /// A key.
    #[error(transparent)]
    Key(#[from] CannotUseKey),
    /// A certificate.
    #[error("the authority's certificates are unreadable")]
    Certificate,
}

/// Ten years: longer than any demonstration.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 3652);
/// A revocation list serves for a week.
const LIST_LASTS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The policy that its stamps name, under the number that is kept for examples (RFC 5612).
const POLICY: &str = "1.3.6.1.4.1.32473.1";
const NAMES: [(&str, Use, &str); 3] = [
    ("root", Use::Authority, "Demonstration root"),
    ("sealing", Use::Sealing, "Demonstration seal"),
    ("stamping", Use::TimeStamping, "Demonstration time stamps"),
];

impl OwnAuthority {
    /// Makes one for an organisation, valid from a day before `now`. Gives also the files to keep: name and content.
    pub fn make(
        organisation: &str,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<(Self, Vec<(String, String)>), CannotOpen> {
        let mut holders: Vec<Holder> = Vec::new();
        let mut files = Vec::new();
        for (number, (name, purpose, title)) in (1_u8..).zip(NAMES) {
            let (key, pem) = FileKey::generate(algorithm)?;
            let wanted = Wanted {
                holder: &format!("CN={title},O={},C=IT", escaped(organisation)),
                number: &[number],
                valid: (later(now, SignedDuration::from_hours(-24)), later(now, LASTS)),
                purpose,
                key: key.public(),
                ocsp: None,
                list: None,
            };
            let root = holders.first();
            let to_sign = issue::certificate(&wanted, root.map(|root| &root.certificate), algorithm)
                .map_err(|_| CannotOpen::Certificate)?;
            let signature = root.map_or(&key, |root| &root.key).sign(&to_sign)?;
            let certificate = Certificate::from_der(&issue::signed(&to_sign, algorithm, &signature))
                .map_err(|_| CannotOpen::Certificate)?;
            files.push((format!("{name}.key.pem"), pem));
            files.push((format!("{name}.pem"), certificate.to_pem()));
            holders.push(Holder { key, certificate });
        }
        Ok((Self::of(holders)?, files))
    }

    /// Opens the authority that is kept in a folder, or makes it there. Its files are for the owner alone.
    pub fn open(folder: &Path, organisation: &str, now: Timestamp) -> Result<Self, CannotOpen> {
        if !folder.join("stamping.pem").exists() {
            let (made, files) = Self::make(organisation, Algorithm::EcdsaP256Sha256, now)?;
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
            for (name, content) in files {
                let mut file = fs::File::options()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(folder.join(name))?;
                file.write_all(content.as_bytes())?;
                file.sync_all()?;
            }
            return Ok(made);
        }
        let holder = |(name, _, _): (&str, Use, &str)| -> Result<Holder, CannotOpen> {
            let key = FileKey::from_pem(&fs::read_to_string(folder.join(format!("{name}.key.pem")))?)?;
            let pem = fs::read_to_string(folder.join(format!("{name}.pem")))?;
            let certificates = Certificate::from_pem(&pem).map_err(|_| CannotOpen::Certificate)?;
            let certificate = certificates.into_iter().next().ok_or(CannotOpen::Certificate)?;
            Ok(Holder { key, certificate })
        };
        Self::of(NAMES.into_iter().map(holder).collect::<Result<_, _>>()?)
    }

    fn of(holders: Vec<Holder>) -> Result<Self, CannotOpen> {
        let [root, sealing, stamping] = holders.try_into().map_err(|_| CannotOpen::Certificate)?;
        Ok(OwnAuthority { root, sealing, stamping, stamps: AtomicU64::new(1) })
    }

    /// What readers must trust to believe its documents.
    #[must_use]
    pub fn anchors(&self) -> Anchors {
        Anchors::new(vec![self.root.certificate.clone()])
    }

    /// The certificate that issued the others.
    #[must_use]
    pub fn root(&self) -> &Certificate {
        &self.root.certificate
    }

    /// Who seals.
    #[must_use]
    pub fn sealing(&self) -> &Holder {
        &self.sealing
    }

    /// Its time-stamp authority's answer to a question in the form of RFC 3161.
    pub fn answer(&self, question: &Question, now: Timestamp) -> Result<Vec<u8>, CannotUseKey> {
        // Unique for the authority, also after a restart: nanoseconds, and a count within the process.
        let count = self.stamps.fetch_add(1, Ordering::Relaxed);
        let serial = u64::try_from(now.as_nanosecond()).unwrap_or_default().wrapping_add(count);
        let answer = Answer::to(question, POLICY, serial, now, &self.stamping.certificate)
            .map_err(|error| CannotUseKey::NoKey(error.to_string()))?;
        let signature = self.stamping.key.sign(answer.to_sign())?;
        Ok(answer.signed(&signature, std::slice::from_ref(&self.stamping.certificate)))
    }

    /// The stamp itself, checked like anybody's.
    pub fn stamp(&self, question: &Question, now: Timestamp) -> Result<Stamp, NotAStamp> {
        let answer = self
            .answer(question, now)
            .map_err(|error| NotAStamp::Refused { status: 2, said: error.to_string() })?;
        question.answered(&answer, &self.anchors())
    }

    /// Whether it issued this certificate.
    #[must_use]
    pub fn issued(&self, certificate: &Certificate) -> bool {
        certificate.issued_by(&self.root.certificate)
    }

    /// Its revocation list, which is empty, as what it says about one certificate.
    pub fn list(&self, of: &Certificate, now: Timestamp) -> Result<Checked, NoStatus> {
        let algorithm = self.root.key.algorithm();
        let number = u64::try_from(now.as_second()).unwrap_or_default();
        let to_sign = issue::revocation_list(
            &self.root.certificate,
            algorithm,
            number,
            (now, later(now, LIST_LASTS)),
            &[],
        );
        let signature = self.root.key.sign(&to_sign).map_err(|_| NoStatus::Refused(2))?;
        revocation::revocation_list(
            &issue::signed(&to_sign, algorithm, &signature),
            of,
            &self.root.certificate,
        )
    }
}

/// Some time after an instant; the instant itself at the end of all calendars.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(at)
}

/// A name's value as RFC 4514, 2.4 wants it.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for character in value.trim().chars().filter(|character| !character.is_control()) {
        if matches!(character, '"' | '+' | ',' | ';' | '<' | '>' | '\\' | '=' | '#') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
