use async_trait::async_trait;
use platform::{House, Stop};

/// The catalogue's names, asked of the room that has them: roles can be for one programme.
#[async_trait]
pub trait ProgrammeNames: Send + Sync {
    /// The title of a programme by its identifier.
    ///
    /// # Errors
    /// When the database fails.
    async fn title(&self, house: &House, id: &str) -> Result<Option<String>, Stop>;

    /// Up to twenty programmes whose title or number fits what was typed: `(identifier, title)`.
    ///
    /// # Errors
    /// When the database fails.
    async fn search(&self, house: &House, typed: &str) -> Result<Vec<(String, String)>, Stop>;
}

/// A house without a catalogue: no role can be for one programme.
#[derive(Debug)]
pub struct NoProgrammes;

#[async_trait]
impl ProgrammeNames for NoProgrammes {
    async fn title(&self, _: &House, _: &str) -> Result<Option<String>, Stop> {
        Ok(None)
    }
    async fn search(&self, _: &House, _: &str) -> Result<Vec<(String, String)>, Stop> {
        Ok(Vec::new())
    }
}
