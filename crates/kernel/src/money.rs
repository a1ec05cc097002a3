use std::{fmt, iter::Sum};

use crate::Language;

/// An amount of money in euro cents.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);

    /// The sum, or `None` when it does not fit.
    pub fn plus(self, other: Cents) -> Option<Cents> {
        self.0.checked_add(other.0).map(Cents)
    }

    /// `1600` as `16.00`, as the payment platform and XML want it.
    pub fn decimal(self) -> String {
        format!(
            "{}{}.{:02}",
            if self.0 < 0 { "-" } else { "" },
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }

    /// Reads `16.00`, exactly two decimals, no sign.
    pub fn from_decimal(text: &str) -> Option<Cents> {
        let (euros, cents) = text.split_once('.')?;
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(euros) || !digits(cents) || cents.len() != 2 || euros.len() > 12 {
            return None;
        }
        let euros: i64 = euros.parse().ok()?;
        let cents: i64 = cents.parse().ok()?;
        euros.checked_mul(100)?.checked_add(cents).map(Cents)
    }

    /// Reads what a person types: `1200`, `1.200,50`, `1,200.50`, `16,00 €`.
    pub fn from_typed(text: &str) -> Option<Cents> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
        let mark = text.rfind([',', '.']).filter(|at| text.len().checked_sub(*at) == Some(3));
        let (euros, cents) = match mark {
            Some(at) => (text.get(..at)?, text.get(at.checked_add(1)?..)?),
            None => (text.as_str(), "00"),
        };
        let euros: String = euros.chars().filter(|c| *c != '.' && *c != ',').collect();
        Cents::from_decimal(&format!("{euros}.{cents}"))
    }

    /// `1.600,00 €` in Italian, `€1,600.00` in English.
    pub fn show(self, language: Language) -> String {
        let (thousands, decimal) = match language {
            Language::It => ('.', ','),
            Language::En => (',', '.'),
        };
        let euros = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (index, digit) in euros.chars().enumerate() {
            if index > 0 && euros.len().saturating_sub(index) % 3 == 0 {
                grouped.push(thousands);
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs() % 100;
        match language {
            Language::It => format!("{sign}{grouped}{decimal}{cents:02}\u{a0}€"),
            Language::En => format!("{sign}€{grouped}{decimal}{cents:02}"),
        }
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(iter: I) -> Cents {
        Cents(iter.fold(0, |total, cents| total.saturating_add(cents.0)))
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_for_machines_and_people() {
        assert_eq!(Cents(1600).decimal(), "16.00");
        assert_eq!(Cents(-5).decimal(), "-0.05");
        assert_eq!(Cents(123_456_789).show(Language::It), "1.234.567,89\u{a0}€");
        assert_eq!(Cents(123_456).show(Language::En), "€1,234.56");
        assert_eq!(Cents(99).show(Language::En), "€0.99");
    }

    #[test]
    fn amounts_are_read_as_written_and_as_typed() {
        assert_eq!(Cents::from_decimal("16.00"), Some(Cents(1600)));
        for wrong in ["16", "16.0", "16.000", "-1.00", "a.00", ".50", ""] {
            assert_eq!(Cents::from_decimal(wrong), None, "{wrong}");
        }
        for (typed, cents) in
            [("1.200,50 €", 120_050), ("1,200.50", 120_050), ("1200", 120_000), ("1.200", 120_000)]
        {
            assert_eq!(Cents::from_typed(typed), Some(Cents(cents)), "{typed}");
        }
        assert_eq!(Cents::from_typed("abc"), None);
    }
}
