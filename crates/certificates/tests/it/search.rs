//! "Search documents" and "Parameter definition", in a browser without scripts.

use registry::CareerKind;

use crate::town::*;

#[tokio::test]
async fn the_guide_is_followed_from_the_career_to_the_reserved_document() {
    let world = town().await;
    let (person, career, mut anna) = graduate(&world, "Anna").await;
    let other = crate::town::career(&world, &person, "a-second", CareerKind::Postgraduate).await;
    let page = anna.get("/certificates").await.expect_status(200);
    for words in [
        "Certificate and self certification request",
        "Search documents",
        "Select the career and view the related documents.",
        "Access the cart",
        "No. of requests: 0 No. of documents: 0",
        "Check the data and establish the booked document delivery method.",
        "Payment",
        "View the bill and proceed with the payment.",
        "FREQUENTLY ASKED QUESTIONS",
        "When and how to self-certify",
        "When and how to request a stamped certificate",
        "SELECT CAREER",
        "CAREER IDENTIFICATION NUMBER",
        "CAREER STATUS",
        "CATEGORY",
        "01/01/2012",
    ] {
        page.clone().expect_text(words);
    }
    assert!(!page.body.contains("/path\""), "with two careers one is selected first");
    let page = anna.get(&format!("/certificates?career={career}")).await.expect_status(200);
    page.clone()
        .expect_text("MASTER: REQUEST FOR CERTIFICATE OF DEGREE AWARD")
        .expect_text("MASTER: REQUEST FOR CERTIFICATE WITH EDUCATIONAL PATH AND ECTS")
        .expect_text("MASTER: DIPLOMA SUPPLEMENT");
    assert!(!page.body.contains("CERTIFICATE OF ENROLMENT"), "not active");
    assert_ne!(career, other);
    let page = anna.get(&format!("/certificates/{career}/path")).await.expect_status(200);
    for words in [
        "PARAMETER DEFINITION",
        "Who will you give it to?",
        "Use of certificate",
        "Stamped",
        "€16.00",
        "DPR 642/1972",
        "Scholarships and admission",
        "Certificate language",
        "Certificate to be used for the sole use of request or renewal of a residence permit to be submitted to \
         the Police Station.",
        "For use: Abroad - Italy",
        "Number of copies",
        "ADDITIONAL NOTES",
        "Reserve document",
        "The preview does not show the multi-copy even if set.",
    ] {
        page.clone().expect_text(words);
    }
    assert!(!page.body.contains("only for Auto use"), "a footnote is not offered for a certificate");
    let back = anna.post(&format!("/certificates/{career}/path"), STAMPED).await.expect_status(303);
    let page = anna.follow(back).await.expect_status(200);
    page.expect_text("No. of requests: 1 No. of documents: 1").expect_text("the document is in the cart");
    world.finish().await;
}

#[tokio::test]
async fn documents_follow_from_the_state_of_the_career() {
    let world = town().await;
    let (_, active, mut anna) = student(&world, "Anna").await;
    let (_, awarded, mut bea) = graduate(&world, "Bea").await;
    let (_, closed, mut carla) = student(&world, "Carla").await;
    let mut tx = begin(&world).await;
    registry::close_career(&mut tx, "a-Carla").await.unwrap();
    tx.commit().await.unwrap();
    let kinds = [
        "award",
        "path",
        "enrolment",
        "self-award",
        "self-path",
        "self-enrolment",
        "supplement",
        "enrolment-duty",
        "pope",
    ];
    for (browser, career, offered) in [
        (&mut anna, active, vec!["path", "enrolment", "self-path", "self-enrolment"]),
        (&mut bea, awarded, vec!["award", "path", "self-award", "self-path", "supplement"]),
        (&mut carla, closed, vec!["path", "self-path"]),
    ] {
        let page = browser.get("/certificates").await.expect_status(200);
        for kind in kinds {
            let path = format!("/certificates/{career}/{kind}");
            let is = offered.contains(&kind);
            assert_eq!(page.body.contains(&format!("\"{path}\"")), is, "{kind}");
            browser.get(&path).await.expect_status(if is { 200 } else { 404 });
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn who_names_a_public_office_is_led_to_the_self_certification_and_has_it_at_once() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let answer = reserve(&mut anna, &career, "path", &with(STAMPED, &[("recipient", "public")])).await;
    assert_eq!(
        answer.location.as_deref(),
        Some(format!("/certificates/{career}/self-path?instead=path").as_str())
    );
    let page = anna.follow(answer).await.expect_status(200);
    page.expect_text("For a public office you do not need a certificate")
        .expect_text("art. 15 law 183/2011")
        .expect_text("only for Auto use")
        .expect_text("Get it now, free")
        .expect_text("only one copy can be printed");
    let form = [("purpose", "own"), ("tongue", "it"), ("destination", "italy"), ("act", "at-once")];
    let path = format!("/certificates/{career}/self-path");
    let answer = anna.post(&path, &form).await.expect_status(303);
    // The same form sent twice is one request.
    let again = anna.post(&path, &form).await.expect_status(303);
    assert_eq!(answer.location, again.location);
    anna.follow(answer).await.expect_status(200).expect_text("A self-certification is signed by you");
    assert_eq!(world.count("select count(*) from certificate_request").await, 1);
    assert_eq!(
        world.count("select count(*) from certificate_request where state in ('issuing', 'ready')").await,
        1
    );
    let mut conn = world.house.db().read().await.unwrap();
    assert!(certificates::request::cart::of(&mut conn, &person).await.unwrap().is_empty());
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn what_has_to_be_decided_does_not_go_at_once() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let form = [
        ("purpose", "own"),
        ("tongue", "it"),
        ("destination", "italy"),
        ("footnote", "Allieva del dott. Rossi"),
        ("act", "at-once"),
    ];
    reserve(&mut anna, &career, "self-path", &form).await.expect_status(303);
    let request = in_cart(&world, &person).await;
    assert_eq!(request.items[0].choice.footnote, "Allieva del dott. Rossi");
    assert!(!request.nothing_to_decide());
    world.finish().await;
}

#[tokio::test]
async fn impossible_choices_are_not_offered_and_what_was_typed_is_kept() {
    let world = town().await;
    let (_, career, mut anna) = student(&world, "Anna").await;
    let path = format!("/certificates/{career}/path");
    // "Update" after choosing the residence permit: abroad is not offered any more, the rest is as it was.
    let typed = with(
        STAMPED,
        &[
            ("residence_permit", "yes"),
            ("destination", "abroad"),
            ("note", "Grazie"),
            ("refresh", "residence_permit"),
        ],
    );
    let page = reserve(&mut anna, &career, "path", &typed).await.expect_status(200);
    assert!(page.body.contains("value=\"italy\"") && !page.body.contains("value=\"abroad\""));
    assert!(page.body.contains("Grazie"));
    // Without pressing it, the fault stands beside the field.
    let typed = with(STAMPED, &[("residence_permit", "yes"), ("destination", "abroad"), ("note", "Grazie")]);
    let page = anna.post(&path, &typed).await.expect_status(422);
    page.clone().expect_text("is for a Police Station in Italy: choose Italy").expect_text("Grazie");
    assert!(page.body.contains("#destination"), "the summary leads to the field");
    assert_eq!(world.count("select count(*) from certificate_request").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn who_has_no_career_is_told_what_to_do() {
    let world = town().await;
    let person = people::testing::person(&world).create().await;
    let mut anna = world.person(&person.id).await;
    anna.get("/certificates").await.expect_status(200).expect_text("You have no career yet");
    for path in ["/certificates/cart", "/certificates/payment", "/certificates/requests"] {
        anna.get(path).await.expect_status(200);
    }
    anna.get("/certificates/payment").await;
    let page = anna.post("/certificates/payment", &[("version", "0")]).await.expect_status(422);
    page.expect_text("Nothing in the cart has a delivery type");
    world.guest().get("/certificates").await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn the_preview_is_the_paper_of_these_choices_and_leaves_no_trace() {
    let world = town().await;
    let (_, career, mut anna) = graduate(&world, "Anna").await;
    let before = world.count("select count(*) from event").await;
    for kind in ["award", "path"] {
        let paper =
            reserve(&mut anna, &career, kind, &with(STAMPED, &[("act", "preview"), ("copies", "3")])).await;
        let paper = paper.expect_status(200);
        assert_eq!(paper.headers.get("content-type").unwrap(), "application/pdf");
        let disposition = paper.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(disposition.starts_with("inline"), "{disposition}");
        paper.expect_text("Rossi");
    }
    let wrong = with(STAMPED, &[("act", "preview"), ("purpose", "")]);
    reserve(&mut anna, &career, "path", &wrong)
        .await
        .expect_status(422)
        .expect_text("This field is mandatory");
    assert_eq!(world.count("select count(*) from event").await, before);
    assert_eq!(world.count("select count(*) from issued").await, 0);
    world.finish().await;
}
