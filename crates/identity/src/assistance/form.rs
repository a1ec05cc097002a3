use kernel::{Email, Faults, PersonCode, text};
use serde::Deserialize;

/// What a request can be about; `assistance-kind-<code>` is its name.
pub const KINDS: [&str; 5] = ["credentials", "person-code", "deactivate-2fa", "already-registered", "other"];

/// A request, checked.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// About what.
    pub kind: &'static str,
    /// Who asks.
    pub name: String,
    /// Where to answer.
    pub email: Email,
    /// Person code, if they know it.
    pub person_code: Option<PersonCode>,
    /// The words.
    pub message: String,
}

/// A request as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RequestTyped {
    /// About what.
    pub kind: String,
    /// Who asks.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// Person code.
    pub person_code: String,
    /// The words.
    pub message: String,
}

/// Most characters of a message.
pub const MESSAGE: usize = 4000;
const NAME: usize = 120;

impl RequestTyped {
    /// Checks everything.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self) -> Result<NewRequest, Faults> {
        let mut faults = Faults::new();
        let kind = faults.keep("kind", kind(&self.kind));
        let name = keep(&mut faults, "name", NAME, text::line(&self.name, NAME));
        let email = keep(&mut faults, "email", Email::MAX, Email::parse(&self.email));
        let person_code = match self.person_code.trim() {
            "" => None,
            typed => faults.keep("person_code", PersonCode::parse(typed)),
        };
        let message = message(&mut faults, &self.message);
        match (kind, name, email, message) {
            (Some(kind), Some(name), Some(email), Some(message)) if faults.is_empty() => {
                Ok(NewRequest { kind, name, email, person_code, message })
            }
            _ => Err(faults),
        }
    }
}

fn kind(typed: &str) -> Result<&'static str, &'static str> {
    match typed {
        "" => Err("required"),
        typed => KINDS.into_iter().find(|kind| *kind == typed).ok_or("unknown-choice"),
    }
}

/// Checks a message of several lines.
pub fn message(faults: &mut Faults, typed: &str) -> Option<String> {
    keep(faults, "message", MESSAGE, text::paragraph(typed, MESSAGE))
}

/// Keeps a value, or notes its fault with the longest length.
pub fn keep<T>(
    faults: &mut Faults,
    field: &'static str,
    max: usize,
    parsed: Result<T, kernel::FaultCode>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_needs_all_but_the_person_code() {
        let typed = RequestTyped {
            kind: "other".into(),
            name: "Anna".into(),
            email: "a@b.it".into(),
            message: "Hello\r\nagain".into(),
            ..RequestTyped::default()
        };
        assert_eq!(typed.check().unwrap().message, "Hello\nagain");
        let wrong = RequestTyped { person_code: "12345678".into(), kind: "x".into(), ..RequestTyped::default() };
        let fields: Vec<_> = wrong.check().unwrap_err().iter().map(|fault| fault.field.to_string()).collect();
        assert_eq!(fields, ["kind", "name", "email", "person_code", "message"]);
    }
}
