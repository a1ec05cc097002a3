//! The form by which an officer corrects an examination or the award.

use askama::Template;
use axum::extract::State;
use kernel::{Day, Faults, Language, text};
use platform::{
    House, Stop,
    web::{
        Desk, Go, Page, Params, Posted, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    Entry, OfficeEntry, Records,
    flow::{self, Corrected},
    store,
};
use crate::{
    import::read::{day, ects, exam_mark, final_mark, past},
    record::{Award, Exam, Mark},
};

/// What was typed; the award has no credits, an examination no thesis.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    ects: String,
    day: String,
    mark: String,
    out_of: String,
    honours: String,
    thesis: String,
    reason: String,
}

impl Typed {
    fn of(entry: &Entry) -> Self {
        match entry {
            Entry::Exam { it, .. } => Self {
                ects: it.ects.show(Language::It),
                day: Day::from(it.passed_on).to_string(),
                mark: it.mark.map_or_else(String::new, short),
                ..Self::default()
            },
            Entry::Award { it, .. } => Self {
                day: Day::from(it.awarded_on).to_string(),
                mark: it.mark.map_or_else(String::new, |mark| mark.points.to_string()),
                out_of: it.mark.map_or_else(String::new, |mark| mark.out_of.to_string()),
                honours: if it.mark.is_some_and(|mark| mark.honours) { "yes" } else { "" }.to_owned(),
                thesis: it.thesis.clone(),
                ..Self::default()
            },
        }
    }

    /// What the entry should say, and why.
    fn check(
        &self,
        entry: &Entry,
        opened_on: jiff::civil::Date,
        today: Day,
    ) -> Result<(Corrected, String), Faults> {
        let mut faults = Faults::new();
        let on = faults.keep("day", day(&self.day).and_then(|day| past(day, today)));
        let reason = keep(&mut faults, "reason", 1000, text::paragraph(&self.reason, 1000));
        let corrected = match entry {
            Entry::Exam { it, .. } => {
                let credits = faults.keep("ects", ects(&self.ects, 300));
                let mark = faults.keep("mark", exam_mark(&self.mark));
                (|| {
                    let (ects, mark, passed_on) = (credits?, mark?, on?);
                    Some(Corrected::Exam(Exam { ects, mark, passed_on, ..it.clone() }))
                })()
            }
            Entry::Award { it, .. } => {
                let mark = match final_mark(&self.mark, &self.out_of, &self.honours) {
                    Ok(mark) => Some(mark),
                    Err((field, code)) => faults.keep(field, Err(code)),
                };
                let thesis = text::optional_line(&self.thesis, 500).map(Option::unwrap_or_default);
                let thesis = keep(&mut faults, "thesis", 500, thesis);
                if on.is_some_and(|day| day < opened_on) {
                    faults.add("day", "registry-before-opened");
                }
                (|| {
                    let (mark, thesis, awarded_on) = (mark?, thesis?, on?);
                    Some(Corrected::Award(Award { mark, thesis, awarded_on, ..it.clone() }))
                })()
            }
        };
        match (corrected, reason) {
            (Some(corrected), Some(reason)) if faults.is_empty() => Ok((corrected, reason)),
            _ => Err(faults),
        }
    }
}

fn keep(
    faults: &mut Faults,
    field: &'static str,
    max: usize,
    parsed: Result<String, kernel::FaultCode>,
) -> Option<String> {
    if parsed == Err("too-long") {
        faults.add_with(field, "too-long", vec![("max", max.to_string())]);
        return None;
    }
    faults.keep(field, parsed)
}

/// `27`, `30L`.
fn short(mark: Mark) -> String {
    format!("{}{}", mark.points, if mark.honours { "L" } else { "" })
}

#[derive(Template)]
#[template(path = "office/correct.html")]
pub(super) struct CorrectPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    action: String,
    back: String,
    version: i64,
    ects: Option<Field>,
    day: Field,
    mark: Field,
    out_of: Option<Field>,
    honours: Option<Field>,
    thesis: Option<Field>,
    reason: Field,
}

/// `GET /office/careers/{id}/exams/{exam}` and `/office/careers/{id}/award`
pub(super) async fn form(desk: Desk<Records, OfficeEntry>, State(house): State<House>) -> Page<CorrectPage> {
    let typed = Typed::of(&desk.it.entry);
    Page::ok(page(&house, &desk, &desk.it.entry, &typed, &Faults::new()))
}

/// `POST /office/careers/{id}/exams/{exam}` and `/office/careers/{id}/award`
pub(super) async fn save(
    desk: Desk<Records, OfficeEntry>,
    State(house): State<House>,
    params: Params,
    posted: Posted<Typed>,
) -> Result<Result<Go, Page<CorrectPage>>, Stop> {
    let career = &desk.it.career;
    let mut tx = house.begin_once(&desk, posted.once.clone()).await?;
    // Read again under the lock: what the other window wrote is what the page says.
    let now = store::entry(tx.conn(), &career.id, params.get("exam")).await?.ok_or_else(Stop::not_found)?;
    let (Entry::Exam { version, .. } | Entry::Award { version, .. }) = &now;
    let checked = if posted.version == Some(*version) {
        posted.typed.check(&now, career.opened_on, house.clock().today().into())
    } else {
        Err(stale(&now, &posted.typed))
    };
    let faults = match checked {
        Err(faults) => faults,
        Ok((corrected, reason)) => match flow::correct(&mut tx, career, &now, &corrected, &reason).await {
            Ok(()) => {
                let go = tx.go(format!("/office/careers/{}?done=record-corrected", career.id)).await?;
                return Ok(Ok(go));
            }
            Err(stop) => stop.faults()?,
        },
    };
    drop(tx);
    Ok(Err(Page::again(page(&house, &desk, &now, &posted.typed, &faults))))
}

/// Every field that now says something else than what was typed.
fn stale(now: &Entry, typed: &Typed) -> Faults {
    let stored = Typed::of(now);
    let mut faults = Faults::new();
    let fields = [
        ("ects", &stored.ects, &typed.ects),
        ("day", &stored.day, &typed.day),
        ("mark", &stored.mark, &typed.mark),
        ("out_of", &stored.out_of, &typed.out_of),
        ("thesis", &stored.thesis, &typed.thesis),
    ];
    for (field, stored, typed) in fields {
        if stored.trim() != typed.trim() {
            faults.add_with(field, "stale", vec![("stored", stored.clone())]);
        }
    }
    if faults.is_empty() {
        faults.add_with("day", "stale", vec![("stored", stored.day.clone())]);
    }
    faults
}

fn page(
    house: &House,
    desk: &Desk<Records, OfficeEntry>,
    entry: &Entry,
    typed: &Typed,
    faults: &Faults,
) -> CorrectPage {
    let career = &desk.it.career;
    let back = format!("/office/careers/{}", career.id);
    let (title, path, version, exam) = match entry {
        Entry::Exam { id, version, it } => {
            (it.title(desk.language).to_owned(), format!("exams/{id}"), *version, true)
        }
        Entry::Award { version, it } => {
            (it.title(desk.language).to_owned(), "award".to_owned(), *version, false)
        }
    };
    let shell = Shell::titled(house, desk, title)
        .crumb("registry-office-title", "/office/careers")
        .crumb_titled(career.matricola.as_str(), &back);
    let field = |name: &str, key: &str, value: &str| {
        Field::new(name, shell.t(key)).value(value).told(faults, shell.voice())
    };
    let ects = exam.then(|| field("ects", "registry-exam-ects", &typed.ects).required().inputmode("decimal"));
    let day_label = if exam { "registry-exam-day" } else { "registry-award-day" };
    let day = field("day", day_label, &typed.day).required();
    let mark_label = if exam { "registry-exam-mark" } else { "registry-award-mark" };
    let hint = shell.t(if exam { "registry-mark-hint" } else { "registry-final-mark-hint" });
    let mark = field("mark", mark_label, &typed.mark).hint(hint);
    let out_of = (!exam).then(|| field("out_of", "registry-award-out-of", &typed.out_of));
    let honours = (!exam).then(|| {
        Field::new("honours", shell.t("registry-award-honours"))
            .checked(typed.honours == "yes")
            .told(faults, shell.voice())
    });
    let thesis = (!exam).then(|| field("thesis", "registry-award-thesis", &typed.thesis));
    let reason = field("reason", "registry-correction-why", &typed.reason).required().rows(3);
    let reason = reason.hint(shell.t("registry-correction-why-hint"));
    let all = [ects.as_ref(), Some(&day), Some(&mark), out_of.as_ref(), honours.as_ref(), thesis.as_ref()];
    let all: Vec<&Field> = all.into_iter().flatten().chain([&reason]).collect();
    CorrectPage {
        faults: Field::summary_of(&all),
        action: format!("{back}/{path}"),
        back,
        version,
        ects,
        day,
        mark,
        out_of,
        honours,
        thesis,
        reason,
        shell,
    }
}
