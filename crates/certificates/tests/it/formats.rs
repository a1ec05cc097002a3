//! The formats of the field: made with the paper, inside it, and beside it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use certificates::formats::{Format, store};
use documents::testing::PlainRenderer;
use keys::KeySet;
use serde_json::{Value, json};

use crate::{
    issue::{self as papers, of_item, paid},
    town::*,
};

const PAPERS: &[(&str, &str)] =
    &[("i1", "award"), ("i2", "path"), ("i3", "supplement"), ("i4", "self-award"), ("i5", "self-path")];

fn part(jwt: &str, at: usize) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jwt.split('.').nth(at).unwrap()).unwrap()).unwrap()
}

#[tokio::test]
async fn each_certificate_has_all_formats_and_a_self_certification_none() {
    let world = papers::world(PlainRenderer, certificates::testing::PlainSealer).await;
    paid(&world, ("Anna", "D'Àngelo"), 3, PAPERS).await;
    let hostile = "</title>\"}]\u{202e}<script>&amp;";
    let rows = ["award set title_it", "career set title_it", "exam set title_it", "award set thesis"];
    papers::run(&world, &rows.map(|row| format!("update {row} = '{hostile}'"))).await;
    world.settle().await;
    for (item, kind) in PAPERS {
        let issued = of_item(&world, item).await.unwrap();
        let mut conn = world.house.db().read().await.unwrap();
        let formats = store::of(&mut conn, &issued.id).await.unwrap();
        if kind.starts_with("self") {
            assert_eq!(formats, [], "{kind}");
            continue;
        }
        assert_eq!(formats, Format::ALL, "{kind}");
        let mut files = Vec::new();
        for format in formats {
            let bytes = store::find(&mut conn, &issued.id, format).await.unwrap().unwrap();
            assert_eq!(Some(&bytes), store::find(&mut conn, &issued.id, format).await.unwrap().as_ref());
            files.push(String::from_utf8(bytes).unwrap());
        }
        drop(conn);
        // What is inside the paper is what is beside it.
        let (_, paper) = certificates::issue::file(&world.house, &issued).await.unwrap();
        let paper = String::from_utf8_lossy(&paper).into_owned();
        for (format, file) in Format::ALL.into_iter().zip(&files) {
            let inside = base64::engine::general_purpose::STANDARD.encode(file);
            assert!(paper.contains(format.file_name()) && paper.contains(format.media_type()), "{kind}");
            assert!(paper.contains(&inside), "{kind}: {format:?} is not in the paper");
        }
        let claims = part(&files[0], 1);
        assert_eq!(claims["credentialSubject"]["licenseNumber"], issued.number.to_string());
        assert_eq!(claims["awardedDate"], "2026-01-30T00:00:00Z");
        // Hostile as it is, a title is a title.
        assert_eq!(claims["credentialSubject"]["achievement"]["name"], hostile);
        let elm: Value = serde_json::from_str(&files[1]).unwrap();
        assert_eq!(elm["displayParameter"]["title"]["it"], hostile);
        assert_eq!(elm["credentialSubject"]["familyName"]["it"], "D'Àngelo");
        assert!(!files[2].contains("<script>") && files[2].contains("&lt;script&gt;"), "{}", files[2]);
        let exams = files[2].matches("<hasPart>").count();
        assert_eq!(exams, if *kind == "award" { 0 } else { 3 }, "{kind}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_credential_leads_to_the_key_and_the_list_that_prove_it() {
    let world = papers::world(PlainRenderer, certificates::testing::PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, &[("i1", "award"), ("i2", "path")]).await;
    world.settle().await;
    let issued = of_item(&world, "i1").await.unwrap();
    let jwt = {
        let mut conn = world.house.db().read().await.unwrap();
        let bytes = store::find(&mut conn, &issued.id, Format::Credential).await.unwrap().unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let base = world.house.config().base_url.clone();
    let mut anyone = world.guest();
    let mut fetch =
        async |address: &str| anyone.get(address.strip_prefix(&base).unwrap()).await.expect_status(200).body;
    // By the name of its key, whose published half verifies it.
    let kid = part(&jwt, 0)["kid"].as_str().unwrap().to_owned();
    let jwk: Value = serde_json::from_str(&fetch(&kid).await).unwrap();
    let keys = KeySet::from_jwks(&json!({ "keys": [jwk.clone()] })).unwrap();
    let verified = |jwt: &str| {
        let (message, signature) = jwt.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        keys.keys()[0].key.verify(message.as_bytes(), &signature)
    };
    verified(&jwt).unwrap();
    // By its issuer, who has that key.
    let claims = part(&jwt, 1);
    let issuer: Value = serde_json::from_str(&fetch(claims["iss"].as_str().unwrap()).await).unwrap();
    assert_eq!(issuer["id"], claims["issuer"]["id"]);
    assert_eq!(issuer["verificationMethod"][0]["id"], kid);
    assert_eq!(issuer["verificationMethod"][0]["publicKeyJwk"], jwk);
    // By its place in the list: not withdrawn, until it is.
    let status = &claims["credentialStatus"];
    let place: usize = status["statusListIndex"].as_str().unwrap().parse().unwrap();
    let list = status["statusListCredential"].as_str().unwrap().to_owned();
    let bits = |jwt: &str| {
        use std::io::Read as _;
        verified(jwt).unwrap();
        let claims = part(jwt, 1);
        let text = claims["credentialSubject"]["encodedList"].as_str().unwrap().to_owned();
        let zip = URL_SAFE_NO_PAD.decode(text.strip_prefix('u').unwrap()).unwrap();
        let mut bits = Vec::new();
        flate2::read::GzDecoder::new(zip.as_slice()).read_to_end(&mut bits).unwrap();
        bits
    };
    assert!(bits(&fetch(&list).await).iter().all(|byte| *byte == 0));
    let mut tx = begin(&world).await;
    certificates::issue::revoke(&mut tx, &issued, "A mistake").await.unwrap();
    tx.commit().await.unwrap();
    let now = bits(&fetch(&list).await);
    assert_eq!(now.iter().map(|byte| byte.count_ones()).sum::<u32>(), 1);
    assert_eq!(now[place / 8] & (0x80 >> (place % 8)), 0x80 >> (place % 8));
    anyone.get("/.well-known/certificates/keys/none").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn the_owner_downloads_each_format_and_nobody_else_does() {
    let world = town().await;
    let (person, career, mut anna) = graduate(&world, "Anna").await;
    let (_, _, mut eve) = graduate(&world, "Eve").await;
    let (id, charge) = to_payment(&world, &person, &career, &mut anna).await;
    let item = request(&world, &id).await.items[0].id.clone();
    let base = format!("/certificates/requests/{id}/documents/{item}");
    anna.get(&format!("{base}/elm")).await.expect_status(404);
    pay(&world, &mut anna, &charge, "pay").await;
    let page = anna.get(&format!("/certificates/requests/{id}")).await.expect_status(200);
    page.expect_text("The same in other formats").expect_text("ELMO").expect_text("European Learning Model");
    let mut visitor = world.guest();
    for (format, media_type, name) in [
        ("credential", "application/vc+jwt", "path-1-credential.jwt"),
        ("elm", "application/ld+json", "path-1-credential.jsonld"),
        ("elmo", "application/xml", "path-1-elmo.xml"),
    ] {
        let path = format!("{base}/{format}");
        let file = anna.get(&path).await.expect_status(200);
        assert_eq!(file.headers["content-type"], media_type);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains(name), "{name}");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(file.body, anna.get(&path).await.body, "the same bytes each time");
        eve.get(&path).await.expect_status(404);
        assert_ne!(visitor.get(&path).await.status, 200);
    }
    for wrong in ["pdf", "ELM", "credential.jwt", "..%2f"] {
        anna.get(&format!("{base}/{wrong}")).await.expect_status(404);
    }
    italian(&anna)
        .get(&format!("/certificates/requests/{id}"))
        .await
        .expect_text("Lo stesso in altri formati")
        .expect_text("Modello europeo di apprendimento");
    world.finish().await;
}

#[tokio::test]
async fn each_language_of_the_paper_is_the_first_of_its_formats() {
    let world = town().await;
    let (person, career, mut anna) = graduate(&world, "Anna").await;
    for (tongue, expected) in [("it", "ITA"), ("en", "ENG"), ("it-en", "ITA")] {
        reserve(&mut anna, &career, "path", &with(STAMPED, &[("tongue", tongue)])).await.expect_status(303);
        let id = in_cart(&world, &person).await.id;
        deliver(&mut anna, &id, &[("delivery", "download")]).await.expect_status(303);
        let charge = start_payment(&mut anna).await.expect_status(303).location.unwrap();
        pay(&world, &mut anna, &charge, "pay").await;
        let item = request(&world, &id).await.items[0].id.clone();
        let elm =
            anna.get(&format!("/certificates/requests/{id}/documents/{item}/elm")).await.expect_status(200);
        let elm: Value = serde_json::from_str(&elm.body).unwrap();
        let first = elm["displayParameter"]["primaryLanguage"]["id"].as_str().unwrap();
        assert!(first.ends_with(expected), "{tongue}: {first}");
    }
    world.finish().await;
}
