//! Where a person came from: each page of the profile can be opened from an application and leads back to it.

use serde::Deserialize;

/// `?back=/applications/…`: a path of ours, or nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

impl Back {
    /// Back to a path; one that is not ours is as if it were not there.
    pub fn to(path: &str) -> Self {
        Self { back: path.to_owned() }
    }

    /// The path, when it is one of ours: `//host` and `/\host` are not.
    pub fn local(&self) -> Option<&str> {
        let path = self.back.as_str();
        let rest = path.strip_prefix('/')?;
        let ours = path.len() < 500
            && !rest.starts_with(['/', '\\'])
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        ours.then_some(path)
    }

    /// The path, or the profile.
    pub fn href(&self) -> &str {
        self.local().unwrap_or("/profile")
    }

    /// An address of the profile that still knows the way back.
    pub fn through(&self, path: &str) -> String {
        match self.local() {
            Some(back) => format!("{path}?back={}", encode(back)),
            None => path.to_owned(),
        }
    }

    /// As [`Back::through`], with the code of what was just done.
    pub fn through_done(&self, path: &str, done: &str) -> String {
        with_done(&self.through(path), done)
    }

    /// Back, with the code of what was just done.
    pub fn done(&self, done: &str) -> String {
        with_done(self.href(), done)
    }
}

fn with_done(path: &str, done: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}done={done}")
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_lead_back() {
        for (path, href) in [
            ("/applications/1?x=y", "/applications/1?x=y"),
            ("", "/profile"),
            ("https://evil.example", "/profile"),
            ("//evil.example", "/profile"),
            ("/\\evil.example", "/profile"),
            ("/a\r\nb", "/profile"),
            ("/a b", "/profile"),
        ] {
            assert_eq!(Back::to(path).href(), href, "{path:?}");
        }
        assert_eq!(Back::to("/a?b=1&c").through("/profile/phones"), "/profile/phones?back=/a%3Fb%3D1%26c");
        assert_eq!(Back::to("/a?b=1").done("saved"), "/a?b=1&done=saved");
        assert_eq!(Back::default().done("saved"), "/profile?done=saved");
    }
}
