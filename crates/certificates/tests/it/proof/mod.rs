//! Proof: what anybody finds out with a code, a file or a program of their own.

mod audit;
mod public;
mod rotation;
mod verify;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use certificates::{
    issue::{self, CannotSeal, SealWords, Sealed, Sealer, store::Issued},
    proof::Seals,
};
use documents::{CannotRender, Document, Examined, MediaType, Pdf, Png, Renderer, testing::PlainRenderer};
use jiff::Timestamp;
use pades_wire::{Algorithm, Anchors, Level};
use platform::{Ports, testing::World};
use signing::{Seal, Words, ask::Authorities, key::FileKey, own::OwnAuthority};

use crate::issue::{of_item, paid, rooms};

/// A genuine PDF/A-3, the same for every document: what is set is tried elsewhere.
pub const SAMPLE: &[u8] = include_bytes!("../../../../wire/pades/samples/receipt.pdf");

struct Setter;

#[async_trait]
impl Renderer for Setter {
    async fn render(&self, _: Document) -> Result<Pdf, CannotRender> {
        Ok(Pdf { bytes: SAMPLE.to_vec(), replaced: String::new() })
    }

    async fn pages(
        &self,
        file: &[u8],
        kind: MediaType,
        most: u32,
        width: u32,
    ) -> Result<Vec<Png>, CannotRender> {
        PlainRenderer.pages(file, kind, most, width).await
    }

    async fn examine(&self, file: &[u8], declared: MediaType) -> Result<Examined, CannotRender> {
        PlainRenderer.examine(file, declared).await
    }
}

/// Seals as the assembly does, with an authority of its own.
pub struct Real(pub Seal);

#[async_trait]
impl Sealer for Real {
    async fn seal(&self, pdf: Vec<u8>, at: Timestamp, words: SealWords) -> Result<Sealed, CannotSeal> {
        let words = Words { name: words.name, reason: words.reason, description: words.description };
        let sealed = self.0.seal(&pdf, &words, at, [7; 8]).await;
        sealed
            .map(|sealed| Sealed { bytes: sealed.pdf, level: sealed.level.name().into() })
            .map_err(|error| CannotSeal::Refused(error.to_string()))
    }
}

/// A seal of an authority inside the test.
pub fn seal(level: Level) -> Seal {
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    let (authority, files) =
        OwnAuthority::make("Università di Prova", Algorithm::EcdsaP256Sha256, now).unwrap();
    let (_, key) = files.into_iter().find(|(name, _)| name == "sealing.key.pem").unwrap();
    let asking = Authorities::new(Duration::from_secs(1)).unwrap();
    Seal::own(&Arc::new(authority), Arc::new(FileKey::from_pem(&key).unwrap()), level, asking)
}

fn seals(seal: &Seal) -> Arc<Seals> {
    let trust = seal.trust(Timestamp::UNIX_EPOCH);
    let anchors = |anchors: &Anchors| Anchors::new(anchors.all().to_vec());
    let certificate = seal.certificate().unwrap().clone();
    Arc::new(Seals::new(certificate, anchors(trust.signers), anchors(trust.authorities)))
}

/// A university that seals, without documents yet.
pub async fn town() -> World {
    let seal = seal(Level::Evidenced);
    let seals = seals(&seal);
    let (renderer, sealer): (Arc<dyn Renderer>, Arc<dyn Sealer>) = (Arc::new(Setter), Arc::new(Real(seal)));
    World::with(rooms, Ports::default().with(renderer).with(sealer).with(seals), |_| {}).await
}

/// With an award, a path and a self-certification of Anna's.
pub async fn issued() -> (World, Vec<Issued>) {
    let world = town().await;
    paid(&world, ("Anna", "Rossi"), 2, &[("i1", "award"), ("i2", "path"), ("i3", "self-award")]).await;
    // In this order: jobs may run at the same time.
    for item in ["i1", "i2", "i3"] {
        issue::prepare(&world.house, item, "test").await.unwrap();
    }
    world.settle().await;
    let mut all = Vec::new();
    for item in ["i1", "i2", "i3"] {
        all.push(of_item(&world, item).await.unwrap());
    }
    (world, all)
}

pub async fn file(world: &World, issued: &Issued) -> Vec<u8> {
    issue::file(&world.house, issued).await.unwrap().1
}

/// Withdraws a document, or sets another in its place.
pub async fn withdraw(world: &World, old: &Issued, how: &str) {
    let mut tx = world.house.begin_as(platform::Actor::Operator, "test").await.unwrap();
    match how {
        "revoke" => issue::revoke(&mut tx, old, "An error in the record").await.unwrap(),
        _ => drop(issue::supersede(&mut tx, old, "An error in the record").await.unwrap()),
    }
    tx.commit().await.unwrap();
    world.settle().await;
}
