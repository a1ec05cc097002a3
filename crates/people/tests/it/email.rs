use jiff::SignedDuration;
use platform::testing::{Browser, World};

use crate::{anna, profile};

async fn ask(browser: &mut Browser, email: &str) -> platform::testing::Answer {
    let version = browser.get("/profile/email").await.expect_status(200).input("version").unwrap();
    browser.post("/profile/email", &[("email", email), ("version", &version)]).await
}

/// The link of the newest mail to an address, as a path.
async fn link(world: &World, to: &str) -> String {
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.to == to).unwrap();
    mail.links[0].strip_prefix("http://ateneo.test").unwrap().to_owned()
}

#[tokio::test]
async fn a_new_address_holds_when_it_is_confirmed_and_not_before() {
    let (world, anna, mut browser) = anna().await;
    let answer = ask(&mut browser, "anna@new.example").await.expect_status(303);
    browser.follow(answer).await.expect_text("anna@new.example").expect_text("Waiting for confirmation");
    browser.get("/profile").await.expect_text("anna@new.example, to be confirmed by 25/11/2026 10:00");
    assert_eq!(profile(&world, &anna.id).await.person.email.as_str(), "anna.rossi@personal.example");
    let mails = world.mails().await;
    assert_eq!(mails.len(), 2);
    let notice = mails.iter().find(|mail| mail.to == "anna.rossi@personal.example").unwrap();
    assert!(!notice.text.contains("anna@new.example") && !notice.text.contains("/confirm/"));
    // Only the digest of the link is kept.
    let path = link(&world, "anna@new.example").await;
    let token = path.rsplit('/').next().unwrap();
    assert_eq!(
        world.count(&format!("select count(*) from email_change where token_hash = '{token}'")).await,
        0
    );
    // Another browser opens the link: looking changes nothing.
    let mut elsewhere = world.guest();
    elsewhere.get(&path).await.expect_status(200).expect_text("anna@new.example");
    assert_eq!(profile(&world, &anna.id).await.person.email.as_str(), "anna.rossi@personal.example");
    let mut late = elsewhere.clone();
    late.get(&path).await.expect_status(200);
    let answer = elsewhere.post(&path, &[]).await.expect_status(303);
    elsewhere.follow(answer).await.expect_text("Your e-mail address was changed");
    assert_eq!(profile(&world, &anna.id).await.person.email.as_str(), "anna@new.example");
    assert_eq!(world.mails().await[0].to, "anna.rossi@personal.example");
    // Once.
    elsewhere.get(&path).await.expect_status(410).expect_text("can no longer be used");
    late.post(&path, &[]).await.expect_status(410);
    let history = world.history("person", &anna.id).await;
    assert!(
        history.contains(&"people.email-change-asked".into())
            && history.contains(&"people.email-changed".into())
    );
    world.finish().await;
}

#[tokio::test]
async fn a_link_expires_and_a_newer_one_takes_its_place() {
    let (world, anna, mut browser) = anna().await;
    ask(&mut browser, "one@new.example").await.expect_status(303);
    let one = link(&world, "one@new.example").await;
    ask(&mut browser, "two@new.example").await.expect_status(303);
    let two = link(&world, "two@new.example").await;
    world.guest().get(&one).await.expect_status(410);
    world.guest().get(&two).await.expect_status(200);
    world.pass(SignedDuration::from_hours(49)).await;
    world.guest().get(&two).await.expect_status(410);
    assert_eq!(profile(&world, &anna.id).await.person.email.as_str(), "anna.rossi@personal.example");
    world.finish().await;
}

#[tokio::test]
async fn a_change_can_be_cancelled() {
    let (world, anna, mut browser) = anna().await;
    ask(&mut browser, "anna@new.example").await.expect_status(303);
    let path = link(&world, "anna@new.example").await;
    browser.get("/profile/email").await;
    let answer = browser.post("/profile/email/cancel", &[]).await.expect_status(303);
    let page = browser.follow(answer).await.expect_text("The change was cancelled");
    assert!(!page.body.contains("anna@new.example"));
    world.guest().get(&path).await.expect_status(410);
    browser.post("/profile/email/cancel", &[("again", "1")]).await.expect_status(303);
    assert!(world.history("person", &anna.id).await.contains(&"people.email-change-cancelled".into()));
    world.finish().await;
}

#[tokio::test]
async fn an_address_of_the_institution_or_the_present_one_is_refused() {
    let (world, _, mut browser) = anna().await;
    for email in ["anna@montelieto.example", "anna@mail.MONTELIETO.example"] {
        ask(&mut browser, email).await.expect_status(422).expect_text("@montelieto.example");
    }
    ask(&mut browser, "anna.rossi@personal.example")
        .await
        .expect_status(422)
        .expect_text("that we have already");
    assert_eq!(world.mails().await.len(), 0);
    world.finish().await;
}

#[tokio::test]
async fn a_window_that_is_behind_is_told_what_waits() {
    let (world, _, mut first) = anna().await;
    let mut second = first.clone();
    let version = second.get("/profile/email").await.input("version").unwrap();
    ask(&mut first, "one@new.example").await.expect_status(303);
    let page = second
        .post("/profile/email", &[("email", "two@new.example"), ("version", &version)])
        .await
        .expect_status(422);
    page.expect_text("It now says: one@new.example").expect_text("value=\"two@new.example\"");
    world.finish().await;
}

#[tokio::test]
async fn links_cannot_be_sent_without_end() {
    let (world, _, mut browser) = anna().await;
    for number in 0..5 {
        ask(&mut browser, &format!("a{number}@new.example")).await.expect_status(303);
    }
    ask(&mut browser, "a6@new.example").await.expect_status(429);
    world.finish().await;
}
