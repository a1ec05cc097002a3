//! The stamp duty of an enrolment that a secretariat opened.

use certificates::{catalogue::Duty, request::RequestState};
use kernel::Cents;
use registry::CareerKind;

use crate::town::*;

fn duty(id: &str, kind: CareerKind, cents: Option<i64>) -> Duty {
    Duty {
        id: id.into(),
        kind,
        title_it: "Gestione del rischio".into(),
        title_en: "Risk Management".into(),
        year: "2026/27".into(),
        cents: cents.map(Cents),
    }
}

#[tokio::test]
async fn the_welcome_letter_is_followed_select_confirm_book_pay() {
    let (world, admissions) = town_and_admissions(|_| {}).await;
    let person = people::testing::person(&world).create().await;
    let mut anna = world.person(&person.id).await;
    admissions.0.lock().unwrap().push((person.id.clone(), duty("adm-1", CareerKind::Master, None)));
    admissions.0.lock().unwrap().push((person.id.clone(), duty("adm-2", CareerKind::Specialist, Some(2000))));
    let page = anna.get("/certificates").await.expect_status(200);
    page.expect_text("MASTER: ENROLMENT STAMP DUTY PAYMENT APPLICATION")
        .expect_text("SPECIALIST TRAINING COURSE ENROLMENT STAMP DUTY PAYMENT APPLICATION");
    let page = anna.get("/certificates/duty/adm-1").await.expect_status(200);
    page.expect_text("Risk Management (2026/27)").expect_text("€16.00").expect_text("Confirm and book it");
    let answer = anna.post("/certificates/duty/adm-1", &[]).await.expect_status(303);
    anna.follow(answer).await.expect_status(200).expect_text("Booked: the stamp duty is in the cart");
    // Booked once.
    anna.fill("/certificates/duty/adm-1", "/certificates/duty/adm-1", &[]).await.expect_status(409);
    anna.get("/certificates/duty/adm-2").await.expect_status(200).expect_text("€20.00");
    let request_1 = in_cart(&world, &person.id).await;
    deliver(&mut anna, &request_1.id, &[("delivery", "download")]).await.expect_status(303);
    let charge = start_payment(&mut anna).await.expect_status(303).location.unwrap();
    assert_eq!(world.count("select count(*) from event where kind = 'certificates.duty-paid'").await, 0);
    pay(&world, &mut anna, &charge, "twice").await;
    assert_eq!(request(&world, &request_1.id).await.state, RequestState::Ready);
    assert_eq!(world.history("admission", "adm-1").await, ["certificates.duty-paid"]);
    assert_eq!(world.count("select count(*) from job where kind = 'certificates.issue'").await, 0);
    let page = anna.get(&format!("/certificates/requests/{}", request_1.id)).await.expect_status(200);
    page.expect_text("READY").expect_text("the secretariat was told");
    world.finish().await;
}

#[tokio::test]
async fn an_admission_that_was_closed_meanwhile_is_not_paid() {
    let (world, admissions) = town_and_admissions(|_| {}).await;
    let person = people::testing::person(&world).create().await;
    let mut anna = world.person(&person.id).await;
    admissions.0.lock().unwrap().push((person.id.clone(), duty("adm-1", CareerKind::Master, None)));
    anna.fill("/certificates/duty/adm-1", "/certificates/duty/adm-1", &[]).await.expect_status(303);
    let id = in_cart(&world, &person.id).await.id;
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    admissions.0.lock().unwrap().clear();
    start_payment(&mut anna).await.expect_status(422).expect_text("no longer has");
    anna.get("/certificates/duty/adm-1").await.expect_status(404);
    world.finish().await;
}
