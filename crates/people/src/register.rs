//! How a person comes to be known: registration, telling who is known already, completion.

use kernel::{Email, Event, Language, PersonCode, text::fold};
use platform::{Conn, OnUnique, Stop, Subject, Tx};
use sqlx::Row;

use crate::{
    address::{self, AddressKind, NewAddress},
    person::{PersonalData, Phones, optional, text},
};

/// What a person says of themselves when they register, checked.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Who they are.
    pub personal: PersonalData,
    /// Personal e-mail address, outside the institution's domains.
    pub email: Email,
    /// The language they read.
    pub language: Language,
    /// Telephone contacts.
    pub phones: Phones,
    /// Where they live; none when it is asked later.
    pub residence: Option<NewAddress>,
    /// Where letters go; none when it is the residence.
    pub contact: Option<NewAddress>,
}

/// A person in two identifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// Identifier.
    pub id: String,
    /// Person code.
    pub code: PersonCode,
}

/// How a person was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// The same fiscal code.
    FiscalCode,
    /// The same names, birth day and country of birth, and no two different fiscal codes.
    NameAndBirth,
}

/// Somebody who has registered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// How they were recognised.
    pub by: KnownBy,
    /// Identifier.
    pub person_id: String,
    /// Where to write to them.
    pub email: Email,
    /// In which language.
    pub language: Language,
}

/// Registers a person with a new person code and tells `people.registered`.
///
/// # Errors
/// Fault `known` of the field `fiscal_code` when another person has it (ask [`known`] first); or when the database
/// fails.
pub async fn register(tx: &mut Tx, new: NewPerson) -> Result<PersonRef, Stop> {
    let id = tx.new_id();
    register_as(tx, id, new).await
}

pub(crate) async fn register_as(tx: &mut Tx, id: String, new: NewPerson) -> Result<PersonRef, Stop> {
    let code = insert_with_code(tx, &id, &new).await?;
    let about = Subject::new("person", &id);
    tx.journal(&about, Event::new("people.registered")).await?;
    if let Some(residence) = &new.residence {
        address::insert(tx, &id, AddressKind::Residence, residence).await?;
    }
    if let Some(contact) = &new.contact {
        address::insert(tx, &id, AddressKind::Contact, contact).await?;
    }
    Ok(PersonRef { id, code })
}

/// Nine million codes are possible: one that is taken is drawn again.
async fn insert_with_code(tx: &mut Tx, id: &str, new: &NewPerson) -> Result<PersonCode, Stop> {
    for _ in 0..100 {
        let code = PersonCode::from_random(tx.house().dice().number());
        if insert(tx, id, code, new).await? {
            return Ok(code);
        }
    }
    Err(Stop::broken("no free person code was found"))
}

async fn insert(tx: &mut Tx, id: &str, code: PersonCode, new: &NewPerson) -> Result<bool, Stop> {
    let at = tx.stamp();
    let personal = &new.personal;
    let done = sqlx::query(
        "insert into person (id, person_code, surname, name, gender, birth_day, birth_country, birth_place, \
         birth_place_name, citizenship, fiscal_code, surname_folded, name_folded, email, email_folded, mobile, \
         residence_phone, contact_phone, language, registered_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1) \
         on conflict (person_code) do nothing",
    )
    .bind(id)
    .bind(code.to_string())
    .bind(personal.surname.as_str())
    .bind(personal.name.as_str())
    .bind(personal.gender.code())
    .bind(personal.birth_day.iso())
    .bind(&personal.birth_country)
    .bind(&personal.birth_place)
    .bind(&personal.birth_place_name)
    .bind(&personal.citizenship)
    .bind(personal.fiscal_code.as_ref().map(|code| code.as_str().to_owned()))
    .bind(fold(personal.surname.as_str()))
    .bind(fold(personal.name.as_str()))
    .bind(new.email.as_str())
    .bind(new.email.as_str().to_lowercase())
    .bind(new.phones.mobile.clone().map(String::from))
    .bind(new.phones.residence.clone().map(String::from))
    .bind(new.phones.contact.clone().map(String::from))
    .bind(new.language.code())
    .bind(at)
    .execute(tx.conn())
    .await
    .on_unique("fiscal_code", "known")?;
    Ok(done.rows_affected() == 1)
}

/// Whether somebody with these data has registered before. Namesakes born on the same day whose fiscal codes differ
/// are two people.
///
/// # Errors
/// When the database fails.
pub async fn known(conn: &mut Conn, who: &PersonalData) -> Result<Option<Known>, Stop> {
    if let Some(code) = &who.fiscal_code {
        let row = sqlx::query("select id, email, language from person where fiscal_code = $1")
            .bind(code.as_str())
            .fetch_optional(&mut *conn)
            .await?;
        if let Some(row) = row {
            return read_known(&row, KnownBy::FiscalCode).map(Some);
        }
    }
    let rows = sqlx::query(
        "select id, email, language, fiscal_code from person where surname_folded = $1 and name_folded = $2 \
         and birth_day = $3 and birth_country = $4 order by id limit 20",
    )
    .bind(fold(who.surname.as_str()))
    .bind(fold(who.name.as_str()))
    .bind(who.birth_day.iso())
    .bind(&who.birth_country)
    .fetch_all(conn)
    .await?;
    for row in &rows {
        let other: Option<kernel::FiscalCode> = optional(row, "fiscal_code")?;
        if other.is_none() || who.fiscal_code.is_none() {
            return read_known(row, KnownBy::NameAndBirth).map(Some);
        }
    }
    Ok(None)
}

fn read_known(row: &sqlx::any::AnyRow, by: KnownBy) -> Result<Known, Stop> {
    Ok(Known {
        by,
        person_id: row.try_get("id")?,
        email: text(row, "email")?,
        language: row.try_get::<String, _>("language")?.parse().unwrap_or_default(),
    })
}

/// Completes a registration, after the identity document was saved; once.
///
/// # Errors
/// When the database fails.
pub async fn complete(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    let at = tx.stamp();
    let done = sqlx::query(
        "update person set completed_at = $1, version = version + 1 where id = $2 and completed_at is null",
    )
    .bind(at)
    .bind(id)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 {
        tx.journal(&Subject::new("person", id), Event::new("people.completed")).await?;
    }
    Ok(())
}
