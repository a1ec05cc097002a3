//! `ateneo log verify`: is the log what it says, all of it? Everything is computed again from the leaves and from what was
//! issued; nothing stored is believed.

use platform::{Conn, House, Stop};
use printed::NotProven;
use sqlx::Row;
use transparency::{
    Hash, Node, append,
    checkpoint::{Checkpoint, NoteVerifier},
    leaf_hash, path_of,
};

use super::{keys::Published, log::row_of_nodes};
use crate::issue::{Facts, log, payload, store};

/// Entries looked at together.
const BATCH: i64 = 500;
/// More than so many damages are counted, not told.
const TOLD: usize = 50;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Entries that were checked.
    pub entries: u64,
    /// Signed heads that were checked.
    pub checkpoints: u64,
    /// What is wrong, the first of it.
    pub damages: Vec<Damage>,
    /// How many more are not told.
    pub more: u64,
}

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// No entry at this place, though there are later ones.
    Gap(u64),
    /// The entry is of a document that does not exist.
    Orphan(u64),
    /// The document is not the one whose hash is at this place.
    NotTheEntry(u64),
    /// What was signed for paper is not signed by the university.
    NotSigned(u64),
    /// The facts in the document's row are not those that were signed for paper.
    OtherFacts(u64),
    /// A document without an entry, by its identifier.
    NotLogged(String),
    /// A stored hash over entries is not theirs.
    Node {
        /// Height above the leaves.
        level: u8,
        /// Place in its level.
        index: u64,
    },
    /// So many stored hashes are over nothing.
    ForeignNodes(i64),
    /// The log's head of this size is missing.
    NoCheckpoint(u64),
    /// The head of this size is not signed by the log, or cannot be read.
    BadCheckpoint(u64),
    /// The head of this size was signed over other entries: the log was rewritten.
    Rewritten(u64),
    /// A head of this size was signed, and the log is shorter: entries were taken away.
    CutOff(u64),
    /// The head from outside is not one of this log.
    ForeignHead,
}

/// Verifies the whole log; `old` is a head that somebody kept elsewhere.
///
/// # Errors
/// When the database fails. Damage is no error.
pub async fn verify(house: &House, old: Option<&str>) -> Result<Audit, Stop> {
    let mut conn = house.db().read().await?;
    let published = Published::read(house, &mut conn).await?;
    let mut walk = Walk::new(published, old);
    let mut from = 0;
    while let Some(next) = walk.batch(&mut conn, from).await? {
        from = next;
    }
    walk.rest(&mut conn).await?;
    Ok(walk.audit)
}

struct Walk {
    published: Published,
    verifiers: Vec<(String, NoteVerifier)>,
    kept: Option<Checkpoint>,
    /// The complete nodes that wait for their right brothers.
    edge: Vec<(Node, Hash)>,
    audit: Audit,
}

impl Walk {
    fn new(published: Published, old: Option<&str>) -> Walk {
        let verifiers = published
            .log
            .iter()
            .filter_map(|text| Some((text.split('+').next()?.to_owned(), NoteVerifier::parse(text).ok()?)))
            .collect();
        let mut walk = Walk { published, verifiers, kept: None, edge: Vec::new(), audit: Audit::default() };
        walk.kept = old.and_then(|note| walk.open(note));
        if old.is_some() && walk.kept.is_none() {
            walk.wrong(Damage::ForeignHead);
        }
        walk
    }

    fn open(&self, note: &str) -> Option<Checkpoint> {
        self.verifiers.iter().find_map(|(origin, key)| Checkpoint::open(note, origin, key).ok())
    }

    fn wrong(&mut self, damage: Damage) {
        if self.audit.damages.len() < TOLD {
            self.audit.damages.push(damage);
        } else {
            self.audit.more = self.audit.more.saturating_add(1);
        }
    }

    /// The entries from a place on, with their nodes and heads. Gives the next place; `None` at the end.
    async fn batch(&mut self, conn: &mut Conn, from: i64) -> Result<Option<i64>, Stop> {
        let rows = sqlx::query(
            "select l.place, l.hash, l.issued_id, c.note from log_leaf l \
             left join log_checkpoint c on c.size = l.place + 1 where l.place >= $1 order by l.place limit $2",
        )
        .bind(from)
        .bind(BATCH)
        .fetch_all(&mut *conn)
        .await?;
        let mut made = Vec::new();
        for row in &rows {
            let place = u64::try_from(row.try_get::<i64, _>("place")?).map_err(Stop::broken)?;
            if place != self.audit.entries {
                // Nothing after a gap can be computed.
                self.wrong(Damage::Gap(self.audit.entries));
                return Ok(None);
            }
            let leaf = log::unhex(&row.try_get::<String, _>("hash")?).unwrap_or_default();
            let issued: String = row.try_get("issued_id")?;
            let document = store::find(conn, &issued).await?;
            self.document(place, &leaf, document)?;
            made.extend(self.grow(place, leaf)?);
            self.audit.entries = place.saturating_add(1);
            self.head(place.saturating_add(1), row.try_get("note")?);
        }
        self.nodes(conn, &made).await?;
        let full = i64::try_from(rows.len()).is_ok_and(|count| count == BATCH);
        Ok(full.then(|| from.saturating_add(BATCH)))
    }

    /// Is the document the entry, is it signed, and does its row say what was signed?
    fn document(&mut self, place: u64, leaf: &Hash, issued: Option<store::Issued>) -> Result<(), Stop> {
        let Some(issued) = issued else {
            self.wrong(Damage::Orphan(place));
            return Ok(());
        };
        if printed::message(&issued.printed).is_none_or(|entry| leaf_hash(&entry) != *leaf) {
            self.wrong(Damage::NotTheEntry(place));
        }
        let address = issued.printed.split('#').next().unwrap_or_default();
        let checked = match printed::check(&issued.printed, &[address], &self.published.printed) {
            Ok(checked) => checked,
            // A stolen key's papers are believed because the log has them since before: that is what it is for.
            Err(NotProven::WrongTime(_) | NotProven::NotOurs | NotProven::Damaged)
            | Err(NotProven::UnknownKey(_) | NotProven::Forged) => {
                self.wrong(Damage::NotSigned(place));
                return Ok(());
            }
        };
        let facts: Option<Facts> = serde_json::from_str(&issued.facts).ok();
        let at = i64::try_from(place).map_err(Stop::broken)?;
        if !facts.is_some_and(|facts| payload::agrees(&facts, &issued, at, &checked.facts)) {
            self.wrong(Damage::OtherFacts(place));
        }
        Ok(())
    }

    /// Adds an entry to the edge; gives the nodes that it completes.
    fn grow(&mut self, place: u64, leaf: Hash) -> Result<Vec<(Node, Hash)>, Stop> {
        let stored = |node: Node| self.edge.iter().find(|(known, _)| *known == node).map(|(_, hash)| *hash);
        let complete = append(place, leaf, stored).ok_or_else(|| Stop::broken("the edge lacks a node"))?;
        let used = path_of(place);
        self.edge.retain(|(node, _)| !used.contains(node));
        self.edge.extend(complete.last().copied());
        Ok(complete)
    }

    /// The root over all entries so far: the edge, folded from the right.
    fn root(&self) -> Option<Hash> {
        let (last, others) = self.edge.split_last()?;
        Some(others.iter().rev().fold(last.1, |right, (_, left)| transparency::node_hash(left, &right)))
    }

    /// The stored head of a size, and the one from outside.
    fn head(&mut self, size: u64, note: Option<String>) {
        let root = self.root();
        match note {
            None => self.wrong(Damage::NoCheckpoint(size)),
            Some(note) => match self.open(&note) {
                None => self.wrong(Damage::BadCheckpoint(size)),
                Some(head) if head.size != size || Some(head.root) != root => {
                    self.wrong(Damage::Rewritten(size))
                }
                Some(_) => {}
            },
        }
        self.audit.checkpoints = self.audit.checkpoints.saturating_add(1);
        if self.kept.as_ref().is_some_and(|kept| kept.size == size && Some(kept.root) != root) {
            self.wrong(Damage::Rewritten(size));
        }
    }

    /// Are the stored nodes those that were computed?
    async fn nodes(&mut self, conn: &mut Conn, made: &[(Node, Hash)]) -> Result<(), Stop> {
        let highest = made.iter().map(|(node, _)| node.level).max();
        for level in 0..=highest.unwrap_or_default() {
            let row: Vec<&(Node, Hash)> = made.iter().filter(|(node, _)| node.level == level).collect();
            let (Some((first, _)), Some((last, _))) = (row.first(), row.last()) else { continue };
            let stored = row_of_nodes(conn, level, first.index, last.index).await?;
            if stored.len() == row.len() {
                for ((node, _), _) in row.iter().zip(&stored).filter(|((_, hash), stored)| hash != *stored) {
                    self.wrong(Damage::Node { level: node.level, index: node.index });
                }
            } else {
                self.wrong(Damage::Node { level, index: first.index });
            }
        }
        Ok(())
    }

    /// What no entry leads to.
    async fn rest(&mut self, conn: &mut Conn) -> Result<(), Stop> {
        let size = i64::try_from(self.audit.entries).map_err(Stop::broken)?;
        let rows = sqlx::query(
            "select id from issued i where not exists (select 1 from log_leaf l where l.issued_id = i.id) \
             order by number limit 100",
        )
        .fetch_all(&mut *conn)
        .await?;
        for row in rows {
            self.wrong(Damage::NotLogged(row.try_get(0)?));
        }
        let row = sqlx::query("select count(*) from log_node").fetch_one(&mut *conn).await?;
        // A log of n entries has 2n − (ones of n) complete nodes.
        let ones = i64::from(self.audit.entries.count_ones());
        let foreign = row.try_get::<i64, _>(0)?.saturating_sub(size.saturating_mul(2).saturating_sub(ones));
        if foreign > 0 {
            self.wrong(Damage::ForeignNodes(foreign));
        }
        let row = sqlx::query("select max(size) from log_checkpoint").fetch_one(conn).await?;
        let signed = row.try_get::<Option<i64>, _>(0)?.and_then(|size| u64::try_from(size).ok());
        let longest = signed.max(self.kept.as_ref().map(|kept| kept.size)).unwrap_or_default();
        if longest > self.audit.entries {
            self.wrong(Damage::CutOff(longest));
        }
        Ok(())
    }
}

impl Audit {
    /// True when nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.damages.is_empty()
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Damage::Gap(place) => {
                write!(f, "Entry {place} is missing: the log cannot be read on from there.")
            }
            Damage::Orphan(place) => write!(f, "Entry {place} is of a document that does not exist."),
            Damage::NotTheEntry(place) => {
                write!(f, "Entry {place} is not the hash of its document: one of the two was changed.")
            }
            Damage::NotSigned(place) => {
                write!(
                    f,
                    "The document of entry {place} does not bear a signature of the university of its time."
                )
            }
            Damage::OtherFacts(place) => {
                write!(f, "The document of entry {place} now says something else than what was signed.")
            }
            Damage::NotLogged(id) => write!(f, "Document {id} was issued and has no entry."),
            Damage::Node { level, index } => {
                write!(f, "The stored hash {index} at level {level} is not the one of the entries below it.")
            }
            Damage::ForeignNodes(count) => write!(f, "{count} stored hashes stand over no entries."),
            Damage::NoCheckpoint(size) => write!(f, "The signed head of {size} entries is missing."),
            Damage::BadCheckpoint(size) => write!(f, "The head of {size} entries is not signed by the log."),
            Damage::Rewritten(size) => {
                write!(f, "The head of {size} entries was signed over others: the log was rewritten.")
            }
            Damage::CutOff(size) => {
                write!(f, "A head of {size} entries was signed, and the log is shorter: its end was cut off.")
            }
            Damage::ForeignHead => write!(f, "The head that was brought is not signed by this log."),
        }
    }
}

/// How the commands say when a head was made: the newest one, to be kept on another machine.
///
/// # Errors
/// When the database fails.
pub async fn head(house: &House) -> Result<String, Stop> {
    let mut conn = house.db().read().await?;
    Ok(super::log::head(house, &mut conn).await?.1)
}
