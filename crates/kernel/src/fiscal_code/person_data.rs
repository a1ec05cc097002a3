use super::{Decoded, MONTHS};
use crate::{Day, Gender, text};

/// What a fiscal code is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonData<'a> {
    /// All names, as in the birth certificate.
    pub name: &'a str,
    /// All surnames; the one at birth.
    pub surname: &'a str,
    /// Female or male; an unspecified one is not compared.
    pub gender: Gender,
    /// The day of birth.
    pub birth_day: Day,
    /// Belfiore code of the municipality or the foreign country of birth, if known.
    pub place_belfiore: Option<&'a str>,
}

/// A part of a fiscal code that disagrees with a person's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mismatch {
    /// The letters of the surname.
    Surname,
    /// The letters of the name.
    Name,
    /// Year, month or day of birth.
    BirthDay,
    /// The gender.
    Gender,
    /// The place of birth.
    Birthplace,
}

impl Mismatch {
    /// The fault's code, for the field it is about.
    pub const fn code(self) -> crate::FaultCode {
        match self {
            Mismatch::Surname => "fiscal-code-surname",
            Mismatch::Name => "fiscal-code-name",
            Mismatch::BirthDay => "fiscal-code-birth-day",
            Mismatch::Gender => "fiscal-code-gender",
            Mismatch::Birthplace => "fiscal-code-birthplace",
        }
    }
}

impl PersonData<'_> {
    pub(super) fn compare(&self, code: &Decoded) -> Result<(), Vec<Mismatch>> {
        let born = (self.birth_day.year().rem_euclid(100), self.birth_day.month(), self.birth_day.day());
        let coded =
            (i16::from(code.birth_year), i8::try_from(code.birth_month), i8::try_from(code.birth_day));
        let same_day = (coded.0, coded.1.ok(), coded.2.ok()) == (born.0, Some(born.1), Some(born.2));
        let place = |place: &str| place.trim().eq_ignore_ascii_case(&code.birthplace);
        let checks = [
            (Mismatch::Surname, surname_letters(self.surname).is_none_or(|letters| letters == code.surname)),
            (Mismatch::Name, name_letters(self.name).is_none_or(|letters| letters == code.name)),
            (Mismatch::BirthDay, same_day),
            (Mismatch::Gender, self.gender == Gender::Unspecified || self.gender == code.gender),
            (Mismatch::Birthplace, self.place_belfiore.is_none_or(place)),
        ];
        let mismatches: Vec<_> =
            checks.into_iter().filter(|(_, agrees)| !agrees).map(|(part, _)| part).collect();
        if mismatches.is_empty() { Ok(()) } else { Err(mismatches) }
    }

    /// The first fifteen characters of the code.
    pub(super) fn code_body(&self) -> Option<String> {
        let month = usize::try_from(self.birth_day.month()).ok()?.checked_sub(1)?;
        let day = match self.gender {
            Gender::F => self.birth_day.day().checked_add(40)?,
            Gender::M => self.birth_day.day(),
            Gender::Unspecified => return None,
        };
        Some(format!(
            "{}{}{:02}{}{day:02}{}",
            surname_letters(self.surname)?,
            name_letters(self.name)?,
            self.birth_day.year().rem_euclid(100),
            MONTHS.chars().nth(month)?,
            self.place_belfiore?.trim().to_ascii_uppercase(),
        ))
    }
}

/// Consonants first, then vowels, then `X` up to three.
fn surname_letters(surname: &str) -> Option<String> {
    let (consonants, vowels) = letters(surname)?;
    Some(consonants.chain(vowels).chain("XXX".chars()).take(3).collect())
}

/// As the surname's, but out of four consonants or more the second is left out.
fn name_letters(name: &str) -> Option<String> {
    let (consonants, vowels) = letters(name)?;
    let many = consonants.clone().count() > 3;
    let consonants =
        consonants.enumerate().filter(|(index, _)| !many || *index != 1).map(|(_, letter)| letter);
    Some(consonants.chain(vowels).chain("XXX".chars()).take(3).collect())
}

/// The Latin consonants and vowels of a text, without accents; `None` when it has none.
fn letters(text: &str) -> Option<(impl Iterator<Item = char> + Clone, impl Iterator<Item = char>)> {
    let letters: Vec<char> =
        text::fold(text).chars().filter(char::is_ascii_lowercase).map(|c| c.to_ascii_uppercase()).collect();
    if letters.is_empty() {
        return None;
    }
    let vowel = |letter: &char| "AEIOU".contains(*letter);
    let (vowels, consonants): (Vec<char>, Vec<char>) = letters.into_iter().partition(vowel);
    Some((consonants.into_iter(), vowels.into_iter()))
}
