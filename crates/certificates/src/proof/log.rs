//! The public log as files for whoever mirrors or checks it: C2SP `tlog-checkpoint`, `tlog-tiles` (hashes alone: what is
//! hashed is personal and is not published) and `tlog-proof`.

use axum::{extract::State, http::HeaderMap, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use platform::{
    Conn, House, Stop,
    web::{Anyone, Params, Routes},
};
use sqlx::Row;
use transparency::{EMPTY, Hash, checkpoint::Checkpoint, tile::Tile};

use super::public::{Keep, answer};
use crate::issue::{keys as ring, log};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/log/checkpoint", checkpoint)
        .get("/log/tile/{level}/{*place}", tile)
        .get("/log/proof/{place}", proof)
}

/// The newest head of the log, signed.
///
/// # Errors
/// When the database fails.
pub async fn head(house: &House, conn: &mut Conn) -> Result<(u64, String), Stop> {
    let size = log::size(conn).await?;
    if size == 0 {
        let empty = Checkpoint { origin: ring::origin(house), size, root: EMPTY };
        return Ok((size, empty.sign(&*ring::log_signer(house)?)));
    }
    Ok((size, log::checkpoint(conn, size).await?))
}

/// What shows to anybody that the log has the entry at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The place, from 0.
    pub place: u64,
    /// The hashes beside the way from the leaf to the root.
    pub proof: Vec<Hash>,
    /// The signed head that they lead to.
    pub checkpoint: String,
}

impl Evidence {
    /// In the form of C2SP `tlog-proof`.
    pub fn text(&self) -> String {
        let hashes: String = self.proof.iter().map(|hash| format!("{}\n", STANDARD.encode(hash))).collect();
        format!("c2sp.org/tlog-proof@v1\nindex {}\n{hashes}\n{}", self.place, self.checkpoint)
    }
}

/// The evidence for an entry in the log as it is now.
///
/// # Errors
/// 404 when there is no such entry; when the database fails.
pub async fn evidence(house: &House, conn: &mut Conn, place: u64) -> Result<Evidence, Stop> {
    let (size, checkpoint) = head(house, conn).await?;
    let proof = log::inclusion(conn, place, size).await?;
    Ok(Evidence { place, proof, checkpoint })
}

async fn checkpoint(_: Anyone, State(house): State<House>, headers: HeaderMap) -> Result<Response, Stop> {
    let mut conn = house.db().read().await?;
    let (_, note) = head(&house, &mut conn).await?;
    Ok(answer(&headers, "text/plain; charset=utf-8", Keep::Seconds(5), note.into_bytes()))
}

async fn tile(
    _: Anyone,
    State(house): State<House>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let path = format!("tile/{}/{}", params.get("level"), params.get("place"));
    let tile = Tile::parse(&path).ok_or_else(Stop::not_found)?;
    let mut conn = house.db().read().await?;
    let size = log::size(&mut conn).await?;
    let nodes = tile.nodes(size).ok_or_else(Stop::not_found)?;
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Err(Stop::not_found()) };
    let hashes = row_of_nodes(&mut conn, first.level, first.index, last.index).await?;
    if hashes.len() != nodes.len() {
        return Err(Stop::broken("the log lacks a node"));
    }
    Ok(answer(&headers, "application/octet-stream", Keep::ForEver, hashes.concat()))
}

/// The hashes of nodes side by side, both ends included.
///
/// # Errors
/// When the database fails.
pub(super) async fn row_of_nodes(
    conn: &mut Conn,
    level: u8,
    first: u64,
    last: u64,
) -> Result<Vec<Hash>, Stop> {
    let rows = sqlx::query(
        "select hash from log_node where level = $1 and place >= $2 and place <= $3 order by place",
    )
    .bind(i64::from(level))
    .bind(i64::try_from(first).map_err(Stop::broken)?)
    .bind(i64::try_from(last).map_err(Stop::broken)?)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| log::unhex(&row.try_get::<String, _>(0)?)).collect()
}

async fn proof(
    _: Anyone,
    State(house): State<House>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let place = params.get("place").parse().map_err(|_| Stop::not_found())?;
    let mut conn = house.db().read().await?;
    let evidence = evidence(&house, &mut conn, place).await?;
    Ok(answer(&headers, "text/plain; charset=utf-8", Keep::Seconds(5), evidence.text().into_bytes()))
}
