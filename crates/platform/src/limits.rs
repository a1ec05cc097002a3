//! Limits per address, held in memory: the first guard against guessing. The guard that counts (per account) is in
//! the database, in identity.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use jiff::{SignedDuration, Timestamp};
use kernel::Problem;

use crate::stop::Stop;

/// A limit: so many at once, then one more each interval.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Its name, one counter each.
    pub name: &'static str,
    /// How many at once.
    pub burst: u32,
    /// Seconds until one more is allowed.
    pub seconds_each: u32,
}

/// The counters.
#[derive(Debug, Default)]
pub struct Limits {
    /// (limit, address prefix) → the instant at which the bucket is empty again.
    buckets: Mutex<HashMap<(&'static str, u64), Timestamp>>,
}

impl Limits {
    /// Counts one, or stops with 429 and how long to wait. Counted by IPv4 address or IPv6 /64 prefix.
    ///
    /// # Errors
    /// 429 `too-many-requests`.
    pub fn check(&self, limit: Limit, address: IpAddr, now: Timestamp) -> Result<(), Stop> {
        let each = SignedDuration::from_secs(i64::from(limit.seconds_each));
        let room = each.checked_mul(i32::try_from(limit.burst).unwrap_or(i32::MAX)).unwrap_or(each);
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() > 100_000 {
            buckets.retain(|_, full_until| *full_until > now);
        }
        let full_until = buckets.entry((limit.name, prefix(address))).or_insert(now);
        let next = (*full_until).max(now).saturating_add(each).unwrap_or(now);
        if next.duration_since(now) > room {
            let wait = next.duration_since(now).saturating_sub(room).as_secs().max(1);
            return Err(Problem::new(429, "too-many-requests").with("seconds", wait.to_string()).into());
        }
        *full_until = next;
        Ok(())
    }
}

fn prefix(address: IpAddr) -> u64 {
    match address {
        IpAddr::V4(v4) => u64::from(v4.to_bits()),
        IpAddr::V6(v6) => u64::try_from(v6.to_bits() >> 64).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_one_each_interval() {
        let limits = Limits::default();
        let limit = Limit { name: "t", burst: 3, seconds_each: 20 };
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let ip: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..3 {
            limits.check(limit, ip, start).unwrap();
        }
        assert!(limits.check(limit, ip, start).is_err());
        assert!(limits.check(limit, "192.0.2.2".parse().unwrap(), start).is_ok());
        assert!(limits.check(limit, ip, start + SignedDuration::from_secs(20)).is_ok());
        assert!(limits.check(limit, ip, start + SignedDuration::from_secs(20)).is_err());
    }
}
