//! Days, instants, sizes as people read them on paper.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kernel::Language;

const MONTHS: [(&str, &str); 12] = [
    ("gennaio", "January"),
    ("febbraio", "February"),
    ("marzo", "March"),
    ("aprile", "April"),
    ("maggio", "May"),
    ("giugno", "June"),
    ("luglio", "July"),
    ("agosto", "August"),
    ("settembre", "September"),
    ("ottobre", "October"),
    ("novembre", "November"),
    ("dicembre", "December"),
];

/// `27 marzo 2001`, `27 March 2001`.
pub(super) fn day(day: Date, language: Language) -> String {
    let month = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
    let (italian, english) = MONTHS.get(month).copied().unwrap_or_default();
    let number = match (day.day(), language) {
        (1, Language::It) => "1º".to_owned(),
        (number, Language::It | Language::En) => number.to_string(),
    };
    format!("{number} {} {}", language.pick(italian, english), day.year())
}

/// `31/03/2026`, as payment notices have it in either language.
pub(super) fn short_day(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The instant in Rome, to the second: deadlines are Rome's.
pub(super) fn instant(instant: Timestamp, language: Language) -> String {
    let there = instant.to_zoned(rome());
    let time = there.strftime("%H:%M:%S");
    match language {
        Language::It => format!("{}, ore {time} (ora di Roma)", day(there.date(), language)),
        Language::En => format!("{}, {time} (Rome time)", day(there.date(), language)),
    }
}

/// The day in Rome.
pub(super) fn day_in_rome(instant: Timestamp) -> Date {
    instant.to_zoned(rome()).date()
}

/// `418 kB`.
pub(super) fn size(bytes: u64, language: Language) -> String {
    let tenths = bytes.saturating_add(50_000) / 100_000;
    match (bytes, tenths) {
        (0..1_000, _) => format!("{bytes} B"),
        (1_000..1_000_000, _) => format!("{} kB", bytes.saturating_add(500) / 1_000),
        (_, tenths) => format!("{}{}{} MB", tenths / 10, language.pick(",", "."), tenths % 10),
    }
}

/// Summer time from the last Sunday of March to the last of October (Directive 2000/84/EC). Written out, because a
/// worker cannot read the system's table of time zones.
fn rome() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC)
}
