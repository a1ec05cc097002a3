//! The Italian fiscal code (D.M. 23 December 1976, n. 13813): sixteen characters made from a person's name, birth and
//! gender, with a control character; or eleven digits, while it is provisional.
//!
//! Two people whose data give the same code get variants with letters for digits (omocodia). A variant is another
//! person's code: it is undone to read birth data out of it, never to compare two codes.

mod person_data;
mod vat;

use std::ops::Range;

use crate::{Day, FaultCode, Gender, person::text_value};

pub use person_data::{Mismatch, PersonData};
pub use vat::VatNumber;

/// A fiscal code that was checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FiscalCode {
    /// Sixteen characters.
    Personal(PersonalCode),
    /// Eleven digits, given until the personal one is assigned; it tells nothing of the person.
    Provisional(ProvisionalCode),
}

/// The sixteen characters of a [`FiscalCode::Personal`], in upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalCode(String);

/// The eleven digits of a [`FiscalCode::Provisional`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionalCode(String);

/// What a personal code tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Three letters of the surname.
    pub surname: String,
    /// Three letters of the name.
    pub name: String,
    /// Female or male.
    pub gender: Gender,
    /// The last two digits of the birth year, 0 to 99: the code does not tell the century.
    pub birth_year: u8,
    /// The birth month, from 1.
    pub birth_month: u8,
    /// The birth day of the month, from 1.
    pub birth_day: u8,
    /// Belfiore code of the birth place: a letter and three digits; `Z` begins those of foreign countries.
    pub birthplace: String,
    /// True when letters stood for digits.
    pub omocodia: bool,
}

impl Decoded {
    /// The days of birth it can mean, latest first, none after `today`: of 1800, 1900 and 2000.
    pub fn birth_days(&self, today: Day) -> Vec<Day> {
        [2000i16, 1900, 1800]
            .into_iter()
            .filter_map(|century| {
                let year = century.checked_add(i16::from(self.birth_year))?;
                Day::new(year, i8::try_from(self.birth_month).ok()?, i8::try_from(self.birth_day).ok()?)
            })
            .filter(|day| *day <= today)
            .collect()
    }
}

impl FiscalCode {
    /// What foreigners who have no fiscal code write in its place: ten times 0. It is no fiscal code.
    pub fn is_none_marker(typed: &str) -> bool {
        let mut typed = typed.chars().filter(|c| !c.is_whitespace());
        typed.by_ref().take(10).filter(|c| *c == '0').count() == 10 && typed.next().is_none()
    }

    /// Reads a typed code, forgiving spaces and lower case. Omocodia variants are accepted as they are.
    ///
    /// # Errors
    /// `required`, `malformed` when it cannot be a fiscal code, `check-digit` when it does not fit its last character.
    pub fn parse(typed: &str) -> Result<Self, FaultCode> {
        let code: String =
            typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if code.is_empty() {
            return Err("required");
        }
        if code.len() == 11 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            vat::check(&code)?;
            return Ok(Self::Provisional(ProvisionalCode(code)));
        }
        let Some((body, control)) = split(&code) else { return Err("malformed") };
        decode(&code).ok_or("malformed")?;
        if control_character(body) == Some(control) {
            Ok(Self::Personal(PersonalCode(code)))
        } else {
            Err("check-digit")
        }
    }

    /// The code, in upper case: what is compared and kept.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Personal(code) => &code.0,
            Self::Provisional(code) => &code.0,
        }
    }

    /// What the code tells; nothing when it is provisional.
    pub fn decode(&self) -> Option<Decoded> {
        match self {
            Self::Personal(code) => decode(&code.0),
            Self::Provisional(_) => None,
        }
    }

    /// Says which parts disagree with the person's data. What is not known, or has no Latin letter, is not compared;
    /// a provisional code agrees with everyone.
    ///
    /// # Errors
    /// The parts that disagree, in the order of the code.
    pub fn matches(&self, person: &PersonData<'_>) -> Result<(), Vec<Mismatch>> {
        self.decode().map_or(Ok(()), |decoded| person.compare(&decoded))
    }

    /// The code of a person without namesakes. `None` when the gender or the place is not known, or a name has no
    /// Latin letter.
    pub fn compute(person: &PersonData<'_>) -> Option<Self> {
        let body = person.code_body()?;
        let control = control_character(&body)?;
        Self::parse(&format!("{body}{control}")).ok()
    }
}

impl std::fmt::Display for FiscalCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for FiscalCode {
    type Err = FaultCode;
    fn from_str(text: &str) -> Result<Self, FaultCode> {
        Self::parse(text)
    }
}

impl TryFrom<String> for FiscalCode {
    type Error = FaultCode;
    fn try_from(text: String) -> Result<Self, FaultCode> {
        Self::parse(&text)
    }
}

impl From<FiscalCode> for String {
    fn from(code: FiscalCode) -> String {
        match code {
            FiscalCode::Personal(code) => code.0,
            FiscalCode::Provisional(code) => code.0,
        }
    }
}

/// The letters of the months, January first.
const MONTHS: &str = "ABCDEHLMPRST";
/// The letters that stand for the digits from 0 in an omocodia variant.
const OMOCODIA: &str = "LMNPQRSTUV";
/// The values of the letters and digits in odd places (1st, 3rd …), by the value they have in even places.
const ODD_VALUES: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// The body and the control character of sixteen ASCII characters.
fn split(code: &str) -> Option<(&str, char)> {
    if code.len() != 16 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    Some((code.get(..15)?, code.chars().next_back()?))
}

fn control_character(body: &str) -> Option<char> {
    let mut sum = 0u32;
    for (index, c) in body.chars().enumerate() {
        let even = c.to_digit(10).or_else(|| c.to_digit(36)?.checked_sub(10))?;
        let value = if index % 2 == 0 { *ODD_VALUES.get(usize::try_from(even).ok()?)? } else { even };
        sum = sum.checked_add(value)?;
    }
    char::from_digit((sum % 26).checked_add(10)?, 36).map(|c| c.to_ascii_uppercase())
}

/// Reads the parts of a code, whose control character is not looked at; `None` when a part is impossible.
fn decode(code: &str) -> Option<Decoded> {
    let letters = |range: Range<usize>| {
        code.get(range).filter(|part: &&str| part.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let digit = |c: char| {
        if c.is_ascii_digit() {
            Some(c)
        } else {
            OMOCODIA.find(c).and_then(|at| char::from_digit(u32::try_from(at).ok()?, 10))
        }
    };
    let digits = |range: Range<usize>| code.get(range)?.chars().map(digit).collect::<Option<String>>();

    let birth_year: u8 = digits(6..8)?.parse().ok()?;
    let birth_month = u8::try_from(MONTHS.find(letters(8..9)?)?).ok()?.checked_add(1)?;
    let day: u8 = digits(9..11)?.parse().ok()?;
    let (gender, birth_day) = if day > 40 { (Gender::F, day.checked_sub(40)?) } else { (Gender::M, day) };
    // 29 February is possible when it is in any century: 2000 was a leap year, 1900 was not.
    Day::new(
        i16::from(birth_year).checked_add(2000)?,
        i8::try_from(birth_month).ok()?,
        i8::try_from(birth_day).ok()?,
    )?;
    let area = letters(11..12).filter(|letter| "ABCDEFGHIJKLMZ".contains(letter))?;
    letters(15..16)?;
    Some(Decoded {
        surname: letters(0..3)?.to_owned(),
        name: letters(3..6)?.to_owned(),
        gender,
        birth_year,
        birth_month,
        birth_day,
        birthplace: format!("{area}{}", digits(12..15)?),
        omocodia: [6..8, 9..11, 12..15]
            .into_iter()
            .any(|range| digits(range.clone()).as_deref() != code.get(range)),
    })
}

#[cfg(test)]
mod tests;
