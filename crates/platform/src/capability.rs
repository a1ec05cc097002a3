//! What a room brings to the house.

use crate::{jobs::Handler, tx::Listener, web::Routes};

/// A room's pages, jobs, tables, texts and reactions.
#[derive(Default)]
pub struct Capability {
    /// The room's name: `enrolment`.
    pub name: &'static str,
    /// Its routes.
    pub routes: Routes,
    /// Its tables.
    pub migrations: Option<&'static sqlx::migrate::Migrator>,
    /// Its texts: (Italian, English) Fluent sources.
    pub texts: Vec<(&'static str, &'static str)>,
    /// Who does which kind of job.
    pub jobs: Vec<(&'static str, Handler)>,
    /// Its reactions to other rooms' events, by kind.
    pub listeners: Vec<(&'static str, Listener)>,
    /// Its lifecycles, for the documentation: (name, Mermaid diagram).
    pub lifecycles: Vec<(&'static str, String)>,
    /// Invariants of its tables: (name, SQL that counts violations, which must be 0 at every moment).
    pub invariants: Vec<(&'static str, &'static str)>,
}

impl Capability {
    /// A room with a name and nothing yet.
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }
}
