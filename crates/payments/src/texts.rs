//! Days and instants as people read them.

use jiff::{Timestamp, civil::Date};
use platform::clock::rome;

/// `07/02/2024`.
pub(crate) fn day(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// `07/02/2024 15:20`, at the office.
pub(crate) fn moment(at: Timestamp) -> String {
    let at = at.to_zoned(rome());
    format!("{} {:02}:{:02}", day(at.date()), at.hour(), at.minute())
}
