//! The details of a title, and the papers that prove it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Day, Event, FaultCode, Faults, text};
use platform::{
    House, Stop,
    web::{
        Go, Own, Page, Posted, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    super::{
        dossier::{Dossier, OwnTitle, today},
        draft::{Draft, Form, draft, keep},
        flow,
        frame::{Frame, leave_if_sent, shell},
        items::Part,
        missing::Stage,
        papers::Proof,
        slot::{self, Slot},
        title::{self, Title},
    },
    declaration,
};

/// Longest mark, in characters.
const MARK: usize = 30;
/// First academic year of the list.
const FIRST_YEAR: i16 = 1945;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    attained: String,
    academic_year: String,
    graduated_on: String,
    mark: String,
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
    fn of(title: &Title) -> Typed {
        Typed {
            attained: if title.attained { "yes" } else { "" }.to_owned(),
            academic_year: title.academic_year.clone().unwrap_or_default(),
            graduated_on: title.graduated_on.map(|day| day.to_string()).unwrap_or_default(),
            mark: title.mark.clone().unwrap_or_default(),
        }
    }

    fn half(draft: &Draft) -> Typed {
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
fn years(today: Day) -> Vec<String> {
    (FIRST_YEAR..=today.year()).rev().map(|year| format!("{year}/{}", year.saturating_add(1))).collect()
}

/// The details and the papers.
#[derive(Template)]
#[template(path = "application/qualification/details.html")]
pub struct Details {
    shell: Shell,
    frame: Frame,
    card: Vec<Fact>,
    open: bool,
    action: String,
    autosave: String,
    version: i64,
    kept: bool,
    stale: bool,
    attained: Field,
    academic_year: Field,
    graduated_on: Field,
    mark: Field,
    faults: Vec<FieldFault>,
    change_university: String,
    change_course: String,
    papers: Papers,
    back: String,
}

/// The papers of a title, and why they are needed.
struct Papers {
    why: String,
    slots: Vec<Slot>,
    upload: String,
    register: Option<Register>,
    declaration: Option<String>,
}

/// The question whether the national register has the title.
struct Register {
    action: String,
    missing: bool,
}

/// What the page shows besides the title itself.
#[derive(Default)]
pub struct Sent<'a> {
    typed: Option<Typed>,
    faults: Faults,
    stale: bool,
    /// The slot whose file was refused, and why.
    slot: Option<(&'a str, FaultCode)>,
}

impl<'a> Sent<'a> {
    /// A file that was refused for a slot.
    pub fn refused(slot: &'a str, code: FaultCode) -> Self {
        Self { slot: Some((slot, code)), ..Self::default() }
    }
}

/// The details of a title.
pub async fn show(who: Own<OwnTitle>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it.dossier) {
        return Ok(go.into_response());
    }
    let title = who.it.present()?;
    if title.course_name.is_empty() {
        return Ok(Go::to(who.it.path("course")).into_response());
    }
    let page = page(&house, &who, &who.it.dossier, title, Sent::default()).await?;
    Ok(Page::ok(page).into_response())
}

/// The page, as it is stored or as it was sent.
pub async fn page(
    house: &House,
    visitor: &platform::web::Visitor,
    dossier: &Dossier,
    title: &Title,
    state: Sent<'_>,
) -> Result<Details, Stop> {
    let form = Form::of_title(&title.id, "details");
    let mut conn = house.db().read().await?;
    let draft = draft(&mut conn, &dossier.application.id, &form).await?;
    drop(conn);
    let kept = state.typed.is_none() && draft.is_pending();
    let typed = match state.typed {
        Some(typed) => typed,
        None if kept => Typed::half(&draft),
        None => Typed::of(title),
    };
    let shell = shell(house, visitor, dossier, "title-details");
    let voice = shell.voice().clone();
    let faults = &state.faults;
    let attained = Field::new("attained", voice.say("title-attained"))
        .hint(voice.say("title-attained-hint"))
        .checked(typed.attained == "yes")
        .told(faults, &voice);
    let choices = years(today(house)).into_iter().map(|year| Choice::new(year.clone(), year)).collect();
    let academic_year = Field::new("academic_year", voice.say("title-academic-year"))
        .choices(choices)
        .value(&typed.academic_year)
        .told(faults, &voice);
    let graduated_on = Field::new("graduated_on", voice.say("title-graduated-on"))
        .value(&typed.graduated_on)
        .required()
        .told(faults, &voice);
    let mark = Field::new("mark", voice.say("title-mark"))
        .value(&typed.mark)
        .hint(voice.say("title-mark-hint"))
        .maxlength(30)
        .required()
        .told(faults, &voice);
    let path = |page: &str| dossier.path(&format!("qualification/{}{page}", title.id));
    Ok(Details {
        frame: Frame::of(house, &voice, dossier, Some(Stage::Qualification)),
        card: super::facts(&voice, title).into_iter().take(4).collect(),
        open: dossier.may_edit(&Part::Title(&title.id)),
        action: path(""),
        autosave: form.path(&dossier.application.id),
        version: draft.version,
        kept,
        stale: state.stale,
        faults: Field::summary_of(&[&attained, &academic_year, &graduated_on, &mark]),
        attained,
        academic_year,
        graduated_on,
        mark,
        change_university: path("/university"),
        change_course: path("/course"),
        papers: papers(house, &shell, dossier, title, state.slot),
        back: dossier.path("qualification"),
        shell,
    })
}

fn papers(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    title: &Title,
    refused: Option<(&str, FaultCode)>,
) -> Papers {
    let first_year = house.config().terms.anis_first_year;
    let proof = title.proof(first_year);
    let path = |page: &str| dossier.path(&format!("qualification/{}/{page}", title.id));
    let asked = matches!(proof, Proof::Register | Proof::DeclarationOutsideRegister);
    Papers {
        why: shell.t1(proof.why(), "year", first_year.to_string()),
        slots: slot::of_title(house, shell, dossier, title, refused),
        upload: dossier.path("papers"),
        register: (asked && dossier.may_edit(&Part::Title(&title.id)))
            .then(|| Register { action: path("register"), missing: title.not_in_register }),
        declaration: declaration::is_offered(proof).then(|| path("self-certification")),
    }
}

/// Saves the details.
pub async fn save(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let title = who.it.present()?;
    who.it.dossier.edit(&Part::Title(&title.id))?;
    let born = who.it.dossier.profile.person.birth_day;
    let checked = match form.typed.check(born, today(&house)) {
        Ok(checked) => checked,
        Err(faults) => {
            let state = Sent { typed: Some(form.typed.clone()), faults, ..Sent::default() };
            let page = page(&house, &who, &who.it.dossier, title, state).await?;
            return Ok(Page::again(page).into_response());
        }
    };
    match store(&house, &who, &form, checked).await {
        Err(stop) if stop.problem().is_some_and(|problem| problem.code == "stale") => {
            let mut conn = house.db().read().await?;
            let application = super::super::store::find(&mut conn, &who.it.dossier.application.id).await?;
            let now = Dossier::load(&mut conn, application.ok_or_else(Stop::not_found)?).await?;
            drop(conn);
            let now_title = now.title(&title.id).cloned().ok_or_else(Stop::not_found)?;
            let faults = differences(&form.typed, &Typed::of(&now_title));
            let state = Sent { typed: Some(form.typed), faults, stale: true, slot: None };
            let page = page(&house, &who, &now, &now_title, state).await?;
            Ok(Page::status(page, 409).into_response())
        }
        Err(stop) => Err(stop),
        Ok(go) => Ok(go.into_response()),
    }
}

/// What another window saved in the meantime, beside each field that says something else.
fn differences(typed: &Typed, stored: &Typed) -> Faults {
    let mut faults = Faults::new();
    let pairs = [
        ("academic_year", &typed.academic_year, &stored.academic_year),
        ("graduated_on", &typed.graduated_on, &stored.graduated_on),
        ("mark", &typed.mark, &stored.mark),
    ];
    for (field, _, stored) in pairs.into_iter().filter(|(_, typed, stored)| typed != stored) {
        let stored = if stored.is_empty() { "-" } else { stored };
        faults.add_with(field, "stale", vec![("stored", stored.to_owned())]);
    }
    faults
}

async fn store(
    house: &House,
    who: &Own<OwnTitle>,
    form: &Posted<Typed>,
    checked: Checked,
) -> Result<Go, Stop> {
    let id = &who.it.present()?.id;
    let mut tx = house.begin_once(who, form.once.clone()).await?;
    let dossier = Dossier::reload(&mut tx, &who.it.dossier.application.id).await?;
    let name = Form::of_title(id, "details");
    keep(&mut tx, &dossier.application.id, &name, form.version.unwrap_or(0), &Vec::new()).await?;
    let before = dossier.title(id).cloned().ok_or_else(Stop::not_found)?;
    let title = Title {
        attained: checked.attained,
        academic_year: checked.academic_year,
        graduated_on: checked.graduated_on,
        mark: checked.mark,
        ..before
    };
    title::update(&mut tx, &title).await?;
    let event = Event::new("enrolment.title-changed").with("title", id).with("what", "details");
    flow::changed(&mut tx, &dossier, &Part::Title(id), event).await?;
    tx.go(format!("{}?done=title-saved#papers", who.it.path(""))).await
}

/// Whether the national register has the title.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct InRegister {
    missing: String,
}

/// "My title is not on ANIS", or it is after all.
pub async fn register(
    who: Own<OwnTitle>,
    State(house): State<House>,
    form: Posted<InRegister>,
) -> Result<Go, Stop> {
    let id = &who.it.present()?.id;
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = Dossier::reload(&mut tx, &who.it.dossier.application.id).await?;
    let before = dossier.title(id).cloned().ok_or_else(Stop::not_found)?;
    title::update(&mut tx, &Title { not_in_register: form.typed.missing == "yes", ..before }).await?;
    let event = Event::new("enrolment.title-changed").with("title", id).with("what", "register");
    flow::begun(&mut tx, &dossier, &Part::Title(id), event).await?;
    tx.go(format!("{}#papers", who.it.path(""))).await
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
