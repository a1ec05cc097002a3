//! The secretariat's stories.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use platform::web::Role;

use crate::review_world::*;

#[tokio::test]
async fn an_application_is_found_reviewed_approved_and_asked_to_pay() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    anna.get("/office/applications").await.expect_status(200).expect_text("Anna Rossi").expect_text(&sent.id);
    let page = anna.get(&sent.path("")).await.expect_status(200);
    let page = page
        .expect_text("APPLICATION SENT AND COMPLETE")
        .expect_text("Storia dell")
        .expect_text("certificate.pdf");
    assert!(!page.body.contains("Ask for fee and duty"), "the data are not accepted yet");

    press(&mut anna, &sent, "payment").await.expect_status(409).expect_text("Accept the data first.");
    let answer = press(&mut anna, &sent, "accept").await.expect_status(303);
    anna.follow(answer).await.expect_text("The data are accepted.");
    press(&mut anna, &sent, "payment").await.expect_status(409);
    confirm_title(&mut anna, &sent).await;
    let answer = press(&mut anna, &sent, "payment").await.expect_status(303);
    anna.follow(answer).await.expect_text("APPLICATION WAITING FOR PAYMENT").expect_text("17/01/2027");

    assert_eq!(state(&world, &sent).await, "awaiting-payment");
    let charges = "select count(*) from charge where reason_id = '";
    assert_eq!(world.count(&format!("{charges}{}'", sent.id)).await, 2);
    let first = format!(
        "select due_on from charge where reason_kind = 'enrolment-fee' and reason_id = '{}'",
        sent.id
    );
    assert_eq!(text(&world, &first).await, "2027-01-17");
    assert_eq!(
        text(&world, &format!("select assigned_to from application where id = '{}'", sent.id)).await,
        "anna"
    );
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.subject.contains("WAITING FOR PAYMENT")).unwrap();
    assert!(mail.text.contains("17/01/2027") && mail.text.contains(&format!("/applications/{}", sent.id)));
    anna.get(&format!("/office/programmes/{programme}/numbers"))
        .await
        .expect_status(200)
        .expect_text("the same day");
    world.finish().await;
}

#[tokio::test]
async fn another_programmes_secretary_sees_what_is_not_there() {
    let world = world().await;
    let mine = programme(&world, &details(1234)).await;
    let theirs = programme(&world, &details(1235)).await;
    let sent = sent(&world, &mine, "Rossi").await;
    let mut other = secretary(&world, "berta", &theirs).await;
    other.get("/office/applications").await.expect_status(200);
    assert!(!other.last.contains("Anna Rossi"));
    other.get(&format!("/office/applications?programme={mine}&status=all")).await.expect_status(200);
    assert!(!other.last.contains("Anna Rossi"));
    for end in [
        "",
        "corrections",
        "reject",
        "cancel",
        &format!("papers/{}", sent.paper),
        &format!("papers/{}/pages/1.png", sent.paper),
        &format!("titles/{}/ask", sent.title),
    ] {
        let foreign = other.get(&sent.path(end)).await.expect_status(404);
        let absent = other.get(&sent.path(end).replace(&sent.id, ABSENT)).await.expect_status(404);
        assert_eq!(plain(&foreign.body, &sent.id), plain(&absent.body, ABSENT), "{end}");
    }
    for end in
        ["accept", "conditional", "payment", "corrections", "reject", "cancel", "take", "hand-over", "notes"]
    {
        other.get("/office/applications").await;
        other.post(&sent.path(end), &[("version", "1")]).await.expect_status(404);
    }
    other.get(&format!("/office/programmes/{mine}/numbers")).await.expect_status(404);
    assert_eq!(state(&world, &sent).await, "submitted");
    world.finish().await;
}

const ABSENT: &str = "0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a";

/// A page without what differs each time: keys of forms, the request's code, the address itself.
fn plain(body: &str, id: &str) -> String {
    let mut out = String::new();
    for line in body.replace(id, "ID").lines() {
        if !line.contains("form_key") && !line.contains("stop-request") && !line.contains("Request code") {
            out.push_str(line);
        }
    }
    out
}

#[tokio::test]
async fn nobody_but_the_secretariat_comes_in() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    world.guest().get(&sent.path("")).await.expect_status(303);
    let mut applicant = world.person(&sent.person).await;
    applicant.get(&sent.path("")).await.expect_status(403);
    for role in [Role::AssistanceDesk, Role::Finance, Role::Administrator, Role::Auditor] {
        let mut officer = world.officer(&format!("{role:?}"), &[(role, None)]).await;
        officer.get(&sent.path("")).await.expect_status(403);
        officer.get("/office/applications").await.expect_status(403);
        officer.get("/sign-in").await;
        officer.post(&sent.path("accept"), &[("version", "1")]).await.expect_status(403);
    }
    central(&world).await.get(&sent.path("")).await.expect_status(200);
    world.finish().await;
}

#[tokio::test]
async fn corrections_reopen_the_items_for_a_term_and_stay_with_the_officer() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    press(&mut anna, &sent, "accept").await.expect_status(303);
    confirm_title(&mut anna, &sent).await;
    let path = sent.path("corrections");
    let page = anna.get(&path).await.expect_status(200).expect_text("08/12/2026");
    let version = page.input("version").unwrap();
    let item = format!("qualification:{}", sent.title);
    let note = format!("note-{item}");
    let wrong =
        [("version", version.as_str()), ("items", &item), ("message", "a\u{202e}b"), ("due", "23/11/2026")];
    let again = anna.post(&path, &wrong).await.expect_status(422);
    let again = again.expect_text("The day has to be after today.").expect_text("This field is mandatory.");
    assert!(again.body.contains("checked") && again.body.contains("23/11/2026"), "what was typed is kept");

    let good = [
        ("version", version.as_str()),
        ("items", &item),
        (&note, "The date differs from the certificate."),
        ("message", "Please look at the date."),
        ("due", "01/12/2026"),
    ];
    anna.get(&path).await;
    let first = anna.post(&path, &good).await.expect_status(303);
    let second = anna.post(&path, &good).await.expect_status(303);
    assert_eq!(first.location, second.location, "a double click is one action");
    assert_eq!(state(&world, &sent).await, "reopened");
    assert_eq!(world.count("select count(*) from correction where closed_at is null").await, 1);
    assert_eq!(world.count("select count(*) from correction_item").await, 1);
    let row = |column: &str| format!("select {column} from application where id = '{}'", sent.id);
    assert_eq!(text(&world, &row("assigned_to")).await, "anna");
    assert_eq!(text(&world, &row("due_on")).await, "2026-12-01");
    assert_eq!(text(&world, &row("data_accepted_at")).await, "");
    let check = format!("select state from qualification_check where qualification_id = '{}'", sent.title);
    assert_eq!(text(&world, &check).await, "not-started");
    assert_eq!(
        text(&world, "select run_at from job where kind = 'application-lapse'").await,
        "2026-12-01T22:59:59.000000Z"
    );
    assert_eq!(
        text(&world, "select run_at from job where kind = 'application-reminder'").await,
        "2026-11-27T23:00:00.000000Z"
    );
    let mails = world.mails().await;
    assert!(
        mails.iter().any(|mail| mail.text.contains("by 01/12/2026") && !mail.text.contains("Please look"))
    );
    anna.get(&sent.path("")).await.expect_text("sent back for corrections");

    // The office may still end it; then nothing stays open behind it.
    let page = anna.get(&sent.path("cancel")).await;
    let version = page.input("version").unwrap();
    let fields = [("version", version.as_str()), ("reason", "Withdrawn by telephone")];
    anna.post(&sent.path("cancel"), &fields).await.expect_status(303);
    assert_eq!(state(&world, &sent).await, "cancelled");
    assert_eq!(world.count("select count(*) from job where kind like 'application-%'").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn an_older_page_changes_nothing_and_what_was_typed_stays() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let mut berta = central(&world).await;
    let old = berta.get(&sent.path("reject")).await.input("version").unwrap();
    let reject_page = berta.last.clone();
    press(&mut anna, &sent, "accept").await.expect_status(303);
    berta.get(&sent.path("")).await;
    berta.post(&sent.path("accept"), &[("version", &old)]).await.expect_status(409);
    berta.last = reject_page;
    let fields = [("version", old.as_str()), ("reason", "Places are taken")];
    let again = berta.post(&sent.path("reject"), &fields).await.expect_status(422);
    let again = again.expect_text("Somebody changed the application").expect_text("Places are taken");
    assert_eq!(state(&world, &sent).await, "submitted");
    berta.last.clone_from(&again.body);
    let fields = [("version", &*again.input("version").unwrap()), ("reason", "Places are taken")];
    berta.post(&sent.path("reject"), &fields).await.expect_status(303);
    assert_eq!(state(&world, &sent).await, "rejected");
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.subject == "Your application was not accepted").unwrap();
    assert!(!mail.text.contains("Places are taken"), "the reason stays behind the sign-in");
    world.finish().await;
}

#[tokio::test]
async fn a_university_answers_once_through_its_link() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    press(&mut anna, &sent, "accept").await.expect_status(303);
    press(&mut anna, &sent, "conditional").await.expect_status(303);
    assert_eq!(state(&world, &sent).await, "conditional");
    let ask = sent.path(&format!("titles/{}/ask", sent.title));
    let version = anna.get(&ask).await.expect_status(200).input("version").unwrap();
    let wrong = [("version", version.as_str()), ("email", "nobody"), ("language", "it")];
    anna.post(&ask, &wrong).await.expect_status(422).expect_text("nobody");
    let fields = [("version", version.as_str()), ("email", "registry@uni.example"), ("language", "it")];
    anna.post(&ask, &fields).await.expect_status(303);
    let link = link_to(&world, "registry@uni.example").await;
    assert_eq!(
        world.count(&format!("select count(*) from qualification_check where token_hash = '{link}'")).await,
        0
    );

    let mut first = world.guest();
    let mut second = world.guest();
    let page = first.get(&link).await.expect_status(200).expect_text("110/110");
    assert!(!page.body.contains("anna.rossi") && !page.body.contains(&sent.id), "only the declared facts");
    second.get(&link).await.expect_status(200);
    let none: &[(&str, &str, &[u8])] = &[];
    first.upload(&link, &[("answer", "other"), ("who", "")], none).await.expect_status(422);
    first
        .upload(&link, &[("answer", "confirmed"), ("who", "R")], &[("file", "x.pdf", b"no pdf")])
        .await
        .expect_status(422);
    let file: &[(&str, &str, &[u8])] = &[("file", "letter.pdf", people::testing::PDF)];
    let answer =
        first.upload(&link, &[("answer", "confirmed"), ("who", "Registry")], file).await.expect_status(303);
    first.follow(answer).await.expect_text("the answer has been received");
    second
        .upload(&link, &[("answer", "not-confirmed"), ("who", "X"), ("note", "n")], none)
        .await
        .expect_status(409);
    let check = format!("select answer from qualification_check where qualification_id = '{}'", sent.title);
    assert_eq!(text(&world, &check).await, "confirmed");
    anna.get(&sent.path("")).await.expect_text("University answered").expect_text("letter.pdf");
    confirm_title(&mut anna, &sent).await;
    press(&mut anna, &sent, "payment").await.expect_status(303);
    first.get(&link).await.expect_status(410);
    world.guest().get("/qualification-check/nonsense").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn a_silent_university_is_reminded_and_its_link_ends() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let ask = sent.path(&format!("titles/{}/ask", sent.title));
    let version = anna.get(&ask).await.input("version").unwrap();
    let fields = [("version", version.as_str()), ("email", "registry@uni.example"), ("language", "en")];
    anna.post(&ask, &fields).await.expect_status(303);
    let first = link_to(&world, "registry@uni.example").await;
    world.pass(jiff::SignedDuration::from_hours(24 * 24)).await;
    let second = link_to(&world, "registry@uni.example").await;
    assert_ne!(first, second);
    for link in [&first, &second] {
        world.guest().get(link).await.expect_status(200);
    }
    world.pass(jiff::SignedDuration::from_hours(24 * 8)).await;
    for link in [&first, &second] {
        world.guest().get(link).await.expect_status(410).expect_text("has passed");
    }
    world.finish().await;
}

async fn link_to(world: &platform::testing::World, address: &str) -> String {
    let mails = world.mails().await;
    let mail = mails.into_iter().find(|mail| mail.to == address).unwrap();
    mail.links.first().unwrap().trim_start_matches("http://ateneo.test").to_owned()
}

#[tokio::test]
async fn looking_at_a_paper_is_told_once_an_hour() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    anna.get(&format!("{}?sheet={}", sent.path(""), sent.paper))
        .await
        .expect_status(200)
        .expect_text("/pages/1.png");
    for _ in 0..3 {
        let picture =
            anna.get(&sent.path(&format!("papers/{}/pages/1.png", sent.paper))).await.expect_status(200);
        assert_eq!(picture.headers["content-type"], "image/png");
        assert!(picture.headers["content-disposition"].to_str().unwrap().starts_with("inline"));
    }
    let file = anna.get(&sent.path(&format!("papers/{}", sent.paper))).await.expect_status(200);
    assert_eq!(file.bytes, people::testing::PDF);
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let seen = "select count(*) from event where kind = 'enrolment.seen'";
    assert_eq!(world.count(seen).await, 1);
    world.pass(jiff::SignedDuration::from_mins(30)).await;
    anna.get(&sent.path(&format!("papers/{}/pages/1.png", sent.paper))).await.expect_status(200);
    world.pass(jiff::SignedDuration::from_mins(31)).await;
    anna.get(&sent.path(&format!("papers/{}/pages/1.png", sent.paper))).await.expect_status(200);
    assert_eq!(world.count(seen).await, 2);
    for wrong in ["0.png", "2.png", "1", "x.png", "-1.png"] {
        anna.get(&sent.path(&format!("papers/{}/pages/{wrong}", sent.paper))).await.expect_status(404);
    }
    world.finish().await;
}

#[tokio::test]
async fn colleagues_note_take_and_hand_over() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let mut berta = central(&world).await;
    press(&mut berta, &sent, "take").await.expect_status(303);
    anna.get(&sent.path("")).await.expect_text("Person central");
    anna.post(&sent.path("notes"), &[("note", " ")]).await.expect_status(422).expect_text("mandatory");
    let long = "x".repeat(2001);
    anna.post(&sent.path("notes"), &[("note", &long)]).await.expect_status(422).expect_text(&long);
    anna.post(&sent.path("notes"), &[("note", "Called on Monday 📞")]).await.expect_status(303);
    berta.get(&sent.path("")).await.expect_text("Called on Monday 📞").expect_text("Person anna");
    let version = berta.get(&sent.path("")).await.input("version").unwrap();
    berta.post(&sent.path("hand-over"), &[("version", &version), ("to", "nobody")]).await.expect_status(422);
    berta.post(&sent.path("hand-over"), &[("version", &version), ("to", "anna")]).await.expect_status(303);
    let mine = anna.get("/office/applications?assigned=me").await.expect_status(200);
    mine.expect_text("Anna Rossi");
    world.finish().await;
}

#[tokio::test]
async fn people_are_found_by_name_code_and_protocol() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let mut ids = Vec::new();
    for surname in ["Rossi", "Rossetti", "D'Angelo"] {
        ids.push(sent(&world, &programme, surname).await);
    }
    let mut anna = secretary(&world, "anna", &programme).await;
    let code =
        text(&world, &format!("select applicant_code from application where id = '{}'", ids[2].id)).await;
    let protocol =
        text(&world, &format!("select protocol from application where id = '{}'", ids[1].id)).await;
    for (q, expected) in [
        ("ross", vec![0, 1]),
        ("anna rossi", vec![0]),
        ("Angelo", vec![2]),
        (&code, vec![2]),
        (&protocol, vec![1]),
        ("zz", vec![]),
    ] {
        let page =
            anna.get(&format!("/office/applications?q={}", q.replace(' ', "+"))).await.expect_status(200);
        let found: Vec<usize> = (0..3).filter(|at| page.body.contains(&ids[*at].id)).collect();
        assert_eq!(found, expected, "{q}");
    }
    for odd in ["%00", "%F0%9F%98%80", "%E2%80%AE", "'%3B--", "%25", "a_b%25c"] {
        anna.get(&format!(
            "/office/applications?q={odd}&until={odd}&programme={odd}&after={odd}&status={odd}"
        ))
        .await
        .expect_status(200);
    }
    world.finish().await;
}

#[tokio::test]
async fn the_queue_is_read_page_by_page_the_longest_waiting_first() {
    let world = world().await;
    let (one, two) = (programme(&world, &details(1234)).await, programme(&world, &details(1235)).await);
    for number in 0..60 {
        let to = if number % 2 == 0 { &one } else { &two };
        sent(&world, to, &format!("Rossi{}", char::from(b'a' + number % 26))).await;
        world.house.clock().advance(jiff::SignedDuration::from_mins(1));
    }
    let both =
        [(Role::ProgrammeSecretary, Some(one.as_str())), (Role::ProgrammeSecretary, Some(two.as_str()))];
    for (mut officer, label) in [(world.officer("anna", &both).await, "two"), (central(&world).await, "all")]
    {
        let first = officer.get("/office/applications?status=all").await.expect_status(200);
        let on_page = |body: &str| body.matches("<a href=\"/office/applications/").count();
        assert_eq!(on_page(&first.body), 50, "{label}");
        let (_, rest) = first.body.split_once("after=").unwrap();
        let (after, _) = rest.split_once('"').unwrap();
        let second =
            officer.get(&format!("/office/applications?status=all&after={after}")).await.expect_status(200);
        assert_eq!(on_page(&second.body), 10, "{label}");
        let narrow = officer.get(&format!("/office/applications?programme={one}&assigned=nobody")).await;
        assert_eq!(on_page(&narrow.body), 30, "{label}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_final_examination_fee_is_asked_in_time_once() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut tx = begin(&world).await;
    sqlx::query("update application set state = 'confirmed', matricola = '100001' where id = $1")
        .bind(&sent.id)
        .execute(tx.conn())
        .await
        .unwrap();
    use enrolment::application::{rules::State, store::count};
    count(&mut tx, &programme, State::Submitted, -1).await.unwrap();
    count(&mut tx, &programme, State::Confirmed, 1).await.unwrap();
    let subject = platform::Subject::new("application", &sent.id);
    tx.journal(&subject, kernel::Event::new("enrolment.confirmed")).await.unwrap();
    tx.commit().await.unwrap();
    let charges = "select count(*) from charge where reason_kind = 'final-exam-fee'";
    world.settle().await;
    assert_eq!(world.count(charges).await, 0);
    // 15 November 2027 is thirty days before the examination.
    world.pass(jiff::SignedDuration::from_hours(24 * 358)).await;
    assert_eq!(world.count(charges).await, 1);
    let due = "select due_on from charge where reason_kind = 'final-exam-fee'";
    assert_eq!(text(&world, due).await, "2027-12-08");
    let mut anna = secretary(&world, "anna", &programme).await;
    let numbers = format!("/office/programmes/{programme}/numbers");
    anna.get(&numbers).await.expect_status(200);
    anna.post(&format!("/office/programmes/{programme}/final-fee"), &[]).await.expect_status(303);
    let mails = world.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.subject == "Final examination fee").count(), 1);
    assert_eq!(world.count(charges).await, 1);
    world.finish().await;
}
