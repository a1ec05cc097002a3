//! The European Learning Model 3, in the profile of the European Digital Credential. What was awarded is a learning
//! achievement whose parts are the examinations, each proven by its assessment; an enrolment is a learning activity.
//!
//! It bears no seal of its own: the signed PDF that carries it vouches for it. Things that are said more than once are
//! written once and named by their identifier afterwards.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::{Credential, Exam, Mark, Words, credential::decimal, picture::card};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
const ORGANISATION: &str = "urn:epass:org:1";
const AWARDING: &str = "urn:epass:awardingProcess:1";
const EXAMINING: &str = "urn:epass:awardingProcess:2";

/// The credential as JSON-LD.
pub fn elm(it: &Credential) -> Value {
    let issued = it.issued();
    json!({
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": format!("urn:credential:{}", it.id),
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": snb("credential", "e34929035b", "Generic"),
        "credentialSchema": { "id": "http://data.europa.eu/snb/model/ap/edc-generic-full", "type": "ShaclValidator2017" },
        "identifier": [identifier("number", "Protocol number", &it.number), identifier("code", "Verification code", &it.code)],
        "issuer": issuer(it),
        "issuanceDate": issued,
        "issued": issued,
        "validFrom": issued,
        "displayParameter": display(it),
        "credentialSubject": person(it),
    })
}

fn issuer(it: &Credential) -> Value {
    let issuer = &it.issuer;
    let mut organisation = json!({
        "id": ORGANISATION,
        "type": "Organisation",
        "legalName": words(&issuer.name),
        "eIDASIdentifier": legal("issuer", &issuer.fiscal_code),
        "registration": legal("registration", &issuer.fiscal_code),
        "homepage": web("home", &it.addresses.home),
        "location": {
            "id": "urn:epass:location:1",
            "type": "Location",
            "address": {
                "id": "urn:epass:address:1",
                "type": "Address",
                "countryCode": italy(),
                "fullAddress": note("address", &Words::new(&issuer.address, &issuer.address)),
            },
        },
    });
    if !issuer.email.trim().is_empty() {
        let mailbox = json!({ "id": format!("mailto:{}", issuer.email), "type": "Mailbox" });
        add(
            &mut organisation,
            "contactPoint",
            json!({ "id": "urn:epass:contactPoint:1", "type": "ContactPoint", "emailAddress": mailbox }),
        );
    }
    organisation
}

fn person(it: &Credential) -> Value {
    let holder = &it.holder;
    let same = |text: &str| json!({ if it.italian { "it" } else { "en" }: text });
    let mut person = json!({
        "id": "urn:epass:person:1",
        "type": "Person",
        "givenName": same(&holder.given_names),
        "familyName": same(&holder.family_name),
        "fullName": same(&format!("{} {}", holder.given_names, holder.family_name)),
        "dateOfBirth": day(holder.born_on),
        "identifier": identifier("matricola", "Student ID", &holder.matricola),
        "hasClaim": claims(it),
    });
    if !holder.fiscal_code.trim().is_empty() {
        add(&mut person, "nationalID", legal("holder", &holder.fiscal_code));
    }
    person
}

fn claims(it: &Credential) -> Value {
    if it.award.is_some() {
        return json!([achievement(it)]);
    }
    let exams = it.exams.iter().enumerate().map(|(place, exam)| part(it, place, exam));
    std::iter::once(activity(it)).chain(exams).collect()
}

/// The title that was awarded.
fn achievement(it: &Credential) -> Value {
    let on = it.award.as_ref().map(|award| award.on);
    let mut claim = json!({
        "id": "urn:epass:learningAchievement:1",
        "type": "LearningAchievement",
        "title": words(it.title()),
        "description": words(&it.programme.title),
        "awardedBy": process(AWARDING, on),
        "specifiedBy": qualification(it),
    });
    if let Some(award) = &it.award {
        if let Some(mark) = award.mark {
            let title = Words::new("Voto finale", "Final mark");
            add(
                &mut claim,
                "provenBy",
                assessment("final", &title, Some(mark), award.on, &process(AWARDING, on)),
            );
        }
        if !award.thesis.trim().is_empty() {
            let said = Words::new(
                format!("Prova finale: {}", award.thesis),
                format!("Final work: {}", award.thesis),
            );
            add(&mut claim, "additionalNote", note("thesis", &said));
        }
    }
    if it.programme.ects_tenths > 0 {
        add(&mut claim, "creditReceived", credits("award", it.programme.ects_tenths));
    }
    if !it.exams.is_empty() {
        let parts = it.exams.iter().enumerate().map(|(place, exam)| part(it, place, exam));
        add(&mut claim, "hasPart", parts.collect::<Value>());
    }
    claim
}

fn qualification(it: &Credential) -> Value {
    let mut spec =
        json!({ "id": "urn:epass:qualification:1", "type": "Qualification", "title": words(it.title()) });
    if let Some(level) = it.programme.level {
        let level = level.eqf();
        add(&mut spec, "eqfLevel", snb("eqf", &level.to_string(), &format!("Level {level}")));
    }
    if let Some(language) = teaching(it) {
        add(&mut spec, "language", language);
    }
    if it.programme.ects_tenths > 0 {
        add(&mut spec, "creditPoint", credits("programme", it.programme.ects_tenths));
    }
    if !it.programme.class.trim().is_empty() {
        add(&mut spec, "identifier", identifier("class", "Classe di laurea", &it.programme.class));
    }
    spec
}

/// That the person is, or was, enrolled.
fn activity(it: &Credential) -> Value {
    let programme = &it.programme;
    let mut time =
        json!({ "id": "urn:epass:period:1", "type": "PeriodOfTime", "startDate": day(programme.opened_on) });
    if let Some(closed) = programme.closed_on {
        add(&mut time, "endDate", day(closed));
    }
    let mut spec = json!({ "id": "urn:epass:learningActivitySpec:1", "type": "LearningActivitySpecification", "title": words(&programme.title) });
    if let Some(language) = teaching(it) {
        add(&mut spec, "language", language);
    }
    let year = &programme.year;
    let said = Words::new(
        format!("Iscrizione, dall’anno accademico {year}"),
        format!("Enrolment, since the academic year {year}"),
    );
    json!({
        "id": "urn:epass:activity:1",
        "type": "LearningActivity",
        "title": words(&programme.title),
        "description": words(&said),
        "awardedBy": process(AWARDING, None),
        "directedBy": { "id": ORGANISATION, "type": "Organisation" },
        "temporal": time,
        "specifiedBy": spec,
    })
}

fn part(it: &Credential, place: usize, exam: &Exam) -> Value {
    let key = format!("exam-{}", place.saturating_add(1));
    let by = process(EXAMINING, None);
    let mut part = json!({
        "id": format!("urn:epass:learningAchievement:{key}"),
        "type": "LearningAchievement",
        "title": words(&exam.title),
        "awardedBy": by,
        "identifier": identifier(&key, "Course code", &exam.code),
        "creditReceived": credits(&key, exam.ects_tenths),
        "provenBy": assessment(&key, &exam.title, exam.mark, exam.passed_on, &by),
    });
    if !exam.sector.trim().is_empty() {
        let said = format!("SSD {}", exam.sector);
        add(&mut part, "additionalNote", note(&format!("{key}-sector"), &Words::new(&said, &said)));
    }
    if it.award.is_none() {
        add(&mut part, "influencedBy", json!({ "id": "urn:epass:activity:1", "type": "LearningActivity" }));
    }
    part
}

fn assessment(key: &str, title: &Words, mark: Option<Mark>, on: Date, by: &Value) -> Value {
    let grade = mark.map_or_else(|| Words::new("Idoneità", "Pass"), Mark::show);
    json!({
        "id": format!("urn:epass:learningAssessment:{key}"),
        "type": "LearningAssessment",
        "title": words(title),
        "grade": note(&format!("{key}-grade"), &grade),
        "dateIssued": day(on),
        "awardedBy": by,
    })
}

fn process(id: &str, on: Option<Date>) -> Value {
    let mut process = json!({ "id": id, "type": "AwardingProcess", "awardingBody": { "id": ORGANISATION, "type": "Organisation" } });
    if let Some(on) = on {
        add(&mut process, "awardingDate", day(on));
    }
    process
}

fn display(it: &Credential) -> Value {
    let primary = if it.italian { language("ITA", "Italian") } else { language("ENG", "English") };
    let image = json!({
        "id": "urn:epass:mediaObject:1",
        "type": "MediaObject",
        "content": STANDARD.encode(card(it)),
        "contentEncoding": snb("encoding", "6146cde7dd", "base64"),
        "contentType": concept(&format!("{AUTHORITY}/file-type"), "SVG", "SVG"),
    });
    json!({
        "id": "urn:epass:displayParameter:1",
        "type": "DisplayParameter",
        "title": words(it.title()),
        "description": words(&it.programme.title),
        "language": [language("ITA", "Italian"), language("ENG", "English")],
        "primaryLanguage": primary,
        "individualDisplay": {
            "id": "urn:epass:individualDisplay:1",
            "type": "IndividualDisplay",
            "language": primary,
            "displayDetail": { "id": "urn:epass:displayDetail:1", "type": "DisplayDetail", "page": 1, "image": image },
        },
    })
}

/// The language of teaching, when it is one of those whose name in the European list we know.
fn teaching(it: &Credential) -> Option<Value> {
    match it.programme.language.as_str() {
        "it" => Some(language("ITA", "Italian")),
        "en" => Some(language("ENG", "English")),
        "fr" => Some(language("FRA", "French")),
        "de" => Some(language("DEU", "German")),
        "es" => Some(language("SPA", "Spanish")),
        _ => None,
    }
}

fn language(code: &str, name: &str) -> Value {
    concept(&format!("{AUTHORITY}/language"), code, name)
}

fn italy() -> Value {
    concept(&format!("{AUTHORITY}/country"), "ITA", "Italy")
}

/// A concept of the schemes that Europass keeps itself.
fn snb(scheme: &str, code: &str, name: &str) -> Value {
    let base = format!("http://data.europa.eu/snb/{scheme}");
    let scheme = json!({ "id": format!("{base}/25831c2"), "type": "ConceptScheme" });
    json!({ "id": format!("{base}/{code}"), "type": "Concept", "inScheme": scheme, "prefLabel": { "en": name } })
}

fn concept(scheme: &str, code: &str, name: &str) -> Value {
    json!({
        "id": format!("{scheme}/{code}"),
        "type": "Concept",
        "inScheme": { "id": scheme, "type": "ConceptScheme" },
        "prefLabel": { "en": name },
    })
}

fn credits(key: &str, tenths: i64) -> Value {
    json!({
        "id": format!("urn:epass:creditPoint:{key}"),
        "type": "CreditPoint",
        "framework": snb("education-credit", "6fcec5c5af", "European Credit Transfer System"),
        "point": decimal(tenths),
    })
}

fn note(key: &str, said: &Words) -> Value {
    json!({ "id": format!("urn:epass:note:{key}"), "type": "Note", "noteLiteral": words(said) })
}

fn web(key: &str, address: &str) -> Value {
    json!({ "id": format!("urn:epass:webResource:{key}"), "type": "WebResource", "contentURL": address })
}

fn identifier(key: &str, scheme: &str, value: &str) -> Value {
    json!({ "id": format!("urn:epass:identifier:{key}"), "type": "Identifier", "schemeName": scheme, "notation": value })
}

/// A codice fiscale, of a person or of an institution.
fn legal(key: &str, value: &str) -> Value {
    json!({
        "id": format!("urn:epass:legalIdentifier:{key}"),
        "type": "LegalIdentifier",
        "schemeName": "Codice fiscale",
        "notation": value,
        "spatial": italy(),
    })
}

/// Texts by their language.
fn words(said: &Words) -> Value {
    said.each()
        .into_iter()
        .map(|(language, text)| (language.to_owned(), text.into()))
        .collect::<Map<_, _>>()
        .into()
}

/// The model has instants where we have days: the first of the day.
fn day(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn add(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}
