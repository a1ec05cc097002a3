use axum::extract::State;
use platform::{
    House, Stop,
    web::{Desk, File},
};

use crate::{
    issue,
    office::{Certificates, OfficeDocument},
};

/// The signed document as it was issued: to be printed, or looked at.
pub(in crate::office) async fn download(
    who: Desk<Certificates, OfficeDocument>,
    State(house): State<House>,
) -> Result<File, Stop> {
    let issued = &who.it.issued;
    let (_, bytes) = issue::file(&house, issued).await?;
    Ok(File {
        bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{}-{}.pdf", issued.kind.code(), issued.number),
        inline: true,
    })
}
