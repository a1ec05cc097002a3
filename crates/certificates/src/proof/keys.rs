//! `/.well-known/ateneo-keys.json`: every key that the university signed or seals with, and its time.
//!
//! It is a JWK set (RFC 7517) for the keys of printed codes and status lists, with three members more: `log`, the keys of
//! the log's heads in their own form (C2SP `signed-note`), `seals`, the X.509 certificates of sealed PDFs, and where the
//! rest is.

use ::keys::{KeySet, Signer, Status};
use axum::{extract::State, http::HeaderMap, response::Response};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Event, Problem};
use pades_wire::Certificate;
use platform::{
    Actor, Conn, Explain, House, Stop, Subject, Tx, clock,
    web::{Anyone, Routes},
};
use serde_json::{Value, json};
use sqlx::Row;

use super::{
    public::{Keep, answer},
    seals, status,
};
use crate::issue::{self, keys as ring};

/// Where the keys are published.
pub const ADDRESS: &str = "/.well-known/ateneo-keys.json";

pub(super) fn routes() -> Routes {
    Routes::new().get(ADDRESS, published)
}

/// All that is published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Keys of printed codes and status lists.
    pub printed: KeySet,
    /// Keys of the log's heads, each as `name+hash+key`.
    pub log: Vec<String>,
    /// Certificates of sealed PDFs, the newest first.
    pub seals: Vec<Certificate>,
}

impl Published {
    /// Everything; the first keys are published by whoever asks first.
    ///
    /// # Errors
    /// When the database fails, or something stored cannot be read.
    pub async fn of(house: &House) -> Result<Published, Stop> {
        ensure(house).await?;
        let mut conn = house.db().read().await?;
        Self::read(house, &mut conn).await
    }

    /// What is published now.
    ///
    /// # Errors
    /// As [`Published::of`].
    pub async fn read(house: &House, conn: &mut Conn) -> Result<Published, Stop> {
        let printed = ring::printed_keys(conn).await?;
        let rows = sqlx::query("select public from published_key where purpose = $1 order by valid_from, id")
            .bind(ring::LOG)
            .fetch_all(&mut *conn)
            .await?;
        let log = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        Ok(Published { printed, log, seals: seals::published(house, conn).await? })
    }

    /// As JSON.
    pub fn json(&self, house: &House) -> Value {
        let base = &house.config().base_url;
        let mut set = self.printed.jwks();
        let seals: Vec<Value> = self.seals.iter().map(seal).collect();
        let more = json!({
            "addresses": addresses(house),
            "log": { "address": format!("{base}/log"), "origin": ring::origin(house), "keys": self.log },
            "seals": seals,
            "status_list": status::address(house),
        });
        if let (Some(fields), Value::Object(more)) = (set.as_object_mut(), more) {
            fields.extend(more);
        }
        set
    }
}

/// A certificate in the words of a JWK (RFC 7517, 4.7 and 4.9).
fn seal(certificate: &Certificate) -> Value {
    let (from, to) = certificate.validity();
    json!({
        "x5c": [STANDARD.encode(certificate.der())],
        "x5t#S256": URL_SAFE_NO_PAD.encode(certificate.fingerprint()),
        "subject": certificate.holder(),
        "nbf": from.as_second(),
        "exp": to.as_second(),
    })
}

/// The addresses that printed codes begin with: today's, and those of hosts that the university had before.
pub fn addresses(house: &House) -> Vec<String> {
    let former = house.config().certificates.former_addresses.iter().cloned();
    std::iter::once(issue::camera_address(house)).chain(former).collect()
}

/// Publishes the first keys before anything is signed with them.
pub(super) async fn ensure(house: &House) -> Result<(), Stop> {
    {
        let mut conn = house.db().read().await?;
        if !ring::printed_keys(&mut conn).await?.keys().is_empty() {
            return Ok(());
        }
    }
    let mut tx = house.begin_as(Actor::System, "keys").await?;
    ring::publish(&mut tx).await?;
    tx.journal(&Subject::new("published-key", "first"), Event::new("certificates.keys-published")).await?;
    tx.commit().await
}

async fn published(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    let body = Published::of(&house).await?.json(&house).to_string();
    Ok(answer(&headers, "application/jwk-set+json", Keep::Seconds(3600), body.into_bytes()))
}

/// When a key is changed, and whether the old one is in other hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotation {
    /// From when on the new key signs; at once when not said, and always when the old one is in other hands. A few days
    /// ahead lets offline pages learn it in time.
    pub at: Option<Timestamp>,
    /// Since when somebody else may have had the old key.
    pub compromised_since: Option<Timestamp>,
}

/// Why a key cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRotate {
    /// The next key is published already and waits for its day.
    AlreadyComing,
    /// The new key cannot have signed in the past.
    InThePast,
    /// Nobody can have had the key before the university had it, or after now.
    NotItsTime,
}

impl Explain for CannotRotate {
    fn explain(&self) -> Problem {
        Problem::conflict(match self {
            CannotRotate::AlreadyComing => "certificates-key-coming",
            CannotRotate::InThePast => "certificates-key-past",
            CannotRotate::NotItsTime => "certificates-key-time",
        })
    }
}

/// Gives the key of printed codes an end and publishes the next one. Gives the name of the new key and its first instant.
///
/// # Errors
/// [`CannotRotate`]; when the database fails.
pub async fn rotate(house: &House, rotation: Rotation) -> Result<(String, Timestamp), Stop> {
    ensure(house).await?;
    let mut tx = house.begin_as(Actor::Operator, "keys rotate").await?;
    let now = tx.now();
    let from = first_second(rotation, now)?;
    let history = ring::printed_keys(tx.conn()).await?;
    if history.keys().iter().any(|key| key.status(now) == Status::Coming) {
        return Err(CannotRotate::AlreadyComing.into());
    }
    for key in history.keys().iter().filter(|key| key.not_after > from) {
        if rotation.compromised_since.is_some_and(|since| since < key.not_before || since > now) {
            return Err(CannotRotate::NotItsTime.into());
        }
        end(&mut tx, &key.key.id().text(), from, rotation.compromised_since).await?;
    }
    let next = ring::generation(house, history.keys().len().saturating_add(1))?;
    ring::publish_printer(&mut tx, &next, from).await?;
    let name = next.public().id().text();
    let event = Event::new("certificates.key-rotated")
        .with("from", clock::stamp(from))
        .with("compromised", if rotation.compromised_since.is_some() { "yes" } else { "no" });
    tx.journal(&Subject::new("published-key", &name), event).await?;
    tx.commit().await?;
    Ok((name, from))
}

/// Keys have whole seconds. What was signed in this second keeps its key, unless the key was stolen: then it signs nothing
/// more.
fn first_second(rotation: Rotation, now: Timestamp) -> Result<Timestamp, Stop> {
    let next = now.saturating_add(SignedDuration::from_secs(1)).map_err(Stop::broken)?;
    let wanted = match (rotation.compromised_since, rotation.at) {
        (Some(_), _) => now,
        (None, Some(at)) if at <= now => return Err(CannotRotate::InThePast.into()),
        (None, at) => at.unwrap_or(next).max(next),
    };
    Timestamp::from_second(wanted.as_second()).map_err(Stop::broken)
}

async fn end(tx: &mut Tx, id: &str, from: Timestamp, compromised: Option<Timestamp>) -> Result<(), Stop> {
    sqlx::query("update published_key set valid_to = $1, compromised_at = $2 where id = $3")
        .bind(clock::stamp(from))
        .bind(compromised.map(clock::stamp))
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
