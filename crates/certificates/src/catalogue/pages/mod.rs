//! "Search documents": the career, its documents, their parameters.

mod duty;
mod fields;
mod parameters;
mod search;

use platform::web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/certificates", search::show)
        .get("/certificates/duty/{duty}", duty::show)
        .post("/certificates/duty/{duty}", duty::reserve)
        .get("/certificates/{career}/{kind}", parameters::show)
        .post("/certificates/{career}/{kind}", parameters::send)
}
