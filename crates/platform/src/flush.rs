//! Many commits, one flush. SQLite has one writer: if each commit waited for the disk by itself, a disk that takes eight
//! milliseconds would allow 125 commits a second, whatever else is done. So a commit is written to the write-ahead log
//! without waiting (`synchronous = normal`), and whoever is to be answered waits here for a flush of the log that began
//! after the commit. One flush serves all who wait for it, as PostgreSQL does by itself.
//!
//! What was answered survives a power cut, as with `synchronous = full`. What was not answered may be gone, but never in
//! part and never without what was committed after it: the log is read in order and only up to its first damaged frame.

use std::{
    fs::File,
    io::ErrorKind,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use tokio::sync::Mutex;

/// The log of one database.
#[derive(Debug)]
pub(crate) struct Flusher {
    log: PathBuf,
    /// How many have asked.
    asked: AtomicU64,
    /// Up to which of those that asked the log is on disk. Locked while it is flushed.
    flushed: Mutex<u64>,
}

impl Flusher {
    /// For the database in this file.
    pub fn new(database: &str) -> Self {
        Self { log: format!("{database}-wal").into(), asked: AtomicU64::new(0), flushed: Mutex::new(0) }
    }

    /// Returns when everything that was committed before the call is on disk.
    pub async fn wait(&self) -> std::io::Result<()> {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let mut flushed = self.flushed.lock().await;
        if *flushed >= mine {
            return Ok(());
        }
        // Whoever has asked by now has committed before.
        let upto = self.asked.load(Ordering::SeqCst);
        let log = self.log.clone();
        tokio::task::spawn_blocking(move || flush(&log)).await.map_err(std::io::Error::other)??;
        *flushed = upto;
        Ok(())
    }
}

fn flush(log: &std::path::Path) -> std::io::Result<()> {
    match File::open(log) {
        Ok(file) => file.sync_data(),
        // The last connection was closed: what the log held was moved into the database and flushed there.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_flush_serves_all_who_asked_before_it_began() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("d.db");
        std::fs::write(folder.path().join("d.db-wal"), "x").unwrap();
        let flusher = Flusher::new(&database.display().to_string());
        let held = flusher.flushed.lock().await;
        let waiting = futures::future::join_all((0..20).map(|_| flusher.wait()));
        let ended = async {
            tokio::task::yield_now().await;
            drop(held);
        };
        let (answers, ()) = futures::join!(waiting, ended);
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(*flusher.flushed.lock().await, 20, "the first of them flushed for all");
    }

    #[tokio::test]
    async fn a_log_that_is_not_there_is_flushed_and_one_that_cannot_be_opened_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let flusher = Flusher::new(&folder.path().join("none.db").display().to_string());
        assert!(flusher.wait().await.is_ok());
        std::fs::write(folder.path().join("file"), "").unwrap();
        let flusher = Flusher::new(&folder.path().join("file/below.db").display().to_string());
        assert!(flusher.wait().await.is_err());
        assert_eq!(*flusher.flushed.lock().await, 0);
    }
}
