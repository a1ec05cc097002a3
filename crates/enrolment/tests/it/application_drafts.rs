#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::{body::Body, http::Request};
use platform::testing::{Answer, Browser};

use crate::application::{add_title, begun, complete, edition, fill_details, id_of, submit, world};

/// What the script that saves sends.
async fn autosave(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let key = browser
        .last
        .split("name=\"form_key\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let mut pairs = form_pairs(&[("form_key", key.as_str())]);
    pairs.push_str(&format!("&{}", form_pairs(fields)));
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-autosave", "1")
        .header("accept", "application/json")
        .body(Body::from(pairs))
        .unwrap();
    browser.send(request).await
}

fn form_pairs(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn version(answer: &Answer) -> i64 {
    let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert!(json["saved_at"].as_str().unwrap().starts_with("2026-"));
    json["version"].as_i64().unwrap()
}

#[tokio::test]
async fn what_is_typed_is_there_again_on_another_device() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = add_title(&mut browser, &path, "15/07/2025").await;
    let draft = format!("{path}/draft/details-{}", id_of(&title));
    let shown = browser.get(&title).await.input("version").unwrap();
    assert!(browser.last.contains(&format!("data-autosave=\"{draft}\"")));
    let typed = [("version", shown.as_str()), ("attained", "yes"), ("graduated_on", "1"), ("mark", "9😀")];
    let saved = autosave(&mut browser, &draft, &typed).await.expect_status(200);
    // The answer got lost and the script sends it again.
    let again = autosave(&mut browser, &draft, &typed).await.expect_status(200);
    assert_eq!(version(&saved), version(&again));
    let page = browser.get(&title).await.expect_text("What you had typed and not saved yet is here again");
    assert_eq!(page.input("mark").as_deref(), Some("9😀"));
    assert_eq!(page.input("graduated_on").as_deref(), Some("1"));
    assert_eq!(page.input("version"), Some(version(&saved).to_string()));
    // The title itself is as it was saved.
    assert_eq!(world.count("select count(*) from qualification where mark = '110/110 e lode'").await, 1);
    fill_details(&mut browser, &title, "16/07/2025", "99/110").await.expect_status(303);
    let page = browser.get(&title).await;
    assert!(!page.body.contains("here again"));
    assert_eq!(page.input("mark").as_deref(), Some("99/110"));
    world.finish().await;
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other_unseen() {
    let world = world().await;
    let (mut one, path) = begun(&world, &edition(1)).await;
    let title = add_title(&mut one, &path, "15/07/2025").await;
    let draft = format!("{path}/draft/details-{}", id_of(&title));
    one.get(&title).await;
    let mut two = one.clone();
    let old = two.get(&title).await.input("version").unwrap();
    fill_details(&mut one, &title, "15/07/2024", "100/110").await.expect_status(303);
    let typed =
        [("version", old.as_str()), ("attained", "yes"), ("graduated_on", "15/07/2023"), ("mark", "90/110")];
    let conflict = autosave(&mut two, &draft, &typed).await.expect_status(409);
    assert!(conflict.headers["content-type"].to_str().unwrap().contains("json"));
    let page = two.post(&title, &typed).await.expect_status(409);
    assert!(
        page.body.contains("It now says: 100/110") && page.body.contains("It now says: 15/07/2024"),
        "{}",
        page.body
    );
    assert_eq!(page.input("mark").as_deref(), Some("90/110"));
    assert_eq!(world.count("select count(*) from qualification where mark = '100/110'").await, 1);
    // Seen and sent again: it stands.
    let new = page.input("version").unwrap();
    two.last = page.body;
    let typed =
        [("version", new.as_str()), ("attained", "yes"), ("graduated_on", "15/07/2023"), ("mark", "90/110")];
    two.post(&title, &typed).await.expect_status(303);
    assert_eq!(world.count("select count(*) from qualification where mark = '90/110'").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn what_is_sent_is_what_was_reviewed() {
    let world = world().await;
    let (mut one, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut one, &path).await;
    let mut two = one.clone();
    let reviewed = two.get(&format!("{path}/confirm")).await.input("version").unwrap();
    fill_details(&mut one, &title, "15/07/2024", "80/110").await.expect_status(303);
    let send = format!("{path}/submit");
    two.post(&send, &[("version", &reviewed)])
        .await
        .expect_status(409)
        .expect_text("changed in another window while you were reading it")
        .expect_text("80/110");
    submit(&mut two, &path).await.expect_status(303);
    // The first window still shows the form; sending it again changes nothing and says where the application is.
    one.post(&send, &[("version", &reviewed)]).await.expect_status(409);
    assert_eq!(world.count("select count(*) from application where protocol = '2026/0000001'").await, 1);
    assert_eq!(world.count("select value from counter where series = 'protocol-2026'").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn the_same_submission_twice_is_one() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    complete(&mut browser, &path).await;
    let version = browser.get(&format!("{path}/confirm")).await.input("version").unwrap();
    let first = browser.post(&format!("{path}/submit"), &[("version", &version)]).await.expect_status(303);
    let second = browser.post(&format!("{path}/submit"), &[("version", &version)]).await.expect_status(303);
    assert_eq!(first.location, second.location);
    let received = world
        .mails()
        .await
        .into_iter()
        .filter(|mail| mail.subject.starts_with("Application received"))
        .count();
    assert_eq!(received, 1);
    world.finish().await;
}
