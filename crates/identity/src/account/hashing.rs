//! Password hashing (argon2id) on two threads of its own with reused memory. The queue before them is bounded: over
//! capacity people are asked to come back, and the rest of the service stays quick.

use std::sync::{Arc, Mutex, mpsc};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{FaultCode, Problem};
use platform::Stop;
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;

use super::password;

/// How many requests may wait: about two seconds of work for the two threads.
const QUEUE: usize = 48;
/// Most memory a stored hash may ask for, in KiB: a row that was tampered with must not exhaust the machine.
const MOST_KIB: u32 = 256 * 1024;

/// What a hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub kib: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// 19 MiB and two passes: the minimum of OWASP's password storage cheat sheet for argon2id.
    pub const STANDARD: Cost = Cost { kib: 19_456, passes: 2 };
}

enum Work {
    Hash { password: String, salt: [u8; 16], answer: oneshot::Sender<Option<String>> },
    Verify { password: String, stored: String, answer: oneshot::Sender<bool> },
    Judge { password: String, context: Vec<String>, answer: oneshot::Sender<Option<FaultCode>> },
}

/// The hashing threads. Cheap to clone; they end with the last handle. Give it to the house as a port.
#[derive(Clone)]
pub struct Hashing {
    queue: mpsc::SyncSender<Work>,
    cost: Cost,
    /// Compared with when there is no account, so that both answers take the same time.
    nobody: Arc<str>,
}

impl Hashing {
    /// The threads that the service runs on.
    pub fn standard() -> Self {
        Self::with_cost(Cost::STANDARD)
    }

    /// Threads with another cost, for tests: the service itself has no such setting.
    pub fn with_cost(cost: Cost) -> Self {
        let (queue, jobs) = mpsc::sync_channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..2 {
            let jobs = Arc::clone(&jobs);
            std::thread::spawn(move || work(&jobs, cost));
        }
        let nobody = phc(cost, &[0; 16], &[0; 32]).into();
        Self { queue, cost, nobody }
    }

    /// Hashes a password. The salt comes from the house's dice.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Stop> {
        let (answer, hash) = oneshot::channel();
        self.ask(Work::Hash { password: password.to_owned(), salt, answer })?;
        hash.await.ok().flatten().ok_or_else(|| Stop::broken("a password could not be hashed"))
    }

    /// Compares a password with a stored hash. Without one it does the same work and answers no.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, Stop> {
        let (answer, right) = oneshot::channel();
        let hash = stored.unwrap_or(&self.nobody).to_owned();
        self.ask(Work::Verify { password: password.to_owned(), stored: hash, answer })?;
        let right = right.await.map_err(Stop::broken)?;
        Ok(right && stored.is_some())
    }

    /// Judges a new password away from the request's thread: see [`password::weakness`].
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn judge(&self, password: &str, context: Vec<String>) -> Result<Option<FaultCode>, Stop> {
        let (answer, verdict) = oneshot::channel();
        self.ask(Work::Judge { password: password.to_owned(), context, answer })?;
        verdict.await.map_err(Stop::broken)
    }

    /// True when a stored hash was made with another cost and should be made anew.
    pub fn is_outdated(&self, stored: &str) -> bool {
        parse(stored).is_none_or(|(cost, ..)| cost != self.cost)
    }

    fn ask(&self, work: Work) -> Result<(), Stop> {
        self.queue.try_send(work).map_err(|_| Problem::new(503, "busy").with("seconds", "3").into())
    }
}

fn work(jobs: &Mutex<mpsc::Receiver<Work>>, cost: Cost) {
    // Kept between hashes: allocating 19 MiB each time made the process grow to 800 MiB.
    let mut memory: Vec<Block> = Vec::new();
    loop {
        let next = jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        // An answer nobody waits for any more is dropped.
        match next {
            Ok(Work::Hash { password, salt, answer }) => {
                let hash = digest(&mut memory, cost, &password, &salt).map(|out| phc(cost, &salt, &out));
                let _ = answer.send(hash);
            }
            Ok(Work::Verify { password, stored, answer }) => {
                let _ = answer.send(matches(&mut memory, &password, &stored).unwrap_or(false));
            }
            Ok(Work::Judge { password, context, answer }) => {
                let words: Vec<&str> = context.iter().map(String::as_str).collect();
                let _ = answer.send(password::weakness(&password, &words));
            }
            Err(_) => return,
        }
    }
}

fn digest(memory: &mut Vec<Block>, cost: Cost, password: &str, salt: &[u8]) -> Option<[u8; 32]> {
    let params = Params::new(cost.kib, cost.passes, 1, Some(32)).ok()?;
    let blocks = params.block_count();
    if memory.len() < blocks {
        memory.resize_with(blocks, Block::new);
    }
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, memory.get_mut(..blocks)?)
        .ok()?;
    Some(out)
}

fn matches(memory: &mut Vec<Block>, password: &str, stored: &str) -> Option<bool> {
    let (cost, salt, right) = parse(stored)?;
    let out = digest(memory, cost, password, &salt)?;
    Some(bool::from(out.as_slice().ct_eq(&right)))
}

/// The PHC string: parameters, salt and digest in one text.
fn phc(cost: Cost, salt: &[u8], digest: &[u8]) -> String {
    let (salt, digest) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(digest));
    format!("$argon2id$v=19$m={},t={},p=1${salt}${digest}", cost.kib, cost.passes)
}

fn parse(stored: &str) -> Option<(Cost, Vec<u8>, Vec<u8>)> {
    let rest = stored.strip_prefix("$argon2id$v=19$m=")?;
    let (kib, rest) = rest.split_once(",t=")?;
    let (passes, rest) = rest.split_once(",p=1$")?;
    let (salt, digest) = rest.split_once('$')?;
    let cost = Cost { kib: kib.parse().ok()?, passes: passes.parse().ok()? };
    (cost.kib <= MOST_KIB && cost.passes <= 16).then_some(())?;
    Some((cost, STANDARD_NO_PAD.decode(salt).ok()?, STANDARD_NO_PAD.decode(digest).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { kib: 64, passes: 1 };

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hashing = Hashing::with_cost(CHEAP);
        let stored = hashing.hash("correct horse battery", [7; 16]).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{stored}");
        assert!(hashing.verify("correct horse battery", Some(&stored)).await.unwrap());
        assert!(!hashing.verify("correct horse batterz", Some(&stored)).await.unwrap());
        assert!(!hashing.verify("correct horse battery", None).await.unwrap());
        assert!(!hashing.verify("x", Some("$argon2id$broken")).await.unwrap());
        assert!(!hashing.is_outdated(&stored));
        assert!(Hashing::with_cost(Cost::STANDARD).is_outdated(&stored));
    }

    #[test]
    fn reused_memory_gives_the_same_digest_as_fresh_memory() {
        let mut memory = Vec::new();
        let ours = digest(&mut memory, Cost { kib: 64, passes: 2 }, "password", b"somesaltsomesalt").unwrap();
        let mut theirs = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 2, 1, Some(32)).unwrap())
            .hash_password_into(b"password", b"somesaltsomesalt", &mut theirs)
            .unwrap();
        assert_eq!(ours, theirs);
        // Memory that was used before changes nothing.
        assert_eq!(
            digest(&mut memory, Cost { kib: 64, passes: 2 }, "password", b"somesaltsomesalt").unwrap(),
            ours
        );
    }

    #[tokio::test]
    async fn over_capacity_people_are_asked_to_come_back() {
        let hashing = Hashing::with_cost(Cost { kib: 8192, passes: 8 });
        let all = futures::future::join_all((0..200).map(|_| hashing.verify("x", None))).await;
        let refused = all.iter().filter_map(|answer| answer.as_ref().err()?.problem()).collect::<Vec<_>>();
        assert!(refused.len() > 100, "{}", refused.len());
        assert!(refused.iter().all(|problem| problem.status == 503));
        assert!(all.iter().any(Result::is_ok));
    }
}
