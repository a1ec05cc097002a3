use std::collections::HashSet;

use kernel::Language;
use reference::{CourseQuery, Level, Regime, degree_course, degree_courses};

fn found(level: Option<Level>, name: &str) -> Vec<(&'static str, &'static str)> {
    degree_courses(CourseQuery { level, name }, 10).iter().map(|course| (course.class, course.name)).collect()
}

#[test]
fn classes_are_found_by_code_and_by_words() {
    assert_eq!(found(None, "LM-32")[0], ("LM-32", "INGEGNERIA INFORMATICA"));
    assert_eq!(found(None, "lm 32")[0], ("LM-32", "INGEGNERIA INFORMATICA"));
    assert_eq!(
        found(Some(Level::FirstLevel), "informazione ingegneria")[0],
        ("L-8", "INGEGNERIA DELL'INFORMAZIONE")
    );
    assert_eq!(found(Some(Level::SingleCycle), "giurisprudenza")[0], ("LMG/01", "GIURISPRUDENZA"));
    assert_eq!(found(Some(Level::PreviousOrder), "ingegneria edile")[0].1, "INGEGNERIA EDILE");
    assert!(!found(Some(Level::Doctorate), "").is_empty());
    assert!(found(None, "qqqq").is_empty());
}

#[test]
fn all_classes_in_force_are_there() {
    for number in 1..=43 {
        assert!(degree_course(&format!("l-{number}")).is_some(), "L-{number}");
    }
    for number in 1..=94 {
        assert!(degree_course(&format!("lm-{number}")).is_some(), "LM-{number}");
    }
    let medicine = degree_course("lm-41").unwrap();
    assert_eq!((medicine.level, medicine.regime), (Level::SingleCycle, Regime::Dm270));
}

#[test]
fn identifiers_are_unique_and_every_level_has_something() {
    let all = degree_courses(CourseQuery::default(), usize::MAX);
    let ids: HashSet<_> = all.iter().map(|course| course.id).collect();
    assert_eq!(ids.len(), all.len());
    for level in Level::ALL {
        assert!(all.iter().any(|course| course.level == *level), "{level}");
        assert_eq!(level.code().parse(), Ok(*level));
        assert_eq!(level.key(), format!("level-{level}"));
        assert!(!level.label(Language::It).is_empty() && !level.label(Language::En).is_empty());
    }
    assert_eq!(Level::FirstLevel.key(), "level-first");
}
