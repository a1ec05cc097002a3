#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use enrolment::application::{
    dossier::Dossier,
    rules::State,
    snapshot::snapshot,
    store::{find, settle},
};
use jiff::SignedDuration;
use kernel::{Event, Outcome};
use platform::{
    Actor, Subject, Tx,
    clock::{end_of, start_of},
    jobs::Job,
    testing::{Browser, World},
};

use crate::application::{add_title, begun, complete, edition, fill_details, id_of, put, submit, world};

async fn begin(world: &World) -> Tx {
    world.house.begin_as(Actor::Operator, "test").await.unwrap()
}

/// Moves an application as the office does.
async fn office_moves(world: &World, path: &str, to: State, kind: &'static str) {
    let mut tx = begin(world).await;
    let application = find(tx.conn(), id_of(path)).await.unwrap().unwrap();
    let outcome = Outcome { before: application.state, after: to, event: Event::new(kind) };
    settle(&mut tx, &application, outcome).await.unwrap();
    tx.commit().await.unwrap();
}

/// Asks for corrections as the office does: the request, its items, its term.
async fn office_asks(world: &World, path: &str, due: &str, items: &[&str]) {
    let id = id_of(path);
    let due: kernel::Day = kernel::Day::parse(due).unwrap();
    let mut tx = begin(world).await;
    sqlx::query(
        "insert into correction (id, application_id, officer, message, due_on, requested_at) \
         values ('c1', $1, 'officer', 'Please complete it.', $2, $3)",
    )
    .bind(id)
    .bind(due.iso())
    .bind(tx.stamp())
    .execute(tx.conn())
    .await
    .unwrap();
    for item in items {
        sqlx::query("insert into correction_item (correction_id, item, note) values ('c1', $1, 'The second page is missing.')")
            .bind(*item)
            .execute(tx.conn())
            .await
            .unwrap();
    }
    let term = serde_json::json!({ "application_id": id, "correction_id": "c1" });
    let lapse =
        Job::new("application-lapse", &term).unwrap().at(end_of(due.date())).once("application-lapse-c1");
    tx.enqueue(lapse).await.unwrap();
    let reminder = due.plus_days(-3).unwrap();
    let remind = Job::new("application-reminder", &term).unwrap().at(start_of(reminder.date()));
    tx.enqueue(remind.once("application-reminder-c1")).await.unwrap();
    let application = find(tx.conn(), id).await.unwrap().unwrap();
    let event = Event::new("enrolment.corrections-requested");
    let outcome = Outcome { before: application.state, after: State::Reopened, event };
    settle(&mut tx, &application, outcome).await.unwrap();
    tx.commit().await.unwrap();
}

async fn sent(world: &World) -> (Browser, String, String) {
    let (mut browser, path) = begun(world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    submit(&mut browser, &path).await.expect_status(303);
    (browser, path, title)
}

#[tokio::test]
async fn only_what_the_office_asked_for_opens_again_and_goes_back_when_answered() {
    let world = world().await;
    let (mut browser, path, title) = sent(&world).await;
    let item = format!("paper:anis-certificate:{}", id_of(&title));
    office_asks(&world, &path, "08/12/2026", &[&item]).await;
    browser
        .get(&path)
        .await
        .expect_text("APPLICATION NOT COMPLETED")
        .expect_text("Please complete it.")
        .expect_text("The second page is missing.")
        .expect_text("08/12/2026");
    browser.get(&format!("{path}/confirm")).await.expect_status(200);
    submit(&mut browser, &path).await.expect_status(422);
    // What was not asked for stays shut.
    browser.get(&title).await.expect_status(200);
    let fields = [("attained", "yes"), ("graduated_on", "15/07/2024"), ("mark", "1/110"), ("version", "9")];
    browser.post(&title, &fields).await.expect_status(409);
    browser.post(&format!("{title}/remove"), &[]).await.expect_status(409);
    browser
        .upload(&format!("{path}/upload/add"), &[("kind", "cv")], &[("file", "a.pdf", people::testing::PDF)])
        .await
        .expect_status(409);
    put(&mut browser, &path, "anis-certificate", &title).await.expect_status(303);
    browser.get(&path).await.expect_text("Everything that was asked for is done");
    browser.post(&format!("{path}/submit"), &[]).await.expect_status(303);
    browser
        .get(&path)
        .await
        .expect_text("APPLICATION SENT AND COMPLETE")
        .expect_text("You sent the corrections");
    let mut conn = world.house.db().read().await.unwrap();
    let frozen = snapshot(&mut conn, id_of(&path)).await.unwrap().unwrap();
    drop(conn);
    assert!(frozen.resubmitted_at.is_some());
    assert_eq!(frozen.protocol, "2026/0000001");
    assert_eq!(frozen.papers.len(), 1);
    // The term passes: nothing happens any more.
    world.pass(SignedDuration::from_hours(24 * 30)).await;
    browser = again(&world, &path, browser).await;
    browser.get(&path).await.expect_text("APPLICATION SENT AND COMPLETE");
    world.finish().await;
}

#[tokio::test]
async fn a_title_that_was_asked_for_opens_with_its_papers() {
    let world = world().await;
    let (mut browser, path, title) = sent(&world).await;
    office_asks(&world, &path, "08/12/2026", &[&format!("qualification:{}", id_of(&title)), "personal"])
        .await;
    fill_details(&mut browser, &title, "15/07/2005", "100/110").await.expect_status(303);
    // The other day asks for another paper.
    browser.get(&path).await.expect_text("self-certification");
    put(&mut browser, &path, "self-certification", &title).await.expect_status(303);
    browser.get(&path).await;
    browser.post(&format!("{path}/submit"), &[]).await.expect_status(422);
    let personal = format!("{path}/personal");
    browser.fill(&personal, &personal, &[]).await.expect_status(303);
    browser.get(&path).await;
    browser.post(&format!("{path}/submit"), &[]).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_term_that_passes_cancels_the_application_after_a_reminder() {
    let world = world().await;
    let (mut browser, path, _) = sent(&world).await;
    office_asks(&world, &path, "08/12/2026", &["attachments"]).await;
    world.pass(SignedDuration::from_hours(24 * 13)).await;
    let mails = world.mails().await;
    assert!(mails.iter().any(|mail| mail.subject == "Changes to your application are due by 08/12/2026"));
    // Until the end of the last day it can be answered.
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    browser = again(&world, &path, browser).await;
    browser.get(&path).await.expect_text("APPLICATION NOT COMPLETED");
    world.pass(SignedDuration::from_hours(15)).await;
    browser = again(&world, &path, browser).await;
    browser
        .get(&path)
        .await
        .expect_text("APPLICATION CANCELLED")
        .expect_text("cancelled because its term passed");
    assert!(world.mails().await.iter().any(|mail| mail.subject.contains("its term passed")));
    assert_eq!(world.count("select count(*) from correction where closed_at is null").await, 0);
    world.finish().await;
}

/// Days have passed: the session is over, and the person signs in again.
async fn again(world: &World, path: &str, before: Browser) -> Browser {
    drop(before);
    let mut conn = world.house.db().read().await.unwrap();
    let person = find(&mut conn, id_of(path)).await.unwrap().unwrap().person_id;
    drop(conn);
    world.person(&person).await
}

#[tokio::test]
async fn a_draft_lapses_when_the_window_closes_even_if_it_was_moved() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    add_title(&mut browser, &path, "15/07/2025").await;
    let mut tx = begin(&world).await;
    let dossier = Dossier::reload(&mut tx, id_of(&path)).await.unwrap();
    let later = enrolment::programme::Details {
        closes_on: kernel::Day::parse("10/01/2027").unwrap(),
        ..dossier.programme.details.clone()
    };
    enrolment::programme::change(&mut tx, &dossier.programme.id, dossier.programme.version, &later)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.pass(SignedDuration::from_hours(24 * 36)).await;
    assert!(world.mails().await.iter().any(|mail| mail.subject == "Submit your application by 10/01/2027"));
    world.pass(SignedDuration::from_hours(24 * 4)).await;
    browser = again(&world, &path, browser).await;
    browser.get(&path).await.expect_text("APPLICATION NOT COMPLETED");
    world.pass(SignedDuration::from_hours(24 * 10)).await;
    browser = again(&world, &path, browser).await;
    browser.get(&path).await.expect_text("APPLICATION CANCELLED");
    assert_eq!(world.count("select count(*) from job where kind like 'application-%'").await, 0);
    world.finish().await;
}

/// Tells that fee and duty are paid, as the payments room does.
async fn paid(world: &World, id: &str, reason: &str, all_paid: &str) {
    let mut tx = begin(world).await;
    let event = Event::new(payments::SETTLED)
        .with("reason", reason)
        .with("reason_id", id)
        .with("charge", "charge-1")
        .with("instalment", "1")
        .with("all_paid", all_paid);
    tx.journal(&Subject::new("charge", "charge-1"), event).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_pays_is_enrolled_once_with_a_student_number() {
    let world = world().await;
    let (mut browser, path, _) = sent(&world).await;
    let id = id_of(&path).to_owned();
    paid(&world, &id, "enrolment-fee", "yes").await;
    assert_eq!(world.count("select count(*) from application where state = 'submitted'").await, 1);
    office_moves(&world, &path, State::Conditional, "enrolment.enrolled-conditionally").await;
    browser
        .get(&path)
        .await
        .expect_text("STUDENT ENROLLED UNDER CONDITION")
        .expect_text("Verification of your qualification");
    office_moves(&world, &path, State::AwaitingPayment, "enrolment.payment-asked").await;
    browser.get("/applications").await.expect_text("APPLICATION WAITING FOR PAYMENT");
    paid(&world, &id, "final-exam-fee", "yes").await;
    paid(&world, &id, "enrolment-fee", "no").await;
    paid(&world, "nobody", "enrolment-fee", "yes").await;
    assert_eq!(world.count("select count(*) from career").await, 0);
    paid(&world, &id, "enrolment-fee", "yes").await;
    paid(&world, &id, "enrolment-fee", "yes").await;
    assert_eq!(world.count("select count(*) from career").await, 1);
    assert_eq!(
        world
            .count("select count(*) from application where state = 'confirmed' and matricola is not null")
            .await,
        1
    );
    browser
        .get(&path)
        .await
        .expect_text("ENROLMENT CONFIRMED")
        .expect_text("Student identification number")
        .expect_text("final examination fee");
    let mails = world.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.subject == "Enrolment confirmed").count(), 1);
    world.finish().await;
}
