//! What the numbers say.

/// The smallest number of days within which a share of the decisions was taken (`percent` of 100), from how many were
/// taken after each number of days, in order. `None` when none was taken.
pub fn percentile(counts: &[(i64, i64)], percent: i64) -> Option<i64> {
    let total: i64 = counts.iter().map(|(_, n)| n).sum();
    if total <= 0 {
        return None;
    }
    let mut before = 0_i64;
    for (days, n) in counts {
        before = before.saturating_add(*n);
        if before.saturating_mul(100) >= total.saturating_mul(percent) {
            return Some(*days);
        }
    }
    None
}

/// Places that are not taken: by who is enrolled, also under condition, or is about to pay.
pub fn places_left(places: i64, taken: i64) -> i64 {
    places.saturating_sub(taken).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_ninetieth_are_read_from_counts() {
        let counts = [(1, 5), (3, 3), (10, 1), (40, 1)];
        assert_eq!(percentile(&counts, 50), Some(1));
        assert_eq!(percentile(&counts, 90), Some(10));
        assert_eq!(percentile(&counts, 100), Some(40));
        assert_eq!(percentile(&[(7, 1)], 50), Some(7));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn places_never_go_below_none() {
        assert_eq!(places_left(30, 12), 18);
        assert_eq!(places_left(30, 31), 0);
    }
}
