use jiff::SignedDuration;
use platform::testing::{Answer, Browser, World};

use crate::kit::{PASSWORD, link_to, person, sent_to, sign_in, world};

/// A foreigner's registration: no fiscal code, addresses abroad.
pub fn fields(email: &str) -> Vec<(&str, &str)> {
    vec![
        ("surname", "Dupont"),
        ("name", "Édith"),
        ("gender", "F"),
        ("birth_day", "07/02/1995"),
        ("birth_country", "FR"),
        ("birth_place", "Lyon"),
        ("citizenship", "FR"),
        ("fiscal_code", ""),
        ("no_fiscal_code", "yes"),
        ("country", "FR"),
        ("town_other", "Lyon"),
        ("postcode_other", "69002"),
        ("street", "Rue de la République"),
        ("number", "3"),
        ("from", "01/09/2020"),
        ("coincides", "yes"),
        ("mobile", "+33612345678"),
        ("email", email),
        ("email_again", email),
    ]
}

pub fn with<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(key, _)| *key != name).collect();
    fields.push((name, value));
    fields
}

async fn register(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let first = browser.fill("/register", "/register", fields).await.expect_status(200);
    assert!(first.body.contains("Choose your password"), "{}", first.body);
    browser.last = first.body;
    let fields = with(&with(fields, "password", PASSWORD), "password_again", PASSWORD);
    browser.post("/register/password", &fields).await
}

async fn document(browser: &mut Browser) -> Answer {
    browser.get("/registration/document").await.expect_status(200);
    let fields = [
        ("document_type", "passport"),
        ("issuer", "Préfecture du Rhône"),
        ("document_number", "12AB34567"),
        ("issued_on", "01/01/2024"),
        ("expires_on", "01/01/2034"),
    ];
    browser.upload("/registration/document", &fields, &[("scan", "passport.pdf", people::testing::PDF)]).await
}

#[tokio::test]
async fn a_new_person_registers_activates_and_completes_with_a_document() {
    let world = world().await;
    let mut browser = world.guest();
    let sent = register(&mut browser, &fields("edith@example.org")).await.expect_status(303);
    let page = browser.follow(sent).await.expect_status(200);
    assert!(page.body.contains("edith@example.org"));
    assert_eq!(world.count("select count(*) from person").await, 0);
    let link = link_to(&world, "edith@example.org").await;
    // Whoever scans mails opens links: nothing is used up by that.
    browser.get(&link).await.expect_status(200);
    browser.get(&link).await.expect_status(200).expect_text("Activate your account");
    let answer = browser.post(&link, &[]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/registration/document?done=activated"));
    let page = browser.follow(answer).await.expect_status(200);
    let code = page.body.split("Your person code is ").nth(1).unwrap().chars().take(8).collect::<String>();
    assert!(kernel::PersonCode::parse(&code).is_ok(), "{code}");
    let mails = world.mails().await;
    assert!(mails.iter().any(|mail| mail.subject == "Your account is active" && mail.text.contains(&code)));
    // The link is used up.
    browser.get(&link).await.expect_status(410);
    // A newcomer who signs in again continues with the document.
    let mut again = world.guest();
    let answer = sign_in(&mut again, &code, PASSWORD).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/registration/document"));
    let empty =
        browser.upload("/registration/document", &[("issuer", "Préfecture")], &[]).await.expect_status(422);
    assert!(empty.body.contains("Préfecture"), "what was typed is kept");
    let before = browser.cookie("session").unwrap().to_owned();
    let done = document(&mut browser).await.expect_status(303);
    assert_eq!(done.location.as_deref(), Some("/?done=registration-completed"));
    assert_ne!(before, browser.cookie("session").unwrap());
    browser.get("/profile").await.expect_status(200);
    world.finish().await;
}

#[tokio::test]
async fn a_known_person_is_written_to_and_a_stranger_sees_the_same_as_for_a_new_one() {
    let world = world().await;
    people::testing::person(&world)
        .named("Édith", "Dupont")
        .foreign()
        .email("stored@example.org")
        .create()
        .await;
    // The same person as the builder made: names, birth day and country.
    let who = people::by_email(
        &mut world.house.db().read().await.unwrap(),
        &kernel::Email::parse("stored@example.org").unwrap(),
    )
    .await
    .unwrap()
    .remove(0);
    let day = who.birth_day.to_string();
    let known =
        with(&with(&fields("typed@example.org"), "birth_day", &day), "birth_country", &who.birth_country);
    let new = with(&with(&fields("typed@example.org"), "birth_day", "08/08/1988"), "surname", "Nouvelle");
    let mut shapes = Vec::new();
    for fields in [known, new] {
        let mut browser = world.guest();
        let answer = register(&mut browser, &fields).await.expect_status(303);
        let names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        let location = answer.location.clone().unwrap();
        let page = browser.follow(answer.clone()).await.expect_status(200);
        let key = page.input("form_key").unwrap_or_default();
        let ticket = location.split("to=").nth(1).unwrap().to_owned();
        shapes.push((
            answer.status,
            location.len(),
            names,
            answer.body.len(),
            page.body.replace(&key, "").replace(&ticket, ""),
        ));
    }
    assert_eq!(shapes[0], shapes[1]);
    assert_eq!(sent_to(&world, "typed@example.org").await, 1);
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.to == "stored@example.org").unwrap();
    assert_eq!(mail.subject, "You are registered already");
    assert!(!mail.text.contains("Dupont"));
    world.finish().await;
}

#[tokio::test]
async fn two_who_use_one_link_at_the_same_moment_make_one_person() {
    let world = world().await;
    for round in 0..5 {
        let email = format!("edith{round}@example.org");
        let born = format!("0{}/03/1990", round + 1);
        let mut browser = world.guest();
        world.house.clock().advance(SignedDuration::from_hours(2));
        register(&mut browser, &with(&fields(&email), "birth_day", &born)).await.expect_status(303);
        let link = link_to(&world, &email).await;
        let (mut one, mut two) = (world.guest(), world.guest());
        one.get(&link).await.expect_status(200);
        two.get(&link).await.expect_status(200);
        let (first, second) = tokio::join!(one.post(&link, &[]), two.post(&link, &[]));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
    }
    assert_eq!(world.count("select count(*) from person").await, 5);
    assert_eq!(world.count("select count(*) from account").await, 5);
    world.finish().await;
}

#[tokio::test]
async fn the_second_of_two_registrations_of_one_person_leads_to_recovery() {
    let world = world().await;
    let mut links = Vec::new();
    for email in ["a@example.org", "b@example.org"] {
        let mut browser = world.guest();
        register(&mut browser, &fields(email)).await.expect_status(303);
        links.push(link_to(&world, email).await);
    }
    let mut browser = world.guest();
    browser.fill(&links[0], &links[0], &[]).await.expect_status(303);
    let mut other = world.guest();
    let answer = other.fill(&links[1], &links[1], &[]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/assistance/recovery?done=registered-before"));
    assert_eq!(world.count("select count(*) from person").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_link_lasts_thirty_days_and_then_everything_is_erased() {
    let world = world().await;
    let mut browser = world.guest();
    register(&mut browser, &fields("edith@example.org")).await.expect_status(303);
    let link = link_to(&world, "edith@example.org").await;
    world.pass(SignedDuration::from_hours(24 * 30) - SignedDuration::from_secs(1)).await;
    browser.get(&link).await.expect_status(200);
    world.house.clock().advance(SignedDuration::from_secs(1));
    browser.post(&link, &[]).await.expect_status(410);
    browser.get(&link).await.expect_status(410);
    world.pass(SignedDuration::from_hours(25)).await;
    assert_eq!(world.count("select count(*) from registration").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_new_link_replaces_the_earlier_one_and_an_unknown_address_is_told_the_same() {
    let world = world().await;
    let mut browser = world.guest();
    register(&mut browser, &fields("edith@example.org")).await.expect_status(303);
    let old = link_to(&world, "edith@example.org").await;
    let mut lengths = Vec::new();
    for email in ["edith@example.org", "other@example.org"] {
        let answer = browser
            .fill("/register/resend", "/register/resend", &[("email", email)])
            .await
            .expect_status(303);
        lengths.push(answer.location.unwrap().len());
    }
    assert_eq!(lengths[0], lengths[1]);
    assert_eq!(sent_to(&world, "edith@example.org").await, 2);
    assert_eq!(sent_to(&world, "other@example.org").await, 0);
    let new = link_to(&world, "edith@example.org").await;
    assert_ne!(old, new);
    browser.get(&old).await.expect_status(410);
    browser.get(&new).await.expect_status(200);
    browser
        .fill("/register/resend", "/register/resend", &[("email", "no")])
        .await
        .expect_status(422)
        .expect_text("value=\"no\"");
    world.finish().await;
}

#[tokio::test]
async fn every_field_is_checked_and_what_was_typed_is_kept() {
    let world: World = world().await;
    let mut browser = world.guest();
    browser.get("/register").await.expect_status(200);
    browser.post("/register", &[]).await.expect_status(422);
    let long = "x".repeat(300);
    for odd in ["", "\u{0}\u{1}", "\u{202e}gnp", "𝔸😀", long.as_str(), "<script>"] {
        for (name, _) in fields("edith@example.org") {
            if ["number", "from", "fiscal_code", "no_fiscal_code", "postcode_other"].contains(&name) {
                continue;
            }
            let answer = browser.post("/register", &with(&fields("edith@example.org"), name, odd)).await;
            assert!(answer.status == 422 || answer.status == 200, "{name} {odd:?}: {}", answer.status);
            if answer.status == 422 && name != "surname" {
                assert!(answer.body.contains("value=\"Dupont\""), "{name}");
            }
            if odd.is_empty() {
                assert_eq!(answer.status, 422, "{name} may not be empty");
            }
        }
    }
    for (name, value, words) in [
        ("email_again", "else@example.org", "different"),
        ("email", "a@montelieto.example", "montelieto.example"),
        ("email", "a@sub.montelieto.example", "montelieto.example"),
        ("coincides", "no", "mandatory"),
        ("birth_day", "31/02/1999", "dd/mm/yyyy"),
    ] {
        browser
            .post("/register", &with(&fields("edith@example.org"), name, value))
            .await
            .expect_status(422)
            .expect_text(words);
    }
    // "Update" shows the page again with everything, and back from the password keeps everything.
    for button in ["country", "edit"] {
        let answer = browser.post("/register", &with(&fields("edith@example.org"), "refresh", button)).await;
        answer.expect_status(200).expect_text("value=\"Rue de la République\"");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_weak_password_is_refused_and_the_data_stay() {
    let world = world().await;
    let mut browser = world.guest();
    let first = browser.fill("/register", "/register", &fields("edith@example.org")).await.expect_status(200);
    browser.last = first.body;
    for (password, again, words) in [
        ("", "", "mandatory"),
        ("short", "short", "At least 15"),
        ("dupontedith1995", "dupontedith1995", "about you"),
        (PASSWORD, "x", "different"),
    ] {
        let typed = with(&with(&fields("edith@example.org"), "password", password), "password_again", again);
        let answer = browser.post("/register/password", &typed).await.expect_status(422).expect_text(words);
        assert!(answer.body.contains("name=\"surname\" value=\"Dupont\""));
    }
    assert_eq!(world.count("select count(*) from registration").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn what_a_pending_registration_holds_is_not_readable_in_the_database() {
    let world = world().await;
    let mut browser = world.guest();
    register(&mut browser, &fields("edith@example.org")).await.expect_status(303);
    assert_eq!(
        world
            .count("select count(*) from registration where data like '%Dupont%' or data like '%edith%'")
            .await,
        0
    );
    let _ = person(&world, "Anna", "anna@example.org", Some(crate::kit::SECRET)).await;
    assert_eq!(world.count("select count(*) from second_factor where secret like '%GEZDGNBV%'").await, 0);
    world.finish().await;
}
