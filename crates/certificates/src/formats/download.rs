//! Downloads beside the PDF.

use axum::extract::State;
use platform::{
    House, Stop,
    web::{File, Own, Params, Routes},
};

use super::{Format, store};
use crate::{
    issue::{IssuedState, store::of_reserved},
    request::mine::RequestRow,
};

/// The route.
pub fn routes() -> Routes {
    Routes::new().get("/certificates/requests/{request}/documents/{item}/{format}", download)
}

/// A document of a request in a format of the field.
async fn download(own: Own<RequestRow>, params: Params, State(house): State<House>) -> Result<File, Stop> {
    let items = &own.it.0.items;
    let item = items.iter().find(|item| item.id == params.get("item")).ok_or_else(Stop::not_found)?;
    let format = Format::read(params.get("format")).ok_or_else(Stop::not_found)?;
    let mut conn = house.db().read().await?;
    let issued = of_reserved(&mut conn, &item.id).await?;
    let issued = issued.filter(|issued| issued.state == IssuedState::Issued).ok_or_else(Stop::not_found)?;
    let bytes = store::find(&mut conn, &issued.id, format).await?.ok_or_else(Stop::not_found)?;
    Ok(File {
        bytes,
        media_type: format.media_type().to_owned(),
        name: format!("{}-{}-{}", issued.kind.code(), issued.number, format.file_name()),
        inline: false,
    })
}
