use kernel::{Email, FaultCode, Faults, Language, PersonName};
use platform::web::Grant;
use serde::Deserialize;

/// A member of staff to be added, checked.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// User name.
    pub login: String,
    /// Name.
    pub name: PersonName,
    /// Surname.
    pub surname: PersonName,
    /// Address; the institution's own is welcome here.
    pub email: Email,
    /// Language.
    pub language: Language,
    /// Roles.
    pub grants: Vec<Grant>,
}

/// What was typed for a member of staff.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StaffTyped {
    /// User name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Surname.
    pub surname: String,
    /// Address.
    pub email: String,
    /// `it` or `en`.
    pub language: String,
}

impl StaffTyped {
    /// Checks everything.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self) -> Result<NewStaff, Faults> {
        let mut faults = Faults::new();
        let login = faults.keep("login", login(&self.login));
        let name = faults.keep("name", PersonName::parse(&self.name));
        let surname = faults.keep("surname", PersonName::parse(&self.surname));
        let email = faults.keep("email", Email::parse(&self.email));
        let language =
            faults.keep("language", self.language.parse::<Language>().map_err(|()| "unknown-choice"));
        match (login, name, surname, email, language) {
            (Some(login), Some(name), Some(surname), Some(email), Some(language)) => {
                Ok(NewStaff { login, name, surname, email, language, grants: Vec::new() })
            }
            _ => Err(faults),
        }
    }
}

/// A user name: three to thirty-two small letters, digits, dots, dashes; it begins with a letter, so that it is never
/// taken for a person code.
pub fn login(typed: &str) -> Result<String, FaultCode> {
    let login = typed.trim().to_lowercase();
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if login.is_empty() {
        Err("required")
    } else if (3..=32).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.chars().all(good)
    {
        Ok(login)
    } else {
        Err("user-name")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_never_taken_for_a_person_code() {
        assert_eq!(login(" Anna.Rossi "), Ok("anna.rossi".to_owned()));
        assert_eq!(login(""), Err("required"));
        for wrong in ["10000001", "ab", "1anna", "anna rossi", "ànna", "a<b>", &"a".repeat(33)] {
            assert_eq!(login(wrong), Err("user-name"), "{wrong}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = StaffTyped::default().check().unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.to_string()).collect();
        assert_eq!(fields, ["login", "name", "surname", "email", "language"]);
    }
}
