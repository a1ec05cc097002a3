//! Looking at a paper without opening it: each page drawn again as a picture by the documents' workers, so that nothing
//! of the uploaded file reaches the officer's machine. The original can be kept all the same.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use axum::extract::State;
use documents::{MediaType, Renderer};
use platform::{
    House, Stop,
    web::{Desk, File, Params},
};

use super::seen;
use crate::review::{
    Admissions, Reviewed, check, declared, rounds,
    sheets::{self, Sheet},
};

/// Width of a picture in pixels: an A4 page that can be read.
const WIDTH: u32 = 1100;
/// Pages are drawn so many at a time.
const BATCH: u32 = 5;
/// Bytes of pictures that are kept at hand.
const AT_HAND: usize = 32 * 1024 * 1024;

type Pictures = Arc<Vec<Vec<u8>>>;

/// The pictures of the files that were looked at last, newest first.
static DRAWN: Mutex<VecDeque<(String, Pictures)>> = Mutex::new(VecDeque::new());

/// "/office/applications/{id}/papers/{paper}/pages/{n}.png".
pub async fn picture(
    who: Desk<Admissions, Reviewed>,
    State(house): State<House>,
    params: Params,
) -> Result<File, Stop> {
    let sheet = sheet(&house, &who, params.get("paper")).await?;
    let number = params
        .get("page")
        .strip_suffix(".png")
        .and_then(|number| number.parse::<u32>().ok())
        .filter(|number| (1..=sheet.pages()).contains(number))
        .ok_or_else(Stop::not_found)?;
    seen::tell(&house, &who, &sheet).await?;
    let pictures = drawn(&house, &sheet, number).await?;
    let index = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    let bytes = pictures.get(index).cloned().ok_or_else(Stop::not_found)?;
    Ok(File { bytes, media_type: "image/png".into(), name: format!("{number}.png"), inline: true })
}

/// "/office/applications/{id}/papers/{paper}": the original, to be kept.
pub async fn original(
    who: Desk<Admissions, Reviewed>,
    State(house): State<House>,
    params: Params,
) -> Result<File, Stop> {
    let sheet = sheet(&house, &who, params.get("paper")).await?;
    seen::tell(&house, &who, &sheet).await?;
    let (file, bytes) = house.files().read(&house, &sheet.file.id).await?;
    Ok(File { bytes, media_type: file.media_type, name: sheet.name(), inline: false })
}

/// A paper of the application that the officer looks after.
async fn sheet(house: &House, who: &Desk<Admissions, Reviewed>, id: &str) -> Result<Sheet, Stop> {
    let application = &who.it.0;
    let mut conn = house.db().read().await?;
    let profiles = [
        declared::frozen(&mut conn, &application.id).await?,
        people::profile(&mut conn, &application.person_id).await?,
    ];
    let mut titles = Vec::new();
    for title in check::store::titles(&mut conn, &application.id).await? {
        let check = check::store::find(&mut conn, &title.id).await?;
        titles.push((title, check));
    }
    let now = sheets::of(&mut conn, application, &profiles, &titles).await?;
    if let Some(sheet) = now.iter().find(|sheet| sheet.id == id) {
        return Ok(sheet.clone());
    }
    let rounds = rounds::rounds(&mut conn, &application.id).await?;
    let earlier = sheets::earlier(&mut conn, &rounds, &now).await?;
    earlier.into_iter().find(|sheet| sheet.id == id).ok_or_else(Stop::not_found)
}

async fn drawn(house: &House, sheet: &Sheet, number: u32) -> Result<Pictures, Stop> {
    let enough = |pictures: &Pictures| u32::try_from(pictures.len()).unwrap_or(u32::MAX) >= number;
    if let Some(pictures) = at_hand(&sheet.file.id).filter(enough) {
        return Ok(pictures);
    }
    let renderer = house.port::<Arc<dyn Renderer>>()?;
    let (file, bytes) = house.files().read(house, &sheet.file.id).await?;
    let media_type: MediaType =
        file.media_type.parse().map_err(|()| Stop::broken("a stored file of an unknown type"))?;
    let wanted = number.div_ceil(BATCH).saturating_mul(BATCH).min(sheet.pages());
    let pages = renderer
        .pages(&bytes, media_type, wanted, WIDTH)
        .await
        .map_err(|error| Stop::from(error.problem()))?;
    let pictures: Pictures = Arc::new(pages.into_iter().map(|page| page.bytes).collect());
    keep(&sheet.file.id, &pictures);
    Ok(pictures)
}

fn at_hand(file_id: &str) -> Option<Pictures> {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let place = drawn.iter().position(|(id, _)| id == file_id)?;
    let entry = drawn.remove(place)?;
    let pictures = entry.1.clone();
    drawn.push_front(entry);
    Some(pictures)
}

fn keep(file_id: &str, pictures: &Pictures) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn.retain(|(id, _)| id != file_id);
    drawn.push_front((file_id.to_owned(), pictures.clone()));
    let size = |pictures: &Pictures| pictures.iter().map(Vec::len).sum::<usize>();
    while drawn.len() > 1 && drawn.iter().map(|(_, pictures)| size(pictures)).sum::<usize>() > AT_HAND {
        drawn.pop_back();
    }
}
