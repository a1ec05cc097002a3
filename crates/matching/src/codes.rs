//! The two identifiers that the form asks for "to expedite": fiscal code and student number. They are compared as a
//! whole: a variant of a fiscal code (omocodia) belongs to another person.

use kernel::{Day, FiscalCode, Gender, Mismatch, fiscal_code::PersonData};

use crate::{Agreement, Candidate, Field, Note, Reason, Record, Thresholds, words::edits};

/// The fiscal code, against all that the person had.
pub(crate) fn compare_fiscal(declared: Option<&str>, candidate: &Candidate, limits: &Thresholds) -> Reason {
    let reason = |agreement| Reason::new(Field::FiscalCode, agreement);
    let Some(typed) =
        declared.map(clean).filter(|typed| !typed.is_empty() && !FiscalCode::is_none_marker(typed))
    else {
        return reason(Agreement::NotDeclared);
    };
    let known: Vec<String> = candidate.fiscal_codes.iter().map(|code| clean(code)).collect();
    if known.contains(&typed) {
        let as_typed = candidate.fiscal_codes.iter().any(|code| Some(code.as_str()) == declared);
        let agreement = if as_typed { Agreement::Agrees } else { Agreement::AgreesNormalised };
        return reason(agreement).evidence(limits.evidence.fiscal_code);
    }
    match FiscalCode::parse(&typed) {
        Err(_) if known.iter().any(|code| edits(code, &typed) <= 1) => reason(Agreement::Near)
            .note(Note::InvalidCode)
            .note(Note::Slip)
            .doubt(limits.doubt.fiscal_code_slip),
        Err(_) => reason(Agreement::Differs).note(Note::InvalidCode),
        Ok(FiscalCode::Provisional(_)) => reason(Agreement::NotKnown).note(Note::ProvisionalCode),
        Ok(code) if known.iter().all(|code| is_provisional(code)) => {
            let note = (!known.is_empty()).then_some(Note::ProvisionalCode);
            let agreement = if tells_birth_day(&code, candidate.birth_day) {
                Agreement::NotKnown
            } else {
                Agreement::Differs
            };
            reason(agreement).notes(note.as_slice())
        }
        Ok(_) => reason(Agreement::Differs),
    }
}

fn tells_birth_day(code: &FiscalCode, birth_day: Day) -> bool {
    let person =
        PersonData { name: "", surname: "", gender: Gender::Unspecified, birth_day, place_belfiore: None };
    code.matches(&person).map_or_else(|parts| !parts.contains(&Mismatch::BirthDay), |()| true)
}

/// The student number, against the record's and those of the person's other careers.
pub(crate) fn compare_student_number(
    declared: Option<&str>,
    candidate: &Candidate,
    record: Option<&Record>,
    limits: &Thresholds,
) -> Reason {
    let reason = |agreement| Reason::new(Field::StudentNumber, agreement);
    let Some(typed) = declared.map(clean).filter(|typed| !typed.is_empty()) else {
        return reason(Agreement::NotDeclared);
    };
    let all: Vec<String> = candidate.records.iter().filter_map(number).collect();
    if record.and_then(number).as_ref() == Some(&typed) {
        reason(Agreement::Agrees).evidence(limits.evidence.student_number)
    } else if all.contains(&typed) {
        reason(Agreement::AgreesNormalised).note(Note::OtherCareer).evidence(limits.evidence.student_number)
    } else if all.is_empty() {
        reason(Agreement::NotKnown)
    } else if typed.len() >= 4 && all.iter().any(|known| edits(known, &typed) <= 1) {
        reason(Agreement::Near).note(Note::DigitSlip).doubt(limits.doubt.student_number_slip)
    } else {
        reason(Agreement::Differs).doubt(limits.doubt.student_number)
    }
}

fn number(record: &Record) -> Option<String> {
    record.student_number.as_deref().map(clean).filter(|number| !number.is_empty())
}

/// Letters and digits alone, in upper case, without the zeros at the start.
pub(crate) fn clean(code: &str) -> String {
    let kept: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if kept.len() == 11 { kept } else { kept.trim_start_matches('0').to_owned() }
}

fn is_provisional(code: &str) -> bool {
    matches!(FiscalCode::parse(code), Ok(FiscalCode::Provisional(_)))
}
