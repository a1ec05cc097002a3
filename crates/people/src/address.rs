//! Where a person lives and where letters go. A new address ends the former one; nothing is overwritten.

use kernel::{Day, Event, Language};
use platform::{Conn, Stop, Subject, Tx};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::person::{optional, text};

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressKind {
    /// Where the person lives.
    Residence,
    /// Where letters go, when it is not the residence.
    Contact,
}

impl AddressKind {
    /// As rows hold it.
    pub const fn code(self) -> &'static str {
        match self {
            AddressKind::Residence => "residence",
            AddressKind::Contact => "contact",
        }
    }
}

/// An address, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAddress {
    /// ISO 3166-1 code.
    pub country: String,
    /// In Italy the letters of the province; abroad as written, if at all.
    pub province: Option<String>,
    /// Town or city.
    pub town: String,
    /// Belfiore code of the municipality, when it was chosen from the list.
    pub town_code: Option<String>,
    /// Postcode; empty in countries without.
    pub postcode: String,
    /// Street or square.
    pub street: String,
    /// Number in the street; may be empty abroad.
    pub number: String,
    /// District of the town (frazione).
    pub district: Option<String>,
    /// At whose door.
    pub care_of: Option<String>,
    /// The first day.
    pub from: Day,
}

/// An address of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Identifier.
    pub id: String,
    /// Where it is, and since when. Its fields are read as if they were here.
    #[serde(flatten)]
    pub place: NewAddress,
    /// The day on which another took its place; none while it holds.
    pub until: Option<Day>,
}

impl std::ops::Deref for Address {
    type Target = NewAddress;
    fn deref(&self) -> &NewAddress {
        &self.place
    }
}

impl NewAddress {
    /// The lines as on an envelope, without the person's name; the country last, unless it is Italy.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let care_of = self.care_of.as_ref().map(|who| format!("C/O {who}"));
        let street = [self.street.as_str(), self.number.as_str()];
        let province = self.province.as_ref().map(|province| format!("({province})"));
        let town = [Some(self.postcode.clone()), Some(self.town.clone()), province];
        let country = (self.country != "IT").then(|| country_name(&self.country, language));
        [
            care_of,
            Some(street.join(" ").trim().to_owned()),
            self.district.clone(),
            Some(town.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")),
            country,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The lines in one.
    pub fn in_one_line(&self, language: Language) -> String {
        self.lines(language).join(", ")
    }
}

/// A country's name; its code when it is not in the table any more.
pub(crate) fn country_name(code: &str, language: Language) -> String {
    reference::country(code).map_or(code, |country| country.name(language)).to_owned()
}

/// All addresses of a kind, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn addresses(conn: &mut Conn, person_id: &str, kind: AddressKind) -> Result<Vec<Address>, Stop> {
    sqlx::query(
        "select * from address where person_id = $1 and kind = $2 \
         order by from_day desc, recorded_at desc, id desc limit 200",
    )
    .bind(person_id)
    .bind(kind.code())
    .fetch_all(conn)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The address of a kind that holds now.
///
/// # Errors
/// When the database fails.
pub async fn current(conn: &mut Conn, person_id: &str, kind: AddressKind) -> Result<Option<Address>, Stop> {
    sqlx::query("select * from address where person_id = $1 and kind = $2 and until_day is null")
        .bind(person_id)
        .bind(kind.code())
        .fetch_optional(conn)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The addresses that a person has now: residence and contact, read together.
///
/// # Errors
/// When the database fails.
pub(crate) async fn both(conn: &mut Conn, person_id: &str) -> Result<[Option<Address>; 2], Stop> {
    let rows = sqlx::query("select * from address where person_id = $1 and until_day is null")
        .bind(person_id)
        .fetch_all(conn)
        .await?;
    let mut both = [None, None];
    for row in &rows {
        let kind: String = row.try_get("kind")?;
        let [residence, contact] = &mut both;
        *(if kind == AddressKind::Residence.code() { residence } else { contact }) = Some(read(row)?);
    }
    Ok(both)
}

/// Adds an address, which ends the former one of its kind on the day it begins.
pub(crate) async fn insert(
    tx: &mut Tx,
    person_id: &str,
    kind: AddressKind,
    new: &NewAddress,
) -> Result<(), Stop> {
    close(tx, person_id, kind, new.from).await?;
    let (id, at) = (tx.new_id(), tx.stamp());
    sqlx::query(
        "insert into address (id, person_id, kind, country, province, town, town_code, postcode, street, number, \
         district, care_of, from_day, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&id)
    .bind(person_id)
    .bind(kind.code())
    .bind(&new.country)
    .bind(&new.province)
    .bind(&new.town)
    .bind(&new.town_code)
    .bind(&new.postcode)
    .bind(&new.street)
    .bind(&new.number)
    .bind(&new.district)
    .bind(&new.care_of)
    .bind(new.from.iso())
    .bind(at)
    .execute(tx.conn())
    .await?;
    let event = Event::new("people.address-added").with("address", id).with("kind", kind.code());
    tx.journal(&Subject::new("person", person_id), event).await
}

/// Ends the address of a kind; says whether there was one.
pub(crate) async fn close(tx: &mut Tx, person_id: &str, kind: AddressKind, day: Day) -> Result<bool, Stop> {
    let done = sqlx::query(
        "update address set until_day = case when from_day > $1 then from_day else $1 end \
         where person_id = $2 and kind = $3 and until_day is null",
    )
    .bind(day.iso())
    .bind(person_id)
    .bind(kind.code())
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

fn read(row: &sqlx::any::AnyRow) -> Result<Address, Stop> {
    let place = NewAddress {
        country: row.try_get("country")?,
        province: row.try_get("province")?,
        town: row.try_get("town")?,
        town_code: row.try_get("town_code")?,
        postcode: row.try_get("postcode")?,
        street: row.try_get("street")?,
        number: row.try_get("number")?,
        district: row.try_get("district")?,
        care_of: row.try_get("care_of")?,
        from: text(row, "from_day")?,
    };
    Ok(Address { id: row.try_get("id")?, place, until: optional(row, "until_day")? })
}
