#![expect(clippy::string_slice, clippy::unwrap_used, reason = "a test stops where it fails")]

use people::testing::PDF;
use platform::testing::Browser;

use crate::application::{add_title, begun, edition, fill_details, publish, put, select, world};

const LONG: &str = "abcdefghij";

fn overlong() -> String {
    LONG.repeat(60)
}

#[tokio::test]
async fn each_field_of_the_details_tells_its_fault_and_keeps_what_was_typed() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = add_title(&mut browser, &path, "15/07/2025").await;
    let long = overlong();
    for (day, mark, said) in [
        ("", "110/110", "This field is mandatory."),
        ("15/07/2025", "", "This field is mandatory."),
        ("31/02/2025", "110/110", "Write the date as dd/mm/yyyy."),
        ("😀😀", "110/110", "Write the date as dd/mm/yyyy."),
        ("24/11/2026", "110/110", "This date is in the future."),
        ("01/01/1950", "110/110", "This date is before your birth."),
        ("15/07/2025", "111/110", "The marks are higher than the scale"),
        ("15/07/2025", long.as_str(), "Too long: 30 characters at most."),
        ("15/07/2025", "11\u{202e}0", "contains characters that cannot be used"),
        ("15/07/2025", "11\u{7}0", "contains characters that cannot be used"),
        ("15/07/2025", "11\u{0}0", "contains characters that cannot be used"),
    ] {
        let page = fill_details(&mut browser, &title, day, mark).await.expect_status(422).expect_text(said);
        assert_eq!(page.input("graduated_on").as_deref(), Some(day));
        assert!(page.body.contains("id=\"faults\""));
    }
    fill_details(&mut browser, &title, "15/07/2025", "優 😀").await.expect_status(303);
    world.finish().await;
}

async fn write(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> platform::testing::Answer {
    let version = browser.get(page).await.expect_status(200).input("version").unwrap();
    let all: Vec<(&str, &str)> =
        [("version", version.as_str())].into_iter().chain(fields.iter().copied()).collect();
    browser.post(page, &all).await
}

#[tokio::test]
async fn free_entries_take_any_script_and_refuse_what_hides() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let university = format!("{path}/qualification/new/university/other");
    let long = overlong();
    for bad in ["", "   ", long.as_str(), "a\u{202e}b", "a\u{0}b", "a\u{7}b", "\u{feff}"] {
        let page =
            write(&mut browser, &university, &[("country", "JP"), ("name", bad), ("town", "東京")]).await;
        assert!(page.expect_status(422).body.contains("東京"));
    }
    for country in ["", "ZZ", "jp", "<b>"] {
        let page =
            write(&mut browser, &university, &[("country", country), ("name", "東京大学"), ("town", "東京")])
                .await;
        assert_eq!(page.expect_status(422).input("name").as_deref(), Some("東京大学"));
    }
    let name = "東京大学 <script>alert(1)</script> 😀";
    let course = write(&mut browser, &university, &[("country", "JP"), ("name", name), ("town", "東京")])
        .await
        .expect_status(303)
        .location
        .unwrap();
    let page = browser.get(&course).await.expect_status(200);
    assert!(page.body.contains("東京大学") && !page.body.contains("<script>alert"));
    let other = format!("{course}/other");
    for (level, name) in [("", "工学"), ("nonsense", "工学"), ("second", ""), ("second", "a\u{200b}b")] {
        write(&mut browser, &other, &[("level", level), ("name", name)]).await.expect_status(422);
    }
    let title =
        write(&mut browser, &other, &[("level", "second"), ("name", "工学")]).await.expect_status(303);
    browser.follow(title).await.expect_status(200).expect_text("工学");
    assert_eq!(world.count("select count(*) from qualification").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn what_was_searched_for_in_vain_is_there_when_it_is_written_freely() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let search = format!("{path}/qualification/new/university");
    let query = "country=JP&municipality=Kioto&name=Universita+Inventata+%26+Figli";
    let page = browser.get(&format!("{search}?{query}&search=yes")).await.expect_status(200);
    let free = page.body.split("href=\"").find(|rest| rest.starts_with(&format!("{search}/other?"))).unwrap();
    let free = free.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let page = browser.get(&free).await.expect_status(200);
    assert_eq!(page.input("name").as_deref(), Some("Universita Inventata & Figli"));
    assert_eq!(page.input("town").as_deref(), Some("Kioto"));
    assert!(page.body.contains("value=\"JP\" selected"), "{}", page.body);
    let fields = [("country", "JP"), ("name", "Universita Inventata"), ("town", "Kioto")];
    let course = write(&mut browser, &format!("{search}/other"), &fields).await.expect_status(303);
    let course = course.location.unwrap();
    let page = browser.get(&format!("{course}?level=second&name=Arte+del+te&search=yes")).await;
    assert!(page.expect_status(200).body.contains("/course/other?level=second"));
    let page = browser.get(&format!("{course}/other?level=second&name=Arte+del+te")).await;
    assert_eq!(page.input("name").as_deref(), Some("Arte del te"));
    world.finish().await;
}

#[tokio::test]
async fn searches_and_choices_that_nobody_offered_are_answered_by_a_page() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let search = format!("{path}/qualification/new/university");
    let long = overlong();
    for query in [
        "?name=%00%ff",
        "?country=%F0%9F%98%80&name=x",
        "?name=%E2%80%AE",
        "?search=yes&country=",
        "?address=%25",
    ] {
        browser.get(&format!("{search}{query}")).await.expect_status(200);
    }
    browser
        .get(&format!("{search}?name={long}&search=yes"))
        .await
        .expect_text("No university fits your search");
    for university in ["", "nobody.example", "<script>", long.as_str()] {
        browser.post(&search, &[("university", university), ("country", "IT")]).await.expect_status(422);
    }
    let course =
        browser.post(&search, &[("university", "polimi.it")]).await.expect_status(303).location.unwrap();
    for query in ["?name=%00", "?level=nonsense&search=yes", "?level=&name="] {
        browser.get(&format!("{course}{query}")).await.expect_status(200);
    }
    for id in ["", "l-999", "\u{202e}"] {
        browser.post(&course, &[("course", id)]).await.expect_status(422);
    }
    browser.get("/applications/new?q=%00&page=-1&size=9999999").await.expect_status(200);
    for programme in ["", "nobody", "\u{0}", long.as_str()] {
        browser.post("/applications", &[("programme", programme)]).await.expect_status(404);
    }
    for suggest in ["universities", "towns"] {
        let answer = browser.get(&format!("/applications/suggest/{suggest}?q=mila")).await.expect_status(200);
        assert!(answer.body.starts_with("[{"), "{}", answer.body);
    }
    world.finish().await;
}

#[tokio::test]
async fn wrong_files_are_refused_beside_their_place() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let title = add_title(&mut browser, &path, "15/07/2025").await;
    browser.get(&title).await;
    let papers = format!("{path}/papers");
    let id = title.rsplit('/').next().unwrap().to_owned();
    let place = [("kind", "anis-certificate"), ("title", id.as_str())];
    let png: &[u8] = b"\x89PNG\r\n\x1a\nxxxx";
    let too_large = [PDF, &vec![b'x'; 10 * 1024 * 1024]].concat();
    for (name, bytes, said) in [
        ("virus.pdf", b"MZ executable".as_slice(), "class=\"fault\""),
        ("picture.pdf", png, "The file is not a PDF."),
        ("empty.pdf", b"".as_slice(), "Choose a file"),
        ("large.pdf", too_large.as_slice(), "The file is too large."),
    ] {
        browser.upload(&papers, &place, &[("file", name, bytes)]).await.expect_status(422).expect_text(said);
    }
    browser.upload(&papers, &place, &[]).await.expect_status(422).expect_text("Choose a file");
    for (kind, title) in [
        ("nonsense", id.as_str()),
        ("anis-certificate", ""),
        ("anis-certificate", "x"),
        ("residence-permit", id.as_str()),
    ] {
        let fields = [("kind", kind), ("title", title)];
        browser.upload(&papers, &fields, &[("file", "a.pdf", PDF)]).await.expect_status(404);
    }
    // A name in another script, with a path in it, is a name and nothing else.
    browser.upload(&papers, &place, &[("file", "../../証明書 😀.pdf", PDF)]).await.expect_status(303);
    let page = browser.get(&title).await.expect_text("証明書");
    let start = page.body.find(&format!("{path}/papers/")).unwrap();
    let paper: String = page.body[start..].chars().take_while(|c| *c != '"').collect();
    let file = browser.get(&paper).await.expect_status(200);
    assert_eq!(file.bytes, PDF);
    browser.get(&title).await;
    put(&mut browser, &path, "anis-certificate", &title).await.expect_status(303);
    browser.get(&paper).await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn attached_documents_are_checked_and_taken_away_again() {
    let world = world().await;
    let (mut browser, path) = begun(&world, &edition(1)).await;
    let (page, add) = (format!("{path}/upload"), format!("{path}/upload/add"));
    browser.get(&page).await;
    let long = overlong();
    let pdf: (&str, &str, &[u8]) = ("file", "a.pdf", PDF);
    for (kind, description, said) in [
        ("", "x", "This field is mandatory."),
        ("nonsense", "x", "Choose one of the entries of the list."),
        ("other", "", "This field is mandatory."),
        ("other", long.as_str(), "Too long: 200 characters at most."),
        ("other", "a\u{202e}b", "contains characters that cannot be used"),
        ("other", "a\u{0}b", "contains characters that cannot be used"),
    ] {
        let answer = browser.upload(&add, &[("kind", kind), ("description", description)], &[pdf]).await;
        answer.expect_status(422).expect_text(said);
    }
    let answer = browser.upload(&add, &[("kind", "cv"), ("description", "mine 😀")], &[]).await;
    assert_eq!(answer.expect_status(422).input("description").as_deref(), Some("mine 😀"));
    browser.upload(&add, &[("kind", "cv")], &[("file", "a.pdf", b"PK zip")]).await.expect_status(422);
    browser.get(&page).await;
    let sent = browser.upload(&add, &[("kind", "cv")], &[pdf]).await.expect_status(303);
    // The same form once more, from the back button: one document.
    let again = browser.upload(&add, &[("kind", "cv")], &[pdf]).await.expect_status(303);
    assert_eq!(sent.location, again.location);
    assert_eq!(world.count("select count(*) from paper where replaced_at is null").await, 1);
    let body = browser.get(&page).await.body;
    let start = body.find(&format!("{path}/papers/")).unwrap();
    let paper: String = body[start..].chars().take_while(|c| *c != '"').collect();
    let remove = format!("{paper}/remove");
    browser.post(&remove, &[]).await.expect_status(303);
    browser.post(&remove, &[]).await.expect_status(303);
    assert_eq!(world.count("select count(*) from paper where replaced_at is null").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_closed_window_takes_no_application_and_sends_none() {
    let world = world().await;
    let closed = programme_closed(&world).await;
    let anna = people::testing::person(&world).create().await;
    let mut browser = world.person(&anna.id).await;
    browser.get("/applications/new").await;
    browser
        .post("/applications", &[("programme", &closed)])
        .await
        .expect_status(409)
        .expect_text("takes no applications today");
    let open = publish(&world, &edition(2)).await;
    select(&mut browser, &open).await;
    world.finish().await;
}

async fn programme_closed(world: &platform::testing::World) -> String {
    let details =
        enrolment::programme::Details { closes_on: kernel::Day::parse("22/11/2026").unwrap(), ..edition(1) };
    publish(world, &details).await
}

#[tokio::test]
async fn words_beside_a_file_are_found_again_after_the_session_has_ended() {
    let world = world().await;
    let programme = publish(&world, &edition(1)).await;
    let anna = people::testing::person(&world).create().await;
    let mut browser = world.person(&anna.id).await;
    let path = select(&mut browser, &programme).await;
    browser.get(&format!("{path}/upload")).await;
    world.pass(jiff::SignedDuration::from_hours(2)).await;
    let words = [("kind", "other"), ("description", "letter of my teacher")];
    let late = browser.upload(&format!("{path}/upload/add"), &words, &[("file", "a.pdf", PDF)]).await;
    let location = late.expect_status(303).location.unwrap();
    let kept = location.split("kept%3D").nth(1).unwrap_or_else(|| panic!("{location}"));
    // The form's own address takes forms only: the page above it is shown.
    let mut again = world.person(&anna.id).await;
    let answer = again.get(&format!("{path}/upload/add?kept={kept}")).await.expect_status(303);
    let page = again.follow(answer).await.expect_status(200).expect_text("Your session had ended");
    assert_eq!(page.input("description").as_deref(), Some("letter of my teacher"));
    assert!(page.body.contains("value=\"other\" selected"), "{}", page.body);
    assert_eq!(world.count("select count(*) from paper").await, 0);
    world.finish().await;
}
