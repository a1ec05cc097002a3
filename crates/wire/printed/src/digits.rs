//! Bytes as decimal digits: seven bytes are seventeen digits, in the QR's numeric mode 8.10 bits a byte. Every text of
//! digits stands for at most one string of bytes, and each string of bytes for exactly one text.

/// Digits for a last group of 0 to 7 bytes.
const WIDTH: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];

/// Writes the digits.
pub fn encode(bytes: &[u8]) -> String {
    let groups = bytes.chunks(7).map(|group| {
        let number = group.iter().fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let width = WIDTH.get(group.len()).copied().unwrap_or_default();
        format!("{number:0width$}")
    });
    groups.collect()
}

/// Reads digits, if [`encode`] could have written them.
pub fn decode(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for group in digits.as_bytes().chunks(17) {
        let count = WIDTH.iter().position(|width| *width == group.len())?;
        let number = group.iter().try_fold(0u64, |sum, digit| {
            digit.is_ascii_digit().then_some(())?;
            sum.checked_mul(10)?.checked_add(u64::from(digit.wrapping_sub(b'0')))
        })?;
        let (above, these) = number
            .to_be_bytes()
            .split_at_checked(8usize.checked_sub(count)?)
            .map(|(above, these)| (above.to_vec(), these.to_vec()))?;
        if above.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(these);
    }
    Some(bytes)
}
