//! Verifying a qualification: each title has a track of its own. The issuing university is asked by e-mail and answers
//! through a link that only it has; the officer decides. A certificate that proves the title can be enough.

pub mod flow;
pub mod life;
pub mod pages;
pub mod public;
pub mod store;
