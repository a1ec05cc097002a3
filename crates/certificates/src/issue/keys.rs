//! The keys that sign what is printed and the heads of the log. Both come from the installation's master key, so that
//! every node has the same; their public halves are published with the first document that they sign.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;
use keys::{KeySet, PublishedKey, SecretKey, Signer};
use platform::{Conn, House, Stop, Tx, clock};
use sqlx::Row;
use transparency::checkpoint::{NoteSigner, NoteVerifier};

/// What a published key is for: signing printed codes, status lists.
pub const PRINTED: &str = "printed";
/// What a published key is for: signing heads of the log.
pub const LOG: &str = "log";

#[derive(Default)]
struct Ring {
    printers: Mutex<BTreeMap<usize, Arc<SecretKey>>>,
    log: OnceLock<Arc<NoteSigner>>,
}

/// The key that signs printed codes at an instant: the published one of that time, or the first of all.
///
/// # Errors
/// When the database fails, or all published keys have ended: the office has to rotate.
pub async fn printer(house: &House, conn: &mut Conn, at: Timestamp) -> Result<Arc<SecretKey>, Stop> {
    let published = printed_keys(conn).await?;
    let Some(active) = published.keys().iter().find(|key| key.status(at) == keys::Status::Active) else {
        return if published.keys().is_empty() {
            generation(house, 1)
        } else {
            Err(Stop::broken("no published key signs printed codes now"))
        };
    };
    for number in 1..=published.keys().len() {
        let key = generation(house, number)?;
        if *key.public() == active.key {
            return Ok(key);
        }
    }
    Err(Stop::broken("the published key is not of this installation: was keys/master.key replaced?"))
}

/// The first, second, … key for printed codes of this installation.
pub(crate) fn generation(house: &House, number: usize) -> Result<Arc<SecretKey>, Stop> {
    let ring = house.memory::<Ring>();
    let mut printers = ring.printers.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = printers.get(&number) {
        return Ok(key.clone());
    }
    let purpose = match number {
        1 => "certificates-printed-p256".to_owned(),
        later => format!("certificates-printed-p256-{later}"),
    };
    let secret = house.keys().derive(&purpose);
    let key = Arc::new(SecretKey::from_pkcs8(&pkcs8(&secret)).map_err(Stop::broken)?);
    printers.insert(number, key.clone());
    Ok(key)
}

/// The key that signs heads of the log.
///
/// # Errors
/// When the service's address is no name for a log.
pub fn log_signer(house: &House) -> Result<Arc<NoteSigner>, Stop> {
    let ring = house.memory::<Ring>();
    if let Some(key) = ring.log.get() {
        return Ok(key.clone());
    }
    let seed = house.keys().derive("certificates-log-ed25519");
    let key = Arc::new(NoteSigner::from_seed(&origin(house), &seed).map_err(Stop::broken)?);
    Ok(ring.log.get_or_init(|| key).clone())
}

/// The log's name: the service's address without its scheme, and `/log`.
pub fn origin(house: &House) -> String {
    let base = &house.config().base_url;
    let name = base.split_once("://").map_or(base.as_str(), |(_, name)| name);
    format!("{}/log", name.trim_end_matches('/'))
}

/// Publishes the first keys, if none are; and the log's own whenever it is a new one.
pub(crate) async fn publish(tx: &mut Tx) -> Result<(), Stop> {
    let house = tx.house().clone();
    // From a whole second on: printed codes know no smaller ones.
    let from = Timestamp::from_second(tx.now().as_second()).map_err(Stop::broken)?;
    if printed_keys(tx.conn()).await?.keys().is_empty() {
        publish_printer(tx, &*generation(&house, 1)?, from).await?;
    }
    crate::proof::seals::publish(tx).await?;
    let verifier = log_signer(&house)?.verifier().text();
    insert(tx, &verifier, LOG, &verifier, "", from).await
}

/// Publishes a key that signs printed codes from an instant on.
pub(crate) async fn publish_printer(tx: &mut Tx, key: &SecretKey, from: Timestamp) -> Result<(), Stop> {
    let published = PublishedKey {
        key: key.public().clone(),
        not_before: from,
        not_after: Timestamp::MAX,
        compromised_since: None,
    };
    let jwks = KeySet::new(vec![published]).jwks();
    let jwk = jwks.pointer("/keys/0").ok_or_else(|| Stop::broken("a key without its description"))?;
    insert(tx, &key.public().id().text(), PRINTED, &jwk.to_string(), "", from).await
}

/// Writes a row of the history of keys, once.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: &str,
    purpose: &str,
    public: &str,
    certificate: &str,
    from: Timestamp,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into published_key (id, purpose, public, certificate, valid_from) values ($1, $2, $3, $4, $5) \
         on conflict (id) do nothing",
    )
    .bind(id)
    .bind(purpose)
    .bind(public)
    .bind(certificate)
    .bind(clock::stamp(from))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every key that ever signed printed codes.
///
/// # Errors
/// When the database fails, or a stored key cannot be read.
pub async fn printed_keys(conn: &mut Conn) -> Result<KeySet, Stop> {
    let rows = sqlx::query("select * from published_key where purpose = $1 order by valid_from, id")
        .bind(PRINTED)
        .fetch_all(conn)
        .await?;
    let mut published = Vec::with_capacity(rows.len());
    for row in rows {
        let jwk: serde_json::Value = serde_json::from_str(&row.try_get::<String, _>("public")?)?;
        let read = KeySet::from_jwks(&serde_json::json!({ "keys": [jwk] })).map_err(Stop::broken)?;
        let until: Option<String> = row.try_get("valid_to")?;
        let since: Option<String> = row.try_get("compromised_at")?;
        published.extend(read.keys().first().map(|key| PublishedKey {
            not_after: until.as_deref().map_or(key.not_after, clock::instant),
            compromised_since: since.as_deref().map(clock::instant),
            ..key.clone()
        }));
    }
    Ok(KeySet::new(published))
}

/// The key that checks heads of the log.
///
/// # Errors
/// As [`log_signer`].
pub fn log_verifier(house: &House) -> Result<NoteVerifier, Stop> {
    Ok(log_signer(house)?.verifier())
}

/// A P-256 secret as PKCS#8 (RFC 5208) around RFC 5915, without the public half.
fn pkcs8(secret: &[u8; 32]) -> Vec<u8> {
    const HEAD: [u8; 35] = [
        0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06,
        0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04,
        0x20,
    ];
    [HEAD.as_slice(), secret].concat()
}
