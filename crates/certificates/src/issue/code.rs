//! The code that people type from paper: letters and digits that cannot be taken for one another, the last of which
//! checks the others.

use platform::Dice;

/// Without I, L, O, U, 0 and 1. A prime number of signs, so that one wrong sign, and two exchanged ones, are always found.
const SIGNS: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTVWXY";

/// Signs of a code, the last one being the check.
const LENGTH: usize = 16;

/// A new code, as stored: 15 random signs (73 bits) and their check.
pub fn new(dice: &Dice) -> String {
    let sign = || SIGNS.get(usize::try_from(dice.below(29)).unwrap_or(0)).copied().unwrap_or(b'2');
    let mut code: Vec<u8> = std::iter::repeat_with(sign).take(LENGTH.saturating_sub(1)).collect();
    code.extend(check(&code));
    code.into_iter().map(char::from).collect()
}

/// As printed: in groups of four.
pub fn show(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Reads what somebody typed, in any case, with any spaces and dashes; `None` when it cannot be a code.
pub fn read(typed: &str) -> Option<String> {
    let code: Vec<u8> = typed
        .bytes()
        .filter(|sign| !sign.is_ascii_whitespace() && *sign != b'-')
        .map(|sign| sign.to_ascii_uppercase())
        .take(LENGTH.saturating_add(1))
        .collect();
    let (given, signs) = code.split_last()?;
    (code.len() == LENGTH && check(signs) == Some(*given))
        .then(|| code.iter().copied().map(char::from).collect())
}

/// The sign whose place is the sum of the others' places, each times its position; none for a foreign sign.
fn check(signs: &[u8]) -> Option<u8> {
    let mut sum = 0usize;
    for (position, sign) in (1usize..).zip(signs) {
        let place = SIGNS.iter().position(|other| other == sign)?;
        sum = sum.saturating_add(place.saturating_mul(position));
    }
    SIGNS.get(sum.checked_rem(SIGNS.len())?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = new(&Dice::seeded(1));
        assert_eq!(code.len(), 16);
        assert_eq!(show(&code).matches('-').count(), 3);
        assert_eq!(read(&show(&code)), Some(code.clone()));
        assert_eq!(read(&format!("  {} ", show(&code).to_lowercase().replace('-', " "))), Some(code.clone()));
        for wrong in ["", "7", "\u{e9}", code.get(1..).unwrap(), &format!("{code}2")] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_wrong_sign_and_two_exchanged_ones_are_always_found() {
        let dice = Dice::seeded(2);
        for _ in 0..50 {
            let code = new(&dice).into_bytes();
            for at in 0..LENGTH {
                for sign in SIGNS.iter().filter(|sign| **sign != code[at]) {
                    let mut other = code.clone();
                    other[at] = *sign;
                    assert_eq!(read(std::str::from_utf8(&other).unwrap()), None);
                }
                // The check itself has no position; it is exchanged with its neighbour or not noticed to be equal.
                if at < 14 && code[at] != code[at + 1] {
                    let mut other = code.clone();
                    other.swap(at, at + 1);
                    assert_eq!(read(std::str::from_utf8(&other).unwrap()), None);
                }
            }
        }
    }
}
