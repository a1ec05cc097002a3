//! Admissions: opened by the contact person, paid by the person, enrolled once.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where it fails")]

use enrolment::{application::rules::State, programme::Details};
use kernel::{Cents, Event, Language};
use people::PersonRef;
use platform::{
    Subject,
    testing::{Answer, Browser, World},
};

use crate::review_world::*;

/// An edition for which the stamp duty is all there is to pay.
fn free(number: i64) -> Details {
    Details { fee: Cents(0), instalments: Vec::new(), ..details(number) }
}

/// The room of certificates tells that a stamp duty was paid.
async fn duty_paid(world: &World, id: &str) {
    let mut tx = begin(world).await;
    let event = Event::new("certificates.duty-paid").with("duty", id);
    tx.journal(&Subject::new("admission", id), event).await.unwrap();
    tx.commit().await.unwrap();
    world.settle().await;
}

const RECEIVED: [(&str, &str); 3] =
    [("documents", "yes"), ("received_on", "01/09/2026"), ("received", "Degree certificate, CIMEA")];

async fn open_for(anna: &mut Browser, person: &PersonRef, programme: &str) -> Answer {
    let code = person.code.to_string();
    anna.get(&format!("/office/admissions/new?code={code}&programme={programme}")).await;
    let mut fields = vec![("code", code.as_str()), ("programme", programme)];
    fields.extend(RECEIVED);
    anna.post("/office/admissions", &fields).await
}

fn id_of(answer: &Answer) -> String {
    let location = answer.location.clone().unwrap();
    location.trim_start_matches("/office/admissions/").split('?').next().unwrap().to_owned()
}

async fn careers(world: &World) -> i64 {
    world.count("select count(*) from career").await
}

#[tokio::test]
async fn an_admission_by_person_code_is_enrolled_when_its_duty_is_paid_and_only_once() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let person = people::testing::person(&world).named("Hannah", "Weber").create().await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let code = person.code.to_string();
    let page = anna.get(&format!("/office/admissions/new?code={code}&programme={programme}")).await;
    page.expect_status(200).expect_text("Weber Hannah").expect_text("Compare the name");

    let opened = open_for(&mut anna, &person, &programme).await.expect_status(303);
    let id = id_of(&opened);
    anna.follow(opened).await.expect_status(200).expect_text("The enrolment is not valid yet");
    let mails = world.mails().await;
    let mail =
        mails.iter().find(|mail| mail.subject == "Pay the stamp duty to complete your enrolment").unwrap();
    assert!(mail.text.contains("MASTER: ENROLMENT STAMP DUTY PAYMENT APPLICATION"), "{}", mail.text);
    assert_eq!(careers(&world).await, 0);
    let mut hannah = world.person(&person.id).await;
    hannah.get("/applications").await.expect_text("WAITING FOR STAMP DUTY");
    let page = hannah.get(&format!("/admissions/{id}")).await.expect_status(200);
    page.expect_text("MASTER: ENROLMENT STAMP DUTY PAYMENT APPLICATION").expect_text("/certificates");
    let due = {
        let mut conn = world.house.db().read().await.unwrap();
        enrolment::admission::due_of(&mut conn, &person.id).await.unwrap()
    };
    assert_eq!(due.iter().map(|(it, _)| it.id.clone()).collect::<Vec<_>>(), [id.as_str()]);

    duty_paid(&world, &id).await;
    duty_paid(&world, &id).await;
    assert_eq!(careers(&world).await, 1);
    let matricola = text(&world, "select matricola from career").await;
    let page = anna.get(&format!("/office/admissions/{id}")).await.expect_status(200);
    page.expect_text(&matricola).expect_text("ENROLMENT CONFIRMED");
    hannah
        .get(&format!("/admissions/{id}"))
        .await
        .expect_text(&matricola)
        .expect_text("your enrolment is valid");
    anna.get("/office/admissions?state=paid&q=web").await.expect_text(&matricola);
    let mails = world.mails().await;
    let count = |subject: &str| mails.iter().filter(|mail| mail.subject == subject).count();
    assert_eq!(count("ENROLMENT CONFIRMED"), 1);
    // The house has no staff accounts: the secretariat of the programme is told, in Italian.
    assert_eq!(count("Bollo pagato: Weber Hannah"), 1);
    assert_eq!(
        world.history("admission", &id).await.iter().filter(|it| *it == "enrolment.admission-paid").count(),
        1
    );
    assert!(enrolment_due(&world, &person).await.is_empty());
    // Paid is paid.
    let version = text(&world, "select cast(version as text) from admission").await;
    let fields = [("version", version.as_str()), ("reason", "no")];
    anna.post(&format!("/office/admissions/{id}/withdraw"), &fields).await.expect_status(409);
    open_for(&mut anna, &person, &programme).await.expect_status(422).expect_text("has an admission");
    world.finish().await;
}

async fn enrolment_due(world: &World, person: &PersonRef) -> Vec<String> {
    let mut conn = world.house.db().read().await.unwrap();
    let due = enrolment::admission::due_of(&mut conn, &person.id).await.unwrap();
    due.into_iter().map(|(it, _)| it.id).collect()
}

#[tokio::test]
async fn from_an_application_the_duty_is_asked_once_and_the_application_is_confirmed_by_it() {
    let world = world().await;
    let programme = programme(&world, &free(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    put(&world, &sent, &programme, State::Submitted).await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let new = format!("/office/admissions/new?application={}", sent.id);
    anna.get(&sent.path("")).await.expect_text(&new);
    anna.get(&new).await.expect_status(200).expect_text("Rossi");
    let mut fields = vec![("application", sent.id.as_str())];
    fields.extend(RECEIVED);
    let opened = anna.post("/office/admissions", &fields).await.expect_status(303);
    let id = id_of(&opened);
    assert_eq!(state(&world, &sent).await, "awaiting-payment");
    assert_eq!(world.count("select count(*) from charge").await, 0);
    // Neither the button nor the admission can ask again.
    press(&mut anna, &sent, "payment").await.expect_status(409);
    anna.get(&new).await.expect_status(409);
    // It ends with the application, not alone.
    let fields = [("version", "1"), ("reason", "no")];
    anna.post(&format!("/office/admissions/{id}/withdraw"), &fields).await.expect_status(409);
    let mut rossi = world.person(&sent.person).await;
    rossi.get(&format!("/applications/{}", sent.id)).await.expect_text(&format!("/admissions/{id}"));

    duty_paid(&world, &id).await;
    assert_eq!(state(&world, &sent).await, "confirmed");
    assert_eq!(careers(&world).await, 1);
    let same = "select count(*) from application a join admission d on d.application_id = a.id \
                where a.matricola = d.matricola and d.state = 'paid'";
    assert_eq!(world.count(same).await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_application_that_ends_takes_its_admission_with_it() {
    let world = world().await;
    let programme = programme(&world, &free(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    put(&world, &sent, &programme, State::Submitted).await;
    let mut anna = secretary(&world, "anna", &programme).await;
    anna.get(&format!("/office/admissions/new?application={}", sent.id)).await;
    let mut fields = vec![("application", sent.id.as_str())];
    fields.extend(RECEIVED);
    let opened = anna.post("/office/admissions", &fields).await.expect_status(303);
    let id = id_of(&opened);
    let page = anna.get(&sent.path("cancel")).await.expect_status(200);
    let version = page.input("version").unwrap();
    let fields = [("version", version.as_str()), ("reason", "Not this year")];
    anna.post(&sent.path("cancel"), &fields).await.expect_status(303);
    assert_eq!(text(&world, "select state from admission").await, "withdrawn");
    // The money was on its way: the secretariat decides, and the admission stands on its own.
    duty_paid(&world, &id).await;
    assert_eq!(text(&world, "select state from admission").await, "paid-late");
    assert_eq!(careers(&world).await, 0);
    let page = anna.get(&format!("/office/admissions/{id}")).await.expect_text("Enrol all the same");
    let version = page.input("version").unwrap();
    let admit = format!("/office/admissions/{id}/admit");
    anna.post(&admit, &[("version", version.as_str())]).await.expect_status(303);
    assert_eq!(careers(&world).await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_admission_is_withdrawn_with_a_reason_until_it_is_paid() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let person = people::testing::person(&world).named("Hannah", "Weber").create().await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let opened = open_for(&mut anna, &person, &programme).await.expect_status(303);
    let id = id_of(&opened);
    let path = format!("/office/admissions/{id}/withdraw");
    let page = anna.get(&path).await.expect_status(200);
    let version = page.input("version").unwrap();
    anna.post(&path, &[("version", &version), ("reason", " ")]).await.expect_status(422);
    let stale = [("version", "77"), ("reason", "Another person")];
    anna.get(&path).await;
    anna.post(&path, &stale).await.expect_status(422).expect_text("Another person");
    let fields = [("version", version.as_str()), ("reason", "Another person")];
    anna.fill(&path, &path, &fields).await.expect_status(303);
    let mut hannah = world.person(&person.id).await;
    hannah.get(&format!("/admissions/{id}")).await.expect_text("Another person").expect_text("WITHDRAWN");
    assert!(enrolment_due(&world, &person).await.is_empty());
    // A new one can be opened.
    open_for(&mut anna, &person, &programme).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn what_is_typed_wrong_is_told_beside_its_field_and_kept() {
    let world = world().await;
    let (programme, draftless) = (programme(&world, &details(1234)).await, free(1240));
    let without = Details { stamp_duty: false, ..draftless };
    let without = crate::review_world::programme(&world, &without).await;
    let person = people::testing::person(&world).named("Hannah", "Weber").create().await;
    let mut anna = world
        .officer(
            "anna",
            &[
                (platform::web::Role::ProgrammeSecretary, Some(programme.as_str())),
                (platform::web::Role::ProgrammeSecretary, Some(without.as_str())),
            ],
        )
        .await;
    let ask =
        |code: &str, programme: &str| format!("/office/admissions/new?code={code}&programme={programme}");
    let good = person.code.to_string();
    let wrong = format!("{}{}", &good[..7], if good.ends_with('0') { '1' } else { '0' });
    anna.get(&ask(&wrong, &programme)).await.expect_status(422).expect_text("look for a typing mistake");
    anna.get(&ask("12", &programme)).await.expect_status(422);
    anna.get(&ask("12", "")).await.expect_status(422).expect_text("mandatory");
    let mut number = 0;
    let nobody = loop {
        let code = kernel::PersonCode::from_random(number).to_string();
        if code != good {
            break code;
        }
        number += 1;
    };
    anna.get(&ask(&nobody, &programme)).await.expect_status(422).expect_text("Nobody has this person code");
    anna.get(&ask(&good, &without)).await.expect_status(422).expect_text("bears no stamp duty");
    anna.get(&ask(&good, "elsewhere")).await.expect_status(422).expect_text("Choose one of the entries");
    anna.get(&ask(&good, &programme)).await.expect_status(200);
    let fields = [
        ("code", good.as_str()),
        ("programme", &programme),
        ("received", "CIMEA"),
        ("received_on", "31/12/2099"),
    ];
    let page = anna.post("/office/admissions", &fields).await.expect_status(422);
    page.expect_text("Tick this when").expect_text("still to come").expect_text("CIMEA");
    assert_eq!(world.count("select count(*) from admission").await, 0);
    // Who applied is admitted from the application.
    let sent = sent(&world, &programme, "Rossi").await;
    let code =
        text(&world, &format!("select applicant_code from application where id = '{}'", sent.id)).await;
    anna.get(&ask(&code, &programme)).await.expect_status(422).expect_text(&sent.path(""));
    anna.get(&format!("/office/admissions/new?application={}", sent.id)).await.expect_status(409);
    world.finish().await;
}

#[tokio::test]
async fn the_same_form_twice_opens_one_admission() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let person = people::testing::person(&world).named("Hannah", "Weber").create().await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let code = person.code.to_string();
    anna.get(&format!("/office/admissions/new?code={code}&programme={programme}")).await;
    let page = anna.last.clone();
    let mut fields = vec![("code", code.as_str()), ("programme", programme.as_str())];
    fields.extend(RECEIVED);
    let first = anna.post("/office/admissions", &fields).await.expect_status(303);
    anna.last = page;
    let again = anna.post("/office/admissions", &fields).await.expect_status(303);
    assert_eq!(first.location, again.location);
    assert_eq!(world.count("select count(*) from admission").await, 1);
    let told =
        world.mails().await.iter().filter(|mail| mail.subject.starts_with("Pay the stamp duty")).count();
    assert_eq!(told, 1);
    world.finish().await;
}

#[tokio::test]
async fn other_secretariats_and_other_people_do_not_see_it_and_everybody_else_is_told_in_two_languages() {
    let world = world().await;
    let (mine, theirs) = (programme(&world, &details(1234)).await, programme(&world, &free(1235)).await);
    let person = people::testing::person(&world).named("Hannah", "Weber").create().await;
    let other = people::testing::person(&world).named("Olga", "Orsi").create().await;
    let mut anna = secretary(&world, "anna", &mine).await;
    let opened = open_for(&mut anna, &person, &mine).await.expect_status(303);
    let id = id_of(&opened);
    let mut berta = secretary(&world, "berta", &theirs).await;
    let case = format!("/office/admissions/{id}");
    berta.get(&case).await.expect_status(404);
    berta.get(&format!("{case}/withdraw")).await.expect_status(404);
    berta.get("/office/admissions").await.expect_status(200);
    assert!(!berta.last.contains("Weber"));
    let fields = [("version", "1"), ("reason", "no")];
    berta.post(&format!("{case}/withdraw"), &fields).await.expect_status(404);
    berta.post(&format!("{case}/admit"), &fields).await.expect_status(404);
    open_for(&mut berta, &other, &mine).await.expect_status(422).expect_text("Choose one of the entries");
    let sent = sent(&world, &mine, "Rossi").await;
    berta.get(&format!("/office/admissions/new?application={}", sent.id)).await.expect_status(404);
    world.person(&other.id).await.get(&format!("/admissions/{id}")).await.expect_status(404);

    for language in [Language::It, Language::En] {
        let mut anna = secretary(&world, "anna", &mine).await.speaks(language);
        let new = format!("/office/admissions/new?code={}&programme={theirs}", other.code);
        let ready = format!("/office/admissions/new?code={}&programme={mine}", other.code);
        let withdraw = format!("{case}/withdraw");
        for (path, status) in [
            ("/office/admissions", 200),
            ("/office/admissions/new", 200),
            (new.as_str(), 422),
            (ready.as_str(), 200),
            (case.as_str(), 200),
            (withdraw.as_str(), 200),
        ] {
            let page = anna.get(path).await.expect_status(status).body;
            // A text that is not there shows its key.
            assert!(!page.contains(">admission") && !page.contains(">review-"), "{path}\n{page}");
            assert!(page.contains(&format!("<html lang=\"{}\"", language.code())), "{path}");
        }
        let mut hannah = world.person(&person.id).await.speaks(language);
        hannah.get(&format!("/admissions/{id}")).await.expect_status(200);
    }
    world.finish().await;
}
