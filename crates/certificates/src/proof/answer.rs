//! What is said about a document: what the university certified in plain words, whether it still stands, and the facts
//! to be compared with the paper. Nothing that the paper itself does not say.

use documents::certificate::{ExamLine, Points, Says, Words};
use jiff::{Timestamp, civil::Date};
use kernel::{Day, Language};
use platform::{
    Stop, clock,
    web::{
        Shell,
        field::{Badge, Cell, Fact, Head, Table, Tone},
    },
};

use super::check::{Known, Wholeness, issued_at};
use crate::issue::{Facts, IssuedState};

/// The answer, ready for the page.
pub(super) struct Told {
    /// The colour of the verdict.
    pub tone: Tone,
    /// The verdict.
    pub verdict: String,
    /// What it means and what to do.
    pub meaning: String,
    /// What was certified.
    pub sentence: String,
    /// About the document.
    pub document: Vec<Fact>,
    /// About whom and what.
    pub facts: Vec<Fact>,
    /// The examinations; empty for none.
    pub exams: Table,
}

/// What the verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stands, as the paper says.
    Valid,
    /// It stands, byte for byte.
    Whole,
    /// It stands; the file that was brought has something more.
    Added,
    /// Another one stands in its place.
    Superseded,
    /// It was withdrawn.
    Revoked,
}

impl Verdict {
    /// All of them, for the test that each has its words.
    #[cfg(test)]
    pub const ALL: [Verdict; 5] =
        [Verdict::Valid, Verdict::Whole, Verdict::Added, Verdict::Superseded, Verdict::Revoked];

    /// Of a document that was found.
    pub fn of(known: &Known) -> Verdict {
        match (known.issued.state, known.wholeness) {
            (IssuedState::Superseded, _) => Verdict::Superseded,
            (IssuedState::Revoked, _) => Verdict::Revoked,
            (IssuedState::Issued | IssuedState::Prepared, Wholeness::Paper) => Verdict::Valid,
            (IssuedState::Issued | IssuedState::Prepared, Wholeness::Whole) => Verdict::Whole,
            (IssuedState::Issued | IssuedState::Prepared, Wholeness::Added(_)) => Verdict::Added,
        }
    }

    /// As in the keys of texts and in the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Valid => "valid",
            Verdict::Whole => "whole",
            Verdict::Added => "added",
            Verdict::Superseded => "superseded",
            Verdict::Revoked => "revoked",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Verdict::Valid | Verdict::Whole => Tone::Success,
            Verdict::Added => Tone::Warning,
            Verdict::Superseded | Verdict::Revoked => Tone::Danger,
        }
    }
}

/// The answer in the visitor's language.
///
/// # Errors
/// When the stored facts cannot be read.
pub(super) fn tell(shell: &Shell, known: &Known) -> Result<Told, Stop> {
    let facts: Facts = serde_json::from_str(&known.issued.facts)?;
    let verdict = Verdict::of(known);
    let withdrawn = known.issued.withdrawn_at.as_deref().map(clock::instant).map(minute).unwrap_or_default();
    Ok(Told {
        tone: verdict.tone(),
        verdict: shell.t1(&format!("verify-{}", verdict.code()), "date", &withdrawn),
        meaning: shell.t(&format!("verify-{}-why", verdict.code())),
        sentence: sentence(shell, known, &facts)?,
        document: document(shell, known, &facts)?,
        facts: person_and_title(shell, &facts),
        exams: exams(shell, &facts.exams),
    })
}

/// What was certified, in one sentence.
fn sentence(shell: &Shell, known: &Known, facts: &Facts) -> Result<String, Stop> {
    let kind = facts.kind()?;
    let says = match facts.says {
        Says::Award => "award",
        Says::Path => "path",
        Says::Enrolment => "enrolment",
    };
    let who = if kind.is_self_certification() { "self" } else { "university" };
    let words = shell.lang;
    let title = match &facts.award {
        Some(award) => said(&award.title, words),
        None => said(&facts.studies.title, words),
    };
    let args: [(&str, String); 7] = [
        ("university", said(&facts.university, words).to_owned()),
        ("date", day(clock::day_of(issued_at(&known.issued)))),
        ("person", name(facts)),
        ("born", day(facts.person.born_on)),
        ("title", title.to_owned()),
        ("programme", said(&facts.studies.title, words).to_owned()),
        ("awarded", facts.award.as_ref().map(|award| day(award.on)).unwrap_or_default()),
    ];
    let args: Vec<(&str, platform::texts::Arg)> =
        args.into_iter().map(|(key, value)| (key, value.into())).collect();
    Ok(shell.voice().with(&format!("verify-says-{who}-{says}"), &args))
}

fn document(shell: &Shell, known: &Known, facts: &Facts) -> Result<Vec<Fact>, Stop> {
    let issued = &known.issued;
    let (tone, state) = match Verdict::of(known) {
        Verdict::Valid | Verdict::Whole | Verdict::Added => (Tone::Success, "issued"),
        Verdict::Superseded => (Tone::Danger, "superseded"),
        Verdict::Revoked => (Tone::Danger, "revoked"),
    };
    let level = issued.signature_level.as_deref().unwrap_or_default();
    let place = known.place.saturating_add(1).to_string();
    let mut list = vec![
        Fact::new(shell.t("verify-kind"), shell.t(&format!("verify-kind-{}", facts.kind()?.code()))),
        Fact::state(shell.t("verify-state"), Badge::new(tone, shell.t(&format!("verify-state-{state}")))),
        Fact::new(shell.t("verify-number"), issued.number.to_string()),
        Fact::new(shell.t("verify-issued"), minute(issued_at(issued))),
        Fact::new(shell.t("verify-signature"), shell.t1("verify-signature-level", "level", level)),
        Fact::new(shell.t("verify-log"), shell.t1("verify-log-entry", "place", place))
            .href(format!("/log/proof/{}", known.place)),
    ];
    if let Wholeness::Added(bytes) = known.wholeness {
        list.push(Fact::new(shell.t("verify-added-bytes"), bytes.to_string()));
    }
    Ok(list)
}

fn person_and_title(shell: &Shell, facts: &Facts) -> Vec<Fact> {
    let words = shell.lang;
    let studies = &facts.studies;
    let award = facts.award.as_ref();
    let credits = (facts.says == Says::Path).then(|| tenths(facts.earned_tenths(), words));
    let lines: [(&str, String); 11] = [
        ("person", name(facts)),
        ("born", day(facts.person.born_on)),
        ("programme", said(&studies.title, words).to_owned()),
        ("class", studies.class.clone()),
        ("year", studies.year.clone()),
        ("title-awarded", award.map(|award| said(&award.title, words).to_owned()).unwrap_or_default()),
        ("awarded", award.map(|award| day(award.on)).unwrap_or_default()),
        ("mark", award.and_then(|award| award.mark).map(|mark| points(shell, mark)).unwrap_or_default()),
        ("thesis", award.map(|award| award.thesis.clone()).unwrap_or_default()),
        ("credits", credits.unwrap_or_default()),
        ("footnote", facts.footnote.clone()),
    ];
    lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| Fact::new(shell.t(&format!("verify-{key}")), value))
        .collect()
}

fn exams(shell: &Shell, lines: &[ExamLine]) -> Table {
    let heads = vec![
        Head::new(shell.t("verify-exam-code")),
        Head::new(shell.t("verify-exam-title")),
        Head::number(shell.t("verify-credits")),
        Head::new(shell.t("verify-exam-mark")),
        Head::new(shell.t("verify-exam-date")),
    ];
    let row = |line: &ExamLine| {
        let mark = line.mark.map_or_else(|| shell.t("verify-passed"), |mark| points(shell, mark));
        vec![
            Cell::code(&line.code),
            Cell::text(said(&line.title, shell.lang)),
            Cell::text(tenths(line.ects_tenths, shell.lang)),
            Cell::text(mark),
            Cell::text(day(line.passed_on)),
        ]
    };
    Table::new(shell.t("verify-exams"), heads).rows(lines.iter().map(row))
}

fn name(facts: &Facts) -> String {
    format!("{} {}", facts.person.name, facts.person.surname)
}

fn said(words: &Words, language: Language) -> &str {
    let (first, other) = match language {
        Language::It => (&words.it, &words.en),
        Language::En => (&words.en, &words.it),
    };
    if first.is_empty() { other } else { first }
}

fn points(shell: &Shell, mark: Points) -> String {
    let bare = format!("{}/{}", mark.points, mark.out_of);
    if mark.honours { format!("{bare} {}", shell.t("verify-honours")) } else { bare }
}

fn tenths(tenths: i64, language: Language) -> String {
    let (whole, rest) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    match rest {
        0 => whole.to_string(),
        rest => format!("{whole}{}{rest}", language.pick(",", ".")),
    }
}

fn day(date: Date) -> String {
    Day::from(date).to_string()
}

fn minute(at: Timestamp) -> String {
    at.to_zoned(clock::rome()).strftime("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::check::Refused;

    #[test]
    fn every_verdict_and_every_refusal_has_its_words() {
        for (language, source) in [("it", include_str!("texts.it.ftl")), ("en", include_str!("texts.en.ftl"))]
        {
            let keys = platform::texts::keys(source);
            let verdicts = Verdict::ALL.iter().map(|verdict| format!("verify-{}", verdict.code()));
            let refusals = Refused::ALL.iter().map(|refused| format!("verify-refused-{}", refused.code()));
            for key in verdicts.chain(refusals) {
                assert!(keys.contains(&key), "{language}: {key}");
                assert!(keys.contains(&format!("{key}-why")), "{language}: {key}-why");
            }
        }
    }

    #[test]
    fn credits_are_written_as_people_write_them() {
        assert_eq!(tenths(60, Language::It), "6");
        assert_eq!(tenths(75, Language::It), "7,5");
        assert_eq!(tenths(75, Language::En), "7.5");
    }
}
