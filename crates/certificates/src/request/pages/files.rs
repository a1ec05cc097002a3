//! The signed documents, as they were issued: the same bytes each time.

use axum::extract::State;
use platform::{
    Conn, House, Stop,
    web::{File, Own, Params},
};
use sqlx::Row;

use crate::{
    issue::{
        self, IssuedState,
        store::{self, Issued},
    },
    request::mine::RequestRow,
};

/// What stands for a reserved document now: the correction, when it was corrected.
pub(super) async fn of_item(conn: &mut Conn, item_id: &str) -> Result<Option<Issued>, Stop> {
    let row = sqlx::query("select id from issued where item_id = $1 order by number desc limit 1")
        .bind(item_id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get(0)?;
    let mut found = store::find(&mut *conn, &id).await?;
    // A correction may be corrected; the chain ends, for each is newer than the one before.
    for _ in 0..100 {
        let Some(next) = found.as_ref().and_then(|issued| issued.superseded_by.clone()) else { break };
        found = store::find(&mut *conn, &next).await?;
    }
    Ok(found)
}

/// Downloads a document of a request.
pub(super) async fn document(
    own: Own<RequestRow>,
    params: Params,
    State(house): State<House>,
) -> Result<File, Stop> {
    let item =
        own.it.0.items.iter().find(|item| item.id == params.get("item")).ok_or_else(Stop::not_found)?;
    let issued = {
        let mut conn = house.db().read().await?;
        of_item(&mut conn, &item.id).await?
    };
    let issued = issued.filter(|issued| issued.state == IssuedState::Issued).ok_or_else(Stop::not_found)?;
    let (_, bytes) = issue::file(&house, &issued).await?;
    Ok(File {
        bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{}-{}.pdf", issued.kind.code(), issued.number),
        inline: false,
    })
}
