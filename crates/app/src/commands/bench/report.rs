//! What was measured, beside what was promised.

use serde::Serialize;

/// Which side of its target a figure should be on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// How much.
    pub value: f64,
    /// In which unit.
    pub unit: &'static str,
    /// What was promised, if anything was.
    pub target: Option<Target>,
}

/// Everything that was measured on one database.
#[derive(Debug, Default)]
pub struct Report {
    /// Which database.
    pub database: String,
    /// The figures, in the order in which they were taken.
    pub figures: Vec<Figure>,
    /// What went wrong; nothing may.
    pub errors: Vec<String>,
}

/// A figure as programs read it.
#[derive(Serialize)]
struct Told<'a> {
    what: &'a str,
    value: f64,
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
}

impl Target {
    fn bound(self) -> f64 {
        match self {
            Target::AtLeast(bound) | Target::AtMost(bound) => bound,
        }
    }

    fn is_met(self, value: f64) -> bool {
        match self {
            Target::AtLeast(bound) => value >= bound,
            Target::AtMost(bound) => value <= bound,
        }
    }

    /// By how much a figure misses it, in hundredths of the target.
    fn missed_by(self, value: f64) -> f64 {
        let bound = self.bound();
        if self.is_met(value) || bound == 0.0 { 0.0 } else { ((value - bound) / bound * 100.0).abs() }
    }
}

impl Report {
    /// Adds a figure.
    pub fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { what: what.into(), value, unit, target: None });
    }

    /// Adds a figure that was promised.
    pub fn aim(&mut self, what: impl Into<String>, value: f64, unit: &'static str, target: Target) {
        self.figures.push(Figure { what: what.into(), value, unit, target: Some(target) });
    }

    /// Notes what went wrong; the first twenty are enough.
    pub fn wrong(&mut self, what: impl Into<String>) {
        if self.errors.len() < 20 {
            self.errors.push(what.into());
        }
    }

    /// As a table.
    pub fn table(&self) -> String {
        let width = self.figures.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
        let mut text = format!("{}\n", self.database);
        for figure in &self.figures {
            let said = match figure.target {
                None => String::new(),
                Some(target) => {
                    let sign = if matches!(target, Target::AtLeast(_)) { "at least" } else { "at most" };
                    let verdict = match target.missed_by(figure.value) {
                        by if by > 0.0 => format!("missed by {by:.0} %"),
                        _ => "met".to_owned(),
                    };
                    format!("  {sign} {} {}: {verdict}", target.bound(), figure.unit)
                }
            };
            let what = format!("{:width$}", figure.what);
            text.push_str(format!("  {what}  {:>10.2} {:4}{said}", figure.value, figure.unit).trim_end());
            text.push('\n');
        }
        for error in &self.errors {
            text.push_str(&format!("  ERROR {error}\n"));
        }
        text
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        let figures: Vec<Told<'_>> = self
            .figures
            .iter()
            .map(|figure| Told {
                what: &figure.what,
                value: figure.value,
                unit: figure.unit,
                target: figure.target.map(Target::bound),
                met: figure.target.map(|target| target.is_met(figure.value)),
            })
            .collect();
        serde_json::json!({ "database": self.database, "figures": figures, "errors": self.errors })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_on_its_side_and_missed_by_a_share_of_it() {
        for (target, value, missed) in [
            (Target::AtLeast(60.0), 60.0, 0.0),
            (Target::AtLeast(60.0), 45.0, 25.0),
            (Target::AtMost(50.0), 49.9, 0.0),
            (Target::AtMost(50.0), 75.0, 50.0),
        ] {
            assert_eq!(target.missed_by(value), missed, "{target:?} {value}");
            assert_eq!(target.is_met(value), missed == 0.0);
        }
    }

    #[test]
    fn a_table_says_what_was_promised_and_what_went_wrong() {
        let mut report = Report { database: "SQLite".into(), ..Report::default() };
        report.add("memory", 30.0, "MB");
        report.aim("ready", 0.6, "s", Target::AtMost(0.5));
        report.wrong("a page answered 500");
        let table = report.table();
        assert!(table.contains("  memory       30.00 MB\n"), "{table}");
        assert!(table.contains("ready         0.60 s     at most 0.5 s: missed by 20 %\n"), "{table}");
        assert!(table.contains("ERROR a page answered 500"), "{table}");
        assert_eq!(report.json()["figures"][1]["met"], false);
    }
}
