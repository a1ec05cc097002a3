//! Answers that are the same for everybody: they may be cached, and pages of others may read them.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::{Stop, clock};

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// It never changes.
    ForEver,
    /// So many seconds.
    Seconds(u32),
    /// Asked again each time; not sent again when it is still the same.
    Asking,
}

/// Bytes with their type, an `ETag` and how long they may be kept; 304 for whoever has them already (RFC 9110, 13.1.2).
pub(super) fn answer(asked: &HeaderMap, kind: &'static str, keep: Keep, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", clock::hex(clock::sha256(&bytes).get(..12).unwrap_or_default()));
    let kept = match keep {
        Keep::ForEver => "public, max-age=31536000, immutable".to_owned(),
        Keep::Seconds(seconds) => format!("public, max-age={seconds}"),
        Keep::Asking => "no-cache".to_owned(),
    };
    let fresh = Response::builder()
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, kept)
        .header(header::ETAG, &tag)
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header("cross-origin-resource-policy", "cross-origin");
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same =
        known.is_some_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let made = if same {
        fresh.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else {
        fresh.body(Body::from(bytes))
    };
    made.unwrap_or_else(|error| Stop::broken(error).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_already_is_not_sent_it_again() {
        let first = answer(&HeaderMap::new(), "text/plain", Keep::Asking, b"same".to_vec());
        assert_eq!(first.status(), 200);
        let tag = first.headers()[header::ETAG].clone();
        let asked = |value: &str| HeaderMap::from_iter([(header::IF_NONE_MATCH, value.parse().unwrap())]);
        let tags = format!("\"other\", W/{}", tag.to_str().unwrap());
        assert_eq!(answer(&asked(&tags), "text/plain", Keep::Asking, b"same".to_vec()).status(), 304);
        assert_eq!(answer(&asked(&tags), "text/plain", Keep::Asking, b"new".to_vec()).status(), 200);
    }
}
