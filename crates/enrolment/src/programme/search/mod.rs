//! Search by title or Id, accents and slips forgiven. Each node keeps the titles in memory and asks the catalogue's
//! counter before each search, so that a change made on another node is found by the next search on this one.

mod index;
mod words;

use std::sync::{PoisonError, RwLock};

use futures::lock::Mutex;
use kernel::Language;
use platform::{Conn, House, Stop};
use sqlx::{Row, any::AnyRow};

pub use index::Entry;
use index::Index;

use super::{model::Bilingual, store::stored};

/// The node's memory of the catalogue.
#[derive(Default)]
struct Memory {
    index: RwLock<Index>,
    // One reads what changed; the others wait for it.
    reading: Mutex<()>,
}

/// The part of a list that a page shows, with the length of the whole.
pub(super) struct Found {
    pub total: u64,
    pub entries: Vec<Entry>,
}

/// The entries that fit a query and a condition, from `offset(total)` on, at most `size` of them.
pub(super) async fn search(
    house: &House,
    conn: &mut Conn,
    query: &str,
    language: Language,
    wanted: impl Fn(&Entry) -> bool,
    part: impl FnOnce(u64) -> (u64, u64),
) -> Result<Found, Stop> {
    let memory = house.memory::<Memory>();
    memory.catch_up(conn).await?;
    let index = memory.index.read().unwrap_or_else(PoisonError::into_inner);
    let all = index.search(query, language, wanted);
    let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let (offset, size) = part(total);
    let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let entries = all.into_iter().skip(count(offset)).take(count(size)).cloned().collect();
    Ok(Found { total, entries })
}

impl Memory {
    async fn catch_up(&self, conn: &mut Conn) -> Result<(), Stop> {
        let latest = latest(conn).await?;
        if self.known() >= latest {
            return Ok(());
        }
        let _turn = self.reading.lock().await;
        let known = self.known();
        if known >= latest {
            return Ok(());
        }
        let changes = changes_after(conn, known).await?;
        self.index.write().unwrap_or_else(PoisonError::into_inner).apply(latest, changes);
        Ok(())
    }

    fn known(&self) -> i64 {
        self.index.read().unwrap_or_else(PoisonError::into_inner).changed
    }
}

async fn latest(conn: &mut Conn) -> Result<i64, Stop> {
    let row = sqlx::query("select changed from programme_catalogue where id = 'all'").fetch_one(conn).await?;
    Ok(row.try_get(0)?)
}

async fn changes_after(conn: &mut Conn, known: i64) -> Result<Vec<Entry>, Stop> {
    sqlx::query(
        "select id, number, year, kind, state, title_it, title_en, opens_on, closes_on, changed from programme \
         where changed > $1 order by changed",
    )
    .bind(known)
    .fetch_all(conn)
    .await?
    .iter()
    .map(entry)
    .collect()
}

fn entry(row: &AnyRow) -> Result<Entry, Stop> {
    let text = |column: &str| row.try_get::<String, _>(column);
    Ok(Entry {
        id: text("id")?,
        number: row.try_get("number")?,
        year: i16::try_from(row.try_get::<i64, _>("year")?).map_err(Stop::broken)?,
        kind: stored(&text("kind")?)?,
        state: stored(&text("state")?)?,
        title: Bilingual { it: text("title_it")?, en: text("title_en")? },
        opens_on: stored(&text("opens_on")?)?,
        closes_on: stored(&text("closes_on")?)?,
        changed: row.try_get("changed")?,
    })
}
