//! How the values of a row are read: each as an office writes it, all faults gathered by column.

use jiff::civil::Date;
use kernel::{Day, FaultCode, Faults, text};

use crate::record::{Ects, Mark};

/// A row by the names of its columns.
pub struct Reader<'a> {
    columns: &'a [String],
    values: &'a [String],
    /// Everything that is wrong with it.
    pub faults: Faults,
}

impl<'a> Reader<'a> {
    /// A row. With more values than columns it is no use reading on.
    pub fn new(columns: &'a [String], values: &'a [String]) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        if values.len() > columns.len() {
            let args = vec![("found", values.len().to_string()), ("expected", columns.len().to_string())];
            faults.add_with("row", "registry-row-columns", args);
            return Err(faults);
        }
        Ok(Self { columns, values, faults })
    }

    /// What stands under a column; empty when it is not in the file.
    pub fn of(&self, name: &str) -> &'a str {
        let at = self.columns.iter().position(|column| column == name);
        at.and_then(|at| self.values.get(at)).map_or("", String::as_str).trim()
    }

    /// Keeps what was parsed, or notes its fault.
    pub fn keep<T>(&mut self, name: &'static str, parsed: Result<T, FaultCode>) -> Option<T> {
        self.faults.keep(name, parsed)
    }

    /// One line of text that must be there.
    pub fn line(&mut self, name: &'static str, max: usize) -> Option<String> {
        let parsed = text::line(self.of(name), max);
        self.bounded(name, max, parsed)
    }

    /// One line of text that may be empty.
    pub fn optional_line(&mut self, name: &'static str, max: usize) -> Option<String> {
        let parsed = text::optional_line(self.of(name), max).map(Option::unwrap_or_default);
        self.bounded(name, max, parsed)
    }

    fn bounded(
        &mut self,
        name: &'static str,
        max: usize,
        parsed: Result<String, FaultCode>,
    ) -> Option<String> {
        match parsed {
            Err("too-long") => {
                self.faults.add_with(name, "too-long", vec![("max", max.to_string())]);
                None
            }
            parsed => self.keep(name, parsed),
        }
    }

    /// A day that has come already.
    pub fn day(&mut self, name: &'static str, today: Day) -> Option<Date> {
        let parsed = day(self.of(name)).and_then(|day| past(day, today));
        self.keep(name, parsed)
    }

    /// A day that may be left out.
    pub fn optional_day(&mut self, name: &'static str, today: Day) -> Option<Option<Date>> {
        if self.of(name).is_empty() {
            return Some(None);
        }
        self.day(name, today).map(Some)
    }

    /// `Ok` when nothing was wrong.
    pub fn done(self) -> Result<(), Faults> {
        self.faults.into_result()
    }
}

/// A day as people or programs write it.
pub fn day(typed: &str) -> Result<Day, FaultCode> {
    Day::parse(typed).map_err(|code| if code == "malformed" { "not-a-date" } else { code })
}

/// What is recorded has happened.
pub fn past(day: Day, today: Day) -> Result<Date, FaultCode> {
    if day > today { Err("in-the-future") } else { Ok(day.date()) }
}

/// Credits: `6`, `7,5`, `7.5`; at least a half, at most `max`.
pub fn ects(typed: &str, max: i64) -> Result<Ects, FaultCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("required");
    }
    let (whole, tenth) = typed.split_once([',', '.']).unwrap_or((typed, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() < 5 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(tenth) {
        return Err("registry-ects");
    }
    let tenth = tenth.trim_end_matches('0');
    let tenth = if tenth.is_empty() { "0" } else { tenth };
    let value = |part: &str| part.parse::<i64>().map_err(|_| "registry-ects");
    let tenths = value(whole)?.saturating_mul(10).saturating_add(value(tenth)?);
    if tenth.len() > 1 || tenths < 5 || tenths > max.saturating_mul(10) {
        return Err("registry-ects");
    }
    Ok(Ects(tenths))
}

/// The mark of an examination: 18 to 30, `30L` with honours, empty for one that is only passed.
pub fn exam_mark(typed: &str) -> Result<Option<Mark>, FaultCode> {
    let typed = typed.trim().to_lowercase();
    let typed = typed.replace("/30", "");
    let (points, honours) = honours(&typed);
    if points.is_empty() && !honours {
        return Ok(None);
    }
    let points: i64 = points.parse().map_err(|_| "registry-mark")?;
    if !(18..=30).contains(&points) || (honours && points != 30) {
        return Err("registry-mark");
    }
    Ok(Some(Mark { points, out_of: 30, honours }))
}

/// `30L`, `30 e lode`, `30 cum laude`, `30 with honours`.
fn honours(typed: &str) -> (&str, bool) {
    for ending in ["e lode", "con lode", "cum laude", "with honours", "lode", "l"] {
        if let Some(points) = typed.strip_suffix(ending) {
            return (points.trim(), true);
        }
    }
    (typed.trim(), false)
}

/// The final mark, out of what, with or without honours; none when it is empty.
pub fn final_mark(
    points: &str,
    out_of: &str,
    honours: &str,
) -> Result<Option<Mark>, (&'static str, FaultCode)> {
    let honours = yes_or_no(honours).map_err(|code| ("honours", code))?;
    if points.trim().is_empty() {
        return if honours { Err(("honours", "registry-honours")) } else { Ok(None) };
    }
    let points: i64 = points.trim().parse().map_err(|_| ("mark", "registry-final-mark"))?;
    let out_of: i64 = match out_of.trim() {
        "" => 110,
        typed => typed.parse().map_err(|_| ("out_of", "registry-final-mark"))?,
    };
    if !(1..=1000).contains(&out_of) {
        return Err(("out_of", "registry-final-mark"));
    }
    if !(1..=out_of).contains(&points) {
        return Err(("mark", "registry-final-mark"));
    }
    if honours && points != out_of {
        return Err(("honours", "registry-honours"));
    }
    Ok(Some(Mark { points, out_of, honours }))
}

/// Yes or no, in either language; empty is no.
pub fn yes_or_no(typed: &str) -> Result<bool, FaultCode> {
    match typed.trim().to_lowercase().as_str() {
        "" | "no" | "n" | "0" | "false" => Ok(false),
        "yes" | "y" | "sì" | "si" | "s" | "1" | "true" | "x" => Ok(true),
        _ => Err("registry-yes-or-no"),
    }
}

/// A scientific-disciplinary sector by its form: `ICAR/14`, `L-FIL-LET/02`, or as decree 639/2024 writes it,
/// `CEAR-09/A`. Which sectors there are is not checked: they change by decree.
pub fn sector(typed: &str) -> Result<String, FaultCode> {
    let code = typed.trim().to_uppercase();
    if code.is_empty() {
        return Ok(code);
    }
    let (area, end) = code.split_once('/').ok_or("registry-sector")?;
    let letters = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let old = digits(end) && area.split('-').count() <= 3 && area.split('-').all(letters);
    let new = area.split_once('-').is_some_and(|(letter, number)| {
        letter.len() == 4 && letters(letter) && digits(number) && end.len() == 1 && letters(end)
    });
    if old || new { Ok(code) } else { Err("registry-sector") }
}

/// A code of the university: letters, digits and a few signs.
pub fn code(typed: &str, max: usize) -> Result<String, FaultCode> {
    let typed = text::line(typed, max)?;
    let allowed = |c: char| c.is_alphanumeric() || "-_./ :".contains(c);
    if typed.chars().all(allowed) { Ok(typed) } else { Err("malformed") }
}

/// `2025/26` or `2025/2026`, kept as `2025/26`.
pub fn year(typed: &str) -> Result<String, FaultCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("required");
    }
    let (first, second) = typed.split_once(['/', '-']).ok_or("registry-year")?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if first.len() != 4 || !matches!(second.len(), 2 | 4) || !digits(first) || !digits(second) {
        return Err("registry-year");
    }
    let next = first.parse::<i64>().map_err(|_| "registry-year")?.saturating_add(1).to_string();
    let short = next.get(2..).unwrap_or_default();
    if second != next && second != short {
        return Err("registry-year");
    }
    Ok(format!("{first}/{short}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_read_in_tenths() {
        let check =
            |typed: &str, expected| assert_eq!(ects(typed, 300).map(|ects| ects.0), expected, "{typed}");
        check("6", Ok(60));
        check("7,5", Ok(75));
        check("7.50", Ok(75));
        check("12.0", Ok(120));
        check("0.5", Ok(5));
        check("", Err("required"));
        for wrong in ["0", "-6", "6cfu", "7,25", "301", "1e3", "99999999999999999999"] {
            check(wrong, Err("registry-ects"));
        }
    }

    #[test]
    fn marks_go_from_eighteen_to_thirty_with_honours() {
        let mark = |points, honours| Ok(Some(Mark { points, out_of: 30, honours }));
        assert_eq!(exam_mark(" 18 "), mark(18, false));
        assert_eq!(exam_mark("27/30"), mark(27, false));
        for typed in ["30L", "30 e lode", "30 Lode", "30/30 cum laude"] {
            assert_eq!(exam_mark(typed), mark(30, true), "{typed}");
        }
        assert_eq!(exam_mark(""), Ok(None));
        for wrong in ["17", "31", "29L", "L", "A", "30.5"] {
            assert_eq!(exam_mark(wrong), Err("registry-mark"), "{wrong}");
        }
    }

    #[test]
    fn honours_stand_only_beside_the_highest_mark() {
        let mark = |points, out_of, honours| Ok(Some(Mark { points, out_of, honours }));
        assert_eq!(final_mark("105", "", ""), mark(105, 110, false));
        assert_eq!(final_mark("110", "110", "yes"), mark(110, 110, true));
        assert_eq!(final_mark("", "", "no"), Ok(None));
        assert_eq!(final_mark("109", "110", "yes"), Err(("honours", "registry-honours")));
        assert_eq!(final_mark("", "110", "yes"), Err(("honours", "registry-honours")));
        assert_eq!(final_mark("111", "110", ""), Err(("mark", "registry-final-mark")));
        assert_eq!(final_mark("9", "ten", ""), Err(("out_of", "registry-final-mark")));
    }

    #[test]
    fn sectors_are_known_by_their_form_old_and_new() {
        for right in ["ICAR/14", "L-FIL-LET/02", "SECS-P/07", "med/50", "CEAR-09/A", "", "M-PSI/01"] {
            assert_eq!(sector(right), Ok(right.to_uppercase()), "{right}");
        }
        for wrong in
            ["ICAR14", "ICAR/1", "ICAR/144", "CEAR-9/A", "CEAR-09/AB", "1CAR/14", "/14", "A-B-C-D/01"]
        {
            assert_eq!(sector(wrong), Err("registry-sector"), "{wrong}");
        }
    }

    #[test]
    fn academic_years_are_two_that_follow() {
        assert_eq!(year("2025/26").as_deref(), Ok("2025/26"));
        assert_eq!(year("2025/2026").as_deref(), Ok("2025/26"));
        assert_eq!(year("1999/00").as_deref(), Ok("1999/00"));
        for wrong in ["2025", "2025/27", "25/26", "2025/6", "abcd/ef"] {
            assert_eq!(year(wrong), Err("registry-year"), "{wrong}");
        }
    }
}
