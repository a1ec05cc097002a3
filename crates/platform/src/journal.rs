//! The journal: audit, timeline and history in one. An event is inserted in the transaction of the action it tells
//! of; one sealer chains committed events afterwards (chaining inside each transaction would halve throughput, and a
//! number taken before commit would let a reader step over a row that commits late).

use std::fmt;

use jiff::Timestamp;
use kernel::Event;
use sqlx::Row;

use crate::{
    clock::{hex, instant, sha256, stamp},
    db::{Conn, Lane},
    house::House,
    stop::Stop,
};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person or a member of staff, by account identifier.
    Account(String),
    /// Somebody who has not signed in.
    Visitor,
    /// A deadline or a job.
    System,
    /// The payment platform.
    Gateway,
    /// The command line.
    Operator,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Account(id) => write!(f, "account:{id}"),
            Actor::Visitor => f.write_str("visitor"),
            Actor::System => f.write_str("system"),
            Actor::Gateway => f.write_str("gateway"),
            Actor::Operator => f.write_str("operator"),
        }
    }
}

/// What an event is about: `application:0192…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// A subject of a kind with an identifier.
    pub fn new(kind: &str, id: &str) -> Self {
        Self(format!("{kind}:{id}"))
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An event as it is read back.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Identifier, in the order of time.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who: `account:ID`, `system`, …
    pub actor: String,
    /// About what.
    pub subject: String,
    /// Which kind.
    pub kind: String,
    /// The facts.
    pub facts: Vec<(String, String)>,
}

impl Entry {
    /// A fact of the event.
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The key of the event's sentence: `event-enrolment-submitted`.
    pub fn text_key(&self) -> String {
        format!("event-{}", self.kind.replace('.', "-"))
    }
}

/// Everything that happened to a subject, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(conn: &mut Conn, subject: &Subject) -> Result<Vec<Entry>, Stop> {
    let rows = sqlx::query(
        "select id, at, actor, subject, kind, facts from event where subject = $1 order by id limit 1000",
    )
    .bind(subject.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &sqlx::any::AnyRow) -> Result<Entry, Stop> {
    Ok(Entry {
        id: row.try_get("id")?,
        at: instant(&row.try_get::<String, _>("at")?),
        actor: row.try_get("actor")?,
        subject: row.try_get("subject")?,
        kind: row.try_get("kind")?,
        facts: serde_json::from_str(&row.try_get::<String, _>("facts")?)?,
    })
}

/// Inserts an event and puts it before the sealer.
pub(crate) async fn append(
    conn: &mut Conn,
    id: &str,
    at: Timestamp,
    actor: &Actor,
    request_id: &str,
    subject: &Subject,
    event: &Event,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into event (id, at, actor, on_behalf_of, subject, kind, facts, request_id) \
         values ($1, $2, $3, null, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(stamp(at))
    .bind(actor.to_string())
    .bind(subject.as_str())
    .bind(event.kind)
    .bind(serde_json::to_string(&event.facts)?)
    .bind(request_id)
    .execute(&mut *conn)
    .await?;
    sqlx::query("insert into unsealed (event_id) values ($1)").bind(id).execute(conn).await?;
    Ok(())
}

/// The digest of an event: over everything that was stored of it, each part with its length.
fn digest(row: &sqlx::any::AnyRow) -> Result<String, Stop> {
    let mut text = String::new();
    for column in ["id", "at", "actor", "subject", "kind", "facts", "request_id"] {
        let value: String = row.try_get(column)?;
        text.push_str(&format!("{}:{}\n", value.len(), value));
    }
    Ok(hex(&sha256(text.as_bytes())))
}

fn link(previous: &str, seq: i64, digest: &str) -> String {
    hex(&sha256(format!("{previous}\n{seq}\n{digest}").as_bytes()))
}

/// A row of the chain.
struct Link {
    seq: i64,
    event: String,
    digest: String,
    hash: String,
}

/// How many rows the next statement takes: a power of two, so that few statements have to be remembered.
fn batch(rows: usize) -> usize {
    [32, 16, 8, 4, 2, 1].into_iter().find(|size| *size <= rows).unwrap_or(0)
}

/// Adds rows to the chain; their events wait no longer. Many at once, because people wait meanwhile.
async fn write(conn: &mut Conn, links: &[Link]) -> Result<(), Stop> {
    let (mut rows, mut events) = (Vec::with_capacity(links.len()), Vec::with_capacity(links.len()));
    for (at, _) in links.iter().enumerate() {
        let first = at.saturating_mul(4);
        let place = |column: usize| first.saturating_add(column);
        rows.push(format!("(${}, ${}, ${}, ${})", place(1), place(2), place(3), place(4)));
        events.push(format!("${}", at.saturating_add(1)));
    }
    let insert = format!("insert into seal (seq, event_id, digest, hash) values {}", rows.join(", "));
    let mut insert = sqlx::query(sqlx::AssertSqlSafe(insert));
    let delete = format!("delete from unsealed where event_id in ({})", events.join(", "));
    let mut delete = sqlx::query(sqlx::AssertSqlSafe(delete));
    for link in links {
        insert = insert.bind(link.seq).bind(&link.event).bind(&link.digest).bind(&link.hash);
        delete = delete.bind(&link.event);
    }
    insert.execute(&mut *conn).await?;
    delete.execute(conn).await?;
    Ok(())
}

/// Chains up to 500 committed events. Returns how many.
///
/// # Errors
/// When the database fails; nothing is half sealed.
pub async fn seal(house: &House) -> Result<usize, Stop> {
    {
        // Looking is free; taking the write lock for nothing would make people wait.
        let mut conn = house.db().read().await?;
        if sqlx::query("select event_id from unsealed limit 1").fetch_optional(&mut *conn).await?.is_none() {
            return Ok(0);
        }
    }
    let mut tx = house.db().begin(Lane::Worker).await?;
    // Two nodes must not chain at once: the counter row is the lock.
    let row = sqlx::query(
        "insert into counter (series, value) values ('seal', 0) \
         on conflict (series) do update set value = counter.value returning value",
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut seq: i64 = row.try_get(0)?;
    let mut previous: String = sqlx::query("select hash from seal where seq = $1")
        .bind(seq)
        .fetch_optional(&mut *tx)
        .await?
        .map(|row| row.try_get(0))
        .transpose()?
        .unwrap_or_default();
    let rows = sqlx::query(
        "select e.id, e.at, e.actor, e.subject, e.kind, e.facts, e.request_id \
         from unsealed u join event e on e.id = u.event_id order by u.event_id limit 500",
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut links = Vec::with_capacity(rows.len());
    for row in &rows {
        let digest = digest(row)?;
        seq = seq.saturating_add(1);
        previous = link(&previous, seq, &digest);
        links.push(Link { seq, event: row.try_get("id")?, digest, hash: previous.clone() });
    }
    let mut rest = links.as_slice();
    while let Some((some, after)) =
        rest.split_at_checked(batch(rest.len())).filter(|(some, _)| !some.is_empty())
    {
        write(&mut tx, some).await?;
        rest = after;
    }
    sqlx::query("update counter set value = $1 where series = 'seal'").bind(seq).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(rows.len())
}

/// A point of the chain that was written down elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anchor {
    /// Number of the last sealed event.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// When the anchor was taken.
    pub at: String,
    /// Keyed digest over the above, so that an anchor cannot be made from outside.
    pub mac: String,
}

/// The end of the chain, to be kept on another machine: a hash chain alone misses a tail that was cut off or
/// computed anew.
///
/// # Errors
/// When the database fails.
pub async fn anchor(house: &House) -> Result<Option<Anchor>, Stop> {
    let mut conn = house.db().read().await?;
    let row = sqlx::query("select seq, hash from seal order by seq desc limit 1")
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (seq, hash): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
    let at = stamp(house.clock().now());
    let mac = house.keys().mac("anchor", &format!("{seq} {hash} {at}"));
    Ok(Some(Anchor { seq, hash, at, mac }))
}

/// What is wrong with the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The row with this number does not continue the chain, or is missing.
    BrokenAt(i64),
    /// A sealed event was changed.
    Changed(String),
    /// A sealed event is gone.
    Missing(String),
    /// The chain no longer passes through an anchor.
    Anchor(i64),
    /// An event is neither sealed nor waiting for the sealer.
    Unchained(String),
}

/// What `audit verify` finds.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Sealed events that were checked.
    pub checked: i64,
    /// Events that still wait for the sealer.
    pub waiting: i64,
    /// Everything that is wrong; empty when the journal is whole.
    pub damages: Vec<Damage>,
}

/// Walks the whole chain.
///
/// # Errors
/// When the database fails.
pub async fn verify(house: &House, anchors: &[Anchor]) -> Result<Verdict, Stop> {
    let mut conn = house.db().read().await?;
    let mut verdict = Verdict::default();
    let (mut last, mut previous) = (0_i64, String::new());
    loop {
        let rows = sqlx::query(
            "select s.seq, s.event_id, s.digest, s.hash, e.id, e.at, e.actor, e.subject, e.kind, e.facts, e.request_id \
             from seal s left join event e on e.id = s.event_id where s.seq > $1 order by s.seq limit 1000",
        )
        .bind(last)
        .fetch_all(&mut *conn)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let seq: i64 = row.try_get("seq")?;
            let sealed: String = row.try_get("digest")?;
            let hash: String = row.try_get("hash")?;
            if seq != last.saturating_add(1) || hash != link(&previous, seq, &sealed) {
                verdict.damages.push(Damage::BrokenAt(seq));
            }
            match row.try_get::<Option<String>, _>("id")? {
                None => verdict.damages.push(Damage::Missing(row.try_get("event_id")?)),
                Some(id) if digest(row)? != sealed => verdict.damages.push(Damage::Changed(id)),
                Some(_) => {}
            }
            if anchors.iter().any(|anchor| anchor.seq == seq && anchor.hash != hash) {
                verdict.damages.push(Damage::Anchor(seq));
            }
            (last, previous) = (seq, hash);
            verdict.checked = verdict.checked.saturating_add(1);
        }
    }
    for anchor in anchors.iter().filter(|anchor| anchor.seq > last) {
        verdict.damages.push(Damage::Anchor(anchor.seq));
    }
    let head: Option<i64> = sqlx::query("select value from counter where series = 'seal'")
        .fetch_optional(&mut *conn)
        .await?
        .map(|row| row.try_get(0))
        .transpose()?;
    if head.unwrap_or(0) != last {
        verdict.damages.push(Damage::BrokenAt(last.saturating_add(1)));
    }
    let stray = sqlx::query(
        "select e.id from event e left join seal s on s.event_id = e.id left join unsealed u on u.event_id = e.id \
         where s.event_id is null and u.event_id is null limit 100",
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in &stray {
        verdict.damages.push(Damage::Unchained(row.try_get(0)?));
    }
    verdict.waiting =
        sqlx::query("select count(*) from unsealed").fetch_one(&mut *conn).await?.try_get::<i64, _>(0)?;
    Ok(verdict)
}

/// What must hold in the platform's tables at every moment.
pub(crate) fn invariants() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "every event is sealed or waits for the sealer",
            "select count(*) from event e left join seal s on s.event_id = e.id left join unsealed u \
             on u.event_id = e.id where s.event_id is null and u.event_id is null",
        ),
        (
            "the chain has no gap",
            "select count(*) from (select max(seq) as last, count(*) as n from seal) c where c.n > 0 and c.last <> c.n",
        ),
        (
            "no event is sealed twice or both sealed and waiting",
            "select count(*) from unsealed u join seal s on s.event_id = u.event_id",
        ),
    ]
}

/// The newest events before an identifier (empty: from the newest), of a subject or kind if named.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    conn: &mut Conn,
    subject: &str,
    kind: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<Entry>, Stop> {
    // Above every UUID, so that "before" always has a value.
    let before = if before.is_empty() { "~" } else { before };
    let rows = sqlx::query(
        "select id, at, actor, subject, kind, facts from event \
         where id < $1 and ($2 = '' or subject = $2) and ($3 = '' or kind = $3) order by id desc limit $4",
    )
    .bind(before)
    .bind(subject)
    .bind(kind)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(entry).collect()
}
