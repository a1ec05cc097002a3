//! Facts as the claims of a CBOR Web Token, and back. The table of keys is the format of every page ever printed: keys are
//! added, never given another meaning.

use jiff::{Timestamp, ToSpan, civil::Date};
use keys::cbor::{Value, entry, text};

use crate::facts::{Exam, ExamMark, Facts, Kind, Mark, PageOf};

/// `iss` and `iat` of RFC 8392.
const ISSUER: i64 = 1;
const ISSUED: i64 = 6;
/// The first key for private use; under it the facts that CWT has no name for.
const FACTS: i64 = -65537;

const KIND: i64 = 1;
const NUMBER: i64 = 2;
const GIVEN_NAME: i64 = 3;
const FAMILY_NAME: i64 = 4;
const BIRTH_DATE: i64 = 5;
const PROGRAMME: i64 = 6;
const CLASS: i64 = 7;
const ACADEMIC_YEAR: i64 = 8;
const AWARDED: i64 = 9;
const MARK: i64 = 10;
const ECTS: i64 = 11;
const EXAMS: i64 = 12;
const DIGEST: i64 = 13;
const STATUS_INDEX: i64 = 14;
const PAGE: i64 = 15;

/// In the place of a mark out of thirty.
const PASSED: i64 = 0;
const HONOURS: i64 = 31;

/// The claims.
pub fn write(facts: &Facts) -> Value {
    let mut known = vec![
        entry(KIND, Value::Int(facts.kind.number())),
        entry(NUMBER, text(&facts.number)),
        entry(GIVEN_NAME, text(&facts.given_name)),
        entry(FAMILY_NAME, text(&facts.family_name)),
        entry(STATUS_INDEX, Value::Int(i64::try_from(facts.status_index).unwrap_or(i64::MAX))),
        entry(PAGE, numbers([facts.page.number, facts.page.of].map(i64::from))),
    ];
    let words = [(PROGRAMME, &facts.programme), (CLASS, &facts.class), (ACADEMIC_YEAR, &facts.academic_year)];
    known.extend(words.into_iter().filter_map(|(key, word)| Some(entry(key, text(word.as_ref()?)))));
    let days = [(BIRTH_DATE, facts.birth_date), (AWARDED, facts.awarded)];
    known.extend(
        days.into_iter().filter_map(|(key, day)| Some(entry(key, Value::Int(days_since_1970(day?))))),
    );
    known.extend(facts.mark.map(|mark| entry(MARK, write_mark(mark))));
    known.extend(facts.ects.map(|ects| entry(ECTS, Value::Int(ects.into()))));
    known.extend(facts.digest.map(|digest| entry(DIGEST, Value::Bytes(digest.to_vec()))));
    if !facts.exams.is_empty() {
        known.push(entry(EXAMS, Value::List(facts.exams.iter().map(write_exam).collect())));
    }
    Value::Map(vec![
        entry(ISSUER, text(&facts.issuer)),
        entry(ISSUED, Value::Int(facts.issued.as_second())),
        entry(FACTS, Value::Map(known)),
    ])
}

/// The facts in the claims, if they are complete.
pub fn read(claims: &Value) -> Option<Facts> {
    let known = claims.at(FACTS)?;
    let word = |key| known.at(key).and_then(Value::text).map(str::to_owned);
    let day = |key| known.at(key).and_then(Value::int).and_then(day_after_1970);
    let exams = match known.at(EXAMS) {
        None => Vec::new(),
        Some(list) => list.list()?.iter().map(read_exam).collect::<Option<_>>()?,
    };
    let [number, of] = known.at(PAGE)?.list()? else { return None };
    Some(Facts {
        issuer: claims.at(ISSUER)?.text()?.to_owned(),
        issued: Timestamp::from_second(claims.at(ISSUED)?.int()?).ok()?,
        kind: Kind::numbered(known.at(KIND)?.int()?)?,
        number: word(NUMBER)?,
        given_name: word(GIVEN_NAME)?,
        family_name: word(FAMILY_NAME)?,
        birth_date: day(BIRTH_DATE),
        programme: word(PROGRAMME),
        class: word(CLASS),
        academic_year: word(ACADEMIC_YEAR),
        awarded: day(AWARDED),
        mark: known.at(MARK).and_then(read_mark),
        ects: known.at(ECTS).and_then(small),
        exams,
        digest: known.at(DIGEST).and_then(Value::bytes).and_then(|bytes| bytes.try_into().ok()),
        status_index: known.at(STATUS_INDEX)?.int()?.try_into().ok()?,
        page: PageOf { number: small(number)?, of: small(of)? },
    })
}

fn numbers<const N: usize>(list: [i64; N]) -> Value {
    Value::List(list.map(Value::Int).to_vec())
}

fn small<N: TryFrom<i64>>(value: &Value) -> Option<N> {
    value.int()?.try_into().ok()
}

fn write_mark(mark: Mark) -> Value {
    numbers([mark.points.into(), mark.out_of.into(), mark.honours.into()])
}

fn read_mark(value: &Value) -> Option<Mark> {
    let [points, out_of, honours] = value.list()? else { return None };
    Some(Mark { points: small(points)?, out_of: small(out_of)?, honours: honours.int()? == 1 })
}

fn write_exam(exam: &Exam) -> Value {
    let mark = match exam.mark {
        ExamMark::Passed => PASSED,
        ExamMark::Thirtieths(points) => points.into(),
        ExamMark::Honours => HONOURS,
    };
    Value::List(vec![text(&exam.code), Value::Int(exam.ects.into()), Value::Int(mark)])
}

fn read_exam(value: &Value) -> Option<Exam> {
    let [code, ects, mark] = value.list()? else { return None };
    let mark = match mark.int()? {
        PASSED => ExamMark::Passed,
        HONOURS => ExamMark::Honours,
        points => ExamMark::Thirtieths(points.try_into().ok()?),
    };
    Some(Exam { code: code.text()?.to_owned(), ects: small(ects)?, mark })
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn days_since_1970(day: Date) -> i64 {
    EPOCH.until(day).map_or(0, |span| span.get_days().into())
}

fn day_after_1970(days: i64) -> Option<Date> {
    EPOCH.checked_add(i32::try_from(days).ok()?.days()).ok()
}
