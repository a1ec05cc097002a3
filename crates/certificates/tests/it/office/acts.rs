//! What the office decides, and what the person reads of it.

use certificates::request::{Footnote, RequestState};
use kernel::Cents;

use super::*;

#[tokio::test]
async fn a_request_is_taken_answered_and_approved_and_the_person_reads_it() {
    let world = town().await;
    let (_, id, mut anna) = sent(&world, "Anna", POST).await;
    let mut officer = secretary(&world).await;
    let page = officer.get(&path(&id)).await.expect_status(200);
    let page = page.expect_text("Take charge").expect_text("By Friday, please").expect_text("Žofie &#38; Co");
    assert!(!page.body.contains("Approve and issue"), "nobody has it yet");
    act(&mut officer, &id, "take", &[]).await.expect_status(303);
    let page = officer.get(&format!("{}?done=office-certificates-take", path(&id))).await.expect_status(200);
    page.expect_text("You are in charge of this request").expect_text("Person secretary");
    act(&mut officer, &id, "answer", &[("answer", "  ")]).await.expect_status(422).expect_text("#answer");
    act(&mut officer, &id, "answer", &[("answer", "It will be ready on Thursday.")]).await.expect_status(303);
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("It will be ready on Thursday.")
        .expect_text("An operator took charge")
        .expect_text("IN CHARGE");
    assert!(
        subjects(&world).await.contains(&"The office answered about your request for certificates".into())
    );
    // Each footnote has to be decided, and a refusal says why.
    for (fields, fault) in [
        (vec![], "#footnote-0"),
        (vec![("footnote-0", "maybe")], "#footnote-0"),
        (vec![("footnote-0", "refused")], "#answer"),
        (vec![("footnote-0", "approved"), ("answer", "a\u{202e}b")], "#answer"),
    ] {
        act(&mut officer, &id, "release", &fields).await.expect_status(422).expect_text(fault);
    }
    let fields = [("footnote-0", "refused"), ("answer", "We cannot certify for a company.")];
    act(&mut officer, &id, "release", &fields).await.expect_status(303);
    assert_eq!(request(&world, &id).await.state, RequestState::Issuing);
    world.settle().await;
    let now = request(&world, &id).await;
    assert_eq!((now.state, now.items[1].footnote), (RequestState::ToPrint, Footnote::Refused));
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("We cannot certify for a company.").expect_text("not printed");
    let paper = anna.get(&format!("/certificates/requests/{id}/documents/{}", now.items[1].id)).await;
    assert!(!paper.expect_status(200).body.contains("Žofie"), "a refused footnote is not printed");
    let page = officer.get(&path(&id)).await.expect_status(200);
    page.expect_text("Footnotes refused: 1").expect_text("Person secretary took charge");
    world.finish().await;
}

#[tokio::test]
async fn an_approved_footnote_is_printed() {
    let world = town().await;
    let (_, id, mut anna) = signed(&world, "Anna", DOWNLOAD).await;
    let now = request(&world, &id).await;
    assert_eq!(now.state, RequestState::Ready);
    let paper = anna.get(&format!("/certificates/requests/{id}/documents/{}", now.items[1].id)).await;
    paper.expect_status(200).expect_text("Žofie");
    world.finish().await;
}

#[tokio::test]
async fn a_refusal_frees_the_appointment_and_says_what_happens_with_the_money() {
    let world = town().await;
    let (_, id, mut anna) = sent(&world, "Anna", COUNTER).await;
    assert_eq!(world.count("select count(*) from certificate_slot").await, 1);
    let mut officer = secretary(&world).await;
    act(&mut officer, &id, "take", &[]).await.expect_status(303);
    let page = officer.get(&format!("{}/refuse", path(&id))).await.expect_status(200);
    page.expect_text("€16.00 were paid: they have to be given back");
    act(&mut officer, &id, "refuse", &[("reason", "")]).await.expect_status(422).expect_text("#reason");
    act(&mut officer, &id, "refuse", &[("reason", "The thesis is under embargo.")]).await.expect_status(303);
    let now = request(&world, &id).await;
    assert_eq!((now.state, now.refund), (RequestState::Refused, Some(Cents(1600))));
    assert_eq!(world.count("select count(*) from certificate_slot").await, 0);
    let history = world.history("certificate-request", &id).await;
    assert!(
        history.ends_with(&["certificates.refused".into(), "certificates.refund-due".into()]),
        "{history:?}"
    );
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("The thesis is under embargo.")
        .expect_text("€16.00")
        .expect_text("gives it back to you");
    let page = officer.get(&path(&id)).await.expect_status(200);
    page.expect_text("€16.00 were paid for this request and have to be given back");
    let mails = world.mails().await;
    assert!(mails[0].subject.contains("could not be granted") && mails[0].text.contains("given back"));
    assert!(!mails[0].text.contains("embargo"), "the reason is on the page alone");
    assert_eq!(world.count("select count(*) from issued").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn what_was_laid_ready_is_handed_over_only_to_whom_was_checked() {
    let world = town().await;
    let (_, id, mut anna) = signed(&world, "Anna", COUNTER).await;
    let mut officer = secretary(&world).await;
    // It goes to the counter: no registered mail for it.
    officer.get(&format!("{}/post", path(&id))).await.expect_status(409);
    act(&mut officer, &id, "printed", &[]).await.expect_status(303);
    act(&mut officer, &id, "lay-ready", &[]).await.expect_status(303);
    let mails = world.mails().await;
    for words in ["Master’s and Continuing Education Office", "Monday 09:30-12:00", "identity document"] {
        assert!(mails[0].text.contains(words), "{words}: {}", mails[0].text);
    }
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("What to bring").expect_text("Monday 09:30-12:00").expect_text("signed delegation form");
    let page = officer.get(&format!("{}/hand-over", path(&id))).await.expect_status(200);
    page.expect_text("Bruno Verdi, passport YA1234567");
    let good = [
        ("to", "delegate"),
        ("delegate_name", "Bruno Verdi"),
        ("identity_kind", "passport"),
        ("checked", "yes"),
        ("delegation_checked", "yes"),
    ];
    for (name, value) in [
        ("to", ""),
        ("to", "anybody"),
        ("delegate_name", " "),
        ("identity_kind", ""),
        ("identity_kind", "library-card"),
        ("identity_note", "a\u{7}"),
        ("checked", ""),
        ("delegation_checked", ""),
    ] {
        let page = act(&mut officer, &id, "hand-over", &with(&good, &[(name, value)])).await;
        page.expect_status(422).expect_text(&format!("#{name}"));
    }
    assert_eq!(request(&world, &id).await.state, RequestState::Collectable);
    act(&mut officer, &id, "hand-over", &good).await.expect_status(303);
    let now = request(&world, &id).await;
    assert_eq!((now.state, now.handed_to.as_deref()), (RequestState::HandedOver, Some("Bruno Verdi")));
    officer.get(&path(&id)).await.expect_text("Passport").expect_text("handed over to the delegate");
    assert!(subjects(&world).await.contains(&"Your certificates were collected".into()));
    world.finish().await;
}

#[tokio::test]
async fn a_form_sent_twice_counts_once_and_an_old_page_changes_nothing() {
    let world = town().await;
    let (_, id, _) = sent(&world, "Anna", DOWNLOAD).await;
    let (mut one, mut two) = (secretary(&world).await, central(&world).await);
    let version = one.get(&path(&id)).await.input("version").unwrap();
    two.get(&path(&id)).await.expect_status(200);
    let take = format!("{}/take", path(&id));
    for _ in 0..2 {
        one.post(&take, &[("version", &version)]).await.expect_status(303);
    }
    let page = two.post(&take, &[("version", &version)]).await.expect_status(409);
    page.expect_text("Meanwhile");
    assert_eq!(world.count("select count(*) from event where kind = 'certificates.taken'").await, 1);
    assert_eq!(request(&world, &id).await.officer_id.as_deref(), Some("secretary"));
    // What was typed on an old page stays.
    one.get(&format!("{}/refuse", path(&id))).await.expect_status(200);
    let old = [("version", version.as_str()), ("reason", "Nothing to certify")];
    let page = one.post(&format!("{}/refuse", path(&id)), &old).await.expect_status(422);
    page.expect_text("Nothing to certify").expect_text("A colleague, or another window");
    assert_eq!(request(&world, &id).await.state, RequestState::InCharge);
    world.finish().await;
}
