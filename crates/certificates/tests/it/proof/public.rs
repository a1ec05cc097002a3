//! What is published for programs.

use axum::http::{Request, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use certificates::issue;
use jiff::SignedDuration;
use keys::KeySet;
use platform::testing::{Answer, World};
use status_list::{State, open_cwt, open_jwt};
use transparency::{
    Hash,
    checkpoint::{Checkpoint, NoteVerifier},
    leaf_hash, verify_inclusion,
};

use super::{issued, town, withdraw};

async fn get(world: &World, path: &str) -> Answer {
    world.guest().get(path).await.expect_status(200)
}

async fn asked(world: &World, path: &str, name: header::HeaderName, value: &str) -> Answer {
    let request = Request::get(path).header(name, value).body(axum::body::Body::empty()).unwrap();
    world.guest().send(request).await
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn the_keys_are_published_before_anything_is_signed() {
    let world = town().await;
    let answer = get(&world, "/.well-known/ateneo-keys.json").await;
    let set = json(&answer);
    assert_eq!(KeySet::from_jwks(&set).unwrap().keys().len(), 1);
    assert_eq!(set["addresses"], serde_json::json!(["http://ateneo.test/v"]));
    assert_eq!(set["log"]["origin"], "ateneo.test/log");
    let der = STANDARD.decode(set["seals"][0]["x5c"][0].as_str().unwrap()).unwrap();
    let seal = pades_wire::Certificate::from_der(&der).unwrap();
    assert!(seal.holder().contains("Università di Prova"), "{}", seal.holder());
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    let tag = answer.headers[header::ETAG].to_str().unwrap().to_owned();
    asked(&world, "/.well-known/ateneo-keys.json", header::IF_NONE_MATCH, &tag).await.expect_status(304);
    assert_eq!(get(&world, "/.well-known/ateneo-keys.json").await.body, answer.body, "published once");
    world.finish().await;
}

#[tokio::test]
async fn the_status_list_says_what_was_withdrawn_and_nothing_else() {
    let (world, all) = issued().await;
    let path = "/.well-known/certificates/status";
    let address = format!("http://ateneo.test{path}");
    let keys = KeySet::from_jwks(&json(&get(&world, "/.well-known/ateneo-keys.json").await)).unwrap();
    let now = || world.house.clock().now();
    let first = get(&world, path).await;
    assert_eq!(first.headers[header::CONTENT_TYPE], "application/statuslist+jwt");
    let list = open_jwt(&first.body, &address, &keys, now()).unwrap().list;
    assert!(list.places() >= 1 << 17);
    assert!((0..list.places()).all(|place| list.state(place) == Some(State::Valid)));
    assert_eq!(get(&world, path).await.body, first.body, "signed once while nothing changes");

    withdraw(&world, &all[0], "revoke").await;
    withdraw(&world, &all[1], "supersede").await;
    let second = get(&world, path).await;
    assert_ne!(second.headers[header::ETAG], first.headers[header::ETAG]);
    let list = open_jwt(&second.body, &address, &keys, now()).unwrap().list;
    let states: Vec<_> = (0..4).map(|place| list.state(place).unwrap()).collect();
    assert_eq!(states, [State::Withdrawn, State::Superseded, State::Valid, State::Valid]);

    let short = asked(&world, path, header::ACCEPT, "application/statuslist+cwt").await.expect_status(200);
    assert_eq!(short.headers[header::CONTENT_TYPE], "application/statuslist+cwt");
    assert_eq!(open_cwt(&short.bytes, &address, &keys, now()).unwrap().list, list);

    world.pass(SignedDuration::from_hours(2)).await;
    let third = open_jwt(&get(&world, path).await.body, &address, &keys, now()).unwrap();
    assert_eq!(third.issued, now(), "signed again long before it ends");
    world.finish().await;
}

#[tokio::test]
async fn whoever_mirrors_the_log_finds_every_entry_proven() {
    let (world, all) = issued().await;
    let verifier = issue::keys::log_verifier(&world.house).unwrap();
    let key = json(&get(&world, "/.well-known/ateneo-keys.json").await)["log"]["keys"][0].clone();
    assert_eq!(NoteVerifier::parse(key.as_str().unwrap()).unwrap(), verifier);
    let note = get(&world, "/log/checkpoint").await.body;
    let head = Checkpoint::open(&note, "ateneo.test/log", &verifier).unwrap();
    assert_eq!(head.size, 3);
    let tile = get(&world, "/log/tile/0/000.p/3").await;
    let leaves: Vec<Hash> = tile.bytes.chunks(32).map(|hash| hash.try_into().unwrap()).collect();
    for (place, document) in (0..).zip(&all) {
        let leaf = leaf_hash(&printed::message(&document.printed).unwrap());
        assert_eq!(leaves[usize::try_from(place).unwrap()], leaf);
        let text = get(&world, &format!("/log/proof/{place}")).await.body;
        let (proof, note) = text.split_once("\n\n").unwrap();
        let mut lines = proof.lines();
        assert_eq!(lines.next(), Some("c2sp.org/tlog-proof@v1"));
        assert_eq!(lines.next(), Some(format!("index {place}").as_str()));
        let hashes: Vec<Hash> =
            lines.map(|line| STANDARD.decode(line).unwrap().try_into().unwrap()).collect();
        let head = Checkpoint::open(note, "ateneo.test/log", &verifier).unwrap();
        verify_inclusion(place, head.size, &leaf, &hashes, &head.root).unwrap();
        assert!(!text.contains(&document.code));
    }
    for absent in [
        "/log/tile/0/000",
        "/log/tile/0/000.p/4",
        "/log/tile/0/000.p/0",
        "/log/tile/1/000.p/1",
        "/log/tile/9/000",
        "/log/tile/0/0",
        "/log/tile/x/000",
        "/log/proof/3",
        "/log/proof/x",
        "/log/proof/-1",
        "/log/proof/99999999999999999999",
    ] {
        world.guest().get(absent).await.expect_status(404);
    }
    world.finish().await;
}

#[tokio::test]
async fn an_empty_log_has_a_signed_head_too() {
    let world = town().await;
    let verifier = issue::keys::log_verifier(&world.house).unwrap();
    let note = get(&world, "/log/checkpoint").await.body;
    assert_eq!(Checkpoint::open(&note, "ateneo.test/log", &verifier).unwrap().root, transparency::EMPTY);
    world.guest().get("/log/proof/0").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn the_page_for_no_network_knows_all_it_needs_and_alone_has_the_camera() {
    let (world, _) = issued().await;
    for path in ["/v", "/verify/offline"] {
        let page = get(&world, path).await;
        assert!(!page.body.contains("__KNOWN__"));
        let known = page.body.split("id=\"known\">").nth(1).unwrap().split("</script>").next().unwrap();
        assert!(!known.contains('<'));
        let known: serde_json::Value = serde_json::from_str(known).unwrap();
        let keys = KeySet::from_jwks(&known["keys"]).unwrap();
        let address = known["status"]["address"].as_str().unwrap();
        open_jwt(known["status"]["token"].as_str().unwrap(), address, &keys, world.house.clock().now())
            .unwrap();
        assert_eq!(known["seals"].as_array().unwrap().len(), 1);
        assert_eq!(known["addresses"][0], "http://ateneo.test/v");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
        assert!(page.headers["permissions-policy"].to_str().unwrap().contains("camera=(self)"));
        assert!(!page.headers.contains_key("set-cookie"));
    }
    let worker = get(&world, "/verify/worker.js?page=/v&page=/verify/offline").await;
    assert_eq!(worker.headers["service-worker-allowed"], "/v");
    assert!(worker.headers["content-type"].to_str().unwrap().starts_with("text/javascript"));
    let other = get(&world, "/verify").await;
    assert!(other.headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
    world.finish().await;
}
