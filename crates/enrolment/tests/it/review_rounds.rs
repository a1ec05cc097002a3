//! Requests for corrections from both sides: papers that were never there, what changed, who is told.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;

use async_trait::async_trait;
use documents::{Renderer, testing::PlainRenderer};
use enrolment::{
    programme::{Bilingual, Details, Document, DocumentKind},
    review::officers::{Address, Addresses},
};
use kernel::Language;
use platform::{
    Conn, Ports, Stop,
    testing::{Browser, World},
    web::Role,
};

use crate::application::{begun, complete, edition, fill_details, id_of, put, rooms, submit};

/// Staff accounts, as another room has them.
struct Staff;

#[async_trait]
impl Addresses for Staff {
    async fn of(&self, _: &mut Conn, account_id: &str) -> Result<Option<Address>, Stop> {
        let known = account_id == "anna";
        Ok(known.then(|| Address {
            name: "Anna Bianchi".into(),
            email: "anna.bianchi@montelieto.example".into(),
            language: Language::En,
        }))
    }
}

async fn world() -> World {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    let staff: Arc<dyn Addresses> = Arc::new(Staff);
    World::with(rooms, Ports::default().with(renderer).with(staff), |_| {}).await
}

async fn officer(world: &World, account: &str) -> Browser {
    world.officer(account, &[(Role::CentralSecretariat, None)]).await
}

fn office(path: &str, end: &str) -> String {
    format!("/office/applications/{}{end}", id_of(path))
}

async fn ask(officer: &mut Browser, path: &str, items: &[&str]) {
    let form = office(path, "/corrections");
    let version = officer.get(&form).await.expect_status(200).input("version").unwrap();
    let notes: Vec<String> = items.iter().map(|item| format!("note-{item}")).collect();
    let mut fields = vec![("version", version.as_str()), ("message", "Please"), ("due", "08/12/2026")];
    for (item, note) in items.iter().zip(&notes) {
        fields.extend([("items", *item), (note.as_str(), "As the law asks")]);
    }
    officer.post(&form, &fields).await.expect_status(303);
}

#[tokio::test]
async fn papers_that_were_never_there_are_asked_for_uploaded_and_shown_with_what_changed() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    submit(&mut browser, &path).await.expect_status(303);
    let mut anna = officer(&world, "anna").await;
    let id = id_of(&title).to_owned();
    let page = anna.get(&office(&path, "")).await.expect_status(200);
    page.expect_text("Papers that are needed").expect_text("National Register of Higher Education");
    assert!(!anna.last.contains("id=\"changes\""), "nothing was asked for yet");

    let paper = format!("paper:self-certification:{id}");
    let of_title = format!("qualification:{id}");
    ask(&mut anna, &path, &[&paper, &of_title, "paper:cv"]).await;
    let page = anna.get(&office(&path, "")).await.expect_text("open until 08/12/2026");
    page.expect_text("As the law asks").expect_text("The secretariat asked for these.");

    // The applicant has a place for each.
    browser.get(&path).await.expect_text("Curriculum Vitae");
    browser.get(&title).await.expect_status(200).expect_text("self-certification");
    let upload = browser.get(&format!("{path}/upload")).await.expect_status(200);
    assert!(upload.body.contains("id=\"attach\""), "a place for the curriculum");
    assert!(!upload.body.contains("value=\"portfolio\""), "and for nothing else");
    submit(&mut browser, &path).await.expect_status(422);
    put(&mut browser, &path, "self-certification", &title).await.expect_status(303);
    let file: &[(&str, &str, &[u8])] = &[("file", "cv.pdf", people::testing::PDF)];
    let other = [("kind", "portfolio")];
    browser.upload(&format!("{path}/upload/add"), &other, file).await.expect_status(409);
    browser.upload(&format!("{path}/upload/add"), &[("kind", "cv")], file).await.expect_status(303);
    put(&mut browser, &path, "anis-certificate", &title).await.expect_status(303);
    fill_details(&mut browser, &title, "16/07/2025", "108/110").await.expect_status(303);
    browser.get(&path).await;
    browser.post(&format!("{path}/submit"), &[]).await.expect_status(303);

    let page = anna.get(&office(&path, "")).await.expect_status(200);
    let page = page.expect_text("See what changed").expect_text("sent again on");
    let changes = page.body.split("id=\"changes\"").nth(1).unwrap();
    let changes = changes.split("</section>").next().unwrap();
    for told in ["15/07/2025", "16/07/2025", "110/110 e lode", "108/110", "cv.pdf"] {
        assert!(changes.contains(told), "{told}: {changes}");
    }
    // The certificate that was replaced can still be looked at, and nothing that was never sent.
    let (_, old) = changes.split_once("<del>").unwrap();
    let sheets: Vec<&str> = changes.matches("?sheet=").collect();
    assert!(sheets.len() >= 4 && !old.is_empty(), "{changes}");
    let replaced = "select id from paper where kind = 'anis-certificate' and replaced_at is not null";
    let replaced = crate::review_world::text(&world, replaced).await;
    assert!(changes.contains(&format!("?sheet={replaced}#viewer")), "{changes}");
    anna.get(&office(&path, &format!("/papers/{replaced}"))).await.expect_status(200);

    // Whoever asked is told, with the page that says the same.
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.to == "anna.bianchi@montelieto.example").unwrap();
    assert_eq!(mail.subject, "Sent again: an application in your charge");
    assert!(mail.links.iter().any(|link| link.ends_with(&office(&path, "#changes"))), "{:?}", mail.links);
    assert!(!mail.text.contains("108/110"), "what was declared stays behind the sign-in");

    // The office reads of the applicant in the third person, and of each paper by name.
    let page = page.expect_text("The applicant sent the corrections.");
    let page = page.expect_text("The applicant uploaded: Curriculum Vitae (CV).");
    let page = page.expect_text("The applicant confirmed a section: Upload.");
    for second in ["You submitted", "You uploaded", "You started", "You sent", "You confirmed", "You entered"]
    {
        assert!(!page.body.contains(second), "{second}");
    }
    for key in ["review-", "event-enrolment", "{$"] {
        assert!(!page.body.contains(key), "a key is shown: {key}");
    }
    world.finish().await;
}

#[tokio::test]
async fn an_item_that_comes_back_as_it_was_is_told_so_and_each_round_keeps_its_own_changes() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    submit(&mut browser, &path).await.expect_status(303);
    // Nobody's account here is known to the room that has the addresses: the secretariat of the programme is told.
    let mut berta = officer(&world, "berta").await;
    let of_title = format!("qualification:{}", id_of(&title));
    let marks = ["1/110", "2/110"];
    for mark in marks {
        ask(&mut berta, &path, &[&of_title, "attachments"]).await;
        fill_details(&mut browser, &title, "15/07/2025", mark).await.expect_status(303);
        let upload = format!("{path}/upload");
        browser.fill(&upload, &upload, &[("policy", "yes")]).await.expect_status(303);
        browser.get(&path).await;
        browser.post(&format!("{path}/submit"), &[]).await.expect_status(303);
        world.pass(jiff::SignedDuration::from_mins(1)).await;
    }
    let page = berta.get(&office(&path, "")).await.expect_text("Nothing of it changed.");
    let changes = page.body.split("id=\"changes\"").nth(1).unwrap().split("</section>").next().unwrap();
    let (newest, first) = changes.split_once("<h3>").unwrap().1.split_once("<h3>").unwrap();
    let both = |text: &str| marks.map(|mark| text.contains(&format!("{mark}<")));
    assert_eq!((both(newest), both(first)), ([true, true], [true, false]), "{changes}");
    assert!(first.contains("110/110 e lode"), "{first}");
    let mails = world.mails().await;
    let told = mails.iter().filter(|mail| mail.to == "master@montelieto.example");
    assert_eq!(told.filter(|mail| mail.subject.starts_with("Inviata di nuovo")).count(), 2);
    world.finish().await;
}

#[tokio::test]
async fn what_the_programme_asks_for_is_missing_until_it_is_there() {
    let world = world().await;
    let cv = Document { kind: DocumentKind::Cv, required: false, note: Bilingual::default() };
    let (mut browser, path) = begun(&world, &Details { documents: vec![cv], ..edition(1) }).await;
    complete(&mut browser, &path).await;
    submit(&mut browser, &path).await.expect_status(303);
    let mut anna = officer(&world, "anna").await;
    let page = anna.get(&office(&path, "")).await.expect_text("The programme asks for these documents.");
    page.expect_text("optional");
    ask(&mut anna, &path, &["paper:cv"]).await;
    anna.get(&office(&path, "")).await.expect_text("missing").expect_text("Curriculum Vitae (CV)");
    for language in [Language::It, Language::En] {
        let mut speaks = anna.clone().speaks(language);
        for end in ["", "/cancel"] {
            let page = speaks.get(&office(&path, end)).await.expect_status(200);
            for key in ["review-", "event-enrolment"] {
                assert!(!page.body.contains(key), "{end} in {language} shows a key {key}: {}", page.body);
            }
        }
    }
    world.finish().await;
}
