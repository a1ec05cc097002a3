//! What a worker may use.

use rustix::{
    io::Result,
    process::{Resource, Rlimit, setrlimit},
    time::{ClockId, clock_gettime},
};

/// Address space of a worker: the largest picture that is accepted takes 576 MB once decoded in colour.
const MEMORY: u64 = 1 << 30;

/// Processor seconds that a job may use: less than the patience of the program that waits.
const SECONDS_PER_JOB: u64 = 9;

/// Gives up, for good, what a worker does not need. It keeps its three standard streams and can open nothing else: no
/// file, no connection.
pub(crate) fn give_up() -> Result<()> {
    let fixed = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, fixed(MEMORY))?;
    setrlimit(Resource::Core, fixed(0))?;
    setrlimit(Resource::Fsize, fixed(0))?;
    setrlimit(Resource::Nofile, fixed(3))
}

/// Grants processor time for one more job; the system ends a worker that uses it up, even when nobody waits any more.
pub(crate) fn grant_time() -> Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let until = used.saturating_add(SECONDS_PER_JOB);
    setrlimit(Resource::Cpu, Rlimit { current: Some(until), maximum: None })
}
