//! Who a person is to the office: names, ways to reach them, the person code. Each value is parsed once, at the door,
//! and carried as its type from there on. Personal data: never write these values to a log or a journal fact.

mod code;

use crate::{FaultCode, text};

pub use code::PersonCode;

/// Gives a text value its reading, writing and serialising: always through `parse`, so that an invalid one can
/// neither be made nor read back.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::FaultCode;
            fn try_from(text: String) -> Result<Self, $crate::FaultCode> {
                Self::parse(&text)
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::FaultCode;
            fn from_str(text: &str) -> Result<Self, $crate::FaultCode> {
                Self::parse(text)
            }
        }
    };
}
pub(crate) use text_value;

/// A name or a surname, in any script, as the person writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);
text_value!(PersonName);

impl PersonName {
    /// The longest name, in characters.
    pub const MAX: usize = 60;

    /// Accepts letters of any script, apostrophes (made straight), spaces, hyphens and dots; at least one letter.
    ///
    /// # Errors
    /// As [`text::line`], and `malformed` for anything else.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let name = text::line(typed, Self::MAX)?.replace(['’', '‘', '`', '´'], "'");
        let mark = |c: char| matches!(c, '\'' | ' ' | '-' | '.' | '·' | '\u{300}'..='\u{36f}');
        let valid =
            name.chars().all(|c| c.is_alphabetic() || mark(c)) && name.chars().any(char::is_alphabetic);
        if valid { Ok(Self(name)) } else { Err("malformed") }
    }
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);
text_value!(Email);

impl Email {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1).
    pub const MAX: usize = 254;

    /// Accepts `local@domain`: the domain is lower-cased and has a dot. An international domain may be written as it
    /// is read; quoted local parts and address literals are refused, since no mail programme that people use
    /// accepts them everywhere.
    ///
    /// # Errors
    /// `required`, `too-long`, `malformed`.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("required");
        }
        let (local, domain) = typed.rsplit_once('@').ok_or("malformed")?;
        let domain = domain.to_lowercase();
        if local.len() > 64 || local.len().saturating_add(domain.len()).saturating_add(1) > Self::MAX {
            return Err("too-long");
        }
        if is_local(local) && is_domain(&domain) {
            Ok(Self(format!("{local}@{domain}")))
        } else {
            Err("malformed")
        }
    }

    /// What follows the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// True when the address belongs to one of these domains or to a subdomain of one: a personal address must not
    /// be the institution's, which ends with the career.
    pub fn is_within<D: AsRef<str>>(&self, domains: &[D]) -> bool {
        domains.iter().any(|domain| {
            let domain = domain.as_ref().trim_start_matches('@').to_lowercase();
            !domain.is_empty()
                && self
                    .domain()
                    .strip_suffix(&domain)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// RFC 5321's dot-string, with the letters of RFC 6531.
fn is_local(local: &str) -> bool {
    !local.is_empty()
        && local.split('.').all(|atom| {
            !atom.is_empty() && atom.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
        })
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || matches!(c, '\u{300}'..='\u{36f}'))
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && !top.bytes().all(|byte| byte.is_ascii_digit())
}

/// A telephone number: digits, with a leading `+` when the country was typed (E.164).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Telephone(String);
text_value!(Telephone);

impl Telephone {
    /// Accepts 6 to 15 digits, forgiving spaces, dots, hyphens, slashes and brackets; `00` at the start is `+`.
    ///
    /// # Errors
    /// `required`, `too-long` over 15 digits, `malformed`.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let number: String = typed
            .chars()
            .filter(|c| {
                !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2013}')
            })
            .collect();
        if number.is_empty() {
            return Err("required");
        }
        let (plus, digits) = match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
            Some(digits) => ("+", digits),
            None => ("", number.as_str()),
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("malformed");
        }
        match digits.len() {
            6..=15 => Ok(Self(format!("{plus}{digits}"))),
            0..6 => Err("malformed"),
            _ => Err("too-long"),
        }
    }
}

/// The gender written in identity documents, which the fiscal code encodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Gender {
    /// Female.
    F,
    /// Male.
    M,
    /// Not stated, as in some foreign documents (ICAO 9303 writes `X`).
    #[serde(rename = "X")]
    Unspecified,
}

impl Gender {
    /// All of them, in the order of the form.
    pub const ALL: [Gender; 3] = [Gender::F, Gender::M, Gender::Unspecified];

    /// `F`, `M` or `X`, as rows hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Gender::F => "F",
            Gender::M => "M",
            Gender::Unspecified => "X",
        }
    }

    /// Reads the code, in either case.
    ///
    /// # Errors
    /// `required`, `malformed`.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        match typed.trim() {
            "" => Err("required"),
            "F" | "f" => Ok(Gender::F),
            "M" | "m" => Ok(Gender::M),
            "X" | "x" => Ok(Gender::Unspecified),
            _ => Err("malformed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_any_script_are_accepted_and_other_things_refused() {
        for (typed, name) in [
            ("  Anna  Maria ", "Anna Maria"),
            ("D’Angelo", "D'Angelo"),
            ("Müller-Łukasz Jr.", "Müller-Łukasz Jr."),
            ("王小明", "王小明"),
            ("सुनीता", "सुनीता"),
            ("محمد", "محمد"),
            ("Agne\u{300}s", "Agne\u{300}s"),
        ] {
            assert_eq!(PersonName::parse(typed).map(String::from), Ok(name.to_owned()), "{typed}");
        }
        assert_eq!(PersonName::parse(" "), Err("required"));
        assert_eq!(PersonName::parse(&"a".repeat(61)), Err("too-long"));
        for wrong in ["R2D2", "<b>", "a@b", "--", "😀", "a;b", "a\"b"] {
            assert_eq!(PersonName::parse(wrong), Err("malformed"), "{wrong}");
        }
        assert_eq!(PersonName::parse("a\u{202e}b"), Err("forbidden-characters"));
    }

    #[test]
    fn addresses_are_checked_and_their_domain_lower_cased() {
        for (typed, address) in [
            (" Anna.Rossi+Uni@Example.ORG ", "Anna.Rossi+Uni@example.org"),
            ("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk"),
            ("info@università.example.it", "info@università.example.it"),
        ] {
            assert_eq!(Email::parse(typed).map(String::from), Ok(address.to_owned()), "{typed}");
        }
        assert_eq!(Email::parse(""), Err("required"));
        assert_eq!(Email::parse(&format!("{}@example.org", "a".repeat(65))), Err("too-long"));
        assert_eq!(Email::parse(&format!("a@{}org", "example.".repeat(32))), Err("too-long"));
        for wrong in [
            "anna",
            "@example.org",
            "a@",
            "a@b",
            "a b@c.it",
            "a@b..it",
            ".a@b.it",
            "a@-b.it",
            "a@b.it\r\nBcc: c@d.it",
            "a@b@c.it",
            "<a@b.it>",
            "a@[127.0.0.1]",
            "a@1.2.3.4",
            "a\u{0}@b.it",
            "a,b@c.it",
        ] {
            assert_eq!(Email::parse(wrong), Err("malformed"), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_of_the_institution_is_recognised_in_subdomains_too() {
        let ours = ["polimi.example", "@Uni.example"];
        for (address, within) in [
            ("a@polimi.example", true),
            ("a@mail.POLIMI.example", true),
            ("a@uni.example", true),
            ("a@notpolimi.example", false),
            ("polimi.example@other.example", false),
        ] {
            assert_eq!(Email::parse(address).unwrap().is_within(&ours), within, "{address}");
        }
        assert!(!Email::parse("a@b.it").unwrap().is_within(&[""]));
    }

    #[test]
    fn telephone_numbers_lose_their_separators() {
        for (typed, number) in [
            ("+39 02 2399.1234", "+390223991234"),
            ("0039 (02) 2399-1234", "+390223991234"),
            ("340/1234567", "3401234567"),
        ] {
            assert_eq!(Telephone::parse(typed).map(String::from), Ok(number.to_owned()), "{typed}");
        }
        assert_eq!(Telephone::parse(" - "), Err("required"));
        assert_eq!(Telephone::parse("1234567890123456"), Err("too-long"));
        for wrong in ["12345", "02 1234 int. 5", "++39021234567", "٠١٢٣٤٥٦"] {
            assert_eq!(Telephone::parse(wrong), Err("malformed"), "{wrong}");
        }
    }

    #[test]
    fn genders_are_read_back_from_their_code() {
        for gender in Gender::ALL {
            assert_eq!(Gender::parse(gender.code()), Ok(gender));
        }
        assert_eq!(Gender::parse("Q"), Err("malformed"));
    }

    proptest! {
        #[test]
        fn what_was_accepted_is_accepted_again_unchanged(typed in "\\PC{0,20}", domain in "[a-zA-Z0-9.-]{0,20}") {
            if let Ok(name) = PersonName::parse(&typed) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            }
            if let Ok(email) = Email::parse(&format!("{typed}@{domain}")) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
                prop_assert!(email.is_within(&[email.domain()]));
            }
            if let Ok(number) = Telephone::parse(&typed) {
                prop_assert_eq!(Telephone::parse(number.as_str()), Ok(number.clone()));
            }
        }
    }
}
