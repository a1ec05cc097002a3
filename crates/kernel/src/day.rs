//! A calendar day: typed and shown the Italian way, kept and sent the ISO way. No time zone is involved, so a birth
//! day never moves; today is passed in by whoever has the clock.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};

use crate::FaultCode;

/// A day of the calendar. Serialised as `yyyy-mm-dd`, shown as `dd/mm/yyyy` in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day with a year, a month from 1 and a day from 1, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// Reads what a person types or a date field sends: `dd/mm/yyyy`, `d/m/yyyy` (also with `-` or `.`),
    /// `yyyy-mm-dd`. Years go from 1800 to 2999.
    ///
    /// # Errors
    /// `required` when nothing was typed, `malformed` when it is no day of the calendar.
    pub fn parse(typed: &str) -> Result<Day, FaultCode> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("required");
        }
        let mut parts = typed.split(['/', '-', '.']);
        let (Some(first), Some(month), Some(last), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err("malformed");
        };
        let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
        let digits = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, &[4]) || !digits(month, &[1, 2]) || !digits(day, &[1, 2]) {
            return Err("malformed");
        }
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
            return Err("malformed");
        };
        if !(1800..=2999).contains(&year) {
            return Err("malformed");
        }
        Day::new(year, month, day).ok_or("malformed")
    }

    /// As [`Day::parse`], for a field that may be left empty.
    ///
    /// # Errors
    /// `malformed`.
    pub fn parse_optional(typed: &str) -> Result<Option<Day>, FaultCode> {
        if typed.trim().is_empty() { Ok(None) } else { Day::parse(typed).map(Some) }
    }

    /// `yyyy-mm-dd`, as rows and date fields hold it.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// The date, for calculations.
    pub const fn date(self) -> Date {
        self.0
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day some days later, or earlier when negative.
    pub fn plus_days(self, days: i32) -> Option<Day> {
        self.0.checked_add(days.days()).ok().map(Day)
    }

    /// The day some months later, or earlier when negative; the last of the month when the day does not exist there.
    pub fn plus_months(self, months: i32) -> Option<Day> {
        self.0.checked_add(months.months()).ok().map(Day)
    }

    /// How many days there are until another day; negative when it is past.
    pub fn days_until(self, other: Day) -> i32 {
        self.0.until(other.0).map(|span| span.get_days()).unwrap_or(0)
    }

    /// How many whole years have passed until another day: an age. Zero when the other day is earlier.
    pub fn years_until(self, other: Day) -> i16 {
        let before_birthday = (other.month(), other.day()) < (self.month(), self.day());
        other.year().saturating_sub(self.year()).saturating_sub(i16::from(before_birthday)).max(0)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day(date)
    }
}

/// `dd/mm/yyyy`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}/{:04}", self.day(), self.month(), self.year())
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.iso()
    }
}

impl TryFrom<String> for Day {
    type Error = FaultCode;
    fn try_from(text: String) -> Result<Self, FaultCode> {
        text.parse()
    }
}

/// Reads `yyyy-mm-dd` only, as rows and programs write it.
impl FromStr for Day {
    type Err = FaultCode;
    fn from_str(text: &str) -> Result<Self, FaultCode> {
        if text.len() != 10 {
            return Err("malformed");
        }
        text.parse::<Date>().map(Day).map_err(|_| "malformed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_people_and_date_fields_write_them() {
        let day = Day::new(2024, 2, 7).unwrap();
        for typed in ["07/02/2024", "7/2/2024", " 07-02-2024 ", "7.2.2024", "2024-02-07"] {
            assert_eq!(Day::parse(typed), Ok(day), "{typed}");
        }
        assert_eq!(Day::parse("  "), Err("required"));
        assert_eq!(Day::parse_optional(" "), Ok(None));
        for wrong in [
            "31/02/2024",
            "29/02/2023",
            "7/2/24",
            "7/2",
            "2024-2-7-1",
            "0/1/2024",
            "07/13/2024",
            "+7/2/2024",
            "7/2/1024",
            "éé/2/2024",
        ] {
            assert_eq!(Day::parse(wrong), Err("malformed"), "{wrong}");
        }
        assert_eq!("07/02/2024".parse::<Day>(), Err("malformed"));
    }

    #[test]
    fn deadlines_and_ages_are_counted_in_the_calendar() {
        let day = Day::parse("31/01/2024").unwrap();
        assert_eq!(day.plus_months(1).unwrap().to_string(), "29/02/2024");
        assert_eq!(day.plus_days(-15).unwrap().iso(), "2024-01-16");
        assert_eq!(day.days_until(Day::parse("01/03/2024").unwrap()), 30);
        let born = Day::parse("29/02/2004").unwrap();
        assert_eq!(born.years_until(Day::parse("28/02/2022").unwrap()), 17);
        assert_eq!(born.years_until(Day::parse("01/03/2022").unwrap()), 18);
        assert_eq!(day.years_until(born), 0);
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_and_what_is_kept_can_be_read(year in 1800i16..=2999, month in 1i8..=12, day in 1i8..=31) {
            if let Some(day) = Day::new(year, month, day) {
                prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
                prop_assert_eq!(Day::parse(&day.iso()), Ok(day));
                prop_assert_eq!(day.iso().parse(), Ok(day));
            }
        }

        #[test]
        fn no_text_makes_it_fail(typed in ".{0,14}") {
            let _ = Day::parse(&typed);
            let _ = typed.parse::<Day>();
        }
    }
}
