//! What the formats say, and what they leave out.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use credentials::{elm, elmo, open_badge, signed};
use keys::{Signer, jws};
use serde_json::{Value, json};

use crate::world;

fn part(jwt: &str, at: usize) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jwt.split('.').nth(at).unwrap()).unwrap()).unwrap()
}

#[test]
fn the_badge_is_signed_by_a_key_that_its_name_leads_to() {
    let (key, it) = (world::key(), world::award());
    let jwt = signed(&key, &it).unwrap();
    let header = part(&jwt, 0);
    let kid = format!("{}/{}", it.addresses.keys, key.public().id().text());
    assert_eq!(header, json!({ "alg": "ES256", "kid": kid, "typ": "vc+jwt" }));
    assert_eq!(part(&jwt, 1)["nbf"], it.issued_at.as_second());
    let (message, signature) = jwt.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    key.public().verify(message.as_bytes(), &signature).unwrap();
    assert!(key.public().verify(&message.as_bytes()[1..], &signature).is_err());
    assert!(jws::seal(&key, "vc+jwt", b"{}").is_ok());
}

#[test]
fn every_mark_is_a_result_that_its_achievement_describes() {
    let badge = open_badge(&world::path());
    let subject = &badge["credentialSubject"];
    let described: Vec<_> = subject["achievement"]["resultDescription"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    let results = subject["result"].as_array().unwrap();
    assert_eq!(results.len(), described.len());
    for result in results {
        assert!(described.contains(&&result["resultDescription"]), "{result}");
    }
    assert_eq!(subject["achievement"]["achievementType"], "MasterDegree");
    assert_eq!(badge["credentialStatus"]["statusListIndex"], "1233");
}

#[test]
fn an_enrolment_says_no_award_and_no_level_that_is_not_recorded() {
    let it = world::enrolment();
    let badge = open_badge(&it);
    assert_eq!(badge.get("awardedDate"), None);
    assert_eq!(badge["credentialSubject"]["achievement"]["achievementType"], "LearningProgram");
    assert_eq!(badge["credentialSubject"]["term"], "2023/24");
    let (model, report) = (elm(&it).to_string(), elmo(&it).unwrap());
    assert!(!model.contains("eqf/") && !model.contains("LearningAchievement\""), "{model}");
    assert!(report.contains("<status>in-progress</status>") && !report.contains("<level>"), "{report}");
    assert!(!model.contains("nationalID") && !report.contains("nationalIdentifier"));
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    for (name, it) in world::all() {
        assert_eq!(open_badge(&it).to_string(), open_badge(&it.clone()).to_string(), "{name}");
        assert_eq!(elm(&it).to_string(), elm(&it.clone()).to_string(), "{name}");
        assert_eq!(elmo(&it).unwrap(), elmo(&it.clone()).unwrap(), "{name}");
    }
}
