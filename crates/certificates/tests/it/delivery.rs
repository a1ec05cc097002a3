//! "Sel. Delivery Type": the three ways, their addresses, counters and appointments.

use certificates::{catalogue::Delivery, request::RequestState};
use kernel::Cents;

use crate::town::*;

/// The first free appointment on Friday, 27 November 2026, as the form sends it.
const FRIDAY: &[(&str, &str)] = &[
    ("delivery", "office"),
    ("counter", "main"),
    ("day", "2026-11-27"),
    ("time", "2026-11-27T08:30:00.000000Z"),
];

#[tokio::test]
async fn three_ways_are_offered_in_the_words_of_the_guide() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let path = format!("/certificates/requests/{id}/delivery");
    let page = anna.get(&path).await.expect_status(200);
    for words in [
        "CERTIFICATE DELIVERY TYPE SELECTION",
        "Document Delivery Method",
        "DOWNLOAD DIGITALLY SIGNED DOCUMENTS",
        "BY POST",
        "valid only for the individual reservation",
        "BY OFFICE",
        "delegate another person",
    ] {
        page.clone().expect_text(words);
    }
    let version = page.input("version").unwrap();
    anna.post(&path, &[("version", &version)])
        .await
        .expect_status(422)
        .expect_text("This field is mandatory");
    let to = anna.post(&path, &[("version", &version), ("delivery", "post")]).await.expect_status(303);
    anna.follow(to).await.expect_status(200).expect_text("Via Roma 1, 20133 Milano (MI)");
    deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
    assert_eq!(in_cart(&world, &person).await.delivery, Some(Delivery::Download));
    world.finish().await;
}

#[tokio::test]
async fn registered_mail_goes_to_one_of_three_addresses_and_costs_what_is_configured() {
    let world = town_with(|config| {
        config.certificates.post_cents = 750;
        config.certificates.post_abroad_cents = 1290;
    })
    .await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", &with(STAMPED, &[("copies", "2")])).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let page = anna.get(&format!("/certificates/requests/{id}/delivery")).await.expect_status(200);
    assert!(!page.body.contains("value=\"download\""), "two copies are of paper");
    page.expect_text("to download, reserve one copy");
    let post = |kind: &'static str| vec![("delivery", "post"), ("address_kind", kind)];
    deliver(&mut anna, &id, &post("")).await.expect_status(422).expect_text("This field is mandatory");
    deliver(&mut anna, &id, &post("residence")).await.expect_status(303);
    let request = in_cart(&world, &person).await;
    assert_eq!(request.address.as_deref(), Some("Anna Rossi\nVia Roma 1\n20133 Milano (MI)"));
    assert_eq!((request.total(), request.postage), (Cents(3950), Cents(750)));
    // A new address: its faults stand beside its fields, and what was typed is kept.
    let mut new = post("new");
    new.extend([("country", "FR"), ("street", "Rue de la Paix"), ("number", "2")]);
    let page = deliver(&mut anna, &id, &new).await.expect_status(422);
    page.clone().expect_text("#town_other").expect_text("Rue de la Paix");
    new.extend([("town_other", "Paris"), ("postcode_other", "75002")]);
    deliver(&mut anna, &id, &new).await.expect_status(303);
    let request = in_cart(&world, &person).await;
    assert_eq!(request.address.as_deref(), Some("Anna Rossi\nRue de la Paix 2\n75002 Paris\nFrancia"));
    assert_eq!(request.postage, Cents(1290));
    // The profile knows nothing of it.
    assert_eq!(world.count("select count(*) from address").await, 1);
    let page = anna.get("/certificates/payment").await.expect_status(200);
    page.expect_text("Registered mail").expect_text("€12.90").expect_text("€44.90");
    world.finish().await;
}

#[tokio::test]
async fn cascades_of_the_new_address_work_without_scripts() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let form = [
        ("delivery", "post"),
        ("address_kind", "new"),
        ("country", "IT"),
        ("province", "MI"),
        ("refresh", "province"),
    ];
    let page = deliver(&mut anna, &id, &form).await.expect_status(200);
    page.expect_text("value=\"F205\"");
    assert_eq!(in_cart(&world, &person).await.delivery, None);
    world.finish().await;
}

#[tokio::test]
async fn a_counter_has_its_hours_and_a_taken_appointment_is_not_offered() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    let (other, career_2, mut bea) = student(&world, "Bea").await;
    for (browser, career) in [(&mut anna, &career), (&mut bea, &career_2)] {
        reserve(browser, career, "path", STAMPED).await.expect_status(303);
    }
    let (id, id_2) = (in_cart(&world, &person).await.id, in_cart(&world, &other).await.id);
    let page = anna.get(&format!("/certificates/requests/{id}/delivery?way=office")).await.expect_status(200);
    page.expect_text("Monday 09:30-12:00").expect_text("Opening hours").expect_text("Delegation");
    // The day alone asks for the hour.
    let day = [("delivery", "office"), ("counter", "main"), ("day", "2026-11-27")];
    let page = deliver(&mut anna, &id, &day).await.expect_status(422);
    page.expect_text(">09:30<").expect_text(">11:50<");
    deliver(&mut anna, &id, FRIDAY).await.expect_status(303);
    deliver(&mut bea, &id_2, FRIDAY).await.expect_status(303);
    // Who pays first has it; the other one chooses again.
    start_payment(&mut anna).await.expect_status(303);
    let page = start_payment(&mut bea).await.expect_status(422);
    page.expect_text("was taken by somebody else");
    assert_eq!(in_cart(&world, &other).await.state, RequestState::Initial);
    let page = deliver(&mut bea, &id_2, FRIDAY).await.expect_status(422);
    page.clone().expect_text("no longer free");
    assert!(!page.body.contains("2026-11-27T08:30:00.000000Z"));
    let later = with(FRIDAY, &[("time", "2026-11-27T08:40:00.000000Z")]);
    deliver(&mut bea, &id_2, &later).await.expect_status(303);
    start_payment(&mut bea).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_delegate_has_a_name_and_a_document_and_the_form_comes_after_payment() {
    let world = town().await;
    let (person, career, mut anna) = student(&world, "Anna").await;
    reserve(&mut anna, &career, "path", STAMPED).await.expect_status(303);
    let id = in_cart(&world, &person).await.id;
    let office = [("delivery", "office"), ("counter", "main")];
    for (field, value, fault) in [
        ("counter", "elsewhere", "#counter"),
        ("day", "2026-11-28", "#day"),
        ("delegate_name", "Bruno Verdi", "#delegate_document"),
        ("delegate_document", "CA00000AA", "#delegate_name"),
    ] {
        let page = deliver(&mut anna, &id, &with(&office, &[(field, value)])).await.expect_status(422);
        page.expect_text(fault);
    }
    let delegate = [("delegate_name", "Bruno <b>Verdi"), ("delegate_document", "carta d’identità CA00000AA")];
    deliver(&mut anna, &id, &with(&office, &delegate)).await.expect_status(303);
    let form = format!("/certificates/requests/{id}/delegation");
    anna.get(&form).await.expect_status(404);
    let charge = start_payment(&mut anna).await.expect_status(303).location.unwrap();
    anna.get(&form).await.expect_status(404);
    pay(&world, &mut anna, &charge, "pay").await;
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text(&form);
    let paper = anna.get(&form).await.expect_status(200);
    assert_eq!(paper.headers.get("content-type").unwrap(), "application/pdf");
    // The plain renderer writes the paper's data: hostile text is data in it.
    paper.expect_text("Anna Rossi").expect_text("Bruno <b>Verdi").expect_text("CA00000AA");
    world.finish().await;
}
