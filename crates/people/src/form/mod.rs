//! The forms by which people say who they are, shared by registration and by `/profile`. Each `…Typed` holds what was
//! typed, is checked into a type gathering all faults, and is shown again with each fault beside its field.
//!
//! Drawing: the templates `people_personal.html`, `address_fields.html`, `people_contacts.html` and
//! `people_document.html` hold one macro each; a page imports them and has a field `shell` (its room's askama.toml names
//! `../people/src` among the folders).

mod address;
mod birthplace;
mod contacts;
mod document;
mod personal;

use kernel::{Day, FaultCode, Faults};
use platform::{
    House, Stop, Voice,
    files::{self, Accept, Examined},
    web::{Upload, field::Field},
};

pub use address::{AddressFields, AddressTyped, ContactTyped};
pub(crate) use birthplace::label as place_label;
pub use contacts::{EmailTyped, PhonesFields, PhonesTyped};
pub use document::{DocumentFields, DocumentTyped, scan_field};
pub use personal::{PersonalFields, PersonalTyped, check_fiscal_code};

/// What checking a form needs to know of the world.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Today at the office.
    pub today: Day,
    /// Domains of the institution, in which a personal address may not be.
    pub mail_domains: Vec<String>,
}

impl Ctx {
    /// The world as the house sees it now.
    pub fn of(house: &House) -> Self {
        Self {
            today: house.clock().today().into(),
            mail_domains: house.config().institution.mail_domains.clone(),
        }
    }
}

/// Draws fields in a language, with their faults.
pub(crate) struct Draw<'a> {
    pub voice: &'a Voice,
    pub faults: &'a Faults,
    pub prefix: &'a str,
}

impl Draw<'_> {
    /// A field by its name and the key of its label.
    pub fn field(&self, name: &str, label: &str, value: &str) -> Field {
        let name = format!("{}{name}", self.prefix);
        let fault = self.faults.of(&name).map(|fault| self.voice.fault(fault));
        Field::new(name, self.voice.say(label)).value(value).fault(fault)
    }
}

/// Keeps a parsed value, or notes its fault with the longest length.
pub(crate) fn keep<T>(
    faults: &mut Faults,
    field: &str,
    max: usize,
    parsed: Result<T, FaultCode>,
) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
        Err("too-long") => {
            faults.add_with(field.to_owned(), "too-long", vec![("max", max.to_string())]);
            None
        }
        Err(code) => {
            faults.add(field.to_owned(), code);
            None
        }
    }
}

/// A day that was typed; one that cannot be read is told as a date.
pub(crate) fn keep_day(faults: &mut Faults, field: &str, typed: &str) -> Option<Day> {
    faults.keep(
        field.to_owned(),
        Day::parse(typed).map_err(|code| if code == "malformed" { "not-a-date" } else { code }),
    )
}

/// Examines the scan that came with a form: PDF, JPEG or PNG. The fault belongs to the field `scan`.
///
/// # Errors
/// When the examiner does not answer.
pub async fn examine_scan(house: &House, upload: Option<&Upload>) -> Result<Result<Examined, Faults>, Stop> {
    let examined = match upload {
        Some(upload) => files::examine(house, upload, Accept::Scan).await?,
        None => Err("file-required"),
    };
    Ok(examined.map_err(|code| {
        let mut faults = Faults::new();
        faults.add("scan", code);
        faults
    }))
}

/// Checks an identity document together with its scan, gathering the faults of both.
///
/// # Errors
/// When the examiner does not answer.
pub async fn check_document(
    house: &House,
    ctx: &Ctx,
    typed: &DocumentTyped,
    upload: Option<&Upload>,
) -> Result<Result<(crate::DocumentChecked, Examined), Faults>, Stop> {
    let scan = examine_scan(house, upload).await?;
    Ok(match (typed.check(ctx), scan) {
        (Ok(document), Ok(scan)) => Ok((document, scan)),
        (Ok(_), Err(faults)) => Err(faults),
        (Err(mut faults), Ok(_)) => {
            faults.add("scan", "choose-file-again");
            Err(faults)
        }
        (Err(mut faults), Err(scan)) => {
            for fault in scan.iter() {
                faults.add_with(fault.field.clone(), fault.code, fault.args.clone());
            }
            Err(faults)
        }
    })
}
