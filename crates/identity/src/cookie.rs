//! The two cookies of the sign-in beside the session's: the device that signed in before, and the sign-in that waits
//! for its second factor. Both hold 256 random bits of which the database knows the digest.

use axum::http::{HeaderMap, header};
use platform::{Config, clock::hash_token};

/// A device that signed in before; kept for a year.
pub const DEVICE: Cookie = Cookie { name: "device", seconds: 31_536_000 };
/// A sign-in that waits for its second factor.
pub const PENDING: Cookie = Cookie { name: "pending", seconds: 1800 };

/// A cookie of ours.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    name: &'static str,
    seconds: i64,
}

impl Cookie {
    fn full_name(self, config: &Config) -> String {
        // Browsers refuse the `__Host-` prefix without TLS, which the demo does not have.
        if is_https(config) { format!("__Host-{}", self.name) } else { self.name.to_owned() }
    }

    /// Sets it to a token; an empty one takes it away.
    pub fn set(self, config: &Config, token: &str) -> String {
        let age = if token.is_empty() { 0 } else { self.seconds };
        let secure = if is_https(config) { "; Secure" } else { "" };
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", self.full_name(config))
    }

    /// The token that came with a request.
    pub fn read(self, config: &Config, headers: &HeaderMap) -> Option<String> {
        let name = self.full_name(config);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, value)| *key == name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    }

    /// The digest of the token that came with a request.
    pub fn digest(self, config: &Config, headers: &HeaderMap) -> Option<String> {
        self.read(config, headers).map(|token| hash_token(&token))
    }
}

fn is_https(config: &Config) -> bool {
    config.base_url.starts_with("https://")
}
