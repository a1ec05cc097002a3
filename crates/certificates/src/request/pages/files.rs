//! The signed documents, as they were issued: the same bytes each time.

use axum::extract::State;
use platform::{
    House, Stop,
    web::{File, Own, Params},
};

use crate::{
    issue::{self, IssuedState, store},
    request::mine::RequestRow,
};

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
        store::of_reserved(&mut conn, &item.id).await?
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
