use std::sync::Arc;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use kernel::Language;
use sqlx::{Connection, Executor};

use super::Browser;
use crate::{
    capability::Capability,
    clock::{Clock, Dice},
    config::Config,
    db::Db,
    files::{Examiner, Finding},
    house::{House, Plan, Ports},
    journal::{Actor, Subject},
    keys::Keys,
    mail::{Post, Received, mailbox},
    stop::Stop,
    web::{Grant, NewSession, Role, Standing, assemble, open_session},
};

/// A house of its own for one test.
pub struct World {
    /// The house.
    pub house: House,
    router: Router,
    folder: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl World {
    /// A world with some rooms (a function, since each is used twice), at 10:00 in Rome on 23 November 2026.
    pub async fn new(rooms: fn() -> Vec<Capability>) -> Self {
        Self::with(rooms, Ports::default(), |_| {}).await
    }

    /// A world with ports of its own and a changed configuration.
    pub async fn with(
        rooms: fn() -> Vec<Capability>,
        ports: Ports,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut config = Config {
            base_url: "http://ateneo.test".into(),
            data: folder.path().to_owned(),
            ..Config::default()
        };
        change(&mut config);
        let (url, database) = match std::env::var("ATENEO_TEST_DATABASE") {
            Ok(server) if !server.is_empty() => {
                let (url, name) = fresh_database(&server).await;
                (url, Some((server, name)))
            }
            _ => (format!("sqlite:{}", folder.path().join("ateneo.db").display()), None),
        };
        let dice = Dice::seeded(7);
        let plan = Plan {
            keys: Keys::ephemeral(&dice),
            config,
            db: Db::open(&url, false).await.expect("the database opens"),
            clock: Clock::frozen("2026-11-23T09:00:00Z".parse::<Timestamp>().expect("an instant")),
            dice,
            post: Post::Mailbox,
            ports: ports.with_default::<Arc<dyn Examiner>>(Arc::new(PlainExaminer)),
        };
        let house = House::build(plan, &rooms()).await.expect("the house stands");
        let router = assemble(&house, rooms(), Router::new());
        Self { house, router, folder, database }
    }

    /// Somebody who has not signed in, reading English.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone(), Language::En)
    }

    /// The service's routes, for tests that speak HTTP themselves.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A person whose registration is complete, signed in; `account` is the account's identifier.
    pub async fn person(&self, account: &str) -> Browser {
        self.signed_in(account, Standing::Person, Vec::new()).await
    }

    /// A person who has not uploaded an identity document yet, signed in.
    pub async fn newcomer(&self, account: &str) -> Browser {
        self.signed_in(account, Standing::Newcomer, Vec::new()).await
    }

    /// A member of staff, signed in with the second factor, with roles for everything or for one programme.
    pub async fn officer(&self, account: &str, grants: &[(Role, Option<&str>)]) -> Browser {
        let grants = grants
            .iter()
            .map(|(role, programme)| Grant { role: *role, programme: programme.map(str::to_owned) });
        self.signed_in(account, Standing::Staff, grants.collect()).await
    }

    async fn signed_in(&self, account: &str, standing: Standing, grants: Vec<Grant>) -> Browser {
        let mut tx = self.house.begin_as(Actor::Operator, "test").await.expect("a transaction");
        let session = NewSession {
            account_id: account.to_owned(),
            person_code: "10000001".into(),
            display_name: format!("Person {account}"),
            second_factor: standing == Standing::Staff,
            standing,
            grants,
            language: Language::En,
            stay_connected: false,
        };
        let token = open_session(&mut tx, session).await.expect("a session");
        tx.journal(&Subject::new("account", account), kernel::Event::new("test.signed-in"))
            .await
            .expect("journal");
        tx.commit().await.expect("commit");
        let mut browser = self.guest();
        browser.set_cookie("session", &token);
        browser
    }

    /// Does all jobs that are due and seals the journal.
    pub async fn settle(&self) {
        self.house.settle().await.expect("the jobs are done");
    }

    /// Moves the clock forward and does what became due.
    pub async fn pass(&self, time: SignedDuration) {
        self.house.clock().advance(time);
        self.settle().await;
    }

    /// Mails that were sent, newest first.
    pub async fn mails(&self) -> Vec<Received> {
        self.settle().await;
        mailbox(&self.house, 1000).await.expect("the mailbox")
    }

    /// Kinds of the events of a subject, oldest first.
    pub async fn history(&self, kind: &str, id: &str) -> Vec<String> {
        let mut conn = self.house.db().read().await.expect("a connection");
        let entries =
            crate::journal::of_subject(&mut conn, &Subject::new(kind, id)).await.expect("the journal");
        entries.into_iter().map(|entry| entry.kind).collect()
    }

    /// One number from the database: `select count(*) from …`.
    pub async fn count(&self, sql: &str) -> i64 {
        use sqlx::Row;
        let mut conn = self.house.db().read().await.expect("a connection");
        sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut *conn)
            .await
            .expect("a number")
            .try_get(0)
            .expect("a number")
    }

    /// Ends a test: the invariants of every room must hold.
    pub async fn finish(self) {
        self.settle().await;
        for (name, sql) in self.house.invariants() {
            assert_eq!(self.count(sql).await, 0, "invariant broken: {name}");
        }
        let verdict = crate::journal::verify(&self.house, &[]).await.expect("the journal is read");
        assert!(verdict.damages.is_empty(), "journal damaged: {:?}", verdict.damages);
        self.end().await;
    }

    /// Ends a test whose database cannot be asked any more.
    pub async fn end(self) {
        self.house.db().close().await;
        if let Some((server, name)) = &self.database
            && let Ok(mut conn) = sqlx::AnyConnection::connect(server).await
        {
            let _ = conn
                .execute(sqlx::AssertSqlSafe(format!("drop database if exists {name} with (force)")))
                .await;
        }
        drop(self.folder);
    }
}

async fn fresh_database(server: &str) -> (String, String) {
    sqlx::any::install_default_drivers();
    let name = format!("ateneo_test_{:016x}", Dice::system().number());
    let mut conn =
        sqlx::AnyConnection::connect(server).await.expect("the PostgreSQL server of ATENEO_TEST_DATABASE");
    conn.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.expect("a database");
    let (base, _) = server.rsplit_once('/').expect("postgres://…/database");
    (format!("{base}/{name}"), name)
}

/// Tells files by their first and last bytes; the real examiner decodes them in a process of its own.
pub struct PlainExaminer;

#[async_trait::async_trait]
impl Examiner for PlainExaminer {
    async fn examine(&self, bytes: bytes::Bytes) -> Result<Result<Finding, kernel::FaultCode>, Stop> {
        let kind = if bytes.starts_with(b"%PDF-") {
            "application/pdf"
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            "image/jpeg"
        } else if bytes.starts_with(b"\x89PNG") {
            "image/png"
        } else {
            return Ok(Err("not-a-scan"));
        };
        Ok(Ok(Finding { media_type: kind.to_owned(), pages: 1 }))
    }
}
