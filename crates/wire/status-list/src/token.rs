//! The list signed: a JWT for the web, a CWT for whoever counts bytes. Both say the same.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use keys::{
    CannotSign, KeySet, Signer, Standing,
    cbor::{Value as Item, entry, named, text},
    jws::{self, Jws},
    sign1::{self, Header, Sign1},
};
use serde_json::{Value, json};

use crate::list::{BITS, StatusList};

const JWT: &str = "statuslist+jwt";
const CWT: &str = "application/statuslist+cwt";
const SUBJECT: i64 = 2;
const EXPIRES: i64 = 4;
const ISSUED: i64 = 6;
const STATUS_LIST: i64 = 65533;
const TIME_TO_LIVE: i64 = 65534;

/// A list with what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedList {
    /// The list's own address; a list found elsewhere is somebody else's.
    pub address: String,
    /// When it was made.
    pub issued: Timestamp,
    /// After this it says nothing any more.
    pub expires: Timestamp,
    /// Seconds after which to look for a newer one.
    pub time_to_live: u32,
    /// The states.
    pub list: StatusList,
}

/// Why a signed list says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// It cannot be read.
    #[error("not a signed status list")]
    Malformed,
    /// No published key, or not in its time, or stolen, or not its signature.
    #[error("not signed by the university")]
    NotSigned,
    /// Another list.
    #[error("another list than the one that was asked for")]
    OtherList,
    /// Too old, or not yet.
    #[error("the list is not of this time")]
    Expired,
}

/// Signs the list as a JWT.
///
/// # Errors
/// When the key did not sign.
pub fn seal_jwt(signer: &dyn Signer, signed: &SignedList) -> Result<String, CannotSign> {
    let claims = json!({
        "sub": signed.address,
        "iat": signed.issued.as_second(),
        "exp": signed.expires.as_second(),
        "ttl": signed.time_to_live,
        "status_list": { "bits": BITS, "lst": URL_SAFE_NO_PAD.encode(signed.list.compress()) },
    });
    jws::seal(signer, JWT, claims.to_string().as_bytes())
}

/// Signs the list as a CWT.
///
/// # Errors
/// When the key did not sign.
pub fn seal_cwt(signer: &dyn Signer, signed: &SignedList) -> Result<Vec<u8>, CannotSign> {
    let list = Item::Map(vec![
        named("bits", Item::Int(i64::try_from(BITS).unwrap_or_default())),
        named("lst", Item::Bytes(signed.list.compress())),
    ]);
    let claims = Item::Map(vec![
        entry(SUBJECT, text(&signed.address)),
        entry(ISSUED, Item::Int(signed.issued.as_second())),
        entry(EXPIRES, Item::Int(signed.expires.as_second())),
        entry(TIME_TO_LIVE, Item::Int(signed.time_to_live.into())),
        entry(STATUS_LIST, list),
    ]);
    let header = Header { content_format: None, media_type: Some(CWT.to_owned()) };
    sign1::seal(signer, &header, &claims.encode())
}

/// Reads and verifies a JWT, for the list at `address`, at the instant `now`.
///
/// # Errors
/// See [`BadToken`].
pub fn open_jwt(token: &str, address: &str, keys: &KeySet, now: Timestamp) -> Result<SignedList, BadToken> {
    let jws = Jws::read(token).map_err(|_| BadToken::Malformed)?;
    let published = keys.find_text(&jws.kid).ok_or(BadToken::NotSigned)?;
    let payload = jws.verify(&published.key).map_err(|_| BadToken::NotSigned)?;
    let signed = read_json(payload).filter(|_| jws.typ == JWT).ok_or(BadToken::Malformed)?;
    judge(signed, address, published.standing(now), now)
}

/// Reads and verifies a CWT, for the list at `address`, at the instant `now`.
///
/// # Errors
/// See [`BadToken`].
pub fn open_cwt(token: &[u8], address: &str, keys: &KeySet, now: Timestamp) -> Result<SignedList, BadToken> {
    let message = Sign1::read(token).map_err(|_| BadToken::Malformed)?;
    let published = keys.find(message.kid).ok_or(BadToken::NotSigned)?;
    let payload = message.verify(&published.key).map_err(|_| BadToken::NotSigned)?;
    let ours = message.header == Header { content_format: None, media_type: Some(CWT.to_owned()) };
    let signed = read_cbor(payload).filter(|_| ours).ok_or(BadToken::Malformed)?;
    judge(signed, address, published.standing(now), now)
}

/// A list is of today, so the key must be good today; a list of a stolen key says nothing.
fn judge(
    signed: SignedList,
    address: &str,
    standing: Standing,
    now: Timestamp,
) -> Result<SignedList, BadToken> {
    if signed.address != address {
        Err(BadToken::OtherList)
    } else if now < signed.issued || now >= signed.expires {
        Err(BadToken::Expired)
    } else if standing == Standing::Good {
        Ok(signed)
    } else {
        Err(BadToken::NotSigned)
    }
}

fn read_json(payload: &[u8]) -> Option<SignedList> {
    let claims: Value = serde_json::from_slice(payload).ok()?;
    let time = |name| Timestamp::from_second(claims.get(name)?.as_i64()?).ok();
    let list = claims.get("status_list")?;
    (list.get("bits")?.as_u64()? == BITS).then_some(())?;
    let compressed = URL_SAFE_NO_PAD.decode(list.get("lst")?.as_str()?).ok()?;
    Some(SignedList {
        address: claims.get("sub")?.as_str()?.to_owned(),
        issued: time("iat")?,
        expires: time("exp")?,
        time_to_live: claims.get("ttl")?.as_u64()?.try_into().ok()?,
        list: StatusList::decompress(&compressed).ok()?,
    })
}

fn read_cbor(payload: &[u8]) -> Option<SignedList> {
    let claims = Item::decode(payload).ok()?;
    let time = |key| Timestamp::from_second(claims.at(key)?.int()?).ok();
    let list = claims.at(STATUS_LIST)?;
    (u64::try_from(list.named("bits")?.int()?).ok()? == BITS).then_some(())?;
    Some(SignedList {
        address: claims.at(SUBJECT)?.text()?.to_owned(),
        issued: time(ISSUED)?,
        expires: time(EXPIRES)?,
        time_to_live: claims.at(TIME_TO_LIVE)?.int()?.try_into().ok()?,
        list: StatusList::decompress(list.named("lst")?.bytes()?).ok()?,
    })
}
