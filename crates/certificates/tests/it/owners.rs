//! What is somebody else's is as absent as what never was, whatever is asked of it.

use certificates::catalogue::Duty;
use platform::web::Who;
use registry::CareerKind;

use crate::town::*;

#[tokio::test]
async fn requests_careers_and_admissions_of_others_are_absent() {
    let (world, admissions) = town_and_admissions(|_| {}).await;
    let (person, career, mut anna) = graduate(&world, "Anna").await;
    let (_, _, mut eve) = graduate(&world, "Eve").await;
    let duty = Duty {
        id: "adm-1".into(),
        kind: CareerKind::Master,
        title_it: "T".into(),
        title_en: "T".into(),
        year: "2026/27".into(),
        cents: None,
    };
    admissions.0.lock().unwrap().push((person.clone(), duty));
    let (paid, charge) = to_payment(&world, &person, &career, &mut anna).await;
    pay(&world, &mut anna, &charge, "pay").await;
    reserve(&mut anna, &career, "award", STAMPED).await.expect_status(303);
    let cart = in_cart(&world, &person).await;
    let before = world.count("select count(*) from event").await;
    let mut asked = 0;
    for route in world.house.routes().to_vec() {
        if !route.path.starts_with("/certificates") || route.who != Who::Owner {
            continue;
        }
        for request in [&paid, &cart.id] {
            let path = route
                .path
                .replace("{career}", &career)
                .replace("{kind}", "award")
                .replace("{duty}", "adm-1")
                .replace("{request}", request)
                .replace("{item}", &cart.items[0].id)
                .replace("{format}", "elmo");
            let answer = if route.method == "GET" {
                eve.get(&path).await
            } else {
                eve.get("/certificates").await;
                eve.post(&path, STAMPED).await
            };
            assert_eq!(answer.status, 404, "{} {path}", route.method);
            asked += 1;
        }
    }
    assert!(asked >= 24, "only {asked}");
    assert_eq!(world.count("select count(*) from event").await, before);
    // Selecting another's career shows nothing of it.
    let page = eve.get(&format!("/certificates?career={career}")).await.expect_status(200);
    assert!(!page.body.contains(&format!("/certificates/{career}/")));
    // An item of another request of mine is not in this one.
    let foreign = format!("/certificates/requests/{paid}/items/{}/delete", cart.items[0].id);
    let answer = anna.fill("/certificates/cart", &foreign, &[]).await;
    assert!(matches!(answer.status, 404 | 409), "{}", answer.status);
    anna.get(&format!("/certificates/requests/{paid}/documents/{}", cart.items[0].id))
        .await
        .expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn hostile_text_is_shown_as_text() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let hostile = "<script>alert(1)</script>{{7*7}}#eval()%%EOF 😀 مرحبا";
    let form = [
        ("purpose", "own"),
        ("tongue", "it"),
        ("destination", "italy"),
        ("footnote", hostile),
        ("note", hostile),
    ];
    let unseen = with(&form, &[("note", "pdf\u{202e}gpj")]);
    reserve(&mut anna, &career, "self-path", &unseen).await.expect_status(422).expect_text("#note");
    reserve(&mut anna, &career, "self-path", &form).await.expect_status(303);
    let request = in_cart(&world, &person).await;
    let cart = anna.get("/certificates/cart").await.expect_status(200);
    let version = cart.input("version").unwrap();
    let path = format!("/certificates/requests/{}/communications", request.id);
    anna.post(&path, &[("version", &version), ("communications", "pdf\u{202e}gpj"), ("next", "cart")])
        .await
        .expect_status(422)
        .expect_text("characters that cannot be used");
    anna.post(&path, &[("version", &version), ("communications", hostile), ("next", "cart")])
        .await
        .expect_status(303);
    for path in ["/certificates/cart".to_owned(), format!("/certificates/requests/{}", request.id)] {
        let page = anna.get(&path).await.expect_status(200);
        assert!(!page.body.contains("<script>alert"), "{path}");
        page.expect_text("&#60;script&#62;alert(1)")
            .expect_text("😀 مرحبا")
            .expect_text("{{7*7}}#eval()%%EOF");
    }
    world.finish().await;
}

#[tokio::test]
async fn forms_of_nonsense_are_answered_with_a_page() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let nonsense: &[&[(&str, &str)]] = &[
        &[],
        &[("version", "x")],
        &[
            ("version", "9223372036854775807"),
            ("delivery", "post"),
            ("details", "yes"),
            ("address_kind", "pope"),
        ],
        &[
            ("version", "1"),
            ("delivery", "office"),
            ("details", "yes"),
            ("counter", "' or 1=1"),
            ("day", "0000-00-00"),
        ],
        &[
            ("version", "1"),
            ("delivery", "office"),
            ("details", "yes"),
            ("day", "2026-11-27"),
            ("time", "now"),
        ],
        &[("version", "1"), ("delivery", "teleport"), ("details", "yes")],
        &[("purpose", "\u{fffd}"), ("copies", "1e9"), ("destination", "italy\u{0}")],
    ];
    for fields in nonsense {
        for path in [
            format!("/certificates/requests/{id}/delivery"),
            format!("/certificates/requests/{id}/communications"),
            format!("/certificates/{career}/path"),
            "/certificates/payment".to_owned(),
        ] {
            let answer = anna.fill("/certificates/cart", &path, fields).await;
            assert!(answer.status < 500, "{path} {fields:?}: {}", answer.status);
        }
    }
    world.finish().await;
}
