use people::testing::{self, PDF};
use platform::testing::World;

use crate::{anna, profile, rooms};

const PASSPORT: [(&str, &str); 5] = [
    ("document_type", "passport"),
    ("issuer", "Questura di Milano"),
    ("document_number", "ya1234567"),
    ("issued_on", "01/02/2024"),
    ("expires_on", "31/01/2034"),
];

#[tokio::test]
async fn a_document_is_added_and_opens_for_its_owner_alone() {
    let (world, anna, mut browser) = anna().await;
    browser.get("/profile/documents/new").await.expect_status(200);
    let answer =
        browser.upload("/profile/documents/new", &PASSPORT, &[("scan", "pass.png", b"\x89PNG scan")]).await;
    let page =
        browser.follow(answer.expect_status(303)).await.expect_text("PASSPORT").expect_text("YA1234567");
    page.expect_text("Open<span").expect_text("Manage<span");
    let mine = profile(&world, &anna.id).await;
    let passport = &mine.documents[0];
    assert_eq!((passport.file.name.as_str(), passport.file.media_type.as_str()), ("pass.png", "image/png"));
    let opened = browser.get(&format!("/profile/files/{}", passport.file.id)).await.expect_status(200);
    assert_eq!(opened.bytes, b"\x89PNG scan");
    assert!(opened.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let bruno = testing::person(&world).named("Bruno", "Verdi").create().await;
    let mut other = world.person(&bruno.id).await;
    for path in ["/profile/files/", "/profile/documents/"] {
        let id = if path.ends_with("files/") { &passport.file.id } else { &passport.id };
        other.get(&format!("{path}{id}")).await.expect_status(404);
        other.get(&format!("{path}none")).await.expect_status(404);
        other.get(&format!("{path}%F0%9F%98%80%00")).await.expect_status(404);
    }
    other.get("/profile").await;
    other
        .upload(&format!("/profile/documents/{}", passport.id), &PASSPORT, &[("scan", "a.pdf", PDF)])
        .await
        .expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn an_expired_document_is_refused_with_its_day() {
    let (world, _, mut browser) = anna().await;
    browser.get("/profile/documents/new").await;
    let mut fields = PASSPORT;
    fields[4] = ("expires_on", "22/11/2026");
    let page =
        browser.upload("/profile/documents/new", &fields, &[("scan", "a.pdf", PDF)]).await.expect_status(422);
    page.expect_text("This document expired on 22/11/2026")
        .expect_text("Choose the file once more")
        .expect_text("Questura di Milano");
    fields[4] = ("expires_on", "23/11/2026");
    browser.upload("/profile/documents/new", &fields, &[("scan", "a.pdf", PDF)]).await.expect_status(303);
    fields[3] = ("issued_on", "23/11/2026");
    browser
        .upload("/profile/documents/new", &fields, &[("scan", "b.pdf", PDF)])
        .await
        .expect_status(422)
        .expect_text("before the issue date");
    world.finish().await;
}

#[tokio::test]
async fn a_scan_is_a_pdf_or_a_picture_and_never_missing() {
    let (world, _, mut browser) = anna().await;
    browser.get("/profile/documents/new").await;
    for (name, bytes) in [("a.exe", &b"MZ\x90"[..]), ("a.pdf", b"<html>"), ("a.pdf", b"")] {
        let page = browser
            .upload("/profile/documents/new", &PASSPORT, &[("scan", name, bytes)])
            .await
            .expect_status(422);
        page.expect_text("id=\"scan-fault\"");
    }
    browser
        .upload("/profile/documents/new", &PASSPORT, &[])
        .await
        .expect_status(422)
        .expect_text("id=\"scan-fault\"");
    world.finish().await;
}

#[tokio::test]
async fn a_replaced_document_stays_in_the_history_and_is_replaced_once() {
    let (world, anna, mut browser) = anna().await;
    let former = profile(&world, &anna.id).await.documents[0].clone();
    let path = format!("/profile/documents/{}", former.id);
    browser
        .get(&path)
        .await
        .expect_status(200)
        .expect_text("CA00000AA")
        .expect_text("Replace with a new document");
    let mut second = browser.clone();
    let answer = browser.upload(&path, &PASSPORT, &[("scan", "new.pdf", PDF)]).await.expect_status(303);
    browser
        .follow(answer)
        .await
        .expect_text("Former documents")
        .expect_text("CA00000AA")
        .expect_text("Replaced");
    let mine = profile(&world, &anna.id).await;
    assert_eq!(mine.documents.iter().map(|d| d.number.as_str()).collect::<Vec<_>>(), ["YA1234567"]);
    let mut fields = PASSPORT;
    fields[2] = ("document_number", "OTHER1");
    let page = second.upload(&path, &fields, &[("scan", "new.pdf", PDF)]).await.expect_status(422);
    page.expect_text("replaced in another window");
    assert_eq!(world.count("select count(*) from identity_document").await, 2);
    // The former scan still opens: it belongs to the person's history.
    browser.get(&format!("/profile/files/{}", former.file.id)).await.expect_status(200);
    browser.get(&path).await.expect_status(200).expect_text("took the place of this one");
    let mut conn = world.house.db().read().await.unwrap();
    assert!(people::file_of(&mut conn, &anna.id, &former.file.id).await.unwrap().is_some());
    assert!(people::file_of(&mut conn, "somebody", &former.file.id).await.unwrap().is_none());
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn the_same_upload_sent_twice_adds_one_document() {
    let (world, _, mut browser) = anna().await;
    browser.get("/profile/documents/new").await;
    for _ in 0..2 {
        browser
            .upload("/profile/documents/new", &PASSPORT, &[("scan", "a.pdf", PDF)])
            .await
            .expect_status(303);
    }
    assert_eq!(world.count("select count(*) from identity_document").await, 2);
    world.finish().await;
}

#[tokio::test]
async fn the_scan_of_the_tax_code_is_shown_replaced_and_never_overwritten_unseen() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).without_tax_code_scan().create().await;
    let mut browser = world.person(&anna.id).await;
    browser.get("/profile").await.expect_text("No Document present").expect_text("Tax Code (scan only)");
    assert_eq!(people::missing(&profile(&world, &anna.id).await, today(&world)), ["tax-code-scan"]);
    let former =
        browser.get("/profile/tax-code").await.expect_text("No Document present").input("former").unwrap();
    let mut second = browser.clone();
    browser
        .upload("/profile/tax-code", &[("former", &former)], &[("scan", "cf.jpg", b"\xff\xd8\xff")])
        .await
        .expect_status(303);
    assert!(people::missing(&profile(&world, &anna.id).await, today(&world)).is_empty());
    browser.get("/profile/tax-code").await.expect_text("cf.jpg");
    let page =
        second.upload("/profile/tax-code", &[("former", &former)], &[("scan", "other.pdf", PDF)]).await;
    let page = page.expect_status(422).expect_text("It now says: cf.jpg");
    let former = page.input("former").unwrap();
    second
        .upload("/profile/tax-code", &[("former", &former)], &[("scan", "other.pdf", PDF)])
        .await
        .expect_status(303);
    assert_eq!(profile(&world, &anna.id).await.tax_code_scan.unwrap().name, "other.pdf");
    assert_eq!(world.count("select count(*) from tax_code_scan").await, 2);
    second.get("/profile/tax-code").await;
    second
        .upload("/profile/tax-code", &[("former", &former)], &[])
        .await
        .expect_status(422)
        .expect_text("id=\"scan-fault\"");
    world.finish().await;
}

#[tokio::test]
async fn what_enrolment_needs_is_told_by_code() {
    let world = World::new(rooms).await;
    let foreign = testing::person(&world).named("Emil", "Blanc").foreign().create().await;
    assert!(people::missing(&profile(&world, &foreign.id).await, today(&world)).is_empty());
    let newcomer = testing::person(&world).without_document().without_tax_code_scan().create().await;
    let mut mine = profile(&world, &newcomer.id).await;
    assert_eq!(people::missing(&mine, today(&world)), ["identity-document", "tax-code-scan"]);
    (mine.phones.mobile, mine.residence) = (None, None);
    assert_eq!(
        people::missing(&mine, today(&world)),
        ["identity-document", "tax-code-scan", "mobile", "residence"]
    );
    let complete = testing::person(&world).named("Carla", "Neri").create().await;
    let later = today(&world).plus_months(240).unwrap();
    assert_eq!(people::missing(&profile(&world, &complete.id).await, later), ["expired-document"]);
    world.finish().await;
}

fn today(world: &World) -> kernel::Day {
    world.house.clock().today().into()
}
