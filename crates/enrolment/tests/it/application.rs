#![expect(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;

use documents::{Renderer, testing::PlainRenderer};
use enrolment::programme::{
    self, Bilingual, Details, Document, DocumentKind, Kind, MinimumEntry, Secretariat, State,
};
use kernel::{Cents, Day, Language};
use people::testing::PDF;
use platform::{
    Actor, Capability, Config, Ports,
    testing::{Answer, Browser, World},
};

pub fn rooms() -> Vec<Capability> {
    vec![
        people::capability(),
        payments::capability(&Config::default()),
        registry::capability(),
        enrolment::capability(),
    ]
}

/// A world with every room that enrolment stands on, and a renderer that writes what it was given.
pub async fn world() -> World {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    World::with(rooms, Ports::default().with(renderer), |_| {}).await
}

/// A published edition: open until 31 December 2026, lessons from March 2027.
pub fn edition(number: i64) -> Details {
    let day = |text: &str| Day::parse(text).unwrap();
    Details {
        number,
        year: 2026,
        kind: Kind::FirstLevelMaster,
        title: Bilingual { it: "Progettazione".into(), en: "Design".into() },
        description: Bilingual::default(),
        languages: vec![Language::It],
        opens_on: day("01/10/2026"),
        closes_on: day("31/12/2026"),
        lessons_start_on: day("01/03/2027"),
        final_exam_on: None,
        places: 30,
        minimum_entry: MinimumEntry::FirstLevel,
        documents: Vec::new(),
        fee: Cents(500_000),
        instalments: Vec::new(),
        final_fee: Cents(10_000),
        stamp_duty: true,
        corporate: false,
        distance: false,
        secretariat: Secretariat {
            name: "Ufficio Master".into(),
            email: "master@montelieto.example".parse().unwrap(),
            phone: String::new(),
            hours: Bilingual::default(),
        },
    }
}

pub async fn publish(world: &World, details: &Details) -> String {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let id = programme::create(&mut tx, State::Published, details).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A person, signed in, with an application for an edition; gives the application's path.
pub async fn begun(world: &World, details: &Details) -> (Browser, String) {
    let programme = publish(world, details).await;
    let anna = people::testing::person(world).create().await;
    let mut browser = world.person(&anna.id).await;
    let path = select(&mut browser, &programme).await;
    (browser, path)
}

pub async fn select(browser: &mut Browser, programme: &str) -> String {
    let answer = browser
        .fill("/applications/new", "/applications", &[("programme", programme)])
        .await
        .expect_status(303);
    let location = answer.location.unwrap();
    location.strip_suffix("/personal").unwrap_or_else(|| panic!("{location}")).to_owned()
}

/// Adds an Italian title with its details; gives the title's path.
pub async fn add_title(browser: &mut Browser, path: &str, day: &str) -> String {
    let page = format!("{path}/qualification/new/university");
    let chosen = [("university", "polimi.it"), ("country", "IT")];
    let answer = browser.fill(&page, &page, &chosen).await.expect_status(303);
    let course = answer.location.unwrap();
    let answer = browser.fill(&course, &course, &[("course", "l-4")]).await.expect_status(303);
    let title = answer.location.unwrap();
    fill_details(browser, &title, day, "110/110 e lode").await.expect_status(303);
    title
}

pub async fn fill_details(browser: &mut Browser, title: &str, day: &str, mark: &str) -> Answer {
    let page = browser.get(title).await.expect_status(200);
    let version = page.input("version").unwrap();
    let fields = [("version", version.as_str()), ("attained", "yes"), ("graduated_on", day), ("mark", mark)];
    browser.post(title, &fields).await
}

/// Uploads a paper into its place.
pub async fn put(browser: &mut Browser, path: &str, kind: &str, title: &str) -> Answer {
    let title = title.rsplit('/').next().unwrap_or("");
    browser
        .upload(&format!("{path}/papers"), &[("kind", kind), ("title", title)], &[("file", "paper.pdf", PDF)])
        .await
}

/// Fills in everything of an application up to the last button.
pub async fn complete(browser: &mut Browser, path: &str) -> String {
    let page = format!("{path}/personal");
    browser.fill(&page, &page, &[]).await.expect_status(303);
    let title = add_title(browser, path, "15/07/2025").await;
    put(browser, path, "anis-certificate", &title).await.expect_status(303);
    // Refused where two titles are asked for and one is there.
    confirm_titles(browser, path).await;
    let page = format!("{path}/upload");
    browser.fill(&page, &page, &[("policy", "yes")]).await.expect_status(303);
    title
}

pub async fn confirm_titles(browser: &mut Browser, path: &str) -> Answer {
    let page = format!("{path}/qualification");
    browser.fill(&page, &page, &[]).await
}

pub async fn submit(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(&format!("{path}/confirm")).await.expect_status(200);
    let version = page.input("version").unwrap();
    browser.post(&format!("{path}/submit"), &[("version", &version)]).await
}

pub fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn the_guide_is_followed_from_the_choice_of_a_programme_to_the_receipt() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1234)).await;
    browser
        .get("/applications")
        .await
        .expect_status(200)
        .expect_text("APPLICATION NOT COMPLETED")
        .expect_text("Legend");
    let personal = format!("{path}/personal");
    browser
        .get(&personal)
        .await
        .expect_status(200)
        .expect_text("The selected programme is: ID")
        .expect_text("1234 /2026 - Design")
        .expect_text("Edit data or documents");
    let next = browser.post(&personal, &[]).await.expect_status(303);
    assert_eq!(next.location, Some(format!("{path}/qualification")));
    browser.get(&format!("{path}/qualification")).await.expect_text("Add academic title");
    let search = format!("{path}/qualification/new/university");
    let found =
        browser.get(&format!("{search}?country=IT&name=politecnico&search=yes")).await.expect_status(200);
    found
        .expect_text("POLITECNICO DI MILANO")
        .expect_text("Select University")
        .expect_text("University not found");
    let course = browser
        .post(&search, &[("university", "polimi.it"), ("country", "IT")])
        .await
        .expect_status(303)
        .location
        .unwrap();
    browser
        .get(&format!("{course}?name=industriale&search=yes"))
        .await
        .expect_text("DISEGNO INDUSTRIALE")
        .expect_text("Select Programme/Phd")
        .expect_text("Programme/PhD not found");
    let title = browser.post(&course, &[("course", "l-4")]).await.expect_status(303).location.unwrap();
    browser
        .get(&title)
        .await
        .expect_text("Qualification attained")
        .expect_text("Save the data of the title first");
    fill_details(&mut browser, &title, "15/07/2025", "110/110").await.expect_status(303);
    browser
        .get(&title)
        .await
        .expect_text("National Register of Higher Education")
        .expect_text("Upload/Replace");
    let qualification = format!("{path}/qualification");
    browser
        .fill(&qualification, &qualification, &[])
        .await
        .expect_status(422)
        .expect_text("something is missing");
    browser.get(&title).await;
    put(&mut browser, &path, "anis-certificate", &title).await.expect_status(303);
    let next = browser.fill(&qualification, &qualification, &[]).await.expect_status(303);
    assert_eq!(next.location, Some(format!("{path}/upload")));
    let upload = format!("{path}/upload");
    browser.get(&upload).await.expect_text("List of attached documents:").expect_text("PDF files only");
    browser
        .upload(
            &format!("{upload}/add"),
            &[("kind", "other"), ("description", "letter of reference")],
            &[("file", "letter.pdf", PDF)],
        )
        .await
        .expect_status(303);
    browser.get(&upload).await.expect_text("Other: letter of reference");
    browser.post(&upload, &[]).await.expect_status(422).expect_text("read the policy and tick the box");
    browser.post(&upload, &[("policy", "yes")]).await.expect_status(303);
    let confirm = format!("{path}/confirm");
    browser
        .get(&confirm)
        .await
        .expect_text("Confirm and submit the application")
        .expect_text("CONFIRM AND SUBMIT THE APPLICATION")
        .expect_text("110/110")
        .expect_text("paper.pdf");
    let sent = submit(&mut browser, &path).await.expect_status(303);
    let receipt = browser.follow(sent).await.expect_status(200).expect_text("2026/0000001");
    assert!(receipt.body.contains("Download the receipt"));
    let pdf = browser.get(&format!("{path}/receipt.pdf")).await.expect_status(200);
    assert!(pdf.body.contains("2026/0000001") && pdf.body.contains("DISEGNO INDUSTRIALE"), "{}", pdf.body);
    browser
        .get(&path)
        .await
        .expect_text("APPLICATION SENT AND COMPLETE")
        .expect_text("You submitted the application");
    let mails = world.mails().await;
    let mail =
        mails.iter().find(|mail| mail.subject == "Application received: 2026/0000001").expect("the mail");
    assert_eq!(mail.links, [format!("http://ateneo.test{path}/receipt")]);
    world.finish().await;
}

#[tokio::test]
async fn what_was_sent_is_frozen_and_cannot_be_edited() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    submit(&mut browser, &path).await.expect_status(303);
    let before = world.count("select version from application").await;
    for page in ["personal", "qualification", "upload", "confirm"] {
        let answer = browser.get(&format!("{path}/{page}")).await.expect_status(303);
        assert_eq!(answer.location, Some(format!("{path}?done=application-sent-already")));
    }
    browser.get(&path).await;
    for (page, fields) in [
        (
            title.as_str(),
            vec![("attained", "yes"), ("graduated_on", "15/07/2025"), ("mark", "60/110"), ("version", "9")],
        ),
        (&format!("{title}/register"), vec![("missing", "yes")]),
        (&format!("{title}/remove"), vec![]),
        (&format!("{title}/course"), vec![("course", "l-5")]),
        (
            &format!("{path}/qualification/new/university"),
            vec![("university", "polimi.it"), ("country", "IT")],
        ),
        (&format!("{path}/submit"), vec![]),
        (&format!("{path}/draft/upload"), vec![("description", "x")]),
    ] {
        browser.post(page, &fields).await.expect_status(409).expect_text("cannot be changed now");
    }
    put(&mut browser, &path, "anis-certificate", &title).await.expect_status(409);
    for page in ["personal", "qualification", "upload"] {
        browser.post(&format!("{path}/{page}"), &[("policy", "yes")]).await.expect_status(303);
    }
    assert_eq!(world.count("select version from application").await, before);
    assert_eq!(world.count("select count(*) from paper").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn one_application_for_a_programme_is_open_at_a_time() {
    let world = world().await;
    let programme = publish(&world, &edition(1)).await;
    let anna = people::testing::person(&world).create().await;
    let mut browser = world.person(&anna.id).await;
    let path = select(&mut browser, &programme).await;
    let again = browser.fill("/applications/new", "/applications", &[("programme", &programme)]).await;
    assert_eq!(again.expect_status(303).location, Some(format!("{path}?done=application-there")));
    assert_eq!(world.count("select count(*) from application").await, 1);
    browser.get(&format!("{path}/withdraw")).await.expect_text("Give up the application?");
    browser.post(&format!("{path}/withdraw"), &[]).await.expect_status(303);
    browser.get(&path).await.expect_text("APPLICATION CANCELLED").expect_text("You gave this application up");
    let other = select(&mut browser, &programme).await;
    assert_ne!(other, path);
    assert!(world.mails().await.iter().any(|mail| mail.subject == "You gave up your application"));
    world.finish().await;
}

#[tokio::test]
async fn the_papers_follow_from_place_and_date() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = add_title(&mut browser, &path, "15/07/2005").await;
    browser
        .get(&title)
        .await
        .expect_text("graduated in Italy before 2010")
        .expect_text("Download the self-certification");
    let pdf = browser.get(&format!("{title}/self-certification")).await.expect_status(200);
    assert!(pdf.body.contains("POLITECNICO DI MILANO") && pdf.body.contains("Rossi"), "{}", pdf.body);
    // A later day: the register has it; and if it has not, a declaration again.
    fill_details(&mut browser, &title, "15/07/2015", "100/110").await.expect_status(303);
    browser.get(&title).await.expect_text("My title is not on ANIS");
    browser.get(&format!("{title}/self-certification")).await.expect_status(409);
    browser.get(&title).await;
    browser.post(&format!("{title}/register"), &[("missing", "yes")]).await.expect_status(303);
    browser.get(&title).await.expect_text("You did not find your title on ANIS");
    browser.get(&format!("{title}/self-certification")).await.expect_status(200);
    // Abroad.
    let free = format!("{title}/university/other");
    let page = browser.get(&free).await.expect_status(200);
    let fields = [
        ("version", page.input("version").unwrap()),
        ("country", "IN".to_owned()),
        ("name", "University of Lonavla".to_owned()),
        ("town", "Lonavla".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(&free, &fields).await.expect_status(303);
    browser
        .get(&title)
        .await
        .expect_text("obtained this qualification abroad")
        .expect_text("cimea-diplome.it")
        .expect_text("60 working days")
        .expect_text("can enrol you under condition");
    for kind in ["certificate", "certificate-translation", "transcript", "transcript-translation"] {
        put(&mut browser, &path, kind, &title).await.expect_status(303);
    }
    let list = browser.get(&format!("{path}/qualification")).await;
    assert!(
        list.body.contains("Upload: CIMEA") && !list.body.contains("Upload: Translation"),
        "{}",
        list.body
    );
    world.finish().await;
}

#[tokio::test]
async fn programme_documents_and_composite_titles_are_asked_for() {
    let world = world().await;
    let details = Details {
        minimum_entry: MinimumEntry::Composite,
        documents: vec![Document {
            kind: DocumentKind::Portfolio,
            required: true,
            note: Bilingual { it: "Dieci tavole".into(), en: "Ten plates".into() },
        }],
        ..edition(1)
    };
    let (mut browser, path) = begun(&world, &details).await;
    let title = complete(&mut browser, &path).await;
    let page = submit(&mut browser, &path).await.expect_status(422);
    page.expect_text("Add the academic title required").expect_text("Upload: Portfolio of works.");
    browser
        .get(&format!("{path}/upload"))
        .await
        .expect_text("This programme requires some documents")
        .expect_text("Still missing on this page:");
    let second = add_title(&mut browser, &path, "15/07/2023").await;
    assert_ne!(title, second);
    let saved = put(&mut browser, &path, "anis-certificate", &second).await.expect_status(303);
    let place = saved.location.unwrap();
    assert!(place.ends_with("#paper-anis-certificate"), "back to the paper's place: {place}");
    let page = browser.get(&second).await.expect_status(200);
    assert!(page.body.contains("id=\"paper-anis-certificate\""), "the place is there");
    confirm_titles(&mut browser, &path).await.expect_status(303);
    let add = format!("{path}/upload/add");
    browser.get(&format!("{path}/upload")).await.expect_text("Ten plates");
    browser.upload(&add, &[("kind", "portfolio")], &[("file", "p.pdf", PDF)]).await.expect_status(303);
    let page = browser.get(&format!("{path}/upload")).await;
    assert!(!page.body.contains("Still missing on this page:"), "{}", page.body);
    submit(&mut browser, &path).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_stage_that_was_not_confirmed_is_on_the_check_list_with_its_link() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    browser.get(&format!("{path}/upload")).await.expect_text("This step is optional");
    let listed = |page: &Answer, stage: &str, words: &str| {
        let item = format!("<a href=\"{path}/{stage}\">Review and confirm the section “{words}”");
        page.body.contains(&item)
    };
    for page in [path.clone(), format!("{path}/confirm")] {
        let page = browser.get(&page).await.expect_status(200);
        assert!(listed(&page, "personal", "Personal Data"), "{}", page.body);
        assert!(listed(&page, "qualification", "Qualification"), "{}", page.body);
    }
    // The button can be pressed and answers with the list.
    let page = submit(&mut browser, &path).await.expect_status(422);
    assert!(page.body.contains("id=\"faults\"") && listed(&page, "personal", "Personal Data"));
    complete(&mut browser, &path).await;
    let page = browser.get(&format!("{path}/confirm")).await.expect_text("Nothing is missing");
    assert!(!page.body.contains("Review and confirm the section"), "{}", page.body);
    submit(&mut browser, &path).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn an_application_of_somebody_else_is_as_absent_as_one_that_never_was() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    let paper = browser.get(&format!("{path}/upload")).await;
    drop(paper);
    let papers = browser.get(&format!("{path}/confirm")).await.body;
    let start = papers.find(&format!("{path}/papers/")).unwrap();
    let paper: String = papers[start..].chars().take_while(|c| *c != '"').collect();
    browser.get(&paper).await.expect_status(200);
    let bruno = people::testing::person(&world).named("Bruno", "Verdi").create().await;
    let mut other = world.person(&bruno.id).await;
    other.get("/applications").await;
    for page in [&path, &title, &paper, &format!("{path}/receipt.pdf"), &format!("{path}/withdraw")] {
        other.get(page).await.expect_status(404);
    }
    for page in
        [&title, &format!("{path}/submit"), &format!("{path}/withdraw"), &format!("{path}/draft/upload")]
    {
        other.post(page, &[]).await.expect_status(404);
    }
    // One's own application with a title or paper of another's.
    let programme = publish(&world, &edition(2)).await;
    let own = select(&mut other, &programme).await;
    let foreign = id_of(&title);
    other.get(&format!("{own}/qualification/{foreign}")).await.expect_status(404);
    other.get(&format!("{own}/papers/{}", id_of(&paper))).await.expect_status(404);
    other.get(&own).await;
    other.post(&format!("{own}/qualification/{foreign}/remove"), &[]).await.expect_status(404);
    other.post(&format!("{own}/papers/{}/remove", id_of(&paper)), &[]).await.expect_status(404);
    put(&mut other, &own, "anis-certificate", foreign).await.expect_status(404);
    other.post(&format!("{own}/draft/details-{foreign}"), &[]).await.expect_status(404);
    assert_eq!(world.count("select count(*) from paper where replaced_at is null").await, 1);
    world.guest().get(&path).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = complete(&mut browser, &path).await;
    let mut pages: Vec<String> = ["", "/personal", "/qualification", "/upload", "/confirm", "/withdraw"]
        .iter()
        .map(|page| format!("{path}{page}"))
        .collect();
    pages.extend(
        [
            "",
            "/university",
            "/university?name=a",
            "/university/other",
            "/course?name=a",
            "/course/other",
            "/remove",
        ]
        .map(|page| format!("{title}{page}")),
    );
    pages.extend([
        "/applications".to_owned(),
        "/applications/new".to_owned(),
        format!("{path}/qualification/new/university"),
    ]);
    let look = async |browser: &mut Browser, pages: &[String]| {
        for language in [Language::It, Language::En] {
            browser.set_cookie("language", language.code());
            for page in pages {
                let body = browser.get(page).await.expect_status(200).body;
                assert!(body.contains(&format!("<html lang=\"{}\"", language.code())), "{page}");
                for key in ["application-", "title-", "paper-", "proof-", "status-", "missing-", "event-"] {
                    let untold = body
                        .split('>')
                        .skip(1)
                        .filter_map(|part| part.split('<').next())
                        .find(|text| text.trim().starts_with(key) && !text.trim().contains(' '));
                    assert_eq!(untold, None, "{page} {language}");
                }
            }
        }
    };
    look(&mut browser, &pages).await;
    submit(&mut browser, &path).await.expect_status(303);
    look(&mut browser, &[path.clone(), format!("{path}/receipt"), "/applications".into()]).await;
    world.finish().await;
}
