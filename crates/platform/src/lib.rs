//! What every room stands on: one transaction per action with its journal, jobs after the event, mail, files, texts,
//! and the web with authority as a type.

extern crate self as platform;

pub mod capability;
pub mod clock;
pub mod config;
pub mod db;
pub mod files;
mod flush;
mod house;
pub mod jobs;
pub mod journal;
mod keys;
pub mod limits;
mod line;
pub mod mail;
mod stop;
#[cfg(feature = "testing")]
pub mod testing;
pub mod texts;
mod tx;
pub mod web;

pub use capability::Capability;
pub use clock::{Clock, Dice};
pub use config::Config;
pub use db::{Conn, Db};
pub use house::{House, Plan, Ports};
pub use journal::{Actor, Subject};
pub use keys::Keys;
pub use stop::{Broken, Explain, OnUnique, Stop};
pub use texts::{Arg, Texts, Voice};
pub use tx::{Listener, Tx};

/// The platform's own tables.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
