use kernel::{Day, FaultCode, Faults, text};
use platform::{
    Voice,
    web::field::{Choice, Field},
};
use serde::Deserialize;

use super::{
    Ctx, Draw, keep, keep_day,
    personal::{countries, country},
};
use crate::address::NewAddress;

/// An address, as typed. In Italy province, town and postcode are chosen one after the other, each with a free entry
/// for what the list does not have; abroad the free entries are the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AddressTyped {
    /// ISO 3166-1 code.
    pub country: String,
    /// Italy: letters of the province.
    pub province: String,
    /// Abroad: province or state.
    pub province_other: String,
    /// Italy: Belfiore code.
    pub town: String,
    /// Town/city not listed; abroad the town.
    pub town_other: String,
    /// Italy: a postcode of the town.
    pub postcode: String,
    /// Postcode not listed; abroad the postcode.
    pub postcode_other: String,
    /// Street or square.
    pub street: String,
    /// Street number.
    pub number: String,
    /// District (frazione).
    pub district: String,
    /// C/O.
    pub care_of: String,
    /// dd/mm/yyyy.
    pub from: String,
}

/// As [`AddressTyped`], under names that begin with `contact_`: for a form that asks for two addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of AddressTyped")]
pub struct ContactTyped {
    pub contact_country: String,
    pub contact_province: String,
    pub contact_province_other: String,
    pub contact_town: String,
    pub contact_town_other: String,
    pub contact_postcode: String,
    pub contact_postcode_other: String,
    pub contact_street: String,
    pub contact_number: String,
    pub contact_district: String,
    pub contact_care_of: String,
    pub contact_from: String,
}

impl From<ContactTyped> for AddressTyped {
    fn from(typed: ContactTyped) -> Self {
        Self {
            country: typed.contact_country,
            province: typed.contact_province,
            province_other: typed.contact_province_other,
            town: typed.contact_town,
            town_other: typed.contact_town_other,
            postcode: typed.contact_postcode,
            postcode_other: typed.contact_postcode_other,
            street: typed.contact_street,
            number: typed.contact_number,
            district: typed.contact_district,
            care_of: typed.contact_care_of,
            from: typed.contact_from,
        }
    }
}

impl ContactTyped {
    /// The prefix of its names, for [`AddressTyped::check_as`] and [`AddressTyped::fields_as`].
    pub const PREFIX: &'static str = "contact_";
}

/// The fields of [`AddressTyped`], for the macro `address` of `address_fields.html`.
#[derive(Clone, Debug)]
pub struct AddressFields {
    /// What is asked for beyond the country.
    pub scheme: Scheme,
    /// Country, with "Update".
    pub country: Field,
    /// Province: a list with "Update" in Italy, a text abroad.
    pub province: Field,
    /// Town/city: a list with "Update".
    pub town: Field,
    /// Town/city not listed; abroad Town/city.
    pub town_other: Field,
    /// Postcode: a list.
    pub postcode: Field,
    /// Postcode not listed; abroad Postcode.
    pub postcode_other: Field,
    /// Address.
    pub street: Field,
    /// Street number.
    pub number: Field,
    /// Town/city district.
    pub district: Field,
    /// C/O.
    pub care_of: Field,
    /// From.
    pub from: Field,
    /// What was typed and is not shown in this country: kept for coming back.
    pub hidden: Vec<(String, String)>,
}

/// How places are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// No country yet.
    Unknown,
    /// Lists.
    Italy,
    /// Texts.
    Abroad,
}

impl AddressFields {
    /// True in Italy.
    pub fn is_italy(&self) -> bool {
        self.scheme == Scheme::Italy
    }

    /// True abroad.
    pub fn is_abroad(&self) -> bool {
        self.scheme == Scheme::Abroad
    }

    /// Those that are shown, in the order of the page.
    pub fn all(&self) -> Vec<&Field> {
        let place = match self.scheme {
            Scheme::Unknown => Vec::new(),
            Scheme::Italy => {
                vec![&self.province, &self.town, &self.town_other, &self.postcode, &self.postcode_other]
            }
            Scheme::Abroad => vec![&self.province, &self.town_other, &self.postcode_other],
        };
        let rest = [&self.street, &self.number, &self.district, &self.care_of, &self.from];
        std::iter::once(&self.country).chain(place).chain(rest).collect()
    }
}

const LINE: usize = 60;
const STREET: usize = 120;
const NUMBER: usize = 12;
const POSTCODE: usize = 12;

impl AddressTyped {
    /// An empty form whose "From" is today, as the office asks.
    pub fn new(today: Day) -> Self {
        Self { from: today.to_string(), ..Self::default() }
    }

    /// What is stored, to be shown in the form.
    pub fn of(address: &NewAddress) -> Self {
        let italy = address.country == "IT";
        let code = address.town_code.clone().unwrap_or_default();
        let listed = italy && reference::postcodes_of(&code).contains(&address.postcode.as_str());
        let province = address.province.clone().unwrap_or_default();
        let when = |yes: bool, text: &str| if yes { text.to_owned() } else { String::new() };
        Self {
            country: address.country.clone(),
            province: when(italy, &province),
            province_other: when(!italy, &province),
            town_other: when(code.is_empty(), &address.town),
            town: code,
            postcode: when(listed, &address.postcode),
            postcode_other: when(!listed, &address.postcode),
            street: address.street.clone(),
            number: address.number.clone(),
            district: address.district.clone().unwrap_or_default(),
            care_of: address.care_of.clone().unwrap_or_default(),
            from: address.from.to_string(),
        }
    }

    /// After "Update": choices that no longer fit the one above them are taken back, everything else stays. A town
    /// with one postcode has it chosen.
    pub fn settled(mut self) -> Self {
        if self.country != "IT" {
            return self;
        }
        if reference::province(&self.province).is_none() {
            self.province.clear();
        }
        if !is_town_of(&self.town, &self.province) {
            self.town.clear();
        }
        match reference::postcodes_of(&self.town) {
            [only] if self.postcode_other.trim().is_empty() => self.postcode = (*only).to_owned(),
            postcodes if !postcodes.contains(&self.postcode.as_str()) => self.postcode.clear(),
            _ => {}
        }
        self
    }

    /// Checks the address.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, ctx: &Ctx) -> Result<NewAddress, Faults> {
        self.check_as("", ctx)
    }

    /// As [`AddressTyped::check`], for fields whose names begin with a prefix.
    ///
    /// # Errors
    /// All faults.
    pub fn check_as(&self, prefix: &str, ctx: &Ctx) -> Result<NewAddress, Faults> {
        let mut faults = Faults::new();
        let name = |field: &str| format!("{prefix}{field}");
        let found = faults.keep(name("country"), country(&self.country));
        let place = match found.as_deref() {
            Some("IT") => self.in_italy(&name, &mut faults),
            Some(_) => self.abroad(&name, &mut faults),
            None => None,
        };
        let street = keep(&mut faults, &name("street"), STREET, text::line(&self.street, STREET));
        let number = if found.as_deref() == Some("IT") {
            keep(&mut faults, &name("number"), NUMBER, text::line(&self.number, NUMBER))
        } else {
            optional(&mut faults, &name("number"), &self.number, NUMBER).map(Option::unwrap_or_default)
        };
        let district = optional(&mut faults, &name("district"), &self.district, LINE);
        let care_of = optional(&mut faults, &name("care_of"), &self.care_of, LINE);
        let from = keep_day(&mut faults, &name("from"), &self.from);
        if from.is_some_and(|day| day > ctx.today) {
            faults.add(name("from"), "in-the-future");
        }
        let (Some(country), Some(place), Some(street), Some(number), Some(from)) =
            (found, place, street, number, from)
        else {
            return Err(faults);
        };
        faults.into_result().map(|()| NewAddress {
            country,
            province: place.province,
            town: place.town,
            town_code: place.town_code,
            postcode: place.postcode,
            street,
            number,
            district: district.flatten(),
            care_of: care_of.flatten(),
            from,
        })
    }

    fn in_italy(&self, name: &impl Fn(&str) -> String, faults: &mut Faults) -> Option<Place> {
        let province =
            faults.keep(name("province"), chosen(&self.province, |code| reference::province(code).is_some()));
        let (town, town_code) = if self.town_other.trim().is_empty() {
            let code = faults.keep(name("town"), chosen(&self.town, |code| is_town_of(code, &self.province)));
            let town = code.as_deref().and_then(reference::municipality).map(|town| town.name.to_owned());
            (town, code)
        } else if self.town.is_empty() {
            (keep(faults, &name("town_other"), LINE, text::line(&self.town_other, LINE)), None)
        } else {
            faults.add(name("town_other"), "listed-or-not");
            (None, None)
        };
        let postcode = if self.postcode_other.trim().is_empty() {
            let listed = reference::postcodes_of(&self.town);
            faults.keep(name("postcode"), chosen(&self.postcode, |code| listed.contains(&code)))
        } else if self.postcode.is_empty() {
            faults.keep(name("postcode_other"), italian_postcode(&self.postcode_other))
        } else {
            faults.add(name("postcode_other"), "listed-or-not");
            None
        };
        Some(Place { province, town: town?, town_code, postcode: postcode? })
    }

    fn abroad(&self, name: &impl Fn(&str) -> String, faults: &mut Faults) -> Option<Place> {
        let province = optional(faults, &name("province_other"), &self.province_other, LINE);
        let town = keep(faults, &name("town_other"), LINE, text::line(&self.town_other, LINE));
        // Some countries have no postcodes.
        let postcode = optional(faults, &name("postcode_other"), &self.postcode_other, POSTCODE);
        Some(Place {
            province: province?,
            town: town?,
            town_code: None,
            postcode: postcode?.unwrap_or_default(),
        })
    }

    /// The fields in a language, with their faults.
    pub fn fields(&self, voice: &Voice, faults: &Faults) -> AddressFields {
        self.fields_as("", voice, faults)
    }

    /// As [`AddressTyped::fields`], under names that begin with a prefix.
    pub fn fields_as(&self, prefix: &str, voice: &Voice, faults: &Faults) -> AddressFields {
        let draw = Draw { voice, faults, prefix };
        let scheme = match self.country.as_str() {
            "" => Scheme::Unknown,
            "IT" => Scheme::Italy,
            _ => Scheme::Abroad,
        };
        let italy = scheme == Scheme::Italy;
        let label = |italian: &'static str, abroad: &'static str| if italy { italian } else { abroad };
        let number = draw.field("number", "address-number", &self.number);
        let number = if italy { number.hint(voice.say("address-number-hint")).required() } else { number };
        let town_other =
            draw.field("town_other", label("address-town-other", "address-town"), &self.town_other);
        AddressFields {
            scheme,
            country: draw
                .field("country", "address-country", &self.country)
                .choices(countries(voice.language, false))
                .hint(voice.say("address-country-hint"))
                .required(),
            province: if italy {
                draw.field("province", "address-province", &self.province).choices(provinces()).required()
            } else {
                draw.field("province_other", "address-province", &self.province_other)
            },
            town: draw
                .field("town", "address-town", &self.town)
                .choices(towns(&self.province))
                .hint(voice.say("address-town-hint")),
            town_other: if italy { town_other } else { town_other.required() },
            postcode: draw
                .field("postcode", "address-postcode", &self.postcode)
                .choices(postcodes(&self.town))
                .hint(voice.say("address-postcode-hint")),
            postcode_other: draw.field(
                "postcode_other",
                label("address-postcode-other", "address-postcode"),
                &self.postcode_other,
            ),
            street: draw
                .field("street", "address-street", &self.street)
                .hint(voice.say("address-street-hint"))
                .required(),
            number,
            district: draw.field("district", "address-district", &self.district),
            care_of: draw.field("care_of", "address-care-of", &self.care_of),
            from: draw
                .field("from", "address-from", &self.from)
                .hint(voice.say("address-from-hint"))
                .required(),
            hidden: self.hidden(prefix, scheme),
        }
    }

    fn hidden(&self, prefix: &str, scheme: Scheme) -> Vec<(String, String)> {
        let lists = [("province", &self.province), ("town", &self.town), ("postcode", &self.postcode)];
        let texts = [("town_other", &self.town_other), ("postcode_other", &self.postcode_other)];
        let foreign = [("province_other", &self.province_other)];
        let unseen: Vec<_> = match scheme {
            Scheme::Italy => foreign.to_vec(),
            Scheme::Abroad => lists.to_vec(),
            Scheme::Unknown => lists.into_iter().chain(texts).chain(foreign).collect(),
        };
        let typed = unseen.into_iter().filter(|(_, value)| !value.is_empty());
        typed.map(|(name, value)| (format!("{prefix}{name}"), value.clone())).collect()
    }
}

struct Place {
    province: Option<String>,
    town: String,
    town_code: Option<String>,
    postcode: String,
}

fn is_town_of(code: &str, province: &str) -> bool {
    reference::municipality(code).is_some_and(|town| town.is_active() && town.province == province)
}

fn chosen(typed: &str, is_listed: impl Fn(&str) -> bool) -> Result<String, FaultCode> {
    match typed {
        "" => Err("required"),
        code if is_listed(code) => Ok(code.to_owned()),
        _ => Err("unknown-choice"),
    }
}

fn italian_postcode(typed: &str) -> Result<String, FaultCode> {
    let postcode =
        text::line(typed, POSTCODE).map_err(|code| if code == "too-long" { "postcode" } else { code })?;
    let valid = postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit());
    if valid { Ok(postcode) } else { Err("postcode") }
}

fn optional(faults: &mut Faults, field: &str, typed: &str, max: usize) -> Option<Option<String>> {
    keep(faults, field, max, text::optional_line(typed, max))
}

fn provinces() -> Vec<Choice> {
    reference::provinces().iter().map(|province| Choice::new(province.code, province.name)).collect()
}

fn towns(province: &str) -> Vec<Choice> {
    let name = |town: &reference::Municipality| match town.other_name {
        Some(other) => format!("{} / {other}", town.name),
        None => town.name.to_owned(),
    };
    reference::municipalities_of(province)
        .into_iter()
        .map(|town| Choice::new(town.belfiore, name(town)))
        .collect()
}

fn postcodes(town: &str) -> Vec<Choice> {
    reference::postcodes_of(town).iter().map(|postcode| Choice::new(*postcode, *postcode)).collect()
}
