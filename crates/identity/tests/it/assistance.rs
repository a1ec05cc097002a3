use jiff::SignedDuration;
use platform::web::Role;

use crate::kit::{PASSWORD, SECRET, link_to, person, sign_in, world};

const DESK: &[(Role, Option<&str>)] = &[(Role::AssistanceDesk, None)];

#[tokio::test]
async fn a_request_is_answered_by_mail_and_on_its_page_and_can_be_taken_up_again() {
    let world = world().await;
    let mut browser = world.guest();
    browser.get("/assistance").await.expect_status(200).expect_text("Frequent questions");
    let fields = [("kind", "credentials"), ("name", "Anna Brambilla"), ("email", "anna@example.org"), ("person_code", ""), ("message", "I cannot sign in.\nWhy?")];
    let answer = browser.upload("/assistance", &fields, &[("file", "shot.pdf", b"%PDF-1.7")]).await.expect_status(303);
    browser.follow(answer).await.expect_status(200).expect_text("AS-000001");
    let own = link_to(&world, "anna@example.org").await;
    browser.get(&own).await.expect_status(200).expect_text("To be answered");

    let mut desk = world.officer("desk", DESK).await;
    let queue = desk.get("/office/assistance").await.expect_status(200).expect_text("AS-000001");
    let path = queue.body.split("href=\"/office/assistance/requests/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/office/assistance/requests/{path}");
    let page = desk.get(&path).await.expect_status(200).expect_text("I cannot sign in.");
    let version = page.input("version").unwrap();
    let file = desk.get(&format!("{path}/file")).await.expect_status(200);
    assert_eq!(file.bytes, b"%PDF-1.7");
    desk.get(&path).await;
    let answer_path = format!("{path}/answer");
    desk.post(&answer_path, &[("what", "answer"), ("message", " ")]).await.expect_status(422);
    desk.post(&answer_path, &[("what", "other"), ("message", "kept words")]).await.expect_status(422).expect_text("kept words");
    desk.post(&answer_path, &[("what", "note"), ("message", "call back")]).await.expect_status(303);
    let text = "Use the recovery of credentials, please.";
    desk.post(&answer_path, &[("what", "answer"), ("message", text), ("version", &version)]).await.expect_status(303);
    // Somebody with the older page is told, and nothing is sent twice.
    desk.post(&answer_path, &[("what", "answer"), ("message", "again"), ("version", &version)]).await.expect_status(422);
    let mails = world.mails().await;
    let mail = &mails[0];
    assert!(mail.subject.contains("AS-000001") && mail.text.contains(text), "{}", mail.text);
    let page = browser.get(&link_to(&world, "anna@example.org").await).await.expect_status(200).expect_text(text);
    assert!(!page.body.contains("call back"), "notes are for colleagues");
    browser.post(&own, &[("message", "It still fails")]).await.expect_status(303);
    desk.get("/office/assistance?status=open").await.expect_status(200).expect_text("AS-000001");
    desk.fill(&path, &format!("{path}/close"), &[]).await.expect_status(303);
    desk.get("/office/assistance?status=open").await.expect_text("No request fits");
    desk.get("/office/assistance?status=closed&q=as-000001").await.expect_text("AS-000001");
    world.finish().await;
}

#[tokio::test]
async fn only_the_assistance_desk_comes_in() {
    let world = world().await;
    for path in ["/office/assistance", "/office/assistance/people", "/office/assistance/people/x", "/office/assistance/requests/x"] {
        world.guest().get(path).await.expect_status(303);
        world.person("p1").await.get(path).await.expect_status(403);
        world.officer("fin", &[(Role::Finance, None)]).await.get(path).await.expect_status(403);
    }
    world.officer("desk", DESK).await.get("/office/assistance/people/x").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn bad_requests_are_told_beside_their_fields() {
    let world = world().await;
    let mut browser = world.guest();
    browser.get("/assistance").await;
    let long = "x".repeat(5000);
    let good = [("kind", "other"), ("name", "Anna"), ("email", "a@example.org"), ("message", "Hello")];
    for (name, value) in [("kind", "x"), ("kind", ""), ("name", ""), ("name", long.as_str()), ("name", "\u{202e}a"), ("email", "a@b"), ("message", ""), ("message", long.as_str())] {
        let fields: Vec<_> = good.iter().copied().filter(|(key, _)| *key != name).chain([(name, value)]).collect();
        browser.upload("/assistance", &fields, &[]).await.expect_status(422);
    }
    browser.upload("/assistance", &good, &[("file", "x.exe", b"MZ")]).await.expect_status(422).expect_text("Only PDF, JPEG and PNG");
    browser.upload("/assistance", &[("person_code", "12345678"), ("kind", "other"), ("name", "Anna"), ("email", "a@example.org"), ("message", "Hello")], &[]).await.expect_status(422);
    assert_eq!(world.count("select count(*) from assistance_request").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn an_emergency_code_opens_nothing_but_the_enrolment_of_a_new_factor() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let mut desk = world.officer("desk", DESK).await;
    let login = bruno.code.to_string();
    for q in [login.as_str(), "bruno@example.org", "brambilla bruno", "Bruno Brambilla", "BRAMBILLA"] {
        desk.get(&format!("/office/assistance/people?q={}", q.replace(' ', "+"))).await.expect_status(200).expect_text(&login);
    }
    let path = format!("/office/assistance/people/{}", bruno.id);
    desk.get(&path).await.expect_status(200).expect_text("Emergency code");
    assert!(world.history("account", &bruno.id).await.contains(&"identity.account-seen".to_owned()));
    let issue = format!("{path}/emergency");
    desk.post(&issue, &[("how", ""), ("note", "")]).await.expect_status(422);
    let shown = desk.post(&issue, &[("how", "in-person"), ("note", "ID card CA123, counter")]).await.expect_status(200);
    let emergency = shown.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(world.mails().await.iter().any(|mail| mail.subject == "An emergency code was issued for you"));

    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    let second = "/sign-in/second-factor";
    let answer = browser.fill(second, second, &[("code", &emergency)]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/security/second-factor"));
    assert_eq!(browser.cookie("session"), None);
    browser.get("/security").await.expect_status(303);
    browser.get("/profile").await.expect_status(303);
    let page = browser.get("/security/second-factor").await.expect_status(200);
    let secret: String = page.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let now = identity::factor::totp::code_at(&secret, world.house.clock().now()).unwrap();
    browser.post("/security/second-factor", &[("secret", &page.input("secret").unwrap()), ("code", &now)]).await.expect_status(200);
    browser.get("/profile").await.expect_status(200);
    // Used once; the old device makes no more codes that are good.
    let mut other = world.guest();
    sign_in(&mut other, &login, PASSWORD).await.expect_status(303);
    other.fill(second, second, &[("code", &emergency)]).await.expect_status(422);
    world.pass(SignedDuration::from_secs(60)).await;
    other.fill(second, second, &[("code", &crate::kit::code(&world))]).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn an_emergency_code_ends_after_a_day() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let mut desk = world.officer("desk", DESK).await;
    let path = format!("/office/assistance/people/{}", bruno.id);
    desk.get(&path).await;
    let shown = desk.post(&format!("{path}/emergency"), &[("how", "document"), ("note", "passport")]).await.expect_status(200);
    let emergency = shown.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    world.pass(SignedDuration::from_hours(24)).await;
    let mut browser = world.guest();
    sign_in(&mut browser, &bruno.code.to_string(), PASSWORD).await.expect_status(303);
    browser.fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", &emergency)]).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn a_disabled_account_loses_its_sessions_and_is_told_only_with_the_right_password() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    let mut desk = world.officer("desk", DESK).await;
    let path = format!("/office/assistance/people/{}", anna.id);
    desk.fill(&path, &format!("{path}/disable"), &[]).await.expect_status(303);
    browser.get("/security").await.expect_status(303);
    sign_in(&mut browser, &login, "wrong").await.expect_status(422).expect_text("do not match");
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(422).expect_text("was disabled");
    desk.fill(&path, &format!("{path}/enable"), &[]).await.expect_status(303);
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    desk.fill(&path, &format!("{path}/recovery"), &[]).await.expect_status(303);
    assert!(link_to(&world, "anna@example.org").await.starts_with("/assistance/recovery/password/"));
    world.finish().await;
}
