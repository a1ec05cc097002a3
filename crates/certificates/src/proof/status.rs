//! The signed list of what was withdrawn, at a well-known address (IETF Token Status List): as a JWT, or as a CWT for who
//! asks for it. Whoever checks fetches the whole list, so the university does not learn which document is looked at.
//!
//! A document's place in the list is its place in the log. The list is made when it is asked for, and again when something
//! was withdrawn since, when the list has become larger, when the key has changed, and each hour.

use std::sync::{Arc, Mutex, PoisonError};

use ::keys::Signer;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use jiff::{SignedDuration, Timestamp};
use platform::{
    Conn, House, Stop,
    web::{Anyone, Routes},
};
use sqlx::Row;
use status_list::{SignedList, State as Word, StatusList, seal_cwt, seal_jwt};

use super::{
    keys,
    public::{Keep, answer},
};
use crate::{
    formats,
    issue::{IssuedState, keys as ring, log},
};

const PATH: &str = "/.well-known/certificates/status";
const JWT: &str = "application/statuslist+jwt";
const CWT: &str = "application/statuslist+cwt";

/// Large from the start: how long the list is says nothing about how many documents there are.
const PLACES: u64 = 1 << 17;
/// A list is signed again after this, though nothing changed.
const RENEWED: SignedDuration = SignedDuration::from_hours(1);
/// For so long whoever is without a network may rely on the list they have.
const LASTS: SignedDuration = SignedDuration::from_hours(72);
/// Seconds after which to look for a newer one.
pub(super) const TIME_TO_LIVE: u32 = 300;

pub(super) fn routes() -> Routes {
    Routes::new().get(PATH, list)
}

/// The list's own address.
pub fn address(house: &House) -> String {
    format!("{}{PATH}", house.config().base_url)
}

/// The list's path, for a page of the same host.
pub(super) const fn path() -> &'static str {
    PATH
}

/// The list, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// For the web.
    pub jwt: String,
    /// For whoever counts bytes.
    pub cwt: Vec<u8>,
    /// The same in the words of W3C: one bit for each document, corrected or withdrawn.
    pub credential: String,
    /// When it was made.
    pub issued: Timestamp,
    basis: Basis,
}

/// What a list was made of: another basis, another list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Basis {
    withdrawn: i64,
    last: Option<String>,
    places: u64,
    key: String,
}

#[derive(Default)]
struct Memory(Mutex<Option<Arc<Signed>>>);

/// The list as it is now.
///
/// # Errors
/// When the database fails or the key does not sign.
pub async fn current(house: &House) -> Result<Arc<Signed>, Stop> {
    keys::ensure(house).await?;
    let now = house.clock().now();
    let mut conn = house.db().read().await?;
    let key = ring::printer(house, &mut conn, now).await?;
    let basis = basis(&mut conn, key.public().id().text()).await?;
    let memory = house.memory::<Memory>();
    let kept = memory.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(kept) = kept.filter(|kept| kept.basis == basis && now.duration_since(kept.issued) < RENEWED) {
        return Ok(kept);
    }
    let made = Arc::new(make(house, &mut conn, &*key, basis, now).await?);
    *memory.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
    Ok(made)
}

async fn basis(conn: &mut Conn, key: String) -> Result<Basis, Stop> {
    let row = sqlx::query(
        "select count(*) as n, max(withdrawn_at) as last from issued where withdrawn_at is not null",
    )
    .fetch_one(&mut *conn)
    .await?;
    let entries = log::size(conn).await?;
    Ok(Basis {
        withdrawn: row.try_get("n")?,
        last: row.try_get("last")?,
        places: entries.saturating_mul(2).next_power_of_two().max(PLACES),
        key,
    })
}

async fn make(
    house: &House,
    conn: &mut Conn,
    key: &dyn Signer,
    basis: Basis,
    now: Timestamp,
) -> Result<Signed, Stop> {
    let issued = Timestamp::from_second(now.as_second()).map_err(Stop::broken)?;
    let expires = issued.saturating_add(LASTS).map_err(Stop::broken)?;
    let withdrawn = withdrawn(conn).await?;
    let mut words = StatusList::empty(basis.places).map_err(Stop::broken)?;
    for (place, word) in &withdrawn {
        words.set(*place, *word).map_err(Stop::broken)?;
    }
    let list =
        SignedList { address: address(house), issued, expires, time_to_live: TIME_TO_LIVE, list: words };
    let jwt = seal_jwt(key, &list).map_err(Stop::broken)?;
    let cwt = seal_cwt(key, &list).map_err(Stop::broken)?;
    let places: Vec<u64> = withdrawn.iter().map(|(place, _)| *place).collect();
    let addresses = formats::addresses(house);
    let credential = ::credentials::status_list(key, &addresses, basis.places, &places, (issued, expires))
        .map_err(Stop::broken)?;
    Ok(Signed { jwt, cwt, credential, issued, basis })
}

/// The places of what is corrected or withdrawn.
async fn withdrawn(conn: &mut Conn) -> Result<Vec<(u64, Word)>, Stop> {
    let rows = sqlx::query(
        "select l.place, i.state from issued i join log_leaf l on l.issued_id = i.id where i.withdrawn_at is not null",
    )
    .fetch_all(conn)
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let place = u64::try_from(row.try_get::<i64, _>(0)?).map_err(Stop::broken)?;
        let word = match IssuedState::read(&row.try_get::<String, _>(1)?) {
            Some(IssuedState::Superseded) => Word::Superseded,
            Some(IssuedState::Revoked) => Word::Withdrawn,
            Some(IssuedState::Prepared | IssuedState::Issued) => continue,
            None => return Err(Stop::broken("a document in an unknown state")),
        };
        list.push((place, word));
    }
    Ok(list)
}

async fn list(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    let signed = current(&house).await?;
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (kind, bytes) = if accepted.contains(CWT) {
        (CWT, signed.cwt.clone())
    } else {
        (JWT, signed.jwt.clone().into_bytes())
    };
    let mut response = answer(&headers, kind, Keep::Seconds(TIME_TO_LIVE), bytes);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}
