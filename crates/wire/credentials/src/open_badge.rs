//! W3C Verifiable Credential 2.0 and Open Badges 3.0 in one: the achievement is the title, the path or the enrolment; each
//! mark is a result of it. Credits of an examination have no place of their own in the standard, so they are a result of
//! the type `ext:ECTSCredits`, as its vocabulary may be extended.

use keys::{Signer, jws};
use serde_json::{Map, Number, Value, json};

use crate::{
    Certifies, Credential, Level,
    credential::{Mark, decimal},
};

const CREDITS: &str = "ext:ECTSCredits";

/// The credential as a compact JWS: `typ` is `vc+jwt` and `kid` the key's own address.
///
/// # Errors
/// When the key does not sign.
pub fn signed(signer: &dyn Signer, credential: &Credential) -> Result<String, keys::CannotSign> {
    let mut payload = open_badge(credential);
    if let Some(fields) = payload.as_object_mut() {
        // Open Badges 3.0, section 8.2: each repeats a member of the credential.
        let claims = [
            ("iss", credential.addresses.issuer.clone().into()),
            ("jti", urn(credential).into()),
            ("nbf", credential.issued_at.as_second().into()),
            ("sub", subject(credential).into()),
        ];
        fields.extend(claims.map(|(name, value): (&str, Value)| (name.to_owned(), value)));
    }
    let kid = format!("{}/{}", credential.addresses.keys, signer.public().id().text());
    jws::seal_named(signer, &kid, "vc+jwt", payload.to_string().as_bytes())
}

/// The credential itself, before it is signed.
pub fn open_badge(it: &Credential) -> Value {
    object([
        (
            "@context",
            json!([
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
            ]),
        ),
        ("id", urn(it).into()),
        ("type", json!(["VerifiableCredential", "AchievementCredential"])),
        ("name", name(it).into()),
        ("description", description(it).into()),
        ("issuer", issuer(it)),
        ("validFrom", it.issued().into()),
        ("awardedDate", awarded(it)),
        ("credentialStatus", status(it)),
        ("credentialSubject", credential_subject(it)),
    ])
}

fn urn(it: &Credential) -> String {
    format!("urn:uuid:{}", it.id)
}

/// A name for the person inside this credential only, so that two credentials cannot be put together by it.
fn subject(it: &Credential) -> String {
    format!("urn:uuid:{}#holder", it.id)
}

fn name(it: &Credential) -> String {
    let what = match it.certifies {
        Certifies::Award => it.pick("Conseguimento titolo", "Degree award"),
        Certifies::Path => it.pick("Percorso formativo", "Educational path"),
        Certifies::Enrolment => it.pick("Iscrizione", "Enrolment"),
        Certifies::Supplement => it.pick("Supplemento al diploma", "Diploma supplement"),
    };
    format!("{what}: {}", it.say(it.title()))
}

fn description(it: &Credential) -> String {
    let (number, code, at) = (&it.number, &it.code, &it.addresses.verify);
    if it.italian {
        format!("Documento n. {number}; codice di verifica {code} su {at}")
    } else {
        format!("Document no. {number}; verification code {code} at {at}")
    }
}

fn issuer(it: &Credential) -> Value {
    let issuer = &it.issuer;
    object([
        ("id", it.addresses.issuer.clone().into()),
        ("type", json!(["Profile"])),
        ("name", it.say(&issuer.name).into()),
        ("url", it.addresses.home.clone().into()),
        ("email", some(&issuer.email)),
        (
            "otherIdentifier",
            json!([{ "type": "IdentifierEntry", "identifier": issuer.fiscal_code, "identifierType": "ext:CodiceFiscale" }]),
        ),
    ])
}

/// The day of the award; the formats have instants only, so it is the first of that day.
fn awarded(it: &Credential) -> Value {
    it.award.as_ref().map_or(Value::Null, |award| format!("{}T00:00:00Z", award.on).into())
}

/// Bitstring Status List 1.0, section 2.1.
fn status(it: &Credential) -> Value {
    json!({
        "id": format!("{}#{}", it.addresses.status, it.status_index),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": it.status_index.to_string(),
        "statusListCredential": it.addresses.status,
    })
}

fn credential_subject(it: &Credential) -> Value {
    let results = results(it);
    let earned = it.earned_tenths();
    object([
        ("id", subject(it).into()),
        ("type", json!(["AchievementSubject"])),
        ("identifier", identifiers(it)),
        ("activityStartDate", format!("{}T00:00:00Z", it.programme.opened_on).into()),
        (
            "activityEndDate",
            it.programme.closed_on.map_or(Value::Null, |day| format!("{day}T00:00:00Z").into()),
        ),
        ("creditsEarned", if earned > 0 { number(earned) } else { Value::Null }),
        ("licenseNumber", it.number.clone().into()),
        ("term", if it.certifies == Certifies::Enrolment { some(&it.programme.year) } else { Value::Null }),
        ("achievement", achievement(it, &results)),
        ("result", results.iter().map(|result| result.reached.clone()).collect()),
    ])
}

fn identifiers(it: &Credential) -> Value {
    let holder = &it.holder;
    let full = format!("{} {}", holder.given_names, holder.family_name);
    let born = holder.born_on.to_string();
    let all = [
        ("name", full.as_str()),
        ("nationalIdentityNumber", holder.fiscal_code.as_str()),
        ("sisSourcedId", holder.matricola.as_str()),
        ("ext:birthDate", born.as_str()),
    ];
    let each = |(kind, value): (&str, &str)| json!({ "type": "IdentityObject", "hashed": false, "identityHash": value, "identityType": kind });
    all.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(each).collect()
}

fn achievement(it: &Credential, results: &[Outcome]) -> Value {
    let programme = &it.programme;
    object([
        ("id", format!("urn:uuid:{}#achievement", it.id).into()),
        ("type", json!(["Achievement"])),
        ("achievementType", kind(it).into()),
        ("name", it.say(it.title()).into()),
        ("description", about(it).into()),
        ("criteria", json!({ "narrative": criteria(it) })),
        (
            "creator",
            json!({ "id": it.addresses.issuer, "type": ["Profile"], "name": it.say(&it.issuer.name) }),
        ),
        (
            "creditsAvailable",
            if programme.ects_tenths > 0 { number(programme.ects_tenths) } else { Value::Null },
        ),
        ("humanCode", some(&programme.class)),
        ("inLanguage", some(&programme.language)),
        ("resultDescription", results.iter().map(|result| result.described.clone()).collect()),
    ])
}

fn kind(it: &Credential) -> &'static str {
    match (&it.award, it.programme.level) {
        (None, _) => "LearningProgram",
        (Some(_), Some(Level::Bachelor)) => "BachelorDegree",
        (Some(_), Some(Level::Master)) => "MasterDegree",
        (Some(_), Some(Level::Doctorate)) => "ResearchDoctorate",
        (Some(_), None) => "Degree",
    }
}

fn about(it: &Credential) -> String {
    let (title, year) = (it.say(&it.programme.title), &it.programme.year);
    if it.italian {
        format!("{title}, prima iscrizione nell’anno accademico {year}")
    } else {
        format!("{title}, first enrolled in the academic year {year}")
    }
}

fn criteria(it: &Credential) -> &'static str {
    match (it.award.is_some(), it.italian) {
        (true, true) => "Superare gli esami e la prova finale del corso.",
        (true, false) => "Pass the examinations and the final examination of the programme.",
        (false, true) => "Essere iscritti al corso; i risultati dicono gli esami superati.",
        (false, false) => "Be enrolled in the programme; the results say which examinations were passed.",
    }
}

/// What can be reached, and what was.
struct Outcome {
    described: Value,
    reached: Value,
}

fn results(it: &Credential) -> Vec<Outcome> {
    let mut all: Vec<Outcome> = standing(it).into_iter().collect();
    if let Some(mark) = it.award.as_ref().and_then(|award| award.mark) {
        all.push(marked(it, "final-mark", it.pick("Voto finale", "Final mark"), mark));
    }
    for (place, exam) in it.exams.iter().enumerate() {
        let title = format!("{} ({})", it.say(&exam.title), exam.code);
        let key = format!("exam-{}", place.saturating_add(1));
        all.push(match exam.mark {
            Some(mark) => marked(it, &key, &title, mark),
            None => stands(it, &key, &title, "Completed"),
        });
        let credits = format!("{title}, {}", it.pick("CFU", "ECTS credits"));
        all.push(outcome(
            it,
            &format!("{key}-credits"),
            &credits,
            CREDITS,
            [("value", decimal(exam.ects_tenths).into())],
        ));
    }
    all
}

/// None for a career that ended without a title: whether the person left is not recorded.
fn standing(it: &Credential) -> Option<Outcome> {
    let status = match (&it.award, it.programme.closed_on) {
        (Some(_), _) => "Completed",
        (None, None) => "Enrolled",
        (None, Some(_)) => return None,
    };
    Some(stands(it, "status", it.pick("Stato della carriera", "Status of the career"), status))
}

fn stands(it: &Credential, key: &str, name: &str, status: &str) -> Outcome {
    outcome(it, key, name, "Status", [("status", status.into())])
}

fn marked(it: &Credential, key: &str, name: &str, mark: Mark) -> Outcome {
    let value = if mark.honours {
        format!("{} {}", mark.points, it.pick("e lode", "cum laude"))
    } else {
        mark.points.to_string()
    };
    let mut outcome = outcome(it, key, name, "RawScore", [("value", value.into())]);
    if let Some(fields) = outcome.described.as_object_mut() {
        fields.insert("valueMax".to_owned(), mark.out_of.to_string().into());
    }
    outcome
}

fn outcome<const N: usize>(
    it: &Credential,
    key: &str,
    name: &str,
    kind: &str,
    reached: [(&str, Value); N],
) -> Outcome {
    let id = format!("urn:uuid:{}#{key}", it.id);
    let described = json!({ "id": id, "type": ["ResultDescription"], "name": name, "resultType": kind });
    let mut result = json!({ "type": ["Result"], "resultDescription": id });
    if let Some(fields) = result.as_object_mut() {
        fields.extend(reached.map(|(name, value)| (name.to_owned(), value)));
    }
    Outcome { described, reached: result }
}

fn number(tenths: i64) -> Value {
    decimal(tenths).parse::<Number>().map_or(Value::Null, Value::Number)
}

fn some(text: &str) -> Value {
    if text.trim().is_empty() { Value::Null } else { text.into() }
}

/// An object without what is missing.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let there = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(there.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
