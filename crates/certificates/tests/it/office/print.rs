//! What is printed together, and posted.

use certificates::request::RequestState;

use super::*;

#[tokio::test]
async fn several_requests_are_printed_together_and_posted_one_by_one() {
    let world = town().await;
    let (_, first, mut anna) = signed(&world, "Anna", POST).await;
    let (_, second, _) = signed(&world, "Bea", COUNTER).await;
    let mut officer = secretary(&world).await;
    let page = officer.get("/office/certificates/print").await.expect_status(200);
    page.expect_text("Anna Rossi").expect_text("Bea Rossi").expect_text("checked");
    officer.post("/office/certificates/print", &[]).await.expect_status(422).expect_text("#requests");
    let unknown = [("requests", "elsewhere")];
    officer.post("/office/certificates/print", &unknown).await.expect_status(422).expect_text("#requests");
    let both = [("requests", first.as_str()), ("requests", second.as_str())];
    let batch = officer.post("/office/certificates/print", &both).await.expect_status(303).location.unwrap();
    let again = officer.post("/office/certificates/print", &both).await.expect_status(303).location.unwrap();
    assert_eq!(batch, again, "sent twice, one batch");
    let page = officer.get(&batch).await.expect_status(200);
    page.expect_text("Anna Rossi").expect_text("Mark all as printed").expect_text("No. 1 × 1");
    let covers = officer.get(&format!("{batch}/papers")).await.expect_status(200);
    assert_eq!(covers.headers.get("content-type").unwrap(), "application/pdf");
    covers
        .expect_text("Anna Rossi")
        .expect_text("Via Roma 1")
        .expect_text("Bea Rossi")
        .expect_text("Continuing");
    let labels =
        officer.get(&format!("{batch}/labels")).await.expect_status(200).expect_text("20133 Milano (MI)");
    assert!(!labels.body.contains("Bea"), "what comes to the counter has no envelope");
    let item = request(&world, &first).await.items[0].id.clone();
    let paper = officer.get(&format!("{}/documents/{item}", path(&first))).await.expect_status(200);
    assert_eq!(
        paper.bytes,
        anna.get(&format!("/certificates/requests/{first}/documents/{item}")).await.bytes
    );
    officer.get(&batch).await;
    officer.post(&format!("{batch}/printed"), &[]).await.expect_status(303);
    for id in [&first, &second] {
        let now = request(&world, id).await;
        assert!(now.printed_at.is_some() && now.state == RequestState::ToPrint);
    }
    officer.get("/office/certificates/print").await.expect_text("Nothing waits to be printed");
    officer.get("/").await;
    officer.get(&path(&first)).await;
    officer.post(&format!("{batch}/printed"), &[]).await.expect_status(409);

    for wrong in ["", "123", "ABC\u{200b}12345678", "<b>12345678"] {
        let page = act(&mut officer, &first, "post", &[("registered_number", wrong)]).await;
        page.expect_status(422).expect_text("#registered_number");
    }
    act(&mut officer, &first, "post", &[("registered_number", "15012345678-9")]).await.expect_status(303);
    let now = request(&world, &first).await;
    assert_eq!((now.state, now.registered_number.as_deref()), (RequestState::Posted, Some("150123456789")));
    let page = anna.get(&format!("/certificates/requests/{first}")).await.expect_status(200);
    page.expect_text("150123456789").expect_text("POSTED");
    assert!(subjects(&world).await.contains(&"Your certificates are on their way".into()));
    act(&mut officer, &second, "lay-ready", &[]).await.expect_status(303);
    // Another programme's secretary has neither the batch nor its files.
    let mut other = world.officer("other", &[(Role::ProgrammeSecretary, Some("e2"))]).await;
    for address in [batch.clone(), format!("{batch}/papers"), format!("{batch}/labels")] {
        other.get(&address).await.expect_status(404);
    }
    other.get("/").await;
    other.post(&format!("{batch}/printed"), &[]).await.expect_status(404);
    other.post("/office/certificates/print", &both).await.expect_status(422);
    world.finish().await;
}
