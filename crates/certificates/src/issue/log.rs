//! The public log: for each issued document one leaf, the hash of what is printed on it. Nothing else is public.

use std::collections::HashMap;

use kernel::Problem;
use platform::{Conn, Explain, House, Stop, Tx, clock};
use sqlx::Row;
use transparency::{
    EMPTY, Hash, Node, append, checkpoint::Checkpoint, inclusion_plan, leaf_hash, path_of, root_plan,
};

use super::keys;

/// The log has no such entry yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchEntry;

impl Explain for NoSuchEntry {
    fn explain(&self) -> Problem {
        Problem::not_found()
    }
}

/// Appends the entry at `place`, which is the log's size, and signs the new head.
pub(super) async fn grow(tx: &mut Tx, place: i64, issued_id: &str, entry: &[u8]) -> Result<(), Stop> {
    let index = u64::try_from(place).map_err(Stop::broken)?;
    let size = index.checked_add(1).ok_or_else(|| Stop::broken("the log is full"))?;
    let leaf = leaf_hash(entry);
    let mut known = nodes(tx.conn(), path_of(index)).await?;
    let complete = append(index, leaf, |node| known.get(&node).copied())
        .ok_or_else(|| Stop::broken("the log lacks a node"))?;
    let now = tx.stamp();
    sqlx::query("insert into log_leaf (place, issued_id, hash, appended_at) values ($1, $2, $3, $4)")
        .bind(place)
        .bind(issued_id)
        .bind(clock::hex(&leaf))
        .bind(&now)
        .execute(tx.conn())
        .await?;
    for (node, hash) in complete {
        sqlx::query("insert into log_node (level, place, hash) values ($1, $2, $3)")
            .bind(i64::from(node.level))
            .bind(i64::try_from(node.index).map_err(Stop::broken)?)
            .bind(clock::hex(&hash))
            .execute(tx.conn())
            .await?;
        known.insert(node, hash);
    }
    let root = root(tx.conn(), size).await?;
    let house = tx.house().clone();
    let note = Checkpoint { origin: keys::origin(&house), size, root }.sign(&*keys::log_signer(&house)?);
    sqlx::query("insert into log_checkpoint (size, note, signed_at) values ($1, $2, $3)")
        .bind(i64::try_from(size).map_err(Stop::broken)?)
        .bind(note)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// How many entries the log has.
///
/// # Errors
/// When the database fails.
pub async fn size(conn: &mut Conn) -> Result<u64, Stop> {
    let size: i64 =
        sqlx::query("select coalesce(max(place), -1) + 1 from log_leaf").fetch_one(conn).await?.try_get(0)?;
    u64::try_from(size).map_err(Stop::broken)
}

/// The place of a document in the log; also its place in the status list.
///
/// # Errors
/// When the database fails, or the document has none.
pub async fn place_of(conn: &mut Conn, issued_id: &str) -> Result<u64, Stop> {
    let row = sqlx::query("select place from log_leaf where issued_id = $1")
        .bind(issued_id)
        .fetch_optional(conn)
        .await?
        .ok_or(NoSuchEntry)?;
    u64::try_from(row.try_get::<i64, _>(0)?).map_err(Stop::broken)
}

/// The signed head of the log when it had so many entries.
///
/// # Errors
/// When the database fails, or the log is not so long.
pub async fn checkpoint(conn: &mut Conn, size: u64) -> Result<String, Stop> {
    let row = sqlx::query("select note from log_checkpoint where size = $1")
        .bind(i64::try_from(size).map_err(Stop::broken)?)
        .fetch_optional(conn)
        .await?
        .ok_or(NoSuchEntry)?;
    Ok(row.try_get(0)?)
}

/// Hashes of complete nodes; those that are not stored are left out.
///
/// # Errors
/// When the database fails.
pub async fn nodes(
    conn: &mut Conn,
    wanted: impl IntoIterator<Item = Node>,
) -> Result<HashMap<Node, Hash>, Stop> {
    let mut found = HashMap::new();
    for node in wanted {
        let row = sqlx::query("select hash from log_node where level = $1 and place = $2")
            .bind(i64::from(node.level))
            .bind(i64::try_from(node.index).map_err(Stop::broken)?)
            .fetch_optional(&mut *conn)
            .await?;
        if let Some(row) = row {
            found.insert(node, unhex(&row.try_get::<String, _>(0)?)?);
        }
    }
    Ok(found)
}

/// The root over the first `size` entries.
///
/// # Errors
/// When the database fails, or the log is not so long.
pub async fn root(conn: &mut Conn, size: u64) -> Result<Hash, Stop> {
    if size == 0 {
        return Ok(EMPTY);
    }
    let plan = root_plan(size);
    let known = nodes(conn, plan.nodes()).await?;
    let answer = plan.answer(|node| known.get(&node).copied()).ok_or(NoSuchEntry)?;
    answer.first().copied().ok_or_else(|| NoSuchEntry.into())
}

/// The hashes that prove the entry at `index` in a log of `size`.
///
/// # Errors
/// When the database fails, or the log has no such entry.
pub async fn inclusion(conn: &mut Conn, index: u64, size: u64) -> Result<Vec<Hash>, Stop> {
    let plan = inclusion_plan(index, size).ok_or(NoSuchEntry)?;
    let known = nodes(conn, plan.nodes()).await?;
    plan.answer(|node| known.get(&node).copied()).ok_or_else(|| NoSuchEntry.into())
}

/// The proof that travels inside a document, in the form of C2SP `tlog-proof`: the index, the hashes, and the signed head of
/// the log as it was when the document was added.
///
/// # Errors
/// When the database fails, or the document is not in the log.
pub async fn proof(house: &House, issued_id: &str) -> Result<String, Stop> {
    let mut conn = house.db().read().await?;
    let index = place_of(&mut conn, issued_id).await?;
    let size = index.saturating_add(1);
    let hashes = inclusion(&mut conn, index, size).await?;
    let head = checkpoint(&mut conn, size).await?;
    let mut text = format!("c2sp.org/tlog-proof@v1\nindex {index}\n");
    for hash in hashes {
        text.push_str(&base64(&hash));
        text.push('\n');
    }
    Ok(format!("{text}\n{head}"))
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

pub(crate) fn unhex(text: &str) -> Result<Hash, Stop> {
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| Stop::broken("a hash of the log is damaged"))
}
