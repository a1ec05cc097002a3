use jiff::SignedDuration;

use crate::kit::{OTHER, PASSWORD, SECRET, code, link_to, person, sent_to, sign_in, world};

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_closes_all_sessions_and_keeps_the_second_factor() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let login = bruno.code.to_string();
    let mut old = world.guest();
    crate::kit::sign_in_twice(&world, &mut old, &login).await.expect_status(303);
    let mut browser = world.guest();
    let path = "/assistance/recovery/password";
    let answer = browser.fill("/assistance/recovery", path, &[("login", &login)]).await.expect_status(303);
    browser.follow(answer).await.expect_status(200).expect_text("Check your mail");
    let link = link_to(&world, "bruno@example.org").await;
    browser.get(&link).await.expect_status(200);
    browser.post(&link, &[("password", "passwort"), ("password_again", "passwort")]).await.expect_status(422);
    browser.get(&link).await.expect_status(200);
    let answer =
        browser.post(&link, &[("password", OTHER), ("password_again", OTHER)]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?done=password-changed"));
    // Sent twice, answered alike; the link itself is used up.
    browser.post(&link, &[("password", OTHER), ("password_again", OTHER)]).await.expect_status(303);
    browser.get(&link).await.expect_status(410);
    old.get("/security").await.expect_status(303);
    assert!(world.mails().await.iter().any(|mail| mail.subject == "Your password was changed"));
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(422);
    let answer = sign_in(&mut browser, &login, OTHER).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in/second-factor"));
    world.pass(SignedDuration::from_secs(60)).await;
    let now = code(&world);
    browser
        .fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", &now)])
        .await
        .expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn two_who_use_one_recovery_link_at_the_same_moment_set_one_password() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    for round in 0..5 {
        world.house.clock().advance(SignedDuration::from_hours(2));
        let mut browser = world.guest();
        browser
            .fill("/assistance/recovery", "/assistance/recovery/password", &[("login", &login)])
            .await
            .expect_status(303);
        let link = link_to(&world, "anna@example.org").await;
        let (mut one, mut two) = (world.guest(), world.guest());
        one.get(&link).await.expect_status(200);
        two.get(&link).await.expect_status(200);
        let (first, second) = (format!("{OTHER} {round}"), format!("{PASSWORD} {round}"));
        let (a, b) = (
            [("password", first.as_str()), ("password_again", &first)],
            [("password", second.as_str()), ("password_again", &second)],
        );
        let (one, two) = tokio::join!(one.post(&link, &a), two.post(&link, &b));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410], "{round}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_link_lasts_two_hours_and_a_newer_one_replaces_it() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut browser = world.guest();
    let ask = [("login", login.as_str())];
    let path = "/assistance/recovery/password";
    browser.fill("/assistance/recovery", path, &ask).await.expect_status(303);
    let first = link_to(&world, "anna@example.org").await;
    // At most one mail an hour, and nobody is told.
    browser.fill("/assistance/recovery", path, &ask).await.expect_status(303);
    assert_eq!(sent_to(&world, "anna@example.org").await, 1);
    world.pass(SignedDuration::from_mins(61)).await;
    browser.fill("/assistance/recovery", path, &ask).await.expect_status(303);
    let second = link_to(&world, "anna@example.org").await;
    browser.get(&first).await.expect_status(410);
    world.pass(SignedDuration::from_mins(120) - SignedDuration::from_secs(1)).await;
    browser.get(&second).await.expect_status(200);
    world.house.clock().advance(SignedDuration::from_secs(1));
    browser.get(&second).await.expect_status(410);
    world.finish().await;
}

#[tokio::test]
async fn the_person_code_is_sent_to_its_address_and_a_stranger_learns_nothing() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let mut shapes = Vec::new();
    for email in ["Anna@Example.org", "nobody@example.org"] {
        let mut browser = world.guest();
        let answer =
            browser.fill("/assistance/recovery", "/assistance/recovery/code", &[("email", email)]).await;
        let names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        shapes.push((answer.status, answer.location, answer.body, names));
    }
    assert_eq!(shapes[0], shapes[1]);
    assert_eq!(shapes[0].0, 303);
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains(&anna.code.to_string()));
    let mut browser = world.guest();
    browser
        .fill("/assistance/recovery", "/assistance/recovery/code", &[("email", "x")])
        .await
        .expect_status(422);
    browser
        .fill("/assistance/recovery", "/assistance/recovery/password", &[("login", " ")])
        .await
        .expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn a_person_whom_the_university_knows_without_an_account_gets_one() {
    let world = world().await;
    let anna = people::testing::person(&world).email("anna@example.org").create().await;
    let login = anna.code.to_string();
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(422);
    browser
        .fill("/assistance/recovery", "/assistance/recovery/password", &[("login", &login)])
        .await
        .expect_status(303);
    let link = link_to(&world, "anna@example.org").await;
    browser.fill(&link, &link, &[("password", OTHER), ("password_again", OTHER)]).await.expect_status(303);
    sign_in(&mut browser, &login, OTHER).await.expect_status(303);
    browser.get("/profile").await.expect_status(200);
    world.finish().await;
}
