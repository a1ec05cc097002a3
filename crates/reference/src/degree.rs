use std::{collections::HashMap, sync::LazyLock};

use crate::table::{Search, best, rows, spaced};

mod level;

pub use level::{Level, Regime};

/// A kind of degree that a person can have: a class of degrees, a laurea of the previous order, a doctorate …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DegreeCourse {
    /// Stable identifier, such as `lm-32`.
    pub id: &'static str,
    /// The code of the class, such as `LM-32`; empty when there is none.
    pub class: &'static str,
    /// Its official Italian name, in capitals.
    pub name: &'static str,
    /// Its level.
    pub level: Level,
    /// The law it follows.
    pub regime: Regime,
}

/// What a person looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CourseQuery<'a> {
    /// Only this level; any when `None`.
    pub level: Option<Level>,
    /// Words of the name, or the code of the class, as typed; all when empty.
    pub name: &'a str,
}

struct Entry {
    course: DegreeCourse,
    /// The class alone, and name and class; spaced.
    class: String,
    all: String,
}

struct Courses {
    all: Vec<Entry>,
    by_id: HashMap<&'static str, usize>,
}

static COURSES: LazyLock<Courses> = LazyLock::new(|| {
    let all: Vec<_> = rows(include_str!("../data/degree_courses.tsv"))
        .filter_map(|[id, class, level, regime, name]| {
            let course =
                DegreeCourse { id, class, name, level: level.parse().ok()?, regime: regime.parse().ok()? };
            Some(Entry { course, class: spaced(class), all: spaced(&format!("{name} {class}")) })
        })
        .collect();
    let by_id = all.iter().enumerate().map(|(at, entry)| (entry.course.id, at)).collect();
    Courses { all, by_id }
});

/// The kinds of degrees that answer a query, best first; among equals in the order of level and class.
pub fn degree_courses(query: CourseQuery<'_>, limit: usize) -> Vec<&'static DegreeCourse> {
    let name = Search::new(query.name);
    let class = spaced(query.name);
    let found = COURSES
        .all
        .iter()
        .enumerate()
        .filter(|(_, entry)| query.level.is_none_or(|level| level == entry.course.level))
        .filter_map(|(at, entry)| {
            let rank = if !class.is_empty() && entry.class == class {
                0
            } else if name.is_empty() {
                1
            } else {
                name.rank(&entry.all)?
            };
            Some((rank, (at, &entry.course)))
        });
    best(found, |(a, _), (b, _)| a.cmp(b), limit).into_iter().map(|(_, course)| course).collect()
}

/// The kind of degree with an identifier.
pub fn degree_course(id: &str) -> Option<&'static DegreeCourse> {
    COURSES.by_id.get(id).and_then(|at| COURSES.all.get(*at)).map(|entry| &entry.course)
}
