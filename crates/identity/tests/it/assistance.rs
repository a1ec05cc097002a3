use jiff::SignedDuration;
use kernel::Language;
use platform::{
    testing::{Answer, Browser, World},
    web::Role,
};

use crate::kit::{PASSWORD, SECRET, code, link_to, person, sent_to, sign_in, staff, world};

const DESK: &[(Role, Option<&str>)] = &[(Role::AssistanceDesk, None)];
const FORM: &str = "/assistance/request";
const GOOD: [(&str, &str); 5] = [
    ("kind", "credentials"),
    ("name", "Anna Maria D'Angelo"),
    ("email", "anna@example.org"),
    ("person_code", ""),
    ("message", "I cannot sign in.\nWhat now? <b>"),
];

fn with<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)>
where
    'static: 'a,
{
    GOOD.iter().map(|(field, good)| (*field, if *field == name { value } else { *good })).collect()
}

async fn ask(world: &World) -> Browser {
    let mut browser = world.guest();
    browser.get(FORM).await.expect_status(200);
    let answer = browser.upload(FORM, &GOOD, &[]).await.expect_status(303);
    browser.follow(answer).await.expect_status(200).expect_text("A2026-00001");
    browser
}

/// The address of the first request of a page of the queue.
fn first_request(page: &Answer) -> String {
    let before = "href=\"/office/assistance/requests/";
    let id = page.body.split(before).nth(1).expect("a request").split('"').next().unwrap();
    format!("/office/assistance/requests/{id}")
}

fn shown_code(page: &Answer) -> String {
    page.body.split("class=\"mono\"><strong>").nth(1).expect("a code").split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_hub_leads_where_the_guide_says_and_answers_in_both_languages() {
    let world = world().await;
    let mut browser = world.guest();
    let page = browser.get("/assistance").await.expect_status(200).expect_text("Authentication assistance");
    for label in [
        "Credentials Recovery",
        "Emergency 2FA deactivation",
        "access temporarily with Montelieto",
        "Information, FAQs and assistance",
        "30 days",
        "within 2 hours",
    ] {
        assert!(page.body.contains(label), "{label}");
    }
    let page = browser.speaks(Language::It).get("/assistance").await.expect_text("Assistenza autenticazione");
    assert!(
        page.body.contains("Recupero credenziali")
            && page.body.contains("Informazioni, domande frequenti e assistenza")
    );
    let to = world.guest().get("/assistance/deactivate-2fa").await.expect_status(303).location;
    assert_eq!(to.as_deref(), Some("/assistance/request?kind=deactivate-2fa"));
    let page = world
        .guest()
        .get(&to.unwrap())
        .await
        .expect_status(200)
        .expect_text("<h1>Emergency 2FA deactivation");
    assert!(page.body.contains("value=\"deactivate-2fa\" selected"));
    world.finish().await;
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept() {
    let world = world().await;
    let mut browser = world.guest();
    browser.get(FORM).await;
    let long = "x".repeat(5000);
    let bad = [
        ("kind", ""),
        ("kind", "sudo"),
        ("name", " "),
        ("name", long.as_str()),
        ("name", "go to http://evil.example"),
        ("name", "a\u{202e}b"),
        ("email", ""),
        ("email", "a@b"),
        ("email", "a@b.it\r\nBcc: c@d.it"),
        ("person_code", "123"),
        ("person_code", "12345678"),
        ("message", ""),
        ("message", long.as_str()),
        ("message", "a\0b"),
    ];
    for (field, value) in bad {
        let page = browser.upload(FORM, &with(field, value), &[]).await.expect_status(422);
        assert!(page.body.contains(&format!("id=\"{field}-fault\"")), "{field} {value:?}");
        assert_eq!(page.body.matches("class=\"fault\" id=").count(), 1, "{field} {value:?}");
        if field != "message" {
            assert!(page.body.contains("What now? &#60;b&#62;"), "{field}: what was typed is kept");
        }
    }
    let page = browser.upload(FORM, &[], &[("attachment", "x.exe", b"MZ")]).await.expect_status(422);
    for field in ["kind", "name", "email", "message", "attachment"] {
        assert!(page.body.contains(&format!("id=\"{field}-fault\"")), "{field}: all at once");
    }
    let page = browser.upload(FORM, &with("email", "x"), &[("attachment", "a.pdf", b"%PDF-1.7")]).await;
    page.expect_status(422).expect_text("Choose the file again");
    assert_eq!(world.count("select count(*) from assistance_request").await, 0);
    assert_eq!(world.mails().await.len(), 0);
    world.finish().await;
}

#[tokio::test]
async fn a_double_click_makes_one_request_and_the_sixth_in_an_hour_waits() {
    let world = world().await;
    let mut browser = world.guest();
    browser.get(FORM).await;
    let first = browser.upload(FORM, &GOOD, &[]).await.expect_status(303);
    let second = browser.upload(FORM, &GOOD, &[]).await.expect_status(303);
    assert_eq!(first.location, second.location);
    assert_eq!(world.count("select count(*) from assistance_request").await, 1);
    for n in 2..=6 {
        let text = format!("Again {n}");
        let status = if n == 6 { 429 } else { 303 };
        browser.upload(FORM, &with("message", &text), &[]).await.expect_status(status);
    }
    assert_eq!(world.count("select count(*) from assistance_request").await, 5);
    // One mail an hour to an address that nobody has proved to be theirs.
    assert_eq!(sent_to(&world, "anna@example.org").await, 1);
    world.pass(SignedDuration::from_hours(1)).await;
    browser.upload(FORM, &with("message", "Later"), &[]).await.expect_status(303);
    assert_eq!(sent_to(&world, "anna@example.org").await, 2);
    world.finish().await;
}

#[tokio::test]
async fn nobody_learns_from_the_form_who_is_known() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut pages = Vec::new();
    for (address, code) in [("anna@example.org", login.as_str()), ("nobody@example.org", "")] {
        let mut browser = world.guest();
        browser.get(FORM).await;
        let fields: Vec<_> = with("email", address)
            .into_iter()
            .map(|(name, value)| (name, if name == "person_code" { code } else { value }))
            .collect();
        let answer = browser.upload(FORM, &fields, &[]).await.expect_status(303);
        let page = browser.follow(answer).await.expect_status(200);
        page.clone().expect_text("The Office in charge of processing it will contact you.");
        let body = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
        pages.push(body.replace("A2026-00001", "N").replace("A2026-00002", "N"));
    }
    assert_eq!(pages[0], pages[1]);
    let mails = world.mails().await;
    let texts: Vec<String> =
        mails.iter().map(|mail| mail.text.replace("A2026-00001", "N").replace("A2026-00002", "N")).collect();
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[0].split("http").next(), texts[1].split("http").next());
    assert!(!texts.concat().contains("What now?"), "the mail does not repeat what was typed");
    world.guest().get("/assistance/request/sent?ticket=forged").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn a_request_is_answered_by_mail_and_taken_up_again_through_its_link() {
    let world = world().await;
    let mut browser = ask(&world).await;
    let own = link_to(&world, "anna@example.org").await;
    browser
        .get(&own)
        .await
        .expect_status(200)
        .expect_text("Waiting for the office")
        .expect_text("What now? &#60;b&#62;");

    staff(&world, "carla", DESK, Some(SECRET)).await;
    let mut desk = world.guest();
    crate::kit::sign_in_twice(&world, &mut desk, "carla").await.expect_status(303);
    let queue = desk.get("/office/assistance").await.expect_status(200).expect_text("A2026-00001");
    let path = first_request(&queue);
    let answer = format!("{path}/answer");
    let version = desk.get(&path).await.expect_status(200).input("version").unwrap();
    for bad in ["", " \n ", "x\u{7}", &"y".repeat(4001)] {
        desk.post(&answer, &[("message", bad), ("version", &version)])
            .await
            .expect_status(422)
            .expect_text("message-fault");
    }
    let text = "Use the recovery of credentials, please.\nThen write again.";
    let fields = [("message", text), ("version", version.as_str())];
    desk.post(&answer, &fields).await.expect_status(303);
    // The same again is the same; another text over the older version is shown again and not sent.
    desk.post(&answer, &fields).await.expect_status(303);
    desk.post(&answer, &[("message", "other words"), ("version", &version)])
        .await
        .expect_status(422)
        .expect_text("other words");
    assert_eq!(sent_to(&world, "anna@example.org").await, 2);
    let mails = world.mails().await;
    assert!(mails[0].subject.contains("A2026-00001") && mails[0].text.contains(text), "{}", mails[0].text);
    let page = browser.get(&link_to(&world, "anna@example.org").await).await.expect_status(200);
    let page = page.expect_text("Then write again.").expect_text("Answered");
    assert!(!page.body.contains("Sofia"), "the person sees the office, not the officer");
    desk.get(&path).await.expect_text("Sofia Conti");
    desk.get("/office/assistance").await.expect_text("No requests here");

    browser.get(&own).await;
    browser.post(&own, &[("message", " ")]).await.expect_status(422);
    browser.post(&own, &[("message", "It still fails")]).await.expect_status(303);
    browser.post(&own, &[("message", "It still fails")]).await.expect_status(303);
    assert_eq!(world.count("select count(*) from assistance_message where kind = 'reply'").await, 1);
    desk.get("/office/assistance").await.expect_text("A2026-00001");
    let version = desk.get(&path).await.expect_text("It still fails").input("version").unwrap();
    desk.post(&answer, &[("message", "Done."), ("close", "yes"), ("version", &version)])
        .await
        .expect_status(303);
    let version = desk.get(&path).await.expect_text("Closed").input("version").unwrap();
    desk.post(&answer, &[("message", "Too late"), ("version", &version)]).await.expect_status(409);
    desk.post(&format!("{path}/reopen"), &[("version", "0")]).await.expect_status(409);
    desk.post(&format!("{path}/reopen"), &[("version", &version)]).await.expect_status(303);
    let version = desk.get(&path).await.input("version").unwrap();
    desk.post(&format!("{path}/close"), &[("version", &version)]).await.expect_status(303);
    // Whatever the person adds puts it before the office again.
    browser.post(&own, &[("message", "And now?")]).await.expect_status(303);
    desk.get("/office/assistance").await.expect_text("A2026-00001");
    world.pass(SignedDuration::from_hours(24 * 91)).await;
    browser.get(&own).await.expect_status(410);
    world.guest().get("/assistance/requests/guess").await.expect_status(410);
    world.finish().await;
}

#[tokio::test]
async fn the_answer_leaves_in_the_language_of_the_request() {
    let world = world().await;
    let mut browser = world.guest().speaks(Language::It);
    browser.get(FORM).await.expect_text("Che cosa è successo");
    browser.upload(FORM, &GOOD, &[]).await.expect_status(303);
    let mut desk = world.officer("desk", DESK).await;
    let path = first_request(&desk.get("/office/assistance").await);
    let version = desk.get(&path).await.input("version").unwrap();
    desk.post(&format!("{path}/answer"), &[("message", "Ecco."), ("version", &version)])
        .await
        .expect_status(303);
    let subjects: Vec<_> = world.mails().await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["Risposta alla tua richiesta A2026-00001", "La tua richiesta A2026-00001"]);
    world.finish().await;
}

#[tokio::test]
async fn an_attachment_is_read_by_the_desk_alone_and_the_journal_says_so() {
    let world = world().await;
    let mut browser = world.guest();
    browser.get(FORM).await;
    browser.upload(FORM, &GOOD, &[("attachment", "screen.pdf", b"%PDF-1.7")]).await.expect_status(303);
    let mut desk = world.officer("desk", DESK).await;
    let path = first_request(&desk.get("/office/assistance").await);
    desk.get(&path).await.expect_text("screen.pdf");
    let file = desk.get(&format!("{path}/file")).await.expect_status(200);
    assert_eq!(file.bytes, b"%PDF-1.7");
    let id = path.rsplit('/').next().unwrap();
    assert!(world.history("assistance", id).await.contains(&"identity.assistance-file-read".to_owned()));
    world.guest().get(&format!("{path}/file")).await.expect_status(303);
    world.person("p1").await.get(&format!("{path}/file")).await.expect_status(403);
    world.finish().await;
}

#[tokio::test]
async fn the_queue_filters_and_turns_its_pages() {
    let world = world().await;
    for n in 0..30 {
        if n % 5 == 0 {
            world.pass(SignedDuration::from_hours(1)).await;
        }
        let mut browser = world.guest();
        browser.get(FORM).await;
        let (kind, name) =
            if n == 7 { ("registration", "Łukasz Müller") } else { ("information", "Anna Rossi") };
        let fields = [("kind", kind), ("name", name), ("email", "anna@example.org"), ("message", "Help")];
        browser.upload(FORM, &fields, &[]).await.expect_status(303);
    }
    let mut desk = world.officer("desk", DESK).await;
    let page = desk.get("/office/assistance").await.expect_text("30 requests").expect_text("A2026-00025");
    assert!(
        page.body.contains("A2026-00001") && !page.body.contains("A2026-00026"),
        "oldest first, 25 a page"
    );
    let next = page
        .body
        .split("rel=\"next\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let page = desk.get(&next.replace("&#38;", "&")).await.expect_status(200).expect_text("A2026-00026");
    assert!(
        page.body.contains("A2026-00030")
            && !page.body.contains("A2026-00025")
            && !page.body.contains("rel=\"next\"")
    );
    for (query, found) in [
        ("kind=registration", true),
        ("kind=credentials", false),
        ("q=lukasz+muller", true),
        ("q=a2026-00008", true),
        ("q=%25", true),
        ("status=closed", false),
        ("status=nonsense&kind=<x>&after=zzz", false),
    ] {
        let page = desk
            .get(&format!("/office/assistance?{}", query.replace('<', "%3C").replace('>', "%3E")))
            .await
            .expect_status(200);
        assert_eq!(page.body.contains("A2026-00008"), found, "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn only_the_desk_and_administrators_come_in() {
    let world = world().await;
    let paths = [
        "/office/assistance",
        "/office/assistance/people",
        "/office/assistance/people/x",
        "/office/assistance/requests/x",
    ];
    for path in paths {
        world.guest().get(path).await.expect_status(303);
        world.person("p1").await.get(path).await.expect_status(403);
        for role in [Role::Finance, Role::Auditor, Role::ProgrammeSecretary, Role::CentralSecretariat] {
            world.officer("other", &[(role, None)]).await.get(path).await.expect_status(403);
        }
    }
    for role in [Role::AssistanceDesk, Role::Administrator] {
        let mut officer = world.officer("officer", &[(role, None)]).await;
        officer.get("/office/assistance").await.expect_status(200);
        officer.get("/office/assistance/people/x").await.expect_status(404);
        officer.get("/office/assistance/requests/x").await.expect_status(404);
    }
    world.finish().await;
}

#[tokio::test]
async fn a_person_is_found_in_three_ways_and_each_look_is_told() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let ada = staff(&world, "ada", &[(Role::Administrator, None)], Some(SECRET)).await;
    let login = bruno.code.to_string();
    let mut desk = world.officer("desk", DESK).await;
    let looks = [login.as_str(), "bruno@example.org", "Bruno+Brambilla", "brambilla"];
    for q in looks {
        desk.get(&format!("/office/assistance/people?q={q}")).await.expect_status(200).expect_text(&login);
    }
    desk.get("/office/assistance/people?q=nobody").await.expect_status(200).expect_text("Nobody found");
    assert_eq!(world.count("select count(*) from event where kind = 'identity.people-searched'").await, 5);
    assert_eq!(
        world.count("select count(*) from event where facts like '%bruno%' or facts like '%rambilla%'").await,
        0
    );
    let page = desk.get(&format!("/office/assistance/people/{}", bruno.id)).await.expect_status(200);
    page.expect_text("bruno@example.org").expect_text("Issue an emergency code");
    assert!(world.history("account", &bruno.id).await.contains(&"identity.account-looked-at".to_owned()));
    // Accounts of staff are for administrators.
    let path = format!("/office/assistance/people/{ada}");
    let page = desk.get("/office/assistance/people?q=ada").await.expect_status(200);
    assert!(!page.body.contains(&path));
    desk.get(&path).await.expect_status(404);
    for action in ["emergency-code", "disable", "enable", "recovery"] {
        let fields = [("how", "video"), ("check", "Passport held up")];
        desk.post(&format!("{path}/{action}"), &fields).await.expect_status(404);
    }
    let mut boss = world.officer("boss", &[(Role::Administrator, None)]).await;
    boss.get("/office/assistance/people?q=ada").await.expect_text(&path);
    boss.get(&path).await.expect_status(200);
    // Nobody vouches for themselves.
    let mut itself = world.officer(&ada, &[(Role::Administrator, None)]).await;
    itself.get(&path).await.expect_status(200);
    let fields = [("how", "video"), ("check", "It is me, I swear")];
    itself.post(&format!("{path}/emergency-code"), &fields).await.expect_status(409);
    itself.post(&format!("{path}/disable"), &[]).await.expect_status(409);
    world.finish().await;
}

async fn emergency_code(desk: &mut Browser, id: &str) -> String {
    let path = format!("/office/assistance/people/{id}");
    desk.get(&path).await.expect_status(200);
    let fields = [("how", "in-person"), ("check", "ID card CA00000AA at the counter")];
    shown_code(&desk.post(&format!("{path}/emergency-code"), &fields).await.expect_status(200))
}

const SECOND: &str = "/sign-in/second-factor";

#[tokio::test]
async fn an_emergency_code_opens_nothing_but_a_new_second_factor() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let login = bruno.code.to_string();
    let mut desk = world.officer("desk", DESK).await;
    let issue = format!("/office/assistance/people/{}/emergency-code", bruno.id);
    desk.get(&format!("/office/assistance/people/{}", bruno.id)).await;
    let long = "x".repeat(501);
    for (how, check, field) in [
        ("", "Passport held up", "how"),
        ("phone", "Passport held up", "how"),
        ("video", "", "check"),
        ("video", "ok", "check"),
        ("video", long.as_str(), "check"),
    ] {
        let page = desk.post(&issue, &[("how", how), ("check", check)]).await.expect_status(422);
        assert!(page.body.contains(&format!("id=\"{field}-fault\"")), "{how} {check}");
        assert!(page.body.contains(check), "what was typed is kept");
    }
    assert_eq!(world.count("select count(*) from emergency_code").await, 0);
    let first = emergency_code(&mut desk, &bruno.id).await;
    let emergency = emergency_code(&mut desk, &bruno.id).await;
    assert_ne!(first, emergency);
    let page = desk
        .get(&format!("/office/assistance/people/{}", bruno.id))
        .await
        .expect_text("ID card CA00000AA at the counter");
    assert!(!page.body.contains(&emergency), "shown once");
    assert_eq!(sent_to(&world, "bruno@example.org").await, 2);
    let mails = world.mails().await;
    assert!(mails.iter().all(|mail| !mail.text.contains(&emergency)));
    assert_eq!(
        world
            .count(&format!(
                "select count(*) from event where facts like '%{emergency}%' or facts like '%CA00000AA%'"
            ))
            .await,
        0
    );

    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    browser.fill(SECOND, SECOND, &[("code", &first)]).await.expect_status(422);
    let answer = browser.fill(SECOND, SECOND, &[("code", &emergency)]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/security/second-factor"));
    assert_eq!(browser.cookie("session"), None, "no session yet");
    for closed in ["/security", "/profile", "/security/password"] {
        browser.get(closed).await.expect_status(303);
    }
    let page = browser.get("/security/second-factor").await.expect_status(200);
    let secret: String =
        page.body.split("class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let now = identity::factor::totp::code_at(&secret, world.house.clock().now()).unwrap();
    browser
        .post("/security/second-factor", &[("secret", &page.input("secret").unwrap()), ("code", &now)])
        .await
        .expect_status(200);
    browser.get("/profile").await.expect_status(200);
    // Used once, and the lost device is good for nothing.
    let mut other = world.guest();
    sign_in(&mut other, &login, PASSWORD).await.expect_status(303);
    other.fill(SECOND, SECOND, &[("code", &emergency)]).await.expect_status(422);
    world.pass(SignedDuration::from_secs(60)).await;
    other.fill(SECOND, SECOND, &[("code", &code(&world))]).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn of_two_who_use_one_emergency_code_at_once_one_gets_on() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let login = bruno.code.to_string();
    let emergency = emergency_code(&mut world.officer("desk", DESK).await, &bruno.id).await;
    let (mut one, mut two) = (world.guest(), world.guest());
    for browser in [&mut one, &mut two] {
        sign_in(browser, &login, PASSWORD).await.expect_status(303);
        browser.get(SECOND).await.expect_status(200);
    }
    let fields = [("code", emergency.as_str())];
    let (first, second) = tokio::join!(one.post(SECOND, &fields), two.post(SECOND, &fields));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(world.count("select count(*) from emergency_code where used_at is not null").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_emergency_code_ends_after_a_day_and_when_the_account_is_disabled() {
    let world = world().await;
    let bruno = person(&world, "Bruno", "bruno@example.org", Some(SECRET)).await;
    let login = bruno.code.to_string();
    let mut desk = world.officer("desk", DESK).await;
    let path = format!("/office/assistance/people/{}", bruno.id);
    let late = emergency_code(&mut desk, &bruno.id).await;
    world.pass(SignedDuration::from_hours(24)).await;
    let mut desk = world.officer("desk", DESK).await;
    desk.get(&path).await.expect_text("Expired");
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    browser.fill(SECOND, SECOND, &[("code", &late)]).await.expect_status(422);
    let void = emergency_code(&mut desk, &bruno.id).await;
    desk.fill(&path, &format!("{path}/disable"), &[]).await.expect_status(303);
    desk.fill(&path, &format!("{path}/emergency-code"), &[("how", "video"), ("check", "Passport held up")])
        .await
        .expect_status(409);
    desk.fill(&path, &format!("{path}/enable"), &[]).await.expect_status(303);
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    browser.fill(SECOND, SECOND, &[("code", &void)]).await.expect_status(422);
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let path = format!("/office/assistance/people/{}", anna.id);
    desk.get(&path).await.expect_text("has no second factor");
    desk.post(&format!("{path}/emergency-code"), &[("how", "video"), ("check", "Passport held up")])
        .await
        .expect_status(409);
    world.finish().await;
}

#[tokio::test]
async fn a_disabled_account_loses_its_sessions_at_once_and_its_owner_is_told() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let login = anna.code.to_string();
    let mut browser = world.guest();
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    browser.get("/security").await.expect_status(200);
    let mut desk = world.officer("desk", DESK).await;
    let path = format!("/office/assistance/people/{}", anna.id);
    desk.get(&path).await.expect_text("Signed in on");
    desk.post(&format!("{path}/disable"), &[]).await.expect_status(303);
    desk.post(&format!("{path}/disable"), &[]).await.expect_status(303);
    browser.get("/security").await.expect_status(303);
    assert_eq!(sent_to(&world, "anna@example.org").await, 1, "a double click tells once");
    sign_in(&mut browser, &login, "wrong").await.expect_status(422).expect_text("do not match");
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(422).expect_text("was disabled");
    desk.fill(&path, &format!("{path}/recovery"), &[]).await.expect_status(409);
    desk.fill(&path, &format!("{path}/enable"), &[]).await.expect_status(303);
    sign_in(&mut browser, &login, PASSWORD).await.expect_status(303);
    desk.fill(&path, &format!("{path}/recovery"), &[]).await.expect_status(303);
    assert!(link_to(&world, "anna@example.org").await.starts_with("/assistance/recovery/password/"));
    world.finish().await;
}

#[tokio::test]
async fn who_is_signed_in_does_not_type_again_what_is_known() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let mut browser = world.guest();
    sign_in(&mut browser, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    let page = browser.get(FORM).await.expect_status(200);
    assert_eq!(page.input("email").as_deref(), Some("anna@example.org"));
    assert_eq!(page.input("person_code"), Some(anna.code.to_string()));
    assert_eq!(page.input("name").as_deref(), Some("Anna Brambilla"));
    world.finish().await;
}

#[tokio::test]
async fn the_desk_sends_the_activation_link_of_a_waiting_registration_again() {
    use crate::registration::{fields, with};
    let world = world().await;
    let mut browser = world.guest();
    let typed = fields("edith@example.org");
    let first = browser.fill("/register", "/register", &typed).await.expect_status(200);
    browser.last = first.body;
    let typed = with(&with(&typed, "password", PASSWORD), "password_again", PASSWORD);
    browser.post("/register/password", &typed).await.expect_status(303);
    let earlier = link_to(&world, "edith@example.org").await;
    let mut desk = world.officer("desk", DESK).await;
    desk.get("/office/assistance/people?q=edith@example.org")
        .await
        .expect_status(200)
        .expect_text("Édith Dupont");
    let resend = "/office/assistance/people/activation";
    world.pass(SignedDuration::from_secs(1)).await;
    desk.post(resend, &[("email", "edith@example.org")]).await.expect_status(303);
    desk.post(resend, &[("email", "edith@example.org")]).await.expect_status(303);
    assert_eq!(sent_to(&world, "edith@example.org").await, 2);
    let later = link_to(&world, "edith@example.org").await;
    browser.get(&earlier).await.expect_status(410);
    browser.get(&later).await.expect_status(200);
    desk.get("/office/assistance/people?q=nobody@example.org").await;
    desk.post(resend, &[("email", "nobody@example.org")]).await.expect_status(409);
    desk.post(resend, &[("email", "nonsense")]).await.expect_status(404);
    world.finish().await;
}
