//! The page for people.

use certificates::issue::code;
use kernel::Language;
use pades_wire::Level;
use platform::testing::{Answer, Browser, World};

use super::{Real, SAMPLE, file, issued, seal, withdraw};
use certificates::issue::{SealWords, Sealer};

async fn by_code(browser: &mut Browser, code: &str) -> Answer {
    browser.fill("/verify", "/verify", &[("code", code)]).await
}

async fn by_text(browser: &mut Browser, text: &str) -> Answer {
    browser.fill("/verify", "/verify/text", &[("text", text)]).await
}

async fn by_file(browser: &mut Browser, bytes: &[u8]) -> Answer {
    browser.get("/verify").await.expect_status(200);
    browser.upload("/verify/file", &[], &[("file", "certificate.pdf", bytes)]).await
}

/// A page without what differs each time it is shown.
fn still(answer: &Answer, typed: &str) -> String {
    let parts = answer.body.replace(typed, "");
    parts
        .split("name=\"form_key\" value=\"")
        .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
        .collect()
}

async fn checks(world: &World) -> i64 {
    world.count("select count(*) from event where kind = 'certificates.checked'").await
}

#[tokio::test]
async fn whoever_has_the_code_reads_what_the_paper_says() {
    let (world, all) = issued().await;
    let mut guest = world.guest();
    let printed = code::show(&all[0].code);
    for typed in [printed.clone(), printed.to_lowercase().replace('-', " "), all[0].code.clone()] {
        by_code(&mut guest, &typed)
            .await
            .expect_status(200)
            .expect_text("The document is authentic and valid")
            .expect_text("Anna Rossi")
            .expect_text("Master in Heritage Management")
            .expect_text("110/110 with honours")
            .expect_text("PAdES B-LT")
            .expect_text("entry no. 1");
    }
    assert_eq!(checks(&world).await, 3);
    let path = by_code(&mut guest, &all[1].code).await.expect_status(200);
    path.expect_text("Exam 1").expect_text("educational path of Anna Rossi");
    let mut italian = world.guest().speaks(Language::It);
    by_code(&mut italian, &all[2].code)
        .await
        .expect_status(200)
        .expect_text("Il documento è autentico e valido")
        .expect_text("Autocertificazione di conseguimento titolo")
        .expect_text("sotto la propria responsabilità");
    world.finish().await;
}

#[tokio::test]
async fn a_check_is_told_to_the_journal_without_anything_about_a_person() {
    let (world, all) = issued().await;
    by_code(&mut world.guest(), &all[0].code).await.expect_status(200);
    world.settle().await;
    let personal = "select count(*) from event where kind = 'certificates.checked' and \
                    (facts like '%Anna%' or facts like '%Rossi%' or actor <> 'visitor')";
    assert_eq!(world.count(personal).await, 0);
    assert_eq!(world.history("issued-document", &all[0].id).await.last().unwrap(), "certificates.checked");
    world.finish().await;
}

#[tokio::test]
async fn an_unknown_code_and_one_that_cannot_be_one_get_the_same_answer() {
    let (world, all) = issued().await;
    let mut guest = world.guest();
    let mut wrong = all[0].code.clone();
    wrong.replace_range(3..4, if wrong[3..4] == *"7" { "8" } else { "7" });
    let never = code::new(&platform::Dice::seeded(99));
    let malformed =
        by_code(&mut guest, &wrong).await.expect_status(404).expect_text("No document has this code");
    let unknown = by_code(&mut guest, &never).await.expect_status(404);
    assert_eq!(still(&malformed, &wrong), still(&unknown, &never));
    assert!(unknown.body.contains(&format!("value=\"{never}\"")), "what was typed is kept");
    for odd in ["x", "'; drop table issued; --", "<script>", "\u{202e}", &"9".repeat(5000)] {
        let answer = by_code(&mut guest, odd).await.expect_status(404);
        assert!(!answer.body.contains("<script>\""), "{odd}");
    }
    by_code(&mut guest, "  ").await.expect_status(422).expect_text("This field is mandatory");
    assert_eq!(checks(&world).await, 0);
    world.finish().await;
}

#[tokio::test]
async fn what_is_withdrawn_or_replaced_is_said_at_once() {
    let (world, all) = issued().await;
    let mut guest = world.guest();
    withdraw(&world, &all[0], "revoke").await;
    withdraw(&world, &all[1], "supersede").await;
    by_code(&mut guest, &all[0].code).await.expect_text("The document was withdrawn on 23/11/2026 10:00");
    by_file(&mut guest, &file(&world, &all[0]).await)
        .await
        .expect_text("The document was withdrawn on 23/11/2026");
    by_code(&mut guest, &all[1].code).await.expect_text("The document was replaced on 23/11/2026 10:00");
    by_text(&mut guest, &all[1].printed).await.expect_status(200).expect_text("ask for the new one");
    by_code(&mut guest, &all[2].code).await.expect_text("The document is authentic and valid");
    world.finish().await;
}

#[tokio::test]
async fn the_text_of_the_square_code_is_believed_only_as_it_was_signed() {
    let (world, all) = issued().await;
    let mut guest = world.guest();
    let text = &all[0].printed;
    assert!(text.starts_with("http://ateneo.test/v#1"), "{text}");
    by_text(&mut guest, text).await.expect_status(200).expect_text("Anna Rossi");
    // As a scanner may break it.
    let broken =
        text.as_bytes().chunks(40).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>();
    by_text(&mut guest, &broken.join("\r\n")).await.expect_status(200);
    for at in (30..text.len()).step_by(37) {
        let mut other = text.clone().into_bytes();
        other[at] = b'0' + (other[at] - b'0' + 1) % 10;
        let (status, found) = certificates_answer(&world, std::str::from_utf8(&other).unwrap()).await;
        assert!(!found, "digit {at} changed: {status}");
    }
    by_text(&mut guest, &text.replace("ateneo.test", "evil.test")).await.expect_status(422);
    by_text(&mut guest, "").await.expect_status(422).expect_text("This field is mandatory");
    by_text(&mut guest, &text[..200]).await.expect_status(422).expect_text("not the text of a code");
    world.finish().await;
}

async fn certificates_answer(world: &World, text: &str) -> (String, bool) {
    let answer = certificates::proof::by_text(&world.house, text).await.unwrap();
    (format!("{answer:?}"), answer.is_ok())
}

#[tokio::test]
async fn a_file_is_recognised_whole_added_to_altered_unsealed_or_anothers() {
    let (world, all) = issued().await;
    let mut guest = world.guest();
    let pdf = file(&world, &all[0]).await;
    let kept = world.count("select count(*) from stored_file").await;
    by_file(&mut guest, &pdf)
        .await
        .expect_status(200)
        .expect_text("The file is authentic, unaltered and valid")
        .expect_text("Anna Rossi");
    let added = [pdf.as_slice(), b"\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"].concat();
    by_file(&mut guest, &added).await.expect_status(200).expect_text("something was added to the file");
    let mut altered = pdf.clone();
    altered[2000] ^= 1;
    let refused = by_file(&mut guest, &altered).await.expect_status(422);
    assert!(!refused.body.contains("Anna"), "nothing of the document is told");
    refused.expect_text("The file was altered");
    by_file(&mut guest, SAMPLE).await.expect_status(422).expect_text("does not bear the university’s seal");
    by_file(&mut guest, b"\x89PNG").await.expect_status(422).expect_text("The file is not a PDF");
    let words = SealWords { name: "X".into(), reason: "Y".into(), description: "Z".into() };
    let other =
        Real(seal(Level::Basic)).seal(SAMPLE.to_vec(), world.house.clock().now(), words).await.unwrap();
    by_file(&mut guest, &other.bytes).await.expect_status(422).expect_text("signed by somebody else");
    guest.get("/verify").await;
    guest.upload("/verify/file", &[], &[]).await.expect_status(422).expect_text("Choose a file");
    // Nothing that was brought is kept.
    assert_eq!(world.count("select count(*) from stored_file").await, kept);
    world.finish().await;
}

#[tokio::test]
async fn a_document_that_is_still_being_made_is_not_known_to_anybody() {
    let world = super::town().await;
    crate::issue::paid(&world, ("Anna", "Rossi"), 0, &[("i1", "award")]).await;
    let issued = certificates::issue::prepare(&world.house, "i1", "test").await.unwrap().unwrap();
    let mut guest = world.guest();
    by_code(&mut guest, &issued.code).await.expect_status(404);
    by_text(&mut guest, &issued.printed).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn machines_that_ask_in_vain_are_told_to_wait() {
    let world = super::town().await;
    let mut guest = world.guest();
    for _ in 0..30 {
        by_code(&mut guest, "2222").await.expect_status(404);
    }
    let wait = by_code(&mut guest, "2222").await.expect_status(429);
    assert!(wait.headers.contains_key("retry-after"));
    world.finish().await;
}

#[tokio::test]
async fn the_pages_speak_both_languages_and_have_every_text() {
    let (world, all) = issued().await;
    for language in [Language::It, Language::En] {
        let mut browser = world.guest().speaks(language);
        let form = browser.get("/verify").await.expect_status(200);
        let answer = by_code(&mut browser, &all[1].code).await.expect_status(200);
        let refused = by_code(&mut browser, "x").await.expect_status(404);
        for page in [form, answer, refused] {
            assert!(page.body.contains(&format!("<html lang=\"{language}\">")));
            let missing = page
                .body
                .split(['>', '<', '"'])
                .find(|part| part.starts_with("verify-") && !part.contains(' ') && !part.contains('.'));
            assert_eq!(missing, None, "a text is missing");
            assert_eq!(page.body.matches("<h1").count(), 1);
            let mut ids: Vec<_> =
                page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "an identity twice");
        }
    }
    world.finish().await;
}
