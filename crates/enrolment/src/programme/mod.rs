//! The catalogue of programmes and their editions.

use platform::web::Routes;

/// The feature's texts: Italian, English.
pub const TEXTS: (&str, &str) = ("", "");

/// The feature's routes.
pub fn routes() -> Routes {
    Routes::new()
}
