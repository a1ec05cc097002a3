use kernel::{Email, FaultCode, Faults, Telephone};
use platform::{Voice, web::field::Field};
use serde::Deserialize;

use super::{Ctx, Draw, keep};
use crate::person::Phones;

/// Telephone contacts, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhonesTyped {
    /// Mobile.
    pub mobile: String,
    /// At the residence.
    pub residence_phone: String,
    /// At the contact address.
    pub contact_phone: String,
}

/// The fields of [`PhonesTyped`], for the macro `phones` of `people_contacts.html`.
#[derive(Clone, Debug)]
pub struct PhonesFields {
    /// Mobile.
    pub mobile: Field,
    /// At the residence.
    pub residence_phone: Field,
    /// At the contact address.
    pub contact_phone: Field,
}

impl PhonesFields {
    /// All of them in the order of the page.
    pub fn all(&self) -> Vec<&Field> {
        vec![&self.mobile, &self.residence_phone, &self.contact_phone]
    }
}

/// The most digits of a number.
const DIGITS: usize = 15;

impl PhonesTyped {
    /// What is stored, to be shown in the form.
    pub fn of(phones: &Phones) -> Self {
        let shown =
            |phone: &Option<Telephone>| phone.as_ref().map(|phone| phone.to_string()).unwrap_or_default();
        Self {
            mobile: shown(&phones.mobile),
            residence_phone: shown(&phones.residence),
            contact_phone: shown(&phones.contact),
        }
    }

    /// Checks the numbers; the mobile one is mandatory.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, _: &Ctx) -> Result<Phones, Faults> {
        let mut faults = Faults::new();
        let mut number = |field: &str, typed: &str, required: bool| {
            if typed.trim().is_empty() && !required {
                return None;
            }
            keep(&mut faults, field, DIGITS, Telephone::parse(typed).map_err(phone_fault))
        };
        let phones = Phones {
            mobile: number("mobile", &self.mobile, true),
            residence: number("residence_phone", &self.residence_phone, false),
            contact: number("contact_phone", &self.contact_phone, false),
        };
        faults.into_result().map(|()| phones)
    }

    /// The fields in a language, with their faults.
    pub fn fields(&self, voice: &Voice, faults: &Faults) -> PhonesFields {
        let draw = Draw { voice, faults, prefix: "" };
        let phone = |name: &str, label: &str, value: &str| {
            draw.field(name, label, value).inputmode("tel").hint(voice.say("phone-hint"))
        };
        PhonesFields {
            mobile: phone("mobile", "phone-mobile", &self.mobile).required().autocomplete("tel"),
            residence_phone: phone("residence_phone", "phone-residence", &self.residence_phone),
            contact_phone: phone("contact_phone", "phone-contact", &self.contact_phone),
        }
    }
}

fn phone_fault(code: FaultCode) -> FaultCode {
    if code == "malformed" { "phone-malformed" } else { code }
}

/// The personal e-mail address, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EmailTyped {
    /// The address.
    pub email: String,
}

impl EmailTyped {
    /// Checks the address: not one of the institution's, which end with the career.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, ctx: &Ctx) -> Result<Email, Faults> {
        let mut faults = Faults::new();
        let parsed = Email::parse(&self.email)
            .map_err(|code| if code == "malformed" { "email-malformed" } else { code });
        let email = keep(&mut faults, "email", Email::MAX, parsed);
        if email.as_ref().is_some_and(|email| email.is_within(&ctx.mail_domains)) {
            let domains =
                ctx.mail_domains.iter().map(|domain| format!("@{domain}")).collect::<Vec<_>>().join(", ");
            faults.add_with("email", "email-institution", vec![("domains", domains)]);
        }
        match email {
            Some(email) if faults.is_empty() => Ok(email),
            _ => Err(faults),
        }
    }

    /// The field in a language, with its fault; drawn by the macro `email` of `fields.html`.
    pub fn field(&self, voice: &Voice, faults: &Faults) -> Field {
        let draw = Draw { voice, faults, prefix: "" };
        draw.field("email", "person-email", &self.email)
            .required()
            .autocomplete("email")
            .hint(voice.say("person-email-hint"))
    }
}
