//! What whoever verifies a Verifiable Credential fetches: the university with its keys, one key, and the list of what was
//! withdrawn in the words of W3C. The addresses stand in every credential that was issued: they are never changed.

use axum::{extract::State, http::HeaderMap, response::Response};
use platform::{
    House, Stop,
    web::{Anyone, Params, Routes},
};

use super::{
    keys,
    public::{Keep, answer},
    status,
};
use crate::{formats::addresses, issue::keys as ring};

/// The university as an issuer.
pub const ISSUER: &str = "/.well-known/certificates/issuer";
/// The folder of its keys.
pub const KEYS: &str = "/.well-known/certificates/keys";
/// The list of what was withdrawn (Bitstring Status List 1.0).
pub const WITHDRAWN: &str = "/.well-known/certificates/withdrawn";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get(ISSUER, issuer)
        .get("/.well-known/certificates/keys/{kid}", key)
        .get(WITHDRAWN, withdrawn)
}

/// The university with every key that signed a credential (W3C Controlled Identifiers 1.0).
async fn issuer(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    keys::ensure(&house).await?;
    let mut conn = house.db().read().await?;
    let published = ring::printed_keys(&mut conn).await?;
    let name = &house.config().institution.name_en;
    let document = credentials::issuer_document(&addresses(&house), name, &published);
    Ok(answer(&headers, "application/json", Keep::Seconds(3600), document.to_string().into_bytes()))
}

/// One key, as the `kid` of a credential names it.
async fn key(
    _: Anyone,
    params: Params,
    State(house): State<House>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    keys::ensure(&house).await?;
    let mut conn = house.db().read().await?;
    let jwks = ring::printed_keys(&mut conn).await?.jwks();
    let all = jwks.get("keys").and_then(|keys| keys.as_array()).map(Vec::as_slice).unwrap_or_default();
    let named = |jwk: &&serde_json::Value| jwk.get("kid").is_some_and(|kid| kid == params.get("kid"));
    let jwk = all.iter().find(named).ok_or_else(Stop::not_found)?;
    Ok(answer(&headers, "application/jwk+json", Keep::Seconds(3600), jwk.to_string().into_bytes()))
}

async fn withdrawn(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    let signed = status::current(&house).await?;
    let list = signed.credential.clone().into_bytes();
    Ok(answer(&headers, "application/vc+jwt", Keep::Seconds(status::TIME_TO_LIVE), list))
}
