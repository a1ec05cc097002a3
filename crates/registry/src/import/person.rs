//! Whose career a row is about: somebody the university knows, or somebody whom the row makes known. They get no
//! account by it; the person who registers later is recognised and is sent a link to the address of the row.

use kernel::{Email, FaultCode, Faults, FiscalCode, Gender, Language, PersonCode, PersonName};
use people::{
    NewPerson, Person, PersonalData, Phones,
    form::{Ctx, EmailTyped, PersonalTyped},
};
use platform::{Conn, Stop, Tx};

use super::read::{Reader, day};

/// What a row says of its person.
#[derive(Clone, Debug)]
pub struct Clue {
    code: Option<PersonCode>,
    fiscal_code: Option<FiscalCode>,
    typed: PersonalTyped,
    email: EmailTyped,
}

impl Clue {
    pub fn read(row: &mut Reader<'_>) -> Option<Self> {
        let given = |name: &str| !row.of(name).is_empty();
        if !["person_code", "fiscal_code", "surname"].into_iter().any(given) {
            row.keep::<()>("person_code", Err("registry-person-who"));
            return None;
        }
        let (code, fiscal_code) = (row.of("person_code"), row.of("fiscal_code"));
        let code = match code {
            "" => None,
            typed => Some(row.keep("person_code", PersonCode::parse(typed))?),
        };
        let none = FiscalCode::is_none_marker(fiscal_code);
        let parsed = match fiscal_code {
            "" => None,
            _ if none => None,
            typed => Some(row.keep("fiscal_code", FiscalCode::parse(typed).map_err(code_fault))?),
        };
        let mut typed = PersonalTyped {
            surname: row.of("surname").to_owned(),
            name: row.of("name").to_owned(),
            gender: row.of("gender").to_uppercase(),
            birth_day: row.of("birth_day").to_owned(),
            birth_country: row.of("birth_country").to_uppercase(),
            birth_place: row.of("birth_place").to_owned(),
            citizenship: row.of("citizenship").to_uppercase(),
            fiscal_code: fiscal_code.to_owned(),
            no_fiscal_code: if parsed.is_none() { "yes".to_owned() } else { String::new() },
        };
        complete(&mut typed, parsed.as_ref());
        Some(Self {
            code,
            fiscal_code: parsed,
            typed,
            email: EmailTyped { email: row.of("email").to_owned() },
        })
    }
}

/// What the row leaves out and the fiscal code or the country of birth tells.
fn complete(typed: &mut PersonalTyped, code: Option<&FiscalCode>) {
    let fill = |field: &mut String, value: &str| {
        if field.is_empty() {
            value.clone_into(field);
        }
    };
    if let Some(decoded) = code.and_then(FiscalCode::decode) {
        fill(&mut typed.gender, decoded.gender.code());
        if let Ok(born) = day(&typed.birth_day)
            && let Some(place) = reference::birthplace(&decoded.birthplace, born)
        {
            if let Some(country) = place.country {
                fill(&mut typed.birth_country, country);
            }
            match place.province {
                Some(province) => {
                    fill(&mut typed.birth_place, &format!("{} ({province})", place.name(Language::It)));
                }
                None => fill(&mut typed.birth_place, place.name(Language::It)),
            }
        }
    }
    fill(&mut typed.gender, Gender::Unspecified.code());
    let country = typed.birth_country.clone();
    fill(&mut typed.citizenship, &country);
}

fn code_fault(code: FaultCode) -> FaultCode {
    match code {
        "malformed" => "fiscal-code-malformed",
        "check-digit" => "fiscal-code-check",
        other => other,
    }
}

/// Who a row is about.
pub enum Whose {
    /// Somebody who is known.
    Known(String),
    /// Somebody new, as their data say.
    New(Box<NewPerson>),
}

/// Finds the person, or checks the data of a new one by the rules of registration.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, clue: &Clue, ctx: &Ctx) -> Result<Result<Whose, Faults>, Stop> {
    let fault = |field: &'static str, code| {
        let mut faults = Faults::new();
        faults.add(field, code);
        Ok(Err(faults))
    };
    let differs = |person: &Person| {
        let both = clue.fiscal_code.as_ref().zip(person.fiscal_code.as_ref());
        both.is_some_and(|(typed, stored)| typed != stored)
    };
    if let Some(code) = &clue.code {
        return match people::by_code(conn, code).await? {
            None => fault("person_code", "registry-person-unknown"),
            Some(person) if differs(&person) => fault("fiscal_code", "registry-person-differs"),
            Some(person) => Ok(Ok(Whose::Known(person.id))),
        };
    }
    if let Some(code) = &clue.fiscal_code
        && let Some(person) = people::by_fiscal_code(conn, code).await?
    {
        return Ok(Ok(Whose::Known(person.id)));
    }
    let mut namesakes = namesakes(conn, &clue.typed).await?;
    namesakes.retain(|person| !differs(person));
    match namesakes.as_slice() {
        [] => Ok(new(clue, ctx).map(|person| Whose::New(Box::new(person)))),
        [person] => Ok(Ok(Whose::Known(person.id.clone()))),
        _ => fault("person_code", "registry-person-ambiguous"),
    }
}

async fn namesakes(conn: &mut Conn, typed: &PersonalTyped) -> Result<Vec<Person>, Stop> {
    let (Ok(surname), Ok(name), Ok(born)) =
        (PersonName::parse(&typed.surname), PersonName::parse(&typed.name), day(&typed.birth_day))
    else {
        return Ok(Vec::new());
    };
    people::by_birth(conn, &surname, &name, born, &typed.birth_country).await
}

fn new(clue: &Clue, ctx: &Ctx) -> Result<NewPerson, Faults> {
    let (personal, email): (Result<PersonalData, Faults>, Result<Email, Faults>) =
        (clue.typed.check(ctx), clue.email.check(ctx));
    match (personal, email) {
        (Ok(personal), Ok(email)) => {
            let language = if personal.birth_country == "IT" { Language::It } else { Language::En };
            let phones = Phones::default();
            Ok(NewPerson { personal, email, language, phones, residence: None, contact: None })
        }
        (personal, email) => {
            let mut all = Faults::new();
            for fault in [personal.err(), email.err()].iter().flatten().flat_map(Faults::iter) {
                // An address is needed only here: say why.
                let code = match (fault.field.as_ref(), fault.code) {
                    ("email", "required") => "registry-email-of-new",
                    (_, code) => code,
                };
                all.add_with(fault.field.clone(), code, fault.args.clone());
            }
            Err(all)
        }
    }
}

/// The identifier of the person; a new one is registered.
///
/// # Errors
/// When the database fails.
pub async fn settle(tx: &mut Tx, whose: Whose) -> Result<String, Stop> {
    match whose {
        Whose::Known(id) => Ok(id),
        Whose::New(person) => Ok(people::register(tx, *person).await?.id),
    }
}
