//! What is printed as a square code: the facts in short, signed.

use documents::certificate::{Points, Says, Square};
use jiff::Timestamp;
use keys::Signer;
use platform::{House, Stop};
use printed::{Code, CodeTooLarge, Exam, ExamMark, Mark, PageOf};

use super::facts::Facts;
use crate::catalogue::Kind;

/// A code of this version is 69 mm wide with its border: as much as the foot of a page can give.
const LARGEST: u8 = 32;

/// Where people type what is printed.
pub fn address(house: &House) -> String {
    format!("{}/verify", house.config().base_url)
}

/// Where printed codes lead: the page that reads what stands behind the `#`, which never leaves the phone. It is short,
/// because each sign of it makes the code larger.
pub fn camera_address(house: &House) -> String {
    format!("{}/v", house.config().base_url)
}

/// Signs the facts; the exams are left out when the code would not fit on the page.
///
/// # Errors
/// When the key does not sign.
pub(super) fn seal(
    house: &House,
    signer: &dyn Signer,
    facts: &Facts,
    number: i64,
    place: i64,
    issued_at: Timestamp,
) -> Result<String, Stop> {
    let address = camera_address(house);
    let mut short = short(facts, number, place, issued_at)?;
    let text = printed::seal(signer, &address, &short).map_err(Stop::broken)?;
    if short.exams.is_empty() || Code::draw(&text, LARGEST).is_ok() {
        return Ok(text);
    }
    short = short.without_exams();
    printed::seal(signer, &address, &short).map_err(Stop::broken)
}

/// Do the facts in the row and those that were signed for paper say the same?
pub(crate) fn agrees(
    facts: &Facts,
    issued: &super::store::Issued,
    place: i64,
    signed: &printed::Facts,
) -> bool {
    let issued_at = platform::clock::instant(&issued.issued_at);
    let Ok(short) = short(facts, issued.number, place, issued_at) else { return false };
    short == *signed || (signed.exams.is_empty() && short.without_exams() == *signed)
}

/// Draws a printed text.
///
/// # Errors
/// When it fits into no code.
pub fn draw(text: &str) -> Result<Square, CodeTooLarge> {
    let code = Code::draw(text, 40)?;
    Ok(Square { svg: code.svg(), side_mm: code.side_mm() })
}

fn short(facts: &Facts, number: i64, place: i64, issued_at: Timestamp) -> Result<printed::Facts, Stop> {
    let language = facts.tongue.first();
    let path = facts.says == Says::Path;
    let exams: Option<Vec<Exam>> = facts.exams.iter().map(exam).collect();
    let hundredths = |tenths: i64| u32::try_from(tenths.saturating_mul(10)).ok();
    let some = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    Ok(printed::Facts {
        issuer: facts.institution.name.clone(),
        // The code has whole seconds.
        issued: Timestamp::from_second(issued_at.as_second()).map_err(Stop::broken)?,
        kind: kind(facts)?,
        number: number.to_string(),
        given_name: facts.person.name.clone(),
        family_name: facts.person.surname.clone(),
        birth_date: Some(facts.person.born_on),
        programme: some(language.pick(&facts.studies.title.it, &facts.studies.title.en)),
        class: some(&facts.studies.class),
        academic_year: some(&facts.studies.year).filter(|_| facts.says == Says::Enrolment),
        awarded: facts.award.as_ref().map(|award| award.on),
        mark: facts.award.as_ref().and_then(|award| award.mark).and_then(mark),
        ects: path.then(|| facts.earned_tenths()).and_then(hundredths),
        exams: exams.unwrap_or_default(),
        digest: None,
        status_index: u64::try_from(place).map_err(Stop::broken)?,
        // The same code is on every page: it speaks for the whole document.
        page: PageOf { number: 0, of: 0 },
    }
    .fitted())
}

fn kind(facts: &Facts) -> Result<printed::Kind, Stop> {
    let awarded = facts.award.is_some();
    Ok(match (facts.kind()?, awarded) {
        (Kind::Award, _) => printed::Kind::Award,
        (Kind::Path, true) => printed::Kind::AwardWithPath,
        (Kind::Path, false) => printed::Kind::EnrolmentWithPath,
        (Kind::Enrolment, _) => printed::Kind::Enrolment,
        (Kind::Supplement, _) => printed::Kind::DiplomaSupplement,
        (Kind::SelfAward, _) => printed::Kind::SelfAward,
        (Kind::SelfPath, true) => printed::Kind::SelfAwardWithPath,
        (Kind::SelfPath, false) => printed::Kind::SelfEnrolmentWithPath,
        (Kind::SelfEnrolment, _) => printed::Kind::SelfEnrolment,
        (Kind::EnrolmentDuty, _) => return Err(Stop::broken("a stamp duty has no paper")),
    })
}

fn mark(points: Points) -> Option<Mark> {
    Some(Mark {
        points: points.points.try_into().ok()?,
        out_of: points.out_of.try_into().ok()?,
        honours: points.honours,
    })
}

/// None for a mark that is not out of thirty: the code has no place for it, and a path without it would be false.
fn exam(line: &documents::certificate::ExamLine) -> Option<Exam> {
    let mark = match line.mark {
        None => ExamMark::Passed,
        Some(Points { points: 30, out_of: 30, honours: true }) => ExamMark::Honours,
        Some(Points { points, out_of: 30, honours: false }) => ExamMark::Thirtieths(points.try_into().ok()?),
        Some(_) => return None,
    };
    let ects = u32::try_from(line.ects_tenths.saturating_mul(10)).ok()?;
    Some(Exam { code: line.code.clone(), ects, mark })
}
