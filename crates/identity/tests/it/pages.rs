use kernel::Language;
use platform::{texts::keys, web::Role};

use crate::kit::{PASSWORD, SECRET, person, sign_in, sign_in_twice, staff, world};

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in identity::TEXTS {
        assert_eq!(keys(italian), keys(english));
    }
}

/// A missing text is shown as its key: no page may show one.
fn has_no_key(page: &str, path: &str) {
    for (italian, _) in identity::TEXTS {
        for key in keys(italian) {
            assert!(!page.contains(&format!(">{key}<")), "{path} shows {key}");
        }
    }
}

#[tokio::test]
async fn every_page_is_drawn_in_both_languages() {
    let world = world().await;
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    let ada =
        staff(&world, "ada", &[(Role::Administrator, None), (Role::AssistanceDesk, None)], Some(SECRET))
            .await;
    let mut guest = world.guest();
    let mut own = world.guest();
    sign_in(&mut own, &anna.code.to_string(), PASSWORD).await.expect_status(303);
    let mut office = world.guest();
    sign_in_twice(&world, &mut office, "ada").await.expect_status(303);
    let public = [
        "/sign-in",
        "/register",
        "/register/sent",
        "/register/resend",
        "/assistance",
        "/assistance/request",
        "/assistance/request?kind=deactivate-2fa",
        "/assistance/recovery",
        "/assistance/recovery/sent",
    ];
    let personal = ["/security", "/security/password", "/security/second-factor"];
    let member = format!("/office/staff/{ada}");
    let account = format!("/office/assistance/people/{}", anna.id);
    let staffed = [
        "/office/staff",
        "/office/staff/new",
        member.as_str(),
        "/office/assistance",
        "/office/assistance/people?q=anna@example.org",
        account.as_str(),
        "/security/recovery-codes",
        "/security",
    ];
    for language in Language::ALL {
        for (browser, paths) in
            [(&mut guest, &public[..]), (&mut own, &personal[..]), (&mut office, &staffed[..])]
        {
            browser.set_cookie("language", language.code());
            for path in paths {
                let page = browser.get(path).await.expect_status(200);
                assert!(page.body.contains(&format!("<html lang=\"{language}\"")), "{path}");
                assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
                has_no_key(&page.body, path);
            }
        }
        for link in [
            "/activate/none",
            "/activate/staff/none",
            "/assistance/recovery/password/none",
            "/assistance/requests/none",
        ] {
            has_no_key(&guest.get(link).await.expect_status(410).body, link);
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn the_italian_sign_in_page_has_the_words_of_the_italian_guide() {
    let world = world().await;
    let page = world.guest().speaks(Language::It).get("/sign-in").await.expect_status(200);
    for label in [
        "Credenziali Montelieto",
        "Codice Persona",
        "Password",
        "Accedi",
        "Registrati",
        "Resta connesso",
        "Assistenza autenticazione",
        "Recupero credenziali Montelieto (codice persona e password)",
        "Disattiva 2FA: accedi temporaneamente con le sole Credenziali Montelieto",
        "Informazioni, domande frequenti e assistenza",
    ] {
        assert!(page.body.contains(label), "{label}");
    }
    world.finish().await;
}
