//! A place of its own for a measurement or a trial: a data folder, a database, and the program as it is run by a
//! university, in a process of its own.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use pades_wire::Level;
use platform::{Clock, Config, Dice, House};
use sqlx::{Connection, Executor};

use super::Failure;
use crate::{assembly, seal};

/// How long a server may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A data folder and a database that are gone when this is closed.
pub struct Site {
    folder: tempfile::TempDir,
    config: Config,
    database: Option<(String, String)>,
}

impl Site {
    /// A new one: with an embedded database, or with one of its own on this PostgreSQL server.
    ///
    /// # Errors
    /// When the folder or the database cannot be made.
    pub async fn new(server: Option<&str>) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("ateneo-bench.").tempdir()?;
        let database = match server {
            Some(server) => Some((server.to_owned(), create_database(server).await?)),
            None => None,
        };
        let url = match &database {
            Some((server, name)) => {
                let (base, _) =
                    server.rsplit_once('/').ok_or("the server's address must end with /database")?;
                format!("{base}/{name}")
            }
            None => format!("sqlite:{}", folder.path().join("ateneo.db").display()),
        };
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let config = Config {
            base_url: format!("http://127.0.0.1:{port}"),
            listen: format!("127.0.0.1:{port}"),
            data: folder.path().to_owned(),
            database: url,
            ..Config::default()
        };
        Ok(Self { folder, config, database })
    }

    /// Gives it a seal of its own: PAdES B-B with a key in a file, as a university that has no device.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub fn with_seal(mut self) -> Result<Self, Failure> {
        drop(seal::own(&self.config, Clock::system().now(), Level::Basic)?);
        let folder = self.config.data.join("keys").join("seal");
        let set = &mut self.config.certificates.seal;
        set.key_file = Some(folder.join("sealing.key.pem"));
        set.chain_file = Some(folder.join("sealing.pem"));
        set.trusted_file = Some(folder.join("root.pem"));
        Ok(self)
    }

    /// Sends its mails to this server (`smtp://127.0.0.1:2525`) instead of the mailbox in the database.
    pub fn with_post(mut self, smtp: &str) -> Self {
        smtp.clone_into(&mut self.config.mail.smtp);
        self
    }

    /// Where the server is reached, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.config.base_url
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same configuration that the server gets.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The house, opened in this process: to prepare what is measured, and to look at what became of it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn house(&self) -> Result<House, Failure> {
        assembly::house(self.config.clone(), Clock::system()).await
    }

    /// A command of the program over this site.
    pub fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            // What is set for this process is not meant for the one that is measured.
            if name.to_string_lossy().starts_with("ATENEO_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("ATENEO_DATA", &self.config.data)
            .env("ATENEO_DATABASE", &self.config.database)
            .env("ATENEO_LISTEN", &self.config.listen)
            .env("ATENEO_BASE_URL", &self.config.base_url)
            .env("ATENEO_MAIL__SMTP", &self.config.mail.smtp)
            .env("ATENEO_LOG", "warn,sqlx=error")
            .stdin(Stdio::null());
        let seal = &self.config.certificates.seal;
        for (name, file) in
            [("KEY", &seal.key_file), ("CHAIN", &seal.chain_file), ("TRUSTED", &seal.trusted_file)]
        {
            if let Some(file) = file {
                command.env(format!("ATENEO_CERTIFICATES__SEAL__{name}_FILE"), file);
            }
        }
        command
    }

    /// Starts the server and waits until it is ready.
    ///
    /// # Errors
    /// When it ends, or is not ready within a minute; the end of its log is told.
    pub async fn serve(&self, program: &Path) -> Result<Server, Failure> {
        let log = self.folder.path().join("server.log");
        let file: File = OpenOptions::new().create(true).append(true).open(&log)?;
        let begun = Instant::now();
        let child = self.command(program, &["serve"]).stdout(Stdio::null()).stderr(file).spawn()?;
        let mut server = Server { child, log, ready_after: Duration::ZERO };
        let client = client()?;
        let probe = format!("{}/health/ready", self.config.base_url);
        loop {
            if let Ok(answer) = client.get(&probe).timeout(Duration::from_secs(2)).send().await
                && answer.status().is_success()
            {
                server.ready_after = begun.elapsed();
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                return Err(format!("the server did not get ready:\n{}", server.log_end()).into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Removes the folder and the database.
    ///
    /// # Errors
    /// When the database cannot be removed.
    pub async fn close(self) -> Result<(), Failure> {
        if let Some((server, name)) = &self.database {
            let mut conn = sqlx::AnyConnection::connect(server).await?;
            conn.execute(sqlx::AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await?;
        }
        self.folder.close()?;
        Ok(())
    }
}

/// A client that keeps its connections and goes nowhere but where it is sent.
///
/// # Errors
/// When it cannot be made.
pub fn client() -> Result<reqwest::Client, Failure> {
    Ok(reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .pool_max_idle_per_host(512)
        .tcp_nodelay(true)
        .timeout(Duration::from_secs(40))
        .build()?)
}

async fn create_database(server: &str) -> Result<String, Failure> {
    sqlx::any::install_default_drivers();
    let name = format!("ateneo_bench_{:016x}", Dice::system().number());
    let mut conn = sqlx::AnyConnection::connect(server).await?;
    conn.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await?;
    Ok(name)
}

/// A running server; it ends with this.
pub struct Server {
    child: Child,
    log: PathBuf,
    /// From the start of the process until it said that it is ready.
    pub ready_after: Duration,
}

/// Memory in megabytes (of 1,048,576 bytes).
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Resident now.
    pub now: f64,
    /// The most that was resident.
    pub peak: f64,
    /// Of the workers that set and examine papers, together, now.
    pub workers: f64,
}

impl Server {
    /// Ends it at once, as `kill -9` does.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn kill(&mut self) -> std::io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(|_| ())
    }

    /// What it uses.
    pub fn memory(&self) -> Memory {
        let id = self.child.id().to_string();
        Memory {
            now: figure(&id, "VmRSS:"),
            peak: figure(&id, "VmHWM:"),
            workers: self.workers().iter().map(|child| figure(child, "VmRSS:")).sum(),
        }
    }

    /// The time of the processors that it and its workers have used. Unlike the time that passes it does not depend on
    /// how busy the machine is with other things.
    pub fn worked(&self) -> Duration {
        let own = ticks(&self.child.id().to_string(), 4);
        let theirs: u64 = self.workers().iter().map(|child| ticks(child, 2)).sum();
        // Linux counts a hundred ticks a second for programs, whatever it counts for itself (sysconf, _SC_CLK_TCK).
        Duration::from_millis(own.saturating_add(theirs).saturating_mul(10))
    }

    fn workers(&self) -> BTreeSet<String> {
        let tasks =
            std::fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
        children.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// The end of what it told on its log.
    pub fn log_end(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// The time of the processors that this process, the client, has used.
pub fn own_work() -> Duration {
    Duration::from_millis(ticks("self", 2).saturating_mul(10))
}

/// The same, with that of its children that have ended.
pub fn family_work() -> Duration {
    Duration::from_millis(ticks("self", 4).saturating_mul(10))
}

fn figure(process: &str, name: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|text| text.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Ticks of a process: the first two are its own, the next two those of its children that have ended.
fn ticks(process: &str, fields: usize) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold spaces; utime is the twelfth field after it (proc(5)).
    let (_, rest) = stat.rsplit_once(')').unwrap_or_default();
    rest.split_whitespace().skip(11).take(fields).filter_map(|field| field.parse::<u64>().ok()).sum()
}
