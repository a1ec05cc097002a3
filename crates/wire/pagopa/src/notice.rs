//! The number of a payment notice (NAV), its reference (IUV) and the text of its QR code.
//!
//! SACI 3.2.1, "Numero avviso": auxiliary digit 3 (0, 1 and 2 are no longer issued), segregation code of two digits
//! assigned by PagoPA to the station, thirteen digits chosen by the institution, and a check of two digits.
//! Choosing a base that is never used twice, and that nobody can guess, is left to the caller.

use std::{fmt, str::FromStr};

use kernel::{Cents, FaultCode};

use crate::EntityCode;

/// The base has thirteen digits.
const BASES: u64 = 10_000_000_000_000;
/// The sixteen digits before the check start with the auxiliary digit 3.
const AUXILIARY: u64 = 3_000_000_000_000_000;

/// The eighteen digits of a payment notice, with auxiliary digit 3 and a right check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeNumber {
    /// Auxiliary digit, segregation code and base: sixteen digits.
    body: u64,
}

impl NoticeNumber {
    /// Builds the number of a notice from the segregation code and the base.
    ///
    /// # Errors
    /// `segregation-out-of-range` over 99, `base-out-of-range` over thirteen digits.
    pub fn build(segregation: u8, base: u64) -> Result<Self, FaultCode> {
        if segregation > 99 {
            return Err("segregation-out-of-range");
        }
        if base >= BASES {
            return Err("base-out-of-range");
        }
        let head = u64::from(segregation).saturating_mul(BASES);
        Ok(NoticeNumber { body: AUXILIARY.saturating_add(head).saturating_add(base) })
    }

    /// Reads a number as written on a notice; spaces between the groups are forgiven.
    ///
    /// # Errors
    /// `malformed` when it is not eighteen digits, `auxiliary-digit` when it does not begin with 3 (an old notice of
    /// another kind), `check-digits` when the check is wrong: a digit was mistyped.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err("malformed");
        }
        let whole: u64 = digits.parse().map_err(|_| "malformed")?;
        let number = NoticeNumber { body: whole / 100 };
        if !digits.starts_with('3') {
            return Err("auxiliary-digit");
        }
        if number.check() != whole % 100 { Err("check-digits") } else { Ok(number) }
    }

    /// The segregation code: which station of the institution holds the notice.
    pub fn segregation(self) -> u8 {
        u8::try_from((self.body / BASES) % 100).unwrap_or_default()
    }

    /// The thirteen digits chosen by the institution.
    pub fn base(self) -> u64 {
        self.body % BASES
    }

    /// The reference of the payment: the notice number without the auxiliary digit.
    pub fn iuv(self) -> Iuv {
        Iuv { number: self }
    }

    /// For people: `3481 7549 8304 5593 15` (notice guide 3.3: groups of four).
    pub fn grouped(self) -> String {
        let mut grouped = String::with_capacity(22);
        for (index, digit) in self.to_string().chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The text of the QR code of a notice (notice guide 3.3).
    ///
    /// # Errors
    /// `amount-out-of-range` outside 0.01–999,999,999.99 euro.
    pub fn qr(self, entity: &EntityCode, amount: Cents) -> Result<String, FaultCode> {
        if !(1..=99_999_999_999).contains(&amount.0) {
            return Err("amount-out-of-range");
        }
        Ok(format!("PAGOPA|002|{self}|{entity}|{:02}", amount.0))
    }

    /// SACI 3.2.1: the sixteen digits modulo 93.
    fn check(self) -> u64 {
        self.body % 93
    }
}

impl fmt::Display for NoticeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016}{:02}", self.body, self.check())
    }
}

impl FromStr for NoticeNumber {
    type Err = FaultCode;

    fn from_str(typed: &str) -> Result<Self, FaultCode> {
        NoticeNumber::parse(typed)
    }
}

/// The reference of a payment (`creditorReferenceId`): seventeen digits, the notice number without its leading 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iuv {
    number: NoticeNumber,
}

impl Iuv {
    /// Reads the seventeen digits.
    ///
    /// # Errors
    /// `malformed` when it is not seventeen digits, `check-digits` when the check is wrong.
    pub fn parse(text: &str) -> Result<Self, FaultCode> {
        if text.len() != 17 {
            return Err("malformed");
        }
        NoticeNumber::parse(&format!("3{text}")).map(NoticeNumber::iuv)
    }

    /// The number of the notice.
    pub fn notice(self) -> NoticeNumber {
        self.number
    }
}

impl fmt::Display for Iuv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number.to_string().get(1..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_built_and_read() {
        let number = NoticeNumber::build(48, 1_754_983_045_593).unwrap();
        assert_eq!(number.to_string(), "348175498304559315");
        assert_eq!(NoticeNumber::parse("3481 7549 8304 5593 15"), Ok(number));
        assert_eq!((number.segregation(), number.base()), (48, 1_754_983_045_593));
        assert_eq!(number.grouped(), "3481 7549 8304 5593 15");
        assert_eq!(number.iuv().to_string(), "48175498304559315");
        assert_eq!(Iuv::parse("48175498304559315"), Ok(number.iuv()));
        assert_eq!(number.iuv().notice(), number);
    }

    #[test]
    fn small_bases_keep_their_zeros() {
        for (segregation, base, written) in [(1, 1, "301000000000000144"), (0, 0, "300000000000000003")] {
            assert_eq!(NoticeNumber::build(segregation, base).unwrap().to_string(), written);
        }
        assert_eq!(NoticeNumber::build(99, BASES - 1).unwrap().to_string().len(), 18);
    }

    #[test]
    fn wrong_numbers_are_refused_with_their_reason() {
        for (typed, code) in [
            ("302012387654312384", "check-digits"),
            ("311111111112222222", "check-digits"),
            ("348175498304559316", "check-digits"),
            ("048175498304559315", "auxiliary-digit"),
            ("34817549830455931", "malformed"),
            ("3481754983045593150", "malformed"),
            ("34817549830455931x", "malformed"),
            ("٣48175498304559315", "malformed"),
            ("", "malformed"),
        ] {
            assert_eq!(NoticeNumber::parse(typed), Err(code), "{typed}");
        }
        assert_eq!(Iuv::parse("4817549830455931"), Err("malformed"));
        assert_eq!(Iuv::parse("4817549830455931 "), Err("malformed"));
        assert_eq!(NoticeNumber::build(100, 0), Err("segregation-out-of-range"));
        assert_eq!(NoticeNumber::build(0, BASES), Err("base-out-of-range"));
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_neighbours_are_always_noticed() {
        let right = NoticeNumber::build(48, 1_754_983_045_593).unwrap().to_string();
        for at in 0..18 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                let noticed = wrong[at] == digit;
                wrong[at] = digit;
                assert_eq!(NoticeNumber::parse(&wrong.iter().collect::<String>()).is_ok(), noticed);
            }
        }
        for at in 0..15 {
            let mut swapped: Vec<char> = right.chars().collect();
            swapped.swap(at, at + 1);
            let swapped: String = swapped.into_iter().collect();
            assert_eq!(NoticeNumber::parse(&swapped).is_ok(), swapped == right);
        }
    }

    #[test]
    fn the_qr_text_is_that_of_the_guide() {
        let number = NoticeNumber::build(48, 1_754_983_045_593).unwrap();
        let entity = EntityCode::parse("80213750583").unwrap();
        assert_eq!(
            number.qr(&entity, Cents(1600)).unwrap(),
            "PAGOPA|002|348175498304559315|80213750583|1600"
        );
        assert_eq!(number.qr(&entity, Cents(1)).unwrap().rsplit('|').next(), Some("01"));
        assert_eq!(number.qr(&entity, Cents(0)), Err("amount-out-of-range"));
        assert_eq!(number.qr(&entity, Cents(100_000_000_000)), Err("amount-out-of-range"));
    }
}
