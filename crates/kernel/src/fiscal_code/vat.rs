use super::text_value;
use crate::FaultCode;

/// An Italian VAT number (partita IVA): eleven digits, the last a check digit. Companies and entities use the same
/// form as their fiscal code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);
text_value!(VatNumber);

impl VatNumber {
    /// Reads a typed number, forgiving spaces and the `IT` before it.
    ///
    /// # Errors
    /// `required`, `malformed` when it is not eleven digits, `check-digit`.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let number: String =
            typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let digits = number.strip_prefix("IT").unwrap_or(&number);
        if digits.is_empty() {
            return Err("required");
        }
        if digits.len() != 11 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("malformed");
        }
        check(digits)?;
        Ok(Self(digits.to_owned()))
    }
}

/// Luhn's check over eleven digits: every second digit is doubled (D.M. 23 December 1976, annex).
pub(super) fn check(digits: &str) -> Result<(), FaultCode> {
    if digits.bytes().all(|byte| byte == b'0') {
        return Err("malformed");
    }
    let sum = digits.chars().filter_map(|c| c.to_digit(10)).enumerate().fold(0u32, |sum, (index, digit)| {
        let value = if index % 2 == 0 { digit } else { digit.wrapping_mul(2) };
        sum.wrapping_add(value / 10).wrapping_add(value % 10)
    });
    if sum % 10 == 0 { Ok(()) } else { Err("check-digit") }
}
