//! What everybody looks up and nobody owns: countries, places and postcodes, universities, kinds of degrees. Pure
//! look-ups over tables inside the program (`data/`, see its README): no I/O, each table read once, at first use.
//!
//! An item's code or identifier is stable and is what rows keep; names may be corrected from one release to the next.

mod country;
mod degree;
mod place;
mod table;
mod university;

pub use country::{Country, countries, country};
pub use degree::{CourseQuery, DegreeCourse, Level, Regime, degree_course, degree_courses};
pub use place::{
    Birthplace, Municipality, Province, birthplace, municipalities_of, municipality, municipality_at,
    postcodes_of, province, provinces, search_birthplace, search_municipality,
};
pub use university::{University, UniversityQuery, universities, university};
