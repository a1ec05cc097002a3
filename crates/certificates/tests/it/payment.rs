//! The slip, the payment, and what follows from its receipt.

use certificates::request::{RequestState, flow};
use jiff::SignedDuration;
use kernel::Event;
use platform::{Actor, Subject};

use crate::town::*;

#[tokio::test]
async fn the_slip_is_paid_without_a_form_in_between_and_the_documents_are_issued() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", &with(STAMPED, &[("copies", "2")])).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let page = anna.get("/certificates/payment").await.expect_status(200);
    page.expect_text("There is nothing to pay yet");
    deliver(&mut anna, &id, &[("delivery", "post"), ("address_kind", "residence")]).await.expect_status(303);
    let page = anna.get("/certificates/payment").await.expect_status(200);
    for words in [
        "PAYMENT SLIP",
        "ID",
        "Request",
        "Student Identification No.",
        "Document",
        "Quantity",
        "Total payment",
        "€32.00",
        "900001",
        "Specializing Masters and Postgraduate programmes",
        "Start Payment",
    ] {
        page.clone().expect_text(words);
    }
    let charge = start_payment(&mut anna).await.expect_status(303).location.unwrap();
    assert!(charge.starts_with("/payments/"));
    // The billing data were filled in: the page to pay is shown at once.
    anna.get(&charge).await.expect_status(200).expect_text("Stamp duty").expect_text("€32.00");
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("AWAITING PAYMENT")
        .expect_text("It is your turn")
        .expect_text(&charge)
        .expect_text("30/11/2026");
    pay(&world, &mut anna, &charge, "pay").await;
    let now = request(&world, &id).await;
    assert!(matches!(now.state, RequestState::Issuing | RequestState::ToPrint), "{:?}", now.state);
    let history = world.history("certificate-request", &id).await;
    assert_eq!(
        history[..5],
        [
            "certificates.reserved",
            "certificates.delivery-chosen",
            "certificates.payment-started",
            "certificates.paid",
            "certificates.issuing"
        ]
    );
    let mails = world.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.subject == "Payment received").count(), 1, "told once");
    let page = anna.get("/certificates/requests").await.expect_status(200);
    page.expect_text("Submitted requests").expect_text(&format!("/certificates/requests/{id}"));
    assert_eq!(world.count("select count(*) from job where kind = 'certificates.payment-term'").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_receipt_that_comes_twice_issues_once() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (id, charge) = to_payment(&world, &person, &career, &mut anna).await;
    pay(&world, &mut anna, &charge, "twice").await;
    let order = request(&world, &id).await.order_id.unwrap();
    // And told once more by hand, as if a listener ran again.
    for _ in 0..2 {
        let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
        let told = Event::new("test.told")
            .with("reason", certificates::request::REASON)
            .with("reason_id", &order)
            .with("all_paid", "yes");
        let subject = Subject::new("charge", "c");
        flow::on_settled(&mut tx, &subject, &told).await.unwrap();
        tx.journal(&subject, told).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(world.count("select count(*) from event where kind = 'certificates.issuing'").await, 1);
    assert_eq!(world.count("select count(*) from event where kind = 'certificates.paid'").await, 1);
    assert_eq!(world.count("select count(*) from certificate_order where settled_at is not null").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn another_rooms_charge_is_not_ours() {
    let world = town().await;
    let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
    for (reason, all_paid) in [("enrolment-fee", "yes"), (certificates::request::REASON, "no")] {
        let told = Event::new("test.told")
            .with("reason", reason)
            .with("reason_id", "none")
            .with("all_paid", all_paid);
        flow::on_settled(&mut tx, &Subject::new("charge", "c"), &told).await.unwrap();
    }
    drop(tx);
    world.finish().await;
}

#[tokio::test]
async fn a_note_or_a_footnote_goes_to_the_office_after_payment() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let form = with(STAMPED, &[("note", "Serve entro venerdì")]);
    reserve(&mut anna, &career, "path", &form).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let charge = start_payment(&mut anna).await.expect_status(303).location.unwrap();
    pay(&world, &mut anna, &charge, "pay").await;
    let now = request(&world, &id).await;
    assert_eq!(now.state, RequestState::Submitted);
    assert!(now.submitted_at.is_some());
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("SUBMITTED").expect_text("office’s turn").expect_text("Serve entro venerdì");
    world.finish().await;
}

#[tokio::test]
async fn what_is_free_is_sent_without_a_payment() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", &with(STAMPED, &[("purpose", "study")])).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let page = anna.get("/certificates/payment").await.expect_status(200);
    page.expect_text("Nothing is to be paid").expect_text("Confirm and send");
    let answer = start_payment(&mut anna).await.expect_status(303);
    anna.follow(answer).await.expect_status(200);
    assert!(matches!(request(&world, &id).await.state, RequestState::Issuing | RequestState::Ready));
    assert_eq!(world.count("select count(*) from charge").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn only_what_the_slip_showed_is_paid() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let slip = anna.get("/certificates/payment").await.expect_status(200);
    // On another device a second document joins.
    let mut phone = world.person(&person).await;
    reserve(&mut phone, &career, "enrolment", STAMPED).await.expect_status(303);
    anna.last = slip.body.clone();
    let version = slip.input("version").unwrap();
    let page = anna.post("/certificates/payment", &[("version", &version)]).await.expect_status(422);
    page.clone().expect_text("Meanwhile the cart was changed").expect_text("€32.00");
    anna.last = page.body.clone();
    let version = page.input("version").unwrap();
    anna.post("/certificates/payment", &[("version", &version)]).await.expect_status(303);
    assert_eq!(world.count("select count(*) from charge where amount = 3200").await, 1);
    // From the other device nothing is left to be paid.
    start_payment_again(&mut phone).await;
    assert_eq!(world.count("select count(*) from charge").await, 1);
    world.finish().await;
}

async fn start_payment_again(browser: &mut platform::testing::Browser) {
    browser.get("/certificates/payment").await.expect_status(200);
    browser.post("/certificates/payment", &[("version", "1")]).await.expect_status(422);
}

#[tokio::test]
async fn the_same_click_twice_makes_one_order() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let version = anna.get("/certificates/payment").await.input("version").unwrap();
    let first = anna.post("/certificates/payment", &[("version", &version)]).await.expect_status(303);
    let second = anna.post("/certificates/payment", &[("version", &version)]).await.expect_status(303);
    assert_eq!(first.location, second.location);
    assert_eq!(world.count("select count(*) from certificate_order").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn what_was_not_paid_goes_back_to_the_cart_and_joins_what_is_there() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (id, charge) = to_payment(&world, &person, &career, &mut anna).await;
    reserve(&mut anna, &career, "enrolment", STAMPED).await.expect_status(303);
    let path = format!("/certificates/requests/{id}/back-to-cart");
    anna.get(&path).await.expect_status(200).expect_text("Take the request back into the cart?");
    let answer = anna.post(&path, &[]).await.expect_status(303);
    let page = anna.follow(answer).await.expect_status(200);
    page.expect_text("No. of requests: 1 No. of documents: 2");
    let back = in_cart(&world, &person).await;
    assert_eq!((back.id.as_str(), back.items.len(), back.delivery), (id.as_str(), 2, None));
    anna.get(&charge).await.expect_status(200).expect_text("Cancelled");
    // Another order is another charge.
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let again = start_payment(&mut anna).await.expect_status(303).location.unwrap();
    assert_ne!(again, charge);
    pay(&world, &mut anna, &again, "pay").await;
    assert!(matches!(request(&world, &id).await.state, RequestState::Issuing | RequestState::Ready));
    anna.get("/certificates/cart").await;
    anna.post(&path, &[]).await.expect_status(409);
    world.finish().await;
}

#[tokio::test]
async fn a_payment_that_is_under_way_is_not_withdrawn_by_its_person() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (id, charge) = to_payment(&world, &person, &career, &mut anna).await;
    anna.get(&charge).await;
    anna.post(&format!("{charge}/pay"), &[]).await.expect_status(303);
    let path = format!("/certificates/requests/{id}/back-to-cart");
    anna.get(&path).await.expect_status(200);
    anna.post(&path, &[]).await.expect_status(409).expect_text("A payment may be under way");
    assert_eq!(request(&world, &id).await.state, RequestState::AwaitingPayment);
    world.pass(SignedDuration::from_mins(31)).await;
    anna.get(&path).await.expect_status(200);
    anna.post(&path, &[]).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_payment_that_never_comes_ends_at_its_term_and_the_person_is_told() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (id, _) = to_payment(&world, &person, &career, &mut anna).await;
    world.pass(SignedDuration::from_hours(24 * 7 - 1)).await;
    assert_eq!(request(&world, &id).await.state, RequestState::AwaitingPayment);
    world.pass(SignedDuration::from_hours(2)).await;
    let back = request(&world, &id).await;
    assert_eq!(back.state, RequestState::Initial);
    assert_eq!(back.expires_at.get(..10), Some("2026-12-30"));
    let mails = world.mails().await;
    assert!(mails.iter().any(|mail| mail.subject.contains("back in the cart")));
    assert_eq!(world.count("select count(*) from charge where state = 'cancelled'").await, 1);
    world.pass(SignedDuration::from_hours(24 * 31)).await;
    assert_eq!(request(&world, &id).await.state, RequestState::Expired);
    world.finish().await;
}

#[tokio::test]
async fn a_document_that_the_career_has_no_more_is_not_sold() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "enrolment", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    award(&world, &career).await;
    let page = start_payment(&mut anna).await.expect_status(422);
    page.expect_text("asks for a document that the career no longer has");
    assert_eq!(request(&world, &id).await.state, RequestState::Initial);
    world.finish().await;
}

#[tokio::test]
async fn many_windows_at_once_make_one_order() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    let mut windows = Vec::new();
    for _ in 0..6 {
        let mut window = world.person(&person).await;
        let version = window.get("/certificates/payment").await.input("version").unwrap();
        windows.push((window, version));
    }
    let answers = futures::future::join_all(windows.iter_mut().map(|(window, version)| async move {
        window.post("/certificates/payment", &[("version", version)]).await.status
    }))
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 303 | 422 | 503)), "{answers:?}");
    assert_eq!(world.count("select count(*) from certificate_order").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn the_signed_document_is_downloaded_as_often_as_wanted_with_the_same_bytes() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (id, charge) = to_payment(&world, &person, &career, &mut anna).await;
    let item = request(&world, &id).await.items[0].id.clone();
    let path = format!("/certificates/requests/{id}/documents/{item}");
    anna.get(&path).await.expect_status(404);
    pay(&world, &mut anna, &charge, "pay").await;
    assert_eq!(request(&world, &id).await.state, RequestState::Ready);
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("READY").expect_text("SIGNED").expect_text(&path);
    let first = anna.get(&path).await.expect_status(200);
    assert_eq!(first.headers.get("content-type").unwrap(), "application/pdf");
    let disposition = first.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=\"path-1.pdf\""), "{disposition}");
    assert_eq!(first.headers.get("cache-control").unwrap(), "no-store");
    assert!(first.bytes.starts_with(b"%PDF-"));
    assert_eq!(anna.get(&path).await.bytes, first.bytes);
    world.guest().get(&path).await.expect_status(303);
    // Withdrawn, it is said and no longer given out.
    let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
    sqlx::query("update issued set state = 'revoked'").execute(tx.conn()).await.unwrap();
    tx.journal(&Subject::new("issued", "any"), Event::new("test.revoked")).await.unwrap();
    tx.commit().await.unwrap();
    anna.get(&path).await.expect_status(404);
    anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200).expect_text("WITHDRAWN");
    world.finish().await;
}
