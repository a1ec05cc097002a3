//! What is typed into the details of a title, checked: pure rules.

use kernel::{Day, FaultCode, Faults, text};
use serde::Deserialize;

use super::super::{draft::Draft, title::Title};

/// Longest mark, in characters.
const MARK: usize = 30;
/// First academic year of the list.
const FIRST_YEAR: i16 = 1945;

/// What was typed into the details of a title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes` when ticked.
    pub attained: String,
    /// Academic year of graduation.
    pub academic_year: String,
    /// Day of graduation.
    pub graduated_on: String,
    /// Final mark.
    pub mark: String,
}

/// The details, checked: year, day and mark of a title that was obtained, nothing of one that was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Obtained already.
    pub attained: bool,
    /// Academic year of graduation.
    pub academic_year: Option<String>,
    /// Day of graduation.
    pub graduated_on: Option<Day>,
    /// Final mark.
    pub mark: Option<String>,
}

impl Typed {
    /// As it is stored.
    pub fn of(title: &Title) -> Typed {
        Typed {
            attained: if title.attained { "yes" } else { "" }.to_owned(),
            academic_year: title.academic_year.clone().unwrap_or_default(),
            graduated_on: title.graduated_on.map(|day| day.to_string()).unwrap_or_default(),
            mark: title.mark.clone().unwrap_or_default(),
        }
    }

    /// As it was typed and not saved.
    pub fn half(draft: &Draft) -> Typed {
        let get = |name: &str| draft.get(name).to_owned();
        Typed {
            attained: get("attained"),
            academic_year: get("academic_year"),
            graduated_on: get("graduated_on"),
            mark: get("mark"),
        }
    }

    /// Reads the details of a title of somebody who was born on a day.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn check(&self, born: Day, today: Day) -> Result<Checked, Faults> {
        if self.attained != "yes" {
            return Ok(Checked { attained: false, academic_year: None, graduated_on: None, mark: None });
        }
        let mut faults = Faults::new();
        let academic_year = match self.academic_year.as_str() {
            "" => None,
            year if years(today).iter().any(|other| other == year) => Some(year.to_owned()),
            _ => {
                faults.add("academic_year", "unknown-choice");
                None
            }
        };
        let graduated_on = faults.keep("graduated_on", graduation(&self.graduated_on, born, today));
        if let (Some(year), Some(day)) = (&academic_year, graduated_on)
            && !belongs(day, year)
        {
            let args = vec![("year", year.clone()), ("day", day.to_string())];
            faults.add_with("academic_year", "academic-year-and-day", args);
        }
        let mark = match mark(&self.mark) {
            Ok(mark) => Some(mark),
            Err(code) => {
                faults.add_with("mark", code, vec![("max", MARK.to_string())]);
                None
            }
        };
        faults.into_result()?;
        Ok(Checked { attained: true, academic_year, graduated_on, mark })
    }
}

fn graduation(typed: &str, born: Day, today: Day) -> Result<Day, FaultCode> {
    match Day::parse(typed) {
        Err("malformed") => Err("not-a-date"),
        Ok(day) if day > today => Err("in-the-future"),
        Ok(day) if day <= born => Err("before-birth"),
        other => other,
    }
}

/// True when somebody can graduate on a day and in an academic year such as `2024/2025`: from January of the first
/// year, for calendars that follow the solar year, to the end of June of the year after the second one, when the last
/// session of an Italian academic year is over.
fn belongs(day: Day, academic_year: &str) -> bool {
    let first = academic_year.split('/').next().and_then(|year| year.parse::<i16>().ok());
    first.is_none_or(|first| {
        let last = first.saturating_add(2);
        day.year() >= first && (day.year() < last || day.year() == last && day.month() <= 6)
    })
}

/// A mark as it is written on the certificate; one over the scale is a slip.
fn mark(typed: &str) -> Result<String, FaultCode> {
    let mark = text::line(typed, MARK)?;
    let too_high = mark.split_once('/').is_some_and(|(points, rest)| {
        let digits = |part: &str| {
            part.trim().chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>()
        };
        matches!((points.trim().parse::<u32>(), digits(rest)), (Ok(points), Ok(of)) if points > of)
    });
    if too_high { Err("mark-over-scale") } else { Ok(mark) }
}

/// The academic years that can be chosen, the newest first: `2025/2026`.
pub fn years(today: Day) -> Vec<String> {
    (FIRST_YEAR..=today.year()).rev().map(|year| format!("{year}/{}", year.saturating_add(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: [&str; 4]) -> Result<Checked, Vec<(String, &'static str)>> {
        let [attained, year, day, mark] = typed.map(str::to_owned);
        let typed = Typed { attained, academic_year: year, graduated_on: day, mark };
        let (born, today) = (Day::new(1998, 5, 10).unwrap(), Day::new(2026, 11, 23).unwrap());
        typed
            .check(born, today)
            .map_err(|faults| faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect())
    }

    #[test]
    fn a_title_that_was_obtained_has_day_and_mark() {
        let checked = check(["yes", "2024/2025", "15/07/2025", "110/110 e lode"]).unwrap();
        assert!(checked.attained);
        assert_eq!(checked.graduated_on, Day::new(2025, 7, 15));
        assert_eq!(checked.mark.as_deref(), Some("110/110 e lode"));
        assert!(check(["yes", "", "15/07/2025", "A+"]).is_ok());
        assert!(check(["yes", "", "15/07/2025", "3.8 / 4 GPA"]).is_ok());
    }

    #[test]
    fn of_a_title_that_was_not_obtained_nothing_is_asked() {
        let checked = check(["", "nonsense", "nonsense", "\u{202e}"]).unwrap();
        assert_eq!(checked, Checked { attained: false, academic_year: None, graduated_on: None, mark: None });
    }

    #[test]
    fn the_day_of_graduation_belongs_to_the_academic_year() {
        for (year, day, fits) in [
            ("2024/2025", "15/07/2025", true),
            ("2024/2025", "15/12/2024", true),
            ("2024/2025", "01/01/2024", true),
            ("2024/2025", "30/06/2026", true),
            ("2024/2025", "01/07/2026", false),
            ("2024/2025", "31/12/2023", false),
            ("2010/2011", "15/07/2025", false),
        ] {
            let told = Err(vec![("academic_year".to_owned(), "academic-year-and-day")]);
            let checked = check(["yes", year, day, "110/110"]).map(|_| ());
            assert_eq!(checked, if fits { Ok(()) } else { told }, "{year} {day}");
        }
    }

    #[test]
    fn every_fault_is_told_beside_its_field() {
        let fault = |field: &str, code| (field.to_owned(), code);
        assert_eq!(
            check(["yes", "", "", ""]),
            Err(vec![fault("graduated_on", "required"), fault("mark", "required")])
        );
        assert_eq!(
            check(["yes", "1999", "31/02/2020", "111/110"]),
            Err(vec![
                fault("academic_year", "unknown-choice"),
                fault("graduated_on", "not-a-date"),
                fault("mark", "mark-over-scale")
            ])
        );
        for (day, code) in
            [("24/11/2026", "in-the-future"), ("10/05/1998", "before-birth"), ("😀", "not-a-date")]
        {
            assert_eq!(check(["yes", "", day, "1"]), Err(vec![fault("graduated_on", code)]));
        }
        let long = "9".repeat(31);
        for (mark, code) in [
            (long.as_str(), "too-long"),
            ("1\u{202e}10", "forbidden-characters"),
            ("1\u{0}", "forbidden-characters"),
        ] {
            assert_eq!(check(["yes", "", "15/07/2025", mark]), Err(vec![fault("mark", code)]));
        }
    }
}
