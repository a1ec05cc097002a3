use axum::http::HeaderMap;
use platform::{Config, clock::hash_token};

use crate::sandbox;

/// The header with which the reverse proxy says that it has checked the platform's client certificate.
const HEADER: &str = "x-pagopa-door";

/// True when the proxy vouches for who knocks. In the sandbox, where no money moves, anybody may, unless a secret is
/// set; outside of it nobody may while none is set.
pub(super) fn is_known(config: &Config, headers: &HeaderMap) -> bool {
    let Some(file) = &config.pagopa.door_secret_file else { return sandbox::is_on(config) };
    let Ok(secret) = std::fs::read_to_string(file) else {
        tracing::error!("the secret of the payment platform's door cannot be read");
        return false;
    };
    let said = headers.get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Digests are compared, so that the time it takes tells nothing of the secret.
    !secret.trim().is_empty() && hash_token(secret.trim()) == hash_token(said)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn knock(mode: &str, file: Option<PathBuf>, said: &str) -> bool {
        let mut config = Config::default();
        config.pagopa.mode = mode.into();
        config.pagopa.door_secret_file = file;
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, said.parse().unwrap());
        is_known(&config, &headers)
    }

    #[test]
    fn outside_the_sandbox_only_who_is_vouched_for_gets_in() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        std::fs::write(&file, "s3cret\n").unwrap();
        let empty = folder.path().join("empty");
        std::fs::write(&empty, "\n").unwrap();
        for (mode, file, said, expected) in [
            ("sandbox", None, "", true),
            ("async", None, "", false),
            ("async", None, "s3cret", false),
            ("async", Some(file.clone()), "s3cret", true),
            ("async", Some(file.clone()), "", false),
            ("async", Some(file.clone()), "guess", false),
            ("sandbox", Some(file), "", false),
            ("async", Some(empty), "", false),
            ("async", Some(folder.path().join("none")), "", false),
        ] {
            assert_eq!(knock(mode, file, said), expected, "{mode} {said}");
        }
    }
}
