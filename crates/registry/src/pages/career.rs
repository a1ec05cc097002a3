//! A career of one's own: what was studied, how it went, what was awarded.

use askama::Template;
use axum::extract::State;
use kernel::{Day, Language};
use platform::{
    House, Stop,
    web::{
        Own, Owned, Page, Params, Shell,
        field::{Badge, Cell, Chart, Fact, Head, Table, Tone},
    },
};

use crate::{
    career::{Career, CareerStatus},
    record::{Award, Ects, Exam, Record},
    store,
};

/// The record of one's own career, named by the path as `{career}` or `{id}`.
#[derive(Clone, Debug)]
pub struct CareerRecord(pub Record);

impl Owned for CareerRecord {
    const OBJECT: &'static str = "career";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let named = params.get("career");
        let id = if named.is_empty() { params.get("id") } else { named };
        let mut conn = house.db().read().await?;
        let career = store::find(&mut conn, id).await?.filter(|career| career.person_id == account_id);
        match career {
            Some(career) => Ok(Some(Self(Record::of(&mut conn, career).await?))),
            None => Ok(None),
        }
    }
}

#[derive(Template)]
#[template(path = "pages/career.html")]
pub(crate) struct CareerPage {
    shell: Shell,
    facts: Vec<Fact>,
    award: Option<Vec<Fact>>,
    totals: Vec<Fact>,
    exams: Table,
    marks: Option<Chart>,
    certificates: bool,
}

/// `GET /careers/{id}`
pub(super) async fn show(own: Own<CareerRecord>, State(house): State<House>) -> Page<CareerPage> {
    let record = &own.it.0;
    let title = record.career.title(own.language).to_owned();
    let shell = Shell::titled(&house, &own, title).crumb("registry-careers-title", "/careers");
    let shell = shell.crumb_titled(record.career.matricola.as_str(), "");
    Page::ok(CareerPage {
        facts: facts(&shell, &record.career),
        award: record.award.as_ref().map(|award| award_facts(&shell, award)),
        totals: totals(&shell, record),
        exams: exams(&shell, &record.exams),
        marks: marks(&shell, &record.exams),
        certificates: house.routes().iter().any(|route| route.path == "/certificates"),
        shell,
    })
}

/// The badge of a status.
pub(crate) fn badge(shell: &Shell, status: CareerStatus) -> Badge {
    let tone = match status {
        CareerStatus::Active | CareerStatus::Awarded => Tone::Success,
        CareerStatus::Closed => Tone::Neutral,
    };
    Badge::new(tone, shell.t(&format!("registry-status-{}", status.code())))
}

/// What a career is.
pub(crate) fn facts(shell: &Shell, career: &Career) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact::new(shell.t(&format!("registry-career-{key}")), value);
    let mut facts = vec![
        fact("matricola", career.matricola.to_string()),
        Fact::state(shell.t("registry-career-status"), badge(shell, career.status)),
        fact("category", shell.t(&format!("registry-kind-{}", career.kind.code()))),
        fact("programme", career.title(shell.lang).to_owned()),
        fact("year", career.year.clone()),
        fact("opened", Day::from(career.opened_on).to_string()),
    ];
    if let Some(day) = career.closed_on {
        facts.push(fact("closed", Day::from(day).to_string()));
    }
    if !career.class_code.is_empty() {
        facts.push(fact("class", career.class_code.clone()));
    }
    if !career.language.is_empty() {
        facts.push(fact("language", career.language.to_uppercase()));
    }
    facts
}

/// What was awarded.
pub(crate) fn award_facts(shell: &Shell, award: &Award) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact::new(shell.t(&format!("registry-award-{key}")), value);
    let mark = award.mark.map_or_else(String::new, |mark| mark.show(shell.lang));
    let mut facts = vec![
        fact("title", award.title(shell.lang).to_owned()),
        fact("day", Day::from(award.awarded_on).to_string()),
        fact("mark", mark),
    ];
    if !award.thesis.is_empty() {
        facts.push(fact("thesis", award.thesis.clone()));
    }
    facts
}

/// Credits, examinations and the average, as figures.
pub(crate) fn totals(shell: &Shell, record: &Record) -> Vec<Fact> {
    let earned = record.earned().show(shell.lang);
    let of = record.career.ects;
    let credits = if of == Ects::default() {
        earned
    } else {
        shell.t2("registry-ects-of", "earned", earned, "all", of.show(shell.lang))
    };
    let mut totals = vec![
        Fact::new(shell.t("registry-total-ects"), credits),
        Fact::new(shell.t("registry-total-exams"), record.exams.len().to_string()),
    ];
    if let Some(average) = record.average() {
        totals.push(Fact::new(shell.t("registry-total-average"), hundredths(average, shell.lang)));
    }
    totals
}

fn hundredths(value: i64, language: Language) -> String {
    format!("{}{}{:02}/30", value.div_euclid(100), language.pick(",", "."), value.rem_euclid(100))
}

fn exams(shell: &Shell, exams: &[Exam]) -> Table {
    let text = |key: &str| shell.t(&format!("registry-exam-{key}"));
    let heads = vec![
        Head::new(text("code")),
        Head::new(text("title")),
        Head::new(text("sector")),
        Head::number(text("ects")),
        Head::new(text("mark")),
        Head::new(text("day")),
    ];
    Table::new(text("caption"), heads).rows(exams.iter().map(|exam| exam_cells(shell, exam)))
}

/// The cells of an examination, in the order of the table.
pub(crate) fn exam_cells(shell: &Shell, exam: &Exam) -> Vec<Cell> {
    let mark = exam.mark.map_or_else(|| shell.t("registry-exam-passed"), |mark| mark.show(shell.lang));
    vec![
        Cell::code(&exam.code),
        Cell::text(exam.title(shell.lang)),
        Cell::text(&exam.sector),
        Cell::text(exam.ects.show(shell.lang)),
        Cell::text(mark),
        Cell::text(Day::from(exam.passed_on).to_string()),
    ]
}

/// How many examinations went how well; nothing to draw below two marks.
fn marks(shell: &Shell, exams: &[Exam]) -> Option<Chart> {
    let of = |from: i64, to: i64, honours: bool| {
        let within = |exam: &&Exam| {
            exam.mark.is_some_and(|mark| (from..=to).contains(&mark.points) && mark.honours == honours)
        };
        u64::try_from(exams.iter().filter(within).count()).unwrap_or(0)
    };
    let honours = shell.lang.pick("30 e lode", "30 with honours");
    let groups = [
        (honours, of(30, 30, true)),
        ("30", of(30, 30, false)),
        ("27–29", of(27, 29, false)),
        ("24–26", of(24, 26, false)),
        ("18–23", of(18, 23, false)),
    ];
    let marked = exams.iter().filter(|exam| exam.mark.is_some()).count();
    (marked > 1).then(|| {
        let values = groups.map(|(label, count)| (label.to_owned(), count)).into();
        Chart::new(shell.t("registry-marks"), values)
    })
}
