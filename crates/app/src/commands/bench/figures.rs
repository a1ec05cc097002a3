//! Times that were taken, and what is said of them.

use std::time::Duration;

/// Times of one kind of request.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds those of another.
    pub fn join(&mut self, other: Times) {
        self.0.extend(other.0);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time within which so many of a hundred were done, in milliseconds; the nearest rank, so that it is one that
    /// was taken. Zero when there are none.
    pub fn within(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        let rank = sorted.len().saturating_mul(percent).div_ceil(100).max(1);
        sorted.get(rank.saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// The middle one.
    pub fn p50(&self) -> f64 {
        self.within(50)
    }

    /// All but the slowest of a hundred.
    pub fn p99(&self) -> f64 {
        self.within(99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(ms: impl IntoIterator<Item = u64>) -> Times {
        Times(ms.into_iter().map(Duration::from_millis).collect())
    }

    #[test]
    fn percentiles_are_times_that_were_taken() {
        let hundred = times((1..=100).rev());
        assert_eq!((hundred.p50(), hundred.p99(), hundred.within(100)), (50.0, 99.0, 100.0));
        assert_eq!(times([7]).p99(), 7.0);
        assert_eq!(times([3, 9]).p50(), 3.0);
        assert_eq!(times([]).p99(), 0.0);
    }
}
