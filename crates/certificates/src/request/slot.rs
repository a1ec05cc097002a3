//! Appointments at the counters: which there are by the opening hours, which are taken.

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
};
use platform::{
    Conn, Stop,
    clock::{rome, stamp},
    config::Counter,
};
use sqlx::Row;

/// A document has to be paid, printed and signed before it can be collected: no appointment sooner than so many days.
const FIRST_DAY: i64 = 3;
/// And none later than so many days.
const LAST_DAY: i64 = 28;

/// The appointments of a counter that can be chosen on a day of the calendar, by its opening hours, in order of time.
pub fn openings(counter: &Counter, today: Date) -> Vec<Timestamp> {
    if counter.appointment_minutes <= 0 {
        return Vec::new();
    }
    let hours: Vec<(Weekday, Time, Time)> = counter.hours.iter().filter_map(|line| opening(line)).collect();
    let mut found = Vec::new();
    for ahead in FIRST_DAY..=LAST_DAY {
        let Ok(day) = today.checked_add(ahead.days()) else { continue };
        for (_, from, to) in hours.iter().filter(|(weekday, ..)| *weekday == day.weekday()) {
            found.extend(between(day, *from, *to, counter.appointment_minutes));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The beginnings of appointments that end before the counter closes.
fn between(day: Date, from: Time, to: Time, minutes: i64) -> Vec<Timestamp> {
    let instant = |time: Time| day.to_datetime(time).to_zoned(rome()).map(|at| at.timestamp());
    let (Ok(mut at), Ok(end)) = (instant(from), instant(to)) else { return Vec::new() };
    let length = SignedDuration::from_mins(minutes);
    let mut found = Vec::new();
    while let Ok(next) = at.checked_add(length) {
        if next > end {
            break;
        }
        found.push(at);
        at = next;
    }
    found
}

/// `mon 09:30-12:00`.
fn opening(line: &str) -> Option<(Weekday, Time, Time)> {
    let (day, hours) = line.trim().split_once(' ')?;
    let (from, to) = hours.trim().split_once('-')?;
    let weekday = match day.to_ascii_lowercase().as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some((weekday, from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// The day of the week of a line of opening hours, as its text is called, and its hours.
pub(crate) fn hours_of(line: &str) -> Option<(&str, &str)> {
    opening(line)?;
    line.trim().split_once(' ')
}

/// The appointments of a counter that somebody has.
///
/// # Errors
/// When the database fails.
pub(crate) async fn taken(conn: &mut Conn, counter: &str) -> Result<Vec<String>, Stop> {
    let rows = sqlx::query("select at from certificate_slot where counter = $1")
        .bind(counter)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The appointments that can be chosen now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn free(conn: &mut Conn, counter: &Counter, today: Date) -> Result<Vec<Timestamp>, Stop> {
    let taken = taken(conn, &counter.code).await?;
    Ok(openings(counter, today).into_iter().filter(|at| !taken.contains(&stamp(*at))).collect())
}

/// Holds an appointment for a request; false when another one has it.
pub(crate) async fn hold(conn: &mut Conn, counter: &str, at: &str, request_id: &str) -> Result<bool, Stop> {
    release(&mut *conn, request_id).await?;
    let rows = sqlx::query(
        "insert into certificate_slot (counter, at, request_id) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(counter)
    .bind(at)
    .bind(request_id)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// Gives the appointment of a request back.
///
/// # Errors
/// When the database fails.
pub async fn release(conn: &mut Conn, request_id: &str) -> Result<(), Stop> {
    sqlx::query("delete from certificate_slot where request_id = $1").bind(request_id).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn counter(hours: &[&str], minutes: i64) -> Counter {
        Counter {
            code: "main".into(),
            name_it: "Ufficio".into(),
            name_en: "Office".into(),
            hours: hours.iter().map(|line| (*line).to_owned()).collect(),
            appointment_minutes: minutes,
        }
    }

    fn shown(at: &Timestamp) -> String {
        at.to_zoned(rome()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn appointments_are_within_the_opening_hours_and_end_before_closing() {
        // 23 November 2026 is a Monday: the first one that can be chosen is Thursday the 26th.
        let found = openings(&counter(&["thu 09:30-10:00"], 10), date(2026, 11, 23));
        let first: Vec<String> = found.iter().take(4).map(shown).collect();
        assert_eq!(first, ["2026-11-26 09:30", "2026-11-26 09:40", "2026-11-26 09:50", "2026-12-03 09:30"]);
        assert_eq!(found.len(), 12, "four Thursdays of three");
        assert_eq!(openings(&counter(&["thu 09:30-10:00"], 25), date(2026, 11, 23)).len(), 4);
    }

    #[test]
    fn hours_follow_the_clocks_of_rome() {
        let found = openings(&counter(&["sun 09:00-10:00"], 60), date(2026, 10, 15));
        let utc: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            utc,
            ["2026-10-18T07:00:00Z", "2026-10-25T08:00:00Z", "2026-11-01T08:00:00Z", "2026-11-08T08:00:00Z"]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_and_a_counter_without_appointments_offer_nothing() {
        let today = date(2026, 11, 23);
        for (hours, minutes) in
            [("thu", 10), ("someday 09:00-10:00", 10), ("thu 10:00-09:00", 10), ("thu 09:30-10:00", 0)]
        {
            assert!(openings(&counter(&[hours], minutes), today).is_empty(), "{hours}");
        }
        assert_eq!(hours_of("mon 09:30-12:00"), Some(("mon", "09:30-12:00")));
        assert_eq!(hours_of("mon"), None);
    }
}
