use std::collections::BTreeSet;

use kernel::{FiscalCode, Gender, Language, PersonData};
use people::testing;
use platform::testing::World;

use crate::{anna, profile, rooms};

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in people::TEXTS {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}

/// Texts between tags that look like a key: a text that is missing shows its key.
fn keys_shown(html: &str) -> Vec<String> {
    html.split('>')
        .filter_map(|part| part.split('<').next())
        .map(str::trim)
        .filter(|text| {
            text.contains('-')
                && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
        })
        .filter(|text| text.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn every_page_speaks_both_languages_and_has_no_identity_twice() {
    let world = World::new(rooms).await;
    let anna = testing::person(&world).create().await;
    let emil = testing::person(&world).named("Emil", "Blanc").foreign().create().await;
    let document = profile(&world, &anna.id).await.documents[0].id.clone();
    let manage = format!("/profile/documents/{document}");
    for language in Language::ALL {
        let mut browser = world.person(&anna.id).await.speaks(language);
        let mut foreign = world.person(&emil.id).await.speaks(language);
        let mut pages = vec![foreign.get("/profile").await, foreign.get("/profile/fiscal-code").await];
        for path in [
            "/profile",
            "/profile?back=/applications/1&done=profile-saved",
            "/profile/phones",
            "/profile/email",
            "/profile/email/confirmed",
            "/profile/residence",
            "/profile/residence/new",
            "/profile/contact/new",
            "/profile/documents",
            "/profile/documents/new",
            manage.as_str(),
            "/profile/tax-code",
        ] {
            pages.push(browser.get(path).await);
        }
        for country in ["IT", "FR"] {
            browser.get("/profile/residence/new").await;
            let chosen = [("country", country), ("province", "MI"), ("town", "F205"), ("refresh", "town")];
            pages.push(browser.post("/profile/residence/new", &chosen).await);
            let faulty =
                browser.post("/profile/residence/new", &[("country", country), ("street", "")]).await;
            pages.push(platform::testing::Answer { status: 200, ..faulty.expect_status(422) });
        }
        for (at, page) in pages.into_iter().enumerate() {
            if let Ok(folder) = std::env::var("PAGES_DIR") {
                std::fs::write(format!("{folder}/people.{at}.{language}.html"), &page.body).unwrap();
            }
            let page = page.expect_status(200).expect_text(&format!("<html lang=\"{language}\">"));
            assert_eq!(keys_shown(&page.body), Vec::<String>::new());
            let ids: Vec<_> =
                page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
            assert_eq!(page.body.matches("<h1").count(), 1);
        }
        browser.get("/profile/email/confirm/none").await.expect_status(410);
    }
    world.finish().await;
}

#[tokio::test]
async fn the_summary_has_the_guides_blocks_and_words() {
    let (world, anna, mut browser) = anna().await;
    let page = browser.get("/profile").await.expect_status(200);
    for text in [
        "Tax Code (scan only)",
        "Identity documents",
        "ID CARD",
        "Personal email",
        "Personal e-mail address",
        "Change email",
        "Telephone contacts",
        "Mobile",
        "Residence telephone number",
        "Domicile telephone number",
        "Residence address",
        "From",
        "23/11/2025",
        "Manage",
        &anna.code.to_string(),
    ] {
        assert!(page.body.contains(text), "{text}");
    }
    let page = browser.speaks(Language::It).get("/profile").await;
    for text in [
        "Codice fiscale (solo scansione)",
        "Documenti d&#39;identità",
        "CARTA D&#39;IDENTITA&#39;",
        "Email personale",
        "Modifica email",
        "Contatti telefonici",
        "Cellulare",
        "Telefono residenza",
        "Telefono recapito",
        "Residenza",
        "Dal",
        "Gestisci",
    ] {
        assert!(page.body.contains(text), "{text}");
    }
    world.finish().await;
}

#[tokio::test]
async fn pages_opened_from_an_application_lead_back_to_it_and_nowhere_else() {
    let (world, _, mut browser) = anna().await;
    let page = browser.get("/profile/phones?back=/applications/1%3Fstage%3D2").await;
    let version = page.expect_text("href=\"/applications/1?stage=2\"").input("version").unwrap();
    let fields = [("mobile", "+39 02 1234567"), ("version", version.as_str())];
    let answer =
        browser.post("/profile/phones?back=/applications/1%3Fstage%3D2", &fields).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/applications/1?stage=2&done=profile-saved"));
    for evil in ["https://evil.example", "//evil.example", "/%5Cevil.example", "javascript:alert(1)"] {
        let page = browser.get(&format!("/profile/phones?back={evil}")).await.expect_status(200);
        assert!(
            page.body.contains("href=\"/profile\"")
                && !page.body.contains("href=\"//evil")
                && !page.body.contains("href=\"https://evil")
        );
    }
    world.finish().await;
}

#[tokio::test]
async fn telephones_are_saved_and_two_windows_never_overwrite_each_other() {
    let (world, anna, mut first) = anna().await;
    let mut second = first.clone();
    let version = first.get("/profile/phones").await.input("version").unwrap();
    second.get("/profile/phones").await;
    let fields = |mobile: &'static str| {
        [("mobile", mobile), ("residence_phone", "02 / 123.456"), ("version", version.as_str())].to_vec()
    };
    first.post("/profile/phones", &fields("0039 333 111111")).await.expect_status(303);
    let page = second.post("/profile/phones", &fields("+39333222222")).await.expect_status(422);
    let page = page.expect_text("It now says: +39333111111").expect_text("value=\"+39333222222\"");
    assert_eq!(profile(&world, &anna.id).await.phones.mobile.unwrap().as_str(), "+39333111111");
    let version = page.input("version").unwrap();
    second
        .post("/profile/phones", &[("mobile", "+39333222222"), ("version", &version)])
        .await
        .expect_status(303);
    let phones = profile(&world, &anna.id).await.phones;
    assert_eq!((phones.mobile.unwrap().as_str(), phones.residence), ("+39333222222", None));
    world.finish().await;
}

#[tokio::test]
async fn who_got_a_fiscal_code_later_adds_it_once() {
    let world = World::new(rooms).await;
    let emil = testing::person(&world).named("Emile", "Blanc").foreign().create().await;
    let mut browser = world.person(&emil.id).await;
    browser.get("/profile").await.expect_text("Add the Italian fiscal code");
    let who = profile(&world, &emil.id).await.person;
    let code = |surname: &str, place: &str| {
        let data = PersonData {
            name: "Emile",
            surname,
            gender: Gender::F,
            birth_day: who.birth_day,
            place_belfiore: Some(place),
        };
        FiscalCode::compute(&data).unwrap().to_string()
    };
    let version = browser.get("/profile/fiscal-code").await.input("version").unwrap();
    for (wrong, why) in [(code("Noir", "Z110"), "surname"), (code("Blanc", "F205"), "place of birth")] {
        let fields = [("fiscal_code", wrong.as_str()), ("version", &version)];
        browser.post("/profile/fiscal-code", &fields).await.expect_status(422).expect_text(why);
    }
    let right = code("Blanc", "Z110");
    browser
        .post("/profile/fiscal-code", &[("fiscal_code", &right), ("version", &version)])
        .await
        .expect_status(303);
    assert_eq!(profile(&world, &emil.id).await.person.fiscal_code.as_ref().unwrap().as_str(), right);
    browser.get("/profile/fiscal-code").await.expect_status(303);
    browser.get("/profile/phones").await;
    let answer = browser.post("/profile/fiscal-code", &[("fiscal_code", &right), ("version", "2")]).await;
    assert!([303, 422].contains(&answer.status));
    world.finish().await;
}

#[tokio::test]
async fn another_persons_fiscal_code_cannot_be_added() {
    let world = World::new(rooms).await;
    let one = testing::person(&world).named("Emile", "Blanc").foreign().create().await;
    let who = profile(&world, &one.id).await.person;
    let data = PersonData {
        name: "Emile",
        surname: "Blanc",
        gender: Gender::F,
        birth_day: who.birth_day,
        place_belfiore: Some("Z110"),
    };
    let code = FiscalCode::compute(&data).unwrap().to_string();
    // Somebody else with the same data was given the code first.
    let twin = testing::person(&world).named("Emile", "Blanc").foreign().create().await;
    let mut tx = world.house.begin_as(platform::Actor::Operator, "test").await.unwrap();
    sqlx::query("update person set birth_day = $1, fiscal_code = $2 where id = $3")
        .bind(who.birth_day.iso())
        .bind(&code)
        .bind(&twin.id)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.journal(&platform::Subject::new("person", &twin.id), kernel::Event::new("people.fiscal-code-added"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut browser = world.person(&one.id).await;
    let version = browser.get("/profile/fiscal-code").await.input("version").unwrap();
    let answer = browser.post("/profile/fiscal-code", &[("fiscal_code", &code), ("version", &version)]).await;
    answer.expect_status(422).expect_text("already registered with this fiscal code");
    world.finish().await;
}

#[tokio::test]
async fn strangers_and_staff_do_not_enter() {
    let (world, _, _) = anna().await;
    let mut guest = world.guest();
    let mut officer = world.officer("s1", &[(platform::web::Role::CentralSecretariat, None)]).await;
    for route in people::capability().routes.infos() {
        let open = route.path.starts_with("/profile/email/confirm") || route.path == "/profile/places";
        if open || route.method != "GET" {
            continue;
        }
        let path = route.path.replace("{id}", "x");
        let answer = guest.get(&path).await.expect_status(303);
        assert!(answer.location.unwrap().starts_with("/sign-in?back="), "{path}");
        officer.get(&path).await.expect_status(403);
    }
    // An account without a person has no profile.
    world.person("nobody").await.get("/profile").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn places_of_birth_are_suggested_while_typing() {
    let world = World::new(rooms).await;
    let mut guest = world.guest();
    let answer = guest.get("/profile/places?q=castr").await.expect_status(200);
    let found: Vec<serde_json::Value> = serde_json::from_str(&answer.body).unwrap();
    assert!(found.iter().any(|place| place["label"] == "Castro (LE)"), "{found:?}");
    assert_eq!(guest.get("/profile/places").await.expect_status(200).body, "[]");
    let long = "a".repeat(3000);
    for nonsense in ["%F0%9F%98%80", "%00", "%FF", "'%20or%201=1", long.as_str()] {
        guest.get(&format!("/profile/places?q={nonsense}")).await.expect_status(200);
    }
    world.finish().await;
}

#[tokio::test]
async fn no_event_carries_personal_data() {
    let (world, _, mut browser) = anna().await;
    let version = browser.get("/profile/phones").await.input("version").unwrap();
    browser
        .post("/profile/phones", &[("mobile", "+39333999888"), ("version", &version)])
        .await
        .expect_status(303);
    for personal in ["Rossi", "Anna", "personal.example", "333999888", "CA00000AA", "Via Roma", "1998"] {
        let sql = format!("select count(*) from event where facts like '%{personal}%'");
        assert_eq!(world.count(&sql).await, 0, "{personal}");
    }
    world.finish().await;
}
