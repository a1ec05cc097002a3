//! The cart: kept across devices until its date, changed by one window at a time.

use certificates::request::RequestState;
use jiff::SignedDuration;

use crate::town::*;

#[tokio::test]
async fn the_cart_shows_the_request_in_the_words_of_the_guide() {
    let world = town().await;
    let (_, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let page = anna.get("/certificates/cart").await.expect_status(200);
    for words in [
        "CART INFO",
        "Your cart is kept until the date that each request shows",
        "REQUEST DETAILS",
        "Payment Status",
        "Request not yet paid",
        "Communications to the Office",
        "Creation Date",
        "23/11/2026 10:00:00",
        "23/12/2026 10:00",
        "REQUEST COMPOSITION",
        "Functions",
        "Request Status",
        "Type of Request",
        "INITIAL",
        "Specializing Masters and Postgraduate programmes",
        "900001",
        "Document Status",
        "MASTER: REQUEST FOR CERTIFICATE WITH EDUCATIONAL PATH AND ECTS",
        "Save Communications",
        "Sel. Delivery Type",
        "€16.00",
    ] {
        page.clone().expect_text(words);
    }
    italian(&anna)
        .get("/certificates/cart")
        .await
        .expect_status(200)
        .expect_text("INFO CARRELLO")
        .expect_text("Salva comunicazioni")
        .expect_text("RICHIESTA CERTIFICATO CON PERCORSO FORMATIVO E CFU");
    world.finish().await;
}

#[tokio::test]
async fn documents_of_a_career_join_one_request_from_two_devices() {
    let world = town().await;
    let (person, career, mut phone) = student(&world, "Anna").await;
    let mut desk = world.person(&person).await;
    reserve(&mut phone, &career, "path", STAMPED).await.expect_status(303);
    reserve(&mut desk, &career, "enrolment", STAMPED).await.expect_status(303);
    for browser in [&mut phone, &mut desk] {
        let page = browser.get("/certificates/cart").await.expect_status(200);
        page.expect_text("No. of requests: 1 No. of documents: 2");
    }
    assert_eq!(in_cart(&world, &person).await.items.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn communications_are_saved_and_two_windows_do_not_overwrite_each_other() {
    let world = town().await;
    let (person, career, mut one) = student(&world, "Anna").await;
    reserve(&mut one, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let path = format!("/certificates/requests/{id}/communications");
    let mut two = world.person(&person).await;
    let version = one.get("/certificates/cart").await.input("version").unwrap();
    two.get("/certificates/cart").await;
    let saved =
        one.post(&path, &[("version", &version), ("communications", "Urgente"), ("next", "cart")]).await;
    one.follow(saved)
        .await
        .expect_status(200)
        .expect_text("The communications are saved")
        .expect_text("Urgente");
    let typed = [("version", version.as_str()), ("communications", "Non urgente"), ("next", "cart")];
    let page = two.post(&path, &typed).await.expect_status(422);
    page.clone().expect_text("It now says: Urgente").expect_text("Non urgente");
    // The page that told of it can be sent again.
    two.last = page.body.clone();
    let version = page.input("version").unwrap();
    let typed = [("version", version.as_str()), ("communications", "Non urgente"), ("next", "delivery")];
    let answer = two.post(&path, &typed).await.expect_status(303);
    assert_eq!(answer.location, Some(format!("/certificates/requests/{id}/delivery")));
    assert_eq!(in_cart(&world, &person).await.communications, "Non urgente");
    let long = "x".repeat(2001);
    one.get("/certificates/cart").await;
    one.post(&path, &[("version", "3"), ("communications", &long)])
        .await
        .expect_status(422)
        .expect_text("Too long");
    world.finish().await;
}

#[tokio::test]
async fn what_is_deleted_is_gone_with_what_was_written_and_its_number_stays_used() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    reserve(&mut anna, &career, "enrolment", STAMPED).await.expect_status(303);
    let request = in_cart(&world, &person).await;
    let base = format!("/certificates/requests/{}", request.id);
    let first = format!("{base}/items/{}/delete", request.items[0].id);
    anna.fill("/certificates/cart", &first, &[]).await.expect_status(303);
    assert_eq!(in_cart(&world, &person).await.items.len(), 1);
    anna.fill("/certificates/cart", &first, &[]).await.expect_status(404);
    let last = format!("{base}/items/{}/delete", request.items[1].id);
    let answer = anna.fill("/certificates/cart", &last, &[]).await.expect_status(303);
    anna.follow(answer).await.expect_status(200).expect_text("Your cart is empty");
    assert_eq!(crate::town::request(&world, &request.id).await.state, RequestState::Expired);
    assert_eq!(world.count("select count(*) from certificate_item").await, 0);
    assert_eq!(world.count("select count(*) from job where dedup like 'certificates-expire-%'").await, 0);
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let next = in_cart(&world, &person).await;
    assert_eq!(next.number, request.number + 1);
    let whole = format!("/certificates/requests/{}/delete", next.id);
    anna.fill("/certificates/cart", &whole, &[]).await.expect_status(303);
    anna.fill("/certificates/cart", &whole, &[]).await.expect_status(409);
    world.finish().await;
}

#[tokio::test]
async fn a_cart_is_kept_until_its_date_and_then_given_up() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    world.pass(SignedDuration::from_hours(24 * 30 - 1)).await;
    assert_eq!(crate::town::request(&world, &id).await.state, RequestState::Initial);
    world.pass(SignedDuration::from_hours(2)).await;
    assert_eq!(crate::town::request(&world, &id).await.state, RequestState::Expired);
    assert_eq!(
        world.history("certificate-request", &id).await,
        ["certificates.reserved", "certificates.expired"]
    );
    // What comes too late does nothing.
    let mut anna = world.person(&person).await;
    anna.get("/certificates/cart").await.expect_text("Your cart is empty");
    let path = format!("/certificates/requests/{id}/communications");
    anna.post(&path, &[("version", "1"), ("communications", "Eccomi")]).await.expect_status(409);
    anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200).expect_text("EXPIRED");
    world.finish().await;
}

#[tokio::test]
async fn a_request_holds_so_many_documents_and_no_more() {
    let world = town().await;
    let (_, career, mut anna) = student(&world, "Anna").await;
    for _ in 0..certificates::request::cart::MAX_DOCUMENTS {
        reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    }
    let page = reserve(&mut anna, &career, "path", STAMPED).await.expect_status(409);
    page.expect_text("20 documents at most");
    world.finish().await;
}
