//! Names that try to be something else than text.

use credentials::{Credential, Words, elm, elmo, open_badge, signed};
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::world;

/// XML, JSON, control characters, right to left, two thousand letters.
const HOSTILE: &str =
    "</familyName><x a=\"]]>\"&amp;&x; <!-- \u{202e}\u{0}\u{1b}\u{fffe} \"},{\"id\": 'ö 🎓 <?pi ?>\n\tend";

/// A path whose every text is hostile.
pub fn path() -> Credential {
    let long = "Ω".repeat(2_000);
    let mut it = world::path();
    it.holder.given_names = HOSTILE.to_owned();
    it.holder.family_name = format!("{HOSTILE}{long}");
    it.holder.born_in = HOSTILE.to_owned();
    it.programme.title = Words::new(HOSTILE, "");
    it.programme.class = HOSTILE.to_owned();
    it.exams[0].title = Words::new("", HOSTILE);
    it.exams[1].title = Words::default();
    it.exams[0].code = HOSTILE.to_owned();
    if let Some(award) = &mut it.award {
        award.thesis = format!("{HOSTILE}{long}");
        award.title = Words::new(HOSTILE, HOSTILE);
    }
    it
}

/// Every text of an XML document between tags, and how many tags it has.
fn texts(xml: &str) -> (Vec<String>, usize) {
    let mut reader = Reader::from_str(xml);
    let (mut texts, mut tags, mut text) = (Vec::new(), 0, String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(_) => {
                tags += 1;
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => text.push_str(match name.as_ref() {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("an entity that nobody wrote: {other}"),
            }),
            Event::End(_) => texts.push(std::mem::take(&mut text)),
            Event::Decl(_) => {}
            Event::Eof => return (texts, tags),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_hostile_name_is_text_in_each_format() {
    let (it, plain) = (path(), world::path());
    let badge = open_badge(&it);
    assert!(badge.to_string().contains("end"));
    let names = badge["credentialSubject"]["identifier"].as_array().unwrap().clone();
    assert!(names.iter().any(|name| name["identityHash"].as_str().unwrap().starts_with(HOSTILE)));
    assert_eq!(elm(&it)["credentialSubject"]["givenName"]["it"], HOSTILE);
    let (said, tags) = texts(&elmo(&it).unwrap());
    // Two titles have one language fewer, an exam's is a dash in both: no other tag came or went.
    assert_eq!(tags, texts(&elmo(&plain).unwrap()).1 - 2);
    let kept: String =
        "</familyName><x a=\"]]>\"&amp;&x; <!-- \u{202e} \"},{\"id\": 'ö 🎓 <?pi ?> end".to_owned();
    assert!(said.contains(&kept), "{said:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_name_comes_back_from_each_format(name in any::<String>(), title in any::<String>()) {
        let mut it = world::award();
        it.holder.given_names.clone_from(&name);
        it.programme.title = Words::new(title.clone(), title);
        let jwt = signed(&world::key(), &it).unwrap();
        prop_assert_eq!(jwt.split('.').count(), 3);
        let model: Value = serde_json::from_str(&elm(&it).to_string()).unwrap();
        prop_assert_eq!(&model["credentialSubject"]["givenName"]["it"], &Value::from(name));
        let _ = texts(&elmo(&it).unwrap());
    }
}
