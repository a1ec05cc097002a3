//! A person as the office knows them.

use kernel::{
    Day, Email, Event, FiscalCode, Gender, Language, PersonCode, PersonName, Telephone, text::fold,
};
use platform::{Conn, OnUnique, Stop, Subject, Tx};
use serde::{Deserialize, Serialize};
use sqlx::{Row, any::AnyRow};

/// Who a person is, as their papers say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalData {
    /// All surnames.
    pub surname: PersonName,
    /// All names.
    pub name: PersonName,
    /// As in the identity document.
    pub gender: Gender,
    /// Day of birth.
    pub birth_day: Day,
    /// ISO 3166-1 code of the country of birth, as it is today.
    pub birth_country: String,
    /// Belfiore code of the municipality of birth; none abroad.
    pub birth_place: Option<String>,
    /// The place of birth in words.
    pub birth_place_name: String,
    /// ISO 3166-1 code.
    pub citizenship: String,
    /// The Italian fiscal code, if the person has one.
    pub fiscal_code: Option<FiscalCode>,
}

impl PersonalData {
    /// Name and surname, in this order.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.name, self.surname)
    }
}

/// A registered person. Its [`PersonalData`] is read as if its fields were here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Identifier; of the account too.
    pub id: String,
    /// The eight digits by which the university knows the person.
    pub code: PersonCode,
    /// Who they are.
    #[serde(flatten)]
    pub personal: PersonalData,
    /// Personal e-mail address.
    pub email: Email,
    /// The language they read.
    pub language: Language,
    /// When registration was completed with an identity document (stored instant).
    pub completed_at: Option<String>,
    /// Counts the changes; forms carry it so that two windows do not overwrite each other.
    pub version: i64,
}

impl std::ops::Deref for Person {
    type Target = PersonalData;
    fn deref(&self) -> &PersonalData {
        &self.personal
    }
}

/// Telephone contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phones {
    /// Mobile.
    pub mobile: Option<Telephone>,
    /// At the residence.
    pub residence: Option<Telephone>,
    /// At the contact address.
    pub contact: Option<Telephone>,
}

/// The person with an identifier.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Person>, Stop> {
    let row = sqlx::query("select * from person where id = $1").bind(id).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// The person with a person code.
///
/// # Errors
/// When the database fails.
pub async fn by_code(conn: &mut Conn, code: &PersonCode) -> Result<Option<Person>, Stop> {
    let row = sqlx::query("select * from person where person_code = $1")
        .bind(code.to_string())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The person with a fiscal code.
///
/// # Errors
/// When the database fails.
pub async fn by_fiscal_code(conn: &mut Conn, code: &FiscalCode) -> Result<Option<Person>, Stop> {
    let row = sqlx::query("select * from person where fiscal_code = $1")
        .bind(code.as_str())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The people of these names who were born on this day in this country; case and accents are not looked at.
///
/// # Errors
/// When the database fails.
pub async fn by_birth(
    conn: &mut Conn,
    surname: &PersonName,
    name: &PersonName,
    birth_day: Day,
    birth_country: &str,
) -> Result<Vec<Person>, Stop> {
    sqlx::query(
        "select * from person where surname_folded = $1 and name_folded = $2 and birth_day = $3 \
         and birth_country = $4 order by id limit 20",
    )
    .bind(fold(surname.as_str()))
    .bind(fold(name.as_str()))
    .bind(birth_day.iso())
    .bind(birth_country)
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The people with an e-mail address, which a family may share; letter case is not looked at.
///
/// # Errors
/// When the database fails.
pub async fn by_email(conn: &mut Conn, email: &Email) -> Result<Vec<Person>, Stop> {
    sqlx::query("select * from person where email_folded = $1 order by id limit 20")
        .bind(email.as_str().to_lowercase())
        .fetch_all(conn)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Counts a change that a form asks for; false when the form was read before another change.
pub(crate) async fn touch(tx: &mut Tx, id: &str, version: Option<i64>) -> Result<bool, Stop> {
    let done = sqlx::query("update person set version = version + 1 where id = $1 and version = $2")
        .bind(id)
        .bind(version.unwrap_or(0))
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Counts a change that cannot overwrite another.
pub(crate) async fn bump(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let done = sqlx::query("update person set version = version + 1 where id = $1")
        .bind(id)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Stop::not_found()) }
}

/// Stores the telephone contacts.
pub(crate) async fn save_phones(tx: &mut Tx, id: &str, phones: &Phones) -> Result<(), Stop> {
    sqlx::query("update person set mobile = $1, residence_phone = $2, contact_phone = $3 where id = $4")
        .bind(phones.mobile.clone().map(String::from))
        .bind(phones.residence.clone().map(String::from))
        .bind(phones.contact.clone().map(String::from))
        .bind(id)
        .execute(tx.conn())
        .await?;
    tx.journal(&Subject::new("person", id), Event::new("people.phones-changed")).await
}

/// Stores the fiscal code of a person who had none; false when there is one.
pub(crate) async fn save_fiscal_code(tx: &mut Tx, id: &str, code: &FiscalCode) -> Result<bool, Stop> {
    let done = sqlx::query("update person set fiscal_code = $1 where id = $2 and fiscal_code is null")
        .bind(code.as_str())
        .bind(id)
        .execute(tx.conn())
        .await
        .on_unique("fiscal_code", "known")?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.journal(&Subject::new("person", id), Event::new("people.fiscal-code-added")).await?;
    Ok(true)
}

/// Remembers the language that a person reads, for mails and papers.
///
/// # Errors
/// When the database fails.
pub async fn set_language(tx: &mut Tx, id: &str, language: Language) -> Result<(), Stop> {
    sqlx::query("update person set language = $1, version = version + 1 where id = $2")
        .bind(language.code())
        .bind(id)
        .execute(tx.conn())
        .await?;
    let event = Event::new("people.language-chosen").with("language", language.code());
    tx.journal(&Subject::new("person", id), event).await
}

/// People by a surname, or by name and surname in either order; case, accents and punctuation are not looked at.
///
/// # Errors
/// When the database fails.
pub async fn by_name(conn: &mut Conn, typed: &str, limit: usize) -> Result<Vec<Person>, Stop> {
    let folded = fold(typed);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(6).collect();
    let mut found: Vec<Person> = Vec::new();
    // The whole may be a surname; else one part is the surname and the rest the name.
    let mut guesses = vec![(words.join(" "), String::new())];
    for at in 1..words.len() {
        let (first, rest) = words.split_at(at);
        guesses.push((first.join(" "), rest.join(" ")));
        guesses.push((rest.join(" "), first.join(" ")));
    }
    for (surname, name) in guesses {
        let rows = sqlx::query(
            "select * from person where surname_folded = $1 and ($2 = '' or name_folded = $3) order by id limit 50",
        )
        .bind(&surname)
        .bind(&name)
        .bind(&name)
        .fetch_all(&mut *conn)
        .await?;
        for row in &rows {
            let person = read(row)?;
            if !found.iter().any(|other| other.id == person.id) {
                found.push(person);
            }
        }
    }
    found.truncate(limit);
    Ok(found)
}

pub(crate) fn read(row: &AnyRow) -> Result<Person, Stop> {
    let personal = PersonalData {
        surname: text(row, "surname")?,
        name: text(row, "name")?,
        gender: Gender::parse(&row.try_get::<String, _>("gender")?).map_err(Stop::broken)?,
        birth_day: text(row, "birth_day")?,
        birth_country: row.try_get("birth_country")?,
        birth_place: row.try_get("birth_place")?,
        birth_place_name: row.try_get("birth_place_name")?,
        citizenship: row.try_get("citizenship")?,
        fiscal_code: optional(row, "fiscal_code")?,
    };
    Ok(Person {
        id: row.try_get("id")?,
        code: text(row, "person_code")?,
        personal,
        email: text(row, "email")?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
        completed_at: row.try_get("completed_at")?,
        version: row.try_get("version")?,
    })
}

pub(crate) fn read_phones(row: &AnyRow) -> Result<Phones, Stop> {
    Ok(Phones {
        mobile: optional(row, "mobile")?,
        residence: optional(row, "residence_phone")?,
        contact: optional(row, "contact_phone")?,
    })
}

/// A stored text as its type. The value stays out of the message: it may be personal.
pub(crate) fn text<T: std::str::FromStr>(row: &AnyRow, column: &str) -> Result<T, Stop> {
    row.try_get::<String, _>(column)?.parse().map_err(|_| unreadable(column))
}

pub(crate) fn optional<T: std::str::FromStr>(row: &AnyRow, column: &str) -> Result<Option<T>, Stop> {
    let stored: Option<String> = row.try_get(column)?;
    stored.map(|stored| stored.parse().map_err(|_| unreadable(column))).transpose()
}

fn unreadable(column: &str) -> Stop {
    Stop::broken(format!("a stored {column} cannot be read"))
}
