//! The office's side.

mod acts;
mod papers;
mod print;
mod queue;
mod table;

use platform::{
    testing::{Answer, Browser, World},
    web::Role,
};

use crate::town::*;

pub const POST: &[(&str, &str)] = &[("delivery", "post"), ("address_kind", "residence")];
pub const COUNTER: &[(&str, &str)] = &[
    ("delivery", "office"),
    ("counter", "main"),
    ("day", "2026-11-27"),
    ("time", "2026-11-27T08:30:00.000000Z"),
    ("delegate_name", "Bruno Verdi"),
    ("delegate_document", "passport YA1234567"),
];
pub const DOWNLOAD: &[(&str, &str)] = &[("delivery", "download")];

pub async fn secretary(world: &World) -> Browser {
    world.officer("secretary", &[(Role::ProgrammeSecretary, Some("e1"))]).await
}

pub async fn central(world: &World) -> Browser {
    world.officer("central", &[(Role::CentralSecretariat, None)]).await
}

/// A graduate's paid request of a stamped certificate with a note and of a self-certification with a footnote, delivered
/// so. Gives the person, the request and the person's browser.
pub async fn sent(world: &World, name: &str, delivery: &[(&str, &str)]) -> (String, String, Browser) {
    let (person, career, mut browser) = graduate(world, name).await;
    reserve(&mut browser, &career, "award", &with(STAMPED, &[("note", "By Friday, please")]))
        .await
        .expect_status(303);
    let own = [
        ("purpose", "own"),
        ("tongue", "it"),
        ("destination", "italy"),
        ("footnote", "In the name of Žofie & Co"),
    ];
    reserve(&mut browser, &career, "self-award", &with(&own, &[("act", "reserve")])).await.expect_status(303);
    let id = in_cart(world, &person).await.id;
    deliver(&mut browser, &id, delivery).await.expect_status(303);
    let charge = start_payment(&mut browser).await.expect_status(303).location.unwrap();
    pay(world, &mut browser, &charge, "pay").await;
    (person, id, browser)
}

pub fn path(id: &str) -> String {
    format!("/office/certificates/{id}")
}

/// Presses a button of the request's page, or fills the page of an action: with the version that the page shows.
pub async fn act(browser: &mut Browser, id: &str, end: &str, fields: &[(&str, &str)]) -> Answer {
    let own_page =
        ["answer", "release", "refuse", "post", "hand-over"].contains(&end) || end.starts_with("documents/");
    let page = if own_page { format!("{}/{end}", path(id)) } else { path(id) };
    let shown = browser.get(&page).await.expect_status(200);
    let version = shown.input("version").unwrap_or_default();
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    browser.post(&format!("{}/{end}", path(id)), &all).await
}

/// A request that was approved and whose documents are signed.
pub async fn signed(world: &World, name: &str, delivery: &[(&str, &str)]) -> (String, String, Browser) {
    let (person, id, browser) = sent(world, name, delivery).await;
    let mut officer = central(world).await;
    act(&mut officer, &id, "take", &[]).await.expect_status(303);
    act(&mut officer, &id, "release", &[("footnote-0", "approved")]).await.expect_status(303);
    world.settle().await;
    (person, id, browser)
}

/// The subjects of the mails that somebody got, oldest first.
pub async fn subjects(world: &World) -> Vec<String> {
    let mut subjects: Vec<String> = world.mails().await.into_iter().map(|mail| mail.subject).collect();
    subjects.reverse();
    subjects
}
