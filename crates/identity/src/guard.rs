//! Limits per address for the doors that anybody can knock at (see also the counters per account in `sign_in::lock`).

use platform::{House, Stop, limits::Limit, web::Visitor};

/// Sign-in: three a minute, ten at once.
pub const SIGN_IN: Limit = Limit { name: "sign-in", burst: 10, seconds_each: 20 };
/// Recovery: three an hour.
pub const RECOVERY: Limit = Limit { name: "recovery", burst: 3, seconds_each: 1200 };
/// Registration: three an hour.
pub const REGISTRATION: Limit = Limit { name: "registration", burst: 3, seconds_each: 1200 };
/// Requests to the assistance desk: five an hour.
pub const ASSISTANCE: Limit = Limit { name: "assistance", burst: 5, seconds_each: 720 };
/// Links typed or guessed: thirty a minute.
pub const LINKS: Limit = Limit { name: "links", burst: 30, seconds_each: 2 };

/// Counts one, or stops with 429. In the demo everybody comes from one machine, so it allows a hundred times as many.
///
/// # Errors
/// 429 `too-many-requests`.
pub fn check(house: &House, visitor: &Visitor, limit: Limit) -> Result<(), Stop> {
    let burst = if house.config().demo { limit.burst.saturating_mul(100) } else { limit.burst };
    house.limits().check(Limit { burst, ..limit }, visitor.address, house.clock().now())
}

/// A path of ours to come back to; anything else leads home.
pub fn local(back: &str) -> &str {
    let local = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && back.len() <= 500
        && back.bytes().all(|byte| byte.is_ascii_graphic());
    // Coming back to a page of the sign-in itself would turn in circles.
    if local && !back.starts_with("/sign-") { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_come_back_to() {
        for (back, kept) in [
            ("/applications/1?x=2", "/applications/1?x=2"),
            ("", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
            ("/sign-in", "/"),
        ] {
            assert_eq!(local(back), kept, "{back}");
        }
    }
}
