use jiff::SignedDuration;
use platform::web::Role;

use crate::kit::{OTHER, PASSWORD, SECRET, code, person, post_from, sign_in, sign_in_twice, staff, world};

#[tokio::test]
async fn the_right_code_and_password_open_a_session_and_exit_ends_it() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let mut browser = world.guest();
    let page = browser.get("/sign-in").await.expect_status(200);
    for label in [
        "Montelieto Credentials",
        "Person Code",
        "Password",
        "Sign in",
        "Register",
        "Stay connected",
        "Keeps the session active for a whole day",
        "Authentication assistance",
        "Montelieto credentials recovery (person code and password)",
        "Deactivate 2FA: access temporarily with Montelieto credentials only",
        "Information, FAQs and assistance",
    ] {
        assert!(page.body.contains(label), "{label}");
    }
    // No provider is configured, so none is shown.
    assert!(!page.body.contains("SPID") && !page.body.contains("eIDAS"));
    let answer = sign_in(&mut browser, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/"));
    let token = browser.cookie("session").unwrap().to_owned();
    browser.get("/security").await.expect_status(200).expect_text("Anna Brambilla");
    browser.post("/sign-out", &[]).await.expect_status(303);
    browser.set_cookie("session", &token);
    browser.get("/security").await.expect_status(303);
    assert_eq!(
        world.history("account", &anna.id).await,
        ["test.seeded", "identity.signed-in", "identity.signed-out"]
    );
    world.finish().await;
}

#[tokio::test]
async fn stay_connected_lasts_a_day_and_otherwise_an_idle_hour_ends_the_session() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut idle = world.guest();
    sign_in(&mut idle, &login, PASSWORD).await.expect_status(303);
    let mut day = world.guest();
    day.get("/sign-in").await;
    day.post("/sign-in", &[("login", &login), ("password", PASSWORD), ("stay_connected", "yes")])
        .await
        .expect_status(303);
    world.pass(SignedDuration::from_mins(61)).await;
    idle.get("/security").await.expect_status(303);
    day.get("/security").await.expect_status(200);
    world.pass(SignedDuration::from_hours(23)).await;
    day.get("/security").await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_stranger_cannot_tell_an_unknown_code_from_a_wrong_password() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let known = anna.code.to_string();
    let unknown = if known == "98765438" { "98765447" } else { "98765438" };
    let mut guest = world.guest();
    let mut answers = Vec::new();
    for login in [known.as_str(), unknown] {
        let answer = sign_in(&mut guest, login, "wrong").await.expect_status(422);
        let key = answer.input("form_key").unwrap();
        let headers: Vec<_> = answer.headers.keys().map(|name| name.to_string()).collect();
        answers.push((answer.body.replace(&key, "").replace(login, ""), headers));
    }
    assert_eq!(answers[0], answers[1]);
    world.finish().await;
}

#[tokio::test]
async fn failures_lock_a_login_known_or_not_but_never_a_known_device_or_a_second_factor() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let mut own = world.guest();
    sign_in(&mut own, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    own.get("/security").await;
    own.post("/sign-out", &[]).await.expect_status(303);
    for login in [anna.code.to_string(), bruno.code.to_string(), "nobody".to_owned()] {
        let mut thief = world.guest();
        thief.get("/sign-in").await;
        for n in 0..5 {
            let from = format!("192.0.2.{n}");
            post_from(&mut thief, &from, "/sign-in", &[("login", &login), ("password", "guess")])
                .await
                .expect_status(422);
        }
        let answer =
            post_from(&mut thief, "192.0.2.9", "/sign-in", &[("login", &login), ("password", PASSWORD)])
                .await;
        assert_eq!((answer.status, answer.headers["retry-after"].to_str().unwrap()), (429, "30"), "{login}");
        assert!(answer.body.contains("Code of your second factor"));
    }
    // The device that signed in before.
    sign_in(&mut own, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    // The second factor, typed together with the password.
    let mut browser = world.guest();
    browser.get("/sign-in").await;
    let login = bruno.code.to_string();
    let now = code(&world);
    let wrong = post_from(
        &mut browser,
        "192.0.2.20",
        "/sign-in",
        &[("login", &login), ("password", PASSWORD), ("code", "000000")],
    )
    .await;
    assert_eq!(wrong.status, 429);
    let right = post_from(
        &mut browser,
        "192.0.2.21",
        "/sign-in",
        &[("login", &login), ("password", PASSWORD), ("code", &now)],
    )
    .await;
    assert_eq!(right.status, 303, "{}", right.body);
    browser.get("/security").await.expect_status(200);
    // After the wait the others get in too.
    let mut later = world.guest();
    world.pass(SignedDuration::from_mins(5)).await;
    sign_in(&mut later, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn one_address_gets_ten_tries_at_once() {
    let world = world().await;
    let mut guest = world.guest();
    for n in 0..10 {
        sign_in(&mut guest, &format!("login{n}"), "x").await.expect_status(422);
    }
    let answer = sign_in(&mut guest, "login10", "x").await.expect_status(429);
    assert!(answer.headers.contains_key("retry-after"));
    world.finish().await;
}

#[tokio::test]
async fn empty_and_odd_input_is_told_beside_its_field() {
    let world = world().await;
    let mut guest = world.guest();
    let answer = sign_in(&mut guest, "", "").await.expect_status(422);
    assert_eq!(answer.body.matches("This field is mandatory.").count(), 4);
    let long = "x".repeat(5000);
    for odd in ["\u{0}", "\u{202e}abc", "𝒶𝓃𝓃𝒶😀", "<b>", long.as_str()] {
        let answer = sign_in(&mut guest, odd, odd).await.expect_status(422);
        assert!(answer.body.contains("do not match"), "{odd:?}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_code_of_the_second_factor_works_once_even_when_two_try_it_at_the_same_moment() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let login = bruno.code.to_string();
    let (mut one, mut two) = (world.guest(), world.guest());
    for browser in [&mut one, &mut two] {
        let answer = sign_in(browser, &login, PASSWORD).await.expect_status(303);
        assert_eq!(answer.location.as_deref(), Some("/sign-in/second-factor"));
        assert_eq!(browser.cookie("session"), None);
        browser.get("/sign-in/second-factor").await.expect_status(200);
    }
    let code = code(&world);
    let fields = [("code", code.as_str())];
    let (first, second) = tokio::join!(
        one.post("/sign-in/second-factor", &fields),
        two.post("/sign-in/second-factor", &fields)
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    // And never again.
    let mut three = world.guest();
    sign_in(&mut three, &login, PASSWORD).await.expect_status(303);
    three.fill("/sign-in/second-factor", "/sign-in/second-factor", &fields).await.expect_status(422);
    world.pass(SignedDuration::from_secs(30)).await;
    let next = crate::kit::code(&world);
    three
        .fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", &next)])
        .await
        .expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn after_five_wrong_codes_the_sign_in_begins_anew() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let mut browser = world.guest();
    sign_in(&mut browser, &bruno.code.to_string(), PASSWORD).await.expect_status(303);
    browser.get("/sign-in/second-factor").await;
    browser.post("/sign-in/second-factor", &[("code", "")]).await.expect_status(422).expect_text("mandatory");
    for left in [4, 3, 2, 1] {
        let answer = browser.post("/sign-in/second-factor", &[("code", "000000")]).await.expect_status(422);
        let words =
            if left == 1 { "One attempt is left".to_owned() } else { format!("{left} attempts are left") };
        assert!(answer.body.contains(&words), "{words}");
    }
    let answer = browser.post("/sign-in/second-factor", &[("code", "000000")]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?again=expired"));
    let right = code(&world);
    let answer = browser.post("/sign-in/second-factor", &[("code", &right)]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?again=expired"));
    world.finish().await;
}

#[tokio::test]
async fn staff_without_a_second_factor_are_led_to_enrolment_before_anything_else() {
    let world = world().await;
    let id = staff(&world, "sofia", &[(Role::Administrator, None)], None).await;
    let mut browser = world.guest();
    let answer = sign_in(&mut browser, " Sofia ", PASSWORD).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/security/second-factor"));
    assert_eq!(browser.cookie("session"), None);
    browser.get("/office/staff").await.expect_status(303);
    let page = browser.get("/security/second-factor").await.expect_status(200);
    assert!(page.body.contains("<svg") && page.body.contains("Secret key:"));
    let sealed = page.input("secret").unwrap();
    let wrong = browser.post("/security/second-factor", &[("secret", &sealed), ("code", "000000")]).await;
    let sealed = wrong.expect_status(422).expect_text("The code is wrong").input("secret").unwrap();
    let secret: String =
        page.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let code = identity::factor::totp::code_at(&secret, world.house.clock().now()).unwrap();
    let done = browser
        .post("/security/second-factor", &[("secret", &sealed), ("code", &code)])
        .await
        .expect_status(200);
    assert_eq!(done.body.matches("<li>").count() - done.body.matches("<li><").count(), 10, "{}", done.body);
    browser.get("/office/staff").await.expect_status(200);
    assert_eq!(world.count("select count(*) from recovery_code").await, 10);
    assert!(world.history("account", &id).await.contains(&"identity.second-factor-enrolled".to_owned()));
    world.finish().await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_tells_its_owner() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    let before = browser.cookie("session").unwrap().to_owned();
    let page = browser.get("/security/second-factor").await.expect_status(200);
    let secret: String =
        page.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let now = identity::factor::totp::code_at(&secret, world.house.clock().now()).unwrap();
    let sealed = page.input("secret").unwrap();
    browser.post("/security/second-factor", &[("secret", &sealed), ("code", &now)]).await.expect_status(422);
    let fields = [("secret", sealed.as_str()), ("code", now.as_str()), ("password", PASSWORD)];
    let shown = browser.post("/security/second-factor", &fields).await.expect_status(200);
    let after = browser.cookie("session").unwrap().to_owned();
    assert_ne!(before, after, "the session's identifier changes when it may do more");
    let codes: Vec<String> = shown
        .body
        .split("<li>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .filter(|code| code.len() == 11 && code.contains('-'))
        .collect();
    assert_eq!(codes.len(), 10);
    let used = codes[0].to_lowercase();
    for expected in [303, 422] {
        let mut other = world.guest();
        sign_in(&mut other, &login, PASSWORD).await.expect_status(303);
        other
            .fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", &used)])
            .await
            .expect_status(expected);
    }
    let mails = world.mails().await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.subject == "A recovery code was used" && mail.text.contains("still have: 9"))
    );
    world.finish().await;
}

#[tokio::test]
async fn the_password_is_changed_with_the_old_one_and_ends_every_session() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let (mut one, mut two) = (world.guest(), world.guest());
    sign_in(&mut one, &login, PASSWORD).await.expect_status(303);
    sign_in(&mut two, &login, PASSWORD).await.expect_status(303);
    one.get("/security").await.expect_text("Close");
    let check = [
        ("wrong", OTHER, OTHER, "not your current password"),
        (PASSWORD, "short", "short", "At least 15"),
        (PASSWORD, OTHER, PASSWORD, "different"),
        (PASSWORD, "passwordpassword", "passwordpassword", "easy to guess"),
        (PASSWORD, "annabrambilla99", "annabrambilla99", "words about you"),
    ];
    for (current, new, again, words) in check {
        let fields = [("current", current), ("password", new), ("password_again", again)];
        one.fill("/security/password", "/security/password", &fields)
            .await
            .expect_status(422)
            .expect_text(words);
    }
    let fields = [("current", PASSWORD), ("password", OTHER), ("password_again", OTHER)];
    one.fill("/security/password", "/security/password", &fields).await.expect_status(303);
    two.get("/security").await.expect_status(303);
    world.pass(SignedDuration::from_mins(10)).await;
    sign_in(&mut two, &login, PASSWORD).await.expect_status(422);
    sign_in(&mut two, &login, OTHER).await.expect_status(303);
    assert!(world.mails().await.iter().any(|mail| mail.subject == "Your password was changed"));
    world.finish().await;
}

#[tokio::test]
async fn the_second_factor_is_removed_only_with_password_and_code() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let mut browser = world.guest();
    sign_in_twice(&world, &mut browser, &bruno.code.to_string()).await.expect_status(303);
    let path = "/security/second-factor/remove";
    browser.fill(path, path, &[("password", PASSWORD), ("code", "000000")]).await.expect_status(422);
    browser.fill(path, path, &[("password", "no"), ("code", "000000")]).await.expect_status(422);
    world.pass(SignedDuration::from_secs(60)).await;
    let now = code(&world);
    browser.fill(path, path, &[("password", PASSWORD), ("code", &now)]).await.expect_status(303);
    let mut other = world.guest();
    let answer = sign_in(&mut other, &bruno.code.to_string(), PASSWORD).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/"));
    other.get("/security").await;
    other.post("/security/sign-out-everywhere", &[]).await.expect_status(303);
    browser.get("/security").await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn foreign_sessions_cannot_be_closed() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let bruno = person(&world, "Bruno", "bruno@example.org", None).await;
    let (mut one, mut two) = (world.guest(), world.guest());
    sign_in(&mut one, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    sign_in(&mut two, &bruno.code.to_string(), PASSWORD).await.expect_status(303);
    let hash = platform::clock::hash_token(two.cookie("session").unwrap());
    one.fill("/security", "/security/sessions/close", &[("session", &hash)]).await.expect_status(303);
    two.get("/security").await.expect_status(200);
    world.finish().await;
}
