//! The seals that documents bear: which certificates are the university's, and whether a PDF is as it was sealed.
//!
//! A seal's certificate is published with the first document after it came into use and stays published, so that what
//! it sealed can be told from what others sealed when it has long been replaced.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use pades_wire::{Anchors, Certificate, Fault, Level, Trust, verify};
use platform::{Conn, House, Stop, Tx, clock};
use sqlx::Row;
use std::sync::Arc;

use crate::issue::keys as ring;

/// What a published key is for: sealing documents. Its row holds the certificate.
pub const SEAL: &str = "seal";

/// The seal in use and whom its readers trust. The assembly brings it as an `Arc<Seals>`.
#[derive(Debug)]
pub struct Seals {
    certificate: Certificate,
    signers: Anchors,
    authorities: Anchors,
}

/// What a PDF's signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Whole, and with a seal of this university.
    Ours(Level),
    /// Whole, and signed by somebody else.
    Foreign,
    /// With a signature that does not fit the file.
    Altered,
    /// Without any signature.
    Unsigned,
}

impl Seals {
    /// The seal's certificate, and the certificates that its readers trust for seals and for time stamps.
    pub fn new(certificate: Certificate, signers: Anchors, authorities: Anchors) -> Self {
        Seals { certificate, signers, authorities }
    }

    /// Judges a PDF against all seals that were ever published.
    pub fn judge(&self, pdf: &[u8], published: &[Certificate], now: Timestamp) -> Sealed {
        let report = verify(pdf, Trust { signers: &self.signers, authorities: &self.authorities, now });
        let Some(signature) = &report.signature else {
            let none = report.faults.iter().all(|fault| matches!(fault, Fault::Unsigned));
            return if none { Sealed::Unsigned } else { Sealed::Altered };
        };
        let ours = signature
            .chain
            .first()
            .is_some_and(|signer| published.iter().any(|known| known.fingerprint() == signer.fingerprint()));
        match (ours, report.is_unaltered()) {
            // A published certificate needs nobody to vouch for it: it may have ended since.
            (true, true) => Sealed::Ours(signature.level),
            (false, true) => Sealed::Foreign,
            (_, false) => Sealed::Altered,
        }
    }
}

/// The seal in use, if the assembly brought one.
pub fn in_use(house: &House) -> Option<Arc<Seals>> {
    house.port::<Arc<Seals>>().ok()
}

/// Publishes the seal in use, if it is not yet.
pub(crate) async fn publish(tx: &mut Tx) -> Result<(), Stop> {
    let Some(seals) = in_use(tx.house()) else { return Ok(()) };
    let certificate = &seals.certificate;
    let now = tx.now();
    let text = STANDARD.encode(certificate.der());
    ring::insert(tx, &clock::hex(&certificate.fingerprint()), SEAL, "", &text, now).await
}

/// Every seal that was ever published, and the one in use, the newest first.
///
/// # Errors
/// When the database fails, or a stored certificate cannot be read.
pub async fn published(house: &House, conn: &mut Conn) -> Result<Vec<Certificate>, Stop> {
    let rows =
        sqlx::query("select certificate from published_key where purpose = $1 order by valid_from desc, id")
            .bind(SEAL)
            .fetch_all(conn)
            .await?;
    let mut all: Vec<Certificate> = in_use(house).iter().map(|seals| seals.certificate.clone()).collect();
    for row in rows {
        let der = STANDARD.decode(row.try_get::<String, _>(0)?).map_err(Stop::broken)?;
        let certificate = Certificate::from_der(&der).map_err(Stop::broken)?;
        if !all.iter().any(|known| known.fingerprint() == certificate.fingerprint()) {
            all.push(certificate);
        }
    }
    Ok(all)
}
