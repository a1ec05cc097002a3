use std::collections::BTreeMap;

use kernel::{Email, Faults, Language};
use people::{
    NewAddress, NewPerson, PersonalData, Phones,
    form::{AddressTyped, ContactTyped, Ctx, EmailTyped, PersonalTyped, PhonesTyped},
};
use serde::{Deserialize, Serialize};

/// The whole form as it came: names and values, so that the second page can carry the first one's.
pub type Pairs = BTreeMap<String, String>;

/// What was typed on the first page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Who they are.
    #[serde(flatten)]
    pub personal: PersonalTyped,
    /// Where they live.
    #[serde(flatten)]
    pub residence: AddressTyped,
    /// Where letters go.
    #[serde(flatten)]
    pub contact: ContactTyped,
    /// Telephones.
    #[serde(flatten)]
    pub phones: PhonesTyped,
    /// Personal e-mail address.
    #[serde(flatten)]
    pub email: EmailTyped,
    /// The same again.
    pub email_again: String,
    /// `yes` when letters go to the residence.
    pub coincides: String,
}

impl Typed {
    /// Reads the pairs of the form; what is no field of it is left out.
    pub fn of(pairs: &Pairs) -> Self {
        serde_json::to_value(pairs).and_then(serde_json::from_value).unwrap_or_default()
    }

    /// The contact address as typed.
    pub fn contact(&self) -> AddressTyped {
        self.contact.clone().into()
    }

    /// Checks everything.
    ///
    /// # Errors
    /// All faults of all parts.
    pub fn check(&self, ctx: &Ctx, language: Language) -> Result<Checked, Faults> {
        let mut faults = Faults::new();
        let personal = gather(&mut faults, self.personal.check(ctx));
        let residence = gather(&mut faults, self.residence.check(ctx));
        let contact = match self.coincides.as_str() {
            "yes" => None,
            "no" => gather(&mut faults, self.contact().check_as(ContactTyped::PREFIX, ctx)),
            other => {
                faults.add("coincides", if other.is_empty() { "required" } else { "unknown-choice" });
                None
            }
        };
        let phones = gather(&mut faults, self.phones.check(ctx));
        let email = gather(&mut faults, self.email.check(ctx));
        if let Some(email) = &email
            && Email::parse(&self.email_again).as_ref() != Ok(email)
        {
            let code = if self.email_again.trim().is_empty() { "required" } else { "email-differs" };
            faults.add("email_again", code);
        }
        match (personal, residence, phones, email) {
            (Some(personal), Some(residence), Some(phones), Some(email)) if faults.is_empty() => {
                Ok(Checked { personal, email, language, phones, residence, contact })
            }
            _ => Err(faults),
        }
    }
}

fn gather<T>(faults: &mut Faults, checked: Result<T, Faults>) -> Option<T> {
    match checked {
        Ok(value) => Some(value),
        Err(more) => {
            for fault in more.iter() {
                faults.add_with(fault.field.clone(), fault.code, fault.args.clone());
            }
            None
        }
    }
}

/// What a new person said, checked; kept until the activation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Checked {
    /// Who they are.
    pub personal: PersonalData,
    /// Personal e-mail address.
    pub email: Email,
    /// Language.
    pub language: Language,
    /// Telephones.
    pub phones: Phones,
    /// Where they live.
    pub residence: NewAddress,
    /// Where letters go, when elsewhere.
    pub contact: Option<NewAddress>,
}

impl Checked {
    /// Words that anybody who knows the person would try as a password.
    pub fn words(&self) -> Vec<String> {
        let email = self.email.as_str().split('@').next().unwrap_or("").to_owned();
        let born = self.personal.birth_day.year().to_string();
        vec![self.personal.name.to_string(), self.personal.surname.to_string(), born, email]
    }

    /// As the room of people takes it.
    pub fn into_new_person(self) -> NewPerson {
        NewPerson {
            personal: self.personal,
            email: self.email,
            language: self.language,
            phones: self.phones,
            residence: Some(self.residence),
            contact: self.contact,
        }
    }
}
