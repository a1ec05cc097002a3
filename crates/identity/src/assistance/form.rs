use kernel::{Email, FaultCode, Faults, PersonCode, PersonName, text};
use platform::web::{
    Shell,
    field::{Choice, Field},
};
use serde::Deserialize;

use super::model::Kind;

/// The longest name and surname together.
const NAME_MAX: usize = 120;
/// The longest message.
pub const MESSAGE_MAX: usize = 4000;

/// A request as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Code of a [`Kind`].
    pub kind: String,
    /// Name and surname.
    pub name: String,
    /// Address for the answer.
    pub email: String,
    /// Person code, if known.
    pub person_code: String,
    /// What is asked.
    pub message: String,
}

/// A request, checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it is about.
    pub kind: Kind,
    /// Name and surname.
    pub name: String,
    /// Address for the answer.
    pub email: Email,
    /// Person code.
    pub person_code: Option<PersonCode>,
    /// What is asked.
    pub message: String,
}

impl Typed {
    /// Checks everything.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self) -> Result<Checked, Faults> {
        let mut faults = Faults::new();
        let kind = match self.kind.as_str() {
            "" => Err("required"),
            code => Kind::from_code(code).ok_or("unknown-choice"),
        };
        let kind = faults.keep("kind", kind);
        let name = keep(&mut faults, "name", NAME_MAX, full_name(&self.name));
        let email = keep(&mut faults, "email", Email::MAX, Email::parse(&self.email));
        let person_code = match PersonCode::parse(&self.person_code) {
            Err("required") => Ok(None),
            parsed => parsed.map(Some),
        };
        let person_code = faults.keep("person_code", person_code);
        let message = keep(&mut faults, "message", MESSAGE_MAX, text::paragraph(&self.message, MESSAGE_MAX));
        match (kind, name, email, person_code, message) {
            (Some(kind), Some(name), Some(email), Some(person_code), Some(message)) => {
                Ok(Checked { kind, name, email, person_code, message })
            }
            _ => Err(faults),
        }
    }

    /// The fields with their faults, but for the attachment.
    pub fn fields(&self, shell: &Shell, faults: &Faults) -> Vec<Field> {
        let voice = shell.voice();
        let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), voice.say(&kind.text_key())));
        vec![
            Field::new("kind", voice.say("assistance-kind"))
                .choices(kinds.to_vec())
                .value(&self.kind)
                .required(),
            Field::new("name", voice.say("assistance-name"))
                .value(&self.name)
                .required()
                .autocomplete("name")
                .maxlength(120),
            Field::new("email", voice.say("assistance-email"))
                .hint(voice.say("assistance-email-hint"))
                .value(&self.email)
                .required()
                .autocomplete("email")
                .maxlength(254),
            Field::new("person_code", voice.say("sign-in-person-code"))
                .hint(voice.say("assistance-person-code-hint"))
                .value(&self.person_code)
                .inputmode("numeric")
                .maxlength(20),
            Field::new("message", voice.say("assistance-message"))
                .hint(voice.say("assistance-message-hint"))
                .value(&self.message)
                .required()
                .rows(8)
                .maxlength(4000),
        ]
        .into_iter()
        .map(|field| field.told(faults, voice))
        .collect()
    }
}

/// Notes a fault; one about length says how much fits.
pub fn keep<T>(
    faults: &mut Faults,
    field: &'static str,
    max: usize,
    parsed: Result<T, FaultCode>,
) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
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

/// Name and surname in one line. It goes into a mail to an address that nobody has proved to be theirs: letters and
/// the marks of names only, so that nothing else can be sent with it.
fn full_name(typed: &str) -> Result<String, FaultCode> {
    let line = text::line(typed, NAME_MAX)?;
    let words = line.split(' ').map(PersonName::parse).collect::<Result<Vec<_>, _>>();
    Ok(words?.iter().map(PersonName::as_str).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = Typed { person_code: "1".into(), ..Typed::default() }.check().unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.to_string()).collect();
        assert_eq!(fields, ["kind", "name", "email", "person_code", "message"]);
    }

    #[test]
    fn a_name_cannot_carry_anything_but_a_name_into_a_mail() {
        assert_eq!(full_name(" Anna  Maria D’Angelo "), Ok("Anna Maria D'Angelo".to_owned()));
        for wrong in ["see http://evil.example", "call 0123", "a@b.it", "<b>Anna</b>"] {
            assert_eq!(full_name(wrong), Err("malformed"), "{wrong}");
        }
        assert_eq!(full_name(&"ab ".repeat(50)), Err("too-long"));
    }
}
