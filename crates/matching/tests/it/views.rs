//! What the requester and the officer see.

use matching::{Candidate, Declared, Field, FieldAnswer, Outcome};

use crate::people::{anna, ask, day, declared};

fn shown(declared: &Declared, candidates: &[Candidate]) -> String {
    serde_json::to_string(&ask(declared, candidates).for_requester(declared)).unwrap()
}

#[test]
fn an_unknown_person_and_one_who_differs_are_the_same_answer() {
    let declared = declared();
    let mut born_another_day = anna();
    born_another_day.birth_day = day("17/11/1988");
    let mut other_programme = anna();
    other_programme.records[0].titles = vec!["Matematica".into()];
    other_programme.records[0].class_code = String::new();
    let mut no_record = anna();
    no_record.records.clear();
    let unknown = shown(&declared, &[]);
    for differs in [born_another_day, other_programme, no_record] {
        assert_eq!(shown(&declared, &[differs]), unknown);
    }
    assert!(
        unknown.contains("not-confirmed") && unknown.contains("not-said") && !unknown.contains("as-declared")
    );
}

#[test]
fn one_for_a_person_says_nothing_of_its_fields() {
    let mut declared = declared();
    declared.birth_day = day("04/03/1990");
    let decision = ask(&declared, &[anna()]);
    assert_eq!(decision.outcome, Outcome::NeedsPerson);
    let view = decision.for_requester(&declared);
    assert!(view.fields.iter().all(|field| field.answer == FieldAnswer::NotSaid));
}

#[test]
fn a_confirmation_tells_of_each_field_declared_and_of_no_other() {
    let declared = declared();
    let view = ask(&declared, &[anna()]).for_requester(&declared);
    let fields: Vec<Field> = view.fields.iter().map(|field| field.field).collect();
    assert_eq!(
        fields,
        [
            Field::Surname,
            Field::Name,
            Field::BirthDay,
            Field::BirthPlace,
            Field::Kind,
            Field::Level,
            Field::Programme
        ]
    );
    assert!(view.fields.iter().all(|field| field.answer == FieldAnswer::AsDeclared));
}

#[test]
fn the_officer_sees_each_candidate_with_what_agrees_and_what_does_not() {
    let mut declared = declared();
    declared.birth_day = day("04/03/1990");
    let candidates = [anna()];
    let decision = ask(&declared, &candidates);
    let view = decision.for_officer(&candidates);
    assert_eq!(view.candidates[0].candidate, Some(&candidates[0]));
    let doubtful: Vec<Field> = view.candidates[0].doubtful.iter().map(|reason| reason.field).collect();
    assert_eq!(doubtful, [Field::BirthDay]);
    assert_eq!(view.candidates[0].agree.len(), 6);
}
