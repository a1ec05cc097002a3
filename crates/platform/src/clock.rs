//! Time and chance, injected: rules get them as values, tests freeze them, the demo moves the clock forward.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use uuid::Uuid;

/// Tells the time. The office's days are those of Europe/Rome.
#[derive(Clone, Debug)]
pub struct Clock {
    frozen: Option<Timestamp>,
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { frozen: None, offset_ms: Arc::default() }
    }

    /// A clock that stands still until it is advanced.
    pub fn frozen(at: Timestamp) -> Self {
        Self { frozen: Some(at), offset_ms: Arc::default() }
    }

    /// The instant, in microseconds (the finest that both databases keep).
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
        let base = self.frozen.unwrap_or_else(Timestamp::now);
        let moved = base.saturating_add(SignedDuration::from_millis(self.offset_ms.load(Ordering::Relaxed)));
        let micros = moved.map_or(base, |t| t).as_microsecond();
        Timestamp::from_microsecond(micros).unwrap_or(base)
    }

    /// Today at the office.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// Moves the clock forward (the demo and tests).
    pub fn advance(&self, by: SignedDuration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(0);
        self.offset_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// How far the clock was moved.
    pub fn offset(&self) -> SignedDuration {
        SignedDuration::from_millis(self.offset_ms.load(Ordering::Relaxed))
    }
}

/// Writes an instant as it is stored: RFC 3339 in UTC with six decimals, so that text order is time order.
pub fn stamp(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// Reads a stored instant; one that cannot be read is the epoch.
pub fn instant(stored: &str) -> Timestamp {
    stored.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The office's time zone.
pub fn rome() -> TimeZone {
    TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC)
}

/// The day at the office of an instant.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(rome()).date()
}

/// The last instant of a day at the office: a deadline "by 7 March" ends then.
pub fn end_of(day: Date) -> Timestamp {
    day.at(23, 59, 59, 0).to_zoned(rome()).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

/// The first instant of a day at the office.
pub fn start_of(day: Date) -> Timestamp {
    day.to_zoned(rome()).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

/// Chance: identifiers, tokens, codes. Seeded in tests, from the system otherwise.
#[derive(Clone, Debug, Default)]
pub struct Dice {
    seeded: Option<Arc<Mutex<u64>>>,
}

impl Dice {
    /// The system's randomness.
    pub fn system() -> Self {
        Self::default()
    }

    /// The same throws every time, for tests and for the demo's people.
    pub fn seeded(seed: u64) -> Self {
        Self { seeded: Some(Arc::new(Mutex::new(seed))) }
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.seeded {
            Some(state) => {
                for chunk in bytes.chunks_mut(8) {
                    let word = split_mix(state).to_le_bytes();
                    for (to, from) in chunk.iter_mut().zip(word) {
                        *to = from;
                    }
                }
            }
            None => {
                // Without randomness nothing here is safe: the process ends rather than guess.
                if getrandom::fill(&mut bytes).is_err() {
                    std::process::abort();
                }
            }
        }
        bytes
    }

    /// A random number.
    pub fn number(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A random number below a bound.
    pub fn below(&self, bound: u64) -> u64 {
        self.number().checked_rem(bound).unwrap_or(0)
    }

    /// A new identifier (UUIDv7) that sorts by time, and within a millisecond in the order of this process: the events
    /// of one transaction are read back in the order in which they were told (RFC 9562, section 6.2, method 1).
    pub fn id(&self, at: Timestamp) -> String {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let ms = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let next = |last: u64| (ms << 12).max(last.saturating_add(1));
        let last =
            LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last))).unwrap_or(0);
        let place = next(last);
        let mut tail: [u8; 10] = self.bytes();
        for (to, from) in tail.iter_mut().zip(u16::try_from(place & 0xfff).unwrap_or(0).to_be_bytes()) {
            *to = from;
        }
        uuid::Builder::from_unix_timestamp_millis(place >> 12, &tail).into_uuid().to_string()
    }

    /// A secret for a link or a session: 256 bits as URL-safe text. Store only [`hash_token`] of it.
    pub fn token(&self) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// A random UUID, for form keys.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// What is stored of a token: SHA-256 in hexadecimal.
pub fn hash_token(token: &str) -> String {
    hex(&sha256(token.as_bytes()))
}

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

/// Hexadecimal text.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn split_mix(state: &Mutex<u64>) -> u64 {
    let mut state = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_instants_have_one_length_and_sort_as_time() {
        let a = stamp("2026-11-23T10:00:00Z".parse().unwrap());
        let b = stamp("2026-11-23T10:00:00.000001Z".parse().unwrap());
        assert_eq!(a, "2026-11-23T10:00:00.000000Z");
        assert!(a < b);
        assert_eq!(stamp(instant(&b)), b);
    }

    #[test]
    fn days_are_those_of_rome() {
        let at: Timestamp = "2026-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(day_of(at).to_string(), "2026-07-01");
        assert_eq!(end_of("2026-03-07".parse().unwrap()).to_string(), "2026-03-07T22:59:59Z");
    }

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let clock = Clock::frozen("2026-11-23T10:00:00Z".parse().unwrap());
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_hours(24));
        assert_eq!(clock.today().to_string(), "2026-11-24");
    }
}
