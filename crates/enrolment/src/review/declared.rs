//! What was declared, beside what the person's data say today: the office assesses the first and is warned of the
//! second.

use kernel::Language;
use people::Profile;
use platform::{Conn, Stop, Voice};
use sqlx::Row;

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub label: String,
    /// As declared.
    pub declared: String,
    /// As it is today, when that is something else.
    pub now: Option<String>,
}

/// The person's data that were frozen with the application.
///
/// # Errors
/// When the database fails.
pub async fn frozen(conn: &mut Conn, application_id: &str) -> Result<Option<Profile>, Stop> {
    let row = sqlx::query("select snapshot from application where id = $1")
        .bind(application_id)
        .fetch_optional(conn)
        .await?;
    let snapshot: Option<String> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    Ok(snapshot.as_deref().and_then(read))
}

/// A snapshot holds the person's data as `profile`.
fn read(snapshot: &str) -> Option<Profile> {
    let mut value: serde_json::Value = serde_json::from_str(snapshot).ok()?;
    let profile = value.get_mut("profile").map(serde_json::Value::take)?;
    serde_json::from_value(profile).ok()
}

/// The comparison, in the order in which people are asked.
pub fn compare(voice: &Voice, declared: &Profile, now: Option<&Profile>) -> Vec<Line> {
    let today: Vec<(&str, String)> = now.map(|profile| values(profile, voice)).unwrap_or_default();
    values(declared, voice)
        .into_iter()
        .map(|(key, declared)| {
            let now = today.iter().find(|(other, _)| *other == key).map(|(_, value)| value.clone());
            Line {
                label: voice.say(&format!("review-data-{key}")),
                now: now.filter(|now| *now != declared),
                declared,
            }
        })
        .collect()
}

fn values(profile: &Profile, voice: &Voice) -> Vec<(&'static str, String)> {
    let language = voice.language;
    let person = &profile.person;
    let phone = |phone: &Option<kernel::Telephone>| phone.clone().map(String::from).unwrap_or_default();
    let documents: Vec<String> = profile
        .documents
        .iter()
        .map(|document| {
            format!(
                "{} {}, {} – {}",
                document.number, document.issuer, document.issued_on, document.expires_on
            )
        })
        .collect();
    vec![
        ("surname", person.surname.to_string()),
        ("name", person.name.to_string()),
        ("gender", voice.say(&format!("person-gender-{}", person.gender.code()))),
        ("birth-day", person.birth_day.to_string()),
        (
            "birth-place",
            format!("{} ({})", person.birth_place_name, country(&person.birth_country, language)),
        ),
        ("citizenship", country(&person.citizenship, language)),
        ("fiscal-code", person.fiscal_code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default()),
        ("email", person.email.to_string()),
        ("mobile", phone(&profile.phones.mobile)),
        ("residence", profile.residence.as_ref().map(|a| a.in_one_line(language)).unwrap_or_default()),
        ("contact", profile.contact.as_ref().map(|a| a.in_one_line(language)).unwrap_or_default()),
        ("documents", documents.join("; ")),
    ]
}

/// A country's name in a language; its code when there is none.
pub fn country(code: &str, language: Language) -> String {
    reference::country(code).map_or_else(|| code.to_owned(), |country| country.name(language).to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_snapshot_that_cannot_be_read_is_no_declaration() {
        for text in ["", "null", "{}", "{\"profile\":{}}", "[1]"] {
            assert!(super::read(text).is_none(), "{text}");
        }
    }
}
