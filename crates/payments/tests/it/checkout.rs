//! The payment page and the sandbox, in a browser without scripts.

use jiff::SignedDuration;
use kernel::Language;
use payments::{ChargeState, Instalment, NewCharge};
use platform::testing::{Answer, Browser, World};

use crate::town::*;

/// Goes to the platform and makes a choice there.
async fn choose(browser: &mut Browser, charge: &payments::Charge, choice: &str) -> Answer {
    browser.get(&charge.id.path()).await.expect_status(200);
    let to = browser.post(&format!("{}/pay", charge.id.path()), &[]).await.expect_status(303);
    let session = to.location.clone().unwrap();
    assert!(session.starts_with("/sandbox/checkout/"), "{session}");
    let page = browser.follow(to).await.expect_status(200);
    page.clone()
        .expect_text("Test environment: no real payment")
        .expect_text("Enrolment in the Master in Trials")
        .expect_text("€1,216.00");
    let back = browser.post(&session, &[("action", choice)]).await.expect_status(303);
    browser.follow(back).await.expect_status(200)
}

async fn start(world: &World) -> (String, Browser, payments::Charge) {
    let (anna, mut browser) = anna(world).await;
    let charge = open_charge(world, &mut browser, &anna, "t1").await;
    (anna, browser, charge)
}

#[tokio::test]
async fn the_guide_is_followed_from_billing_to_the_positive_result() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = charged(&world, fee_and_duty(&anna, "t1")).await;
    // A draft leads to the billing data first.
    let answer = browser.get(&charge.id.path()).await;
    let page = browser.follow(answer).await.expect_status(200);
    for words in [
        "Billing data",
        "To whom should the invoice be made out?",
        "Fiscal Code",
        "Address",
        "City",
        "ZIP code",
        "email (invoicing)",
        "Telephone (invoicing)",
        "Confirm and proceed",
        "Back to previous one",
    ] {
        page.clone().expect_text(words);
    }
    let answer = browser.post(&format!("{}/billing", charge.id.path()), STUDENT).await.expect_status(303);
    let page = browser.follow(answer).await.expect_status(200);
    page.expect_text("Payment of tuition fee and stamp duty")
        .expect_text("15/01/2027")
        .expect_text("Billing data saved");
    let page = choose(&mut browser, &charge, "pay").await;
    page.expect_text("up to 15 minutes").expect_text("data-live=");
    assert_eq!(
        charge_of(&world, &charge.id).await.state,
        ChargeState::Open,
        "the browser's return pays nothing"
    );
    world.settle().await;
    let page = browser.get(&charge.id.path()).await.expect_status(200);
    page.clone().expect_text("Payment result: POSITIVE").expect_text("Download the receipt");
    assert!(!page.body.contains("data-live="), "settled");
    let receipt = browser.get(&format!("{}/receipt", charge.id.path())).await.expect_status(200);
    assert_eq!(receipt.headers["content-type"], "application/pdf");
    for words in ["Anna Rossi", &charge.notice.to_string(), "Banca di Prova"] {
        assert!(receipt.body.contains(words), "{words}");
    }
    let mut italian = browser.clone().speaks(Language::It);
    italian.get(&charge.id.path()).await.expect_text("Esito pagamento: POSITIVO");
    world.finish().await;
}

#[tokio::test]
async fn a_failed_or_abandoned_payment_can_be_begun_again() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    choose(&mut browser, &charge, "fail")
        .await
        .expect_text("Payment result: NEGATIVE")
        .expect_text("You were not charged");
    choose(&mut browser, &charge, "abandon").await.expect_text("You left the platform without paying");
    world.settle().await;
    assert_eq!(count(&world, "select count(*) from receipt").await, 0);
    choose(&mut browser, &charge, "pay").await;
    world.settle().await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Paid);
    world.finish().await;
}

#[tokio::test]
async fn a_late_receipt_is_waited_for_and_the_page_is_safe_to_open_again() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    choose(&mut browser, &charge, "late").await.expect_text("up to 15 minutes");
    world.settle().await;
    for _ in 0..3 {
        let page = browser.get(&charge.id.path()).await.expect_status(200);
        let page = page.expect_text("up to 15 minutes").expect_text("Being processed");
        assert!(!page.body.contains("/pay\""), "nothing there invites to pay twice");
        assert!(!page.body.contains("/notice\""), "nor to pay elsewhere");
    }
    browser.get("/payments").await.expect_text("Being processed");
    // Who did not pay can begin again, and is told what that means.
    let page = browser.get(&format!("{}?outcome=restart", charge.id.path())).await.expect_status(200);
    let page =
        page.expect_text("only if you left the platform without paying").expect_text("refunds the second");
    assert!(page.body.contains("/pay\"") && !page.body.contains("data-live="));
    // Somebody who pays again meanwhile is stopped by the platform.
    let answer = browser.post(&format!("{}/pay", charge.id.path()), &[]).await.expect_status(303);
    browser.follow(answer).await.expect_text("another payment is under way");
    world.pass(SignedDuration::from_secs(20)).await;
    browser.get(&charge.id.path()).await.expect_text("Payment result: POSITIVE");
    assert_eq!(count(&world, "select count(*) from receipt").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn paying_twice_pays_once_and_leaves_a_refund_to_the_office() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    choose(&mut browser, &charge, "twice").await;
    world.settle().await;
    browser.get(&charge.id.path()).await.expect_text("Payment result: POSITIVE");
    assert_eq!(world.history("thing", "t1").await, ["shop.paid"]);
    assert_eq!(count(&world, "select count(*) from payment_exception where kind = 'double'").await, 1);
    assert_eq!(count(&world, "select count(distinct psp) from receipt").await, 2);
    world.finish().await;
}

#[tokio::test]
async fn buttons_pressed_twice_and_the_back_button_do_nothing_twice() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    browser.get(&charge.id.path()).await;
    let pay = format!("{}/pay", charge.id.path());
    let first = browser.post(&pay, &[]).await.expect_status(303);
    let second = browser.post(&pay, &[]).await.expect_status(303);
    assert_eq!(first.location, second.location);
    let session = first.location.clone().unwrap();
    browser.get(&session).await;
    for choice in ["pay", "pay", "twice", "fail"] {
        let answer = browser.post(&session, &[("action", choice)]).await.expect_status(303);
        assert_eq!(answer.location.unwrap(), format!("{}?outcome=ok", charge.id.path()));
    }
    world.settle().await;
    assert_eq!(count(&world, "select count(*) from receipt").await, 1);
    browser.get(&session).await.expect_status(200).expect_text("This payment page is closed");
    browser.get(&charge.id.path()).await;
    browser.post(&pay, &[]).await.expect_status(303);
    browser.post(&session, &[("action", "burn")]).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn an_old_sandbox_page_pays_nothing() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    browser.get(&charge.id.path()).await;
    let session = browser.post(&format!("{}/pay", charge.id.path()), &[]).await.location.unwrap();
    browser.get(&session).await.expect_status(200);
    world.pass(SignedDuration::from_mins(31)).await;
    browser
        .get(&format!("{}?outcome=restart", charge.id.path()))
        .await
        .expect_text("Payment of tuition fee and stamp duty");
    browser.post(&session, &[("action", "pay")]).await.expect_status(422).expect_text("more than 30 minutes");
    world.settle().await;
    assert_eq!(count(&world, "select count(*) from receipt").await, 0);
    browser
        .get(&charge.id.path())
        .await
        .expect_status(200)
        .expect_text("Payment of tuition fee and stamp duty");
    world.finish().await;
}

#[tokio::test]
async fn the_notice_can_be_printed_while_it_can_be_paid() {
    let world = town().await;
    let (anna, mut browser, charge) = start(&world).await;
    let path = format!("{}/notice", charge.id.path());
    let notice = browser.get(&path).await.expect_status(200);
    assert!(notice.body.contains(&charge.notice.to_string()) && notice.body.contains("Anna Rossi"));
    browser.get(&format!("{}/receipt", charge.id.path())).await.expect_status(404);
    let draft = charged(&world, fee_and_duty(&anna, "t2")).await;
    browser.get(&format!("{}/notice", draft.id.path())).await.expect_status(409);
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    browser.get(&path).await.expect_status(409);
    world.finish().await;
}

#[tokio::test]
async fn a_corporate_programme_pays_the_duty_alone_and_an_overdue_one_can_still_be_paid() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let lines = vec![line(payments::LineKind::StampDuty, 1_600)];
    let charge = charged(&world, NewCharge { lines, ..fee_and_duty(&anna, "t1") }).await;
    let billing = format!("{}/billing", charge.id.path());
    browser.fill(&billing, &billing, STUDENT).await.expect_status(303);
    let page =
        browser.get(&charge.id.path()).await.expect_text("Payment of stamp duty").expect_text("€16.00");
    assert!(!page.body.contains("tuition fee and"));
    world.pass(SignedDuration::from_hours(24 * 60)).await;
    let mut browser = world.person(&anna).await;
    browser.get(&charge.id.path()).await.expect_text("Overdue").expect_text("the payment is still accepted");
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 1_600)).await;
    world.settle().await;
    browser.get(&charge.id.path()).await.expect_text("Payment result: POSITIVE");
    world.finish().await;
}

#[tokio::test]
async fn instalments_share_the_billing_data_and_name_each_other() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let mut parts = Vec::new();
    for number in 1..=2 {
        let part = NewCharge { instalment: Instalment { number, of: 2 }, ..fee_and_duty(&anna, "t1") };
        parts.push(charged(&world, part).await);
    }
    let billing = format!("{}/billing", parts[0].id.path());
    browser.fill(&billing, &billing, STUDENT).await.expect_status(303);
    let page = browser.get(&parts[1].id.path()).await.expect_status(200).expect_text("Instalment 2 of 2");
    assert!(page.body.contains(&format!("href=\"{}\"", parts[0].id.path())));
    browser.get("/payments").await.expect_status(200).expect_text("Enrolment in the Master in Trials");
    world.finish().await;
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_not_there() {
    let world = town().await;
    let (_, mut browser, charge) = start(&world).await;
    browser.get(&charge.id.path()).await;
    let session = browser.post(&format!("{}/pay", charge.id.path()), &[]).await.location.unwrap();
    let bruno = register(&world, "Bruno", None).await;
    let mut bruno = world.person(&bruno).await;
    bruno.get("/payments").await.expect_status(200).expect_text("You have no payments");
    for path in ["", "/billing", "/notice", "/receipt"] {
        bruno.get(&format!("{}{path}", charge.id.path())).await.expect_status(404);
    }
    bruno.get("/payments").await;
    for path in
        [format!("{}/pay", charge.id.path()), format!("{}/billing", charge.id.path()), session.clone()]
    {
        bruno.post(&path, STUDENT).await.expect_status(404);
    }
    bruno.get(&session).await.expect_status(404);
    bruno.get("/payments/none").await.expect_status(404);
    let mut guest = world.guest();
    guest.get(&charge.id.path()).await.expect_status(303);
    world
        .officer("s1", &[(platform::web::Role::Finance, None)])
        .await
        .get(&charge.id.path())
        .await
        .expect_status(403);
    world.finish().await;
}

#[tokio::test]
async fn outside_the_sandbox_there_is_no_sandbox() {
    let world = town_without_sandbox().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let page =
        browser.get(&charge.id.path()).await.expect_status(200).expect_text("Download the payment notice");
    assert!(!page.body.contains("/pay\""), "no button that leads nowhere");
    browser.post(&format!("{}/pay", charge.id.path()), &[]).await.expect_status(404);
    browser.get("/sandbox/checkout/none").await.expect_status(404);
    let forged = message(&receipt(&world, &charge.notice.to_string(), "forged", 121_600));
    let request = axum::http::Request::post("/pagopa/paForNode").header("content-type", "text/xml");
    world.guest().send(request.body(forged.into()).unwrap()).await.expect_status(403);
    assert_eq!(count(&world, "select count(*) from receipt").await, 0);
    world.finish().await;
}
