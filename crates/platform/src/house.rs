//! The running service: what every handler, job and command gets.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::Notify;

use crate::{
    capability::Capability,
    clock::{Clock, Dice},
    config::Config,
    db::{Db, Lane},
    files::Files,
    jobs::{self, Handler},
    journal::{self, Actor},
    keys::Keys,
    limits::Limits,
    mail::{self, Post},
    stop::Stop,
    texts::Texts,
    tx::{Listener, Tx},
    web::{Once, RouteInfo, Visitor},
};

/// The running service. Cheap to clone.
#[derive(Clone)]
pub struct House(Arc<Inner>);

struct Inner {
    config: Config,
    db: Db,
    clock: Clock,
    dice: Dice,
    keys: Keys,
    texts: Texts,
    files: Files,
    post: Post,
    limits: Limits,
    ports: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    handlers: HashMap<&'static str, Handler>,
    listeners: HashMap<&'static str, Vec<Listener>>,
    routes: Vec<RouteInfo>,
    invariants: Vec<(&'static str, &'static str)>,
    memories: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    sealing: Notify,
    working: Notify,
}

/// What a house is built from.
pub struct Plan {
    /// Configuration.
    pub config: Config,
    /// Database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub dice: Dice,
    /// Secrets.
    pub keys: Keys,
    /// How mail leaves.
    pub post: Post,
    /// The outside world by its trait: `Arc<dyn Renderer>` and others.
    pub ports: Ports,
}

/// Outside ports, by the type of their handle.
#[derive(Default)]
pub struct Ports(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl Ports {
    /// Adds a port, such as an `Arc<dyn Renderer>`.
    pub fn with<T: Clone + Send + Sync + 'static>(mut self, port: T) -> Self {
        self.0.insert(TypeId::of::<T>(), Box::new(port));
        self
    }

    /// Adds a port unless there is one of its type.
    pub fn with_default<T: Clone + Send + Sync + 'static>(mut self, port: T) -> Self {
        self.0.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(port));
        self
    }
}

impl House {
    /// Builds the service from a plan and its rooms, and brings the tables up to date.
    ///
    /// # Errors
    /// When a migration fails or a text cannot be read.
    pub async fn build(
        plan: Plan,
        rooms: &[Capability],
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        plan.db.migrate(&crate::MIGRATIONS).await?;
        for migrator in rooms.iter().filter_map(|room| room.migrations) {
            plan.db.migrate(migrator).await?;
        }
        Self::assemble(plan, rooms)
    }

    /// As [`House::build`], over tables that are up to date.
    ///
    /// # Errors
    /// When a text cannot be read or the files' folder cannot be used.
    pub fn assemble(
        plan: Plan,
        rooms: &[Capability],
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let texts = Texts::read(rooms.iter().flat_map(|room| room.texts.iter().copied()))?;
        let files = Files::open(&plan.config, &plan.keys)?;
        let mut handlers: HashMap<&'static str, Handler> =
            HashMap::from([(mail::JOB, mail::deliver as Handler)]);
        let mut listeners: HashMap<&'static str, Vec<Listener>> = HashMap::new();
        let mut routes = Vec::new();
        let mut invariants = journal::invariants();
        for room in rooms {
            handlers.extend(room.jobs.iter().copied());
            for (kind, listener) in &room.listeners {
                listeners.entry(kind).or_default().push(*listener);
            }
            routes.extend(room.routes.infos().iter().cloned());
            invariants.extend(room.invariants.iter().copied());
        }
        Ok(Self(Arc::new(Inner {
            config: plan.config,
            db: plan.db,
            clock: plan.clock,
            dice: plan.dice,
            keys: plan.keys,
            texts,
            files,
            post: plan.post,
            limits: Limits::default(),
            ports: plan.ports.0,
            handlers,
            listeners,
            routes,
            invariants,
            memories: Mutex::default(),
            sealing: Notify::new(),
            working: Notify::new(),
        })))
    }

    /// Configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Database, for reading.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Time.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Chance.
    pub fn dice(&self) -> &Dice {
        &self.0.dice
    }

    /// Secrets.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Texts in both languages.
    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    /// Uploaded files.
    pub fn files(&self) -> &Files {
        &self.0.files
    }

    /// How mail leaves.
    pub fn post(&self) -> &Post {
        &self.0.post
    }

    /// Limits per address.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// An outside port by its type.
    ///
    /// # Errors
    /// When the assembly did not bring it: a bug of the assembly.
    pub fn port<T: Clone + 'static>(&self) -> Result<T, Stop> {
        self.0
            .ports
            .get(&TypeId::of::<T>())
            .and_then(|port| port.downcast_ref::<T>())
            .cloned()
            .ok_or_else(|| Stop::broken(format!("no port of type {}", std::any::type_name::<T>())))
    }

    /// A room's own memory in this process, by its type, empty at first: a cache of what the tables say.
    pub fn memory<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut memories = self.0.memories.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = memories.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        memory.downcast().unwrap_or_default()
    }

    /// Every route of every room, for the authorization matrix and the documentation.
    pub fn routes(&self) -> &[RouteInfo] {
        &self.0.routes
    }

    /// Invariants: statements that count violations.
    pub fn invariants(&self) -> &[(&'static str, &'static str)] {
        &self.0.invariants
    }

    pub(crate) fn listeners(&self, kind: &str) -> Vec<Listener> {
        self.0.listeners.get(kind).cloned().unwrap_or_default()
    }

    pub(crate) fn job_handler(&self, kind: &str) -> Option<Handler> {
        self.0.handlers.get(kind).copied()
    }

    /// Begins a person's action.
    ///
    /// # Errors
    /// [`Stop`] 503 when the database is busy.
    pub async fn begin(&self, visitor: &Visitor) -> Result<Tx, Stop> {
        Tx::begin(self, Lane::Public, visitor.actor(), visitor.request_id.clone(), None).await
    }

    /// Begins a person's action that a form or an API call asks for; the same request gets the same answer.
    ///
    /// # Errors
    /// [`Stop::Replay`] when it was answered before; [`Stop`] 503 when the database is busy.
    pub async fn begin_once(&self, visitor: &Visitor, once: Once) -> Result<Tx, Stop> {
        Tx::begin(self, Lane::Public, visitor.actor(), visitor.request_id.clone(), Some(once)).await
    }

    /// Begins an action of the command line, a deadline or the payment platform.
    ///
    /// # Errors
    /// [`Stop`] 503 when the database is busy.
    pub async fn begin_as(&self, actor: Actor, request_id: &str) -> Result<Tx, Stop> {
        let lane = match actor {
            Actor::Gateway => Lane::Gateway,
            _ => Lane::Worker,
        };
        Tx::begin(self, lane, actor, request_id.to_owned(), None).await
    }

    pub(crate) fn wake(&self, jobs: bool) {
        self.0.sealing.notify_one();
        if jobs {
            self.0.working.notify_one();
        }
    }

    /// Looks for due jobs now: after the clock was moved.
    pub fn wake_jobs(&self) {
        self.wake(true);
    }

    /// Seals the journal and does the jobs until the task is dropped. Woken by each commit; looks once a second for
    /// what became due or was left by another node.
    pub async fn run(&self) {
        if let Err(stop) = jobs::take_over(self).await {
            tracing::error!(why = ?stop, "the leases of earlier workers end by themselves");
        }
        let sealer = async {
            loop {
                match journal::seal(self).await {
                    Ok(0) => {}
                    Ok(_) => continue,
                    Err(stop) => tracing::error!(why = ?stop, "the sealer will try again"),
                }
                let _ = tokio::time::timeout(Duration::from_secs(1), self.0.sealing.notified()).await;
                // A breath, so that a burst of commits becomes one batch.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let worker = async {
            loop {
                match jobs::work(self).await {
                    Ok(0) => {}
                    Ok(_) => continue,
                    Err(stop) => tracing::error!(why = ?stop, "the worker will try again"),
                }
                let _ = tokio::time::timeout(Duration::from_secs(1), self.0.working.notified()).await;
            }
        };
        futures::join!(sealer, worker);
    }

    /// Does everything that is due and seals the journal: for tests and commands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle(&self) -> Result<(), Stop> {
        while jobs::work(self).await? > 0 {}
        while journal::seal(self).await? > 0 {}
        Ok(())
    }
}
