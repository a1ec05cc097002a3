//! The demonstration: a fictional university with people for every role. Nothing of it exists outside demo mode.

mod pages;
pub mod people;
mod record;
mod seed;

use platform::{Capability, Config, House};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What the demonstration adds to the house.
pub fn capability() -> Capability {
    Capability {
        routes: pages::routes(),
        texts: vec![(include_str!("texts.it.ftl"), include_str!("texts.en.ftl"))],
        ..Capability::new("demo")
    }
}

/// Makes the data folder; `RESET=1` empties it first. True when it is new.
///
/// # Errors
/// When the folder cannot be made or emptied.
pub fn prepare_folder(config: &Config) -> Result<bool, Failure> {
    if std::env::var("RESET").is_ok_and(|value| value == "1") && config.data.exists() {
        std::fs::remove_dir_all(&config.data)?;
    }
    let fresh = !config.data.join("people.json").exists();
    std::fs::create_dir_all(&config.data)?;
    Ok(fresh)
}

/// How far the demonstration's clock was moved, in milliseconds.
pub fn stored_offset(config: &Config) -> i64 {
    std::fs::read_to_string(config.data.join("clock"))
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0)
}

/// Fills an empty demonstration, once.
///
/// # Errors
/// When something of it cannot be written.
pub async fn fill(house: &House) -> Result<(), Failure> {
    let file = cards_file(house);
    if file.exists() {
        return Ok(());
    }
    let cards = seed::fill(house).await?;
    std::fs::write(file, serde_json::to_vec_pretty(&cards)?)?;
    Ok(())
}

/// The people of the demonstration and how they sign in.
pub fn cards(house: &House) -> Vec<people::Card> {
    let read = std::fs::read(cards_file(house)).unwrap_or_default();
    serde_json::from_slice(&read).unwrap_or_default()
}

fn cards_file(house: &House) -> std::path::PathBuf {
    house.config().data.join("people.json")
}
