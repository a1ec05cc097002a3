//! The university's seal, as the certificates' room wants it.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use certificates::{
    issue::{CannotSeal, SealWords, Sealed, Sealer},
    proof::Seals,
};
use jiff::Timestamp;
use pades_wire::{Anchors, Level};
use platform::{Config, Dice};
use signing::{KeyPlace, Seal, Settings, Words, ask::Authorities, key::FileKey, own::OwnAuthority};
use tokio::runtime::Handle;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How long an authority may take to answer. Other work waits behind a document that waits for it.
const PATIENCE_SECONDS: u64 = 5;

/// The seal, and what documents of it are held against when somebody brings one.
type SealAndTrust = (Arc<dyn Sealer>, Option<Arc<Seals>>);

/// The seal of the settings, with what its readers trust; the demonstration's own when none is set; otherwise one that
/// says what is missing.
///
/// # Errors
/// When the settings name a key, a certificate or a device that cannot be used.
pub fn sealer(config: &Config, dice: &Dice, now: Timestamp) -> Result<SealAndTrust, Failure> {
    let set = &config.certificates.seal;
    let seal = if set.key_file.is_some() || set.module.is_some() {
        settings(config)?.open()?
    } else if config.demo {
        own(config, now, Level::Evidenced)?
    } else {
        return Ok((Arc::new(NoSeal), None));
    };
    let seals = seals(&seal, now);
    Ok((off_the_pages(seal, dice), seals))
}

/// What documents of this seal are held against when somebody brings one.
fn seals(seal: &Seal, now: Timestamp) -> Option<Arc<Seals>> {
    let trust = seal.trust(now);
    let anchors = |anchors: &Anchors| Anchors::new(anchors.all().to_vec());
    let certificate = seal.certificate()?.clone();
    Some(Arc::new(Seals::new(certificate, anchors(trust.signers), anchors(trust.authorities))))
}

pub(crate) fn off_the_pages(seal: Seal, dice: &Dice) -> Arc<dyn Sealer> {
    Arc::new(OffThePages { seal: Arc::new(seal), dice: dice.clone() })
}

/// Says that no key is set.
pub struct NoSeal;

#[async_trait]
impl Sealer for NoSeal {
    async fn seal(&self, _pdf: Vec<u8>, _at: Timestamp, _words: SealWords) -> Result<Sealed, CannotSeal> {
        Err(CannotSeal::Refused("no key is set (certificates.seal in the settings)".into()))
    }
}

/// Seals on a thread where waiting is allowed, so that no page waits for a device or for arithmetic.
struct OffThePages {
    seal: Arc<Seal>,
    dice: Dice,
}

#[async_trait]
impl Sealer for OffThePages {
    async fn seal(&self, pdf: Vec<u8>, at: Timestamp, words: SealWords) -> Result<Sealed, CannotSeal> {
        let (seal, nonce, runtime) = (self.seal.clone(), self.dice.bytes::<8>(), Handle::current());
        let words = Words { name: words.name, reason: words.reason, description: words.description };
        let work = move || runtime.block_on(seal.seal(&pdf, &words, at, nonce));
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(sealed)) => Ok(Sealed { bytes: sealed.pdf, level: level(sealed.level).to_owned() }),
            Ok(Err(error)) if error.may_pass() => Err(CannotSeal::Waits(error.to_string())),
            Ok(Err(error)) => Err(CannotSeal::Refused(error.to_string())),
            Err(_) => Err(CannotSeal::Waits("sealing was interrupted".into())),
        }
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Basic => "B-B",
        Level::Stamped => "B-T",
        Level::Evidenced => "B-LT",
    }
}

fn settings(config: &Config) -> Result<Settings, Failure> {
    let set = &config.certificates.seal;
    let named = |file: &Option<std::path::PathBuf>, name: &str| {
        file.clone().ok_or_else(|| format!("certificates.seal.{name} is missing in the settings"))
    };
    let key = match &set.module {
        Some(module) => KeyPlace::Device {
            module: module.clone(),
            token: set.token.clone(),
            label: set.key_label.clone(),
            pin_file: named(&set.pin_file, "pin_file")?,
        },
        None => KeyPlace::File { file: named(&set.key_file, "key_file")? },
    };
    let stamped = !set.time_stamp_url.is_empty();
    let level = match (stamped, set.long_term) {
        (_, true) => "B-LT",
        (true, false) => "B-T",
        (false, false) => "B-B",
    };
    Ok(Settings {
        level: level.to_owned(),
        certificates: named(&set.chain_file, "chain_file")?,
        key,
        trusted: named(&set.trusted_file, "trusted_file")?,
        time_stamps: stamped.then(|| set.time_stamp_url.clone()),
        time_stamps_trusted: set.time_stamp_chain_file.clone(),
        patience: Some(PATIENCE_SECONDS),
    })
}

/// The demonstration's own authority: made once, kept in the data folder. Nobody but this installation trusts it.
pub(crate) fn own(config: &Config, now: Timestamp, level: Level) -> Result<Seal, Failure> {
    let folder = config.data.join("keys").join("seal");
    let authority = Arc::new(OwnAuthority::open(&folder, &config.institution.name_it, now)?);
    let key = FileKey::from_pem(&std::fs::read_to_string(folder.join("sealing.key.pem"))?)?;
    let asking = Authorities::new(Duration::from_secs(PATIENCE_SECONDS))?;
    Ok(Seal::own(&authority, Arc::new(key), level, asking))
}
