//! The secretariat's side: queues, review, corrections, qualification checks, decisions.

pub mod status;

use platform::{jobs::Handler, web::Routes};

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = (include_str!("status.it.ftl"), include_str!("status.en.ftl"));

/// What must hold in the feature's tables.
pub const INVARIANTS: &[(&str, &str)] = &[];

/// The feature's routes.
pub fn routes() -> Routes {
    Routes::new()
}

/// The feature's jobs.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    Vec::new()
}
