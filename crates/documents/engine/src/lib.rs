//! The engine of the documents room: the only place of the typesetter and of the readers of foreign files.
//!
//! It runs in a child process, [`worker_main`], which the pool in `documents` starts, feeds and kills. The process gives
//! up what it does not need before the first job: files, network, most of the memory. What it cannot give up, processor
//! time, is counted for each job.

mod examine;
mod limits;
mod pages;
mod typeset;
mod worker;

pub use examine::examine;
pub use pages::{CannotShow, pages};
pub use typeset::{CannotSet, Press, Set};
pub use worker::{trusting_worker_main, worker_main};
