//! One rule a test, on a declaration that agrees but for what the test changes.

use matching::{
    Agreement, Candidate, Declared, DeclaredExam, Exam, Field, Holding, Kind, Mark, Note, Outcome, Record,
    When,
};
use reference::Level;

use crate::people::{CODE, anna, ask, day, declared, fisica};

fn outcome(change: impl FnOnce(&mut Declared)) -> Outcome {
    with(change, |_| {})
}

fn with(change: impl FnOnce(&mut Declared), known: impl FnOnce(&mut Candidate)) -> Outcome {
    let (mut declared, mut anna) = (declared(), anna());
    change(&mut declared);
    known(&mut anna);
    ask(&declared, &[anna]).outcome
}

use Outcome::{Confirmed, NeedsPerson, NotConfirmed};

#[test]
fn what_agrees_is_confirmed_with_the_record_that_proves_it() {
    let decision = ask(&declared(), &[anna()]);
    assert_eq!(decision.outcome, Confirmed);
    assert_eq!(decision.confirmed, Some(("anna".into(), "fisica".into())));
    assert!(decision.weighed[0].reasons.iter().all(|reason| reason.doubt == 0));
    assert_eq!(ask(&declared(), &[]).outcome, NotConfirmed);
}

#[test]
fn ways_of_writing_do_not_matter() {
    assert_eq!(outcome(|d| (d.surname, d.name) = ("ROSSI".into(), " anna ".into())), Confirmed);
    assert_eq!(outcome(|d| (d.surname, d.name) = ("Anna".into(), "Rossi".into())), Confirmed);
    assert_eq!(outcome(|d| d.birth_place = "MILANO (MI)".into()), Confirmed);
    assert_eq!(outcome(|d| d.programme = "Laurea in Physics - L30".into()), Confirmed);
}

#[test]
fn a_surname_borne_before_is_the_persons() {
    let married = |anna: &mut Candidate| {
        anna.surname = "Bianchi".into();
        anna.earlier_surnames = vec!["Rossi".into()];
    };
    assert_eq!(with(|_| {}, married), Confirmed);
    assert_eq!(with(|d| d.surname = "Bianchi-Rossi".into(), married), Confirmed);
    assert_eq!(with(|d| d.surname = "Verdi".into(), married), NotConfirmed);
    let mut anna = anna();
    married(&mut anna);
    assert_eq!(ask(&declared(), &[anna]).weighed[0].reasons[0].notes, [Note::EarlierName]);
}

#[test]
fn one_slip_is_forgiven_and_a_twins_name_is_not() {
    let marta = |anna: &mut Candidate| anna.name = "Marta".into();
    assert_eq!(outcome(|d| d.surname = "Rosssi".into()), Confirmed);
    assert_eq!(with(|d| d.name = "Mrata".into(), marta), Confirmed);
    assert_eq!(with(|d| d.name = "Maria".into(), marta), NeedsPerson);
    assert_eq!(with(|d| d.name = "Giulia".into(), marta), NotConfirmed);
    assert_eq!(
        with(
            |d| (d.name, d.awarded, d.mark) =
                ("Maria".into(), Some(When::Day(day("12/10/2012"))), fisica().mark),
            marta
        ),
        NeedsPerson,
        "what is claimed does not say who claims it"
    );
    assert_eq!(with(|d| (d.name, d.fiscal_code) = ("Maria".into(), Some(CODE.into())), marta), Confirmed);
}

#[test]
fn an_exchanged_or_slipped_birth_day_is_for_a_person_whatever_else_agrees() {
    for typed in ["04/03/1990", "03/04/1991", "30/04/1990"] {
        assert_eq!(outcome(|d| d.birth_day = day(typed)), NeedsPerson, "{typed}");
        let all = |d: &mut Declared| {
            d.birth_day = day(typed);
            d.fiscal_code = Some(CODE.into());
            d.student_number = Some("701234".into());
            d.awarded = Some(When::Day(day("12/10/2012")));
            d.mark = fisica().mark;
        };
        assert_eq!(outcome(all), NeedsPerson, "{typed}");
    }
    assert_eq!(outcome(|d| d.birth_day = day("17/11/1988")), NotConfirmed);
}

#[test]
fn another_place_of_birth_is_a_homonyms_unless_an_identifier_agrees() {
    assert_eq!(outcome(|d| d.birth_place = "Roma".into()), NeedsPerson);
    assert_eq!(
        outcome(|d| (d.birth_place, d.fiscal_code) = ("Roma".into(), Some(CODE.to_lowercase()))),
        Confirmed
    );
    // Somebody else's code, well formed, with another place of birth.
    let theirs = Some("RSSNNA90D43H501A".to_owned());
    let parsed = kernel::FiscalCode::parse("RSSNNA90D43H501A");
    assert!(parsed.is_ok(), "{parsed:?}");
    assert_eq!(outcome(|d| (d.birth_place, d.fiscal_code) = ("Roma".into(), theirs.clone())), NotConfirmed);
    assert_eq!(outcome(|d| d.fiscal_code = theirs.clone()), NeedsPerson);
}

#[test]
fn homonyms_born_the_same_day_need_an_identifier_or_their_place() {
    let mut other = anna();
    other.id = "other".into();
    other.fiscal_codes = vec!["RSSNNA90D43F20RT".into()];
    other.records[0].titles = vec!["Matematica".into()];
    let both = [anna(), other.clone()];
    let decision = ask(&declared(), &both);
    assert_eq!((decision.outcome, decision.rivals.as_slice()), (NeedsPerson, &["other".to_owned()][..]));
    let mut sure = declared();
    sure.fiscal_code = Some(CODE.into());
    assert_eq!(ask(&sure, &both).outcome, Confirmed);
    other.birth_places = vec!["Roma".into()];
    assert_eq!(ask(&declared(), &[anna(), other]).outcome, Confirmed);
}

#[test]
fn a_twin_with_a_similar_name_in_the_registry_is_a_rival_and_one_with_another_name_is_not() {
    let twin =
        |name: &str| Candidate { id: "twin".into(), name: name.into(), fiscal_codes: Vec::new(), ..anna() };
    assert_eq!(ask(&declared(), &[anna(), twin("Anita Anna")]).outcome, NeedsPerson);
    assert_eq!(ask(&declared(), &[anna(), twin("Giulia")]).outcome, Confirmed);
}

#[test]
fn facts_that_differ_are_not_confirmed() {
    assert_eq!(outcome(|d| d.programme = "Matematica".into()), NotConfirmed);
    assert_eq!(outcome(|d| d.level = Some(Level::SecondLevel)), NotConfirmed);
    assert_eq!(outcome(|d| d.kind = Kind::Qualification), NotConfirmed);
    assert_eq!(outcome(|d| d.awarded = Some(When::Day(day("1/3/2015")))), NotConfirmed);
    assert_eq!(outcome(|d| d.awarded = Some(When::Day(day("13/10/2012")))), NeedsPerson);
    assert_eq!(outcome(|d| d.awarded = Some(When::Year(2012))), Confirmed);
    assert_eq!(outcome(|d| d.awarded = Some(When::Year(2013))), NeedsPerson);
    let mark = |points, honours| Some(Mark { points, out_of: None, honours });
    assert_eq!(outcome(|d| d.mark = mark(104, false)), Confirmed);
    assert_eq!(outcome(|d| d.mark = mark(104, true)), NotConfirmed);
    assert_eq!(outcome(|d| d.mark = mark(110, false)), NotConfirmed);
    assert_eq!(with(|_| {}, |anna| anna.records[0].holding = Holding::Career), NotConfirmed);
    assert_eq!(
        with(|d| d.kind = Kind::Enrolment, |anna| anna.records[0].holding = Holding::Career),
        Confirmed
    );
}

#[test]
fn a_kindred_level_is_for_a_person() {
    let single = |anna: &mut Candidate| anna.records[0].level = Some(Level::SingleCycle);
    assert_eq!(with(|d| d.level = Some(Level::SecondLevel), single), NeedsPerson);
    assert_eq!(with(|d| d.level = Some(Level::FirstLevel), single), NotConfirmed);
}

#[test]
fn a_student_number_identifies_and_a_wrong_one_is_a_doubt() {
    let number = |typed: &str| {
        let typed = typed.to_owned();
        outcome(move |d| d.student_number = Some(typed))
    };
    assert_eq!(number("0701234"), Confirmed);
    assert_eq!(number("701243"), Confirmed);
    assert_eq!(number("999999"), NeedsPerson);
    assert_eq!(
        outcome(|d| (d.surname, d.student_number) = ("Verdi".into(), Some("701234".into()))),
        NeedsPerson
    );
}

#[test]
fn of_two_careers_of_one_class_the_one_with_the_number_is_confirmed() {
    let second = Record { id: "another".into(), student_number: Some("755555".into()), ..fisica() };
    let both = |anna: &mut Candidate| anna.records.push(second);
    let (mut declared, mut anna) = (declared(), anna());
    both(&mut anna);
    for (number, record) in [("755555", "another"), ("701234", "fisica")] {
        (declared.programme, declared.student_number) = ("L-30".into(), Some(number.into()));
        let decision = ask(&declared, std::slice::from_ref(&anna));
        assert_eq!(decision.confirmed, Some(("anna".into(), record.into())));
    }
}

#[test]
fn examinations_must_all_be_there() {
    let exam = |title: &str, points| DeclaredExam {
        title: title.into(),
        mark: Some(Mark { points, out_of: Some(30), honours: false }),
        passed: None,
    };
    let known = |anna: &mut Candidate| {
        anna.records[0].exams = vec![Exam {
            code: "F101".into(),
            titles: vec!["Analisi Matematica I".into(), "Calculus I".into()],
            mark: Some(Mark { points: 28, out_of: Some(30), honours: false }),
            passed_on: None,
        }];
    };
    let check = |exams: Vec<DeclaredExam>| with(|d| (d.kind, d.exams) = (Kind::Enrolment, exams), known);
    assert_eq!(check(vec![exam("calculus I", 28)]), Confirmed);
    assert_eq!(check(vec![exam("F101", 28)]), Confirmed);
    assert_eq!(check(vec![exam("Analisi Matematica I", 30)]), NotConfirmed);
    assert_eq!(check(vec![exam("Analisi Matematica I", 28), exam("Geometria", 25)]), NotConfirmed);
}

#[test]
fn reasons_are_kept_for_every_field() {
    let decision = ask(&declared(), &[anna()]);
    let fields: Vec<Field> = decision.weighed[0].reasons.iter().map(|reason| reason.field).collect();
    assert_eq!(fields, Field::ALL);
    assert_eq!(decision.weighed[0].agreement(Field::FiscalCode), Agreement::NotDeclared);
}
