//! The limits that the schema sets on the text of a field (`sac-common-types-1.0.xsd`, `paForNode.xsd`).
//!
//! Each function reads the text of one simple type. Messages that we write go through the same functions, so that a
//! limit is stated once and holds in both directions.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use kernel::{Cents, FaultCode};

/// The largest amount of the platform: 999,999,999.99 euro.
const MOST: i64 = 99_999_999_999;

/// Makes any text fit a field of at most `max` characters: white space collapsed, control characters dropped, the
/// end cut. The result is empty when nothing is left.
pub fn fit(text: &str, max: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept: String = words.chars().filter(|c| !c.is_control() && is_xml(*c)).take(max).collect();
    kept.trim_end().to_owned()
}

/// The characters of XML 1.0 (production 2).
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// `stText<max>`: from one to `max` characters.
pub(crate) fn text(max: usize) -> impl Fn(&str) -> Result<String, FaultCode> {
    move |value| match value.chars().count() {
        0 => Err("required"),
        length if length > max => Err("too-long"),
        _ if !value.chars().all(is_xml) => Err("forbidden-characters"),
        _ => Ok(value.to_owned()),
    }
}

/// `xsd:string` without limits.
pub(crate) fn any(value: &str) -> Result<String, FaultCode> {
    if value.chars().all(is_xml) { Ok(value.to_owned()) } else { Err("forbidden-characters") }
}

/// `length` digits.
pub(crate) fn digits(length: usize) -> impl Fn(&str) -> Result<String, FaultCode> {
    move |value| {
        if value.len() == length && value.bytes().all(|b| b.is_ascii_digit()) {
            Ok(value.to_owned())
        } else {
            Err("malformed")
        }
    }
}

/// `stAmount`: `\d+\.\d{2}`, at most 999999999.99.
pub(crate) fn amount(value: &str) -> Result<Cents, FaultCode> {
    let (euros, cents) = value.trim_matches(SPACE).split_once('.').ok_or("malformed")?;
    if euros.is_empty() {
        return Err("malformed");
    }
    let significant = euros.trim_start_matches('0');
    let cents = Cents::from_decimal(&format!("0{significant}.{cents}")).ok_or("malformed")?;
    if cents.0 > MOST { Err("out-of-range") } else { Ok(cents) }
}

/// `stAmountNotZero`: as [`amount`], from 0.01.
pub(crate) fn some_amount(value: &str) -> Result<Cents, FaultCode> {
    match amount(value)? {
        Cents(0) => Err("out-of-range"),
        cents => Ok(cents),
    }
}

/// `stISODate`: a day; a time zone may follow, and says nothing about a day.
pub(crate) fn date(value: &str) -> Result<Date, FaultCode> {
    let (day, zone) = value.trim_matches(SPACE).split_at_checked(10).ok_or("malformed")?;
    offset(zone)?;
    day_of(day)
}

fn day_of(day: &str) -> Result<Date, FaultCode> {
    shaped(day, "dddd-dd-dd")?;
    day.parse().map_err(|_| "malformed")
}

/// A date and time of the platform. `xsd:dateTime` may leave its time zone unsaid, and then it is Italian time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What the clock of the sender showed.
    pub local: DateTime,
    /// How far from UTC that clock was, when the sender said it.
    pub offset: Option<Offset>,
}

impl Moment {
    /// The moment of an instant, in UTC.
    pub fn utc(at: Timestamp) -> Moment {
        Moment { local: TimeZone::UTC.to_datetime(at), offset: Some(Offset::UTC) }
    }

    /// The instant, with `zone` for a sender that did not say its own.
    ///
    /// # Errors
    /// `out-of-range` when no such instant can be represented.
    pub fn instant(&self, zone: &TimeZone) -> Result<Timestamp, FaultCode> {
        let zone = self.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
        zone.to_timestamp(self.local).map_err(|_| "out-of-range")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local)?;
        match self.offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(seconds) => {
                let minutes = seconds.unsigned_abs() / 60;
                let sign = if seconds < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// `stISODateTime`; fractions under a nanosecond are dropped.
pub(crate) fn moment(value: &str) -> Result<Moment, FaultCode> {
    let (day, rest) = value.trim_matches(SPACE).split_once('T').ok_or("malformed")?;
    let (clock, rest) = rest.split_at_checked(8).ok_or("malformed")?;
    shaped(clock, "dd:dd:dd")?;
    let digits = rest.strip_prefix('.').map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = match digits {
        Some(0) => return Err("malformed"),
        Some(count) => rest.split_at_checked(count.saturating_add(1)).ok_or("malformed")?,
        None => ("", rest),
    };
    let fraction = fraction.get(..fraction.len().min(10)).unwrap_or_default();
    let time = format!("{clock}{fraction}").parse().map_err(|_| "malformed")?;
    Ok(Moment { local: day_of(day)?.to_datetime(time), offset: offset(zone)? })
}

/// The end of a date or time: nothing, `Z`, `+01:00`.
fn offset(zone: &str) -> Result<Option<Offset>, FaultCode> {
    if zone.is_empty() {
        return Ok(None);
    }
    if zone == "Z" {
        return Ok(Some(Offset::UTC));
    }
    let (sign, clock) = zone.split_at_checked(1).ok_or("malformed")?;
    shaped(clock, "dd:dd")?;
    let (hours, minutes) = clock.split_once(':').ok_or("malformed")?;
    let hours: i32 = hours.parse().map_err(|_| "malformed")?;
    let minutes: i32 = minutes.parse().map_err(|_| "malformed")?;
    if hours > 14 || minutes > 59 || (hours == 14 && minutes > 0) {
        return Err("malformed");
    }
    let seconds = hours.saturating_mul(3600).saturating_add(minutes.saturating_mul(60));
    let seconds = match sign {
        "+" => seconds,
        "-" => seconds.saturating_neg(),
        _ => return Err("malformed"),
    };
    Offset::from_seconds(seconds).map(Some).map_err(|_| "malformed")
}

/// True to a shape where `d` is a digit and the rest itself.
fn shaped(value: &str, shape: &str) -> Result<(), FaultCode> {
    let fits = |(b, s): (u8, u8)| if s == b'd' { b.is_ascii_digit() } else { b == s };
    let right = value.len() == shape.len() && value.bytes().zip(shape.bytes()).all(fits);
    if right { Ok(()) } else { Err("malformed") }
}

/// `xsd:boolean`.
pub(crate) fn boolean(value: &str) -> Result<bool, FaultCode> {
    match value.trim_matches(SPACE) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("malformed"),
    }
}

/// `stIdTransfer`: 1 to 5.
pub(crate) fn transfer_id(value: &str) -> Result<u8, FaultCode> {
    match value.trim_matches(SPACE).parse() {
        Ok(id @ 1..=5) => Ok(id),
        _ => Err("out-of-range"),
    }
}

/// `xsd:base64Binary`; white space is allowed anywhere.
pub(crate) fn base64(value: &str) -> Result<Vec<u8>, FaultCode> {
    use ::base64::{Engine, engine::general_purpose::STANDARD};
    let packed: String = value.chars().filter(|c| !SPACE.contains(c)).collect();
    STANDARD.decode(packed).map_err(|_| "malformed")
}

/// Writes `xsd:base64Binary`.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    use ::base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

/// `stNazioneProvincia`: two capital letters.
pub(crate) fn two_letters(value: &str) -> Result<String, FaultCode> {
    if value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(value.to_owned())
    } else {
        Err("malformed")
    }
}

/// `stEMail`: narrower than what people have (no apostrophe, no accents), at most 256 characters.
pub(crate) fn email(value: &str) -> Result<String, FaultCode> {
    let plain = |text: &str, marks: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
    };
    let right = value.len() <= 256
        && value.split_once('@').is_some_and(|(name, host)| {
            plain(name, "_.+-") && host.split('.').all(|label| plain(label, "-"))
        });
    if right { Ok(value.to_owned()) } else { Err("malformed") }
}

/// The white space of XML.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_to_the_schema() {
        for (written, cents) in [
            ("16.00", 1600),
            (" 0.01\n", 1),
            ("0.00", 0),
            ("000000000000016.00", 1600),
            ("999999999.99", MOST),
        ] {
            assert_eq!(amount(written), Ok(Cents(cents)), "{written}");
        }
        for wrong in ["36", "36.0", "36,00", "+1.00", "-1.00", ".50", "", "1e2", "1 0.00", "٣.00"] {
            assert_eq!(amount(wrong), Err("malformed"), "{wrong}");
        }
        assert_eq!(amount("1000000000.00"), Err("out-of-range"));
        assert_eq!(some_amount("0.00"), Err("out-of-range"));
    }

    #[test]
    fn days_and_moments_are_read_with_and_without_a_zone() {
        assert_eq!(date("2026-12-31").unwrap(), jiff::civil::date(2026, 12, 31));
        assert_eq!(date("2026-12-31+01:00").unwrap(), jiff::civil::date(2026, 12, 31));
        for wrong in
            ["2026-02-30", "31/12/2026", "20261231", "2026-12-31T", "2026-12-31+99:00", "２０26-12-31"]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        let rome = TimeZone::fixed(jiff::tz::offset(1));
        for (written, instant, again) in [
            ("2026-11-23T10:00:00", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00"),
            (
                "2026-11-23T10:00:00.1234567891234Z",
                "2026-11-23T10:00:00.123456789Z",
                "2026-11-23T10:00:00.123456789Z",
            ),
            ("2026-11-23T10:00:00+02:00", "2026-11-23T08:00:00Z", "2026-11-23T10:00:00+02:00"),
            ("2026-11-23T10:00:00-03:30", "2026-11-23T13:30:00Z", "2026-11-23T10:00:00-03:30"),
        ] {
            let read = moment(written).unwrap();
            assert_eq!(read.instant(&rome).unwrap().to_string(), instant);
            assert_eq!(read.to_string(), again);
        }
        for wrong in [
            "2026-11-23",
            "2026-11-23T10:00",
            "2026-11-23T25:00:00",
            "2026-11-23T10:00:00.",
            "2026-11-23 10:00:00",
        ] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn any_text_can_be_made_to_fit() {
        assert_eq!(fit("  Università\n degli\u{0} Studi ", 140), "Università degli Studi");
        assert_eq!(fit("àèìòù è", 6), "àèìòù");
        assert_eq!(fit("\u{1}", 6), "");
    }

    #[test]
    fn addresses_outside_the_narrow_pattern_are_seen() {
        assert!(email("anna.rossi+tasse@studenti.example.org").is_ok());
        for wrong in [
            "d'angelo@example.org",
            "anna@",
            "@example.org",
            "a@b@c",
            "anna@exa mple.org",
            "anna@example..org",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }
}
