//! The web: routes that know who may use them, forms that keep what was typed, pages in the visitor's language.

pub mod assets;
pub mod authority;
pub mod field;
mod form;
#[cfg(test)]
mod gallery;
mod kept;
mod layers;
mod page;
mod refill;
mod routes;
mod serve;
mod session;
mod visitor;

pub use authority::{
    Anyone, Applicant, Desk, Duty, Gateway, Newcomer, Officer, Overseen, Own, Owned, Params, Scope, SignedIn,
};
pub use form::{FormKey, Once, Posted, Queried, Upload, Uploaded};
pub use layers::{assemble, language_cookie};
pub use page::{Crumb, File, Go, MenuItem, Notice, Page, Shell, ShellPerson};
pub use routes::{RouteInfo, Routes, Who};
pub use serve::serve;
pub use session::{
    Grant, NewSession, Role, Session, Standing, close_session, close_sessions, open_session, session_cookie,
    sessions_of, update_sessions,
};
pub use visitor::Visitor;
