//! What was achieved, and when: kind of claim, years, day of the award, marks, examinations. Unlike a name these are
//! facts that were declared: one that differs is enough not to confirm.

use kernel::Day;

use crate::{
    Agreement, Declared, DeclaredExam, Exam, Field, Kind, Lexicon, Mark, Note, Reason, Record, Thresholds,
    When, birth::deviation, codes::clean, programme::compare_exam_title,
};

/// Whether the record can prove a claim of this kind.
pub(crate) fn compare_kind(declared: Kind, record: &Record) -> Reason {
    let proves = record.holding.proves(declared);
    Reason::new(Field::Kind, if proves { Agreement::Agrees } else { Agreement::Differs })
}

/// The last year of enrolment, by the beginning or the end of its academic year. It only helps to find the record: a
/// wrong one is a doubt. Who declares an enrolment may have gone on afterwards.
pub(crate) fn compare_last_year(declared: &Declared, record: &Record, limits: &Thresholds) -> Reason {
    let reason = |agreement| Reason::new(Field::LastYear, agreement);
    let Some(year) = declared.last_year else { return reason(Agreement::NotDeclared) };
    let Some(last) = record.last_year else { return reason(Agreement::NotKnown) };
    let first = if declared.kind == Kind::Enrolment { record.first_year.unwrap_or(last) } else { last };
    if year == last {
        reason(Agreement::Agrees)
    } else if (first..=last.saturating_add(1)).contains(&year) {
        reason(Agreement::AgreesNormalised)
    } else {
        reason(Agreement::Differs).doubt(limits.doubt.last_year)
    }
}

/// The day of the award.
pub(crate) fn compare_awarded(declared: Option<When>, record: &Record, limits: &Thresholds) -> Reason {
    let found = when(declared, record.awarded_on);
    let reason = Reason::new(Field::Awarded, found.0).notes(found.1.as_slice());
    match found.0 {
        Agreement::Agrees => reason.evidence(limits.evidence.awarded),
        Agreement::Near => reason.doubt(limits.doubt.date_slip),
        Agreement::NotKnown => reason.doubt(limits.doubt.not_known),
        _ => reason,
    }
}

fn when(declared: Option<When>, registered: Option<Day>) -> (Agreement, Option<Note>) {
    match (declared, registered) {
        (None, _) => (Agreement::NotDeclared, None),
        (_, None) => (Agreement::NotKnown, None),
        (Some(When::Day(one)), Some(other)) if one == other => (Agreement::Agrees, None),
        (Some(When::Day(one)), Some(other)) => match deviation(one, other) {
            Some(note) => (Agreement::Near, Some(note)),
            None => (Agreement::Differs, None),
        },
        (Some(When::Year(year)), Some(day)) if year == day.year() => {
            (Agreement::AgreesNormalised, Some(Note::YearOnly))
        }
        // Many give the beginning or the end of the academic year.
        (Some(When::Year(year)), Some(day)) if year.abs_diff(day.year()) == 1 => {
            (Agreement::Near, Some(Note::YearOnly))
        }
        _ => (Agreement::Differs, None),
    }
}

/// The final mark.
pub(crate) fn compare_mark(declared: Option<Mark>, record: &Record, limits: &Thresholds) -> Reason {
    let found = mark(declared, record.mark);
    let reason = Reason::new(Field::Mark, found);
    match found {
        Agreement::Agrees => reason.evidence(limits.evidence.mark),
        Agreement::Near => reason.note(Note::HonoursMissing).doubt(limits.doubt.honours_missing),
        Agreement::NotKnown => reason.doubt(limits.doubt.not_known),
        _ => reason,
    }
}

fn mark(declared: Option<Mark>, registered: Option<Mark>) -> Agreement {
    let (Some(one), Some(other)) = (declared, registered) else {
        return if declared.is_none() { Agreement::NotDeclared } else { Agreement::NotKnown };
    };
    let same_scale = one.out_of.is_none() || other.out_of.is_none() || one.out_of == other.out_of;
    match (one.points == other.points && same_scale, one.honours, other.honours) {
        (true, declared, registered) if declared == registered => Agreement::Agrees,
        (true, false, true) => Agreement::Near,
        _ => Agreement::Differs,
    }
}

/// The examinations: each must be there, with its mark and day when they were declared.
pub(crate) fn compare_exams(
    declared: &[DeclaredExam],
    record: &Record,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Reason {
    if declared.is_empty() {
        return Reason::new(Field::Exams, Agreement::NotDeclared);
    }
    let mut worst = Reason::new(Field::Exams, Agreement::Agrees);
    let mut telling = true;
    for exam in declared {
        telling &= exam.mark.is_some() || exam.passed.is_some();
        let found = record
            .exams
            .iter()
            .filter_map(|known| compare_exam(exam, known, lexicon, limits))
            .min_by_key(Reason::rank)
            .unwrap_or_else(|| Reason::new(Field::Exams, Agreement::Differs));
        worst.agreement = worst.agreement.max(found.agreement);
        worst = worst.notes(&found.notes).doubt(found.doubt);
    }
    if worst.agreement.is_same() && telling { worst.evidence(limits.evidence.exams) } else { worst }
}

/// `None` when it is another examination.
fn compare_exam(
    declared: &DeclaredExam,
    known: &Exam,
    lexicon: &Lexicon,
    limits: &Thresholds,
) -> Option<Reason> {
    let by_code = !known.code.is_empty() && clean(&declared.title) == clean(&known.code);
    let title = if by_code {
        0
    } else {
        known
            .titles
            .iter()
            .filter_map(|title| compare_exam_title(&declared.title, title, lexicon, limits))
            .min()?
    };
    let reason = Reason::new(Field::Exams, if title == 0 { Agreement::Agrees } else { Agreement::Near });
    let mut reason = if title == 0 { reason } else { reason.note(Note::Slip).doubt(title) };
    let (passed, note) = when(declared.passed, known.passed_on);
    let parts = [
        (passed, limits.doubt.date_slip, note),
        (mark(declared.mark, known.mark), limits.doubt.honours_missing, Some(Note::HonoursMissing)),
    ];
    for (agreement, weight, note) in parts {
        match agreement {
            Agreement::Differs => reason.agreement = Agreement::Differs,
            Agreement::NotKnown => reason = reason.doubt(limits.doubt.not_known),
            Agreement::Near => {
                reason.agreement = reason.agreement.max(Agreement::Near);
                reason = reason.notes(note.as_slice()).doubt(weight);
            }
            Agreement::Agrees | Agreement::AgreesNormalised | Agreement::NotDeclared => {}
        }
    }
    Some(reason)
}
