//! Every text in both languages, every page too.

use crate::town::*;

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in certificates::TEXTS {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}

#[tokio::test]
async fn no_page_shows_a_key_instead_of_its_text() {
    let world = town().await;
    let (person, career, mut anna) = graduate(&world, "Anna").await;
    let (paid, charge) = to_payment(&world, &person, &career, &mut anna).await;
    pay(&world, &mut anna, &charge, "pay").await;
    reserve(&mut anna, &career, "award", STAMPED).await.expect_status(303);
    reserve(
        &mut anna,
        &career,
        "self-award",
        &[("purpose", "own"), ("tongue", "it"), ("destination", "italy")],
    )
    .await
    .expect_status(303);
    let id = in_cart(&world, &person).await.id;
    deliver(&mut anna, &id, &[("delivery", "office"), ("counter", "main")]).await.expect_status(303);
    let mut pages = vec![
        "/certificates".to_owned(),
        "/certificates/cart".to_owned(),
        "/certificates/payment".to_owned(),
        "/certificates/requests".to_owned(),
        format!("/certificates/requests/{paid}"),
        format!("/certificates/requests/{id}"),
        format!("/certificates/requests/{id}/delivery"),
        format!("/certificates/requests/{id}/delivery?way=post"),
        format!("/certificates/requests/{id}/delivery?way=office"),
    ];
    for kind in ["award", "path", "self-award", "self-path", "supplement"] {
        pages.push(format!("/certificates/{career}/{kind}"));
        pages.push(format!("/certificates/{career}/{kind}?instead=award"));
    }
    let mut italian = italian(&anna);
    for page in &pages {
        for browser in [&mut anna, &mut italian] {
            let answer = browser.get(page).await.expect_status(200);
            for key in [">certificates-", "certificates-field-", "certificates-now-", ">registry-", "{$"] {
                assert!(!answer.body.contains(key), "{page}: {key}\n{}", answer.body);
            }
        }
    }
    // The browser's own addresses are in the pages, the other language's words are not.
    italian
        .get("/certificates/payment")
        .await
        .expect_text("DISTINTA DI PAGAMENTO")
        .expect_text("Avvia pagamento");
    world.finish().await;
}
