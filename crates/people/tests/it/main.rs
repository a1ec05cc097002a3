//! Who people are, through the room's front door and its pages.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test may fail where it stands, and its helpers speak for themselves"
)]

mod address;
mod documents;
mod email;
mod forms;
mod kept;
mod known;
mod pages;
mod personal;

use people::testing;
use platform::{
    Capability,
    testing::{Browser, World},
};

pub fn rooms() -> Vec<Capability> {
    vec![people::capability()]
}

/// A world with Anna, who is complete, signed in.
pub async fn anna() -> (World, people::PersonRef, Browser) {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).create().await;
    let browser = world.person(&anna.id).await;
    (world, anna, browser)
}

pub async fn profile(world: &World, id: &str) -> people::Profile {
    let mut conn = world.house.db().read().await.unwrap();
    people::profile(&mut conn, id).await.unwrap().unwrap()
}

/// What people type that is not what a field asks for.
pub fn nonsense() -> Vec<(&'static str, String)> {
    vec![
        ("empty", String::new()),
        ("spaces", " \t ".into()),
        ("overlong", "a".repeat(5_000)),
        ("control", "a\u{7}b\u{1b}[31m".into()),
        ("nul", "a\0b".into()),
        ("right to left", "abc\u{202e}fdp.exe".into()),
        ("four bytes", "😀🧑‍🎓𝔘".into()),
        ("markup", "<script>alert(1)</script>\"'".into()),
        ("sql", "'; drop table person; --".into()),
        ("number", "-99999999999999999999".into()),
        ("float", "1e309".into()),
        ("date", "31/02/2026".into()),
        ("array", "[1,2]".into()),
        ("template", "{{ 7 * 7 }} { $name }".into()),
    ]
}
