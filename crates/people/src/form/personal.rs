use kernel::{Day, FaultCode, Faults, FiscalCode, Gender, Language, Mismatch, PersonData, PersonName, text};
use platform::{
    Voice,
    web::field::{Choice, Field},
};
use serde::Deserialize;

use super::{Ctx, Draw, birthplace, keep, keep_day};
use crate::person::PersonalData;

/// Who a person is, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonalTyped {
    /// Surnames.
    pub surname: String,
    /// Names.
    pub name: String,
    /// `F`, `M` or `X`.
    pub gender: String,
    /// dd/mm/yyyy.
    pub birth_day: String,
    /// ISO 3166-1 code.
    pub birth_country: String,
    /// Municipality or town.
    pub birth_place: String,
    /// ISO 3166-1 code.
    pub citizenship: String,
    /// Fiscal code; ten times 0 means none.
    pub fiscal_code: String,
    /// `yes` for "I have no Italian fiscal code".
    pub no_fiscal_code: String,
}

/// The fields of [`PersonalTyped`], for the macro `personal` of `people_personal.html`.
#[derive(Clone, Debug)]
pub struct PersonalFields {
    /// Surname.
    pub surname: Field,
    /// Name.
    pub name: Field,
    /// Gender.
    pub gender: Field,
    /// Day of birth.
    pub birth_day: Field,
    /// Country of birth.
    pub birth_country: Field,
    /// Place of birth.
    pub birth_place: Field,
    /// Citizenship.
    pub citizenship: Field,
    /// Fiscal code.
    pub fiscal_code: Field,
    /// "I have no Italian fiscal code".
    pub no_fiscal_code: Field,
}

impl PersonalFields {
    /// All of them in the order of the page, for the summary of faults.
    pub fn all(&self) -> Vec<&Field> {
        vec![
            &self.surname,
            &self.name,
            &self.gender,
            &self.birth_day,
            &self.birth_country,
            &self.birth_place,
            &self.citizenship,
            &self.fiscal_code,
            &self.no_fiscal_code,
        ]
    }
}

/// The longest name of a place.
const PLACE_MAX: usize = 80;

impl PersonalTyped {
    /// Checks everything, and the fiscal code against the rest: each disagreement is a fault of the field that
    /// disagrees.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, ctx: &Ctx) -> Result<PersonalData, Faults> {
        let mut faults = Faults::new();
        let surname = keep(&mut faults, "surname", PersonName::MAX, PersonName::parse(&self.surname));
        let name = keep(&mut faults, "name", PersonName::MAX, PersonName::parse(&self.name));
        let gender = faults.keep("gender", choice(Gender::parse(&self.gender)));
        let birth_day = keep_day(&mut faults, "birth_day", &self.birth_day)
            .and_then(|day| faults.keep("birth_day", plausible(day, ctx.today)));
        let birth_country = faults.keep("birth_country", country(&self.birth_country));
        let citizenship = faults.keep("citizenship", citizenship(&self.citizenship));
        let fiscal_code = self.fiscal_code(citizenship.as_deref(), &mut faults);
        let place_name =
            keep(&mut faults, "birth_place", PLACE_MAX, text::line(&self.birth_place, PLACE_MAX));
        let (Some(birth_day), Some(birth_country), Some(place_name)) = (birth_day, birth_country, place_name)
        else {
            return Err(faults);
        };
        let code = fiscal_code.as_ref().and_then(Option::as_ref);
        let mut place = None;
        if birth_country == "IT" {
            match birthplace::municipality(&place_name, birth_day, ctx.today, code) {
                Ok(found) => place = Some(found),
                Err(why) => {
                    let args = match &why {
                        birthplace::NoPlace::Several(names) => vec![("places", names.clone())],
                        birthplace::NoPlace::Unknown => Vec::new(),
                    };
                    faults.add_with("birth_place", why.code(), args);
                }
            }
        }
        let (Some(surname), Some(name), Some(gender)) = (surname, name, gender) else { return Err(faults) };
        let birth_place_name = place.map_or(place_name, |place| place.name(Language::It).to_owned());
        let personal = PersonalData {
            surname,
            name,
            gender,
            birth_day,
            birth_country,
            birth_place: place.map(|place| place.belfiore.to_owned()),
            birth_place_name,
            citizenship: citizenship.unwrap_or_default(),
            fiscal_code: fiscal_code.unwrap_or_default(),
        };
        if personal.birth_country != "IT" || place.is_some() {
            compare(&personal, &mut faults);
        }
        faults.into_result().map(|()| personal)
    }

    /// `Some(None)` for who has none; `None` when the fault was noted. An Italian citizen has one from birth.
    fn fiscal_code(&self, citizenship: Option<&str>, faults: &mut Faults) -> Option<Option<FiscalCode>> {
        let typed = self.fiscal_code.trim();
        let none = self.no_fiscal_code == "yes" || FiscalCode::is_none_marker(typed);
        let other = !typed.is_empty() && !FiscalCode::is_none_marker(typed);
        if none && other {
            faults.add("no_fiscal_code", "fiscal-code-or-none");
            return None;
        }
        if none && citizenship == Some("IT") {
            faults.add("fiscal_code", "fiscal-code-italian");
            return None;
        }
        if none {
            return Some(None);
        }
        match FiscalCode::parse(typed) {
            Ok(code) => Some(Some(code)),
            Err(code) => {
                faults.add("fiscal_code", code_fault(code));
                None
            }
        }
    }

    /// The fields in a language, with their faults.
    pub fn fields(&self, voice: &Voice, faults: &Faults) -> PersonalFields {
        let draw = Draw { voice, faults, prefix: "" };
        let genders = Gender::ALL
            .map(|gender| Choice::new(gender.code(), voice.say(&format!("person-gender-{}", gender.code()))));
        PersonalFields {
            surname: draw
                .field("surname", "person-surname", &self.surname)
                .required()
                .autocomplete("family-name"),
            name: draw.field("name", "person-name", &self.name).required().autocomplete("given-name"),
            gender: draw.field("gender", "person-gender", &self.gender).choices(genders.to_vec()).required(),
            birth_day: draw
                .field("birth_day", "person-birth-day", &self.birth_day)
                .required()
                .autocomplete("bday"),
            birth_country: draw
                .field("birth_country", "person-birth-country", &self.birth_country)
                .choices(countries(voice.language, false))
                .required(),
            birth_place: draw
                .field("birth_place", "person-birth-place", &self.birth_place)
                .hint(voice.say("person-birth-place-hint"))
                .required(),
            citizenship: draw
                .field("citizenship", "person-citizenship", &self.citizenship)
                .choices(countries(voice.language, true))
                .required(),
            fiscal_code: draw
                .field("fiscal_code", "person-fiscal-code", &self.fiscal_code)
                .hint(voice.say("person-fiscal-code-hint")),
            no_fiscal_code: draw
                .field("no_fiscal_code", "person-no-fiscal-code", "yes")
                .checked(self.no_fiscal_code == "yes"),
        }
    }
}

/// Checks a fiscal code that a registered person adds later: it must agree with everything that is known.
///
/// # Errors
/// Faults of the field `fiscal_code`.
pub fn check_fiscal_code(typed: &str, who: &PersonalData) -> Result<FiscalCode, Faults> {
    let mut faults = Faults::new();
    let Some(code) = faults.keep("fiscal_code", FiscalCode::parse(typed).map_err(code_fault)) else {
        return Err(faults);
    };
    let personal = PersonalData { fiscal_code: Some(code.clone()), ..who.clone() };
    let mut mismatches = Faults::new();
    compare(&personal, &mut mismatches);
    if let Some(first) = mismatches.iter().next() {
        faults.add("fiscal_code", first.code);
    }
    faults.into_result().map(|()| code)
}

/// Compares the fiscal code with everything else.
fn compare(personal: &PersonalData, faults: &mut Faults) {
    let Some(code) = &personal.fiscal_code else { return };
    let Some(decoded) = code.decode() else { return };
    let data = PersonData {
        name: personal.name.as_str(),
        surname: personal.surname.as_str(),
        gender: personal.gender,
        birth_day: personal.birth_day,
        // Places are compared below: one place can have had several codes.
        place_belfiore: None,
    };
    let mut mismatches = code.matches(&data).err().unwrap_or_default();
    let place =
        personal.birth_place.as_deref().and_then(|place| reference::birthplace(place, personal.birth_day));
    if !birthplace::agrees(&decoded.birthplace, place.as_ref(), &personal.birth_country, personal.birth_day) {
        mismatches.push(Mismatch::Birthplace);
    }
    for mismatch in mismatches {
        let field = match mismatch {
            Mismatch::Surname => "surname",
            Mismatch::Name => "name",
            Mismatch::BirthDay => "birth_day",
            Mismatch::Gender => "gender",
            Mismatch::Birthplace => "birth_place",
        };
        faults.add(field, mismatch.code());
    }
}

fn code_fault(code: FaultCode) -> FaultCode {
    match code {
        "malformed" => "fiscal-code-malformed",
        "check-digit" => "fiscal-code-check",
        other => other,
    }
}

fn choice<T>(parsed: Result<T, FaultCode>) -> Result<T, FaultCode> {
    parsed.map_err(|code| if code == "malformed" { "unknown-choice" } else { code })
}

/// Nobody was born in the future, nor more than 120 years ago.
fn plausible(day: Day, today: Day) -> Result<Day, FaultCode> {
    if day > today {
        Err("in-the-future")
    } else if day.years_until(today) > 120 {
        Err("implausible-birth-day")
    } else {
        Ok(day)
    }
}

/// The code of a country of the list.
pub(super) fn country(typed: &str) -> Result<String, FaultCode> {
    match typed {
        "" => Err("required"),
        code => reference::country(code).map(|country| country.code.to_owned()).ok_or("unknown-choice"),
    }
}

fn citizenship(typed: &str) -> Result<String, FaultCode> {
    let code = country(typed)?;
    let known = reference::country(&code).is_some_and(|country| country.citizenship);
    if known { Ok(code) } else { Err("unknown-choice") }
}

/// The countries as choices, Italy first.
pub(super) fn countries(language: Language, of_citizens: bool) -> Vec<Choice> {
    reference::countries(language)
        .into_iter()
        .filter(|country| !of_citizens || country.citizenship)
        .map(|country| Choice::new(country.code, country.name(language)))
        .collect()
}
