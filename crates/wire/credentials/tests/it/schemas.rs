//! Our formats against the official schemas, with libraries that are not ours: the JSON Schemas of Open Badges and of
//! Verifiable Credentials, the shapes of the European Learning Model, the schema of ELMO; `PyJWT` checks the signature.
//!
//! The test runs when `ATENEO_TEST_PYTHON` names a Python with scripts/test-python.txt, and the schemas are there: in the
//! folder that `ATENEO_SPECS` names, or in `../shared/specs` beside the repository. It says so when it is skipped.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use credentials::{elm, elmo, signed};
use keys::{KeySet, PublishedKey, SecretKey, Signer};
use serde_json::{Value, json};

use crate::{hostile, world};

fn specs() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/specs");
    let specs = std::env::var_os("ATENEO_SPECS").map_or(beside, PathBuf::from);
    let there = |name: &str| specs.join(name).exists();
    (there("openbadges") && there("vc") && there("elm") && there("elmo")).then_some(specs)
}

fn jwk(key: &SecretKey) -> Value {
    let published = PublishedKey {
        key: key.public().clone(),
        not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
        not_after: jiff::Timestamp::MAX,
        compromised_since: None,
    };
    KeySet::new(vec![published]).jwks()["keys"][0].clone()
}

/// What others find wrong, each with its name; none when there are no others here.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should know what did not run")]
fn judged(lines: &[Value]) -> Option<Vec<Value>> {
    let (Some(specs), Ok(python)) = (specs(), std::env::var("ATENEO_TEST_PYTHON")) else {
        eprintln!(
            "skipped: ATENEO_TEST_PYTHON names no Python, or ATENEO_SPECS no folder with openbadges, vc, elm and elmo"
        );
        return None;
    };
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside/conformance.py"))
        .arg(specs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).unwrap());
    let said = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(said.status.success());
    Some(
        String::from_utf8(said.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn lines(key: &SecretKey) -> Vec<Value> {
    let all = world::all().into_iter().chain([("hostile", hostile::path())]);
    all.flat_map(|(name, it)| {
        let jwt = signed(key, &it).unwrap();
        [
            json!({ "name": name, "format": "jwt", "text": jwt, "key": jwk(key) }),
            json!({ "name": name, "format": "elm", "text": elm(&it).to_string() }),
            json!({ "name": name, "format": "elmo", "text": elmo(&it).unwrap() }),
        ]
    })
    .collect()
}

#[test]
fn the_official_schemas_find_nothing_wrong() {
    let lines = lines(&world::key());
    let Some(verdicts) = judged(&lines) else { return };
    assert_eq!(verdicts.len(), lines.len());
    let wrong: Vec<_> = verdicts.iter().filter(|verdict| verdict["faults"] != json!([])).collect();
    assert!(wrong.is_empty(), "{}", serde_json::to_string_pretty(&wrong).unwrap());
}

#[test]
fn the_official_schemas_find_what_is_missing() {
    let (key, it) = (world::key(), world::award());
    let mut model = elm(&it);
    model.as_object_mut().unwrap().remove("credentialSubject");
    let report =
        elmo(&it).unwrap().replace("<issueDate>", "<issuedDate>").replace("</issueDate>", "</issuedDate>");
    let mut badge = credentials::open_badge(&it);
    badge["credentialSubject"].as_object_mut().unwrap().remove("achievement");
    for (claim, value) in [("iss", badge["issuer"]["id"].clone()), ("jti", badge["id"].clone())] {
        badge[claim] = value;
    }
    badge["sub"] = badge["credentialSubject"]["id"].clone();
    let kid = format!("{}/{}", it.addresses.keys, key.public().id().text());
    let jwt = keys::jws::seal_named(&key, &kid, "vc+jwt", badge.to_string().as_bytes()).unwrap();
    let lines = [
        json!({ "name": "no subject", "format": "elm", "text": model.to_string() }),
        json!({ "name": "no date", "format": "elmo", "text": report }),
        json!({ "name": "no achievement", "format": "jwt", "text": jwt, "key": jwk(&key) }),
    ];
    let Some(verdicts) = judged(&lines) else { return };
    for verdict in verdicts {
        assert_ne!(verdict["faults"], json!([]), "{verdict}");
    }
}
