use std::{
    io::{Error, ErrorKind, Result},
    process::Stdio,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use super::Settings;
use crate::protocol::{Answer, Job, lengths, opening};

/// One child process. Ends when its standard input is closed, and is killed when this is dropped.
pub(super) struct Worker {
    child: Child,
    to: ChildStdin,
    from: ChildStdout,
    served: u32,
}

impl Worker {
    /// Starts a process without environment: it needs none, and the program's may hold secrets. What it says on standard
    /// error could quote a document, so nobody listens.
    pub(super) fn start(settings: &Settings) -> Result<Self> {
        let mut child = Command::new(&settings.program)
            .args(&settings.arguments)
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new(ErrorKind::BrokenPipe, "a worker without pipes"));
        };
        Ok(Self { child, to, from, served: 0 })
    }

    /// Asks and waits for the answer. After an error the worker is of no more use.
    pub(super) async fn ask(&mut self, job: &Job, body: &[u8]) -> Result<(Answer, Vec<u8>)> {
        self.served = self.served.saturating_add(1);
        let opening = opening(job, body.len()).ok_or_else(|| Error::from(ErrorKind::FileTooLarge))?;
        self.to.write_all(&opening).await?;
        self.to.write_all(body).await?;
        self.to.flush().await?;
        let mut prefix = [0; 8];
        self.from.read_exact(&mut prefix).await?;
        let (header, body) = lengths(prefix).ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        let header = read(&mut self.from, header).await?;
        let answer = serde_json::from_slice(&header)?;
        Ok((answer, read(&mut self.from, body).await?))
    }

    /// How many jobs it was given.
    pub(super) const fn served(&self) -> u32 {
        self.served
    }

    /// Ends it now, and waits until it is gone.
    pub(super) async fn kill(mut self) {
        if let Err(error) = self.child.kill().await {
            tracing::warn!(error = %error, "a typesetting worker could not be stopped");
        }
    }
}

/// Reads exactly so many bytes, keeping room only for what has come.
async fn read(from: &mut ChildStdout, length: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    let read = from.take(limit).read_to_end(&mut bytes).await?;
    if read == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}
