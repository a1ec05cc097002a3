use kernel::{Email, FaultCode, Faults, FiscalCode, Telephone, VatNumber, text};
use platform::Voice;
use serde::Deserialize;

use super::{Billing, Holder};

/// What was typed into the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct BillingTyped {
    pub holder: String,
    pub name: String,
    pub vat_number: String,
    pub recipient_code: String,
    pub certified_email: String,
    pub fiscal_code: String,
    pub no_fiscal_code: String,
    pub address: String,
    pub city: String,
    pub postcode: String,
    pub email: String,
    pub telephone: String,
}

impl From<Billing> for BillingTyped {
    fn from(billing: Billing) -> Self {
        Self {
            holder: billing.holder.code().to_owned(),
            // The student's name is not typed.
            name: if billing.holder == Holder::Student { String::new() } else { billing.name },
            no_fiscal_code: if billing.fiscal_code.is_empty() { "yes".to_owned() } else { String::new() },
            vat_number: billing.vat_number,
            recipient_code: billing.recipient_code,
            certified_email: billing.certified_email,
            fiscal_code: billing.fiscal_code,
            address: billing.address,
            city: billing.city,
            postcode: billing.postcode,
            email: billing.email,
            telephone: billing.telephone,
        }
    }
}

impl BillingTyped {
    /// The form of somebody who fills it in for the first time, with what the university knows of them.
    pub fn prefilled(profile: &people::Profile) -> Self {
        let residence = profile.residence.as_ref();
        let phones = [&profile.phones.mobile, &profile.phones.residence, &profile.phones.contact];
        Self {
            fiscal_code: profile
                .person
                .fiscal_code
                .as_ref()
                .map(|code| code.as_str().to_owned())
                .unwrap_or_default(),
            no_fiscal_code: if profile.person.fiscal_code.is_none() {
                "yes".to_owned()
            } else {
                String::new()
            },
            address: residence
                .map(|at| {
                    [at.street.as_str(), at.number.as_str()].join(", ").trim_end_matches(", ").to_owned()
                })
                .unwrap_or_default(),
            city: residence
                .map(|at| match &at.province {
                    Some(province) => format!("{} ({province})", at.town),
                    None => at.town.clone(),
                })
                .unwrap_or_default(),
            postcode: residence.map(|at| at.postcode.clone()).unwrap_or_default(),
            email: profile.person.email.as_str().to_owned(),
            telephone: phones
                .into_iter()
                .flatten()
                .next()
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Checks the whole form. `student` is the name of who owes.
    pub fn check(&self, student: &str) -> Result<Billing, Faults> {
        let mut faults = Faults::new();
        let holder = match Holder::read(&self.holder) {
            Some(holder) => Some(holder),
            None => {
                faults.add("holder", if self.holder.is_empty() { "required" } else { "unknown-choice" });
                None
            }
        };
        let name = match holder {
            Some(Holder::Student) => Some(student.to_owned()),
            _ => keep_line(&mut faults, "name", &self.name, 120),
        };
        let vat_number = faults.keep("vat_number", self.vat(holder));
        let recipient_code = faults.keep("recipient_code", self.recipient(holder));
        let certified_email = faults.keep("certified_email", self.certified(holder));
        let unreachable = recipient_code.as_deref() == Some("")
            && certified_email.as_deref() == Some("")
            && vat_number.as_deref().is_some_and(is_italian_vat);
        if holder == Some(Holder::Company) && unreachable {
            faults.add("recipient_code", "code-or-certified-email");
        }
        let fiscal_code = faults.keep("fiscal_code", self.fiscal_code(holder));
        let address = keep_line(&mut faults, "address", &self.address, 120);
        let city = keep_line(&mut faults, "city", &self.city, 80);
        let postcode = faults.keep("postcode", postcode(&self.postcode));
        let email = faults.keep("email", Email::parse(&self.email).map(|email| email.as_str().to_owned()));
        let telephone = faults
            .keep("telephone", Telephone::parse(&self.telephone).map(|phone| phone.as_str().to_owned()));
        let billing = || {
            Some(Billing {
                holder: holder?,
                name: name?,
                vat_number: vat_number?,
                recipient_code: recipient_code?,
                certified_email: certified_email?,
                fiscal_code: fiscal_code?,
                address: address?,
                city: city?,
                postcode: postcode?,
                email: email?,
                telephone: telephone?,
            })
        };
        match billing() {
            Some(billing) if faults.is_empty() => Ok(billing),
            _ => Err(faults),
        }
    }

    /// A company has a VAT number, a public body may have one. A foreign one begins with its country. What stands in the
    /// part for VAT holders counts for them alone: others do not see that part, and are not told of it.
    fn vat(&self, holder: Option<Holder>) -> Result<String, FaultCode> {
        if !holder.is_some_and(Holder::may_have_vat) {
            return Ok(String::new());
        }
        let typed: String =
            self.vat_number.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        match holder {
            _ if typed.is_empty() && holder == Some(Holder::Company) => Err("required"),
            _ if typed.is_empty() => Ok(String::new()),
            _ => {
                let country =
                    typed.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_uppercase()) && *two != "IT");
                match country {
                    // 28 characters: FatturaPA, IdCodice.
                    Some(_)
                        if typed.len() < 5
                            || typed.len() > 28
                            || !typed.bytes().all(|b| b.is_ascii_alphanumeric()) =>
                    {
                        Err("malformed")
                    }
                    Some(_) => Ok(typed),
                    None => VatNumber::parse(&typed).map(|number| number.as_str().to_owned()),
                }
            }
        }
    }

    /// FatturaPA, CodiceDestinatario: seven characters, six for an office of a public body (IPA).
    fn recipient(&self, holder: Option<Holder>) -> Result<String, FaultCode> {
        let typed: String =
            self.recipient_code.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        if typed.is_empty() || !holder.is_some_and(Holder::may_have_vat) {
            return Ok(String::new());
        }
        let length_fits = match holder {
            Some(Holder::PublicBody) => typed.len() == 6 || typed.len() == 7,
            _ => typed.len() == 7,
        };
        if length_fits && typed.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Ok(typed)
        } else {
            Err("recipient-code")
        }
    }

    fn certified(&self, holder: Option<Holder>) -> Result<String, FaultCode> {
        if self.certified_email.trim().is_empty() || !holder.is_some_and(Holder::may_have_vat) {
            return Ok(String::new());
        }
        Email::parse(&self.certified_email).map(|email| email.as_str().to_owned())
    }

    /// Ten zeros are "none", as the guides tell foreigners to write; so is the box.
    fn fiscal_code(&self, holder: Option<Holder>) -> Result<String, FaultCode> {
        let none = FiscalCode::is_none_marker(&self.fiscal_code)
            || self.fiscal_code.trim().is_empty() && !self.no_fiscal_code.is_empty();
        if none {
            return if holder == Some(Holder::PublicBody) { Err("required") } else { Ok(String::new()) };
        }
        let code = FiscalCode::parse(&self.fiscal_code)?;
        match (holder, &code) {
            (Some(Holder::PublicBody), FiscalCode::Personal(_)) => Err("fiscal-code-of-body"),
            _ if !self.no_fiscal_code.is_empty() => Err("fiscal-code-and-none"),
            _ => Ok(code.as_str().to_owned()),
        }
    }

    /// The words of the four answers.
    pub fn holder_text(voice: &Voice, holder: Holder) -> String {
        voice.say(&format!("payments-holder-{}", holder.code()))
    }
}

fn keep_line(faults: &mut Faults, field: &'static str, typed: &str, max: usize) -> Option<String> {
    match text::line(typed, max) {
        Ok(line) => Some(line),
        Err("too-long") => {
            faults.add_with(field, "too-long", vec![("max", max.to_string())]);
            None
        }
        Err(code) => {
            faults.add(field, code);
            None
        }
    }
}

fn postcode(typed: &str) -> Result<String, FaultCode> {
    let code = text::line(typed, 12).map_err(|code| if code == "too-long" { "malformed" } else { code })?;
    let fits = code.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-');
    if fits { Ok(code.to_uppercase()) } else { Err("malformed") }
}

fn is_italian_vat(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
