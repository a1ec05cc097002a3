use axum::extract::State;
use platform::{
    House, Stop,
    files::StoredFile,
    web::{File, Own, Owned, Params},
};

use crate::document;

/// A file of the person's own documents.
pub struct OwnFile(StoredFile);

impl Owned for OwnFile {
    const OBJECT: &'static str = "person-file";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        Ok(document::file_of(&mut conn, account_id, params.get("id")).await?.map(OwnFile))
    }
}

/// Opens a file.
pub async fn open(own: Own<OwnFile>, State(house): State<House>) -> Result<File, Stop> {
    let (file, bytes) = house.files().read(&house, &own.it.0.id).await?;
    Ok(File { bytes, media_type: file.media_type, name: file.name, inline: false })
}
