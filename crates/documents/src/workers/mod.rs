//! The pool of child processes that do the work.
//!
//! Workers start when the first job needs one, serve job after job, and are let go when they have been idle for a while
//! or have served many jobs, so that a quiet program is small. A worker that takes too long is killed; one that dies is
//! replaced at once. There are never more workers than settled, and never more jobs waiting than settled.

mod worker;

use std::{
    ffi::OsString,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};

use self::worker::Worker;
use crate::{
    CannotRender, Document, Examined, MediaType, Pdf, Png, RefusedFile, Renderer, Templates,
    protocol::{Answer, Job, SUBCOMMAND},
};

/// How the pool works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program to start.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Workers at most; each uses one core and some 100 MB while it works.
    pub workers: usize,
    /// Jobs that may wait when all workers are taken; the next one gets [`CannotRender::Busy`].
    pub queue: usize,
    /// How long a job may take before its worker is killed.
    pub patience: Duration,
    /// How long a worker may be idle before it is let go.
    pub idle: Duration,
    /// How many jobs a worker serves before it is let go.
    pub jobs_per_worker: u32,
    /// The university's own templates, read again for each paper that they are for.
    pub templates: Option<PathBuf>,
}

impl Settings {
    /// The usual settings, for workers that are this same program.
    ///
    /// # Errors
    /// When the system does not say where the running program is.
    pub fn of_this_program(workers: usize) -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?, [SUBCOMMAND], workers))
    }

    /// The usual settings, for workers that are another program.
    pub fn of<A: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = A>,
        workers: usize,
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            workers: workers.max(1),
            queue: 64,
            patience: Duration::from_secs(10),
            idle: Duration::from_mins(1),
            jobs_per_worker: 500,
            templates: None,
        }
    }
}

/// The pool. Cheap to clone; the workers end with the last clone.
#[derive(Clone)]
pub struct Workers(Arc<Pool>);

struct Pool {
    settings: Settings,
    /// One permit for each job that works or waits.
    line: Semaphore,
    /// One permit for each job that works.
    places: Semaphore,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    workers: Vec<(Worker, Instant)>,
    reaper: bool,
}

impl Workers {
    /// A pool without workers yet; must be made and used inside a Tokio runtime.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Pool {
            line: Semaphore::new(settings.workers.saturating_add(settings.queue)),
            places: Semaphore::new(settings.workers),
            idle: Mutex::default(),
            settings,
        }))
    }

    /// Makes sure that a worker is ready, for a page that will soon need one. It is let go when it stays idle.
    ///
    /// # Errors
    /// When no worker can be started.
    pub fn warm(&self) -> Result<(), CannotRender> {
        if self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).workers.is_empty() {
            let worker = Worker::start(&self.0.settings).map_err(CannotRender::NoWorker)?;
            self.0.rest(worker);
        }
        Ok(())
    }

    /// How many workers are idle: a figure for metrics and tests.
    pub fn idle(&self) -> usize {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).workers.len()
    }

    /// Gives a job to a worker and waits for its answer.
    ///
    /// # Errors
    /// When the queue is full, the job takes too long or its worker ends.
    pub async fn ask(&self, job: &Job, body: &[u8]) -> Result<(Answer, Vec<u8>), CannotRender> {
        let pool = &self.0;
        let _line = pool.line.try_acquire().map_err(|_| CannotRender::Busy)?;
        let _place = pool.places.acquire().await.map_err(|_| CannotRender::Busy)?;
        let mut worker = match pool.wake() {
            Some(worker) => worker,
            None => Worker::start(&pool.settings).map_err(CannotRender::NoWorker)?,
        };
        let outcome = match timeout(pool.settings.patience, worker.ask(job, body)).await {
            Ok(Ok(answer)) => {
                pool.rest(worker);
                return Ok(answer);
            }
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "a typesetting worker ended");
                CannotRender::Crashed
            }
            Err(_) => {
                tracing::warn!("a typesetting worker took too long and was stopped");
                CannotRender::TimedOut
            }
        };
        worker.kill().await;
        if let Err(error) = self.warm() {
            tracing::warn!(error = %error, "no new typesetting worker");
        }
        Err(outcome)
    }

    /// As [`Workers::ask`], but once more when the worker ended: it may have been ill before.
    async fn insist(&self, job: &Job, body: &[u8]) -> Result<(Answer, Vec<u8>), CannotRender> {
        match self.ask(job, body).await {
            Err(CannotRender::Crashed) => self.ask(job, body).await,
            outcome => outcome,
        }
    }
}

impl Pool {
    /// Takes the worker that was busy last: the others grow old and are let go.
    fn wake(&self) -> Option<Worker> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).workers.pop().map(|(worker, _)| worker)
    }

    /// Puts a worker back, unless it has served enough.
    fn rest(self: &Arc<Self>, worker: Worker) {
        if worker.served() >= self.settings.jobs_per_worker {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.workers.push((worker, Instant::now()));
        if !idle.reaper {
            idle.reaper = true;
            tokio::spawn(reap(Arc::downgrade(self), self.settings.idle));
        }
    }

    /// Lets go of workers that have been idle for long; says when to look again, or `None` when none is left.
    fn let_go(&self) -> Option<Instant> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.workers.retain(|(_, since)| since.elapsed() < self.settings.idle);
        let oldest = idle.workers.iter().map(|(_, since)| *since).min();
        idle.reaper = oldest.is_some();
        oldest.and_then(|since| since.checked_add(self.settings.idle))
    }
}

/// Looks after idle workers until there are none.
async fn reap(pool: Weak<Pool>, idle: Duration) {
    tokio::time::sleep(idle).await;
    while let Some(pool) = pool.upgrade() {
        let Some(next) = pool.let_go() else { return };
        drop(pool);
        tokio::time::sleep_until(next).await;
    }
}

async fn templates_in(folder: PathBuf) -> Result<Templates, CannotRender> {
    let read = tokio::task::spawn_blocking(move || Templates::read(&folder)).await;
    read.map_err(|_| CannotRender::Crashed)?.map_err(|error| CannotRender::Failed {
        reason: format!("the folder of templates cannot be read: {error}"),
    })
}

#[async_trait]
impl Renderer for Workers {
    async fn render(&self, document: Document) -> Result<Pdf, CannotRender> {
        let templates = match &self.0.settings.templates {
            Some(folder) if document.has_own_templates() => templates_in(folder.clone()).await?,
            Some(_) | None => Templates::default(),
        };
        match self.insist(&Job::Render { document: Box::new(document), templates }, &[]).await? {
            (Answer::Pdf { replaced }, bytes) => Ok(Pdf { bytes, replaced }),
            (Answer::Failed { reason }, _) => Err(CannotRender::Failed { reason }),
            (Answer::Pages { .. } | Answer::Examined { .. } | Answer::Unreadable, _) => {
                Err(CannotRender::Crashed)
            }
        }
    }

    async fn pages(
        &self,
        file: &[u8],
        media_type: MediaType,
        max_pages: u32,
        width_px: u32,
    ) -> Result<Vec<Png>, CannotRender> {
        let (answer, body) = self.insist(&Job::Pages { media_type, max_pages, width_px }, file).await?;
        let sizes = match answer {
            Answer::Pages { sizes } => sizes,
            Answer::Unreadable => return Err(CannotRender::Unreadable),
            Answer::Failed { reason } => return Err(CannotRender::Failed { reason }),
            Answer::Pdf { .. } | Answer::Examined { .. } => return Err(CannotRender::Crashed),
        };
        let mut rest = body.as_slice();
        let mut pages = Vec::with_capacity(sizes.len());
        for size in sizes {
            let length = usize::try_from(size.bytes).map_err(|_| CannotRender::Crashed)?;
            let (bytes, after) = rest.split_at_checked(length).ok_or(CannotRender::Crashed)?;
            pages.push(Png { bytes: bytes.to_vec(), width: size.width, height: size.height });
            rest = after;
        }
        Ok(pages)
    }

    async fn examine(&self, file: &[u8], declared: MediaType) -> Result<Examined, CannotRender> {
        match self.insist(&Job::Examine { declared }, file).await {
            Ok((Answer::Examined { examined }, _)) => Ok(examined),
            Ok((Answer::Failed { reason }, _)) => Err(CannotRender::Failed { reason }),
            Ok(_) => Err(CannotRender::Crashed),
            Err(CannotRender::Crashed) => Ok(Examined::Refused(RefusedFile::Damaged)),
            Err(error) => Err(error),
        }
    }
}
