//! The keys that sign what is printed and the heads of the log. Both come from the installation's master key, so that
//! every node has the same; their public halves are published with the first document that they sign.

use std::sync::{Arc, OnceLock};

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
    printer: OnceLock<Arc<SecretKey>>,
    log: OnceLock<Arc<NoteSigner>>,
}

/// The key that signs printed codes.
///
/// # Errors
/// Never in practice: the derived secret is no key once in four thousand million installations.
pub fn printer(house: &House) -> Result<Arc<SecretKey>, Stop> {
    let ring = house.memory::<Ring>();
    if let Some(key) = ring.printer.get() {
        return Ok(key.clone());
    }
    let secret = house.keys().derive("certificates-printed-p256");
    let key = Arc::new(SecretKey::from_pkcs8(&pkcs8(&secret)).map_err(Stop::broken)?);
    Ok(ring.printer.get_or_init(|| key).clone())
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

/// Publishes both keys, if they are not yet.
pub(super) async fn publish(tx: &mut Tx) -> Result<(), Stop> {
    let house = tx.house().clone();
    let printer = printer(&house)?;
    // From a whole second on: printed codes know no smaller ones.
    let from = Timestamp::from_second(tx.now().as_second()).map_err(Stop::broken)?;
    let published = PublishedKey {
        key: printer.public().clone(),
        not_before: from,
        not_after: Timestamp::MAX,
        compromised_since: None,
    };
    let jwks = KeySet::new(vec![published]).jwks();
    let jwk = jwks.pointer("/keys/0").ok_or_else(|| Stop::broken("a key without its description"))?;
    let verifier = log_signer(&house)?.verifier().text();
    let rows = [(printer.public().id().text(), PRINTED, jwk.to_string()), (verifier.clone(), LOG, verifier)];
    for (id, purpose, public) in rows {
        sqlx::query(
            "insert into published_key (id, purpose, public, certificate, valid_from) values ($1, $2, $3, '', $4) \
             on conflict (id) do nothing",
        )
        .bind(id)
        .bind(purpose)
        .bind(public)
        .bind(clock::stamp(from))
        .execute(tx.conn())
        .await?;
    }
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
