use std::{fmt, str::FromStr};

use crate::FaultCode;

/// The number by which the university knows a person: eight digits, the first not 0, the last a check digit (Damm's
/// algorithm) that catches every wrong digit and every swap of two neighbours, so that a mistyped code is told apart
/// from another person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonCode(u32);

impl PersonCode {
    /// Makes a code out of a random number. About nine million are possible: whoever assigns one tries again when it
    /// is taken. It tells nothing of who came first.
    pub fn from_random(random: u64) -> Self {
        let number = u32::try_from(random % 9_000_000).unwrap_or(0).wrapping_add(1_000_000);
        let check = u32::from(damm(number.to_string().bytes().map(|byte| byte.wrapping_sub(b'0'))));
        Self(number.wrapping_mul(10).wrapping_add(check))
    }

    /// Reads a typed code, forgiving spaces.
    ///
    /// # Errors
    /// `required`, `malformed` when it is not eight digits, `check-digit` when a digit is wrong.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.is_empty() {
            return Err("required");
        }
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
            return Err("malformed");
        }
        if damm(digits.bytes().map(|byte| byte.wrapping_sub(b'0'))) != 0 {
            return Err("check-digit");
        }
        digits.parse().map(Self).map_err(|_| "malformed")
    }
}

/// A totally anti-symmetric quasigroup of order 10 with zeros on the diagonal (Damm, 2004).
const QUASIGROUP: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of some digits; 0 when the check digit is among them and right.
fn damm(digits: impl Iterator<Item = u8>) -> u8 {
    digits.fold(0, |row, digit| {
        QUASIGROUP.get(usize::from(row)).and_then(|row| row.get(usize::from(digit))).copied().unwrap_or(0)
    })
}

impl fmt::Display for PersonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

impl FromStr for PersonCode {
    type Err = FaultCode;
    fn from_str(text: &str) -> Result<Self, FaultCode> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PersonCode {
    type Error = FaultCode;
    fn try_from(text: String) -> Result<Self, FaultCode> {
        Self::parse(&text)
    }
}

impl From<PersonCode> for String {
    fn from(code: PersonCode) -> String {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_read_as_they_are_typed() {
        let code = PersonCode::from_random(0);
        assert_eq!(code.to_string(), "10000004");
        assert_eq!(PersonCode::parse(" 1000 0004"), Ok(code));
        assert_eq!(PersonCode::parse(""), Err("required"));
        assert_eq!(PersonCode::parse("1000000"), Err("malformed"));
        assert_eq!(PersonCode::parse("00000000"), Err("malformed"));
        assert_eq!(PersonCode::parse("1000000a"), Err("malformed"));
        assert_eq!(PersonCode::parse("10000006"), Err("check-digit"));
    }

    proptest! {
        #[test]
        fn every_wrong_digit_and_every_swap_of_neighbours_is_caught(random: u64) {
            let code = PersonCode::from_random(random).to_string();
            prop_assert_eq!(code.len(), 8);
            prop_assert!(!code.starts_with('0'));
            prop_assert!(PersonCode::parse(&code).is_ok());
            for place in 0..8 {
                for digit in b'0'..=b'9' {
                    let mut wrong = code.clone().into_bytes();
                    wrong[place] = digit;
                    let wrong = String::from_utf8(wrong).unwrap();
                    prop_assert!(wrong == code || PersonCode::parse(&wrong).is_err(), "{wrong}");
                }
                let mut swapped = code.clone().into_bytes();
                if place > 0 {
                    swapped.swap(place.saturating_sub(1), place);
                }
                let swapped = String::from_utf8(swapped).unwrap();
                prop_assert!(swapped == code || PersonCode::parse(&swapped).is_err(), "{swapped}");
            }
        }
    }
}
