//! Enrolment: from the choice of a programme to the student number. The applicant declares and uploads, the
//! secretariat assesses, the payment confirms. Or the secretariat opens an admission, and its stamp duty confirms.

pub mod admission;
pub mod application;
pub mod programme;
pub mod review;

use kernel::Lifecycle;
use platform::{Capability, web::Routes};

/// The room's tables.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// What enrolment brings to the house.
pub fn capability() -> Capability {
    Capability {
        routes: Routes::new()
            .merge(programme::routes())
            .merge(application::routes())
            .merge(review::routes())
            .merge(admission::routes()),
        migrations: Some(&MIGRATIONS),
        texts: vec![programme::TEXTS, application::TEXTS, review::TEXTS, admission::TEXTS],
        jobs: [application::jobs(), review::jobs()].concat(),
        listeners: [application::listeners(), review::listeners(), admission::listeners()].concat(),
        lifecycles: vec![
            ("Programme", programme::Programme::diagram()),
            ("Application", application::rules::Application::diagram()),
            ("Admission", admission::rules::AdmissionLife::diagram()),
            ("QualificationCheck", review::check::life::QualificationCheck::diagram()),
        ],
        invariants: [application::INVARIANTS, review::INVARIANTS, admission::INVARIANTS].concat(),
        ..Capability::new("enrolment")
    }
}
