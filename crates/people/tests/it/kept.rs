//! What was typed when the session ended is found again after signing in.

use jiff::SignedDuration;
use people::testing;
use platform::testing::{Browser, World};

use crate::{anna, profile, rooms};

const PHONES: &str = "/profile/phones?back=/applications/1";

/// Sends the telephones from a session that has ended meanwhile; gives the page to come back to.
async fn late(world: &World, browser: &mut Browser, mobile: &str) -> String {
    let version = browser.get(PHONES).await.expect_status(200).input("version").unwrap();
    world.pass(SignedDuration::from_hours(2)).await;
    let answer = browser.post(PHONES, &[("mobile", mobile), ("version", &version)]).await.expect_status(303);
    back(&answer.location.unwrap())
}

fn back(location: &str) -> String {
    let back = location.strip_prefix("/sign-in?again=kept&back=").unwrap();
    [("%2F", "/"), ("%3F", "?"), ("%3D", "="), ("%26", "&"), ("%25", "%")]
        .iter()
        .fold(back.to_owned(), |text, (code, letter)| text.replace(code, letter))
}

#[tokio::test]
async fn a_form_that_comes_after_its_session_is_shown_again_to_its_person() {
    let (world, anna, mut browser) = anna().await;
    let back = late(&world, &mut browser, "+39 333 7654321").await;
    assert!(back.starts_with("/profile/phones?back=%2Fapplications%2F1&kept="), "{back}");
    assert!(!back.contains("7654321"), "nothing typed is in an address");
    let stored = world.count("select count(*) from kept_form where sealed like '%7654321%'").await;
    assert_eq!(
        (stored, world.count("select count(*) from kept_form").await),
        (0, 1),
        "nor readable on the server"
    );

    let mut again = world.person(&anna.id).await;
    let page = again.get(&back).await.expect_status(200).expect_text("Your session had ended");
    assert_eq!(page.input("mobile").as_deref(), Some("+39 333 7654321"));
    assert_eq!(page.body.matches("form_key").count(), 2, "exit and form, with the keys of the new session");
    assert_ne!(
        profile(&world, &anna.id).await.phones.mobile.unwrap().as_str(),
        "+393337654321",
        "nothing was sent"
    );
    let version = page.input("version").unwrap();
    again.post(PHONES, &[("mobile", "+39 333 7654321"), ("version", &version)]).await.expect_status(303);
    assert_eq!(profile(&world, &anna.id).await.phones.mobile.unwrap().as_str(), "+393337654321");
    world.finish().await;
}

#[tokio::test]
async fn a_kept_form_opens_for_nobody_else_and_not_for_ever() {
    let (world, anna, mut browser) = anna().await;
    let back = late(&world, &mut browser, "+39 333 7654321").await;
    let emil = testing::person(&world).named("Emil", "Blanc").foreign().create().await;
    let mut other = world.person(&emil.id).await;
    let page = other.get(&back).await.expect_status(200);
    assert!(!page.body.contains("7654321") && !page.body.contains("Your session had ended"));
    world.pass(SignedDuration::from_mins(61)).await;
    let page = world.person(&anna.id).await.get(&back).await.expect_status(200);
    assert!(!page.body.contains("7654321"));
    world.finish().await;
}

#[tokio::test]
async fn a_form_that_was_not_drawn_for_the_ended_session_is_not_kept() {
    let (world, _, mut browser) = anna().await;
    let emil = testing::person(&world).named("Emil", "Blanc").foreign().create().await;
    let mut other = world.person(&emil.id).await;
    other.get("/profile/phones").await;
    browser.last = other.last;
    world.pass(SignedDuration::from_hours(2)).await;
    let answer = browser.post("/profile/phones", &[("mobile", "+39 333 1")]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?back=%2F"));
    let mut guest = world.guest();
    guest.set_cookie("session", "nonsense");
    guest.post("/profile/phones", &[("mobile", "+39 333 1")]).await.expect_status(303);
    assert_eq!(world.count("select count(*) from kept_form").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn of_a_form_with_a_file_the_words_are_kept_and_no_password_ever() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).create().await;
    let mut browser = world.person(&anna.id).await;
    browser.get("/profile/documents/new").await.expect_status(200);
    world.pass(SignedDuration::from_hours(2)).await;
    let words =
        [("issuer", "Comune di Łódź 王 <b>"), ("document_type", "passport"), ("password", "open sesame")];
    let file: &[u8] = b"%PDF-1.4";
    let answer = browser.upload("/profile/documents/new", &words, &[("scan", "scan.pdf", file)]).await;
    let back = back(&answer.expect_status(303).location.unwrap());
    let page = world.person(&anna.id).await.get(&back).await.expect_status(200);
    let page = page
        .expect_text("value=\"Comune di Łódź 王 &#60;b&#62;\"")
        .expect_text("value=\"passport\" selected");
    assert!(!page.body.contains("sesame"));
    world.finish().await;
}
